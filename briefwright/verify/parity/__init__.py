"""An edition's Marks and those of its HTML and files → the Account: what is there, what is not.

compare       the story: edition ↔ HTML by address, HTML ↔ each file by order
alignment     two sequences → which is which
joining       pieces of a file → the leaves that they make up
likeness      one leaf against one: letters, numbers, kind
fonts         letters that look as the declared fonts draw them
differences   what is wrong, and the sentence for it
account       the value that comes out, as JSON and as a table for people
fact_usage    each fact of a briefing, and every place where its editions printed it
"""

from briefwright.verify.parity.account import FORMAT_NAMES, Account, ParityError
from briefwright.verify.parity.comparison import compare
from briefwright.verify.parity.fact_usage import FactUse, Ledger, find_fact_uses, load_fact_uses

__all__ = [
    "FORMAT_NAMES",
    "Account",
    "FactUse",
    "Ledger",
    "ParityError",
    "compare",
    "find_fact_uses",
    "load_fact_uses",
]
