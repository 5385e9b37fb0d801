"""A value → its digest: the same for equal values, in any process, wherever they were written."""

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from briefwright.problems import Place


def find_digest(value: Any) -> str:
    """A value of plain types, dataclasses and named tuples → its SHA-256, in hexadecimal.

    Places in files don't count. Errors: TypeError for a type that nobody thought of.
    """
    whole = hashlib.sha256()
    for token in _list_tokens(value):
        whole.update(len(token).to_bytes(8) + token)
    return whole.hexdigest()


def _list_tokens(value: Any) -> Iterator[bytes]:
    """A value → all that it consists of, in order, each with its type where it could be another."""
    match value:
        case None | bool() | int() | float() | Decimal() | Fraction() | Enum():
            yield repr(value).encode()
        case str():
            yield b"text"
            yield value.encode()
        case bytes():
            yield b"bytes"
            yield value
        case date() | time() | PurePath():
            yield repr(value).encode()
        case Place():
            yield b"place"
        case Mapping():
            yield f"mapping {len(value)}".encode()
            for key, one in value.items():
                yield from _list_tokens(key)
                yield from _list_tokens(one)
        case tuple() | list():
            yield f"{type(value).__name__} {len(value)}".encode()
            for one in value:
                yield from _list_tokens(one)
        case set() | frozenset():
            yield f"set {len(value)}".encode()
            yield from sorted(find_digest(one).encode() for one in value)
        case _ if dataclasses.is_dataclass(value):
            yield type(value).__qualname__.encode()
            for field in dataclasses.fields(value):
                yield from _list_tokens(getattr(value, field.name))
        case _:
            raise TypeError(f"a value of type {type(value).__qualname__} has no digest")
