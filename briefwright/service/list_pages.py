"""The pages of the lists of recipients, of who would get what was issued, and for sending it."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.channels.preparation import MOST_UNASKED, is_confirmed
from briefwright.delivery import Job
from briefwright.issuing.manifest import Issued
from briefwright.problems import ContentError, MachineError, Problem
from briefwright.recipients.mailboxes import AddressFault
from briefwright.service.deliveries import BusyError
from briefwright.service.parsing import parse_form
from briefwright.service.recipient_lists import MOST_SHOWN, CheckedList, RecipientLists, Rehearsal
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.seen import See
from briefwright.service.users import find_sender


@dataclass(frozen=True)
class ShownPlan:
    """Who of a list would get what of an issued briefing; or what is wrong, or lacking.

    `refusal` is why it was not sent, `said` what a sender of examples says.
    """

    list: CheckedList
    issued: Issued
    rehearsal: Rehearsal | None = None
    problems: tuple[Problem, ...] = ()
    lack: str = ""
    refusal: str = ""
    said: str = ""

    @property
    def job(self) -> Job:
        """What it is in the ledger."""
        return Job(self.issued.briefing, self.issued.number, self.list.name)


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
            Route("/lists/{list}/send", self.send, methods=["POST"]),
            Route("/lists/{list}/test", self.send_test, methods=["POST"]),
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
        plan = await self._read_plan(request, request.query_params.get("issued", ""))
        return await self._answer(request, plan)

    async def send(self, request: Request) -> Response:
        """What was issued, the number of recipients → a sender, and the page that shows it.

        Where the number is another one, or somebody is sending, the plan says so: 422, 409.
        """
        user, form = find_sender(request), await parse_form(request)
        plan = await self._read_plan(request, str(form.get("issued", "")))
        count = plan.rehearsal.count if plan.rehearsal else 0
        if not count or not is_confirmed(count, str(form.get("count", ""))):
            refusal = f"It would go to {count:,} recipients; type their number to send it."
            return await self._answer(request, replace(plan, refusal=refusal), 422)
        try:
            await run_in_threadpool(self.see(request).deliveries.send, plan.job, count, user.name)
        except BusyError as error:
            return await self._answer(request, replace(plan, refusal=str(error)), 409)
        home, job = "../../deliveries", plan.job
        where = "/".join(map(quote, (job.briefing, job.edition, job.list)))
        return RedirectResponse(f"{home}/{where}/", SEE_OTHER)

    async def send_test(self, request: Request) -> Response:
        """What was issued, an address → the examples sent there; the plan, with what was done."""
        user, form = find_sender(request), await parse_form(request)
        plan = await self._read_plan(request, str(form.get("issued", "")))
        address, deliveries = str(form.get("address", "")).strip(), self.see(request).deliveries
        try:
            said = await run_in_threadpool(deliveries.send_test, plan.job, address, user.name)
        except AddressFault as error:
            return await self._answer(request, replace(plan, refusal=str(error)), 422)
        return await self._answer(request, replace(plan, said=said))

    async def _read_plan(self, request: Request, wanted: str) -> ShownPlan:
        """A request about a list, what was issued as `NAME/NUMBER` → the plan. Errors: 404."""
        lists = self._find_lists(request)
        found = await _find(lists, request)
        known = await run_in_threadpool(lists.list_issued)
        issued = {f"{one.briefing}/{one.number}": one for one in known}.get(wanted)
        if issued is None:
            raise HTTPException(404, "Nothing of that name was issued.")
        try:
            rehearsal = await run_in_threadpool(lists.rehearse, issued, found.name)
        except ContentError as error:
            return ShownPlan(found, issued, problems=error.problems)
        except MachineError as error:
            return ShownPlan(found, issued, lack=str(error))
        return ShownPlan(found, issued, rehearsal)

    async def _answer(self, request: Request, plan: ShownPlan, status: int = 200) -> Response:
        before = await run_in_threadpool(self.see(request).deliveries.find, plan.job)
        page = render(
            "plan.html", plan=plan, list=plan.list, issued=plan.issued, rehearsal=plan.rehearsal,
            before=before, most=MOST_SHOWN, most_unasked=MOST_UNASKED,
        )  # fmt: skip
        page.status_code = status
        return page

    def _find_lists(self, request: Request) -> RecipientLists:
        find_sender(request)
        return self.see(request).lists


async def _find(lists: RecipientLists, request: Request) -> CheckedList:
    found = await run_in_threadpool(lists.find, request.path_params["list"])
    if found is None:
        raise HTTPException(404, "There is no such list.")
    return found
