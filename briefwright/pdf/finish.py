"""A drawn PDF and its Layout → the finished PDF: structure, artifacts, links, attached data."""

import io
import re
from collections.abc import Mapping

import pikepdf
from pikepdf import Name

from briefwright.layout import Layout, Metadata, Standard
from briefwright.pdf.attachments import attach, make_attachments
from briefwright.pdf.destinations import link_to_elements
from briefwright.pdf.standards import declare
from briefwright.pdf.structure import Annotation, Content, Kid, Node, list_content, mend
from briefwright.pdf.tree import TreeWriter

# The one way in which WeasyPrint opens marked content; text in a content stream is hexadecimal,
# so that nothing else can look like it.
_OPENING = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC")

# Kinds of artifact: ISO 32000-1, table 330. The number of a decoration is ours: such a picture
# is there and can be checked, though it is no content; so is the sign of what is repeated, leader
# dots and the heads of tables, and stands in no margin.
_PAGINATION = b"/Artifact <</Type /Pagination>> BDC"
_REPEATED = b"/Artifact <</Type /Layout /Repeated 1>> BDC"
_DECORATION = b"/Artifact <</Type /Layout /Decoration %d>> BDC"


def finish(drawn: bytes, layout: Layout, kept: Standard) -> bytes:
    """The PDF drawn from a Layout, and what it keeps → the PDF that goes out, always the same."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        elements = tuple(layout.root.iter())
        annotations: list[pikepdf.Object] = []
        old = _read_tree(pdf, annotations)
        new = mend(old, elements)
        _mark_artifacts(pdf, frozenset(list_content(new)), _classify_artifacts(old))
        carried = make_attachments(layout.root) if layout.metadata.attaches_files else ()
        files = attach(pdf, carried, elements, _format_date(layout.metadata))
        tree = TreeWriter(pdf, layout, elements, annotations, files, kept)
        tree.write(new)
        if kept.is_pdf_2:
            link_to_elements(pdf, elements, tree)
        given = layout.metadata.properties
        declare(pdf, kept, tuple(f"{name}: {value}" for name, value in given.items()))
        finished = _write_objects(pdf)
    # What was a stream as it was drawn is, the second time, as any reader will write it again.
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        return _write_objects(pdf)


def _write_objects(pdf: pikepdf.Pdf) -> bytes:
    """A PDF → its bytes: each object once, in the order in which they are met.

    Without its identity it gets a new one, both halves alike: they part when a file is changed
    (ISO 32000-2, 14.4).
    """
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def _format_date(metadata: Metadata) -> str:
    """Metadata → the day of its page as PDF writes it, "" where it has none."""
    day = (metadata.modified or metadata.created)[: len("2024-09-21")]
    return f"D:{day.replace('-', '')}" if day else ""


def _read_tree(pdf: pikepdf.Pdf, annotations: list[pikepdf.Object]) -> Node:
    """A drawn PDF → its structure tree; each annotation that a link has is put into a list."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(element: pikepdf.Object) -> Node:
        page = pages.get(element.Pg.objgen, -1) if "/Pg" in element else -1
        return Node(
            str(element.S)[1:],
            tuple(kid(entry, page) for entry in element.get("/K", ())),
            int(element.get("/Source", -1)),
            str(element.get("/Pseudo", "/"))[1:],
        )

    def kid(entry: pikepdf.Object | int, page: int) -> Kid:
        if isinstance(entry, int):
            return Content(page, entry)
        if entry.get("/Type") == Name.OBJR:
            annotations.append(entry.Obj)
            return Annotation(len(annotations) - 1)
        return read(entry)

    return read(pdf.Root.StructTreeRoot.K[0])


def _classify_artifacts(drawn: Node) -> dict[Content, bytes]:
    """WeasyPrint's tree → how its content is marked where our tree has no place for it."""
    kinds: dict[Content, bytes] = {}
    for kid in drawn.kids:
        if isinstance(kid, Content):
            kinds[kid] = _DECORATION % kid.mcid if drawn.kind == "Figure" else _REPEATED
        elif isinstance(kid, Node):
            kinds |= _classify_artifacts(kid)
    return kinds


def _mark_artifacts(
    pdf: pikepdf.Pdf, kept: frozenset[Content], kinds: Mapping[Content, bytes]
) -> None:
    """Marks what no node keeps as no content: what no node ever had stands in a page's margin."""
    opened: set[Content] = set()
    for number, page in enumerate(pdf.pages):

        def opening(found: re.Match[bytes], number: int = number) -> bytes:
            content = Content(number, int(found[1]))
            opened.add(content)
            return found[0] if content in kept else kinds.get(content, _PAGINATION)

        stream = page.obj.Contents
        stream.write(_OPENING.sub(opening, stream.read_bytes()))
    if not kept <= opened:
        raise RuntimeError("this version of WeasyPrint opens marked content in another way")
