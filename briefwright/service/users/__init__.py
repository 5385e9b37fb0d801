"""Who uses the pages, and what each of them may see and do.

user            a name, the audiences that it may see, its rights
identification  a request → its user
"""

from briefwright.service.users.identification import find_editor, find_user
from briefwright.service.users.user import RIGHTS, Right, User

__all__ = ["RIGHTS", "Right", "User", "find_editor", "find_user"]
