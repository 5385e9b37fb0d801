"""The pages of what is sent: sending it, how far it is, what is to be decided, who gets no more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from briefwright.delivery import Job, State
from briefwright.delivery.decisions import Decision, RefusedError
from briefwright.preview import events
from briefwright.recipients.mailboxes import AddressFault
from briefwright.service.deliveries import BusyError, Deliveries, Progress
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.seen import See
from briefwright.service.users import User, find_sender

_DECISIONS: dict[str, Decision] = {"sent": State.SENT, "again": State.PLANNED}


@dataclass(frozen=True)
class DeliveryPages:
    """What was sent and is being sent, for who may send."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        start = "/deliveries/{briefing}/{number}/{list}"
        return [
            Route("/deliveries/", self.show_all),
            Route(f"{start}/", self.show_job),
            Route(f"{start}/events", self.follow),
            Route(f"{start}/resume", self.resume, methods=["POST"]),
            Route(f"{start}/decision", self.decide, methods=["POST"]),
            Route("/suppression/", self.show_suppressed),
            Route("/suppression/", self.suppress, methods=["POST"]),
            Route("/suppression/removal", self.release, methods=["POST"]),
        ]

    async def show_all(self, request: Request) -> Response:
        """Every job, how far it is, and what people did."""
        deliveries, _ = self._find(request)
        return render(
            "deliveries.html",
            jobs=await run_in_threadpool(deliveries.list_jobs),
            actions=await run_in_threadpool(deliveries.list_actions),
        )

    async def show_job(self, request: Request) -> Response:
        """How far a job is; whom to decide about, who bounced, what waits."""
        deliveries, _ = self._find(request)
        return render("delivery.html", found=await _find_job(deliveries, request), states=State)

    async def follow(self, request: Request) -> Response:
        """A job's progress as it comes, as server-sent events."""
        deliveries, _ = self._find(request)
        found = await _find_job(deliveries, request)
        stream = events.encode(_list_steps(deliveries, found.job))
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def resume(self, request: Request) -> Response:
        """What waits of a job's briefing → being sent. Errors: 409 where somebody is sending."""
        deliveries, user = self._find(request)
        found = await _find_job(deliveries, request)
        try:
            await run_in_threadpool(deliveries.resume, found.job, user.name)
        except BusyError as error:
            raise HTTPException(409, str(error)) from error
        return RedirectResponse("./", SEE_OTHER)

    async def decide(self, request: Request) -> Response:
        """What somebody decides of a delivery → kept. Errors: 404; 409 where nothing is open."""
        deliveries, user = self._find(request)
        found = await _find_job(deliveries, request)
        form = await parse_form(request)
        decision = _DECISIONS.get(str(form.get("decision", "")))
        identifier = str(form.get("delivery", ""))
        try:
            is_known = decision is not None and await run_in_threadpool(
                deliveries.decide, found.job, identifier, decision, user.name
            )
        except RefusedError as error:
            raise HTTPException(409, str(error)) from error
        if not is_known:
            raise HTTPException(404, "There is nothing of that name to decide.")
        return RedirectResponse("./", SEE_OTHER)

    async def show_suppressed(self, request: Request) -> Response:
        """Every address that nothing is sent to any more, since when, and why."""
        deliveries, _ = self._find(request)
        listed = await run_in_threadpool(deliveries.list_suppressed)
        return render("suppression.html", listed=listed, fault="")

    async def suppress(self, request: Request) -> Response:
        """An address and why → nothing is sent to it any more; the list."""
        deliveries, user = self._find(request)
        form = await parse_form(request)
        address, why = (str(form.get(one, "")).strip() for one in ("address", "why"))
        try:
            await run_in_threadpool(deliveries.suppress, address, why, user.name)
        except AddressFault as error:
            listed = await run_in_threadpool(deliveries.list_suppressed)
            page = render("suppression.html", listed=listed, fault=str(error))
            page.status_code = 422
            return page
        return RedirectResponse("./", SEE_OTHER)

    async def release(self, request: Request) -> Response:
        """An address → not suppressed any more; the list. Errors: 404."""
        deliveries, user = self._find(request)
        address = str((await parse_form(request)).get("address", ""))
        listed = await run_in_threadpool(deliveries.list_suppressed)
        if not any(one.address == address for one in listed):
            raise HTTPException(404, "This address is not on the suppression list.")
        await run_in_threadpool(deliveries.release, address, user.name)
        return RedirectResponse("./", SEE_OTHER)

    def _find(self, request: Request) -> tuple[Deliveries, User]:
        user = find_sender(request)
        return self.see(request).deliveries, user


async def _find_job(deliveries: Deliveries, request: Request) -> Progress:
    path = request.path_params
    job = Job(path["briefing"], path["number"], path["list"])
    found = await run_in_threadpool(deliveries.find, job)
    if found is None:
        raise HTTPException(404, "Nothing of that name was sent.")
    return found


async def _list_steps(deliveries: Deliveries, job: Job) -> AsyncIterator[object]:
    async for found in deliveries.follow(job):
        yield {"sentence": found.sentence, "is_sending": bool(found.sender)}
