"""A briefing, an audience and a language → the edition, selected once while these are in use."""

from functools import lru_cache
from typing import Generic, TypeVar

from briefwright import edition
from briefwright.audience import Audience
from briefwright.edition import Edition
from briefwright.model.dictionary import Briefing

T = TypeVar("T")


class _Same(Generic[T]):
    """A value that equals nothing but itself, so that it need not be compared."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def select(briefing: Briefing, reader: Audience, language: str) -> Edition:
    """A briefing, an audience and a language → the edition. Errors: as `edition.select`."""
    return _select(_Same(briefing), _Same(reader), language)


@lru_cache(maxsize=64)
def _select(briefing: _Same[Briefing], reader: _Same[Audience], language: str) -> Edition:
    return edition.select(briefing.value, reader.value, language)
