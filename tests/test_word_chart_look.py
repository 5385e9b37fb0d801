"""A native chart of a Word file that shows its numbers otherwise is told from a sound one."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest
from lxml import etree
from sample_chart import COURSES, MISSIONS, Row, chart, chart_assets, chart_html
from sample_plots import PALETTE, PLOTS
from tampering import chart_kinds, word, word_charts

from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.document.marks import Marks
from briefwright.figures import charts
from briefwright.layout import arrange
from briefwright.pipeline import Build
from briefwright.word.read import read
from briefwright.word.write import write


@pytest.fixture(scope="module")
def sound(built: Build) -> Marks:
    return read(built.outputs["docx"])


def test_a_chart_that_nobody_touched_says_nothing_besides(sound: Marks) -> None:
    (chart,) = [one.text for one in sound.statements if one.about == "chart"]
    assert chart == "bars of 1 series"
    assert len(sound.data) == 3


@pytest.mark.parametrize("how", word_charts.ROWS)
def test_no_chart_shows_its_numbers_otherwise(how: str, built: Build, sound: Marks) -> None:
    assert read(word_charts.ROWS[how](built.outputs["docx"])) != sound


# ----------------------------------------------------------------- charts of every kind

WHOLE: Sequence[Row] = (
    ("2019", [("1410", "1,410"), ("2.50", "2.50")]),
    ("2020", [("980", "980"), ("", "")]),
    ("2021", [("20", "20"), ("30", "30")]),
)
KINDS: list[tuple[str, Sequence[Row], tuple[str, ...]]] = [
    (kind, rows, names)
    for kind in ("bar", "stacked_bar", "column", "line", "share")
    for rows, names in (
        (MISSIONS, ("",)),
        (WHOLE if kind in ("stacked_bar", "share") else COURSES, ("Men", "Women")),
    )
]


UNITS = ("", "thousands of ships")
GOAL = "Goal: 30"
UNDER: Sequence[Row] = (
    ("2019", [("1410", "1,410"), ("30", "30")]),
    ("2020", [("", ""), ("30", "30")]),
    ("2021", [("-20", "−20"), ("30", "30")]),
)
KINDS += [("histogram", MISSIONS, ("",))]
KINDS += [(kind, UNDER, (name, GOAL)) for kind in ("column", "line") for name in ("Men", "")]
GROWTH: Sequence[Row] = (
    ("2019", [("24", "24"), ("610", "610")]),
    ("2020", [("3100", "3,100"), ("", "")]),
    ("2021", [("980000", "980,000"), ("880", "880")]),
)
LOGARITHMIC = len(KINDS)
KINDS += [("line", GROWTH, ("Selin", "Ortal"))]
BOTH: Sequence[Row] = (
    ("2019", [("2.5", "2.5"), ("1410", "1,410")]),
    ("2020", [("", ""), ("980", "980")]),
    ("2021", [("3", "3"), ("3020", "3,020")]),
)
PER, TONS, PARTS = ("Per reader", "Lent"), ("Rail", "Road"), ("Rail", "Sea")
AXES = {
    PER: (("loans per reader", "0 1 2 3 4"), ("loans", "0 1000 2000 3000 4000")),
    PARTS: (("", "0 25 50 75 100"),),
    TONS: (("tons", "0 1000 2000 3000 4000"),),
}
KINDS += [("combo", BOTH, PER)]
GOODS: Sequence[Row] = (
    ("2019", [("1200", "1,200"), ("30", "30")]),
    ("2020", [("950", "950"), ("0", "0")]),
    ("2021", [("3041.5", "3,041.5"), ("20", "20")]),
)
KINDS += [("area", GOODS, TONS)]
OF_ALL: Sequence[Row] = (
    ("2019", [("40.5", "40.5%"), ("59.5", "59.5%")]),
    ("2020", [("0.0", "0.0%"), ("100.0", "100.0%")]),
)
KINDS += [("area", OF_ALL, PARTS)]
HOURS: Sequence[Row] = (
    ("2014", [("20", "20"), ("34.5", "34.5"), ("35", "35")]),
    ("2024", [("", ""), ("-6", "−6"), ("120", "120")]),
)
KINDS += [("slope", HOURS, ("Harbour", "Old School", "Main Street"))]
MUTED = ["bar", "column", "line"]
KINDS += [
    (kind, *((COURSES, ("Men", "Women")) if kind == "line" else (MISSIONS, ("",))))
    for kind in MUTED
]


@cache
def drawn(number: int) -> tuple[bytes, Marks]:
    """One of the kinds → a Word file with such a chart, and what stands in it."""
    kind, rows, names = KINDS[number]
    muted = ("Women", MISSIONS[1][0]) if number >= len(KINDS) - len(MUTED) else ()
    figure = chart(
        "courses", kind, rows, names, muted=muted, thresholds=(GOAL,),
        unit=AXES[names][0][0] if names in AXES else UNITS[number % 2],
        floor="10" if number == LOGARITHMIC else "",
        lines=PER[1:], axes=AXES.get(names, ()),
    )  # fmt: skip
    data = write(arrange(chart_html(figure), chart_assets()))
    return data, read(data)


def spoil(data: bytes, change: chart_kinds.Change) -> bytes:
    """A Word file and a change of its chart → the file with it, nothing where it has no place."""
    parts = word.unzip(data)
    root = etree.fromstring(parts[word.CHART])
    if not change(root):
        return b""
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return word.pack({**parts, word.CHART: written})


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_a_chart_of_any_kind_that_nobody_touched_says_nothing_besides(number: int) -> None:
    _, sound = drawn(number)
    (said,) = [one.text for one in sound.statements if one.about == "chart"]
    assert "," not in said
    assert sound.unlisted == ()


@pytest.mark.parametrize("how", chart_kinds.ROWS)
def test_no_chart_of_any_kind_shows_its_numbers_otherwise(how: str) -> None:
    spoilt = {n: spoil(drawn(n)[0], chart_kinds.ROWS[how]) for n in range(len(KINDS))}
    tried = {number: data for number, data in spoilt.items() if data}
    assert tried
    assert [KINDS[n][0] for n, data in tried.items() if read(data) == drawn(n)[1]] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", [n for n, one in PLOTS.items() if CHART_KINDS[one.kind].office])
def test_whatever_a_chart_shows_its_look_is_right(name: str, direction: str) -> None:
    plot = PLOTS[name]
    rows = [
        (category, [(_write(one.values[n]), one.shown[n]) for one in plot.series])
        for n, category in enumerate(plot.categories)
    ]
    floor = str(plot.floor or "")
    names = tuple(one.name for one in plot.series)
    lines = tuple(names[n] for n in plot.lines)
    axes = tuple((axis.unit, " ".join(map(str, axis.ticks))) for axis in plot.axes)
    unit = plot.unit if plot.axes else ""
    figure = chart(
        "courses", plot.kind, rows, names, floor=floor, lines=lines, axes=axes, unit=unit
    )
    html = chart_html(figure).replace('dir="ltr"', f'dir="{direction}"')
    assets = chart_assets(drawing=charts.draw(plot, PALETTE).data)
    found = read(write(arrange(html, assets)))
    (said,) = [one.text for one in found.statements if one.about == "chart"]
    assert "," not in said


def _write(value: Decimal | None) -> str:
    return "" if value is None else str(value)
