"""A Layout → a tagged PDF, drawn by WeasyPrint."""

import warnings
from dataclasses import replace

from briefwright.layout import patches, readable_text
from briefwright.layout.arrangement import Layout
from briefwright.layout.complaints import collect_complaints
from briefwright.problems import ContentError


def draw(layout: Layout, variant: str) -> bytes:
    """A Layout and WeasyPrint's name of a PDF variant → a tagged PDF, not finished.

    Each structure element carries `/Source`, the position of its HTML element in `root.iter()`,
    and `/Pseudo` where it stands for a pseudo-element. Errors: ContentError L801 for whatever
    WeasyPrint complains of while it draws: a letter in a picture that no font has, for instance.
    """
    with (
        collect_complaints(layout.assets) as complaints,
        patches.label_elements(layout.root),
        patches.list_pages_once(),
        patches.instantiate_fonts_in_c(),
        patches.stop_clock(),
        patches.shape_marks_in_drawings(),
        readable_text.write_readable_text(),
        warnings.catch_warnings(),
    ):
        # WeasyPrint leaves the file of its colour profile to be closed by whoever finds it.
        warnings.simplefilter("ignore", ResourceWarning)
        data = layout._document.write_pdf(pdf_variant=variant, pdf_tags=True)
    if complaints:
        raise ContentError(replace(one, code="L801", level="error") for one in complaints)
    return bytes(data)
