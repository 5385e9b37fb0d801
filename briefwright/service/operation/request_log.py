"""A line for each request: when, which kind of address, how it ended, for whom; nothing it says.

Neither paths nor queries are in it, since they name briefings, nor what was sent or answered.
"""

import re
import secrets
import time
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefwright.service.operation.monitoring import RequestFigures
from briefwright.service.parsing import LOGGED_AS
from briefwright.service.users import find_user
from briefwright.workers import describe_error

_NUMBER = 4  # bytes
_OURS = 500
_ODD = re.compile(r"[^\w.@+-]")


class RequestLog:
    """An app, what is done with a line, figures → the same app, each of its requests logged.

    An error that nobody expected is logged by its type and its places in code.
    """

    def __init__(self, app: ASGIApp, write: Callable[[str], None], figures: RequestFigures) -> None:
        self._app, self._write, self._figures = app, write, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered, counted and logged; its number stands in `X-Request-Id`."""
        number = secrets.token_hex(_NUMBER)
        scope[LOGGED_AS] = number
        begun, status, size = time.perf_counter(), _OURS, 0

        async def send_counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = number
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except Exception as error:  # it is ours, whatever it is
            self._write(f"request={number} {describe_error(error)}")
        finally:
            seconds = time.perf_counter() - begun
            method = _ODD.sub("_", scope["method"])[:10]
            self._figures.count(method, status, seconds, size)
            self._write(
                f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} request={number} {method} "
                f"{_find_template(scope)} {status} {seconds * 1000:.1f} ms {size} bytes "
                f"user={_find_name(scope)}"
            )


def _find_template(scope: Scope) -> str:
    """A request that was answered → the pattern of its address, "-" where there is none."""
    path = getattr(scope.get("route"), "path", "")
    return f"{scope.get('root_path', '')}{path}" if path else "-"


def _find_name(scope: Scope) -> str:
    """A request that was answered → the name of its user, "-" for nobody."""
    try:
        return _ODD.sub("_", find_user(Request(scope)).name)
    except HTTPException:
        return "-"
