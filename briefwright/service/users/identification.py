"""A request → its user; what changes something is taken from a user's own pages alone."""

import hmac
import re
from contextvars import ContextVar

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefwright.service.parsing import parse_form
from briefwright.service.users.access import Access, Identity
from briefwright.service.users.user import User

FORM_TOKEN = "form_token"  # a field of every form that changes something
_START = 100_000  # bytes; a form has no more
_FIRST_FIELD = re.compile(
    rb'--[^\r\n]+\r\nContent-Disposition: form-data; name="%s"\r\n\r\n([0-9a-f]+)\r\n'
    % FORM_TOKEN.encode()
)
_HEADER = "x-form-token"  # where a script sends it that sends no form
READING = ("GET", "HEAD", "OPTIONS")
_NOBODY = "You are not logged in. Log in in another window, then come back and send this again."
_IDENTITY = "briefwright.identity"
_current: ContextVar[Identity | None] = ContextVar(_IDENTITY, default=None)


class Guard:
    """Routes, and who may come in → the same; nobody else reaches them.

    Browsers send cookies with the forms of other websites, too; so a form must hold a token that
    only the user's own pages have. Errors: 401; 403.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered, with its user."""
        identity = self._access.find(HTTPConnection(scope))
        if identity is None:
            raise HTTPException(401, _NOBODY, {"WWW-Authenticate": "Bearer"})
        scope[_IDENTITY] = identity
        _current.set(identity)
        if identity.form_token and scope["method"] not in READING:
            receive = await _check_token(Request(scope, receive), identity.form_token)
        await self._app(scope, receive, send)


async def _check_token(request: Request, token: str) -> Receive:
    """A request that changes something → what it sends, to be read from its start. Errors: 403.

    No more than a form's length is read: in what is longer, the token is the first field.
    """
    if (given := request.headers.get(_HEADER)) is not None:
        _compare(given, token)
        return request.receive
    start = await _read_start(request.receive)
    if start[-1].get("more_body"):
        found = _FIRST_FIELD.match(b"".join(one.get("body", b"") for one in start))
        _compare(found[1].decode() if found else "", token)
    else:
        form = await parse_form(Request(request.scope, _replay(start, request.receive)))
        _compare(str(form.get(FORM_TOKEN, "")), token)
    return _replay(start, request.receive)


async def _read_start(receive: Receive) -> list[Message]:
    """What a request sends → the first of it, as it arrives."""
    start = [await receive()]
    while start[-1].get("more_body") and sum(len(one["body"]) for one in start) < _START:
        start.append(await receive())
    return start


def _replay(start: list[Message], rest: Receive) -> Receive:
    """What was read of a request, and what reads the rest → both, in order."""
    left = iter(start)

    async def receive() -> Message:
        return next(left, None) or await rest()

    return receive


def _compare(given: str, token: str) -> None:
    """The token that a form holds, and the one that it should → nothing. Errors: 403."""
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(403, "This page is too old to send anything; load it again.")


def find_user(request: Request) -> User:
    """A request → who asks. Errors: 401 for nobody that is known."""
    identity = request.scope.get(_IDENTITY)
    if not isinstance(identity, Identity):
        raise HTTPException(401, _NOBODY)
    return identity.user


def find_editor(request: Request) -> User:
    """A request that changes something → who asks. Errors: 401; 403 without the right to edit."""
    user = find_user(request)
    if not user.may("edit"):
        raise HTTPException(403, "You may read and download here, and not change anything.")
    return user


def find_sender(request: Request) -> User:
    """A request about what is sent → who asks. Errors: 401; 403 where it may not send.

    A list has recipients for every audience, so it is for who sees them all.
    """
    user = find_user(request)
    if not user.may("send"):
        raise HTTPException(403, "Lists of recipients are for who may send.")
    if not user.sees_all:
        raise HTTPException(403, "Lists of recipients are for who sees every audience.")
    return user


def find_identity() -> Identity | None:
    """→ who asks for the page that is just being written; nothing before a log-in."""
    return _current.get()
