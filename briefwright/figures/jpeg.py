"""The bytes of a JPEG file → whether its coded data are as long as its picture needs.

Image libraries make up for what is missing, and pass over what is too much, without a word. Here
other bytes are put behind each stretch of coded data: where nothing is missing, no reader comes to
them. And the last bytes are taken away: where nothing is too much, no reader does without them.
Source: ITU-T T.81, B.1.1.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_SCAN, _END = 0xDA, 0xD9
_RESTARTS = range(0xD0, 0xD8)
_CLOSE = b"\xff\xd9"
_NOISE = bytes(n * 73 % 251 for n in range(1, 97))  # has no 0xFF, which would begin a marker
_SPARE = 96  # bytes


def is_whole(data: bytes) -> bool:
    """A JPEG that a reader could open → whether its coded data are neither short nor long."""
    stretches = tuple(_find_stretches(data))
    if not stretches:
        return False
    begin, end = stretches[-1]
    shown = _decode(data[:end] + _CLOSE)
    is_short = shown != _decode(_lengthen(data, [end for _, end in stretches]))
    return not is_short and not _is_long(data[:end], begin, shown)


def _is_long(data: bytes, begin: int, shown: "Image") -> bool:
    """A JPEG, where its last stretch of data begins and all ends, its picture → if it needs less.

    Some cameras add a few bytes, which is no damage; the last scan of a progressive picture may
    change nothing.
    """
    rest = data[:-_SPARE]
    changed = (rest + _CLOSE, rest + _NOISE + _CLOSE)
    if len(rest) < begin or shown.info.get("progressive"):
        return False
    return all(_decode(one) == shown for one in changed)


def _find_stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """A JPEG → where each stretch of coded data in its first picture begins and ends."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _END:
        kind = data[at + 1]
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if kind == _SCAN:
            found = tuple(_find_in_scan(data, at))
            yield from found
            at = found[-1][1] if found else len(data)


def _find_in_scan(data: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """A JPEG and where the data of a scan begin → its stretches, between which restarts stand."""
    at = begin
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        kind = data[at + 1]
        if kind != 0:  # else it is a byte of the data
            yield begin, at
            if kind not in _RESTARTS:
                return
            begin = at + 2
        at += 2


def _lengthen(data: bytes, ends: Sequence[int]) -> bytes:
    """A JPEG and where its stretches end → the same with other bytes behind each of them."""
    starts = (0, *ends[:-1])
    pieces = (data[start:end] + _NOISE for start, end in zip(starts, ends, strict=True))
    return b"".join(pieces) + _CLOSE


def _decode(data: bytes) -> "Image":
    """A JPEG → as much of its picture as there is."""
    from PIL import Image

    with _leniently(), Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        return image


@contextmanager
def _leniently() -> Iterator[None]:
    """While it lasts, Pillow takes a part of a picture for the whole."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
