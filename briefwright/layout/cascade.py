"""A page and its theme → the page laid out, and the computed style of each of its elements."""

from collections.abc import Callable
from typing import Any

import weasyprint
from weasyprint.document import Document

from briefwright.layout import patches
from briefwright.layout.stylesheets import ParsedTheme

# An element, and a pseudo-element of it or None → its computed style.
StyleFor = Callable[..., Any]


class _TracedDocument(Document):
    """WeasyPrint throws the cascade away after layout; this keeps it on the HTML object."""

    @classmethod
    def _build_layout_context(cls, html: Any, *args: Any, **options: Any) -> Any:
        context = super()._build_layout_context(html, *args, **options)
        html.style_for = context.style_for
        return context


def lay_out(page: weasyprint.HTML, theme: ParsedTheme) -> tuple[Document, StyleFor]:
    """A page and its theme → the page laid out, and the style of each of its elements."""
    with (
        patches.cover_linked_words(),
        patches.carry_notes(),
        patches.improve_column_widths(),
    ):
        document = _TracedDocument._render(page, theme.fonts, theme.counters, None, theme.options())
    return document, page.style_for


def compute_styles(page: weasyprint.HTML, theme: ParsedTheme) -> StyleFor:
    """A page and its theme → the style of each of its elements; nothing is laid out."""
    _TracedDocument._build_layout_context(page, theme.fonts, theme.counters, {}, theme.options())
    style_for: StyleFor = page.style_for
    return style_for
