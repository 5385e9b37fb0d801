"""Templates → pages, and the two checks that guard the border."""

import shutil
from pathlib import Path

import lxml.html
import pytest
from sample_page import sample_html

from briefwright import audience
from briefwright.audience.theme import Theme
from briefwright.cli import commands
from briefwright.document import limits
from briefwright.document.assets import Assets
from briefwright.markup import check_page, check_templates

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def theme(source: str) -> Theme:
    return Theme({"blocks/text.html": source}, {"blocks/text.html": "text.html"}, {}, Assets())


def found(source: str) -> list[str]:
    return [f"{problem.where} {problem.code}" for problem in check_templates(theme(source))]


def page(body: str) -> list[str]:
    html = f"<!doctype html><html><body>{body}</body></html>"
    return [f"{problem.at} {problem.code}" for problem in check_page(html)]


@pytest.mark.parametrize("name", audience.names(TEMPLATES))
def test_every_shipped_template_keeps_to_the_vocabulary(name: str) -> None:
    shipped = audience.read(TEMPLATES, name).theme
    assert len(shipped.templates) > 40
    assert check_templates(shipped) == ()


def test_a_template_in_the_vocabulary_is_in_order() -> None:
    assert found('<p class="{{ block.kind }}" data-at="{{ block.at }}">{{ words }}</p>') == []


def test_an_unknown_element_is_named_at_its_line_and_column() -> None:
    assert found("<p>\n  <marquee>") == ["text.html:2:3 T603"]


def test_an_attribute_that_word_could_not_follow_is_refused() -> None:
    assert found('<p style="color: red">') == ["text.html:1:1 T604"]


def test_a_role_must_be_known_and_written_out() -> None:
    assert found('<p data-role="standfist">') == ["text.html:1:1 T605"]
    assert found('<p data-role="{{ block.kind }}">') == ["text.html:1:1 T605"]
    assert found('<div data-role="standfirst">') == ["text.html:1:1 T605"]


def test_words_in_a_template_are_refused_but_signs_are_not() -> None:
    assert found("<p>{{ block.text }} · {# a remark #}</p>") == []
    assert found("<p>Important: {{ block.text }}</p>") == ["text.html:1:4 T606"]


def test_a_comment_that_would_reach_the_page_is_refused() -> None:
    assert found("<!-- remark -->") == ["text.html:1:1 T607"]


def test_a_line_that_jinja_fills_in_keeps_the_places_after_it() -> None:
    assert found("{% if block %}\n{{ block }}<blink>\n{% endif %}") == ["text.html:2:12 T603"]


def test_the_sample_page_keeps_to_the_vocabulary() -> None:
    assert check_page(sample_html()) == ()


def test_what_stands_in_the_wrong_place_is_named_by_its_address() -> None:
    assert page('<section data-at="s"><li data-at="s.1">x</li></section>') == ["s.1 H702"]


@pytest.mark.parametrize(
    ("texts", "pictures", "codes"),
    [(10, 300, []), (10, 301, ["R908"]), (4000, 500, []), (4000, 501, ["R908"])],
)
def test_a_long_page_may_show_more_pictures_than_a_short_one(
    texts: int, pictures: int, codes: list[str]
) -> None:
    body = '<p data-at="a">x</p>' * texts + '<img src="x.png">' * pictures
    root = lxml.html.document_fromstring(f"<body>{body}")
    assert [problem.code for problem in limits.check_page(root)] == codes


def test_a_missing_attribute_is_named_by_its_address() -> None:
    assert page('<figure data-at="f"><img src="x.png"></figure>') == ["f H703"]


def test_a_text_that_is_printed_twice_is_named() -> None:
    assert page('<p data-at="a">x</p><p data-at="a">x</p>') == ["a H704"]


def test_an_element_that_got_past_the_templates_is_named() -> None:
    assert page('<section data-at="s"><marquee>x</marquee></section>') == ["s H701"]


def test_a_template_that_cannot_be_filled_in_names_the_block_that_it_was_to_print(
    tmp_path: Path,
) -> None:
    specimen = Path(__file__).resolve().parent / "broken" / "T602"
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES / "base", templates / "base")
    shutil.copytree(TEMPLATES / "audiences" / "full", templates / "audiences" / "full")
    shutil.copytree(specimen / "templates", templates, dirs_exist_ok=True)
    folders = commands.Folders(specimen / "content", templates, tmp_path / "output")
    (problem,) = commands.check(folders, ()).problems
    assert str(problem.where) == "templates/house/blocks/text.html:2:1"
    assert problem.message.endswith("content/sample/briefing.yaml:9:5.")
