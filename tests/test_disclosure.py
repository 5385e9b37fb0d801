"""Something secret is put into finished files: each time the fault names the part, not the secret.

The files are made once, of a page that knows nothing of the secrets.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import tampering.disclosing as plant
from conftest import FILES
from sample_chart import chart_assets, sample_charts

from briefwright import audience, content, edition
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.verify import disclosure
from briefwright.verify.disclosure import WithheldContent

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

WORDS = "the envoy will offer water at the third round"
BRIEFING = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
facts:
  barrels_kept: {value: 4321, unit: barrels, label: barrels in store, handling: internal}
  guards: {value: 12, unit: guards}
names:
  QRX: Quiet Reserve Exchange
body:
  - Everybody may know that it rains in spring.
  - text: In spring the envoy will offer water at the third round; {QRX} keeps {barrels_kept}.
    id: secret-offer
    handling: RESTRICTED
  - text: They have {guards}.
    for: [delegation]
  - {image: images/vault.png, alt: A vault, id: vault, not_for: [full]}
"""
VAULT = plant.png(colour=b"\xaa\xbb\xcc")


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> WithheldContent:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "images").mkdir()
    (folder / "images" / "vault.png").write_bytes(VAULT)
    (folder / "briefing.yaml").write_text(BRIEFING, encoding="utf-8")
    briefing, full = content.read(folder), audience.read(TEMPLATES, "full")
    return disclosure.collect_withheld(briefing, full, edition.select(briefing, full, "en"))


@cache
def made(format_: str) -> bytes:
    return FORMATS[format_].write(arrange(sample_charts(), chart_assets()))


def told(guard: WithheldContent, format_: str, data: bytes) -> list[tuple[str, str, str]]:
    """What is found in a file: each code, the address of the secret, the sentence."""
    found = disclosure.search(guard, {format_: data}, "sample-full-en")
    return [(problem.code, problem.at, problem.message) for problem in found]


@pytest.mark.parametrize("format_", FILES)
def test_files_that_nobody_touched_hold_nothing_secret(
    guard: WithheldContent, format_: str
) -> None:
    assert sum(map(len, guard.patterns.phrases.values())) > 5
    assert told(guard, format_, made(format_)) == []


W_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF … \\h</w:instrText></w:r>'
)
PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
)

# What is planted, how, in which file; the code and the part that the fault must name.
PLANTED: dict[str, tuple[str, Callable[[bytes], bytes], str, str]] = {
    "page text": ("pdf", plant.page_text(WORDS), "S901", "the text of page 1"),
    "a word cut at a line's end": ("pdf", plant.broken_line(WORDS), "S901", "the text of page 1"),
    "invisible text": ("pdf", plant.invisible_text(WORDS), "S901", "the text of page 1"),
    "a remark in a drawing": ("pdf", plant.drawing_remark(WORDS), "S901", "a remark in drawing"),
    "marked content": ("pdf", plant.marked_content(WORDS), "S901", "the replacement text"),
    "properties": ("pdf", plant.properties(WORDS), "S901", "the document's properties (Subject)"),
    "XMP": ("pdf", plant.xmp(WORDS), "S901", "the XMP metadata"),
    "outline": ("pdf", plant.outline(WORDS), "S901", "a line of the outline"),
    "alt text": ("pdf", plant.structure("/Alt")(WORDS), "S901", "the alt text of a picture"),
    "actual text": ("pdf", plant.structure("/ActualText")(WORDS), "S901", "the replacement text"),
    "expansion": ("pdf", plant.structure("/E")(WORDS), "S901", "the written-out form"),
    "structure title": ("pdf", plant.structure("/T")(WORDS), "S901", "the title of a part"),
    "structure id": ("pdf", plant.structure("/ID")("secret-offer"), "S904", "the name of a part"),
    "link": ("pdf", plant.link("secret-offer"), "S904", "the address of a link"),
    "annotation": ("pdf", plant.remark(WORDS), "S901", "the description of a link or remark"),
    "attached file": ("pdf", plant.attachment(WORDS), "S901", "attached file"),
    "its name": ("pdf", plant.attachment_name("secret-offer"), "S904", "the name of an attached"),
    "its description": ("pdf", plant.attachment_description(WORDS), "S901", "the description of"),
    "named place": ("pdf", plant.place("secret-offer"), "S904", "the name of a place"),
    "any string": ("pdf", plant.any_string(WORDS), "S901", "the entry Private"),
    "any stream": ("pdf", plant.any_stream(WORDS), "S901", "a stream"),
    "any name": ("pdf", plant.any_name("secret-offer"), "S904", "a name inside the file"),
    "a name's short form": ("pdf", plant.page_text("says QRX today"), "S902", "page 1"),
    "a name's long form": ("pdf", plant.page_text("Quiet Reserve Exchange"), "S902", "page 1"),
    "a marking": ("pdf", plant.page_text("RESTRICTED"), "S902", "page 1"),
    "a number with its unit": ("pdf", plant.page_text("4,321 barrels"), "S903", "page 1"),
    "a short number with its unit": ("pdf", plant.page_text("12 guards"), "S903", "page 1"),
    "a long number alone": ("pdf", plant.page_text("4,321"), "S903", "page 1"),
    "a key": ("pdf", plant.properties("barrels_kept"), "S904", "properties (Subject)"),
    "a path": ("pdf", plant.properties("images/vault.png"), "S904", "properties (Subject)"),
    "text": ("docx", plant.in_text("<w:r><w:t>…</w:t></w:r>")(WORDS), "S901", "the text ("),
    "hidden text": (
        "docx",
        plant.in_text("<w:r><w:rPr><w:vanish/></w:rPr><w:t>…</w:t></w:r>")(WORDS),
        "S901",
        "hidden text of the text",
    ),
    "words in two runs": (
        "docx",
        plant.in_text(
            "<w:r><w:t>the envoy will of</w:t></w:r><w:r><w:t>fer water at the</w:t></w:r>"
        )(""),
        "S901",
        "the text (word/document.xml)",
    ),
    "deleted text": (
        "docx",
        plant.in_text("<w:del><w:r><w:delText>…</w:delText></w:r></w:del>")(WORDS),
        "S901",
        "the text (word/document.xml)",
    ),
    "field": (
        "docx",
        plant.in_text(W_FIELD)("secret-offer"),
        "S904",
        "the instruction of a field",
    ),
    "bookmark": (
        "docx",
        plant.in_text('<w:bookmarkStart w:name="_at_…_7" w:id="99"/>')("secret_offer"),
        "S904",
        "the name of a bookmark in the text",
    ),
    "tag": (
        "docx",
        plant.in_text('<w:sdt><w:sdtPr><w:tag w:val="…"/></w:sdtPr></w:sdt>')("secret-offer.text"),
        "S904",
        "the tag of a content control",
    ),
    "tooltip": (
        "docx",
        plant.in_text('<w:hyperlink w:tooltip="…"/>')(WORDS),
        "S901",
        "the description of a link",
    ),
    "Word's alt text": ("docx", plant.alt_text(WORDS), "S901", "the alt text of picture 1"),
    "comment": (
        "docx",
        plant.part("word/comments.xml", f'<c xmlns:w="{plant._W}"><w:t>…</w:t></c>')(WORDS),
        "S901",
        "the comments (word/comments.xml)",
    ),
    "custom property": (
        "docx",
        plant.part("docProps/custom.xml", f"{PROPERTIES}<a>…</a></Properties>")(WORDS),
        "S901",
        "the custom properties (docProps/custom.xml)",
    ),
    "custom property's name": (
        "docx",
        plant.part("docProps/custom.xml", f'{PROPERTIES}<property name="…"/></Properties>')(WORDS),
        "S901",
        "the name of a custom property",
    ),
    "data of a program": (
        "docx",
        plant.part("customXml/item1.xml", "<data><a>…</a></data>")(WORDS),
        "S901",
        "customXml/item1.xml",
    ),
    "relationship": (
        "docx",
        plant.part("word/_rels/a.rels", '<a><Relationship Target="x/…"/></a>')("secret-offer"),
        "S904",
        "the target of a relationship",
    ),
    "chart": ("docx", plant.chart_text(WORDS), "S901", "word/charts/chart1.xml"),
    "chart's workbook": (
        "docx",
        plant.workbook(WORDS),
        "S901",
        "xl/sharedStrings.xml in word/embeddings/chart1.xlsx",
    ),
    "number in a workbook": (
        "docx",
        plant.workbook_number("4321"),
        "S903",
        "xl/worksheets/sheet1.xml in word/embeddings/chart1.xlsx",
    ),
    "name of a picture file": (
        "docx",
        plant.part("word/media/secret-offer.svg", "<svg/>")(""),
        "S904",
        "the name of a part",
    ),
    "text of a drawing": (
        "docx",
        plant.part("word/media/a.svg", "<svg><title>…</title></svg>")(WORDS),
        "S901",
        "word/media/a.svg",
    ),
    "remark in a picture": (
        "docx",
        plant.picture_remark(WORDS),
        "S901",
        "the remarks in the picture word/media/image9.png",
    ),
    "name of a style": ("docx", plant.style_name(WORDS), "S901", "an attribute in word/styles.xml"),
    "comment in the code": ("docx", plant.code_comment(WORDS), "S901", "a comment in the code of"),
    "comment of the package": ("docx", plant.package_comment(WORDS), "S901", "of the package"),
    "preview picture": (
        "docx",
        plant.part_of_bytes("docProps/thumbnail.jpeg", b"\xff\xd8"),
        "S905",
        "docProps/thumbnail.jpeg",
    ),
    "program": (
        "docx",
        plant.part_of_bytes("word/vbaProject.bin", b"\x00\x01"),
        "S905",
        "word/vbaProject.bin",
    ),
    "file of an unknown sort": ("pdf", plant.attached("a.bin", b"\x00"), "S905", "attached file"),
    "picture": (
        "docx",
        plant.part_of_bytes("word/media/image8.png", VAULT),
        "S906",
        "word/media/image8.png",
    ),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_planted_is_found_and_its_part_is_named(guard: WithheldContent, kind: str) -> None:
    format_, spoil, code, part = PLANTED[kind]
    spoilt = spoil(made(format_))
    assert spoilt != made(format_)
    found = told(guard, format_, spoilt)
    assert {code} == {one for one, _, _ in found}
    assert any(part in message for _, _, message in found), found
    assert any(message.startswith(("In the PDF, ", "In the Word file, ")) for *_, message in found)


@pytest.mark.parametrize("kind", PLANTED)
def test_a_fault_repeats_nothing_of_what_was_planted(guard: WithheldContent, kind: str) -> None:
    format_, spoil, _, _ = PLANTED[kind]
    found = told(guard, format_, spoil(made(format_)))
    assert found
    for _, at, message in found:
        words = message.replace(at, "") if at else message
        for secret in ("envoy", "round", "secret", "QRX", "Quiet", "4,321", "4321", "12 guards"):
            assert secret not in words


def test_a_name_of_the_files_is_searched_too(guard: WithheldContent) -> None:
    (problem,) = disclosure.search(guard, {}, "secret-offer-full-en")
    assert (problem.code, problem.at) == ("S904", "secret-offer")
    assert "the name of the files" in problem.message


def test_a_picture_in_a_pdf_is_known_by_its_pixels(guard: WithheldContent) -> None:
    page = sample_charts().replace("figures/chart.svg", "images/vault.png")
    from briefwright.document.assets import Asset, Assets

    shown = Asset("images/vault.png", VAULT, "image/png", 1, 1)
    data = FORMATS["pdf"].write(arrange(page, Assets((*chart_assets(), shown))))
    assert {code for code, _, _ in told(guard, "pdf", data)} == {"S906"}


def test_a_file_that_cannot_be_opened_cannot_be_searched(guard: WithheldContent) -> None:
    assert [code for code, _, _ in told(guard, "pdf", b"%PDF-1.7 nothing")] == ["S905"]
    assert [code for code, _, _ in told(guard, "docx", b"PK nothing")] == ["S905"]
