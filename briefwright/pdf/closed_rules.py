"""The kinds of rule that `closed_list` gives to each key of each dictionary of a PDF."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Names:
    """One of these names."""

    allowed: tuple[str, ...]


@dataclass(frozen=True)
class AnyName:
    """A name of this form."""

    form: re.Pattern[str]


@dataclass(frozen=True)
class Text:
    """A text of this form, if one is given."""

    form: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Number:
    """A number from `least` to `most`; with `whole`, without decimals."""

    least: float = -100_000
    most: float = 100_000
    whole: bool = False


@dataclass(frozen=True)
class Truth:
    """True or false, as it says here."""

    value: bool


@dataclass(frozen=True)
class Nothing:
    """Null."""


@dataclass(frozen=True)
class Is:
    """A dictionary or stream of one row."""

    row: str


@dataclass(frozen=True)
class List:
    """An array whose entries keep to a rule; `length` of them, if that is given."""

    of: "Rule"
    length: int = 0


@dataclass(frozen=True)
class InTurn:
    """An array whose entries keep to these rules, in turn; `repeated` as often as there are any."""

    rules: tuple["Rule", ...]
    repeated: bool = False


@dataclass(frozen=True)
class Named:
    """A dictionary of names that the writer made up, of this form; each value keeps to a rule."""

    form: re.Pattern[str]
    of: "Rule"


@dataclass(frozen=True)
class Either:
    """One of several rules."""

    rules: tuple["Rule", ...]


Rule = (
    Names | AnyName | Text | Number | Truth | Nothing | Is | List | InTurn | Named | Either
)  # fmt: skip

Keys = Mapping[str, Rule]

# What is in a stream, once it is unpacked; "" for a dictionary, which has none.
Inside = Literal["", "drawing", "letters", "font", "profile", "samples", "file", "properties"]


@dataclass(frozen=True)
class Row:
    """One kind of dictionary, or of stream: its keys, and what is in the stream."""

    keys: Keys
    inside: Inside = ""
