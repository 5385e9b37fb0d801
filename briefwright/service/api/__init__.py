"""The service for programs: briefings, jobs and artefacts as JSON over HTTP, described by OpenAPI.

application   what a user may see → the app that answers below `/v1`
schemas       what is sent and received, and how our values become it
faults        what is refused, as problem details (RFC 9457)
idempotency   a key that a client gives a request → the job that it got for it
briefings, numbers, jobs, artefacts  addresses → answers
reference     the OpenAPI document, and the same as a page to read
"""

from briefwright.service.api.application import PATH, make_api
from briefwright.service.api.faults import refuse

__all__ = ["PATH", "make_api", "refuse"]
