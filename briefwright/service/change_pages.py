"""Addresses for changing a briefing → pages: its numbers, what a change would do, its saves."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.editing import (
    Change,
    EntangledError,
    History,
    Proposal,
    RefusedError,
    Rewording,
    Save,
    Setting,
    StaleError,
)
from briefwright.preview.choices import Choice
from briefwright.problems import ContentError
from briefwright.service.clearance import list_saves
from briefwright.service.rendering import render
from briefwright.service.seen import HIDDEN, See, SeenBriefing, find_briefing
from briefwright.service.trying import (
    KEYS,
    Effect,
    Number,
    Trial,
    list_numbers,
    list_texts,
    read_texts,
    try_out,
    try_undoing,
)
from briefwright.service.users import find_editor
from briefwright.service.word_changes import Piece, list_pieces

_SEE_OTHER = 303
_NO_SAVE = "There is no such save."
_ATTEMPTS = 3  # to save, while others save too


@dataclass(frozen=True)
class ChangePages:
    """The pages on which briefings are changed."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/briefings/{name}"
        return [
            Route(f"{start}/numbers/", self.show_numbers),
            Route(f"{start}/numbers/{{fact}}", self.show_number),
            Route(f"{start}/words/", self.show_words),
            Route(f"{start}/words/change", self.show_text),
            Route(f"{start}/changes/trial", self.show_trial, methods=["POST"]),
            Route(f"{start}/changes/", self.save, methods=["POST"]),
            Route(f"{start}/history/", self.show_history),
            Route(f"{start}/history/{{number:int}}/undo", self.undo, methods=["POST"]),
        ]

    async def show_numbers(self, request: Request) -> Response:
        """Every fact of a briefing: what it is called, how it prints, where it is from."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        numbers = await _run(briefing, list_numbers)
        return render("numbers.html", entry=entry, numbers=numbers, keys=KEYS)

    async def show_number(self, request: Request) -> Response:
        """One fact, in a form that changes it."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        numbers: Sequence[Number] = await _run(briefing, list_numbers)
        name = request.path_params["fact"]
        number = next((one for one in numbers if one.name == name), None)
        if number is None:
            raise HTTPException(404, "This briefing has no such number.")
        keys = [key for key in KEYS if key in number.keys or _may_be_added(key, number)]
        return render("number.html", entry=entry, number=number, keys=keys)

    async def show_words(self, request: Request) -> Response:
        """Every text of an edition, in its order; each leads to where it is changed."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        said = request.query_params
        choice = Choice(said.get("audience", ""), said.get("language", entry.language))
        if not choice.audience and entry.choices:
            choice = entry.choices[0]
        if choice not in entry.choices:
            raise HTTPException(404, f"There is no edition of this briefing for {choice}.")
        texts = await _run(briefing, list_texts, choice)
        return render("words.html", entry=entry, texts=texts, choice=choice)

    async def show_text(self, request: Request) -> Response:
        """One text as it is written, with its rewordings, in a form that changes it."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        at, language = (request.query_params.get(name, "") for name in ("at", "language"))
        try:
            texts = await _run(briefing, read_texts, at, language)
        except KeyError as error:
            made = "It is made from other texts, or by the program, and can't be changed here."
            raise HTTPException(404, made) from error
        own = "" if language == entry.language else language
        return render("text.html", entry=entry, texts=texts, language=own)

    async def show_trial(self, request: Request) -> Response:
        """Changes that a form asks for → what they would do, before anything is saved."""
        find_editor(request)
        briefing = await find_briefing(self.see(request).catalogue, request)
        changes = await _read_changes(request)
        trial = await _try_out(briefing, changes)
        return _render_trial(briefing, changes, trial)

    async def save(self, request: Request) -> Response:
        """Changes that a form asks for → saved; or what is in their way."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        user = find_editor(request)
        changes = await _read_changes(request)
        history = await run_in_threadpool(History, briefing.source.content)
        for _ in range(_ATTEMPTS):
            trial = await _try_out(briefing, changes)
            try:
                await run_in_threadpool(history.keep, trial.proposal, user.name, _now())
                return RedirectResponse("../history/", _SEE_OTHER)
            except RefusedError:
                return _render_trial(briefing, changes, trial)
            except StaleError:
                continue
        raise HTTPException(409, "Others are saving in this briefing; try again in a moment.")

    async def show_history(self, request: Request) -> Response:
        """Every save of a briefing, the latest first."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        saves = await _run(briefing, list_saves, self.see(request).user.name)
        shown = [(one, list(_describe(one))) for one in reversed(saves)]
        return render("history.html", entry=entry, saves=shown)

    async def undo(self, request: Request) -> Response:
        """A save that shall be taken back → taken back."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        user = find_editor(request)
        number = request.path_params["number"]
        if number not in {one.number for one in await _run(briefing, list_saves, user.name)}:
            raise HTTPException(404, _NO_SAVE)
        history = await run_in_threadpool(History, briefing.source.content)
        try:
            texts = await run_in_threadpool(history.take_back, number)
            proposal: Proposal = await _run(briefing, try_undoing, texts)
            await run_in_threadpool(history.keep, proposal, user.name, _now(), number)
        except KeyError as error:
            raise HTTPException(404, _NO_SAVE) from error
        except (EntangledError, StaleError) as error:
            raise HTTPException(409, str(error)) from error
        except RefusedError as error:
            return _render_trial(briefing, (), Trial(error.proposal, ()))
        return RedirectResponse("../", _SEE_OTHER)


async def _run(briefing: SeenBriefing, function: Any, *rest: object) -> Any:
    try:
        return await run_in_threadpool(briefing.run, function, *rest)
    except ContentError as error:
        sees_all = briefing.source.audiences is None
        raise HTTPException(422, error.problems[0].message if sees_all else HIDDEN) from error


async def _try_out(briefing: SeenBriefing, changes: Sequence[Change]) -> Trial:
    try:
        trial: Trial = await _run(briefing, try_out, changes)
    except KeyError as error:
        raise HTTPException(404, "There is nothing of that address here.") from error
    return trial


def _may_be_added(key: str, number: Number) -> bool:
    """Whether a fact that lacks a key may get it here."""
    return key in ("label", "as_of", "source") and "period" not in number.keys


async def _read_changes(request: Request) -> tuple[Change, ...]:
    """A form → its changes: `at`, `before` and `after` of each, in turn, those alike left out."""
    form = await request.form()
    said = [[str(one) for one in form.getlist(name)] for name in ("at", "before", "after")]
    language = str(form.get("language", ""))
    if len({len(one) for one in said}) != 1:
        raise HTTPException(400, "This form is not one of ours.")
    kind = str(form.get("kind", "setting"))
    changes: list[Change] = []
    for at, before, after in zip(*said, strict=True):
        words = " ".join(after.split()) if kind == "setting" else after.strip()
        if words != before:
            setting = Setting(at, before, words)
            changes.append(setting if kind == "setting" else Rewording(at, before, words, language))
    if not changes:
        raise HTTPException(400, "Nothing was changed.")
    return tuple(changes)


def _render_trial(briefing: SeenBriefing, changes: Sequence[Change], trial: Trial) -> Response:
    """Changes and what they would do → a page; a line of a file may hold other things, too."""
    proposal, shows_lines = trial.proposal, briefing.source.audiences is None
    is_good = not (proposal.faults or proposal.conflicts)
    return render(
        "trial.html", entry=briefing.entry, changes=changes, proposal=proposal, is_good=is_good,
        lines=list(_list_lines(proposal)) if shows_lines else [],
        effects=_group_effects(trial.effects),
        kind="setting" if all(isinstance(one, Setting) for one in changes) else "rewording",
    )  # fmt: skip


def _list_lines(proposal: Proposal) -> Iterator[str]:
    """A Proposal → the lines of files that go and come."""
    for one in proposal.rewrites:
        lines = difflib.ndiff(one.before.splitlines(), one.after.splitlines())
        yield from (line for line in lines if line[0] in "-+")


def _group_effects(effects: Sequence[Effect]) -> dict[tuple[Piece, ...], list[Effect]]:
    """Effects → the same by what changes, since several editions say the same."""
    found: dict[tuple[Piece, ...], list[Effect]] = {}
    for one in effects:
        found.setdefault(list_pieces(one.before, one.after), []).append(one)
    return found


def _describe(save: Save) -> Iterator[str]:
    """A save → what it changed, a sentence each."""
    if save.undoes:
        yield f"Save {save.undoes} taken back"
    for one in save.changes:
        if "after" in one:
            before, after = one["before"] or "nothing", one["after"] or "nothing"
            yield f"{one['at']}: “{before}” → “{after}”"
        else:
            yield f"{one['kind']} at {one['at']}"


def _now() -> datetime:
    return datetime.now().astimezone()
