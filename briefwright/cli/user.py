"""Who uses this machine."""

import getpass


def find_user() -> str:
    """The name by which the system knows who runs this, or "somebody" where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them differs by system and version
        return "somebody"
