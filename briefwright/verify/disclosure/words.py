"""Printed text → its words, the same however typesetting cut, joined or capitalised them."""

import re
import unicodedata

# Hyphens of any kind, and signs without width: with the line that ends after them they are lost.
_UNSEEN = re.compile(
    r"[\u00ad\u0002\ufffe\u200b-\u200f\u2060\ufeff\-\u2010\u2011]+(?:\s*[\r\n]\s*)?"
)
# Some languages part thousands with a blank that doesn't break.
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3})")
# Two Arabic letters that are drawn as one: a PDF tells them in the order in which they are seen.
_LAM_ALEF = re.compile("\u0644([\u0622\u0623\u0625\u0627])")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+|%")
_PIECE = re.compile(r"[^\W_]+")


def split_words(text: str) -> list[str]:
    """Running text → its words: “Long-term aid: 1,410 t” is longterm, aid, 1,410 and t."""
    whole = _THOUSANDS.sub(",", text)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())
    return _WORD.findall(_LAM_ALEF.sub("\\1\u0644", _UNSEEN.sub("", folded)))


def split_name(name: str) -> list[str]:
    """The name of something → what it is made of: “at_secret-plan.csv” is at, secret, plan, csv."""
    return _PIECE.findall(unicodedata.normalize("NFKC", name).casefold())
