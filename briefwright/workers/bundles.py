"""A value ↔ bytes that may travel, with what is large in it apart, each piece by its digest.

Fonts and pictures are the same for many editions: each goes over the network once. A bundle is a
pickle, and so is to be opened only where it comes from somebody trusted.
"""

import hashlib
import io
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_LARGE = 65_536  # bytes


@dataclass(frozen=True)
class Bundle:
    """A value as bytes, without the large pieces in it; those by their SHA-256, in hexadecimal."""

    data: bytes
    pieces: Mapping[str, bytes] = field(repr=False)


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.pieces: dict[str, bytes] = {}

    def persistent_id(self, value: Any) -> str | None:
        if type(value) is not bytes or len(value) < _LARGE:
            return None
        digest = find_digest(value)
        self.pieces[digest] = value
        return digest


class _Unpacker(pickle.Unpickler):
    def __init__(self, bundle: Bundle) -> None:
        super().__init__(io.BytesIO(bundle.data))
        self.pieces = bundle.pieces

    def persistent_load(self, digest: Any) -> bytes:
        return self.pieces[digest]


def pack(value: object) -> Bundle:
    """A value → the Bundle that holds it. Errors: whatever its types raise that can't travel."""
    file = io.BytesIO()
    packer = _Packer(file)
    packer.dump(value)
    return Bundle(file.getvalue(), packer.pieces)


def unpack(bundle: Bundle) -> Any:
    """A Bundle → the value in it."""
    return _Unpacker(bundle).load()


def check(digests: Iterable[str], pieces: Iterable[bytes]) -> dict[str, bytes]:
    """Digests and the bytes that arrived for them → the bytes by digest.

    Errors: DamagedError where one is not what was sent.
    """
    found = dict(zip(digests, pieces, strict=True))
    if any(find_digest(data) != digest for digest, data in found.items()):
        raise DamagedError
    return found


class DamagedError(Exception):
    """What arrived is not what was sent."""


def find_digest(data: bytes) -> str:
    """Bytes → their SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
