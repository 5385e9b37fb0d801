"""Layout → PDF bytes (`write`); PDF bytes → Marks (`read`). Neither knows the other."""
