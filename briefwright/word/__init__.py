"""The Word file: `write` makes it from a Layout, `read` reads its Marks back from the bytes.

Only these rooms know raw OOXML. `write` and `read` know nothing of each other.
"""
