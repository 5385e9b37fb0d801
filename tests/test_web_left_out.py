"""What a web page leaves out of a stylesheet is named, at its line."""

import pytest
from sample_page import sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.problems import Problem

LEFT_OUT = {
    'h2::before { content: "§ " }': '`content: "§ "` on “h2::before”',
    'p:after { color: red; content: "." }': '`content: "."` on “p:after”',
    "@media all { h3::after { content: counter(a) } }": "`content: counter(a)` on “h3::after”",
    "@layer own { h2 { color: red } }": "What stands in `@layer`",
}  # fmt: skip
KEPT = (
    "h2 { color: red }",
    "@layer base, own;",
    "@page { @top-left { content: 'Head' } }",
    "[data-role=page]::after { content: target-counter(attr(href), page) }",
    "h2::before { content: ''; display: block; height: 2pt }",
    "@media screen { h2 { color: red } }",
    "@media print { h3::after { content: counter(part) } }",
)


def left_out(css: str, format_: str = "html") -> tuple[Problem, ...]:
    own = Asset("house/theme.css", f"\n{css}".encode(), "text/css")
    return FORMATS[format_].find_left_out(Assets((*sample_assets(), own)))


@pytest.mark.parametrize("css", LEFT_OUT)
def test_what_a_web_page_leaves_out_is_named_at_its_line(css: str) -> None:
    (problem,) = left_out(css)
    assert (problem.code, problem.level) == ("L824", "warning")
    assert str(problem.where).startswith("templates/house/theme.css:2:")
    assert problem.message.startswith(LEFT_OUT[css])
    assert problem.message.endswith("shows on paper alone: a web page leaves it out.")


@pytest.mark.parametrize("css", KEPT)
def test_what_a_web_page_shows_or_has_no_use_for_is_not_named(css: str) -> None:
    assert left_out(css) == ()


def test_other_files_leave_nothing_out() -> None:
    assert [left_out(css, name) for css in LEFT_OUT for name in ("pdf", "docx")] == [()] * 8


@pytest.mark.parametrize("rule", ["@supports (display: grid)", "@container (min-width: 9em)"])
def test_rules_that_have_no_effect_on_paper_either_are_named_as_such(rule: str) -> None:
    own = Asset("house/theme.css", f"{rule} {{ h2 {{ color: red }} }}".encode(), "text/css")
    problems = arrange(sample_html(), Assets((*sample_assets(), own))).problems
    (said,) = (one for one in problems if one.code == "L802")
    assert str(said.where).startswith("templates/house/theme.css:1:")
