"""Finished files by their digest: the same for ever."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from briefwright.service.api.access import WhatIsSeen
from briefwright.service.api.faults import Refusal, describe
from briefwright.service.api.schemas import Digest, list_artefacts
from briefwright.service.files import TYPES, answer_file

router = APIRouter(tags=["artefacts"])

_BODIES = {name.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
           for name in TYPES.values()}  # fmt: skip


async def fetch_an_artefact(
    digest: Annotated[Digest, Path()], seen: WhatIsSeen, request: Request,
    if_none_match: Annotated[str | None, Header()] = None,
    range: Annotated[str | None, Header()] = None,
) -> Response:  # fmt: skip
    """The digest of a finished file of a job that you may see → the file.

    Its address holds the same for ever; the `ETag` is the digest.
    """
    maker = seen.queue.find_maker(digest)
    if maker is None:
        raise Refusal("unknown-artefact")
    found = next(one for one in list_artefacts(maker) if one.digest == digest)
    data = await run_in_threadpool(seen.queue.read_file, digest)
    if data is None:
        raise Refusal("gone")
    answer = answer_file(request, data, digest, found.name, "attachment")
    if answer.status_code == 416:
        raise Refusal("wrong-range", headers={"Content-Range": answer.headers["Content-Range"]})
    return answer


router.get(
    "/artefacts/{digest}",
    response_class=Response,
    responses={
        200: {"content": _BODIES, "description": "The file."},
        206: {"content": _BODIES, "description": "The part of it that `Range` names."},
        304: {"description": "It is the one that `If-None-Match` names."},
        **describe("unknown-artefact", "gone", "wrong-range"),
    },
)(fetch_an_artefact)
router.head("/artefacts/{digest}", include_in_schema=False)(fetch_an_artefact)
