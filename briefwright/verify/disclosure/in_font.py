"""A compressed font of a web page (WOFF2) → what can be read between its numbers."""

import io
from collections.abc import Iterator

from briefwright.verify.disclosure.decoding import find_strings
from briefwright.verify.disclosure.parts import FilePart

WOFF2 = b"wOF2"


def read_parts(data: bytes, where: str) -> Iterator[FilePart]:
    """The bytes of a font and what it is called → its texts; opaque where it can't be unpacked."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(data)) as font:
            font.flavor, plain = None, io.BytesIO()
            font.save(plain, reorderTables=False)
    except Exception:  # a damaged file can raise anything
        yield FilePart(where, "", "opaque")
        return
    yield FilePart(f"the font {where}", find_strings(plain.getvalue()), "data")
