"""A catalogue and a queue → an app."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from briefwright.preview.security import HOSTS, check_host
from briefwright.problems import MachineError
from briefwright.service import api
from briefwright.service.bodies import LimitedBodies
from briefwright.service.catalogue import Catalogue
from briefwright.service.change_pages import ChangePages
from briefwright.service.deliveries import Deliveries
from briefwright.service.editor.pages import EditorPages
from briefwright.service.issued import SeenArchive
from briefwright.service.jobs import Queue
from briefwright.service.pages import list_page_routes, list_part_routes, show_error
from briefwright.service.parsing import say_fault
from briefwright.service.recipient_lists import RecipientLists
from briefwright.service.seen import Seen
from briefwright.service.unsubscribe_pages import UnsubscribePages
from briefwright.service.users import find_user
from briefwright.service.users.access import Access
from briefwright.service.users.identification import READING, Guard
from briefwright.service.users.log_in_pages import LogInPages


def make_app(
    catalogue: Catalogue, queue: Queue, access: Access, hosts: Sequence[str] = HOSTS
) -> Starlette:
    """A catalogue, a queue, who may come in, names of the host → an app for briefings.

    Without `hosts`, it answers to those of this machine.
    """

    deliveries = Deliveries(catalogue.folders)

    def see(request: Request) -> Seen:
        user = find_user(request)
        return Seen(
            user,
            catalogue.seen_by(user),
            queue.seen_by(user),
            SeenArchive(catalogue, user),
            RecipientLists(catalogue),
            deliveries,
        )

    programs = api.make_api(see, access, queue)
    log_in_pages = LogInPages(access)
    guarded = (
        *list_page_routes(see),
        *ChangePages(see).list_routes(),
        *log_in_pages.list_routes(),
        *EditorPages(see).list_routes(),
        Mount(api.PATH, programs),
    )
    routes = (
        *list_part_routes(),
        *log_in_pages.list_open_routes(),
        *UnsubscribePages(deliveries, catalogue.folders.templates).list_open_routes(),
        Mount("", routes=guarded, middleware=[Middleware(Guard, access=access)]),
    )
    return Starlette(
        routes=routes,
        middleware=[
            check_host(hosts),
            Middleware(_SameOrigin),
            Middleware(LimitedBodies, refuse=_refuse),
        ],
        exception_handlers={HTTPException: _answer_error, Exception: _answer_error},
    )


class _SameOrigin:
    """An app → the same; what changes something is taken from its own pages alone.

    Browsers say from where a form was sent (Fetch Metadata Request Headers, 2.3; older ones by
    `Origin`: Fetch Standard, 3.2). Programs that are no browsers need not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method", "GET") in READING or _is_own(Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            answer = _refuse(scope, 403, "This was asked for from another website.")
            await answer(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    """The headers of a request → whether one of our own pages, or no page at all, asks for it."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def _answer_error(request: Request, error: Exception) -> Response:
    """What went wrong outside an address → a page that says so, or problem details.

    What nobody expected is raised again by Starlette, and logged.
    """
    match error:
        case HTTPException():
            known = error
        case MachineError():
            known = HTTPException(
                503, "This machine lacks something; its operator finds it logged."
            )
        case _:
            known = HTTPException(500, say_fault(request))
    if _is_of_program(request.scope):
        return api.refuse(known.status_code, known.detail)
    return await show_error(request, known)


def _refuse(scope: Scope, status: int, sentence: str) -> Response:
    """A request that is not let in, and why → the answer in the form that its sender reads."""
    if _is_of_program(scope):
        return api.refuse(status, sentence)
    return PlainTextResponse(sentence, status)


def _is_of_program(scope: Scope) -> bool:
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path.startswith(f"{api.PATH}/")
