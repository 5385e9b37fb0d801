"""Addresses for changing a briefing → pages: its numbers, what a change would do, its saves."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.editing import (
    EntangledError,
    History,
    Proposal,
    RefusedError,
    Save,
    StaleError,
    accept,
    write_changes,
)
from briefwright.editing.uploads import list_sendings
from briefwright.editing.word_changes import Piece, list_pieces
from briefwright.preview.choices import Choice
from briefwright.problems import MachineError
from briefwright.service.change_clearance import CHANGED, list_saves
from briefwright.service.editor.change_forms import SentForm, read_edition, read_form
from briefwright.service.editor.place_names import name_places
from briefwright.service.inspecting import list_files
from briefwright.service.parsing import NUMBER, parse_form
from briefwright.service.rendering import render
from briefwright.service.saving import BusyError, save_changes
from briefwright.service.seen import (
    See,
    SeenBriefing,
    answer_errors,
    find_briefing,
    run,
    run_trial,
)
from briefwright.service.trying import (
    KEYS,
    Effect,
    Number,
    Trial,
    list_numbers,
    prepare,
    try_out,
    try_undoing,
)
from briefwright.service.users import find_editor

_SEE_OTHER = 303
_PLACES = {"at", "to"}  # keys of a change that hold an address
_NO_SAVE = "There is no such save."


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
            Route(f"{start}/changes/trial", self.show_trial, methods=["POST"]),
            Route(f"{start}/changes/", self.save, methods=["POST"]),
            Route(f"{start}/history/", self.show_history),
            Route(f"{start}/history/{{number:{NUMBER}}}/undo", self.undo, methods=["POST"]),
        ]

    async def show_numbers(self, request: Request) -> Response:
        """Every fact of a briefing: what it is called, how it prints, where it is from."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        numbers = await run(briefing, list_numbers)
        return render("numbers.html", entry=entry, numbers=numbers, keys=KEYS)

    async def show_number(self, request: Request) -> Response:
        """One fact, in a form that changes it."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        numbers: Sequence[Number] = await run(briefing, list_numbers)
        name = request.path_params["fact"]
        number = next((one for one in numbers if one.name == name), None)
        if number is None:
            raise HTTPException(404, "This briefing has no such number.")
        keys = [key for key in KEYS if key in number.keys or _may_be_added(key, number)]
        answer = render("number.html", entry=entry, number=number, keys=keys)
        if self.see(request).user.may("edit"):
            answer.background = prepare_trials(briefing)
        return answer

    async def show_trial(self, request: Request) -> Response:
        """Changes that a form asks for → what they would do, before anything is saved."""
        find_editor(request)
        briefing = await find_briefing(self.see(request).catalogue, request)
        sent = read_form(await parse_form(request))
        trial: Trial = await run_trial(briefing, try_out, sent.changes)
        return _render_trial(briefing, sent, trial)

    async def save(self, request: Request) -> Response:
        """Changes that a form asks for → saved; or what is in their way."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        user = find_editor(request)
        sent = read_form(await parse_form(request))
        try:
            await answer_errors(briefing, save_changes(briefing, sent.changes, user.name))
        except RefusedError as error:
            return _render_trial(briefing, sent, Trial(error.proposal, ()))
        except BusyError as error:
            raise HTTPException(409, str(error)) from error
        return _go_back("../", sent.edition)

    async def show_history(self, request: Request) -> Response:
        """Every save of a briefing, the latest first."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        entry = briefing.entry
        saves = await run(briefing, list_saves, self.see(request).user.name)
        changes = [change for one in saves for change in one.changes]
        ats = {change[key] for change in changes for key in _PLACES & change.keys()}
        names = await run(briefing, name_places, tuple(sorted(ats)))
        shown = [(one, list(_describe(one, names))) for one in reversed(saves)]
        files = await run(briefing, list_files)
        sent = await run_in_threadpool(list_sendings, briefing.source.content)
        seen = [one for one in sent if one.name in {file.name for file in files}]
        return render("history.html", entry=entry, saves=shown, sent=seen)

    async def undo(self, request: Request) -> Response:
        """A save that shall be taken back → taken back."""
        briefing = await find_briefing(self.see(request).catalogue, request)
        user = find_editor(request)
        number = request.path_params["number"]
        if number not in {one.number for one in await run(briefing, list_saves, user.name)}:
            raise HTTPException(404, _NO_SAVE)
        history = await run_in_threadpool(History, briefing.source.content)
        try:
            texts = await run_in_threadpool(history.take_back, number)
            proposal: Proposal = await run_trial(briefing, try_undoing, texts)
            await run_in_threadpool(history.keep, proposal, user.name, _now(), number)
        except KeyError as error:
            raise HTTPException(404, _NO_SAVE) from error
        except (EntangledError, StaleError) as error:
            said = str(error) if user.sees_all else CHANGED  # it may name any file
            raise HTTPException(409, said) from error
        except RefusedError as error:
            return _render_trial(briefing, SentForm((), None), Trial(error.proposal, ()))
        return _go_back("../../", read_edition(await parse_form(request)))


def prepare_trials(briefing: SeenBriefing) -> BackgroundTask:
    """A briefing in which somebody is about to change something → what is done meanwhile."""

    async def run_prepared() -> None:
        with suppress(HTTPException, MachineError):  # the trial itself says what is wrong
            await run_trial(briefing, prepare)

    return BackgroundTask(run_prepared)


def _go_back(start: str, edition: Choice | None) -> Response:
    """The way to a briefing's pages, the edition that was read → there, or to what was saved."""
    if edition is None:
        return RedirectResponse(f"{start}history/", _SEE_OTHER)
    return RedirectResponse(f"{start}words/?{urlencode(edition._asdict())}", _SEE_OTHER)


def _may_be_added(key: str, number: Number) -> bool:
    """Whether a fact that lacks a key may get it here."""
    return key in ("label", "as_of", "source") and "period" not in number.keys


def _render_trial(briefing: SeenBriefing, sent: SentForm, trial: Trial) -> Response:
    """Changes and what they would do → a page; a line of a file may hold other things, too."""
    proposal, shows_lines = trial.proposal, briefing.source.audiences is None
    instead = {one.change: accept(one) for one in proposal.conflicts}
    mine = [instead.get(one, one) for one in sent.changes]
    is_good = not (proposal.faults or proposal.conflicts)
    return render(
        "trial.html", entry=briefing.entry, proposal=proposal, is_good=is_good,
        edition=sent.edition,
        changes=write_changes(sent.changes),
        mine="" if None in mine or not instead else write_changes(filter(None, mine)),
        lines=list(_list_lines(proposal)) if shows_lines else [],
        effects=_group_effects(trial.effects),
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


def _describe(save: Save, names: Mapping[str, str]) -> Iterator[str]:
    """A save, what people call its addresses → what it changed, a sentence each."""
    if save.undoes:
        yield f"Save {save.undoes} taken back"
    for one in save.changes:
        yield _describe_change(one, names)


def _describe_change(change: dict[str, Any], names: Mapping[str, str]) -> str:
    at = names[change["at"]]
    match change["kind"]:
        case "Insertion":
            return f"New {'in' if change['side'] == 'inside' else 'beside'}: {at}"
        case "Removal":
            return f"Taken away: {at}"
        case "Move":
            return f"Moved: {at}, to {names[change['to']]}"
        case _:
            before, after = (_join(change[name]) for name in ("before", "after"))
            return f"{at}: “{before}” → “{after}”"


def _join(words: str | list[str]) -> str:
    return (words if isinstance(words, str) else ", ".join(words)) or "nothing"


def _now() -> datetime:
    return datetime.now().astimezone()
