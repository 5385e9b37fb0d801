"""A request and what it sends → the same; what is too large or too slow is refused."""

import asyncio
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefwright.editing.uploads import MOST_BYTES

_MOST_BYTES = 100_000  # of a form
_UPLOADS = "/files/"  # where files are sent to
_MOST_UPLOADED = MOST_BYTES + _MOST_BYTES
SECONDS = 300.0  # until all of it is there

Refuse = Callable[[Scope, int, str], Response]  # a request, a status, a sentence → the answer


class LimitedBodies:
    """An app → the same; a request that is too large is refused before it is read.

    One that isn't there in time is answered with 408 (RFC 9110, 15.5.9).
    """

    def __init__(self, app: ASGIApp, refuse: Refuse, seconds: float = SECONDS) -> None:
        self._app, self._refuse, self._seconds = app, refuse, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        most = _MOST_BYTES if not scope.get("path", "").endswith(_UPLOADS) else _MOST_UPLOADED
        is_small = length.isdecimal() and int(length) <= most
        if is_small and "transfer-encoding" not in headers:
            await self._app(scope, _limit_time(receive, self._seconds), send)
        else:
            answer = self._refuse(scope, 413, f"At most {most:,} bytes can be sent at once.")
            await answer(scope, receive, send)


def _limit_time(receive: Receive, seconds: float) -> Receive:
    """What a request sends, and in how long → the same; once all is there, nothing is limited."""
    end: float | None = asyncio.get_running_loop().time() + seconds

    async def receive_in_time() -> Message:
        nonlocal end
        try:
            async with asyncio.timeout_at(end):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, "This took too long to arrive; send it again.") from error
        end = end if message.get("more_body") else None
        return message

    return receive_in_time
