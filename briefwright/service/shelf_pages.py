"""The pages on which briefings are listed and searched, and their editions asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.audience import LARGE_PRINT
from briefwright.formats import FORMATS
from briefwright.preview.choices import Choice
from briefwright.problems import errors
from briefwright.service.jobs import FullError
from briefwright.service.making import Entry
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.searching import Quotation, is_listed, list_printed, quote
from briefwright.service.seen import See, SeenBriefing, SeenQueue, find_briefing
from briefwright.service.states import Matrix, State, arrange_states, count_states, list_states

FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "html": "Web page", "eml": "E-mail"}
_AT_FAULT = "at fault"
_ORDERS = {
    "date": "Latest first",
    "title": "Title",
    "status": "Status",
}
_MOST_OPEN = 3  # briefings whose editions are shown without being asked for


@dataclass(frozen=True)
class _Listed:
    """A briefing on the shelf: how its editions stand, how many faults it has, what was found."""

    entry: Entry
    matrix: Matrix
    counts: Sequence[tuple[State, int]]
    faults: int
    found: Quotation | None

    @property
    def status(self) -> str:
        """What it says of itself, or that it is at fault."""
        return _AT_FAULT if self.faults else self.entry.status


@dataclass(frozen=True)
class ShelfPages:
    """The list of briefings, and the page of each."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [
            Route("/", self.show_shelf),
            Route("/briefings/{name}/", self.show_briefing),
            Route("/briefings/{name}/editions", self.ask, methods=["POST"]),
        ]

    async def show_shelf(self, request: Request) -> Response:
        """Every briefing, or those with a status, or in which some words stand."""
        seen, said = self.see(request), request.query_params
        words, status, order = (said.get(name, "").strip() for name in ("words", "status", "order"))
        listed = await run_in_threadpool(
            lambda: [_list(seen.queue, one, words) for one in seen.catalogue.list_briefings()]
        )
        shown = [one for one in listed if one and status in ("", one.status)]
        return render(
            "shelf.html", listed=_sort(shown, order), words=words, status=status, order=order,
            statuses=sorted({one.status for one in listed if one} | {status} - {""}),
            orders=_ORDERS, is_empty=not seen.catalogue.list_briefings(),
            may_edit=seen.user.may("edit") and seen.user.sees_all,
            may_send=seen.user.may("send") and seen.user.sees_all, most_open=_MOST_OPEN,
            sees_all=seen.user.sees_all,
        )  # fmt: skip

    async def show_briefing(self, request: Request) -> Response:
        """One briefing: which editions there are, how they stand, and a form that asks for one."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        states = await run_in_threadpool(list_states, seen.queue, briefing)
        wanted = request.query_params.get("edition", "")
        chosen = next((one for one in states if wanted in ("", "/".join(one))), None)
        return render(
            "briefing.html", entry=briefing.entry, matrix=arrange_states(states), chosen=chosen,
            formats=[(name, FORMAT_NAMES[name]) for name in FORMATS],
            faults=errors(briefing.entry.problems), user=seen.user,
        )  # fmt: skip

    async def ask(self, request: Request) -> Response:
        """A form that was filled in → the job's page. Errors: 400 for what there is not; 429."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        form = await parse_form(request)
        named = form.get("edition") or f"{form.get('audience', '')}/{form.get('language', '')}"
        audience, _, language = str(named).partition("/")
        large = LARGE_PRINT if form.get("large_print") else ""
        choice = Choice(f"{audience}{large}", language)
        formats = tuple(str(one) for one in form.getlist("format"))
        if choice not in briefing.entry.choices or not set(formats) <= FORMATS.keys():
            raise HTTPException(400, f"There is no edition of this briefing for {choice}.")
        try:
            job = seen.queue.ask(briefing, choice, formats)
        except FullError as error:
            headers = {"Retry-After": str(error.seconds)}
            raise HTTPException(429, str(error), headers) from error
        return RedirectResponse(f"../../jobs/{job.number}/", SEE_OTHER)


def _list(queue: SeenQueue, briefing: SeenBriefing, words: str) -> _Listed | None:
    """A briefing and the words that are looked for → it as it is listed; nothing without them."""
    found = None
    if not is_listed(briefing.entry, words):
        found = quote(briefing.recall(list_printed), words)
        if found is None:
            return None
    states = list_states(queue, briefing)
    faults = len(errors(briefing.entry.problems))
    return _Listed(briefing.entry, arrange_states(states), count_states(states), faults, found)


def _sort(listed: Sequence[_Listed], order: str) -> list[_Listed]:
    by_title = sorted(listed, key=lambda one: one.entry.title.casefold())
    if order == "title":
        return by_title
    if order == "status":
        return sorted(by_title, key=lambda one: one.status)
    return sorted(by_title, key=lambda one: one.entry.date, reverse=True)
