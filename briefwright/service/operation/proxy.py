"""What a proxy before the service says of a request: believed where the proxy is a trusted one.

Anybody else could say so, too: then it is taken out of the request.
"""

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-proto"})
_IS_FORWARDED = "briefwright.is_forwarded"


class TrustedProxies:
    """An app, the addresses of trusted proxies, the header with a user's name → the same app.

    From such a proxy, a request has the address and the scheme that its client used. From anybody
    else it has neither that header nor what a proxy adds.
    """

    def __init__(self, app: ASGIApp, addresses: Collection[str], login_header: str) -> None:
        self._app, self._addresses = app, addresses
        self._claims = _FORWARDED | {login_header.lower().encode()}
        self._forwarded = ProxyHeadersMiddleware(app, list(addresses))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered, as what it truly is."""
        sender = (scope.get("client") or ("",))[0]
        headers = scope.get("headers", [])
        scope[_IS_FORWARDED] = any(name in _FORWARDED for name, _ in headers)
        if sender in self._addresses:
            await self._forwarded(scope, receive, send)  # type: ignore[arg-type]
        else:
            scope["headers"] = [one for one in headers if one[0] not in self._claims]
            await self._app(scope, receive, send)


def is_forwarded(scope: Scope) -> bool:
    """A request → whether a proxy handed it on, trusted or not."""
    return bool(scope.get(_IS_FORWARDED))
