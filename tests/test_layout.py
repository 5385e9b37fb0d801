"""HTML and assets → Layout, or every fault of a theme and its page, where its designer finds it."""

import io

import pytest
from sample_page import sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.layout import Layout, arrange, draw
from briefwright.problems import CODES, ContentError, Place, Problem

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">{}</text></svg>'


@pytest.fixture(scope="module")
def layout() -> Layout:
    return arrange(sample_html(), sample_assets())


def with_css(css: str) -> Assets:
    return Assets((*sample_assets(), Asset("house/theme.css", css.encode(), "text/css")))


def faults(html: str, assets: Assets) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as raised:
        draw(arrange(html, assets))
    return raised.value.problems


def only(problems: tuple[Problem, ...], code: str) -> Problem:
    assert [problem.code for problem in problems] == [code], problems
    assert code in CODES
    return problems[0]


def test_an_element_has_its_style_its_page_and_its_size(layout: Layout) -> None:
    title = next(layout.root.iter("h1"))
    image = next(layout.root.iter("img"))
    assert layout.style(title)["font_family"] == ("Source Sans 3",)
    assert (layout.page(title), layout.page(image) > 1) == (1, True)
    assert layout.width(image) > layout.height(image) > 0


def test_a_rectangle_is_in_points_from_the_lower_left_corner_of_its_page(layout: Layout) -> None:
    image = next(layout.root.iter("img"))
    left, bottom, right, top = layout.rectangle(image)
    page = layout.page_box(layout.page(image))
    assert right - left == pytest.approx(layout.width(image) * 0.75)
    assert top - bottom == pytest.approx(layout.height(image) * 0.75)
    assert 0 < left < right < page.width * 0.75
    assert 0 < bottom < top < page.height * 0.75


@pytest.mark.parametrize(("around", "inside"), [("ltr", "rtl"), ("rtl", "ltr"), ("rtl", "rtl")])
def test_a_part_looks_as_its_own_direction_asks(around: str, inside: str) -> None:
    page = sample_html().replace('dir="ltr"', f'dir="{around}"')
    page = page.replace('<section data-at="lists"', f'<section dir="{inside}" data-at="lists"')
    layout = arrange(page, sample_assets())
    near, far = ("left", "right") if inside == "ltr" else ("right", "left")
    box = next(layout.root.iterfind(".//aside[@data-role='callout']"))
    listed = next(layout.root.iterfind(".//ul[@data-at='lists/list-1']"))
    for element, what in ((box, "border_{}_width"), (listed, "padding_{}")):
        style = layout.style(element)
        lengths = [
            getattr(one, "value", one) for one in map(style.get, map(what.format, (near, far)))
        ]
        assert lengths[0] > 0
        assert lengths[1] == 0


def test_a_page_without_room_is_a_fault_of_the_sheet_that_took_it() -> None:
    own = "body { margin: 0 }\n@page { margin: 200mm }"
    problem = only(faults(sample_html(), with_css(own)), "R912")
    assert problem.where == Place("templates/house/theme.css", 2, 1)


def test_what_css_writes_is_known(layout: Layout) -> None:
    bullet = next(item for item in layout.root.iter("li") if item.get("data-role") is None)
    contents = next(layout.root.iterfind(".//span[@data-role='page']"))
    assert layout.generated_text(bullet, "marker").strip()
    assert layout.generated_text(contents, "after").rstrip()[-1].isdigit()


def test_a_role_has_a_style_in_the_sampler_even_if_the_page_has_none_of_it(layout: Layout) -> None:
    assert layout.sample("footnote")["font_size"] < layout.sample("p")["font_size"]


def test_no_font_of_the_machine_is_ever_known() -> None:
    fault = only(faults(sample_html(), with_css("p { font-family: DejaVu Sans }")), "L805")
    assert "“DejaVu Sans”" in fault.message
    assert fault.where == Place("templates/house/theme.css", 1, 5)


def test_a_generic_font_family_is_left_to_chance_and_refused() -> None:
    problems = faults(sample_html(), with_css('h1 { font: 2em/1 "Source Sans 3", sans-serif }'))
    fault = only(problems, "L805")
    assert ("“sans-serif”" in fault.message, fault.at) == (True, "briefing.title")


def test_a_letter_that_the_font_lacks_is_named_with_its_address() -> None:
    fault = only(faults(sample_html().replace("Because.", "Because 漢."), sample_assets()), "L804")
    assert "“漢” (U+6F22, cjk unified ideograph-6f22)" in fault.message
    assert fault.at == "ask.answer"


def test_a_letter_is_missed_at_each_address_but_once_there() -> None:
    html = sample_html().replace("Because.", "☃ ☃").replace("Left.", "☃")
    assert [problem.at for problem in faults(html, sample_assets())] == ["ask.answer", "pair.1"]


def test_spaces_joiners_and_marks_of_direction_need_no_letter() -> None:
    spaces = "1\u202f410\u00a0\u2009\u00ad\u200b\u2060\u200e"
    arrange(sample_html().replace("Because.", spaces), sample_assets())


def test_a_letter_that_only_the_upright_face_has_is_missed_in_italics() -> None:
    face = '@font-face { font-family: Two; src: url("/fonts/source-sans-3/SourceSans3[wght].ttf") }'
    italic = face.replace("SourceSans3[", "SourceSans3-Italic[").replace(
        "}", "; font-style: italic; unicode-range: U+20-7E }"
    )
    css = f"{face} {italic} [data-role=asked] {{ font-family: Two }}"
    html = sample_html().replace("Why?", "Żywiec?")
    arrange(html, with_css(css))
    fault = only(faults(html, with_css(css + "[data-role=asked] { font-style: italic }")), "L804")
    assert "“Ż”" in fault.message


def test_a_bullet_that_the_font_lacks_is_named_as_a_marker() -> None:
    css = 'ul ul > li::marker { font-family: "Source Serif 4" } ul ul { list-style-type: "☞ " }'
    fault = only(faults(sample_html(), with_css(css)), "L804")
    assert "“☞”" in fault.message
    assert "::marker" in fault.message


def test_a_letter_missing_in_a_running_head_is_named() -> None:
    html = sample_html().replace('data-running="Sample"', 'data-running="漢"')
    assert "a page's margin" in only(faults(html, sample_assets()), "L804").message


@pytest.mark.parametrize(
    ("css", "selector", "told"),
    [
        ("section > p { float: left }", "section > p", "float: left on “p”"),
        ("figure { position: absolute }", "figure", "position: absolute on “figure”"),
        ("h2 { position: relative }", "h2", "position: relative on “h2”"),
        ("h3 { transform: rotate(9deg) }", "h3", "transform: rotate() on “h3”"),
        ("table { display: flex }", "table", "display: flex on “table”"),
        ("ol { display: inline-grid }", "ol", "display: inline-grid on “ol”"),
        ("blockquote { columns: 2 }", "blockquote", "columns: 2 on “quote”"),
        ("blockquote { column-width: 9em }", "blockquote", "columns: by width"),
        ("header { opacity: .5 }", "header", "opacity: 0.5 on “masthead”"),
    ],
)
def test_layout_that_word_cannot_follow_is_named_with_its_rule(
    css: str, selector: str, told: str
) -> None:
    problem = next(
        problem
        for problem in faults(sample_html(), with_css(f"\n@media print {{ {css} }}"))
        if problem.code == "L806"
    )
    assert problem.message.startswith(f"The rule “{selector}” sets {told}")
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == ("templates/house/theme.css", 2)


def test_one_rule_is_told_of_once_with_all_its_roles() -> None:
    fault = only(faults(sample_html(), with_css("h2, h3 { float: left }")), "L806")
    assert "on “h2”, “h3”. " in fault.message


def test_the_roles_that_may_be_laid_out_freely_may(layout: Layout) -> None:
    strip = next(layout.root.iterfind(".//ul[@data-role='strip']"))
    assert layout.style(strip)["display"] == ("block", "flex")


def test_the_declaration_that_wins_is_the_one_that_is_named() -> None:
    css = "h2 { float: left }\nsection h2 { float: right }\nh2 { float: left }"
    fault = only(faults(sample_html(), with_css(css)), "L806")
    assert fault.where == Place("templates/house/theme.css", 2, 14)
    assert "float: right" in fault.message


@pytest.mark.parametrize("css", ["display: none", "visibility: hidden"])
def test_a_hidden_block_is_named(css: str) -> None:
    fault = only(faults(sample_html(), with_css(f"[data-role=key-messages] {{ {css} }}")), "L807")
    assert fault.at == "messages"
    assert "Nothing may be hidden" in fault.message


@pytest.mark.parametrize("href", ["file:///etc/hosts", "page.html", "//a.example", "javascript:1"])
def test_a_link_that_leads_nowhere_for_a_reader_is_named(href: str) -> None:
    html = sample_html().replace("https://example.org/", href)
    fault = only(faults(html, sample_assets()), "L808")
    assert (href in fault.message, fault.at) == (True, "lists/text-1.text")


def test_a_link_to_a_place_that_is_not_on_the_page_fails_the_build() -> None:
    html = sample_html().replace('href="#numbers"', 'href="#nowhere"')
    assert "nowhere" in only(faults(html, sample_assets()), "L801").message


def test_a_picture_that_nobody_declared_is_named_with_its_address() -> None:
    html = sample_html().replace("images/square.png", "../secret.png")
    fault = only(faults(html, sample_assets()), "L803")
    assert fault.at == "square.image"


def test_a_file_that_a_stylesheet_asks_for_in_vain_is_named_with_its_line() -> None:
    problems = faults(sample_html(), with_css('\nbody { background: url("/paper.png") }'))
    assert only(problems, "L803").where == Place("templates/house/theme.css", 2, 26)


@pytest.mark.parametrize("url", ["https://example.org/a.css", "file:///etc/hosts"])
def test_nothing_is_loaded_from_anywhere_else(url: str) -> None:
    assert url in only(faults(sample_html(), with_css(f'@import "{url}";')), "L803").message


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody asked the network")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    only(faults(sample_html(), with_css('@import "https://example.org/a.css";')), "L803")


def test_a_picture_that_cannot_be_read_fails_the_build() -> None:
    broken = Asset("images/broken.png", b"no picture", "image/png")
    html = sample_html().replace("images/square.png", "images/broken.png")
    assert "broken.png" in only(faults(html, Assets((*sample_assets(), broken))), "L801").message


def test_a_font_that_cannot_be_read_fails_the_build() -> None:
    css = '@font-face { font-family: Torn; src: url("/fonts/torn.ttf") }'
    torn = Asset("fonts/torn.ttf", b"no font", "font/ttf")
    assert "Torn" in only(faults(sample_html(), Assets((*with_css(css), torn))), "L801").message


def test_a_declaration_that_weasyprint_does_not_know_is_a_warning_each_time() -> None:
    for _ in range(2):
        warning = only(arrange(sample_html(), with_css("\np { colour: red }")).problems, "L802")
        assert warning.level == "warning"
        assert warning.where == Place("templates/house/theme.css", 2, 5)


def test_a_misspelt_property_is_told_with_the_likely_one() -> None:
    warning = only(arrange(sample_html(), with_css("p { colour: red }")).problems, "L802")
    told = "`colour: red` has no effect: unknown property; did you mean “color”?"
    assert warning.message == told


def test_a_variable_that_nothing_reads_is_a_warning() -> None:
    css = ":root { --acent: red; --accent: #b00020 } p { color: var(--accent); --word-style: Box }"
    warning = only(arrange(sample_html(), with_css(css)).problems, "L802")
    assert warning.where == Place("templates/house/theme.css", 1, 9)
    assert "did you mean “--accent”?" in warning.message


def test_a_rule_with_a_brace_missing_is_a_warning() -> None:
    css = "h2 { color: red\np { color: blue }"
    problems = arrange(sample_html(), with_css(css)).problems
    assert "is a brace missing" in only(problems, "L802").message


def test_a_letter_in_a_picture_that_no_font_has_fails_the_build() -> None:
    drawing = Asset("images/c.svg", SVG.format("漢").encode(), "image/svg+xml", 90, 30)
    html = sample_html().replace("images/square.png", "images/c.svg")
    assert "(U+6F22)" in only(faults(html, Assets((*sample_assets(), drawing))), "L801").message


def test_a_picture_cannot_bring_a_font_of_its_own() -> None:
    style = "<style>@font-face{font-family:X;src:url(/fonts/x.ttf)}</style><text"
    drawing = Asset("c.svg", SVG.replace("<text", style).encode(), "image/svg+xml", 90, 30)
    html = sample_html().replace("images/square.png", "c.svg")
    assert "'X'" in only(faults(html, Assets((*sample_assets(), drawing))), "L801").message


def test_all_faults_come_in_one_run() -> None:
    html = sample_html().replace("Because.", "☃")
    codes = {problem.code for problem in faults(html, with_css("h2 { float: left; font: 1em X }"))}
    assert codes == {"L804", "L805", "L806"}


def test_a_font_in_a_web_format_is_read_too() -> None:
    from fontTools.ttLib import TTFont

    upright = next(file for file in sample_assets() if file.name.endswith("SourceSans3[wght].ttf"))
    stream = io.BytesIO()
    font = TTFont(io.BytesIO(upright.data))
    font.flavor = "woff"
    font.save(stream)
    woff = Asset("fonts/web.woff", stream.getvalue(), "font/woff")
    css = '@font-face { font-family: Web; src: url("/fonts/web.woff") } h1 { font-family: Web }'
    arrange(sample_html(), Assets((*with_css(css), woff)))


def test_a_running_head_that_is_broken_into_lines_keeps_its_blanks() -> None:
    title = "A title for the head of each page that is much longer than half of its line"
    css = "@page { @top-left { width: 30mm; white-space: normal } }"
    html = sample_html().replace('data-running="Sample"', f'data-running="{title}"')
    page = arrange(html, with_css(css)).page_box(2)
    assert [box.text for box in page.boxes if box.where == "@top-left"] == [title]
