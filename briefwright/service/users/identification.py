"""A request → its user."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from briefwright.service.users.user import User

_USER = "briefwright.user"


class Identification:
    """An app, and a function that finds who asks → the same, each request with its user."""

    def __init__(self, app: ASGIApp, find: Callable[[HTTPConnection], User | None]) -> None:
        self._app, self._find = app, find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered, with its user."""
        if scope["type"] == "http" and (user := self._find(HTTPConnection(scope))):
            scope[_USER] = user
        await self._app(scope, receive, send)


def find_user(request: Request) -> User:
    """A request → who asks. Errors: 401 for nobody that is known."""
    user = request.scope.get(_USER)
    if not isinstance(user, User):
        raise HTTPException(401, "Log in first.")
    return user


def find_editor(request: Request) -> User:
    """A request that changes something → who asks. Errors: 401; 403 without the right to edit."""
    user = find_user(request)
    if not user.may("edit"):
        raise HTTPException(403, "You may read and download here, and not change anything.")
    return user
