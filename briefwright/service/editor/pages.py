"""Addresses → pages: an edition as its readers see it, and whatever is changed in it."""

from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.editing.changes import SIDES
from briefwright.model.dictionary import KINDS
from briefwright.preview.choices import Choice
from briefwright.service.change_clearance import list_saves
from briefwright.service.change_pages import prepare_trials
from briefwright.service.editor.editions import WebPage, make_page
from briefwright.service.editor.passages import Passage, read_kinds, read_passage, read_record
from briefwright.service.making import Entry
from briefwright.service.rendering import render
from briefwright.service.seen import NOWHERE, See, SeenBriefing, find_briefing, recall, run
from briefwright.service.trying import list_texts
from briefwright.service.users import find_editor

_MARKS = files("briefwright.service") / "editor_page.css"


class _Asked(NamedTuple):
    briefing: SeenBriefing
    entry: Entry
    choice: Choice


@dataclass(frozen=True)
class EditorPages:
    """The pages on which texts and blocks of an edition are changed."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/briefings/{name}/words"
        return [
            Route(f"{start}/", self.show_words),
            Route(f"{start}/page", self.show_page),
            Route(f"{start}/page.css", self.show_style),
            Route(f"{start}/change", self.show_passage),
            Route(f"{start}/record", self.show_record),
            Route(f"{start}/new", self.show_new),
            Route("/parts/kinds/{kind}.png", show_kind),
        ]

    async def show_words(self, request: Request) -> Response:
        """An edition, and below it every text of it; each leads to where it is changed."""
        briefing, entry, choice = await self._find(request)
        texts = await recall(briefing, list_texts, choice)
        saves = await run(briefing, list_saves, self.see(request).user.name)
        last = saves[-1] if saves else None
        return render("words.html", entry=entry, texts=texts, choice=choice, last=last)

    async def show_page(self, request: Request) -> Response:
        """An edition's web page with addresses, for a frame."""
        page = await self._make_page(request)
        return _answer(page.html, "text/html")

    async def show_style(self, request: Request) -> Response:
        """The stylesheet of that page, and the marks of what can be changed."""
        page = await self._make_page(request)
        return _answer(page.css + _MARKS.read_text("utf-8"), "text/css")

    async def show_passage(self, request: Request) -> Response:
        """What is written at an address, in a form that changes it; or where it comes from."""
        find_editor(request)
        briefing, entry, choice = await self._find(request)
        at = request.query_params.get("at", "")
        passage: Passage = await run(briefing, read_passage, choice, at)
        if not passage.texts and not passage.origins and not passage.block:
            raise HTTPException(404, NOWHERE)
        answer = render("passage.html", entry=entry, passage=passage, choice=choice)
        answer.background = prepare_trials(briefing)
        return answer

    async def show_record(self, request: Request) -> Response:
        """All keys of a block, an item, a row, in a form."""
        find_editor(request)
        briefing, entry, choice = await self._find(request)
        at = request.query_params.get("at", "")
        form, block = await run(briefing, read_record, at)
        return render("record.html", entry=entry, form=form, block=block, choice=choice)

    async def show_new(self, request: Request) -> Response:
        """Every kind of block; or the form of a new one of the kind that was chosen."""
        find_editor(request)
        briefing, entry, choice = await self._find(request)
        said = request.query_params
        kind, side = said.get("kind", ""), said.get("side", "after")
        if kind and kind not in KINDS:
            raise HTTPException(404, "There is no such kind of block.")
        kinds, form = await run(briefing, read_kinds, kind or next(iter(KINDS)))
        return render(
            "new_block.html", entry=entry, choice=choice, kinds=kinds, form=form, kind=kind,
            at=said.get("at", ""), side=side if side in SIDES else "after",
        )  # fmt: skip

    async def _make_page(self, request: Request) -> WebPage:
        briefing, _, choice = await self._find(request)
        query = urlencode({**choice._asdict(), "inputs": briefing.entry.inputs[:16]})
        page: WebPage = await recall(briefing, make_page, choice, query)
        return page

    async def _find(self, request: Request) -> _Asked:
        """A request → its briefing, and which edition is asked for. Errors: 404."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry, said = briefing.entry, request.query_params
        language = said.get("language", entry.language)
        of_language = [one for one in entry.choices if one.language == language]
        if "audience" in said:
            of_language = [one for one in of_language if one.audience == said["audience"]]
        if not of_language:
            raise HTTPException(404, "There is no such edition of this briefing.")
        return _Asked(briefing, entry, of_language[0])


async def show_kind(request: Request) -> Response:
    """What a block of a kind looks like, as a picture."""
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise HTTPException(404)
    picture = files("briefwright.service") / "kinds" / f"{kind}.png"
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(picture.read_bytes(), media_type="image/png", headers=headers)


def _answer(text: str, media_type: str) -> Response:
    return Response(text, media_type=media_type, headers={"Cache-Control": "no-store"})
