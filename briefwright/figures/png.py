"""The bytes of a PNG file → whether they hold all that its head says, to the last row.

Image libraries accept a file that breaks off; programs that show the finished PDF may not.
"""

import zlib
from collections.abc import Iterator

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by kind of colour
_MOST = 1_000_000_000  # bytes of an unpacked picture


def is_whole(data: bytes) -> bool:
    """A PNG that a reader could open → whether its chunks and rows are all there."""
    chunks = list(_chunks(data))
    if len(chunks) < 3 or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        return False
    head = chunks[0][1]
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    depth, colour, is_interlaced = head[8], head[9], head[12]
    row = 1 + (width * depth * _SAMPLES.get(colour, 1) + 7) // 8
    packed = b"".join(part for kind, part in chunks if kind == b"IDAT")
    return bool(is_interlaced) or _unpacked_size(packed, min(row * height, _MOST)) == row * height


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The bytes of a file → its chunks, as far as they are whole."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        if at + 12 + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _unpacked_size(packed: bytes, most: int) -> int:
    """Packed bytes → how many there are unpacked, counted up to a number, 0 for rubbish."""
    reader, count = zlib.decompressobj(), 0
    try:
        while count < most and not reader.eof:
            part = reader.decompress(packed, 1_000_000)
            packed = reader.unconsumed_tail
            count += len(part)
            if not part and not packed:
                break
    except zlib.error:
        return 0
    return min(count, most)
