"""The two standards that each PDF keeps at once: PDF/A for archives, PDF/UA for all readers."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefwright.layout.metadata import Metadata


@dataclass(frozen=True)
class Standard:
    """One pair of standards: how WeasyPrint calls the first, and the part of PDF/UA.

    PDF/UA-1 (ISO 14289-1) is for PDF 1.7, PDF/UA-2 (ISO 14289-2) for PDF 2.0.
    """

    variant: str
    access: int

    @property
    def is_pdf_2(self) -> bool:
        """Whether it is made of PDF 2.0: namespaces, structure destinations, notes of its own."""
        return self.access > 1


# The same without files, which PDF/A-2 has no room for.
_ALONE: Mapping[str, Standard] = {"pdf/a-3a": Standard("pdf/a-2a", 1)}

# By the names that `pdf:` has in audience.yaml; the first is what holds without it.
STANDARDS: Mapping[str, Standard] = {
    "a-3a": Standard("pdf/a-3a", 1),
    "a-4f": Standard("pdf/a-4f", 2),
}


def choose_standard(metadata: Metadata) -> Standard:
    """Metadata → the standards that its page asks for in `<meta name="pdf">`."""
    found = STANDARDS.get(metadata.pdf_standard, next(iter(STANDARDS.values())))
    return found if metadata.attaches_files else _ALONE.get(found.variant, found)
