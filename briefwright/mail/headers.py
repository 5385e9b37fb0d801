"""Headers of a message: what may stand in one, and proof that the finished bytes hold no others.

Python's own library has let line breaks through more than once (CVE-2024-6923, CVE-2026-1299), so
nothing here relies on it: values are checked before they go in, and the bytes are taken apart by
hand afterwards.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header

Headers = tuple[tuple[str, str], ...]

# Line ends of any kind, what no line shows, and the beginning of an encoded word (RFC 2047).
_BREAKS = "\u2028\u2029"
_ENCODED = "=?"
_HIDDEN = frozenset({"Cc", "Cs", "Cn", "Co"})
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FIELD = re.compile(rb"([!-9;-~]+):[ \t]?(.*)", re.DOTALL)
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_END = b"\r\n\r\n"


class HeaderFault(ValueError):
    """A header isn't what was meant: one sentence."""


def check(name: str, value: str) -> str:
    """A header's name and value → the same value, on one line. Errors: HeaderFault."""
    for sign in value:
        if unicodedata.category(sign) in _HIDDEN or sign in _BREAKS or sign in _DIRECTIONS:
            raise HeaderFault(f"The character U+{ord(sign):04X} can't stand in `{name}`.")
    if _ENCODED in value:
        raise HeaderFault(f"“{_ENCODED}” can't stand in `{name}`.")
    return value


def compare(data: bytes, meant: Iterable[tuple[str, str]]) -> None:
    """A message's bytes and its headers as meant → nothing, where it has those, each as often.

    Besides, it says once how its body is to be read. Errors: HeaderFault.
    """
    there = Counter(_simplify(name, value) for name, value in read(data))
    wanted = Counter(_simplify(name, value) for name, value in (*meant, *_ADDED))
    if there != wanted:
        others = sorted({name for name, _ in (there - wanted) + (wanted - there)})
        raise HeaderFault(f"The message's {', '.join(others)} would not be what was meant.")


_ADDED = (("mime-version", ""), ("content-type", ""))


def _simplify(name: str, value: str) -> tuple[str, str]:
    """A header → what is compared of it: no blanks that a fold left, no quotes of a name."""
    if (name.lower(), "") in _ADDED:
        return name.lower(), ""
    return name.lower(), "".join(re.sub(r"[\"\\]", "", value).split())


def read(data: bytes) -> Iterator[tuple[str, str]]:
    """A message's bytes → each of its headers, decoded. Errors: HeaderFault."""
    head, end, _ = data.partition(_END)
    if not end or re.search(rb"\r(?!\n)|(?<!\r)\n|\x00", head):
        raise HeaderFault("The message's headers hold a line end of their own.")
    for line in _FOLD.sub(b"", head).split(b"\r\n"):
        found = _FIELD.fullmatch(line)
        if not found:
            raise HeaderFault("A line of the message's headers has no name.")
        yield found[1].decode("ascii"), _decode(found[2])


def _decode(value: bytes) -> str:
    try:
        parts = decode_header(value.decode("utf-8"))
        return "".join(
            part.decode(charset or "ascii") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (ValueError, LookupError, HeaderParseError) as error:
        raise HeaderFault("A header of the message can't be read.") from error
