"""The pages of what was issued: all of it, what changed from one issue to the next, its files."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.problems import ContentError, MachineError
from briefwright.service.files import answer_file
from briefwright.service.issued import SeenArchive, SeenIssue, group_by_briefing
from briefwright.service.rendering import render
from briefwright.service.seen import See, Seen
from briefwright.service.shelf_pages import FORMAT_NAMES


@dataclass(frozen=True)
class IssuedPages:
    """What was issued and that a user may see."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [
            Route("/issued/", self.show_all),
            Route("/issued/{name}/{number}/changes", self.show_changes),
            Route("/issued/{name}/{number}/files/{file}", self.save_file),
        ]

    async def show_all(self, request: Request) -> Response:
        """Everything that was issued, by briefing: what took its place, and its files."""
        seen = self.see(request)
        issues = await run_in_threadpool(seen.issued.list_issues)
        return render(
            "issued.html", briefings=list(group_by_briefing(issues)), formats=FORMAT_NAMES,
            titles=await run_in_threadpool(_find_titles, seen), sees_all=seen.user.sees_all,
        )  # fmt: skip

    async def show_changes(self, request: Request) -> Response:
        """What an issue says otherwise than the one before it, in the editions that may be seen."""
        seen = self.see(request)
        issue = await _find_issue(seen.issued, request)
        if not issue.earlier:
            raise HTTPException(404, "This is the first edition that was issued.")
        try:
            changes = await run_in_threadpool(seen.issued.find_changes, issue)
        except ContentError as error:
            sentence = "What was issued earlier can't be read by this version any more."
            raise HTTPException(422, sentence) from error
        titles = await run_in_threadpool(_find_titles, seen)
        return render("issued_changes.html", issue=issue, changes=changes, titles=titles)

    async def save_file(self, request: Request) -> Response:
        """A file as it was issued. Errors: 404; 410 where it is not as it was."""
        archive, name = self.see(request).issued, request.path_params["file"]
        issue = await _find_issue(archive, request)
        try:
            data = await run_in_threadpool(archive.read_file, issue, name)
        except MachineError as error:
            sentence = "This file is not as it was issued, or missing; `verify` says more."
            raise HTTPException(410, sentence) from error
        if data is None:
            raise HTTPException(404, _NOTHING)
        return answer_file(request, data, issue.issued.files[name], name, "attachment")


_NOTHING = "Nothing of that name was issued."


async def _find_issue(archive: SeenArchive, request: Request) -> SeenIssue:
    path = request.path_params
    issue = await run_in_threadpool(archive.find, path["name"], path["number"])
    if issue is None:
        raise HTTPException(404, _NOTHING)
    return issue


def _find_titles(seen: Seen) -> dict[str, str]:
    """What a user may see → how audiences and languages are called."""
    found: dict[str, str] = {}
    for briefing in seen.catalogue.list_briefings():
        found |= briefing.entry.titles
    return found
