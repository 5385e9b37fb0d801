"""A briefing's numbers for programs: read, and changed where nobody else changed them meanwhile."""

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from briefwright.editing import Proposal, RefusedError, Setting
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
from briefwright.service.saving import BusyError, save_changes
from briefwright.service.seen import SeenBriefing
from briefwright.service.trying import list_numbers

router = APIRouter(tags=["numbers"])


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
        save, trial = await save_changes(briefing, settings, user.name)
    except RefusedError as error:
        raise _refuse(error.proposal, briefing) from error
    except KeyError as error:
        raise Refusal("unknown-number") from error  # not for this user
    except BusyError as error:
        raise Refusal("busy") from error
    effects = [describe_effect(one) for one in trial.effects]
    changed = await show_a_number(briefing, number)
    return SavedNumber(number=changed, save=save.number, effects=effects)


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
