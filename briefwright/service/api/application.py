"""What a user may see → the app that answers below `/v1`."""

from fastapi import FastAPI

from briefwright.service.api import artefacts, briefings, jobs, numbers, reference
from briefwright.service.api.faults import HANDLERS
from briefwright.service.api.idempotency import Keys
from briefwright.service.jobs import Queue
from briefwright.service.seen import See
from briefwright.service.users.access import Access

PATH = "/v1"


def make_api(see: See, access: Access, queue: Queue) -> FastAPI:
    """What finds what a user may see, who may come in, the queue → the app.

    Of the queue, only whether a job is known is asked.
    """
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, exception_handlers=HANDLERS,
        redirect_slashes=False, generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.see, app.state.access = see, access
    app.state.keys = Keys(lambda number: queue.find(number) is not None)
    for part in (briefings, numbers, jobs, artefacts, reference):
        app.include_router(part.router)
    document = reference.make_document(app)
    app.openapi = lambda: document  # type: ignore[method-assign]
    return app
