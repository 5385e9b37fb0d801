"""An edition's Marks and those of its HTML and files → the Account: what is there, what is not.

compare       the story: edition ↔ HTML by address, HTML ↔ each file by order
alignment     two sequences → which is which
joining       pieces of a file → the leaves that they make up
likeness      one leaf against one: letters, numbers, kind
findings      what is wrong, and the sentence for it
account       the value that comes out, as JSON and as a table for people
"""

from briefwright.verify.account import Account
from briefwright.verify.comparison import compare

__all__ = ["Account", "compare"]
