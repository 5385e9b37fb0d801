"""Who gets what: lists of recipients, and which files of an issued edition each of them gets.

recipient  one row of a list
mailboxes  e-mail addresses, written one way
lists      a CSV file → recipients, or all that is wrong with it
comparison  a list as it was last used, and now
planning   recipients and an issued edition → deliveries, and who gets nothing and why
grouping   deliveries → how many get the same, and samples
"""

from briefwright.recipients.comparison import compare_lists
from briefwright.recipients.lists import List, read_list
from briefwright.recipients.planning import (
    Choice,
    Delivery,
    IssuedFile,
    Plan,
    Stopped,
    plan_deliveries,
)
from briefwright.recipients.recipient import Recipient

__all__ = [
    "Choice",
    "Delivery",
    "IssuedFile",
    "List",
    "Plan",
    "Recipient",
    "Stopped",
    "compare_lists",
    "plan_deliveries",
    "read_list",
]
