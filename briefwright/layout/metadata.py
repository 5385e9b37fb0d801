"""What the head of a page says of its document: title, authors, dates, properties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.document import DocumentMetadata
from weasyprint.html import get_html_metadata

_OURS = "briefwright."


@dataclass(frozen=True)
class Metadata:
    """What files say of themselves; a text is "" where the page doesn't say it.

    `created` and `modified` are dates as the W3C writes them, which may be a year or a month alone;
    `properties` are the organisation's own, by name; `pdf_standard` names the pair of standards
    that the PDF shall keep, and `attaches_files` whether data goes along in it.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    created: str = ""
    modified: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    pdf_standard: str = ""
    attaches_files: bool = True


def read_metadata(page: weasyprint.HTML) -> Metadata:
    """A page as WeasyPrint parsed it → its Metadata."""
    found = DocumentMetadata(**get_html_metadata(page))
    return Metadata(
        title=found.title or "",
        authors=tuple(found.authors),
        description=found.description or "",
        keywords=tuple(found.keywords),
        language=found.lang or "",
        created=found.created or "",
        modified=found.modified or "",
        properties=_read_properties(page.etree_element),
        pdf_standard=found.custom.get("pdf", ""),
        attaches_files=found.custom.get("attachments") != "no",
    )


def _read_properties(root: Element) -> Mapping[str, str]:
    """A page → name and value of each `<meta name="briefwright.…">`, by name, as it is spelt."""
    found = {
        name.removeprefix(_OURS): meta.get("content", "")
        for meta in root.iter("meta")
        if (name := meta.get("name", "")).startswith(_OURS)
    }
    return {name: found[name] for name in sorted(found) if found[name]}
