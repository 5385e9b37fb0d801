"""A template of the pages and its values → a page."""

import re
from typing import Any

import jinja2
from jinja2.ext import Extension
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefwright.delivery.rows import format_time
from briefwright.service.users.identification import FORM_TOKEN, find_identity

SEE_OTHER = 303  # where a form leads that changed something (RFC 9110, 15.4.4)
_CODE = re.compile("`([^`]+)`")
_FORM = re.compile(r'<form method="post"[^>]*>')
_FIELD = (
    "{% if find_identity() and find_identity().form_token %}"
    f'<input type="hidden" name="{FORM_TOKEN}" '
    'value="{{ find_identity().form_token }}">{% endif %}'
)


class _FormTokens(Extension):
    """Templates → the same; each form that changes something holds its user's token."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template's text → with that field in its forms."""
        return _FORM.sub(lambda form: form[0] + _FIELD, source)


_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("briefwright.service"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=[_FormTokens],
)
_TEMPLATES.globals["find_identity"] = find_identity
_TEMPLATES.filters["format_time"] = format_time
_TEMPLATES.filters["show_code"] = lambda said: Markup(
    _CODE.sub(r"<code>\1</code>", str(escape(said)))
)


def write(template: str, /, **values: Any) -> str:
    """The name of a template and its values → the page, as HTML."""
    return _TEMPLATES.get_template(template).render(**values)


def render(template: str, /, **values: Any) -> Response:
    """The name of a template and its values → an answer that no browser keeps."""
    return HTMLResponse(write(template, **values), headers={"Cache-Control": "no-store"})


def find_path(request: Request) -> str:
    """A request → the path that it asks for, without the one below which all pages stand."""
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", ""))


def find_home(request: Request) -> str:
    """A request → the link that leads from its address to the first page."""
    return "../" * (find_path(request).count("/") - 1) or "./"
