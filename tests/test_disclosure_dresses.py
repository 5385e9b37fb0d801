"""Something withheld is put into finished files in another dress, and it is found all the same.

A row is one dress: how a text is written, in a PDF, in a Word file or beside them; or where the
bytes of a file hold it. What is not found yet is named in SURVIVORS.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import pytest
import tampering.disclosing as plant
import tampering.dresses as dress
from conftest import FILES
from sample_chart import chart_assets, sample_charts
from sample_folder import folder

from briefwright import audience, content, edition
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.verify import disclosure
from briefwright.verify.disclosure import WithheldContent
from briefwright.verify.disclosure.parts import FilePart

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
BODY = """facts:
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
"""


@pytest.fixture(scope="module")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> WithheldContent:
    briefing = content.read(folder(tmp_path_factory.mktemp("dresses"), BODY))
    full = audience.read(TEMPLATES, "full")
    return disclosure.collect_withheld(briefing, full, edition.select(briefing, full, "en"))


@cache
def made(format_: str) -> bytes:
    return FORMATS[format_].write(arrange(sample_charts(), chart_assets()))


def is_found(withheld: WithheldContent, format_: str, data: bytes) -> bool:
    assert data != made(format_)
    return bool(disclosure.search(withheld, {format_: data}, "sample-full-en"))


WRITTEN = {
    **{f"words {how}": write(dress.WORDS) for how, write in dress.WRITTEN.items()},
    **{f"a name {how}": write(dress.NAME) for how, write in dress.WRITTEN.items()},
    **{f"a name {how}": text for how, text in dress.NAMED.items()},
    **{f"a number {how}": text for how, text in dress.NUMBERS.items()},
    **{f"a short number {how}": text for how, text in dress.SHORT_NUMBERS.items()},
}
# Names in these dresses are other words: see the limits of what is looked for.
SURVIVORS: frozenset[str] = frozenset()


def test_files_in_no_dress_hold_nothing_withheld(withheld: WithheldContent) -> None:
    assert len(WRITTEN) > 200
    for format_ in FILES:
        assert disclosure.search(withheld, {format_: made(format_)}, "sample-full-en") == ()


@pytest.mark.parametrize("how", WRITTEN)
def test_a_text_in_another_dress_is_found(withheld: WithheldContent, how: str) -> None:
    assert disclosure.discloses(withheld, WRITTEN[how]) is (how not in SURVIVORS)


CYRILLIC = """names:
  ТР: Тихий Резерв
  ҚШ: Қорғас
body:
  - Все могут знать, что весной идёт дождь.
  - text: Об этом говорят {ТР} и {ҚШ}.
    id: secret-talks
    handling: RESTRICTED
"""


@pytest.fixture(scope="module")
def withheld_names(tmp_path_factory: pytest.TempPathFactory) -> WithheldContent:
    briefing = content.read(folder(tmp_path_factory.mktemp("cases"), CYRILLIC))
    full = audience.read(TEMPLATES, "full")
    return disclosure.collect_withheld(briefing, full, edition.select(briefing, full, "en"))


@pytest.mark.parametrize("case", [*dress.CASES.values(), *dress.KAZAKH_CASES.values()])
def test_a_name_in_another_case_is_found(withheld_names: WithheldContent, case: str) -> None:
    assert disclosure.discloses(withheld_names, case)


@pytest.mark.parametrize(
    "text", ["Тихая погода, резерв воды.", "Резервуар тих.", "Қорған туралы", "Қорғаныс министрі"]
)
def test_another_word_that_begins_alike_is_no_name(
    withheld_names: WithheldContent, text: str
) -> None:
    assert not disclosure.discloses(withheld_names, text)


IN_FILES: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "an alt text of a PDF": lambda text: ("pdf", plant.structure("/Alt")(text)(made("pdf"))),
    "a text of a Word file": lambda text: (
        "docx", plant.in_text("<w:r><w:t>…</w:t></w:r>")(escape(text))(made("docx")),
    ),
    "a file attached to a PDF": lambda text: (
        "pdf", plant.attached("plain.txt", text.encode())(made("pdf")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", IN_FILES)
@pytest.mark.parametrize("how", WRITTEN)
def test_a_text_in_another_dress_is_found_in_a_file(
    withheld: WithheldContent, how: str, place: str
) -> None:
    text = WRITTEN[how]
    if "\0" in text:
        pytest.skip("No XML holds this character.")
    format_, data = IN_FILES[place](text)
    assert is_found(withheld, format_, data) is (how not in SURVIVORS)


@pytest.mark.parametrize("kind", dress.ATTACHED)
@pytest.mark.parametrize("name", ["plain.csv", "plain.bin", "plain.pdf", "plain"])
def test_an_attached_file_is_known_by_what_it_is(
    withheld: WithheldContent, kind: str, name: str
) -> None:
    data = plant.attached(name, dress.ATTACHED[kind])(made("pdf"))
    assert is_found(withheld, "pdf", data)


@pytest.mark.parametrize("where", dress.IN_PDF)
def test_nothing_hides_in_the_bytes_of_a_pdf(withheld: WithheldContent, where: str) -> None:
    assert is_found(withheld, "pdf", dress.IN_PDF[where](made("pdf")))


@pytest.mark.parametrize("where", dress.IN_WORD)
def test_nothing_hides_in_the_bytes_of_a_word_file(withheld: WithheldContent, where: str) -> None:
    assert is_found(withheld, "docx", dress.IN_WORD[where](made("docx")))


@pytest.mark.parametrize(
    ("data", "is_found"),
    [("9yy9fydz 4.3 k b954", False), ("9yy9fydz 4321 barrels b954", True)],
)
def test_short_forms_that_stand_in_a_font_by_chance_are_not_meant(
    withheld: WithheldContent, data: str, is_found: bool
) -> None:
    found = {one.code for one in withheld.patterns.find(FilePart("a font", data, "data"))}
    assert ("S903" in found) is is_found
    in_text = {one.code for one in withheld.patterns.find(FilePart("page 1", data))}
    assert "S903" in in_text
