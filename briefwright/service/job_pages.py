"""The pages of an edition that was asked for: how far it is, its pages, its files, its account."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from briefwright.cache.store import find_digest
from briefwright.preview import events
from briefwright.preview.choices import Choice
from briefwright.service.account_view import extract_account
from briefwright.service.archive import pack
from briefwright.service.files import Use, answer_file
from briefwright.service.jobs import Job
from briefwright.service.making import STEPS, Entry
from briefwright.service.parsing import NUMBER
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.seen import See, SeenQueue
from briefwright.service.shelf_pages import FORMAT_NAMES

_UNKNOWN = (
    "This edition isn’t known any more, since the service was started again. Ask for it once more: "
    "what was made is there at once."
)


@dataclass(frozen=True)
class JobPages:
    """The pages of the jobs that a user may see."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/jobs/{number}"
        return [
            Route(f"{start}/", self.show_job),
            Route(f"{start}/cancel", self.cancel, methods=["POST"]),
            Route(f"{start}/events", self.follow),
            Route(f"{start}/account", self.show_account),
            Route(f"{start}/all.zip", self.save_all),
            Route(f"{start}/pages/{{n:{NUMBER}}}.png", self.show_page),
            Route(f"{start}/files/{{name}}", self.save_file),
        ]

    async def show_job(self, request: Request) -> Response:
        """How far an edition is; its pages and files once it is made, or what is wrong."""
        seen = self.see(request)
        job = _find_job(seen.queue, request)
        name = job.order.source.content.name
        briefing = await run_in_threadpool(seen.catalogue.find, name)
        entry = briefing.entry if briefing else None
        return render(
            "job.html", job=job, entry=entry, name=name,
            called=_name_edition(entry, job.order.choice), format_names=FORMAT_NAMES,
            problems=job.problems, steps=STEPS, may_cancel=seen.queue.may_cancel(job),
        )  # fmt: skip

    async def cancel(self, request: Request) -> Response:
        """A job that is not wanted any more → its page, which says so. Errors: 403."""
        queue = self.see(request).queue
        try:
            queue.cancel(_find_job(queue, request).number)
        except PermissionError as error:
            raise HTTPException(403, str(error)) from error
        return RedirectResponse("./", SEE_OTHER)

    async def follow(self, request: Request) -> Response:
        """A job's steps as they come, as server-sent events."""
        queue = self.see(request).queue
        job = _find_job(queue, request)
        stream = events.encode(_list_steps(queue, job.number))
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def show_page(self, request: Request) -> Response:
        """A page as a picture."""
        queue, n = self.see(request).queue, request.path_params["n"]
        job = _find_job(queue, request)
        if not 1 <= n <= len(job.pictures):
            raise HTTPException(404, "There is no such page.")
        digest = job.pictures[n - 1].digest
        return _answer(request, queue, digest, f"page-{n}.png", "inline")

    async def show_account(self, request: Request) -> Response:
        """What was checked of an edition, as a page."""
        seen = self.see(request)
        job = _find_job(seen.queue, request)
        if job.result is None:
            raise HTTPException(404, "This edition isn't made yet.")
        briefing = await run_in_threadpool(seen.catalogue.find, job.order.source.content.name)
        entry = briefing.entry if briefing else None
        account = extract_account(_read(seen.queue, job.result.account.digest))
        called = _name_edition(entry, job.order.choice)
        return render("account.html", entry=entry, called=called, account=account)

    async def save_file(self, request: Request) -> Response:
        """A finished file."""
        queue, name = self.see(request).queue, request.path_params["name"]
        job = _find_job(queue, request)
        kept = job.result.files.values() if job.result else ()
        found = next((one for one in kept if one.name == name), None)
        if found is None:
            raise HTTPException(404, "There is no such file.")
        return _answer(request, queue, found.digest, found.name, "attachment")

    async def save_all(self, request: Request) -> Response:
        """All finished files of a job, and their digests, in one archive."""
        queue = self.see(request).queue
        job = _find_job(queue, request)
        if job.result is None:
            raise HTTPException(404, "This edition isn't made yet.")
        found = {one.name: _read(queue, one.digest) for one in job.result.files.values()}
        data = await run_in_threadpool(pack, found)
        name = f"{job.order.source.content.name}-{job.order.choice.audience}.zip"
        return answer_file(request, data, find_digest(data), name, "attachment")


def _find_job(queue: SeenQueue, request: Request) -> Job:
    job = queue.find(request.path_params["number"])
    if job is None:
        raise HTTPException(404, _UNKNOWN)
    return job


def _read(queue: SeenQueue, digest: str) -> bytes:
    data = queue.read_file(digest)
    if data is None:
        raise HTTPException(410, "This file isn't kept any more; ask for the edition again.")
    return data


def _answer(request: Request, queue: SeenQueue, digest: str, name: str, use: Use) -> Response:
    return answer_file(request, _read(queue, digest), digest, name, use)


def _name_edition(entry: Entry | None, choice: Choice) -> str:
    titles = entry.titles if entry else {}
    return ", ".join(titles.get(one, one) for one in choice)


async def _list_steps(queue: SeenQueue, number: str) -> AsyncIterator[object]:
    async for job in queue.follow(number):
        doing = job.doing if job.state == "running" else ""
        yield {"state": job.state, "ahead": job.ahead, "doing": doing, "pages": len(job.drawn)}
