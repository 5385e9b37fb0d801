"""Layout → PDF: drawn by WeasyPrint, finished by us."""

from briefwright.layout import Layout, draw
from briefwright.pdf.finish import finish
from briefwright.pdf.standards import choose_standard


def write(layout: Layout) -> bytes:
    """A Layout → its PDF, the same bytes each time. Errors: ContentError L8xx, as `draw`."""
    kept = choose_standard(layout)
    return finish(draw(layout, kept.variant), layout, kept)
