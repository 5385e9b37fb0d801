"""Layout → PDF: drawn by WeasyPrint, finished by us."""

from briefwright.layout import Layout, choose_standard, draw
from briefwright.pdf.finish import finish


def write(layout: Layout) -> bytes:
    """A Layout → its PDF, the same bytes each time. Errors: ContentError L8xx, as `draw`."""
    return finish(draw(layout), layout, choose_standard(layout.metadata))
