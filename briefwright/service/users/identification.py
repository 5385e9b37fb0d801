"""A request → its user; what changes something is taken from a user's own pages alone."""

from contextvars import ContextVar

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefwright.service.parsing import parse_form
from briefwright.service.users.access import Access, Identity
from briefwright.service.users.user import User

FORM_TOKEN = "form_token"  # a field of every form that changes something
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
    """A request that changes something → its body, to be read again. Errors: 403."""
    body = await request.body()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    given = request.headers.get(_HEADER)
    if given is None:
        form = await parse_form(Request(request.scope, receive))
        given = str(form.get(FORM_TOKEN, ""))
    if given.encode() != token.encode():
        raise HTTPException(403, "This page is too old to send anything; load it again.")
    return receive


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


def find_identity() -> Identity | None:
    """→ who asks for the page that is just being written; nothing before a log-in."""
    return _current.get()
