"""Briefings as programs see them: listed, checked, explained."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from briefwright.service.api.access import NamedBriefing, WhatIsSeen
from briefwright.service.api.faults import describe
from briefwright.service.api.schemas import Briefing, Briefings, describe_briefing

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
