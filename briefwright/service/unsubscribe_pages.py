"""The page by which a recipient, or the mail program for it, ends what is sent to it (RFC 8058).

Its address holds a token that only the sender can make, so it needs neither a log-in nor a cookie.
Programs open links before people do: only a POST ends anything.
"""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.mail.secrets import find_secret
from briefwright.mail.unsubscribing import FIELD, VALUE, Subscription, read_token
from briefwright.service.deliveries import Deliveries
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import render


@dataclass(frozen=True)
class UnsubscribePages:
    """What recipients visit."""

    deliveries: Deliveries

    def list_open_routes(self) -> list[BaseRoute]:
        """Each address with what answers it; anybody who has a token may."""
        path = "/unsubscribe/{token}"
        return [Route(path, self.ask), Route(path, self.unsubscribe, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        """A page with a button; it ends nothing by itself. Errors: 404; MachineError."""
        one = await _find_subscription(request)
        return render("unsubscribe.html", one=one, is_done=False, field=FIELD, value=VALUE)

    async def unsubscribe(self, request: Request) -> Response:
        """What the button sends, or a mail program → on the suppression list. Errors: 400."""
        one = await _find_subscription(request)
        if (await parse_form(request)).get(FIELD) != VALUE:
            raise HTTPException(400, f"What ends a subscription is {FIELD}={VALUE}.")
        await run_in_threadpool(self.deliveries.unsubscribe, one)
        return render("unsubscribe.html", one=one, is_done=True, field=FIELD, value=VALUE)


async def _find_subscription(request: Request) -> Subscription:
    key = await run_in_threadpool(
        find_secret, "unsubscribe_key", "The key of the links to unsubscribe"
    )
    one = read_token(key, request.path_params["token"])
    if one is None:
        raise HTTPException(404, "This link is not whole, or not ours; open it again in the mail.")
    return one
