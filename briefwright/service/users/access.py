"""A request → who asks: by a session, by a token, by the header of a trusted proxy, or the owner.

Source: RFC 6750, 2.1 (Bearer); RFC 6265, 4.1.2 (Set-Cookie), and its revision's 5.4.7 (SameSite).
"""

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from briefwright.service.users.passwords import find_digest, is_password
from briefwright.service.users.sessions import Sessions
from briefwright.service.users.throttle import Throttle
from briefwright.service.users.user import User
from briefwright.service.users.users_file import Registration, UsersFile

_COOKIE, _SECURE_COOKIE = "session", "__Host-session"
_PURPOSE = b"form token"
_FOR_A_NAME = 5, 300.0  # failed log-ins, in so many seconds
_FOR_AN_ADDRESS = 30, 300.0


@dataclass(frozen=True)
class Identity:
    """Who asks, and the token that its forms must hold; "" for a request that no page can make."""

    user: User
    form_token: str = ""


class ThrottledError(Exception):
    """Too many attempts to log in: `seconds` is when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many attempts; try again in {seconds} seconds.")
        self.seconds = seconds


class Access:
    """Who may come in: the users of a file, or `owner` as long as the file has none.

    `header` is where a trusted proxy says who logged in there, "" for nowhere; no other sender's is
    in a request (`operation.proxy`).
    """

    def __init__(
        self, users: UsersFile, sessions: Sessions, owner: User | None, header: str = ""
    ) -> None:
        self._users, self._owner, self._header = users, owner, header
        self._sessions = sessions
        self._names, self._addresses = Throttle(*_FOR_A_NAME), Throttle(*_FOR_AN_ADDRESS)
        self._one = asyncio.Lock()  # a hash takes 64 MB

    def find(self, connection: HTTPConnection) -> Identity | None:
        """A request → who asks; nothing for nobody that is known. Errors: MachineError."""
        known = self._users.read()
        if known:
            self._owner = None  # for good: a file that is taken away lets nobody in
        if self._owner:
            return Identity(self._owner)
        if "authorization" in connection.headers:
            return self._find_by_token(connection.headers["authorization"], known)
        if self._header and (name := connection.headers.get(self._header)):
            found = known.get(name)
            return _identify(found) if found else None
        return self._find_by_session(connection, known)

    @property
    def is_open(self) -> bool:
        """Whether there are no users, so that nobody is asked for a name."""
        return self._owner is not None

    async def log_in(self, connection: HTTPConnection, name: str, password: str) -> str | None:
        """A name and a password → the key of a new session; nothing if they are wrong.

        It takes the same time for every name. Errors: ThrottledError; MachineError.
        """
        address = connection.client.host if connection.client else ""
        if wait := self._addresses.count(address) or self._names.count(name):
            raise ThrottledError(wait)
        registration = self._users.read().get(name)
        hashed = registration.password if registration else ""
        async with self._one:
            is_right = await run_in_threadpool(is_password, password, hashed)
        if registration is None or not is_right:
            return None
        self._addresses.forgive(address)
        self._names.forgive(name)
        self.log_out(connection)
        return self._sessions.begin(registration)

    def log_out(self, connection: HTTPConnection) -> None:
        """A request → its session is over, if it has one."""
        self._sessions.end(connection.cookies.get(name_cookie(connection), ""))

    def _find_by_token(self, said: str, known: Mapping[str, Registration]) -> Identity | None:
        scheme, _, token = said.partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        digest = find_digest(token.strip())
        return next((Identity(one.user) for one in known.values() if one.token == digest), None)

    def _find_by_session(
        self, connection: HTTPConnection, known: Mapping[str, Registration]
    ) -> Identity | None:
        key = connection.cookies.get(name_cookie(connection), "")
        session = self._sessions.find(key)
        found = known.get(session.name) if session else None
        if session is None or found is None or not session.belongs_to(found):
            return None
        return _identify(found)


def _identify(registration: Registration) -> Identity:
    """A registration → who asks, with a form token, which lasts as long as the password."""
    token = hmac.digest(registration.password.encode(), _PURPOSE, "sha256").hex()
    return Identity(registration.user, token)


def name_cookie(connection: HTTPConnection) -> str:
    """A request → the cookie with a session's key; over https, no other host can set it."""
    return _SECURE_COOKIE if is_secure(connection) else _COOKIE


def is_secure(connection: HTTPConnection) -> bool:
    """A request → whether it came over https."""
    return connection.url.scheme == "https"
