"""Attempts → let through, or how long to wait: so many in so many seconds for each key."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil

_MOST_KEYS = 10_000  # the one that was quiet for longest is forgotten


class Throttle:
    """At most `most` attempts in `seconds` for each key."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._attempts: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, key: str) -> int:
        """A key → 0, and the attempt counts; or in how many seconds the next one may be made."""
        now = self._clock()
        attempts = self._attempts.setdefault(key, deque())
        self._attempts.move_to_end(key)
        while attempts and attempts[0] <= now - self._seconds:
            attempts.popleft()
        if len(attempts) >= self._most:
            return ceil(attempts[0] + self._seconds - now)
        attempts.append(now)
        while len(self._attempts) > _MOST_KEYS:
            self._attempts.popitem(last=False)
        return 0

    def forgive(self, key: str) -> None:
        """A key → its last attempt was a good one, and doesn't count."""
        if attempts := self._attempts.get(key):
            attempts.pop()
