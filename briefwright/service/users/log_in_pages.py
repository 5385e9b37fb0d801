"""Addresses for coming in and going → pages."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.service.parsing import parse_form
from briefwright.service.rendering import SEE_OTHER, find_home, find_path, render
from briefwright.service.users.access import Access, ThrottledError, is_secure, name_cookie
from briefwright.service.users.sessions import LONGEST

LOG_IN = "log-in"


def is_visit(request: Request) -> bool:
    """A request → whether somebody who opened its address in a browser waits for a page."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def lead_to_log_in(request: Request) -> Response:
    """A request of nobody that is known → the form for a name and a password, and then back."""
    wanted = quote(find_path(request)[1:])
    return RedirectResponse(f"{find_home(request)}{LOG_IN}?next={wanted}", SEE_OTHER)


@dataclass(frozen=True)
class LogInPages:
    """The pages on which users come in and go."""

    access: Access

    def list_open_routes(self) -> list[BaseRoute]:
        """Each address that anybody may visit, with what answers it."""
        return [
            Route(f"/{LOG_IN}", self.show_form),
            Route(f"/{LOG_IN}", self.log_in, methods=["POST"]),
        ]

    def list_routes(self) -> list[BaseRoute]:
        """Each address for those who are in, with what answers it."""
        return [Route("/log-out", self.log_out, methods=["POST"])]

    async def show_form(self, request: Request) -> Response:
        """A form for a name and a password."""
        return render("log_in.html", next=request.query_params.get("next", ""), fault="")

    async def log_in(self, request: Request) -> Response:
        """A name and a password → the page that was asked for; if they are wrong, the form again.

        Errors: 429.
        """
        form = await parse_form(request)
        name, password, wanted = (str(form.get(key, "")) for key in ("name", "password", "next"))
        try:
            key = await self.access.log_in(request, name, password)
        except ThrottledError as error:
            raise HTTPException(429, str(error), {"Retry-After": str(error.seconds)}) from error
        if key is None:
            page = render("log_in.html", next=wanted, fault="The name or the password is wrong.")
            page.status_code = 401
            return page
        answer = RedirectResponse(f"./{quote(wanted, safe='/?&=%')}", SEE_OTHER)
        answer.set_cookie(
            name_cookie(request), key, LONGEST, secure=is_secure(request), httponly=True,
            samesite="lax",
        )  # fmt: skip
        return answer

    async def log_out(self, request: Request) -> Response:
        """Whoever asks → not logged in any more; the form to come in again."""
        self.access.log_out(request)
        answer = RedirectResponse(LOG_IN, SEE_OTHER)
        answer.headers["Clear-Site-Data"] = '"cache"'  # files that the next user may not see
        answer.delete_cookie(
            name_cookie(request), secure=is_secure(request), httponly=True, samesite="lax"
        )
        return answer
