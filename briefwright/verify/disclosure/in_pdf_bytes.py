"""The bytes of a PDF → what stands outside every object that its readers find.

Before the header, between objects, after the end, and what an update of the file has replaced: no
reader shows it, and anybody can take it out.
"""

import re
from collections.abc import Iterator

from briefwright.verify.disclosure.decoding import read_bytes
from briefwright.verify.disclosure.parts import FilePart

_OBJECT = re.compile(rb"(?<![0-9])(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILING = re.compile(
    rb"\A%PDF-\d\.\d\s*(?:%[\x80-\xff]{4}\s)?"  # the header, and a sign that bytes follow
    rb"|xref\s+(?:\d+ \d+\s+(?:\d{10} \d{5} [nf]\s*)*)+"
    rb"|trailer\s*<<.*>>(?=\s*startxref)"
    rb"|startxref\s+\d+\s+%%EOF|\s+",
    re.DOTALL,
)
Id = tuple[int, int]


def read_outside(data: bytes, known: frozenset[Id]) -> Iterator[FilePart]:
    """The bytes of a PDF, and the objects that its readers find → what they don't find.

    Nobody needs such bytes, so they are opaque, besides being texts.
    """
    place, gaps, seen = 0, list[bytes](), list[Id]()
    while found := _OBJECT.search(data, place):
        gaps.append(data[place : found.start()])
        seen.append((int(found[1]), int(found[2])))
        place = _find_end(data, found.end())
    gaps.append(data[place:])
    rest = b"\n".join(filter(None, (_FILING.sub(b"", gap) for gap in gaps)))
    updates = sum(gap.count(b"%%EOF") for gap in gaps)
    if rest:
        for text in read_bytes(rest):
            yield FilePart("the bytes outside every object", text)
        yield FilePart("the bytes outside every object", "", "opaque")
    if updates != 1 or len(seen) != len(set(seen)) or not known.issuperset(seen):
        yield FilePart("an earlier state of the file", "", "opaque")


def _find_end(data: bytes, start: int) -> int:
    """Where an object begins → the first byte after it, its stream passed over by its length."""
    end, stream = data.find(b"endobj", start), _STREAM.search(data, start)
    if stream and (end < 0 or stream.start() < end):
        length = _LENGTH.search(data, start, stream.start())
        after = stream.end() + int(length[1]) if length else data.find(b"endstream", stream.end())
        end = data.find(b"endobj", after)
    return len(data) if end < 0 else end + len(b"endobj")
