"""Withheld words, names and numbers → looked for in the finished bytes, before they are written.

The files are taken apart here by means of this room's own, not by those that wrote them or that
read them back for the account.
"""

from briefwright.verify.disclosure.searching import redact, search
from briefwright.verify.disclosure.withheld import WithheldContent, collect_withheld

__all__ = ["WithheldContent", "collect_withheld", "redact", "search"]
