"""A delivery → the message that its recipient gets, its headers none but those that are meant."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from conftest import TEMPLATES
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_mailing import ISSUED, NOON, edition

from briefwright.document.assets import Asset
from briefwright.issuing.manifest import Issued
from briefwright.mail import (
    DeliverySettings,
    Mailbox,
    Mailing,
    Message,
    RelaySettings,
    Sent,
    compose,
    headers,
    list_attached,
    prepare_mailing,
)
from briefwright.mail.headers import HeaderFault
from briefwright.mail.message import Content, make_message
from briefwright.mail.settings import Unsubscribing
from briefwright.mail.unsubscribing import Subscription, make_token, read_token
from briefwright.problems import ContentError
from briefwright.recipients import Recipient, plan_deliveries

SENDER = Mailbox("Port Authority", "press@port.example")
SETTINGS = DeliverySettings(SENDER, RelaySettings("mail.port.example"), Unsubscribing(SENDER))
ANA = Recipient("ana@example.org", "Ana", audience="press", language="en")
NOBODY = "no-such@example.org"


def mailing(issued: Issued = ISSUED, sent: DeliverySettings = SETTINGS, key: str = "") -> Mailing:
    return prepare_mailing(issued, sent, TEMPLATES, lambda _: BODY, key)


BODY = (
    b'Subject: The port\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"'
    b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nTwelve ships came.\r\n--b\r\n"
    b"Content-Type: text/html\r\n\r\n<html><body><p>Twelve <em>ships</em> came.</p></body></html>"
    b"\r\n--b--\r\n"
)


def send(recipient: Recipient = ANA, common: Mailing | None = None) -> Message:
    """A recipient → the message, as the plan for its row would have it."""
    common = common or mailing()
    (delivery,) = plan_deliveries([recipient], common.issued, NOON).deliveries
    wanted = list_attached(delivery, common.settings)
    files = [Asset(file.name, b"%PDF" * 1000, "application/pdf") for file in wanted]
    return compose(delivery, files, common, Sent("d1", NOON, "newsrooms"))


def parse(message: Message) -> EmailMessage:
    parsed = message_from_bytes(message.data, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def read_text(message: Message, kind: str = "plain") -> str:
    body = parse(message).get_body((kind,))
    assert body is not None
    return str(body.get_content())


# ----------------------------------------------------------------- what a recipient reads


def test_a_message_is_to_one_recipient_with_the_files_of_its_edition() -> None:
    message = send()
    parsed = parse(message)
    assert (message.sender, message.recipient) == ("press@port.example", "ana@example.org")
    assert str(parsed["From"]) == "Port Authority <press@port.example>"
    assert str(parsed["To"]) == "Ana <ana@example.org>"
    assert str(parsed["Subject"]) == "The port"
    assert [parsed["Bcc"], parsed["Cc"]] == [None, None]
    assert [part.get_filename() for part in parsed.iter_attachments()] == ["port-press-en.pdf"]
    for kind in ("plain", "html"):
        text = read_text(message, kind)
        assert "Dear Ana," in text
        assert "“The port” is attached." in text
        assert "port-press-en.pdf" in text
        assert "PDF, 4 kB" in text
        assert "To receive no more, write to press@port.example." in text


@pytest.mark.parametrize(
    ("language", "greeting", "direction"),
    [
        ("en", "Dear Ана,", "ltr"),
        ("fr", "Bonjour Ана,", "ltr"),
        ("ru", "Здравствуйте, Ана!", "ltr"),
        ("kk", "Құрметті Ана!", "ltr"),
        ("ar", "تحية طيبة، Ана،", "rtl"),
    ],
)
def test_a_message_is_in_the_language_of_its_edition(
    language: str, greeting: str, direction: str
) -> None:
    issued = replace(ISSUED, editions=(edition("press", language),), language=language)
    files = {name: "digest" for one in issued.editions for name in one.files.values()}
    issued = replace(issued, files=files)
    message = send(replace(ANA, name="Ана", language=language), mailing(issued))
    assert greeting in read_text(message)
    html = read_text(message, "html")
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert greeting in html
    assert str(parse(message)["Content-Language"]) == language
    assert str(parse(message)["To"]) == "Ана <ana@example.org>"


def test_whoever_has_no_name_is_greeted_without_one() -> None:
    assert "Good day," in read_text(send(replace(ANA, name="")))


def test_a_message_says_what_must_be_known_of_its_copy() -> None:
    issued = replace(ISSUED, corrects="1", number="2", embargo="2026-10-09 18:00 Almaty")
    one = replace(ANA, copy="personal", under_embargo=True)
    message = send(one, mailing(issued))
    assert str(parse(message)["Subject"]) == "Correction: The port"
    text = read_text(message)
    text = text.replace("\u00a0", " ")
    assert "Embargo: not before 9 October 2026, 18:00 (Almaty; 13:00 UTC)" in text
    assert "It takes the place of edition 1" in text
    assert "This is copy 1, made for you alone" in text
    assert "Edition 2 · 9 October 2026 · P-1" in text


def test_an_edition_issued_as_mail_is_the_text_of_the_message_unless_the_copy_is_personal() -> None:
    as_mail = edition("press", "en", formats="pdf eml")
    files = dict.fromkeys(as_mail.files.values(), "digest")
    common = mailing(replace(ISSUED, editions=(as_mail,), files=files))
    message = send(ANA, common)
    assert "Twelve ships came." in read_text(message)
    assert "<p>Twelve <em>ships</em> came.</p>" in read_text(message, "html")
    personal = send(replace(ANA, copy="personal"), common)
    assert "Twelve" not in read_text(personal)
    assert "Twelve" not in read_text(personal, "html")
    alone = send(replace(ANA, formats=("eml",)), common)
    assert "“The port” stands below." in read_text(alone)
    assert list(parse(alone).iter_attachments()) == []


def test_what_is_open_is_linked_where_there_is_a_page_and_nothing_else_is() -> None:
    common = mailing(sent=replace(SETTINGS, links="https://port.example/issued"))
    link = "https://port.example/issued/port/1/port-press-en.pdf"
    message = send(ANA, common)
    assert link in read_text(message)
    assert f'href="{link}"' in read_text(message, "html")
    assert list(parse(message).iter_attachments()) == []
    for other in (
        replace(ANA, copy="personal"),
        replace(ANA, audience="staff", clearance=("internal",)),
    ):
        closed = send(other, common)
        assert "https://" not in read_text(closed)
        assert len(list(parse(closed).iter_attachments())) == 1


def test_what_a_name_holds_is_text_in_html() -> None:
    html = read_text(send(replace(ANA, name="<b onclick=x>Ana & Co")), "html")
    assert "&lt;b onclick=x&gt;Ana &amp; Co" in html


# ----------------------------------------------------------------- headers


def test_the_same_delivery_has_the_same_identity_whenever_it_is_sent() -> None:
    (delivery,) = plan_deliveries([replace(ANA, formats=("eml",))], WITH_MAIL, NOON).deliveries
    common = mailing(WITH_MAIL)
    first = compose(delivery, [], common, Sent("d1", NOON, "newsrooms"))
    assert compose(delivery, [], common, Sent("d1", NOON, "newsrooms")) == first
    later = compose(delivery, [], common, Sent("d1", NOON + timedelta(days=1), "newsrooms"))
    assert str(parse(later)["Date"]) != str(parse(first)["Date"])
    assert later.id == first.id == str(parse(first)["Message-ID"]) == "<d1@port.example>"


AS_MAIL = edition("press", "en", formats="eml")
WITH_MAIL = replace(
    ISSUED, editions=(AS_MAIL,), files=dict.fromkeys(AS_MAIL.files.values(), "digest")
)


def test_each_message_offers_to_unsubscribe_by_mail_and_in_one_click_where_a_page_takes_it() -> (
    None
):
    parsed = parse(send())
    assert parsed["List-Unsubscribe"] == "<mailto:press@port.example?subject=unsubscribe>"
    assert parsed["List-Unsubscribe-Post"] is None
    page = Unsubscribing(SENDER, "https://port.example/leave")
    common = mailing(sent=replace(SETTINGS, unsubscribing=page), key="secret")
    message = send(ANA, common)
    parsed = parse(message)
    by_page, by_mail = str(parsed["List-Unsubscribe"]).split(", ")
    assert f"List-Unsubscribe: {by_page},\r\n {by_mail}\r\n".encode() in message.data
    assert by_mail == "<mailto:press@port.example?subject=unsubscribe>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address, token = by_page.strip("<>").rsplit("/", 1)
    assert address == "https://port.example/leave"
    assert read_token("secret", token) == Subscription("newsrooms", "ana@example.org", "en")
    assert "ana@example.org" not in token
    assert f'href="{address}/{token}"' in read_text(message, "html")


def test_a_token_to_unsubscribe_holds_for_its_list_its_address_and_key_alone() -> None:
    ana = Subscription("newsrooms", "ana@example.org")
    token = make_token("secret", ana)
    assert read_token("secret", token) == ana
    assert read_token("other", token) is None
    german = replace(ana, language="de")
    assert read_token("secret", make_token("secret", german)) == german
    for place in range(len(token) - 1):  # the last letter has bits that say nothing
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert read_token("secret", changed) is None
    for odd in ("", "é", "%%%", token[:-5]):
        assert read_token("secret", odd) is None


INJECTIONS = (
    "a\r\nBcc: evil@example.org",
    "a\nBcc: evil@example.org",
    "a\rBcc: evil@example.org",
    "a\u2028Bcc: evil@example.org",
    "a\u2029Bcc: evil@example.org",
    "a\u0085Bcc: evil@example.org",
    "a\x0bBcc: evil@example.org",
    "a\x0cBcc: evil@example.org",
    "a\x1cBcc: evil@example.org",
    "a\x00b",
    "a\x9bb",
    "a\ud800b",
    "a\u202eb",
    "=?utf-8?q?hello=0ABcc=3A_evil@example.org?=",
    "=?utf-8?b?aGVsbG8KQmNjOiBldmlsQGV4YW1wbGUub3Jn?=",
    "a =?x",
)


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("where", ["title", "name"])
def test_nothing_gets_into_the_headers_from_a_title_or_a_name(where: str, value: str) -> None:
    if where == "title":
        issued = replace(ISSUED, editions=(replace(ISSUED.editions[0], title=value),))
        subject = " ".join(value.split())  # a title is one line, however it was typed
        if "Bcc" in value and headers_allow(subject):
            assert str(parse(send(ANA, mailing(issued)))["Subject"]) == subject
            return
        with pytest.raises(ContentError, match=r"D301.*can't stand in"):
            send(ANA, mailing(issued))
    else:
        with pytest.raises(ContentError, match=r"D301.*can't stand in"):
            send(replace(ANA, name=value))


def headers_allow(value: str) -> bool:
    try:
        headers.check("Subject", value)
    except HeaderFault:
        return False
    return True


ODD = '\r\n\t\v\f\x00\x1c\x85\u2028\u2029=?<>@,;:"\\ ()abcäЖم中'
PIECES = ("=?utf-8?q?", "?=", "=0A", "Bcc: evil@example.org", "\r\n\r\n", "\r\n ", "Ana")
TEXTS = st.lists(
    st.one_of(st.sampled_from(ODD), st.sampled_from(PIECES), st.characters()), max_size=12
).map("".join)
VISIBLE = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u2028\u2029"
)
HARMLESS = st.lists(
    st.one_of(st.sampled_from('=?<>@,;:"\\ ()abcäЖم中'), st.sampled_from(PIECES[1:4]), VISIBLE),
    max_size=40,
).map("".join)
TRIED = {"database": None, "deadline": None, "derandomize": True}


def parse_heads(subject: str, name: str, file: str) -> tuple[list[str], list[str], list[str]]:
    """Three values → the names of a message's headers, its recipients, the types of its parts."""
    more = (("Subject", subject), ("Message-ID", "<1@port.example>"))
    content = Content("Text", "<p>Text</p>", [Asset(file, b"%PDF", "application/pdf")])
    message = make_message(SENDER, Mailbox(name, "ana@example.org"), more, content)
    head = message.data.partition(b"\r\n\r\n")[0]
    assert re.search(rb"\r(?!\n)|(?<!\r)\n", head) is None
    parsed = parse(message)
    lines = [line for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    return (
        sorted(line.partition(b":")[0].decode() for line in lines),
        [one.addr_spec for one in parsed["To"].addresses],
        [part.get_content_type() for part in parsed.walk()],
    )


EXPECTED = (
    ["Content-Type", "From", "MIME-Version", "Message-ID", "Subject", "To"],
    ["ana@example.org"],
    ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"],
)


@settings(max_examples=120, **TRIED)  # type: ignore[arg-type]
@given(subject=HARMLESS, name=HARMLESS, file=HARMLESS)
def test_what_may_stand_in_headers_makes_no_others(subject: str, name: str, file: str) -> None:
    with suppress(HeaderFault):  # what the library mangles is refused
        assert parse_heads(subject, name, file) == EXPECTED


@settings(max_examples=120, **TRIED)  # type: ignore[arg-type]
@given(place=st.integers(0, 2), value=TEXTS.filter(lambda value: not headers_allow(value)))
def test_what_may_not_stand_in_headers_is_refused_wherever_it_stands(
    place: int, value: str
) -> None:
    values = ["The port", "Ana", "port.pdf"]
    values[place] = value
    with pytest.raises(HeaderFault):
        parse_heads(*values)


COMMON = mailing()
NAMES = sorted(name for name, _ in headers.read(send(ANA, COMMON).data))


@settings(max_examples=120, **TRIED)  # type: ignore[arg-type]
@given(title=TEXTS)
def test_a_title_adds_no_header_through_the_templates(title: str) -> None:
    issued = replace(ISSUED, editions=(replace(ISSUED.editions[0], title=title),))
    try:
        message = send(ANA, replace(COMMON, issued=issued))
    except ContentError as refused:
        codes = [one.code for one in refused.problems]
    else:
        codes = []
        assert sorted(name for name, _ in headers.read(message.data)) == NAMES
        assert [one.addr_spec for one in parse(message)["To"].addresses] == ["ana@example.org"]
    assert codes in ([], ["D301"])


def test_what_a_library_would_let_through_is_found_in_the_finished_bytes() -> None:
    meant: Sequence[tuple[str, str]] = (("Subject", "Hello"), ("To", "ana@example.org"))
    good = b"Subject: Hello\r\nTo: ana@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain"
    headers.compare(good + b"\r\n\r\nText", meant)
    for bad in (
        good + b"\r\nBcc: evil@example.org",
        good + b"\r\nTo: ana@example.org",
        good + b"\r\nContent-Type: text/html",
        good + b"\nBcc: evil@example.org",
        good.replace(b"Hello", b"Hallo"),
        good.replace(b"Hello", b"=?utf-8?q?Hello=0ABcc=3A?="),
        good.replace(b"To: ana@example.org\r\n", b""),
        good + b"\r\nno colon here",
    ):
        with pytest.raises(HeaderFault):
            headers.compare(bad + b"\r\n\r\nText", meant)


def test_an_address_with_letters_beyond_ascii_needs_a_relay_that_takes_them() -> None:
    message = send(replace(ANA, address="почта@xn--e1afmkfd.xn--p1ai"))
    assert "To: Ana <почта@xn--e1afmkfd.xn--p1ai>".encode() in message.data


# ----------------------------------------------------------------- templates


def test_a_fault_in_a_template_is_shown_at_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for name in ("subject.txt", "mail.txt", "mail.html"):
        (folder / name).write_bytes((TEMPLATES / "mail" / name).read_bytes())
    (folder / "mail.txt").write_text("Hello\n{{ mail.colour }}\n", encoding="utf-8")
    common = prepare_mailing(ISSUED, SETTINGS, tmp_path, lambda _: BODY)
    with pytest.raises(ContentError) as caught:
        send(ANA, common)
    assert str(caught.value).startswith(f"{tmp_path.name}/mail/mail.txt:2:1: T602 This can't be")


@pytest.mark.parametrize(
    "code", ["{{ ''.__class__.__mro__ }}", "{{ 9**9**9 }}", "{% include '/etc/passwd' %}"]
)
def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path, code: str) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for name in ("subject.txt", "mail.txt", "mail.html"):
        (folder / name).write_text(code, encoding="utf-8")
    common = prepare_mailing(ISSUED, SETTINGS, tmp_path, lambda _: BODY)
    with pytest.raises(ContentError, match="T602"):
        send(ANA, common)
