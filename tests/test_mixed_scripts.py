"""Scripts that run both ways in one text: read back as written, each sign beside its word."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import TEMPLATES
from test_bilingual import ARABIC, MAIN, embassy, sample, translate

from briefwright import audience, content, edition, pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from briefwright.edition import Edition
    from briefwright.pipeline import Build

HEAD = {
    "format": 1, "language": "ar", "date": "2024-09-21", "owner": "مكتب",
    "contact": "press@example.org", "handling": "open",
}  # fmt: skip
LATIN = ("WHO", "the report", "Group of Seven", "Zürich", "km", "A", "e-mail")
ARABIC_WORDS = ("تقرير", "المياه في الوادي", "نص", "السعودية", "عن", "الأمم المتحدة")
HEBREW = ("שלום", "דוח על המים")
NUMBERS = ("12%", "−5.5%", "-3", "2023–2024", "1,388", "+43 1 555 0120", "10 km", "٤٥", "3.2.1")
ADDRESSES = ("www.example.org/report", "https://example.org/a/b?c=d&e=1", "press@example.org")
FRAMES = ("{}", "{}.", "({})", "{}:", "“{}”", "[{}]", "{}?", "{}،", "{} –", "«{}»", "{}/")
WORDS = (*LATIN, *ARABIC_WORDS, *HEBREW, *NUMBERS, *ADDRESSES)


def mix(chance: random.Random, most: int = 6) -> str:
    """Up to so many words of all scripts, some in brackets or before a sign → one text."""
    count = chance.randint(1, most)
    words = [chance.choice(FRAMES).format(chance.choice(WORDS)) for _ in range(count)]
    return " ".join(words)


def build(folder: Path, title: str, body: list[object]) -> Build:
    briefing = HEAD | {"title": title, "sources": {"book": {"title": title}}, "body": body}
    text = yaml.safe_dump(briefing, allow_unicode=True, sort_keys=False)
    (folder / "briefing.yaml").write_text(text, encoding="utf-8")
    reader = audience.read(TEMPLATES, "full")
    reader = replace(reader, order=("body", "sources"), contents=1)
    return pipeline.build(content.read(folder), reader, "ar")


def some(few: int, many: int) -> list[object]:
    return [n if n < few else pytest.param(n, marks=pytest.mark.long) for n in range(many)]


@pytest.mark.parametrize("seed", some(8, 200))
def test_a_mixed_text_is_read_back_wherever_it_stands(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    title = mix(chance)
    body: list[object] = [
        {"section": mix(chance), "body": [
            {"text": f"{mix(chance, 40)} نص.[^book]"},
            {"text": mix(chance)},
            {"list": mix(chance, 3), "items": [mix(chance) for _ in range(4)]},
            {"table": mix(chance), "columns": [mix(chance, 2), mix(chance, 2)],
             "rows": [[mix(chance, 3), mix(chance, 3)] for _ in range(3)], "note": mix(chance)},
        ]},
    ]  # fmt: skip
    built = build(tmp_path, title, body)
    assert built.account.summary().startswith("nothing lost")


@pytest.mark.parametrize("seed", some(4, 60))
def test_a_mixed_text_is_read_back_in_a_document_of_two_languages(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    quoted = {
        at: mix(chance).replace("'", "’")
        for at in ("briefing.title", "forces.section", "steps.items.1.text", "numbers.table")
    }
    title = mix(chance).replace('"', "")
    folder = sample(tmp_path, MAIN.replace("title: A sample", f"title: '{title}'"))
    translate(folder, "ar", ARABIC | quoted)
    reader = embassy(tmp_path, chance.choice(["sequential", "parallel"]), "ar, en")
    built = pipeline.build(content.read(folder), reader, reader.both)
    assert built.account.summary().startswith("nothing lost")


def select(folder: Path, text: str) -> Edition:
    briefing = yaml.safe_dump(HEAD | {"title": "عنوان", "body": [text]}, allow_unicode=True)
    (folder / "briefing.yaml").write_text(briefing, encoding="utf-8")
    return edition.select(content.read(folder), audience.read(TEMPLATES, "full"), "ar")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Group of Seven (G7).", "\u200eGroup of Seven (G7).\u200e"),
        ("12 km (7 miles).", "\u200e12 km (7 miles).\u200e"),
        ("تقرير WHO (G7).", "تقرير WHO (G7)."),  # the sentence is Arabic, and so is its full stop
        ("النسبة −5.5% الآن", "النسبة \u200e−5.5%\u200e الآن"),
        ("من 2023–2024", "من 2023–2024"),
    ],
)
def test_signs_stay_beside_their_words(written: str, kept: str, tmp_path: Path) -> None:
    texts = [leaf.text for leaf in select(tmp_path, written).leaves() if leaf.at == "text-1.text"]
    assert texts == [kept]


@pytest.mark.parametrize(
    ("line", "on_the_page"),
    [("Group of Seven (G7).", "Group of Seven (G7)."), ("12 km (7 miles).", "12 km (7 miles).")],
)
def test_a_latin_line_ends_with_its_full_stop_at_the_right(
    line: str, on_the_page: str, tmp_path: Path
) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(build(tmp_path, "عنوان", [line]).outputs["pdf"]) as document:
        page = document[0].get_textpage()
        first, count = page.search(on_the_page[:5]).get_next() or (0, 0)
        assert count
        right = [page.get_charbox(n)[2] for n in range(first, first + len(on_the_page))]
    assert right[-1] == max(right)
