"""Who may ask for something, and what a browser may load and do with it.

Everybody who uses this machine reaches a loopback address, and any website may send a browser
there (DNS rebinding): so an address holds a key that nobody can guess, and the name of the host is
checked.
"""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action "
)
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class SecureHeaders:
    """An app and where its forms may lead → the same, each of its answers with those headers."""

    def __init__(self, app: ASGIApp, forms: str) -> None:
        self._app = app
        self._headers = {**_HEADERS, "Content-Security-Policy": _POLICY + forms}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request → answered, with those headers."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_secured)


def list_middleware() -> tuple[Middleware, ...]:
    """→ what stands before an app without forms, on this machine."""
    return Middleware(SecureHeaders, forms="'none'"), check_host(HOSTS)


def check_host(hosts: Sequence[str]) -> Middleware:
    """The host's names → what refuses a request that was meant for another."""
    return Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
