"""A message → its headers and its text, as a person reads them."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from briefwright.mail.message import Message


@dataclass(frozen=True)
class Quotation:
    """What somebody who opens a message sees: headers by name, names of files, the plain text."""

    headers: tuple[tuple[str, str], ...]
    attached: tuple[str, ...]
    text: str


def quote(message: Message) -> Quotation:
    """A message → what is seen of it."""
    parsed = message_from_bytes(message.data, policy=default)
    assert isinstance(parsed, EmailMessage)
    body = parsed.get_body(("plain",))
    assert body is not None  # each message has one
    return Quotation(
        tuple((name, str(parsed[name])) for name in ("From", "To", "Subject")),
        tuple(str(part.get_filename()) for part in parsed.iter_attachments()),
        str(body.get_content()).replace("\r\n", "\n").rstrip("\n"),
    )
