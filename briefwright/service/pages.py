"""Everything that people visit: the pages, by subject, and what they load."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from briefwright.service.creation_pages import CreationPages
from briefwright.service.delivery_pages import DeliveryPages
from briefwright.service.file_pages import FilePages
from briefwright.service.issued_pages import IssuedPages
from briefwright.service.job_pages import JobPages
from briefwright.service.list_pages import ListPages
from briefwright.service.rendering import find_home, write
from briefwright.service.review_pages import ReviewPages
from briefwright.service.seen import See
from briefwright.service.shelf_pages import ShelfPages
from briefwright.service.users.log_in_pages import is_visit, lead_to_log_in

_PARTS = {
    "service.css": "text/css", "service.js": "text/javascript",
    "editor.css": "text/css", "editor.js": "text/javascript",
}  # fmt: skip
_FONT = "source-sans-3.ttf"
_NOBODY = 401
_YEAR = "public, max-age=31536000"


def list_page_routes(see: See) -> list[BaseRoute]:
    """What finds what a user may see → each address with the page that answers it."""
    return [
        *ShelfPages(see).list_routes(),
        *ReviewPages(see).list_routes(),
        *FilePages(see).list_routes(),
        *IssuedPages(see).list_routes(),
        *ListPages(see).list_routes(),
        *DeliveryPages(see).list_routes(),
        *CreationPages(see).list_routes(),
        *JobPages(see).list_routes(),
    ]


def list_part_routes() -> list[BaseRoute]:
    """→ each address with what pages load; anybody may."""
    return [Route(f"/parts/{_FONT}", show_font), Route("/parts/{name}", show_part)]


async def show_part(request: Request) -> Response:
    """A stylesheet or the script of the pages."""
    name = request.path_params["name"]
    if name not in _PARTS:
        raise HTTPException(404)
    data = (files("briefwright.service") / name).read_bytes()
    return Response(data, media_type=_PARTS[name])


async def show_font(_: Request) -> Response:
    """The font of the pages, which is that of the briefings."""
    font: Traversable = files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf"
    return Response(font.read_bytes(), media_type="font/ttf", headers={"Cache-Control": _YEAR})


async def show_error(request: Request, error: Exception) -> Response:
    """What went wrong with a request → a page with one sentence that says it."""
    assert isinstance(error, HTTPException)
    if error.status_code == _NOBODY and is_visit(request):
        return lead_to_log_in(request)
    page = write("error.html", sentence=error.detail, home=find_home(request))
    return HTMLResponse(page, error.status_code, error.headers)
