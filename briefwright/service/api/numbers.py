"""A briefing's numbers for programs: read, and changed where nobody else changed them meanwhile."""

from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from briefwright.editing import History, Proposal, RefusedError, Save, Setting, StaleError
from briefwright.service.api.access import Editor, LongName, NamedBriefing
from briefwright.service.api.faults import Conflict, Refusal, describe
from briefwright.service.api.schemas import (
    Number,
    NumberChange,
    Numbers,
    SavedNumber,
    describe_effect,
    describe_number,
    describe_problems,
)
from briefwright.service.seen import SeenBriefing
from briefwright.service.trying import Trial, list_numbers, try_out
from briefwright.service.users import User

router = APIRouter(tags=["numbers"])

_ATTEMPTS = 3  # to save, while others save too


@router.get("/briefings/{briefing}/numbers", responses=describe("unknown-briefing", "at-fault"))
async def list_the_numbers(briefing: NamedBriefing) -> Numbers:
    """A briefing's name → its numbers, in the order of its files."""
    found = await run_in_threadpool(briefing.run, list_numbers)
    return Numbers(numbers=[describe_number(one) for one in found])


@router.get(
    "/briefings/{briefing}/numbers/{number}",
    responses=describe("unknown-briefing", "unknown-number", "at-fault"),
)
async def show_a_number(briefing: NamedBriefing, number: LongName) -> Number:
    """A briefing's name, a number's → that number."""
    found = await run_in_threadpool(briefing.run, list_numbers)
    known = next((one for one in found if one.name == number), None)
    if known is None:
        raise Refusal("unknown-number")
    return describe_number(known)


@router.patch(
    "/briefings/{briefing}/numbers/{number}",
    responses=describe(
        "unknown-briefing", "unknown-number", "stale", "busy", "not-json", "at-fault"
    ),
)
async def change_a_number(
    briefing: NamedBriefing, number: LongName, change: NumberChange, user: Editor
) -> SavedNumber:
    """A briefing's name, a number's, keys to change → saved, with each text that says otherwise.

    Where something else stands by now than is expected, or the briefing would be at fault, nothing
    is saved. It needs the right to edit.
    """
    await show_a_number(briefing, number)
    settings = tuple(
        Setting(f"facts.{number}.{key}", one.expected, one.value)
        for key, one in change.keys.items()
    )
    try:
        save, trial = await _save(briefing, settings, user)
    except RefusedError as error:
        raise _refuse(error.proposal, briefing) from error
    effects = [describe_effect(one) for one in trial.effects]
    changed = await show_a_number(briefing, number)
    return SavedNumber(number=changed, save=save.number, effects=effects)


async def _save(
    briefing: SeenBriefing, changes: tuple[Setting, ...], user: User
) -> tuple[Save, Trial]:
    """A briefing, changes, who makes them → the save, and what the changes do.

    Errors: RefusedError; Refusal.
    """
    history = await run_in_threadpool(History, briefing.source.content)
    for _ in range(_ATTEMPTS):
        try:
            trial: Trial = await briefing.run_trial(try_out, changes)
        except KeyError as error:
            raise Refusal("unknown-number") from error  # not for this user
        try:
            now = datetime.now().astimezone()
            return await run_in_threadpool(history.keep, trial.proposal, user.name, now), trial
        except StaleError:
            continue
    raise Refusal("busy")


def _refuse(proposal: Proposal, briefing: SeenBriefing) -> Refusal:
    """Changes that can't be saved → why: others changed the same, or they would be at fault."""
    if conflicts := list(_list_conflicts(proposal)):
        return Refusal("stale", members={"conflicts": conflicts})
    folder = briefing.source.content.parent
    return Refusal("at-fault", members={"problems": describe_problems(proposal.faults, folder)})


def _list_conflicts(proposal: Proposal) -> Iterator[Conflict]:
    for one in proposal.conflicts:
        change = one.change
        assert isinstance(change, Setting)
        yield Conflict(
            at=change.at, expected=change.before, found=one.found, wanted=change.after,
            detail=one.why,
        )  # fmt: skip
