"""Reading a Word file back: what Word would show of it, and nothing else."""

import io
import subprocess
import sys
import zipfile

import pytest
from conftest import HOME
from sample_page import sample_assets, sample_html

from briefwright.document.marks import Mark, Marks, normalise, read_html
from briefwright.layout import arrange
from briefwright.word.counting import format_number
from briefwright.word.read import read
from briefwright.word.write import write

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
STYLES = (
    '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Our Heading"/><w:basedOn w:val="H"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="toc 2"/></w:style>'
    '<w:style w:styleId="K"><w:name w:val="Key Figures"/></w:style>'
    '<w:style w:styleId="P"><w:name w:val="Parallel"/></w:style>'
    '<w:style w:styleId="L"><w:name w:val="List"/>'
    '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
)
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="L"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl>'
)
BULLET = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{BULLET}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A bar"/>'
    '<a:blip r:embed="rId9"/></wp:inline></w:drawing></w:r></w:p>'
)


def docx(body: str, notes: str = "", picture: bytes = b"png") -> bytes:
    """What stands in the body, in the notes, in the picture → a Word file, written by hand."""
    kinds = {"styles": STYLES, "numbering": NUMBERING, "footnotes": notes}
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(kinds)
    )
    image = f'<Relationship Id="rId9" Type="{R}/image" Target="media/image1.png"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{rows}{image}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        )
        for kind, content in kinds.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {SPACES}>{content}</w:{kind}>")
        archive.writestr("word/media/image1.png", picture)
    return stream.getvalue()


def p(text: str, style: str = "", number: str = "", level: int = 0) -> str:
    """Words, or runs that begin with `<` → a paragraph."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (numbered if number else "")
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def told(marks: Marks) -> list[str]:
    return [f"{mark.kind}: {mark.text}" for mark in marks.body]


def test_the_sample_says_in_word_what_it_says_in_html() -> None:
    layout = arrange(sample_html(), sample_assets())
    expected, found = read_html(sample_html()), read(write(layout))
    pages = {element.get("id"): layout.page(element) for element in layout.root.iter()}

    def plain(marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
        printed = (str(pages[mark.target.lstrip("#")]) if mark.target else "" for mark in marks)
        return [
            (mark.kind, normalise(mark.text + page))
            for mark, page in zip(marks, printed, strict=True)
        ]

    assert len(expected.body) > 40
    assert plain(found.body) == plain(expected.body)
    assert plain(found.notes) == plain(expected.notes)
    assert plain(found.alts) == plain(expected.alts)


def test_what_a_paragraph_is_follows_from_its_style() -> None:
    body = p("One", "H") + p("Two", "Own") + p("Three", "C") + p("Four", "T") + p("Five")
    assert told(read(docx(body))) == [
        "heading: One", "heading: Two", "caption: Three", "entry: Four", "paragraph: Five",
    ]  # fmt: skip


def test_lists_are_counted_as_word_counts_them() -> None:
    body = p("a", number="1") + p("b", number="1", level=1) + p("c", number="1", level=1)
    body += p("d", number="1") + p("e", number="1", level=1)
    assert told(read(docx(body))) == [
        "item: 1. a", "item: 1.a b", "item: 1.b c", "item: 2. d", "item: 2.a e",
    ]  # fmt: skip


def test_a_list_begins_where_it_is_told_to() -> None:
    body = p("a", number="1") + p("b", number="2") + p("c", number="2") + p("d", number="1")
    assert told(read(docx(body))) == ["item: 1. a", "item: 5. b", "item: 6. c", "item: 7. d"]


def test_a_style_can_number_and_a_paragraph_can_refuse() -> None:
    body = p("a", "L") + p("b", "L", number="0") + p("c", number="4")
    assert told(read(docx(body))) == ["item: 1.a a", "paragraph: b", "item: c"]


@pytest.mark.parametrize(
    ("shape", "number", "printed"),
    [
        ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("lowerLetter", 2, "b"),
        ("upperLetter", 28, "BB"), ("lowerRoman", 14, "xiv"), ("upperRoman", 1990, "MCMXC"),
    ],
)  # fmt: skip
def test_numbers_are_printed_in_their_format(shape: str, number: int, printed: str) -> None:
    assert format_number(shape, number) == printed


def test_a_field_is_its_result() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> PAGEREF x </w:instrText><w:t>code</w:t></w:r>"
    runs = char("begin") + code + char("separate") + "<w:r><w:t>12</w:t></w:r>" + char("end")
    assert told(read(docx(p(runs)))) == ["paragraph: 12"]


def test_what_nobody_sees_is_not_read() -> None:
    runs = (
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:noBreakHyphen/><w:tab/><w:t>seen</w:t></w:r>"
    )
    assert told(read(docx(p(runs)))) == ["paragraph: new- seen"]


def test_of_two_ways_to_say_the_same_one_is_read() -> None:
    choice = f"<mc:Choice Requires='w14'>{p('one')}</mc:Choice>"
    both = (
        f"<mc:AlternateContent>{choice}<mc:Fallback>{p('two')}</mc:Fallback></mc:AlternateContent>"
    )
    assert told(read(docx(both))) == ["paragraph: one"]


def test_controls_hide_nothing() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('deep')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}{p('flat')}</w:sdtContent></w:sdt>"
    assert told(read(docx(body))) == ["paragraph: deep", "paragraph: flat"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("", ["cell: a\u2029b", "cell: c"]),
        ("K", ["item: a b", "item: c"]),
        ("P", ["paragraph: a", "paragraph: b", "paragraph: c"]),
    ],
)
def test_a_table_is_what_its_style_says(style: str, expected: list[str]) -> None:
    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr><w:tr>'
        f"<w:tc>{p('a')}{p('b')}</w:tc><w:tc>{p('c')}</w:tc>"
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    )
    assert told(read(docx(table))) == expected


def test_footnotes_carry_the_number_that_word_prints() -> None:
    body = p(
        '<w:r><w:t>x</w:t></w:r><w:r><w:footnoteReference w:id="8"/></w:r>'
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/>'
        "<w:t>\u200f7</w:t></w:r>"  # as calls are written from right to left
    )
    notes = (
        f'<w:footnote w:id="9">{p("7. Own")}</w:footnote>'
        '<w:footnote w:id="8"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>. First</w:t></w:r></w:p></w:footnote>"
    )
    marks = read(docx(body, notes))
    assert told(marks) == ["paragraph: x1\u200f7"]
    assert [note.text for note in marks.notes] == ["1 First", "7 Own"]


def test_a_picture_counts_while_its_bytes_are_there() -> None:
    marks = read(docx(DRAWING))
    assert told(marks) == ["figure: "]
    assert [alt.text for alt in marks.alts] == ["A bar"]
    without = read(docx(DRAWING, picture=b""))
    assert (without.body, without.alts) == ((), ())


def test_whoever_reads_loads_nothing_that_writes() -> None:
    listed = "import sys, briefwright.word.read; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", listed], cwd=HOME, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "briefwright.word.read" in loaded
    modules = {path.stem for path in (HOME / "briefwright" / "word").glob("*.py")}
    others = {one for one in modules - {"__init__", "counting"} if not one.startswith("read")}
    writers = {f"briefwright.word.{one}" for one in others}
    assert writers
    assert loaded & (writers | {"docx", "weasyprint"}) == set()
