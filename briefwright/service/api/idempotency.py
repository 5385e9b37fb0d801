"""A key that a client gives a request → the job that it got for it, as long as that is known.

Source: the draft of the IETF on the header field Idempotency-Key (httpapi-idempotency-key-header).
"""

from collections.abc import Callable
from typing import NamedTuple

_MOST = 10_000  # keys; the oldest goes


class KeyReusedError(Exception):
    """The key belongs to another request of the same user."""


class _Given(NamedTuple):
    """What a request asked for, and the number of the job that it got."""

    request: str
    number: str


class Keys:
    """The keys of every user, each with what was asked for with it; used in one thread."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        self._is_known = is_known
        self._given: dict[tuple[str, str], _Given] = {}

    def find(self, user: str, key: str, request: str) -> str | None:
        """A user, a key, what is asked for → the number of the job that it got for it, if any.

        Errors: KeyReusedError.
        """
        given = self._given.get((user, key))
        if given is None or not self._is_known(given.number):
            return None
        if given.request != request:
            raise KeyReusedError
        return given.number

    def keep(self, user: str, key: str, request: str, number: str) -> None:
        """A user, a key, what was asked for, the number of the job → kept."""
        self._given[user, key] = _Given(request, number)
        if len(self._given) > _MOST:
            del self._given[next(iter(self._given))]
