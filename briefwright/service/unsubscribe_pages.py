"""The page by which a recipient, or the mail program for it, ends what is sent to it (RFC 8058).

Its address holds a token that only the sender can make, so it needs neither a log-in nor a cookie.
Programs open links before people do: only a POST ends anything. It speaks the language of the mail,
or else the browser's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.audience import read_labels
from briefwright.facts import Labels, dates
from briefwright.mail.secrets import find_secret
from briefwright.mail.unsubscribing import FIELD, VALUE, Subscription, read_token
from briefwright.service.deliveries import Deliveries
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import render

_SLOT = re.compile(r"\{(\w+)\}")
_WANTED = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?")
_DEFAULT = "en"


@dataclass(frozen=True)
class _Words:
    """What the page says, its language, and how that runs."""

    language: str
    direction: str
    leave: str
    listed: str
    left: str
    broken_link: str


@dataclass(frozen=True)
class UnsubscribePages:
    """What recipients visit, with words out of the templates' labels."""

    deliveries: Deliveries
    templates: Path

    def list_open_routes(self) -> list[BaseRoute]:
        """Each address with what answers it; anybody who has a token may."""
        path = "/unsubscribe/{token}"
        return [Route(path, self.ask), Route(path, self.unsubscribe, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        """A page with a button; it ends nothing by itself. A wrong link has a page with 404.

        Errors: MachineError.
        """
        return await self._show(request, await _find_subscription(request), is_done=False)

    async def unsubscribe(self, request: Request) -> Response:
        """What the button sends, or a mail program → on the suppression list. Errors: 400."""
        one = await _find_subscription(request)
        if one and (await parse_form(request)).get(FIELD) != VALUE:
            raise HTTPException(400, f"What ends a subscription is {FIELD}={VALUE}.")
        if one:
            await run_in_threadpool(self.deliveries.unsubscribe, one)
        return await self._show(request, one, is_done=True)

    async def _show(self, request: Request, one: Subscription | None, *, is_done: bool) -> Response:
        accepted = _list_languages(request.headers.get("Accept-Language", ""))
        wanted = (one.language, *accepted) if one else tuple(accepted)
        words = await run_in_threadpool(_find_words, self.templates, wanted, one)
        state = ("done" if is_done else "asked") if one else "broken"
        page = render("unsubscribe.html", words=words, state=state, field=FIELD, value=VALUE)
        page.status_code = 200 if one else 404
        return page


async def _find_subscription(request: Request) -> Subscription | None:
    key = await run_in_threadpool(
        find_secret, "unsubscribe_key", "The key of the links to unsubscribe"
    )
    return read_token(key, request.path_params["token"])


def _list_languages(accepted: str) -> Iterator[str]:
    """What a browser accepts → the languages, the most wanted first (RFC 9110, 12.5.4)."""
    found = [_WANTED.fullmatch(one.strip()) for one in accepted.split(",")]
    weights = [(one[1], float(one[2] or 1)) for one in found if one]
    yield from (tag for tag, weight in sorted(weights, key=lambda pair: -pair[1]) if weight)


def _find_words(templates: Path, wanted: tuple[str, ...], one: Subscription | None) -> _Words:
    """The templates, languages, whom the page is for → its words in the first that is known."""
    tags = (*filter(None, wanted), _DEFAULT)
    known = ((tag, found) for tag in tags if (found := _find_labels(templates, tag)))
    language, labels = next(known)  # English is shipped
    direction = dates.direction(language)
    address = one.address if one else ""
    address = f"\u2068{address}\u2069" if direction == "rtl" else address
    named = {"address": address, "list": one.list if one else ""}

    def say(name: str) -> str:
        return _SLOT.sub(lambda slot: named.get(slot[1], ""), labels[f"mail.{name}"])

    sentences = (say(name) for name in ("leave_page", "listed", "left", "broken_link"))
    return _Words(language, direction, *sentences)


def _find_labels(templates: Path, language: str) -> Labels | None:
    try:
        return read_labels(templates, language)
    except LookupError:  # a code that is no language's
        return None
