"""An edition's Marks and those of its HTML and files → the Account: what is there, what is not.

compare       the story: edition ↔ HTML by address, HTML ↔ each file by order
alignment     two sequences → which is which
joining       pieces of a file → the leaves that they make up
likeness      one leaf against one: letters, numbers, kind
findings      what is wrong, and the sentence for it
account       the value that comes out, as JSON and as a table for people
ledger        each fact of a briefing, and every place where its editions printed it
"""

from briefwright.verify.parity.account import Account, ParityError
from briefwright.verify.parity.comparison import compare
from briefwright.verify.parity.fact_usage import Ledger, Printed, printed, remembered

__all__ = ["Account", "Ledger", "ParityError", "Printed", "compare", "printed", "remembered"]
