"""Addresses → answers: the page, its events, the texts and pictures that it shows."""

from collections.abc import AsyncIterator
from importlib.resources import files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from briefwright.preview import events
from briefwright.preview.building import Builder
from briefwright.preview.choices import Choice
from briefwright.preview.security import list_middleware
from briefwright.preview.view import as_json

_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
_SHELL, _FRAME = "preview.html", "frame.html"
_PARTS = ("preview.js", "preview.css")


def make_app(builder: Builder, first: Choice, key: str) -> Starlette:
    """A Builder, the edition that is shown first, a key → an app that shows it below `/<key>/`."""

    async def show(_: Request) -> Response:
        return _answer(_SHELL)

    async def frame(_: Request) -> Response:
        return _answer(_FRAME)

    async def part(request: Request) -> Response:
        name = request.path_params["name"]
        return _answer(name) if name in _PARTS else Response(status_code=404)

    async def file(request: Request) -> Response:
        found = builder.find_file(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        data, media_type = found
        headers = {"Cache-Control": "private, max-age=3600, immutable"}
        return Response(data, media_type=media_type, headers=headers)

    async def follow(request: Request) -> Response:
        choice = Choice(request.path_params["audience"], request.path_params["language"])
        headers = {"Cache-Control": "no-store"}
        stream = events.encode(_list_values(builder, choice))
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    start = f"/{key}/{first.audience}/{first.language}/"
    routes = [
        Route("/", lambda _: RedirectResponse(start)),
        Route("/parts/{name}", part),
        Route("/files/{name}", file),
        Route("/{audience}/{language}/", show),
        Route("/{audience}/{language}/frame", frame),
        Route("/{audience}/{language}/events", follow),
    ]
    return Starlette(routes=[Mount(f"/{key}", routes=routes)], middleware=list_middleware())


async def _list_values(builder: Builder, choice: Choice) -> AsyncIterator[object]:
    async for view in builder.follow(choice):
        yield as_json(view)


def _answer(name: str) -> Response:
    """The name of a part of the page → that part."""
    data = (files("briefwright.preview") / name).read_bytes()
    return Response(data, media_type=_TYPES[name[name.rindex(".") :]])
