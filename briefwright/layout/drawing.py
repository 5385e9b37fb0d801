"""A Layout → a tagged PDF, drawn by WeasyPrint."""

import warnings
from dataclasses import replace

from briefwright.layout import patches, readable_text
from briefwright.layout.arrangement import Layout
from briefwright.layout.complaints import collect_complaints
from briefwright.layout.standards import choose_standard
from briefwright.problems import ContentError


def draw(layout: Layout) -> bytes:
    """A Layout → a tagged PDF, not finished; it is drawn once, however often it is asked for.

    Each structure element carries `/Source`, the position of its HTML element in `root.iter()`,
    and `/Pseudo` where it stands for a pseudo-element. Errors: ContentError L801 for whatever
    WeasyPrint complains of while it draws: a letter in a picture that no font has, for instance.
    """
    if layout.drawn:
        return layout.drawn[0]
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
        variant = choose_standard(layout.metadata).variant
        data = layout._document.write_pdf(pdf_variant=variant, pdf_tags=True)
    if complaints:
        raise ContentError(replace(one, code="L801", level="error") for one in complaints)
    layout.drawn.append(bytes(data))
    return layout.drawn[0]
