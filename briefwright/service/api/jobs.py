"""Editions asked for by programs: made once, waited for, followed, stopped."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from briefwright.audience import LARGE_PRINT
from briefwright.preview import events
from briefwright.preview.choices import Choice
from briefwright.service.api.access import NamedJob, Root, WhatIsSeen
from briefwright.service.api.faults import Refusal, describe
from briefwright.service.api.idempotency import KeyReusedError, Keys
from briefwright.service.api.schemas import Job, JobRequest, describe_job
from briefwright.service.jobs import Job as KnownJob
from briefwright.service.making import Entry
from briefwright.service.seen import Seen, SeenQueue

router = APIRouter(tags=["jobs"])

_LONGEST_WAIT = 60  # seconds
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,9})\"?\s*(?=$|[,;])", re.IGNORECASE)

Prefer = Annotated[
    str | None,
    Header(
        max_length=200,
        description=f"`wait=10` answers when the job is finished, at the latest after 10 seconds; "
        f"at most {_LONGEST_WAIT} (RFC 7240).",
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        description="A text that you use for this request alone: sent again with it, the request "
        "gets the same job, as long as that is kept.",
    ),
]
# What a client that reads the OpenAPI document can do with the job that it got.
_LINKS = {
    name: {"operationId": name, "parameters": {"job": "$response.body#/id"}}
    for name in ("show_a_job", "follow_a_job", "stop_a_job")
}
_HEADERS = {
    "Location": {"description": "The address of the job.", "schema": {"type": "string"}},
    "Preference-Applied": {
        "description": "How long was waited at most, where that was asked for.",
        "schema": {"type": "string"},
    },
}


@router.post(
    "/jobs",
    responses={200: {"description": "It is finished: made, failed or cancelled.",
                     "links": _LINKS, "headers": _HEADERS},
               202: {"description": "It waits or is being made.", "model": Job,
                     "links": _LINKS, "headers": _HEADERS},
               **describe("unknown-briefing", "unknown-edition", "not-json", "key-reused",
                          "queue-full")},
)  # fmt: skip
async def ask_for_an_edition(
    wanted: JobRequest, seen: WhatIsSeen, request: Request, response: Response, root: Root,
    prefer: Prefer = None, idempotency_key: IdempotencyKey = None,
) -> Job:  # fmt: skip
    """An edition that is asked for → its job.

    While nothing of the briefing changes, the same edition is the same job, whoever asks for it.
    """
    keys: Keys = request.app.state.keys
    job = await _ask(wanted, seen, keys, idempotency_key)
    seconds = _read_wait(prefer)
    if seconds:
        job = await _wait_for(seen.queue, job, seconds)
        response.headers["Preference-Applied"] = f"wait={seconds}"
    response.status_code = 202 if job.is_live else 200
    response.headers["Location"] = f"{root}/jobs/{job.number}"
    return describe_job(job, root)


async def _ask(wanted: JobRequest, seen: Seen, keys: Keys, key: str | None) -> KnownJob:
    """An edition that is asked for → its job, the same for the same key.

    Nothing is awaited from when a key is looked up until it is kept: no request comes between.
    """
    briefing = await run_in_threadpool(seen.catalogue.find, wanted.briefing)
    if briefing is None:
        raise Refusal("unknown-briefing")
    asked = wanted.model_dump_json()
    if key and (job := _find_given(seen, keys, key, asked)):
        return job
    choice = _choose(wanted, briefing.entry)
    try:
        job = seen.queue.ask(briefing, choice, tuple(dict.fromkeys(wanted.formats)))
    except KeyError as error:
        sentence = f"There is no edition of “{wanted.briefing}” for {choice}."
        raise Refusal("unknown-edition", sentence) from error
    if key:
        keys.keep(seen.user.name, key, asked, job.number)
    return job


def _choose(wanted: JobRequest, entry: Entry) -> Choice:
    """What is asked for → the edition: without a language, the briefing's own, or both in one."""
    audience = f"{wanted.audience}{LARGE_PRINT if wanted.large_print else ''}"
    spoken = [choice.language for choice in entry.choices if choice.audience == audience]
    own = entry.language if entry.language in spoken or not spoken else spoken[0]
    return Choice(audience, wanted.language or own)


def _find_given(seen: Seen, keys: Keys, key: str, asked: str) -> KnownJob | None:
    """A user's key and what is asked for → the job that it got for it, if any."""
    try:
        number = keys.find(seen.user.name, key, asked)
    except KeyReusedError as error:
        raise Refusal("key-reused") from error
    return seen.queue.find(number) if number else None


@router.get("/jobs/{job}", responses=describe("unknown-job"))
async def show_a_job(
    job: NamedJob, seen: WhatIsSeen, response: Response, root: Root, prefer: Prefer = None
) -> Job:
    """A job's id → how far it is, what is wrong, and its artefacts once it is finished."""
    seconds = _read_wait(prefer)
    if seconds:
        job = await _wait_for(seen.queue, job, seconds)
        response.headers["Preference-Applied"] = f"wait={seconds}"
    return describe_job(job, root)


@router.delete("/jobs/{job}", status_code=204, responses=describe("unknown-job", "finished"))
async def stop_a_job(job: NamedJob, seen: WhatIsSeen) -> None:
    """A job's id → it is stopped at once, and its process killed; its state is `cancelled`.

    Who asked for it first may, and who may edit.
    """
    if not job.is_live and job.state != "cancelled":
        raise Refusal("finished", f"Its state is “{job.state}”.")
    try:
        seen.queue.cancel(job.number)
    except PermissionError as error:
        raise Refusal("forbidden", str(error)) from error


@router.get(
    "/jobs/{job}/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {}},
              "description": "An event for each step while the job lives; its data is a Job."},
        204: {"description": "The job is finished, and `Last-Event-ID` is its last step."},
        **describe("unknown-job"),
    },
)  # fmt: skip
async def follow_a_job(
    job: NamedJob, seen: WhatIsSeen, root: Root,
    last_event_id: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:  # fmt: skip
    """A job's id → its steps as they come, as server-sent events.

    Each step holds the whole job, so whoever comes back with `Last-Event-ID` gets what it is now,
    unless that is what was seen last.
    """
    if not job.is_live and last_event_id == _name_step(job):
        return Response(status_code=204)  # tells browsers not to ask again
    steps = _list_steps(seen.queue, job, root, last_event_id)
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(events.encode(steps), 200, headers, "text/event-stream")


async def _list_steps(
    queue: SeenQueue, job: KnownJob, root: str, last: str | None
) -> AsyncIterator[events.Step]:
    async for step in queue.follow(job.number):
        if _name_step(step) != last:
            last = _name_step(step)
            yield events.Step(last, describe_job(step, root).model_dump(mode="json"))


def _name_step(job: KnownJob) -> str:
    """A job as it is now → the id of that step."""
    match job.state:
        case "waiting":
            return f"waiting-{job.ahead}"
        case "running":
            return f"running-{job.doing}-{len(job.drawn)}"
        case _:
            return job.state


async def _wait_for(queue: SeenQueue, job: KnownJob, seconds: int) -> KnownJob:
    """A job and how long to wait → it once it is finished, or as it is then."""
    try:
        async with asyncio.timeout(seconds):
            async for step in queue.follow(job.number):
                job = step
    except TimeoutError:
        pass
    return job


def _read_wait(prefer: str | None) -> int:
    """The header `Prefer` → how many seconds to wait; what it says besides is left alone."""
    found = _WAIT.search(prefer or "")
    return min(int(found[1]), _LONGEST_WAIT) if found else 0
