"""Addresses that people visit → pages, which work without scripts."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from briefwright.audience import LARGE_PRINT
from briefwright.cache.store import find_digest
from briefwright.formats import FORMATS
from briefwright.preview import events
from briefwright.preview.choices import Choice
from briefwright.problems import Problem, errors
from briefwright.service.archive import pack
from briefwright.service.catalogue import group_choices
from briefwright.service.files import Use, answer_file
from briefwright.service.jobs import FullError, Job
from briefwright.service.making import Entry
from briefwright.service.rendering import render, write
from briefwright.service.seen import See, SeenBriefing, SeenQueue, find_briefing

_PARTS = {"service.css": "text/css", "service.js": "text/javascript"}
_SEE_OTHER = 303
_FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "html": "Web page", "eml": "E-mail"}


class _State(NamedTuple):
    """A job's number, and how far it is in words."""

    number: str
    words: str


@dataclass(frozen=True)
class Pages:
    """The pages of what a user may see."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [
            Route("/", self.show_shelf),
            Route("/briefings/{name}/", self.show_briefing),
            Route("/briefings/{name}/editions", self.ask, methods=["POST"]),
            Route("/jobs/{number}/", self.show_job),
            Route("/jobs/{number}/cancel", self.cancel, methods=["POST"]),
            Route("/jobs/{number}/events", self.follow),
            Route("/jobs/{number}/account", self.show_account),
            Route("/jobs/{number}/all.zip", self.save_all),
            Route("/jobs/{number}/pages/{n:int}.png", self.show_page),
            Route("/jobs/{number}/files/{name}", self.save_file),
            Route("/parts/{name}", self.show_part),
        ]

    # ------------------------------------------------------------- briefings

    async def show_shelf(self, request: Request) -> Response:
        """Every briefing, or those in which the words that are looked for stand."""
        words = request.query_params.get("words", "").strip()
        seen = self.see(request)
        briefings = await run_in_threadpool(seen.catalogue.list_briefings)
        found = [one for one in briefings if _is_meant(one.entry, words)]
        shown = [
            (one.entry, _list_states(seen.queue, one), errors(one.entry.problems)) for one in found
        ]
        return render("shelf.html", entries=shown, words=words)

    async def show_briefing(self, request: Request) -> Response:
        """One briefing: which editions there are, and a form that asks for one."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        entry = briefing.entry
        audience = request.query_params.get("audience", "")
        language = request.query_params.get("language", "")
        return render(
            "briefing.html", entry=entry, states=_list_states(seen.queue, briefing),
            audiences=group_choices(entry), languages=_list_languages(entry), audience=audience,
            language=language, formats=_list_formats(), faults=errors(entry.problems),
        )  # fmt: skip

    async def ask(self, request: Request) -> Response:
        """A form that was filled in → the job's page. Errors: 400 for what there is not; 429."""
        seen = self.see(request)
        briefing = await find_briefing(seen.catalogue, request)
        form = await request.form()
        large = LARGE_PRINT if form.get("large_print") else ""
        choice = Choice(f"{form.get('audience', '')}{large}", str(form.get("language", "")))
        formats = tuple(str(one) for one in form.getlist("format"))
        if choice not in briefing.entry.choices or not set(formats) <= FORMATS.keys():
            raise HTTPException(400, f"There is no edition of this briefing for {choice}.")
        try:
            job = seen.queue.ask(briefing, choice, formats)
        except FullError as error:
            headers = {"Retry-After": str(error.seconds)}
            raise HTTPException(429, str(error), headers) from error
        return RedirectResponse(f"../../jobs/{job.number}/", _SEE_OTHER)

    # ------------------------------------------------------------- jobs

    async def show_job(self, request: Request) -> Response:
        """How far an edition is; its pages and files once it is made, or what is wrong."""
        seen = self.see(request)
        job = _find_job(seen.queue, request)
        name = job.order.source.content.name
        briefing = await run_in_threadpool(seen.catalogue.find, name)
        entry = briefing.entry if briefing else None
        return render(
            "job.html", job=job, title=entry.title if entry else name, name=name,
            called=_name_edition(entry, job.order.choice), format_names=_FORMAT_NAMES,
            problems=_errors_first(job.problems),
        )  # fmt: skip

    async def cancel(self, request: Request) -> Response:
        """A job that is not wanted any more → its page, which says so."""
        queue = self.see(request).queue
        queue.cancel(_find_job(queue, request).number)
        return RedirectResponse("./", _SEE_OTHER)

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
        pictures = job.result.pictures if job.result else ()
        if not 1 <= n <= len(pictures):
            raise HTTPException(404, "There is no such page.")
        digest = pictures[n - 1].digest
        return _answer(request, queue, digest, f"page-{n}.png", "inline")

    async def show_account(self, request: Request) -> Response:
        """What was checked of an edition, as a page."""
        queue = self.see(request).queue
        job = _find_job(queue, request)
        if job.result is None:
            raise HTTPException(404, "This edition isn't made yet.")
        kept = job.result.account
        return _answer(request, queue, kept.digest, kept.name, "inline")

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

    async def show_part(self, request: Request) -> Response:
        """A stylesheet or the script of the pages."""
        name = request.path_params["name"]
        if name not in _PARTS:
            raise HTTPException(404)
        data = (files("briefwright.service") / name).read_bytes()
        return Response(data, media_type=_PARTS[name])


def _list_states(queue: SeenQueue, briefing: SeenBriefing) -> dict[Choice, _State]:
    """A briefing → for each edition that was asked for, its job and how far that is."""
    entry, inputs = briefing.entry, briefing.find_inputs()
    latest: dict[Choice, Job] = {}
    for job in queue.list_jobs():
        if job.order.source.content.name == entry.name:
            latest.setdefault(job.order.choice, job)
    return {
        choice: _State(job.number, _describe_state(job, inputs))
        for choice, job in latest.items()
        if choice in entry.choices
    }


def _find_job(queue: SeenQueue, request: Request) -> Job:
    job = queue.find(request.path_params["number"])
    if job is None:
        raise HTTPException(404, "There is no such edition; ask for it again.")
    return job


def _read(queue: SeenQueue, digest: str) -> bytes:
    data = queue.read_file(digest)
    if data is None:
        raise HTTPException(410, "This file isn't kept any more; ask for the edition again.")
    return data


def _answer(request: Request, queue: SeenQueue, digest: str, name: str, use: Use) -> Response:
    return answer_file(request, _read(queue, digest), digest, name, use)


async def show_error(request: Request, error: Exception) -> Response:
    """What went wrong with a request → a page with one sentence that says it."""
    assert isinstance(error, HTTPException)
    depth = request.url.path.count("/") - 1
    page = write("error.html", sentence=error.detail, home="../" * depth or "./")
    return HTMLResponse(page, error.status_code, error.headers)


def _name_edition(entry: Entry | None, choice: Choice) -> str:
    titles = entry.titles if entry else {}
    return ", ".join(titles.get(one, one) for one in choice)


def _list_languages(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choice.language for choice in entry.choices))


def _list_formats() -> list[tuple[str, str]]:
    return [(name, _FORMAT_NAMES[name]) for name in FORMATS]


def _is_meant(entry: Entry, words: str) -> bool:
    said = f"{entry.title} {entry.name} {entry.status} {entry.date}".casefold()
    return all(word in said for word in words.casefold().split())


def _describe_state(job: Job, inputs: str) -> str:
    if job.state == "done" and job.inputs != inputs:
        return "out of date"
    return {"waiting": "waiting", "running": "being made", "done": "ready", "failed": "at fault",
            "cancelled": "cancelled"}[job.state]  # fmt: skip


async def _list_steps(queue: SeenQueue, number: str) -> AsyncIterator[object]:
    async for job in queue.follow(number):
        yield {"state": job.state, "ahead": job.ahead}


def _errors_first(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: one.level != "error")
