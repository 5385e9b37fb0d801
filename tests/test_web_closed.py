"""One thing is changed in a finished web page: each time the account names it."""

from functools import cache

import pytest
from sample_chart import DRAWING, chart_assets, sample_charts
from sample_page import sample_assets, sample_html
from tampering.web import CHARTS, LEAVES, STATED, UNLISTED, UNSEEN, Change

from briefwright.document.marks import Statements, read_html
from briefwright.layout import Layout, arrange
from briefwright.verify.parity import Account, compare
from briefwright.web.read import read
from briefwright.web.statements import list_web_statements
from briefwright.web.write import write

SIGNS = ('data-marking=""', 'data-marking="INTERNAL" data-watermark="DRAFT"')
SCALED = DRAWING.replace(b'height="150">', b'height="150" viewBox="0 0 530 150">')
PAGES = {"sample": sample_html(), "charts": sample_charts()}


@cache
def layout(name: str) -> Layout:
    assets = sample_assets() if name == "sample" else chart_assets(drawing=SCALED)
    return arrange(PAGES[name].replace(*SIGNS), assets)


@cache
def made(name: str) -> bytes:
    return write(layout(name))


@cache
def stated(name: str) -> Statements:
    return list_web_statements(layout(name))


def account(name: str, data: bytes) -> Account:
    markup = read_html(PAGES[name])
    found = {"markup": markup, "html": read(data)}
    return compare(markup, found, edition="sample", statements={"html": stated(name)})


def codes(name: str, change: Change) -> set[str]:
    spoilt = change(made(name))
    assert spoilt != made(name)
    return {problem.code for problem in account(name, spoilt).problems}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_nobody_touched_has_no_problem(name: str) -> None:
    assert account(name, made(name)).problems == ()
    assert len(stated(name).said) > 20


@pytest.mark.parametrize("name", LEAVES)
def test_a_leaf_that_is_not_as_it_should_be_is_named(name: str) -> None:
    code, change = LEAVES[name]
    assert code in codes("sample", change)


@pytest.mark.parametrize("name", STATED)
def test_what_a_page_says_beside_its_leaves_is_compared(name: str) -> None:
    assert "P915" in codes("sample", STATED[name])


@pytest.mark.parametrize("name", UNLISTED)
def test_what_is_not_on_the_list_is_named(name: str) -> None:
    assert "P914" in codes("sample", UNLISTED[name])


@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_nobody_could_see_is_named(name: str) -> None:
    assert "P913" in codes("sample", UNSEEN[name])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_that_is_not_as_it_should_be_is_named(name: str) -> None:
    code, change = CHARTS[name]
    assert code in codes("charts", change)
