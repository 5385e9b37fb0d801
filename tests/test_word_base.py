"""A house's own Word file as the base: its look wins, its text goes, both files still agree."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import ooxml_integrity
import pytest
from conftest import TEMPLATES
from corporate import (
    MACROS,
    TEMPLATE,
    as_kind,
    changed,
    ministry,
    with_picture_from_elsewhere,
    without_running,
)
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefwright import audience, cli, content, edition, figures, markup, pipeline
from briefwright.document import corporate_template
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange
from briefwright.pipeline import Build
from briefwright.problems import ContentError
from briefwright.verify.parity.statements import compare_statements
from briefwright.word.read import read
from briefwright.word.write import write

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
SAMPLE = """format: 1
title: A sample
reference: PS-1
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
marking: FOR OFFICIAL USE
body:
  - section: One
    id: one
    body:
      - A text with **strong** words.
      - list: Steps
        ordered: yes
        items: [First, Second]
      - list: Things
        items: [This, That]
      - table: What there is
        id: things
        columns: [Thing, Number]
        rows: [[Chair, two], [Table, one]]
"""


class File:
    """A Word file, by part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def values(self, path: str, part: str = "document") -> list[str]:
        root = etree.fromstring(self.parts[f"word/{part}.xml"])
        found = root.xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return [str(one) for one in found]


def templates(folder: Path, base: bytes, file: str = "ministry.docx") -> Path:
    """A folder and a base → templates with an audience that begins with it."""
    made = folder / "templates"
    shutil.copytree(TEMPLATES, made)
    own = made / "audiences" / "ministry"
    own.mkdir()
    (own / file).write_bytes(base)
    (own / "audience.yaml").write_text(f"title: Ministry\nextends: full\nword_base: {file}\n")
    return made


def build(folder: Path, base: bytes, file: str = "ministry.docx", text: str = SAMPLE) -> Build:
    (folder / "sample").mkdir()
    (folder / "sample" / "briefing.yaml").write_text(text, encoding="utf-8")
    reader = audience.read(templates(folder, base, file), "ministry")
    return pipeline.build(content.read(folder / "sample"), reader, "en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(tmp_path_factory.mktemp("base"), ministry())


@pytest.fixture(scope="module")
def file(made: Build) -> File:
    return File(made.outputs["docx"])


def test_the_doctor_shows_which_styles_of_a_file_are_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ministry.docx"
    file.write_bytes(ministry())
    assert cli.main(["doctor", "word", str(file)]) == 0
    won, ours = capsys.readouterr().out.split("The others come from the stylesheets:")
    assert re.search(r"^  Heading 1 +Heading1$", won, re.MULTILINE)
    assert re.search(r"^  List Number +ListNumber, which numbers by itself$", won, re.MULTILINE)
    assert "  Caption\n" in ours  # the file has none
    assert "Its head goes along." in ours
    assert cli.main(["doctor", "word", str(tmp_path / "other.docx")]) == 2


def test_nobody_is_asked_anything_when_it_opens(file: File, tmp_path: Path) -> None:
    path = tmp_path / "briefing.docx"
    path.write_bytes(file.data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert ooxml_integrity.check(path) == []


def test_its_styles_win_and_those_that_it_lacks_are_added(file: File) -> None:
    heading = "//w:style[w:name/@w:val='heading 1']//w:color/@w:val"
    assert file.values(heading, "styles") == ["006633"]
    names = file.values("//w:style/w:name/@w:val", "styles")
    assert len(names) == len(set(names))
    assert {"caption", "Kicker", "Key Figure"} <= set(names)
    used = set(file.values("//w:pStyle/@w:val"))
    assert used <= set(file.values("//w:style/@w:styleId", "styles"))


def test_its_head_foot_logo_and_theme_stay(file: File) -> None:
    heads = [name for name in file.parts if name.startswith("word/header")]
    assert any(b"Ministry of Foreign Affairs" in file.parts[name] for name in heads)
    assert any(name.startswith("word/media/") for name in file.parts)
    original = zipfile.ZipFile(io.BytesIO(ministry())).read("word/theme/theme1.xml")
    assert file.parts["word/theme/theme1.xml"] == original


def test_its_text_its_author_and_its_protection_go(file: File) -> None:
    everything = b"".join(file.parts.values())
    for gone in (b"Sample text", b"Write here", b"Somebody in the ministry", b"documentProtection"):
        assert gone not in everything


def test_a_marking_stands_in_its_heads_too(file: File) -> None:
    words = [file.values("//w:t/text()", f"header{n}") for n in (1,)]
    assert "FOR OFFICIAL USE" in words[0]
    assert file.values("//w:r[w:t='FOR OFFICIAL USE']/w:rPr/w:color/@w:val", "header1") == [
        "A3161D"
    ]


def test_pages_have_its_size_and_margins_in_both_files(made: Build, file: File) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made.outputs["pdf"])
    width, height = document[0].get_size()
    document.close()
    assert (round(width), round(height)) == (567, 794)
    assert abs(int(file.values("//w:pgSz/@w:w")[0]) - width * 20) < 2
    assert file.values("//w:pgMar/@w:top") == ["1984"]


def test_the_language_is_said_once_and_is_ours(file: File) -> None:
    assert file.values("//w:docDefaults//w:lang/@w:val", "styles") == ["en-GB"]
    assert file.values("//w:style//w:lang/@w:val", "styles") == []


def lay_out(folder: Path, watermark: str = "", base: bytes = b"") -> Layout:
    reader = audience.read(templates(folder, base or ministry()), "ministry")
    (folder / "sample").mkdir()
    (folder / "sample" / "briefing.yaml").write_text(SAMPLE, encoding="utf-8")
    chosen = edition.select(content.read(folder / "sample"), reader, "en")
    marked = replace(chosen, head=replace(chosen.head, watermark=watermark))
    assets = reader.theme.assets + figures.draw(marked, reader.theme, {}).assets
    return arrange(markup.render(marked, reader.theme), assets)


def test_a_draft_says_so_in_the_heads_of_the_base(tmp_path: Path) -> None:
    file = File(write(lay_out(tmp_path, "DRAFT")))
    assert b'string="DRAFT"' in file.parts["word/header1.xml"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/header1.xml", b"Ministry of Foreign Affairs", b"Ministry of Fish"),
        ("word/header1.xml", b"FOR OFFICIAL USE", b"FOR ALL"),
        ("word/footer1.xml", b"mfa.example", b"mfa.invalid"),
        ("word/footer1.xml", b"</w:ftr>", b"<w:p><w:r><w:t>more</w:t></w:r></w:p></w:ftr>"),
        ("word/header1.xml", b"<w:drawing>.*</w:drawing>", b""),
        ("word/media/image901.png", b"IDAT", b"IDAt"),
    ],
)
def test_what_its_heads_and_feet_say_is_compared(
    part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    layout = lay_out(tmp_path)
    expected, sound = FORMATS["docx"].list_statements(layout), write(layout)
    assert list(compare_statements(expected, read(sound).statements, "docx", "sample")) == []
    spoilt = changed(sound, part, lambda data: re.sub(old, new, data, count=1, flags=re.DOTALL))
    (problem, *_) = compare_statements(expected, read(spoilt).statements, "docx", "sample")
    assert problem.code == "P915"


@pytest.mark.parametrize("lacking", ["header", "footer"])
def test_where_a_base_has_only_heads_or_only_feet_ours_are_compared_too(
    lacking: str, tmp_path: Path
) -> None:
    other = f"word/{'footer' if lacking == 'header' else 'header'}1.xml"
    layout = lay_out(tmp_path, base=without_running(ministry(), lacking))
    expected, sound = FORMATS["docx"].list_statements(layout), write(layout)
    ours = f"word/{lacking}1.xml"
    assert list(compare_statements(expected, read(sound).statements, "docx", "sample")) == []
    for part in (ours, other):
        spoilt = changed(sound, part, lambda data: re.sub(rb"(<w:t[^>]*>)\w", rb"\1Q", data))
        assert list(compare_statements(expected, read(spoilt).statements, "docx", "sample")), part


def test_numberings_do_not_clash(file: File) -> None:
    abstracts = file.values("//w:abstractNum/@w:abstractNumId", "numbering")
    lists = file.values("//w:num/@w:numId", "numbering")
    assert len(abstracts) == len(set(abstracts)) > 1
    assert len(lists) == len(set(lists)) > 1
    root = etree.fromstring(file.parts["word/numbering.xml"])
    tags = [etree.QName(one).localname for one in root]
    assert tags == sorted(tags, key=["abstractNum", "num"].index)


def test_both_files_say_the_same(made: Build) -> None:
    assert [one for one in made.problems if one.level == "error"] == []
    assert {leaf.text for leaf in made.account.leaves} >= {"This", "Chair"}


def test_what_it_lacks_is_told_in_a_sentence(made: Build) -> None:
    (told,) = (one.message for one in made.problems if one.code == "L832")
    assert told.startswith("“ministry.docx” has not got the styles ")
    assert "Caption" in told
    assert [one for one in made.problems if one.code == "L833"] == []


def test_a_font_of_its_own_is_told_and_stays_in_word(tmp_path: Path) -> None:
    made = build(tmp_path, ministry("Calibri"))
    (told,) = (one.message for one in made.problems if one.code == "L833")
    assert "Calibri" in told
    file = File(made.outputs["docx"])
    assert "Source Serif 4" not in "".join(file.values("//w:rFonts/@w:ascii", "styles"))


def test_a_template_is_a_base_too(tmp_path: Path) -> None:
    made = build(tmp_path, as_kind(ministry(), TEMPLATE), "ministry.dotx")
    assert TEMPLATE.encode() not in File(made.outputs["docx"]).parts["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("ministry.docm", b"", "macros"),
        ("ministry.dotm", b"", "macros"),
        ("ministry.docx", b"PK not a zip", "can't be read"),
        ("ministry.docx", as_kind(ministry(), MACROS), "macros"),
        ("ministry.odt", b"", "no Word file"),
        ("ministry.docx", with_picture_from_elsewhere(ministry()), "fetch"),
    ],
)
def test_what_can_not_be_a_base_is_refused(name: str, data: bytes, word: str) -> None:
    assert word in corporate_template.find_fault(name, data)


def test_large_print_does_not_begin_with_it(tmp_path: Path) -> None:
    reader = audience.read(templates(tmp_path, ministry()), "ministry")
    assert corporate_template.find(reader.theme.assets) is not None
    assert corporate_template.find(audience.enlarge(reader).theme.assets) is None


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = templates(tmp_path, ministry())
    (folder / "audiences" / "ministry" / "ministry.docx").unlink()
    with pytest.raises(ContentError) as caught:
        audience.read(folder, "ministry")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where and problem.where.line) == ("L831", 3)


def test_what_word_notes_of_its_editing_stays_out(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ministry())) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.startswith("word/header"):
                assert b"<w:p>" in content
                content = content.replace(b"<w:p>", b'<w:p w:rsidR="00A1B2C3"><w:proofErr/>')
            new.writestr(part, content)
    made = build(tmp_path, stream.getvalue())
    assert b"00A1B2C3" not in b"".join(File(made.outputs["docx"]).parts.values())


def test_a_foot_of_ours_stands_at_the_right_whatever_stops_the_base_has(tmp_path: Path) -> None:
    def drop_foot(document: bytes) -> bytes:
        return re.sub(rb"<w:footerReference [^>]*/>", b"", document)

    made = build(tmp_path, changed(ministry(), "word/document.xml", drop_foot))
    file = File(made.outputs["docx"])
    inherited = file.values("//w:style[w:name/@w:val='footer']//w:tab/@w:pos", "styles")
    assert len(inherited) == 2
    stops = dict(
        zip(file.values("//w:tab/@w:pos", "footer1"), file.values("//w:tab/@w:val", "footer1"),
            strict=True)
    )  # fmt: skip
    assert {stops[place] for place in inherited} == {"clear"}
    assert list(stops.values()).count("right") == 1
