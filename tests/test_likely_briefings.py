"""Things that a day's briefings hold, each in another place than the last that was met: they build,
nothing is lost, and what can't be printed is named."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import TEMPLATES
from PIL import Image

from briefwright import audience, content, pipeline
from briefwright.problems import ContentError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = {
    "format": 1, "title": "A sample", "language": "en", "date": "2024-09-21",
    "owner": "Press office", "contact": "press@example.org", "handling": "open",
}  # fmt: skip
LONG = "A sentence that says so little that it may be said again. "
WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"
ADDRESS = "very.long.name.of.an.office@department.of.something.example.org"
YEARS = [str(year) for year in range(2011, 2023)]


def chart(kind: str, rows: list[str], **more: object) -> dict[str, object]:
    return {"chart": "Wells", "kind": kind, "rows": rows, **more}


def facts(*labels: str) -> dict[str, object]:
    return {
        f"f{n}": {"value": 1200 + 310 * n, "unit": "wells", "label": label}
        for n, label in enumerate(labels)
    }


CASES: dict[str, tuple[dict[str, object], list[object]]] = {
    "a Georgian and a Hebrew name in a table": (
        {}, [{"table": "Names", "columns": ["Where", "Name"],
              "rows": [["Tbilisi", "საქართველო"], ["Haifa", "חיפה (שלום)"]]}],
    ),
    "a Thai name in a title": ({"title": "Talks in ประเทศไทย"}, ["A text."]),
    "a long answer": ({}, [{"question": "Why?", "answer": LONG * 90, "if_pressed": LONG * 30}]),
    "a long item of a list": ({}, [{"list": "Points", "items": [LONG * 90, "Short"]}]),
    "long names of series": (
        {"facts": {f"s{n}": {"series": {2021: 5 + n, 2022: 9 + n, 2023: 14 - n}, "unit": "wells",
                             "label": f"Wells of the {WORD} in district {n}"} for n in range(3)}},
        [{"chart": "Wells", "kind": "line", "series": ["s0", "s1", "s2"]}],
    ),
    "long labels of bars": (
        {"facts": facts(f"{WORD} of the north", "Department for rural water and its users", "S")},
        [chart("bar", ["f0", "f1", "f2"])],
    ),
    "a part of a Cyrillic word in bold": (
        {"language": "ru"}, [{"list": "Пункты", "items": ["возоб**нов**ляемый", "*пере*дача"]}],
    ),
    "a hyphen that does not break in a title and a cell": (
        {"title": "Level 4\u20112 of 5"},
        [{"table": "T\u20111", "columns": ["A\u2011B", "C"], "rows": [["x\u2011y", "2"]]}],
    ),
    "twelve columns of years": (
        {}, [{"table": "Years", "columns": ["District", *YEARS],
              "rows": [["North", *["1,234.5"] * 12], ["South", *["987.6"] * 12]]}],
    ),
    "six key figures with long units": (
        {"facts": {f"k{n}": {"value": 123456789 * (n + 1), "unit": f"{WORD} of kind {n}",
                             "label": f"what is counted {n}"} for n in range(6)}},
        [{"key_figures": [f"k{n}" for n in range(6)]}],
    ),
    "a long word in a heading and a long address in contacts": (
        {}, [{"section": f"On {WORD}{WORD}", "body": ["A text."]},
             {"contacts": [f"Press: {ADDRESS}"]}],
    ),
    "long titles from the right": (
        {"title": "تقرير عن المياه في الوادي " * 4, "language": "ar"},
        [{"section": "قسم عن الآبار في الشمال والجنوب " * 3, "body": ["نص. " * 900]}],
    ),
    "raised and lowered signs in headings": (
        {}, [{"section": "CO₂ and x⁻¹", "body": ["10⁻³ m³ of H₂O₂, x₁₋₂."]}],
    ),
    "a quotation longer than its page": ({}, [{"quote": LONG * 90, "who": "A minister"}]),
}  # fmt: skip


def build(folder: Path, meta: dict[str, object], body: list[object]) -> pipeline.Build:
    text = yaml.safe_dump({**HEAD, **meta, "body": body}, allow_unicode=True, sort_keys=False)
    (folder / "briefing.yaml").write_text(text, encoding="utf-8")
    language = str(meta.get("language", "en"))
    return pipeline.build(content.read(folder), audience.read(TEMPLATES, "full"), language)


@pytest.mark.parametrize("name", CASES)
def test_it_builds_and_nothing_is_lost(name: str, tmp_path: Path) -> None:
    assert build(tmp_path, *CASES[name]).account.summary().startswith("nothing lost")


# ----------------------------------------------------------------- pictures

SIZE = (160, 90)


def encode(mode: str, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", SIZE, (200, 30, 30)).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def turned(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 8  # a quarter turn
    return encode("RGB", kind, exif=exif)


PICTURES = {
    "grey.jpg": lambda: encode("L", "JPEG"),
    "ink.tif": lambda: encode("CMYK", "TIFF"),
    "bits.png": lambda: encode("1", "PNG"),
    "palette.gif": lambda: encode("P", "GIF"),
    "deep.tif": lambda: encode("I;16", "TIFF"),
    "grey-with-alpha.png": lambda: encode("LA", "PNG"),
    "turned.webp": lambda: turned("WEBP"),
    "turned.png": lambda: turned("PNG"),
}


def image(folder: Path, name: str, data: bytes) -> list[object]:
    (folder / name).write_bytes(data)
    return [
        "A text.",
        {"image": name, "caption": "A picture", "alt": "A red square.", "width": "third"},
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_another_kind_is_shown(name: str, tmp_path: Path) -> None:
    built = build(tmp_path, {}, image(tmp_path, name, PICTURES[name]()))
    assert built.account.summary().startswith("nothing lost")


@pytest.mark.parametrize(("name", "kind"), [("cut.png", "PNG"), ("cut.webp", "WEBP")])
def test_a_picture_that_ends_too_soon_is_named(name: str, kind: str, tmp_path: Path) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, kind)
    data = stream.getvalue()
    with pytest.raises(ContentError) as raised:
        build(tmp_path, {}, image(tmp_path, name, data[: len(data) // 2]))
    assert [(one.code, name in one.message) for one in raised.value.problems] == [("L809", True)]
