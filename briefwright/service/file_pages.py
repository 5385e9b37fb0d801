"""The pages of a briefing's pictures and tables: shown with their uses, sent, replaced."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.cache.digests import find_digest
from briefwright.editing import uploads
from briefwright.editing.uploads import Staged, UploadError
from briefwright.service.inspecting import (
    BriefingFile,
    Shown,
    check_sent,
    list_files,
    show,
    show_file,
)
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.seen import See, SeenBriefing, find_briefing
from briefwright.service.users import User, find_editor

R = TypeVar("R")

_UNPROCESSABLE = 422
_AT_ONCE = 3  # files that a user sends


@dataclass(frozen=True)
class FilePages:
    """The pictures and tables of the briefings that a user may see."""

    see: See
    arriving: Counter[str] = field(default_factory=Counter)  # files, by who sends them

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/briefings/{name}/files"
        return [
            Route(f"{start}/", self.show_list),
            Route(f"{start}/", self.take, methods=["POST"]),
            Route(f"{start}/decision", self.decide, methods=["POST"]),
            Route(f"{start}/show", self.show_one),
            Route(f"{start}/picture", self.show_picture),
            Route(f"{start}/back", self.put_back, methods=["POST"]),
        ]

    async def show_list(self, request: Request) -> Response:
        """Every picture and table, and a form that sends another."""
        return await self._show_list(request, ())

    async def take(self, request: Request) -> Response:
        """A file that is sent → checked, and in its place; or what is wrong; or a question."""
        user = find_editor(request)
        briefing = await self._find(request)
        form, content = await self._receive(request, user), briefing.source.content
        sent = form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return await self._show_list(request, ("Choose a file first.",))
        try:
            staged = await run_in_threadpool(uploads.stage, content, sent.filename, sent.file)
        except UploadError as error:
            return await self._show_list(request, (str(error),))
        finally:
            await form.close()
        known = user.sees_all or await self._is_known(briefing, staged.name)
        if not known:
            staged = await run_in_threadpool(_name_apart, content, staged, user)
        problems = await briefing.run_trial(check_sent, staged.path)
        if problems:
            await run_in_threadpool(uploads.discard, staged)
            return await self._show_list(request, tuple(one.message for one in problems))
        if await run_in_threadpool(uploads.place, content, staged):
            return await _finish(content, staged.name, user)
        return render("replace.html", entry=briefing.entry, staged=staged)

    async def _receive(self, request: Request, user: User) -> FormData:
        """A request with a file, and who sends it → its form, once it is there. Errors: 429."""
        if self.arriving[user.name] >= _AT_ONCE:
            sentence = f"{_AT_ONCE} of your files are on their way; send this one after them."
            raise HTTPException(429, sentence, {"Retry-After": "10"})
        self.arriving[user.name] += 1
        try:
            return await parse_form(request)
        finally:
            self.arriving[user.name] -= 1

    async def decide(self, request: Request) -> Response:
        """What shall become of a file whose name is taken → done."""
        user = find_editor(request)
        briefing, form = await self._find(request), await parse_form(request)
        content = briefing.source.content
        staged = uploads.find_staged(content, str(form.get("token", "")))
        if staged is None:
            raise HTTPException(410, "This file isn't kept any more; send it again.")
        match form.get("decision"):
            case "replace" if await self._is_known(briefing, staged.name):
                await run_in_threadpool(uploads.replace, content, staged)
            case "both" if not user.sees_all:
                staged = await run_in_threadpool(_name_apart, content, staged, user)
                await run_in_threadpool(uploads.place, content, staged)
            case "both":
                name = await run_in_threadpool(uploads.place_beside, content, staged)
                return await _finish(content, name, user)
            case _:
                await run_in_threadpool(uploads.discard, staged)
                return RedirectResponse("./", SEE_OTHER)
        return await _finish(content, staged.name, user)

    async def show_one(self, request: Request) -> Response:
        """One picture or table: what it shows, where it is used, what it was before."""
        briefing = await self._find(request)
        file = await self._find_file(briefing, request.query_params.get("file", ""))
        shown: Shown = await _run(briefing, show_file, file.name)
        versions = uploads.list_versions(briefing.source.content, file.name)
        return render(
            "file.html", entry=briefing.entry, file=file, shown=shown, versions=versions,
            may_edit=self.see(request).user.may("edit"),
        )  # fmt: skip

    async def show_picture(self, request: Request) -> Response:
        """A picture as an edition would show it: upright, small, without what its file says."""
        briefing, said = await self._find(request), request.query_params
        named, token = said.get("file", ""), said.get("token", "")
        tag = f'"{find_digest([briefing.entry.inputs, named, token])}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        if token:
            find_editor(request)
            staged = uploads.find_staged(briefing.source.content, token)
            shown = await _run(briefing, show, staged.path) if staged else Shown()
        else:
            file = await self._find_file(briefing, named)
            shown = await _run(briefing, show_file, file.name)
        if not shown.picture:
            raise HTTPException(404, "There is no such picture.")
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        return Response(shown.picture, media_type=shown.media_type, headers=headers)

    async def put_back(self, request: Request) -> Response:
        """An earlier version of a file → in its place again; the one that was there is kept."""
        user = find_editor(request)
        briefing, form = await self._find(request), await parse_form(request)
        file = await self._find_file(briefing, str(form.get("file", "")))
        try:
            digest = str(form.get("digest", ""))
            await run_in_threadpool(uploads.put_back, briefing.source.content, file.name, digest)
        except KeyError as error:
            raise HTTPException(404, "There is no such version.") from error
        return await _finish(briefing.source.content, file.name, user)

    async def _show_list(self, request: Request, faults: tuple[str, ...]) -> Response:
        briefing = await self._find(request)
        files: tuple[BriefingFile, ...] = await run_in_threadpool(briefing.recall, list_files)
        page = render(
            "files.html", entry=briefing.entry, files=files, faults=faults,
            most=uploads.MOST_BYTES // 1_000_000, all=uploads.MOST_KEPT // 1_000_000,
            may_edit=self.see(request).user.may("edit"),
            sees_all=self.see(request).user.sees_all,
        )  # fmt: skip
        if faults:
            page.status_code = _UNPROCESSABLE
        return page

    async def _find(self, request: Request) -> SeenBriefing:
        return await find_briefing(self.see(request).catalogue, request)

    async def _find_file(self, briefing: SeenBriefing, name: str) -> BriefingFile:
        files: tuple[BriefingFile, ...] = await run_in_threadpool(briefing.recall, list_files)
        found = next((one for one in files if one.name == name), None)
        if found is None:
            raise HTTPException(404, "There is no such file.")
        return found

    async def _is_known(self, briefing: SeenBriefing, name: str) -> bool:
        """Whether a user may see the file of this name, and so replace it."""
        files: tuple[BriefingFile, ...] = await run_in_threadpool(briefing.recall, list_files)
        return name in {one.name for one in files}


async def _run(briefing: SeenBriefing, function: Callable[..., R], *rest: object) -> R:
    try:
        return await run_in_threadpool(briefing.run, function, *rest)
    except KeyError as error:
        raise HTTPException(404, "There is no such file.") from error


def _name_apart(content: Path, staged: Staged, user: User) -> Staged:
    """A file that was sent by who may not see all → it by a name of its own, that user's to see."""
    renamed = uploads.name_by_digest(staged)
    uploads.remember_sender(content, renamed.name, user.name)
    return renamed


async def _finish(content: Path, name: str, user: User) -> Response:
    """A file that is in place, and who sent it → kept for the history; the file's page."""
    await run_in_threadpool(uploads.remember_sender, content, name, user.name)
    return RedirectResponse(f"show?file={name}", SEE_OTHER)
