"""Who uses the pages, and what each of them may see and do.

user            a name, the audiences that it may see, its rights
users_file      the file of users, and back
passwords       a password → a hash that may be kept
sessions        who is logged in
throttle        attempts → let through, or how long to wait
access          a request → who asks
identification  a request → its user, if its form is from the user's own pages
log_in_pages    addresses for coming in and going → pages
"""

from briefwright.service.users.identification import find_editor, find_sender, find_user
from briefwright.service.users.user import RIGHTS, Right, User

__all__ = ["RIGHTS", "Right", "User", "find_editor", "find_sender", "find_user"]
