"""One issued file, many copies: each says whose it is, and all else in it is the same.

mark         the line that a copy bears, in the words of its edition
places       the pages of a PDF → where nothing stands, so that a line can
typesetting  a line of text → glyphs, in any script that a font is there for
fonts        the glyphs of all copies → font objects of a PDF
master       a PDF → what any number of copies are made from, in an instant each
word         a Word file → what its copies are made from
protection   a copy and a password → the copy encrypted
signing      a copy and a certificate → the copy signed
detached     bytes and who signs them → a signature to stand beside them; its check
signatures   a signed PDF → who signed it, when, and whether it was changed
tracing      a file that was found → which copy it is
"""

from briefwright.copies.mark import CopyMark, CopyStyle, make_style
from briefwright.copies.master import Master, prepare
from briefwright.copies.word import WordMaster, prepare_word

__all__ = ["CopyMark", "CopyStyle", "Master", "WordMaster", "make_style", "prepare", "prepare_word"]
