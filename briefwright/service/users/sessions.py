"""Who is logged in: each log-in has a key that nobody guesses, until it ends."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from briefwright.service.users.users_file import Registration

LONGEST = 12 * 3600  # seconds after log-in
_LONGEST_UNUSED = 2 * 3600
_KEY = 32  # bytes


@dataclass(frozen=True)
class Session:
    """A log-in: whose it is, the password hash of then, when it began and was last used."""

    name: str
    password: str
    begun: float
    used: float


class Sessions:
    """The sessions of one server; they end with it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._sessions = clock, dict[str, Session]()

    def begin(self, registration: Registration) -> str:
        """A registration whose password was given → the key of a new session."""
        now = self._clock()
        self._sessions = {
            key: one for key, one in self._sessions.items() if not self._is_over(one, now)
        }
        key = secrets.token_urlsafe(_KEY)
        self._sessions[key] = Session(registration.user.name, registration.password, now, now)
        return key

    def find(self, key: str) -> Session | None:
        """A key → its session, which counts as used now; nothing if it is over."""
        now = self._clock()
        session = self._sessions.get(key)
        if session is None or self._is_over(session, now):
            return None
        self._sessions[key] = replace(session, used=now)
        return session

    def end(self, key: str) -> None:
        """A key → its session is over."""
        self._sessions.pop(key, None)

    def _is_over(self, session: Session, now: float) -> bool:
        return now > min(session.begun + LONGEST, session.used + _LONGEST_UNUSED)
