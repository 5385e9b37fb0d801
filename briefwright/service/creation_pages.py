"""The page on which a briefing is begun, from the starter or as a copy of another."""

import datetime
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.content.starter import NameFault, suggest_name
from briefwright.editing import NewBriefing, RefusedError
from briefwright.service.parsing import parse_form
from briefwright.service.rendering import SEE_OTHER, render
from briefwright.service.seen import See, Seen
from briefwright.service.users import User, find_editor

_UNPROCESSABLE = 422
_LONGEST = 300  # characters of a title


@dataclass(frozen=True)
class CreationPages:
    """Where a user who may edit begins a briefing."""

    see: See

    def list_routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [Route("/new", self.show), Route("/new", self.create, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """A form: what the briefing is called, and what it begins with."""
        _check(find_editor(request))
        fields = {"original": request.query_params.get("like", "")}
        return await _show(self.see(request), fields)

    async def create(self, request: Request) -> Response:
        """A form that was filled in → the new briefing's page; or it again, with what is wrong."""
        _check(find_editor(request))
        seen, form = self.see(request), await parse_form(request)
        fields = {key: str(value).strip() for key, value in form.items()}
        title, original = fields.get("title", ""), fields.get("original", "")
        if not title or len(title) > _LONGEST or not title.isprintable():
            fault = f"Write a title in one line, of at most {_LONGEST} characters."
            return await _show(seen, fields, title_fault=fault)
        wanted = NewBriefing(
            fields.get("name") or suggest_name(title), title, datetime.date.today().isoformat(),
            keeps_translations=bool(fields.get("translations")),
        )  # fmt: skip
        try:
            await run_in_threadpool(seen.catalogue.create, wanted, original)
        except NameFault as error:
            return await _show(seen, fields, name_fault=str(error))
        except RefusedError as error:
            faults = (*error.proposal.faults, *error.proposal.conflicts)
            said = " ".join(
                getattr(one, "message", "") or getattr(one, "why", "") for one in faults
            )
            return await _show(seen, fields, title_fault=said)
        except KeyError as error:
            raise HTTPException(404, "There is no such briefing to copy.") from error
        return RedirectResponse(f"briefings/{wanted.name}/", SEE_OTHER)


def _check(user: User) -> None:
    """A user → nothing, if it may begin briefings. Errors: 403."""
    if not user.sees_all:
        raise HTTPException(403, "Who may see every audience may begin a briefing.")


async def _show(
    seen: Seen, fields: dict[str, str], title_fault: str = "", name_fault: str = ""
) -> Response:
    """What stands in the fields, and what is wrong with them → the form."""
    briefings = await run_in_threadpool(seen.catalogue.list_briefings)
    page = render(
        "new.html", fields=fields, title_fault=title_fault, name_fault=name_fault,
        originals=sorted((one.entry for one in briefings), key=lambda one: one.title.casefold()),
    )  # fmt: skip
    if title_fault or name_fault:
        page.status_code = _UNPROCESSABLE
    return page
