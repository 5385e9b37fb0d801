"""The OpenAPI document, and the same as a page to read, which loads nothing from elsewhere."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from briefwright.service.api.access import Root, WhatIsSeen
from briefwright.service.api.faults import KINDS, ProblemDetails
from briefwright.service.rendering import render
from briefwright.version import __version__

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def show_document(request: Request, _: WhatIsSeen, root: Root) -> Response:
    """The OpenAPI document, with the address at which it was asked for, and what opens it."""
    token: list[dict[str, list[str]]] = [{"token": []}]
    security = [*token, {}] if request.app.state.access.is_open else token
    document = {**request.app.openapi(), "servers": [{"url": root}], "security": security}
    return JSONResponse(document)


@router.get("/")
async def show_reference(request: Request, _: WhatIsSeen) -> Response:
    """The same, as a page."""
    return render("reference.html", document=request.app.openapi(), kinds=KINDS.values())


def make_document(app: FastAPI) -> dict[str, Any]:
    """An app → its OpenAPI document, the schema of refusals included."""
    document = get_openapi(
        title="Briefwright", version=__version__, routes=app.routes,
        description="Briefings listed, checked and made, for programs.",
    )  # fmt: skip
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = document["components"]["schemas"]
    schemas.update(schema.pop("$defs", {}))
    schemas[ProblemDetails.__name__] = schema
    for methods in document["paths"].values():
        for operation in methods.values():
            del operation["security"]  # the same for all: `show_document` says it
            operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    return document
