"""A request → what its user may see; a name → the briefing or the job, or a refusal."""

from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from briefwright.service.api.faults import Refusal
from briefwright.service.jobs import Job
from briefwright.service.seen import Seen, SeenBriefing
from briefwright.service.users import User, find_editor

_BEARER = HTTPBearer(
    scheme_name="token",
    description="A user's token. On a machine's own address without users, none is needed.",
    auto_error=False,
)


async def see(request: Request, _: Annotated[object, Security(_BEARER)]) -> Seen:
    """A request → what its user may see. Errors: 401."""
    found: Seen = request.app.state.see(request)
    return found


WhatIsSeen = Annotated[Seen, Depends(see)]


async def _find_editor(request: Request) -> User:
    return find_editor(request)


Editor = Annotated[User, Depends(_find_editor)]  # who may change something; else 403


async def find_root(request: Request) -> str:
    """A request → the address below which everything stands."""
    root: str = request.scope.get("root_path", "")
    return root


Root = Annotated[str, Depends(find_root)]
LongName = Annotated[str, Path(max_length=200)]


async def find_briefing(seen: WhatIsSeen, briefing: LongName) -> SeenBriefing:
    """A briefing's name → it. Errors: Refusal."""
    found = await run_in_threadpool(seen.catalogue.find, briefing)
    if found is None:
        raise Refusal("unknown-briefing")
    return found


NamedBriefing = Annotated[SeenBriefing, Depends(find_briefing)]


async def find_job(seen: WhatIsSeen, job: LongName) -> Job:
    """A job's id → it as it is now. Errors: Refusal."""
    found = seen.queue.find(job)
    if found is None:
        raise Refusal("unknown-job")
    return found


NamedJob = Annotated[Job, Depends(find_job)]
