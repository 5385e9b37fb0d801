"""The pages that say of a briefing who gets what and why not, and what an editor finds in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.problems import ContentError, Problem
from briefwright.service.rendering import render
from briefwright.service.reviewing import explain_briefing, find_problems
from briefwright.service.seen import See, SeenBriefing, find_briefing

R = TypeVar("R")


@dataclass(frozen=True)
class ReviewPages:
    """What was decided of the briefings that a user may see, and what is found in them."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/briefings/{name}"
        return [
            Route(f"{start}/readers/", self.show_readers),
            Route(f"{start}/findings/", self.show_findings),
        ]

    async def show_readers(self, request: Request) -> Response:
        """Who gets what, and by which rule not; between two audiences, where they differ."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        whole, problems = await _recall(briefing, explain_briefing)
        between = tuple(request.query_params.get(one, "") for one in ("one", "other"))
        if whole and set(between) <= set(whole.audiences) and len(set(between)) > 1:
            whole = whole.between(*between)
        return render(
            "readers.html", entry=briefing.entry, matrix=whole, between=between,
            audiences=sorted({one.audience for one in briefing.entry.choices}),
            problems=problems, sees_all=seen.user.sees_all,
        )  # fmt: skip

    async def show_findings(self, request: Request) -> Response:
        """Everything that is wrong with a briefing, at its file and line, with what to write."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        sees_all = seen.user.sees_all
        found, faults = await _recall(briefing, find_problems) if sees_all else ((), ())
        problems = (*(found or ()), *faults)
        return render("findings.html", entry=briefing.entry, problems=problems, sees_all=sees_all)


async def _recall(
    briefing: SeenBriefing, function: Callable[..., R]
) -> tuple[R | None, tuple[Problem, ...]]:
    """What a worker finds in a briefing, once until it changes → that, or what is in its way."""
    try:
        return await run_in_threadpool(briefing.recall, function), ()
    except ContentError as error:
        return None, error.problems
