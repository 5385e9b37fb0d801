"""A template of the pages and its values → a page."""

from typing import Any

import jinja2
from starlette.responses import HTMLResponse, Response

SEE_OTHER = 303  # where a form leads that changed something (RFC 9110, 15.4.4)

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("briefwright.service"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def write(template: str, /, **values: Any) -> str:
    """The name of a template and its values → the page, as HTML."""
    return _TEMPLATES.get_template(template).render(**values)


def render(template: str, /, **values: Any) -> Response:
    """The name of a template and its values → an answer that no browser keeps."""
    return HTMLResponse(write(template, **values), headers={"Cache-Control": "no-store"})
