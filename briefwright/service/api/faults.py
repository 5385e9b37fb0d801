"""What is refused, as problem details; each kind with the address that names it.

Source: RFC 9457, 3 (members), 3.1.1 (type).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from briefwright.problems import ContentError, MachineError
from briefwright.service.api.schemas import Problem, Schema, describe_problems
from briefwright.service.jobs import FullError
from briefwright.service.parsing import say_fault

MEDIA_TYPE = "application/problem+json"
_PREFIX = "urn:briefwright:problem:"


class FaultKind(NamedTuple):
    """One kind of refusal: its name, its status, its title, and what to do about it."""

    name: str
    status: int
    title: str
    advice: str

    @property
    def type(self) -> str:
        """The URI that names it: the same in every version."""
        return _PREFIX + self.name


_TABLE = (
    FaultKind("malformed", 400, "The request can't be read", "Send well-formed JSON."),
    FaultKind("unauthenticated", 401, "Nobody is logged in", "Send `Authorization: Bearer TOKEN`."),
    FaultKind("forbidden", 403, "You may not do this", "Ask who keeps the users for the right."),
    FaultKind("unknown-address", 404, "There is no such address", "The reference lists them all."),
    FaultKind("unknown-briefing", 404, "There is no such briefing",
              "`GET /v1/briefings` lists those that you may see."),
    FaultKind("unknown-edition", 404, "There is no such edition",
              "A briefing lists its editions: audience, language, large print."),
    FaultKind("unknown-number", 404, "There is no such number", "List the briefing's numbers."),
    FaultKind("unknown-job", 404, "There is no such job",
              "Ask for the edition again: of very many finished jobs the oldest are dropped."),
    FaultKind("unknown-artefact", 404, "There is no such artefact",
              "A finished job lists its artefacts."),
    FaultKind("wrong-method", 405, "This address doesn't know the method",
              "See the header `Allow`."),
    FaultKind("stale", 409, "Something else stands there by now",
              "Look at `conflicts`: what you expected, what stands there, what you wanted."),
    FaultKind("busy", 409, "Others are saving at this moment", "Try again."),
    FaultKind("finished", 409, "The job is finished", "There is nothing left to stop."),
    FaultKind("gone", 410, "The artefact isn't kept any more", "Ask for the edition again."),
    FaultKind("too-large", 413, "The request is too large", "Send less at once."),
    FaultKind("not-json", 415, "The request isn't JSON", "Send `Content-Type: application/json`."),
    FaultKind("wrong-range", 416, "The artefact has no such part",
              "See the header `Content-Range`."),
    FaultKind("invalid", 422, "The request doesn't fit its schema", "Look at `errors`."),
    FaultKind("key-reused", 422, "This key belongs to another request",
              "Give each new request an `Idempotency-Key` of its own."),
    FaultKind("at-fault", 422, "The briefing is at fault, or would be", "Look at `problems`."),
    FaultKind("queue-full", 429, "Too much is waiting", "Try again after `Retry-After` seconds."),
    FaultKind("internal", 500, "This is a fault of Briefwright", "Report it, with the time."),
    FaultKind("machine", 503, "The machine lacks something",
              "Its operator reads in `detail` what."),
)  # fmt: skip
KINDS = {kind.name: kind for kind in _TABLE}
_WRONG_METHOD = 405
_BY_STATUS = {
    400: "malformed", 401: "unauthenticated", 403: "forbidden", 404: "unknown-address",
    405: "wrong-method", 410: "gone", 413: "too-large", 415: "not-json", 422: "invalid",
    429: "queue-full", 503: "machine",
}  # fmt: skip


class InvalidValue(Schema):
    """One value that doesn't fit the schema."""

    at: str = Field(description="Where it stands, such as `body.formats.0`.")
    detail: str


class Conflict(Schema):
    """A change that can't be made, since something else stands there by now."""

    at: str = Field(description="The address, such as `facts.loans.value`.")
    expected: str
    found: str
    wanted: str
    detail: str


class ProblemDetails(Schema):
    """Why a request was refused (RFC 9457)."""

    type: str = Field(description="The URI that names the kind of problem.")
    title: str
    status: int
    detail: str = Field("", description="What is wrong this time.")
    errors: list[InvalidValue] = Field([])
    conflicts: list[Conflict] = Field([])
    problems: list[Problem] = Field([])


@dataclass
class Refusal(Exception):
    """A request is refused: the kind, what is wrong this time, further members and headers."""

    kind: str
    detail: str = ""
    members: Mapping[str, list[Any]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(refusal: Refusal) -> Response:
    """A Refusal → the answer that says so."""
    kind = KINDS[refusal.kind]
    details = ProblemDetails(
        type=kind.type, title=kind.title, status=kind.status, detail=refusal.detail,
        **refusal.members,
    )  # fmt: skip
    body = details.model_dump(mode="json", exclude_defaults=True)
    headers = {"Cache-Control": "no-store", **refusal.headers}
    return JSONResponse(body, kind.status, headers, MEDIA_TYPE)


def refuse(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A status, what is wrong, headers → the answer that says so."""
    known = status in _BY_STATUS
    if status == 401:
        headers = {"WWW-Authenticate": "Bearer", **(headers or {})}
    return answer(Refusal(_BY_STATUS[status] if known else "internal", detail, {}, headers or {}))


def describe(*names: str) -> dict[int | str, dict[str, Any]]:
    """The kinds of refusal that an address knows → its answers, for the OpenAPI document."""
    found: dict[int | str, dict[str, Any]] = {}
    always = ("malformed", "unauthenticated", "forbidden", "too-large", "invalid", "internal",
              "machine")  # fmt: skip
    for kind in (KINDS[name] for name in dict.fromkeys((*names, *always))):
        said = f"{kind.title}: `{kind.type}`."
        if kind.status in found:
            found[kind.status]["description"] += f" {said}"
        else:
            schema = {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}
            found[kind.status] = {"description": said, "content": {MEDIA_TYPE: {"schema": schema}}}
    # What isn't HTTP, or is meant for another host, never reaches us.
    found[400]["content"]["text/plain"] = {"schema": {"type": "string"}}
    return found


# ----------------------------------------------------------------- what is raised → an answer


async def _answer_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return answer(error)


async def _answer_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == _WRONG_METHOD:
        headers["Allow"] = ", ".join(_list_methods(request))
    return refuse(error.status_code, error.detail, headers)


def _list_methods(request: Request) -> list[str]:
    """A request → the methods that its address knows: FastAPI names those of one route alone."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return [
        method.upper()
        for template, methods in request.app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path)
        for method in methods
    ]


async def _answer_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return answer(Refusal("malformed", "This is not JSON."))
    if isinstance(error.body, bytes):
        return answer(Refusal("not-json"))
    values = [
        InvalidValue(at=".".join(map(str, one["loc"])), detail=str(one["msg"])) for one in found
    ]
    return answer(Refusal("invalid", members={"errors": values}))


async def _answer_full(_: Request, error: Exception) -> Response:
    assert isinstance(error, FullError)
    return answer(Refusal("queue-full", str(error), {}, {"Retry-After": str(error.seconds)}))


async def _answer_content(request: Request, error: Exception) -> Response:
    """The briefing is at fault: where is said to those who may see all of it."""
    assert isinstance(error, ContentError)
    user = request.app.state.see(request).user
    problems = describe_problems(error.problems) if user.sees_all else []
    return answer(Refusal("at-fault", members={"problems": problems}))


async def _answer_machine(_: Request, error: Exception) -> Response:
    return answer(Refusal("machine", str(error)))


async def _answer_unexpected(request: Request, _: Exception) -> Response:
    return answer(Refusal("internal", say_fault(request)))


HANDLERS: dict[int | type[Exception], Any] = {
    Refusal: _answer_refusal,
    HTTPException: _answer_status,
    RequestValidationError: _answer_invalid,
    FullError: _answer_full,
    ContentError: _answer_content,
    MachineError: _answer_machine,
    Exception: _answer_unexpected,
}
