"""Layout → PDF: drawn by WeasyPrint, finished by us."""

from briefwright.layout import Layout, draw
from briefwright.pdf.finish import finish

# Accessible to those who can't see: ISO 14289-1.
VARIANT = "pdf/ua-1"


def write(layout: Layout) -> bytes:
    """A Layout → its PDF, the same bytes each time. Errors: AuthorFault L8xx, as `draw`."""
    return finish(draw(layout, VARIANT), layout)
