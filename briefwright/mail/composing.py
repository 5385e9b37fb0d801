"""A delivery, its files → the message that its recipient gets, in that recipient's language."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from markupsafe import Markup

from briefwright.document.assets import Asset
from briefwright.facts import Labels, dates, moments
from briefwright.formats import FORMATS
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.mail.headers import HeaderFault, Headers
from briefwright.mail.mailing import BODY_FORMAT, TEMPLATES, Mailing
from briefwright.mail.message import Content, Message, make_message
from briefwright.mail.settings import DeliverySettings, Mailbox
from briefwright.mail.unsubscribing import FIELD, VALUE, Subscription, make_token
from briefwright.markup.rendering import describe_error, fill, make_environment
from briefwright.model.dictionary import When
from briefwright.problems import ContentError, Problem
from briefwright.recipients import Delivery, IssuedFile

_SLOT = re.compile(r"\{(\w+)\}")
_KB = 1000


@dataclass(frozen=True)
class Sent:
    """Which delivery it is, by a name that it has whenever it is sent, when, and to which list."""

    id: str
    at: datetime
    list: str


def list_attached(delivery: Delivery, settings: DeliverySettings) -> tuple[IssuedFile, ...]:
    """A delivery and the settings → its files that go as attachments.

    What is for everybody can be fetched, where there is a page for it; else nothing can.
    """
    files = tuple(file for file in delivery.files if file.format != BODY_FORMAT)
    return () if _is_linked(delivery, settings) else files


def _is_linked(delivery: Delivery, settings: DeliverySettings) -> bool:
    is_open = set(delivery.edition.clearance) <= {"open"}
    return bool(settings.links) and is_open and not _is_personal(delivery)


def _is_personal(delivery: Delivery) -> bool:
    return bool(delivery.copy_number or delivery.recipient.password_by)


def compose(
    delivery: Delivery, attachments: Sequence[Asset], mailing: Mailing, sent: Sent
) -> Message:
    """A delivery, its files as they go out, what its job has in common → the message.

    Errors: ContentError for a template that can't be filled in, or a header that can't be (D301).
    """
    issued, settings = mailing.issued, mailing.settings
    recipient = delivery.recipient
    language = _choose_language(delivery)
    labels = mailing.words[delivery.edition.audience, language]
    page = _find_page(Subscription(sent.list, recipient.address, language), mailing)
    values = _describe(delivery, attachments, mailing, language, labels, page)
    environment = make_environment(mailing.sources)
    try:
        subject, text, html = (
            fill(environment.get_template(name), mail=values) for name in TEMPLATES
        )
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a template can raise anything
        files = {shown for _, _, shown in mailing.sources}
        raise ContentError([describe_error(error, files)]) from error
    more: Headers = (
        ("Subject", " ".join(subject.split())),
        ("Date", format_datetime(sent.at)),
        ("Message-ID", f"<{sent.id}@{settings.sender.domain}>"),
        ("Content-Language", language),
        *_list_ways_out(page, mailing),
    )
    to = Mailbox(recipient.name, recipient.address)
    try:
        return make_message(settings.sender, to, more, Content(text, html, attachments))
    except HeaderFault as fault:
        message = f"The mail of {issued.briefing} to {recipient.address}: {fault}"
        raise ContentError([Problem("D301", message)]) from fault


def _choose_language(delivery: Delivery) -> str:
    spoken = delivery.edition.languages
    return delivery.recipient.language if delivery.recipient.language in spoken else spoken[0]


def _list_ways_out(page: str, mailing: Mailing) -> Headers:
    """A page to unsubscribe, or "" → Reply-To, and what offers to unsubscribe (RFC 2369, 8058)."""
    settings, found = mailing.settings, list[tuple[str, str]]()
    if settings.reply_to:
        found.append(("Reply-To", str(settings.reply_to)))
    by_mail = f"<mailto:{quote(settings.unsubscribing.mailbox.address, '@')}?subject=unsubscribe>"
    if page:
        found.append((FIELD, f"<{page}>, {by_mail}"))
        found.append((f"{FIELD}-Post", f"{FIELD}={VALUE}"))
    else:
        found.append((FIELD, by_mail))
    return tuple(found)


def _find_page(one: Subscription, mailing: Mailing) -> str:
    """A subscription → the page that ends it, "" where there is none."""
    page = mailing.settings.unsubscribing.page
    return f"{page}/{make_token(mailing.key, one)}" if page and mailing.key else ""


# ----------------------------------------------------------------- what it says


def _describe(
    delivery: Delivery,
    attachments: Sequence[Asset],
    mailing: Mailing,
    language: str,
    labels: Labels,
    page: str,
) -> dict[str, object]:
    """A delivery → what templates are filled in with: texts and lists of texts, nothing else."""
    issued, edition, recipient = mailing.issued, delivery.edition, delivery.recipient
    title = edition.title or issued.title
    html, text = "", ""
    if not _is_personal(delivery):
        html, text = mailing.bodies.get(edition.files.get(BODY_FORMAT, ""), ("", ""))
    files = _describe_files(delivery, attachments, mailing)
    opening = "linked" if any(file["link"] for file in files) else "attached" if files else "below"
    named = {"name": recipient.name, "title": title, "edition": issued.corrects,
             "number": str(delivery.copy_number), "address": _leave_by(mailing),
             "sender": _name_sender(mailing)}  # fmt: skip

    def say(name: str) -> str:
        return _SLOT.sub(lambda slot: named.get(slot[1], ""), labels[f"mail.{name}"])

    return {
        "language": language,
        "direction": dates.direction(language),
        "subject": say("correction") if issued.corrects else title,
        "greeting": say("greeting") if recipient.name else say("greeting_all"),
        "opening": say(opening),
        "files": files,
        "notes": _list_notes(delivery, issued, language, labels, say),
        "imprint": _write_imprint(issued, edition, language, labels),
        "body": Markup(html),  # read back and searched when it was built
        "body_text": text,
        "reason": say("reason"),
        "leaving": say("leave_page") if page else say("leave"),
        "leaving_link": page,
    }


def _describe_files(
    delivery: Delivery, attachments: Sequence[Asset], mailing: Mailing
) -> list[dict[str, str]]:
    """A delivery and its attachments → name, format, size and link of each file, in words."""
    issued, settings = mailing.issued, mailing.settings
    where = f"{settings.links}/{issued.briefing}/{issued.number}"
    if _is_linked(delivery, settings):
        wanted = [one for one in delivery.files if one.format != BODY_FORMAT]
        rows = [(one.name, one.format, "", f"{where}/{one.name}") for one in wanted]
    else:
        pairs = zip(list_attached(delivery, settings), attachments, strict=True)
        rows = [(file.name, one.format, _show_size(file.data), "") for one, file in pairs]
    return [
        {"name": name, "format": FORMATS[format_].title, "size": size, "link": link}
        for name, format_, size, link in rows
    ]


def _show_size(data: bytes) -> str:
    return f"{max(1, round(len(data) / _KB)):,} kB"


def _list_notes(
    delivery: Delivery, issued: Issued, language: str, labels: Labels, say: Callable[[str], str]
) -> list[str]:
    """What a recipient must know of its copy: embargo, correction, number, password."""
    notes = []
    if issued.embargo:
        moment = moments.show(issued.embargo, language, labels)
        notes.append(labels["words.embargo"].replace("{embargo}", moment))
    if issued.corrects:
        notes.append(say("corrects"))
    if delivery.copy_number:
        notes.append(say("copy"))
    if delivery.recipient.password_by:
        notes.append(say("password"))
    return notes


def _write_imprint(issued: Issued, edition: IssuedEdition, language: str, labels: Labels) -> str:
    """An edition → its number, date and reference, as its pages print them."""
    day = dates.show_date(When(issued.date), language, labels) if issued.date else ""
    number = labels["words.edition"].replace("{edition}", issued.number)
    return " · ".join(filter(None, (number, day, issued.reference)))


def _leave_by(mailing: Mailing) -> str:
    return mailing.settings.unsubscribing.mailbox.address


def _name_sender(mailing: Mailing) -> str:
    sender = mailing.settings.sender
    return sender.name or sender.address
