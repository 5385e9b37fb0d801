"""An audience folder → what its readers may see and how it looks."""

import shutil
from pathlib import Path

import jinja2
import pytest

from briefwright import audience
from briefwright.problems import ContentError

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A templates folder with a base that has one template, one word and one colour."""
    write(tmp_path / "base" / "blocks" / "text.html", "base text")
    write(tmp_path / "base" / "labels" / "en.yaml", "direction: ltr\nwords:\n  figure: Figure\n")
    write(tmp_path / "base" / "theme.css", "p { color: black }")
    return tmp_path


def write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def press(templates: Path, settings: str) -> audience.Audience:
    write(templates / "audiences" / "press" / "audience.yaml", settings)
    return audience.read(templates, "press")


def faults(templates: Path, settings: str) -> list[str]:
    with pytest.raises(ContentError) as raised:
        press(templates, settings)
    return [f"{problem.where} {problem.code}" for problem in raised.value.problems]


def test_the_shipped_audiences_can_be_read() -> None:
    found = audience.names(TEMPLATES)
    assert "full" in found
    assert [audience.read(TEMPLATES, name).name for name in found] == list(found)


def test_a_setting_that_is_left_out_has_its_default(templates: Path) -> None:
    read = press(templates, "title: Press\n")
    assert (read.title, read.detail) == ("Press", "full")
    assert (read.clearance, read.contents) == (("open",), 0)


def test_a_child_has_its_parents_settings_and_its_own_win(templates: Path) -> None:
    write(templates / "audiences" / "public" / "audience.yaml", "sources: none\ncontents: 2\n")
    read = press(templates, "extends: public\nsources: inline\n")
    assert read.lineage == ("press", "public")
    assert (read.sources, read.contents) == ("inline", 2)


def test_the_nearest_template_and_the_nearest_word_win(templates: Path) -> None:
    write(templates / "house" / "blocks" / "text.html", "house text")
    write(templates / "house" / "labels" / "en.yaml", "words:\n  figure: Fig.\n")
    read = press(templates, "title: Press\n")
    assert read.theme.templates["blocks/text.html"] == "house text"
    assert read.theme.templates["base/blocks/text.html"] == "base text"
    assert read.theme.labels["en"] == {
        "direction": "ltr",
        "digits": "latin",
        "words.figure": "Fig.",
    }


def test_stylesheets_cascade_from_the_base_to_the_audience(templates: Path) -> None:
    write(templates / "house" / "theme.css", "p { color: blue }")
    write(templates / "audiences" / "press" / "theme.css", "p { color: red }")
    read = press(templates, "title: Press\npage: Letter\n")
    sheets = [asset.name for asset in read.theme.assets if asset.media_type == "text/css"]
    assert sheets == [
        "base/theme.css",
        "house/theme.css",
        "audiences/press/theme.css",
        "audiences/press/audience.css",
    ]


def test_clearance_for_internal_matter_includes_what_is_open(templates: Path) -> None:
    assert press(templates, "clearance: internal\n").clearance == ("open", "internal")


def test_the_fonts_that_a_stylesheet_names_come_from_their_package(templates: Path) -> None:
    face = '@font-face { font-family: S; src: url("/fonts/source-sans-3/SourceSans3[wght].ttf") }'
    write(templates / "house" / "theme.css", face)
    assets = press(templates, "title: Press\n").theme.assets
    fonts = [asset for asset in assets if asset.media_type == "font/ttf"]
    assert [font.name for font in fonts] == ["fonts/source-sans-3/SourceSans3[wght].ttf"]
    assert len(fonts[0].data) > 10_000


def test_a_font_without_its_package_is_named_with_its_line(templates: Path) -> None:
    write(templates / "house" / "theme.css", "\n@font-face { src: url(/fonts/runes/Runes.ttf) }")
    assert faults(templates, "title: Press\n") == ["templates/house/theme.css:2:1 A504"]


def test_all_faults_of_the_settings_are_told_at_once(templates: Path) -> None:
    shown = f"{templates.name}/audiences/press/audience.yaml"
    settings = "sources: footnote\ncolour: blue\nmax_pages: two\ntitle: [a, b]\n"
    assert faults(templates, settings) == [f"{shown}:{line}:1 A503" for line in (1, 2, 3, 4)]


def test_an_unknown_parent_is_named_where_it_was_asked_for(templates: Path) -> None:
    shown = f"{templates.name}/audiences/press/audience.yaml"
    assert faults(templates, "extends: pres\n") == [f"{shown}:1:10 A501"]


def test_an_audience_that_extends_itself_is_a_fault(templates: Path) -> None:
    shown = f"{templates.name}/audiences/press/audience.yaml"
    assert faults(templates, "extends: press\n") == [f"{shown}:1:10 A502"]


@pytest.mark.parametrize("typed", ["opne", "Internal", "[open, intern]"])
def test_a_clearance_that_nothing_can_be_marked_with_is_a_fault(
    templates: Path, typed: str
) -> None:
    (told,) = faults(templates, f"clearance: {typed}\n")
    assert told.endswith("/audiences/press/audience.yaml:1:1 A503")


@pytest.mark.parametrize(
    "typed",
    [
        *("max_pages: none", "max_pages: 0", "rounding: 9", "columns: 3", "type_size: 12"),
        *("type_size: 5pt", "large_print: true", "numbers: roman", "masthead: [titel]"),
        *("order: [body, body]", "page: A5", "pauses: often", "prefers: [plane]"),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_a_fault_at_its_line(
    templates: Path, typed: str
) -> None:
    (told,) = faults(templates, f"title: Press\n{typed}\n")
    assert told.endswith("/audiences/press/audience.yaml:2:1 A503")


def test_settings_are_read_as_what_they_are(templates: Path) -> None:
    read = press(
        templates,
        "max_pages: 2\nrounding: 3\ncolumns: 2\nnumbers: words\npauses: yes\n"
        "masthead: [release, title]\nwithout: [body, glossary]\n",
    )
    assert (read.max_pages, read.rounding, read.columns) == (2, 3, 2)
    assert (read.numbers, read.pauses) == ("words", True)
    assert read.masthead == ("release", "title")
    assert read.without == ("body", "glossary")


# ----------------------------------------------------------------- large print


def test_large_print_has_its_own_name_one_column_and_the_large_sheets_last(
    templates: Path,
) -> None:
    write(templates / "base" / "large-print.css", "p { font-size: 18pt }")
    usual = press(templates, "columns: 2\nmax_pages: 1\ntype_size: 9pt\n")
    large = audience.enlarge(usual)
    assert (large.name, large.lineage) == ("press-large-print", ("press",))
    assert (large.columns, large.max_pages) == (1, 0)
    sheets = [asset.name for asset in large.theme.assets if asset.media_type == "text/css"]
    assert sheets[-2:] == ["audiences/press/audience.css", "base/large-print.css"]
    assert "base/large-print.css" not in [asset.name for asset in usual.theme.assets]
    assert audience.enlarge(large) == large


def test_an_audience_may_always_be_in_large_print(templates: Path) -> None:
    read = press(templates, "large_print: yes\n")
    assert (read.name, read.large_print) == ("press-large-print", True)


# ----------------------------------------------------------------- a designer at work


def test_a_template_may_extend_a_parents_and_change_one_part_of_it(templates: Path) -> None:
    whole = "{% block over %}a{% endblock %}{% block under %}b{% endblock %}"
    write(templates / "base" / "blocks" / "table.html", whole)
    write(templates / "audiences" / "public" / "audience.yaml", "title: Public\n")
    write(
        templates / "audiences" / "public" / "blocks" / "table.html",
        '{% extends "base/blocks/table.html" %}{% block over %}A{% endblock %}',
    )
    write(
        templates / "audiences" / "press" / "blocks" / "table.html",
        '{% extends "public/blocks/table.html" %}{% block under %}B{% endblock %}',
    )
    sources = press(templates, "extends: public\n").theme.templates
    made = jinja2.Environment(loader=jinja2.DictLoader(dict(sources)), autoescape=True)
    assert made.get_template("blocks/table.html").render() == "AB"
    others = audience.read(templates, "public").theme.templates
    made = jinja2.Environment(loader=jinja2.DictLoader(dict(others)), autoescape=True)
    assert made.get_template("blocks/table.html").render() == "Ab"


def test_who_changes_one_audience_touches_no_other(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    before = {name: audience.read(folder, name) for name in audience.names(folder)}
    own = folder / "audiences" / "press"
    write(own / "theme.css", "h2 { color: red }")
    write(own / "labels" / "en.yaml", "words:\n  end_mark: '###'\n")
    write(own / "blocks" / "table.html", '{% extends "base/blocks/table.html" %}')
    after = {name: audience.read(folder, name) for name in audience.names(folder)}
    assert [name for name in before if before[name] != after[name]] == ["press"]
    assert after["press"].theme.labels["en"]["words.end_mark"] == "###"


def test_a_region_has_the_words_of_its_language_but_for_its_own(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    own = tmp_path / "templates" / "house" / "labels"
    own.mkdir(exist_ok=True)
    (own / "en-GB.yaml").write_text("words: {contents: In this paper}\n", encoding="utf-8")
    labels = audience.read(tmp_path / "templates", "full").theme.labels
    assert labels["en-US"]["words.contents"] == "Contents"
    assert labels["en-GB"]["words.contents"] == "In this paper"
    assert labels["en-GB"]["words.figure"] == "Figure"
    with pytest.raises(LookupError):
        labels["xx-US"]
