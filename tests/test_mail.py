"""A mail body says what its edition says, twice; what a mail can't show is refused in a sentence."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

import pytest
from conftest import REAL, TEMPLATES
from sample_chart import chart, chart_assets, chart_html
from sample_page import sample_assets, sample_html

from briefwright import audience, content, pipeline
from briefwright.document.marks import read_html
from briefwright.layout import Layout, arrange
from briefwright.problems import ContentError
from briefwright.verify.parity import compare
from briefwright.web import mail, read_mail
from briefwright.web.statements import list_mail_statements

PICTURE = '<img src="images/square.png" alt="A blue square" width="320" height="120" data-at="square.image">'
SIGNS = ('data-marking=""', 'data-marking="INTERNAL" data-watermark="DRAFT"')
PAGE = sample_html().replace(PICTURE, "").replace(*SIGNS)


@cache
def layout() -> Layout:
    return arrange(PAGE, sample_assets())


@cache
def made() -> bytes:
    return mail.write(layout())


def parts(data: bytes) -> tuple[str, str]:
    """A message → its plain text and its HTML."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    text, html = (part.get_content() for part in message.iter_parts())
    return str(text).replace("\r\n", "\n"), str(html)


def codes(data: bytes) -> set[str]:
    markup = read_html(PAGE)
    account = compare(
        markup,
        {"markup": markup, "eml": read_mail.read(data)},
        statements={"eml": list_mail_statements(layout())},
    )
    return {problem.code for problem in account.problems}


def test_a_mail_that_nobody_touched_says_what_its_edition_says() -> None:
    assert codes(made()) == set()


def test_the_same_edition_is_the_same_message() -> None:
    assert mail.write(arrange(PAGE, sample_assets())) == made()


def test_plain_text_writes_out_links_and_sets_tables_in_columns() -> None:
    text, _ = parts(made())
    assert "a link <https://example.org/>, a note[1]" in text
    assert "Name  Count\nOne       1\nMany  1,410\n" in text
    assert "2. Two\n" in text
    assert "INTERNAL" in text
    assert max(map(len, text.splitlines())) <= 76


def test_no_line_of_the_message_is_longer_than_mail_allows() -> None:
    assert max(map(len, made().split(b"\r\n"))) <= 78


def test_html_has_its_styles_on_each_element_and_is_no_wider_than_600_px() -> None:
    _, html = parts(made())
    assert "max-width:600px" in html
    assert "color:#0b6480" in html
    assert not any(word in html for word in ("<style", "<link", "<img", "flex", "grid", "float"))


SPOILT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a word of the HTML": ("P904", lambda data: data.replace(b"first message", b"third message", 2)),
    "a word of the plain text": ("P913", lambda data: data.replace(b"first message", b"third message", 1)),
    "the subject": ("P915", lambda data: data.replace(b"Subject: A", b"Subject: No", 1)),
    "a link": ("P915", lambda data: data.replace(b"href=3D\"https://example.org", b"href=3D\"https://example.net")),
    "the marking": ("P915", lambda data: data.replace(b"INTERNAL", b"OPEN")),
    "a header": ("P914", lambda data: b"Bcc: x@example.org\r\n" + data),
    "a script": ("P914", lambda data: data.replace(b"</body>", b"<script></script></body>")),
    "a picture": ("P914", lambda data: data.replace(b"</body>", b"<img src=3D\"x\"></body>")),
    "a comment": ("P914", lambda data: data.replace(b"</body>", b"<!-- x --></body>")),
    "a hidden text": ("P914", lambda data: data.replace(b"margin:0;padding:0", b"display:none", 1)),
    "a link that runs": ("P914", lambda data: data.replace(b"https://example.org/\"", b"javascript:x\"")),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_a_message_that_somebody_changed_is_named(what: str) -> None:
    code, change = SPOILT[what]
    spoilt = change(made())
    assert spoilt != made()
    assert code in codes(spoilt)


@pytest.mark.parametrize(
    ("name", "language"), [("minister", "en"), ("press", "ru"), ("messages", "ar")]
)
def test_editions_without_figures_are_built_as_mail(name: str, language: str) -> None:
    reader = audience.read(TEMPLATES, name)
    built = pipeline.build(content.read(REAL), reader, language, ["eml"])
    assert built.account.summary().endswith("in e-mail")
    assert built.outputs["eml"].startswith(b"Subject: ")


def test_an_edition_with_a_drawing_or_a_wide_table_has_no_mail_body() -> None:
    page = chart_html(chart("missions", "bar", [("One", [("1", "1")])]))
    with pytest.raises(ContentError) as caught:
        mail.write(arrange(page, chart_assets()))
    (problem,) = caught.value.problems
    assert (problem.code, problem.at) == ("L840", "missions")
    assert "is a drawing or a picture, which a mail can't show" in problem.message
    wide = PAGE.replace('<td data-at="numbers.rows.1.2">1</td>', "<td>1</td>" * 4)
    with pytest.raises(ContentError) as caught:
        mail.write(arrange(wide, sample_assets()))
    (problem,) = caught.value.problems
    assert "“Table 1 Numbers” has 5 columns; a mail has room for 4." in problem.message
