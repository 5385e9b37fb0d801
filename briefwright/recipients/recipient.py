"""Who gets a briefing: one row of a list of recipients."""

from dataclasses import dataclass
from typing import Literal, get_args

Copy = Literal["plain", "personal"]
COPIES: tuple[Copy, ...] = get_args(Copy)


@dataclass(frozen=True)
class Recipient:
    """A row of a list: whom to send what. "" and () stand for a cell that is empty.

    `address` is normalised: the same mailbox is written the same way. `clearance` lists the
    handlings that may be sent there besides what is open. `password_by` is the way by which the
    password of an encrypted copy goes; `under_embargo` is whether it may be had before the embargo
    ends. `line` is where the row stands in its file.
    """

    address: str
    name: str = ""
    organisation: str = ""
    language: str = ""
    audience: str = ""
    formats: tuple[str, ...] = ()
    clearance: tuple[str, ...] = ()
    copy: Copy = "plain"
    password_by: str = ""
    under_embargo: bool = False
    line: int = 0
