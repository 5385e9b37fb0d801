"""Briefings as programs see them: listed, checked, explained."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from briefwright.service.api.access import NamedBriefing, WhatIsSeen
from briefwright.service.api.faults import Refusal, describe
from briefwright.service.api.schemas import (
    Briefing,
    Briefings,
    Explanation,
    Problems,
    describe_briefing,
    describe_explanation,
    describe_problems,
)
from briefwright.service.reviewing import explain_briefing, find_problems

router = APIRouter(tags=["briefings"])


@router.get("/briefings", responses=describe())
async def list_briefings(seen: WhatIsSeen) -> Briefings:
    """Every briefing that you may see, with its editions."""
    found = await run_in_threadpool(seen.catalogue.list_briefings)
    return Briefings(briefings=[describe_briefing(one.entry) for one in found])


@router.get("/briefings/{briefing}", responses=describe("unknown-briefing"))
async def show_a_briefing(briefing: NamedBriefing) -> Briefing:
    """A briefing's name → what it says of itself, and its editions."""
    return describe_briefing(briefing.entry)


@router.get("/briefings/{briefing}/problems", responses=describe("unknown-briefing"))
async def check_a_briefing(briefing: NamedBriefing, seen: WhatIsSeen) -> Problems:
    """A briefing's name → all that is wrong with it, an editor's findings too.

    It is as much as can be found without finished files. Since a problem may stand in what is
    withheld from some audience, only those who may see every audience may ask.
    """
    if not seen.user.sees_all:
        raise Refusal("forbidden", "A problem may stand in what you may not see.")
    found = await run_in_threadpool(briefing.recall, find_problems)
    folder = briefing.source.content.parent
    return Problems(problems=describe_problems(found, folder))


@router.get("/briefings/{briefing}/explanation", responses=describe("unknown-briefing", "at-fault"))
async def explain_a_briefing(briefing: NamedBriefing) -> Explanation:
    """A briefing's name → which audience gets what, and by which rule not."""
    return describe_explanation(await run_in_threadpool(briefing.recall, explain_briefing))
