"""Gantt charts: a timeline whose drawing says all that its rows would say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.plots import GanttPlot
from briefwright.formats import FORMATS
from briefwright.problems import ContentError
from briefwright.verify.drawings import check_drawing
from briefwright.verify.drawings.timelines import is_range

WORKS = """sources:
  plan: {title: The plan, publisher: Port authority, date: 2026}
body:
  - timeline: Rebuilding the harbour
    show: gantt
    id: works
    today: 2026-09-15
    items:
      - {date: 2026-03..2026-05, text: "Survey[^plan]", group: Before}
      - {date: 2026-04-20, text: Council decides}
      - {date: 2026-09..2027-03, text: New quay, group: Works}
      - {date: "soon", text: Road bridge}
"""
SAID = (
    "Before: March – May 2026, Survey; 20 April 2026, Council decides; "
    "Works: September 2026 – March 2027, New quay; soon, Road bridge."
)
Build = Callable[..., pipeline.Build]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Formats, a body, the size of print → the edition."""

    def of(*formats: str, body: str = WORKS, large_print: bool = False) -> pipeline.Build:
        reader = audience.read(TEMPLATES, "full")
        reader = replace(reader, order=("body", "sources"), contents=0, large_print=large_print)
        return pipeline.build(content.read(folder(tmp_path, body)), reader, "en", formats)

    return of


def test_a_gantt_chart_stands_alone_and_says_its_rows_to_who_cannot_see_it(build: Build) -> None:
    made = build("pdf", "docx", "html")
    assert made.account.summary().startswith("nothing lost")
    for name, data in made.outputs.items():
        found = FORMATS[name].read(data)
        assert [mark.text.replace("\u00a0", " ") for mark in found.alts] == [SAID], name
        assert not [mark for mark in found.body if mark.kind == "cell"]
        assert "Source: Port authority, 2026." in [mark.text for mark in found.body], name


def test_a_period_that_is_still_to_come_is_from_then_on_and_not_since(build: Build) -> None:
    body = WORKS.replace("2026-09..2027-03", "2026-11..").replace("2026-03..2026-05", "2026-03..")
    made = build("docx", body=body)
    (alt,) = FORMATS["docx"].read(made.outputs["docx"]).alts
    said = alt.text.replace("\u00a0", " ")
    assert "since March 2026, Survey" in said
    assert "from November 2026, New quay" in said
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, GanttPlot)
    assert [row.date for row in plot.rows] == ["since Mar", "20\u00a0Apr", "from Nov", "soon"]


def test_a_row_that_is_drawn_at_another_date_or_under_another_name_is_found(build: Build) -> None:
    made = build("pdf")
    (plot,) = made.edition.plots().values()
    (drawing,) = [m.drawing for m in FORMATS["pdf"].read(made.outputs["pdf"]).body if m.drawing]
    assert isinstance(plot, GanttPlot)
    assert not list(check_drawing(plot, drawing))
    survey, council, quay, bridge = plot.rows
    others = {
        "dates exchanged": (survey, replace(council, moment=quay.moment), quay, bridge),
        "names exchanged": (replace(survey, name=quay.name), council, quay, bridge),
        "rows exchanged": (council, survey, quay, bridge),
        "a bar for words": (survey, council, quay, replace(bridge, moment=survey.moment)),
        "a row left out": (survey, council, quay),
    }
    plots = {how: replace(plot, rows=rows) for how, rows in others.items()}
    plots["no line for today"] = replace(plot, today=None)
    assert [how for how, one in plots.items() if not list(check_drawing(one, drawing))] == []


def test_a_period_is_a_bar_however_short_it_is(build: Build) -> None:
    short = "      - {date: 2026-05-04..2026-05-05, text: Test}\n"
    made = build("pdf", body=WORKS + short)
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, GanttPlot)
    assert [is_range(row.moment) for row in plot.rows if row.moment] == [True, False, True, True]


def test_in_large_print_the_rows_are_a_list_below_the_chart(build: Build) -> None:
    marks = FORMATS["docx"].read(build("docx", large_print=True).outputs["docx"]).body
    texts = [mark.text.replace("\u00a0", " ") for mark in marks]
    assert texts.index("Before") < texts.index("20 April 2026: Council decides")
    assert [mark.kind for mark in marks].count("figure") == 1


def test_groups_are_headings_in_the_table_of_dates_too(build: Build) -> None:
    body = WORKS.replace("    show: gantt\n", "").replace("    today: 2026-09-15\n", "")
    made = build("docx", body=body)
    cells = [m.text for m in FORMATS["docx"].read(made.outputs["docx"]).body if m.kind == "cell"]
    assert cells[0] == "Before"
    assert "Works" in cells


def test_only_a_gantt_chart_has_a_line_for_today(build: Build) -> None:
    with pytest.raises(ContentError) as error:
        build("pdf", body=WORKS.replace("    show: gantt\n", ""))
    (problem,) = error.value.problems
    assert problem.code == "C271"
    assert "`show: gantt`" in problem.message
