"""Who gets what: lists of recipients, and which files of an issued edition each of them gets.

recipient  one row of a list
mailboxes  e-mail addresses, written one way
lists      a CSV file → recipients, or all that is wrong with it
planning   recipients and an issued edition → deliveries, and who gets nothing and why
"""

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
    "plan_deliveries",
    "read_list",
]
