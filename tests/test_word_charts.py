"""Charts that Word draws itself: their look, their workbook, and both read back."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import ooxml_integrity
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook
from sample_chart import COURSES, MISSIONS, chart, chart_assets, chart_html, sample_charts
from sample_plots import PALETTE, PLOTS, YEARS, combo, series

from briefwright.document.marks import read_html
from briefwright.edition.plots import ChartKind, Plot
from briefwright.figures import charts
from briefwright.layout import ChartData, Series, arrange
from briefwright.word.charts.grid import make_grid
from briefwright.word.read import read
from briefwright.word.write import write

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
KINDS = ("bar", "stacked_bar", "column", "line", "share")


def made(html: str, css: str = "") -> dict[str, bytes]:
    """A page → the parts of its Word file."""
    with zipfile.ZipFile(io.BytesIO(write(arrange(html, chart_assets(css))))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chart_of(
    kind: str, series: tuple[str, ...] = ("Men", "Women"), css: str = ""
) -> etree._Element:
    rows = COURSES if len(series) > 1 else MISSIONS
    parts = made(chart_html(chart("courses", kind, rows, series)), css)
    return etree.fromstring(parts["word/charts/chart1.xml"])


def chart_of_plot(plot: Plot) -> etree._Element:
    """A plot → the chart that Word draws of it, as large as its drawing."""
    rows = [
        (name, [(_write(one.values[n]), one.shown[n]) for one in plot.series])
        for n, name in enumerate(plot.categories)
    ]
    names = tuple(one.name for one in plot.series)
    figure = chart(
        "courses", plot.kind, rows, names, lines=[names[n] for n in plot.lines],
        axes=[(axis.unit, " ".join(map(str, axis.ticks))) for axis in plot.axes],
    )  # fmt: skip
    layout = arrange(chart_html(figure), chart_assets(drawing=charts.draw(plot, PALETTE).data))
    with zipfile.ZipFile(io.BytesIO(write(layout))) as archive:
        return etree.fromstring(archive.read("word/charts/chart1.xml"))


def _write(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def values(root: etree._Element, tag: str) -> list[str]:
    return [one.get("val", "") for one in root.iter(C + tag)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("series", [("",), ("Men", "Women")])
def test_every_kind_of_chart_opens_without_a_question_and_says_what_the_page_says(
    kind: str, series: tuple[str, ...], tmp_path: Path
) -> None:
    rows = COURSES if len(series) > 1 else MISSIONS
    html = chart_html(chart("courses", kind, rows, series))
    file = tmp_path / "chart.docx"
    file.write_bytes(write(arrange(html, chart_assets())))
    assert OpenXmlValidator().validate(file).errors == []
    assert list(ooxml_integrity.check(str(file))) == []
    said = read(file.read_bytes())
    assert [mark.text for mark in said.data] == [mark.text for mark in read_html(html).data]
    assert [mark.text for mark in said.alts] == ["Drawing of courses"]
    assert [mark.kind for mark in said.body].count("figure") == 1


def test_a_chart_is_as_large_as_the_picture_in_the_pdf_and_no_picture_itself() -> None:
    layout = arrange(sample_charts(), chart_assets())
    image = next(layout.root.iter("img"))
    with zipfile.ZipFile(io.BytesIO(write(layout))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        assert not [name for name in archive.namelist() if name.startswith("word/media/")]
    extent = next(document.iter("{*}extent"))
    assert int(extent.get("cx", "0")) == round(layout.width(image) * 9525)
    assert int(extent.get("cy", "0")) == round(layout.height(image) * 9525)


def test_a_vector_that_is_no_chart_stays_a_picture() -> None:
    html = sample_charts().replace(' data-chart="bar"', "").replace(' data-chart="column"', "")
    names = made(html)
    assert not [name for name in names if "chart" in name]
    assert {"word/media/image1.png", "word/media/vector1.svg"} <= set(names)


def test_the_workbook_holds_the_numbers_and_the_names_as_text() -> None:
    parts = made(sample_charts())
    book = CalamineWorkbook.from_filelike(io.BytesIO(parts["word/embeddings/chart2.xlsx"]))
    assert book.get_sheet_by_name("Sheet1").to_python() == [
        ["", "Men", "Women & others"],
        ["2019", 1410.0, 2.5],
        ["2020", 980.0, ""],
        ["=2021", -20.0, 30.0],
    ]
    with zipfile.ZipFile(io.BytesIO(parts["word/embeddings/chart2.xlsx"])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert archive.read("docProps/core.xml").count(b">1980-01-01T") == 2
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert b"<f>" not in sheet


def test_the_first_row_stands_on_top_and_bars_begin_at_zero() -> None:
    bars = chart_of("bar", ("",))
    assert values(bars, "orientation") == ["maxMin", "minMax"]
    assert values(bars, "min") == ["0"]
    assert values(bars, "delete") == ["0", "1"]
    assert float(values(bars, "max")[0]) > 139


def test_bars_that_go_below_zero_have_their_names_at_the_edge() -> None:
    below = chart_of("column")
    assert values(below, "min") == []
    assert values(below, "tickLblPos")[0] == "low"


def test_from_right_to_left_bars_grow_to_the_left() -> None:
    html = chart_html(chart("m", "bar", MISSIONS)).replace('dir="ltr"', 'dir="rtl"')
    parts = made(html)
    root = etree.fromstring(parts["word/charts/chart1.xml"])
    assert values(root, "orientation") == ["maxMin", "maxMin"]
    document = etree.fromstring(parts["word/document.xml"])
    (holder,) = (one for one in document.iter("{*}p") if one.find(".//{*}drawing") is not None)
    assert next(holder.iter("{*}bidi")).get(holder.tag.replace("}p", "}val")) == "0"


def test_only_several_series_need_a_legend_and_none_a_title() -> None:
    assert chart_of("bar", ("",)).find(f"{C}chart/{C}legend") is None
    assert chart_of("bar").find(f"{C}chart/{C}legend") is not None
    assert values(chart_of("bar"), "autoTitleDeleted") == ["1"]


def test_axes_have_numbers_without_a_sign() -> None:
    root = chart_of("stacked_bar")
    ids = values(root, "axId") + values(root, "crossAx")
    assert all(one.isdecimal() for one in ids)
    assert len(set(ids)) == 2


def test_values_are_shown_with_the_decimals_that_were_typed() -> None:
    root = chart_of("column")
    men, women = root.iter(C + "ser")
    shapes = {
        (label.find(C + "idx").get("val") if label.tag == C + "dLbl" else ""): label.find(
            C + "numFmt"
        ).get("formatCode")
        for label in (*women.iter(C + "dLbl"), *women.iter(C + "dLbls"))
    }
    assert shapes == {"": "#,##0.00", "2": "#,##0"}
    assert men.find(f"{C}dLbls/{C}numFmt").get("formatCode") == "#,##0;\u2212#,##0"


@pytest.mark.parametrize(
    ("typed", "printed", "number_format"),
    [
        ("1410", "1,410", "#,##0"),
        ("1410", "1410", "0"),
        ("1410", "1 410", "[$-40C]#,##0"),
        ("1410.5", "1 410,5", "[$-40C]#,##0.0"),
        ("1410", "1.410", "[$-407]#,##0"),
        ("7.5", "7,5 %", '[$-407]#,##0.0" %"'),
        ("7.5", "7.5%", '#,##0.0"%"'),
        ("-1410", "\u22121’410", "[$-807]#,##0;\u2212[$-807]#,##0"),
    ],
)
def test_numbers_have_the_signs_of_their_language(
    typed: str, printed: str, number_format: str
) -> None:
    (one,) = make_grid(ChartData("bar", ("A",), (Series("", (typed,), (printed,)),))).columns
    assert one.number_format == number_format


def test_thousands_parted_by_a_narrow_blank_on_the_page_are_parted_so_in_word() -> None:
    rows = [("Lyon", [("1410", "1\u202f410")])]
    root = etree.fromstring(
        made(chart_html(chart("m", "bar", rows, ("",))))["word/charts/chart1.xml"]
    )
    assert root.find(f".//{C}formatCode").text == "[$-40C]#,##0"


def test_the_parts_of_one_whole_are_one_bar() -> None:
    root = chart_of("share", ("",))
    assert values(root, "grouping") == ["percentStacked"]
    assert len(list(root.iter(C + "ser"))) == len(MISSIONS)


def test_charts_are_painted_in_the_colours_of_the_theme() -> None:
    css = ":root { --deep: #102030; --chart-1: var(--deep); --chart-3: rgb(1 2 3) }"
    parts = made(chart_html(chart("courses", "bar", COURSES, ("Men", "Women"))), css)
    theme = etree.fromstring(parts["word/theme/theme1.xml"])
    accents = [theme.find(f".//{A}accent{n}/{A}srgbClr").get("val") for n in (1, 3)]
    assert accents == ["102030", "010203"]
    root = etree.fromstring(parts["word/charts/chart1.xml"])
    fills = [
        one.find(f"{C}spPr/{A}solidFill/{A}schemeClr").get("val") for one in root.iter(C + "ser")
    ]
    assert fills == ["accent1", "accent2"]
    assert b"srgbClr" not in parts["word/charts/chart1.xml"]


def test_a_colour_of_the_charts_is_no_variable_that_nothing_reads() -> None:
    assert arrange(sample_charts(), chart_assets(":root { --chart-6: red }")).problems == ()


def test_a_chart_speaks_in_the_face_of_its_caption_and_grows_with_the_page() -> None:
    root = chart_of("bar", ("",))
    assert {one.get("typeface") for one in root.iter(A + "latin")} == {"+mj-lt"}
    assert {one.get("sz") for one in root.iter(A + "defRPr")} == {"850"}
    large = chart_of("bar", ("",), "html { font-size: 14pt }")
    assert {one.get("sz") for one in large.iter(A + "defRPr")} == {"1150"}


def test_where_lines_cross_each_number_stands_on_its_own_side() -> None:
    rows = [("2019", [("24", "24"), ("61", "61")]), ("2020", [("310", "310"), ("75", "75")])]
    root = etree.fromstring(
        made(chart_html(chart("m", "line", rows, ("Selin", "Ortal"))))["word/charts/chart1.xml"]
    )
    places = []
    for labels in root.iter(C + "dLbls"):
        own = {
            one.find(C + "idx").get("val"): one.find(C + "dLblPos").get("val")
            for one in labels.iter(C + "dLbl")
        }
        common = labels.find(C + "dLblPos").get("val")
        places.append([own.get(str(n), common) for n in range(len(rows))])
    assert places == [["b", "t"], ["t", "b"]]


def test_names_may_hold_any_sign() -> None:
    rows = [("R&amp;D &lt;b&gt; “x” 'y'", [("5", "5")]), ("http://a.example", [("6", "6")])]
    html = chart_html(chart("m", "bar", rows))
    assert read(write(arrange(html, chart_assets()))).data == tuple(
        mark.__class__(mark.kind, mark.text) for mark in read_html(html).data
    )


def test_the_same_page_gives_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(arrange(sample_charts(), chart_assets()))
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert write(arrange(sample_charts(), chart_assets())) == first


def test_without_its_workbook_a_chart_has_no_number_that_could_pass() -> None:
    with zipfile.ZipFile(io.BytesIO(write(arrange(sample_charts(), chart_assets())))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, data in parts.items():
            if not name.endswith(".xlsx"):
                archive.writestr(name, data)
    marks = read(spoilt.getvalue()).data
    assert marks[0].text.endswith("139 (in its workbook nothing)")
    assert all("nothing" in mark.text for mark in marks)


SIDE_BY_SIDE = [
    ("bar", 1, 3), ("bar", 2, 6), ("stacked_bar", 3, 6), ("column", 1, 3), ("column", 1, 6),
    ("column", 3, 6), ("histogram", 1, 6), ("combo", 3, 5),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "count", "categories"), SIDE_BY_SIDE)
def test_bars_are_as_thick_and_as_far_apart_as_on_the_page(
    kind: ChartKind, count: int, categories: int
) -> None:
    numbers = [range(7 + n, 7 + n + 9 * categories, 9) for n in range(count)]
    rows = [series(f"Series {n}", *one) for n, one in enumerate(numbers)]
    names = YEARS[:categories]
    plot = combo(names, *rows) if kind == "combo" else Plot(kind, names, tuple(rows))
    bars = [span for field in charts.arrange(plot, PALETTE).fields for span in field.spans]
    places = sorted({(round(bar.near, 3), round(bar.far, 3)) for bar in bars})
    thick = places[0][1] - places[0][0]
    free = [other[0] - one[1] for one, other in pairwise(places)]
    root = chart_of_plot(plot)
    (gap,), (overlap,) = values(root, "gapWidth"), values(root, "overlap")
    assert int(gap) == pytest.approx(100 * max(free) / thick, abs=15 if kind == "combo" else 8)
    if max(free) - min(free) > 1:
        assert int(overlap) == pytest.approx(-100 * min(free) / thick, abs=2)


def test_columns_that_are_few_leave_the_rest_of_the_width_free_as_on_the_page() -> None:
    plot = replace(PLOTS["column"], categories=("2019", "2020"), series=(series("", 5, 7),))
    widths = [float(one) for one in values(chart_of_plot(plot), "w")]
    right = max(rule.x2 for rule in charts.arrange(plot, PALETTE).rules)
    assert widths == [pytest.approx(right / charts.WIDTH, abs=0.02)]


def test_long_names_of_slopes_are_broken_into_lines_that_leave_the_slopes_room() -> None:
    root = chart_of_plot(PLOTS["slopes of long names"])
    names = [one.text for one in root.findall(f".//{C}tx//{C}v")]
    assert "\n" in "".join(names)
    assert [" ".join(one.split()) for one in names] == [
        one.name for one in PLOTS["slopes of long names"].series
    ]
    (wide,) = values(root, "w")
    assert float(wide) > 0.28


@pytest.mark.parametrize(("direction", "towards"), [("ltr", 1), ("rtl", -1)])
def test_numbers_too_long_for_their_parts_stand_behind_the_bar_with_keys_as_on_the_page(
    direction: str, towards: int
) -> None:
    rows = [("MINUSCA", [("1200", "1,200"), ("4", "4"), ("12", "12")])]
    html = chart_html(chart("m", "stacked_bar", rows, ("Troops", "Police", "Experts")))
    parts = made(html.replace('dir="ltr"', f'dir="{direction}"'))
    root = etree.fromstring(parts["word/charts/chart1.xml"])
    moved = [
        float(one.get("val", "0")) * towards
        for label in root.iter(C + "dLbl")
        if label.find(f"{C}showLegendKey").get("val") == "1"
        for one in label.iter(C + "x")
    ]
    assert 0 < moved[0] < moved[1] < 0.3
    assert len(moved) == 2
    (most,) = values(root, "max")
    assert float(most) > 1216


def test_rows_that_stand_close_have_letters_that_fit_them() -> None:
    plot = Plot("bar", tuple(f"Country {n}" for n in range(40)), (series("", *range(40)),))
    root = chart_of_plot(replace(plot, is_close=True))
    assert {int(one.get("sz", "0")) for one in root.iter(A + "defRPr")} <= set(range(600, 850))
