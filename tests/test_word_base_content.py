"""What an organisation's Word file holds: what is listed gets into files, all else is named."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from corporate import changed, ministry, with_head, with_part
from PIL import Image
from tampering.word import field, png_chunk, unzip
from test_word_base import File, build

from briefwright.document import corporate_template
from briefwright.pipeline import Build
from briefwright.problems import ContentError, Problem
from briefwright.word.corporate_content import keep_listed
from briefwright.word.read import read

SECRET = "Anna Secret"
WORDS = "<w:r><w:t>secret words</w:t></w:r>"
_WPC = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
ANCHORED = (
    f'<w:p><w:r><w:drawing><wp:anchor {_WPC} distT="0" distB="0" distL="114300" distR="114300" '
    'simplePos="0" relativeHeight="251658240" behindDoc="1" locked="0" layoutInCell="1" '
    'allowOverlap="1" wp14:anchorId="11223344" xmlns:wp14="http://schemas.microsoft.com/office/'
    'word/2010/wordprocessingDrawing"><wp:simplePos x="0" y="0"/><wp:positionH '
    'relativeFrom="page"><wp:align>right</wp:align></wp:positionH><wp:positionV '
    'relativeFrom="page"><wp:posOffset>360000</wp:posOffset></wp:positionV><wp:extent cx="432000" '
    'cy="288000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="9" '
    f'name="Logo"/><wp:cNvGraphicFramePr/><a:graphic {_A}><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    f'<pic:pic {_PIC}><pic:nvPicPr><pic:cNvPr id="9" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="RID" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="432000" cy="288000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)


def fetched(instruction: str) -> str:
    result = field(instruction).replace(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{WORDS}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return f"<w:p>{result}</w:p>"


# What stands in the head of a base → how the warning calls it.
UNWANTED = {
    "a DDE field": (fetched("DDEAUTO c:\\\\x\\\\cmd.exe secret"), "the field DDEAUTO"),
    "a picture that is fetched": (
        fetched('INCLUDEPICTURE "https://x/secret.png"'), "the field INCLUDEPICTURE",
    ),
    "a text that is fetched": (fetched("INCLUDETEXT secret.docx"), "the field INCLUDETEXT"),
    "a name": (fetched("AUTHOR"), "the field AUTHOR"),
    "a field without an end": (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{WORDS}</w:p>',
        "a field that doesn't end",
    ),
    "a simple field": (f'<w:p><w:fldSimple w:instr=" USERNAME ">{WORDS}</w:fldSimple></w:p>',
                       "the field USERNAME"),
    "deleted text": (
        f'<w:p><w:del w:id="1" w:author="{SECRET}"><w:r><w:delText>secret</w:delText></w:r></w:del>'
        "</w:p>", "<w:del>",
    ),
    "hidden text": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:tab/></w:r></w:p>", "<w:vanish>",
    ),
    "a comment's place": ('<w:p><w:commentRangeStart w:id="1"/></w:p>', "<w:commentRangeStart>"),
    "a text box": (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent><w:p>{WORDS}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        "</w:p>", "<v:textbox>",
    ),
    "an object": (f"<w:p><w:r><w:object>{WORDS}</w:object></w:r></w:p>", "<w:object>"),
    "a remark in the code": ("<!-- secret words -->", "a comment or an instruction"),
    "another's namespace": (
        '<w:p><x:y xmlns:x="urn:secret">secret words</x:y></w:p>', "<urn:secret:y>",
    ),
    "a link to a file": (
        '<w:p><w:hyperlink r:id="rIdNowhere" xmlns:r="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships">{WORDS}</w:hyperlink></w:p>', "rIdNowhere",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWANTED)
def test_what_is_not_listed_stays_out_of_a_head_and_is_named(case: str) -> None:
    inside, thing = UNWANTED[case]
    kept = keep_listed(with_head(ministry(), inside))
    everything = b"".join(unzip(kept.data).values())
    assert b"secret" not in everything.lower()
    assert b"Ministry of Foreign Affairs" in everything
    named = [one.thing for one in kept.left_out if one.part == "word/header1.xml"]
    assert [one for one in named if thing in one or thing == "rIdNowhere"] != []


def test_a_file_that_begins_with_it_has_only_what_is_listed(tmp_path: Path) -> None:
    base = with_head(ministry(), "".join(inside for inside, _ in UNWANTED.values()))
    base = with_part(base, "word/comments.xml", b"<w:comments>secret</w:comments>")
    base = with_part(base, "customXml/item1.xml", b"<secret/>")
    made = build(tmp_path, base)
    file = File(made.outputs["docx"])
    assert b"secret" not in b"".join(file.parts.values()).lower()
    assert read(file.data).unlisted == ()
    told = [one for one in made.problems if one.code == "L834"]
    assert {one.level for one in told} == {"warning"}
    said = " ".join(one.message for one in told)
    assert "“ministry.docx” holds what may not go into files, in word/header1.xml" in said
    assert "in word/comments.xml: all of it. It stays out." in said
    assert "customXml/item1.xml" in said


def test_a_clean_base_loses_nothing() -> None:
    assert keep_listed(ministry()).left_out == ()


def test_an_anchored_logo_a_table_and_lines_stay_in_a_head(tmp_path: Path) -> None:
    base = ministry()
    link = re.search(rb'r:embed="(\w+)"', unzip(base)["word/header1.xml"])
    assert link is not None
    head = ANCHORED.replace("RID", link[1].decode()) + (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid><w:gridCol '
        'w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="5000" w:type="pct"/></w:tcPr>'
        "<w:p><w:r><w:t>First</w:t><w:br/><w:t>Second</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    made = build(tmp_path, with_head(base, head))
    file = File(made.outputs["docx"])
    assert b"<wp:anchor" in file.parts["word/header1.xml"]
    assert file.values("//w:tbl//w:t/text()", "header1") == ["First", "Second"]
    assert [one.message for one in made.problems if one.code == "L834"] == []
    assert read(file.data).unlisted == ()


def test_what_readers_see_of_controls_and_insertions_stays() -> None:
    head = (
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:ins w:id="1" '
        f'w:author="{SECRET}"><w:r><w:t>Inserted</w:t></w:r></w:ins><w:fldSimple w:instr="PAGE">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt>"
    )
    parts = unzip(keep_listed(with_head(ministry(), head)).data)
    written = parts["word/header1.xml"].decode()
    assert "Inserted" in written
    assert "<w:instrText> PAGE </w:instrText>" in re.sub(r" xml:space=\"preserve\"", "", written)
    assert SECRET not in written


def test_a_picture_goes_along_without_its_remarks() -> None:
    def add_remark(png: bytes) -> bytes:
        return png[:33] + png_chunk(b"tEXt", b"Author\0secret") + png[33:]

    kept = keep_listed(changed(ministry(), "word/media/image1.png", add_remark))
    (picture,) = (data for name, data in unzip(kept.data).items() if "/media/" in name)
    assert b"secret" not in picture
    assert Image.open(io.BytesIO(picture)).size == (60, 40)


# ----------------------------------------------------------------- broken files

DOCUMENT, LINKS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"


def _swap(part: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def swap(content: bytes) -> bytes:
        assert old in content, (part, old)
        return content.replace(old, new)

    return lambda data: changed(data, part, swap)


def _cut(part: str) -> Callable[[bytes], bytes]:
    return lambda data: changed(data, part, lambda content: content[: len(content) // 2])


def _empty(part: str) -> Callable[[bytes], bytes]:
    return lambda data: changed(data, part, lambda _: b"")


def _drop(part: str) -> Callable[[bytes], bytes]:
    def drop(data: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
            assert part in old.namelist()
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
        return stream.getvalue()

    return drop


def _spoil_crc(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("word/styles.xml").header_offset
    return data[: at + 400] + b"\0\0\0\0" + data[at + 404 :]


def _encrypt(data: bytes) -> bytes:
    at = data.find(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", data, at + 8)
    return data[: at + 8] + struct.pack("<H", flags | 1) + data[at + 10 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "no zip file": lambda data: b"PK" + zlib.compress(data),
    "half a file": lambda data: data[: len(data) // 2],
    "nothing at all": lambda data: b"",
    "a wrong checksum": _spoil_crc,
    "a password": _encrypt,
    "no list of types": _drop(TYPES),
    "an empty list of types": _empty(TYPES),
    "half a list of types": _cut(TYPES),
    "the document's type missing": _swap(TYPES, b"document.main+xml", b"secret+xml"),
    "no relationships": _drop("_rels/.rels"),
    "half the relationships": _cut("_rels/.rels"),
    "empty relationships": _empty("_rels/.rels"),
    "a relationship to no document": _swap("_rels/.rels", b"word/document.xml", b"word/x.xml"),
    "no relationships of the document": _drop(LINKS),
    "half the relationships of the document": _cut(LINKS),
    "styles that lead nowhere": _swap(LINKS, b'Target="styles.xml"', b'Target="nowhere.xml"'),
    "numbering that leads to styles": _swap(
        LINKS, b'Target="numbering.xml"', b'Target="styles.xml"'
    ),
    "a head that leads nowhere": _swap(LINKS, b'Target="header1.xml"', b'Target="header9.xml"'),
    "a head that is a foot": _swap(LINKS, b'Target="header1.xml"', b'Target="footer1.xml"'),
    "ids of relationships twice": lambda data: changed(
        data, LINKS, lambda content: re.sub(rb'Id="rId\d+"', b'Id="rId1"', content)
    ),
    "no document": _drop(DOCUMENT),
    "half a document": _cut(DOCUMENT),
    "a document of another kind": lambda data: with_part(data, DOCUMENT, b"<html/>"),
    "half of the styles": _cut("word/styles.xml"),
    "styles of another kind": lambda data: with_part(data, "word/styles.xml", b"<html/>"),
    "numbers that are none": _swap("word/numbering.xml", b'w:numId="1"', b'w:numId="one"'),
    "half a numbering": _cut("word/numbering.xml"),
    "half a head": _cut("word/header1.xml"),
    "a theme that is none": lambda data: with_part(data, "word/theme/theme1.xml", b"no theme"),
    "a page size that is none": lambda data: changed(
        data, DOCUMENT, lambda content: re.sub(rb'w:w="\d+"', b'w:w="wide"', content)
    ),
    "a page of nothing": lambda data: changed(
        data, DOCUMENT, lambda content: re.sub(rb'w:(w|h)="\d+"', rb'w:\1="0"', content)
    ),
    "a font table that is none": lambda data: with_part(data, "word/fontTable.xml", b"\xff\xfe"),
}  # fmt: skip


SOME = tuple(BROKEN)[::5]


@pytest.mark.parametrize(
    "case", [one if one in SOME else pytest.param(one, marks=pytest.mark.long) for one in BROKEN]
)
def test_a_broken_base_is_used_as_far_as_it_goes_or_is_a_fault_in_a_sentence(
    case: str, tmp_path: Path
) -> None:
    assert len(BROKEN) >= 20
    base = BROKEN[case](ministry())
    if fault := corporate_template.find_fault("ministry.docx", base):
        assert re.fullmatch(r"“ministry.docx” .*\.", fault)
        return
    made, problems = attempt(tmp_path, base)
    assert all("ministry.docx" in f"{one.where} {one.message}" for one in problems)
    assert {one.code for one in problems} <= {"L831", "R912"}
    assert made is None or read(made.outputs["docx"]).unlisted == ()


def attempt(folder: Path, base: bytes) -> tuple[Build | None, tuple[Problem, ...]]:
    try:
        return build(folder, base), ()
    except ContentError as error:
        return None, error.problems
