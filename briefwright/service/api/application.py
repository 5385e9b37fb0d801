"""What a user may see → the app that answers below `/v1`."""

from collections.abc import Callable

from fastapi import FastAPI

from briefwright.service.api import artefacts, briefings, jobs, numbers, reference
from briefwright.service.api.faults import HANDLERS
from briefwright.service.api.idempotency import Keys
from briefwright.service.seen import See

PATH = "/v1"


def make_api(see: See, is_known: Callable[[str], bool]) -> FastAPI:
    """What finds what a user may see, whether a job is known → the app."""
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, exception_handlers=HANDLERS,
        redirect_slashes=False, generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.see, app.state.keys = see, Keys(is_known)
    for part in (briefings, numbers, jobs, artefacts, reference):
        app.include_router(part.router)
    document = reference.make_document(app)
    app.openapi = lambda: document  # type: ignore[method-assign]
    return app
