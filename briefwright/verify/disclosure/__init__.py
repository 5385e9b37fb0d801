"""Withheld words, names and numbers → looked for in the finished bytes, before they are written.

The files are taken apart here by means of this room's own, not by those that wrote them or that
read them back for the account.
"""

from briefwright.verify.disclosure.finding import hushed, search
from briefwright.verify.disclosure.withheld import Guard, guard

__all__ = ["Guard", "guard", "hushed", "search"]
