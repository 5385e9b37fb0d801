"""The pages of the lists of recipients, and of who would get what was issued; nothing is sent."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefwright.problems import ContentError, MachineError, Problem
from briefwright.service.recipient_lists import MOST_SHOWN, CheckedList, RecipientLists
from briefwright.service.rendering import render
from briefwright.service.seen import See
from briefwright.service.users import find_sender


@dataclass(frozen=True)
class ListPages:
    """Lists of recipients, for who may send."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [
            Route("/lists/", self.show_all),
            Route("/lists/{list}/", self.show_list),
            Route("/lists/{list}/plan", self.show_plan),
        ]

    async def show_all(self, request: Request) -> Response:
        """Every list: how many are on it, and whether something is wrong with it."""
        found = await run_in_threadpool(self._find_lists(request).list_all)
        return render("lists.html", lists=found)

    async def show_list(self, request: Request) -> Response:
        """A list: what is wrong with it, its rows, and what could be sent to it."""
        lists = self._find_lists(request)
        found = await _find(lists, request)
        issued = await run_in_threadpool(lists.list_issued)
        return render("list.html", list=found, issued=issued, most=MOST_SHOWN)

    async def show_plan(self, request: Request) -> Response:
        """Who of a list would get what of an issued briefing and why, and some messages."""
        lists = self._find_lists(request)
        found = await _find(lists, request)
        wanted = request.query_params.get("issued", "")
        known = await run_in_threadpool(lists.list_issued)
        issued = {f"{one.briefing}/{one.number}": one for one in known}.get(wanted)
        if issued is None:
            raise HTTPException(404, "Nothing of that name was issued.")
        rehearsal, problems, lack = None, tuple[Problem, ...](), ""
        try:
            rehearsal = await run_in_threadpool(lists.rehearse, issued, found.name)
        except ContentError as error:
            problems = error.problems
        except MachineError as error:
            lack = str(error)
        return render(
            "plan.html", list=found, issued=issued, rehearsal=rehearsal, problems=problems,
            lack=lack, most=MOST_SHOWN,
        )  # fmt: skip

    def _find_lists(self, request: Request) -> RecipientLists:
        find_sender(request)
        return self.see(request).lists


async def _find(lists: RecipientLists, request: Request) -> CheckedList:
    found = await run_in_threadpool(lists.find, request.path_params["list"])
    if found is None:
        raise HTTPException(404, "There is no such list.")
    return found
