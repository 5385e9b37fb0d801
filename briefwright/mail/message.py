"""Headers, texts and attachments → the bytes of one message, proven to have no other headers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from hashlib import sha256

from briefwright.document.assets import Asset
from briefwright.mail import headers
from briefwright.mail.headers import HeaderFault, Headers
from briefwright.mail.settings import Mailbox


@dataclass(frozen=True)
class Message:
    """A message ready to be sent: the addresses of its envelope, its Message-ID, its bytes."""

    sender: str
    recipient: str
    id: str
    data: bytes


@dataclass(frozen=True)
class Content:
    """What a message says: as plain text, as HTML, and the files that go with it."""

    text: str
    html: str
    attachments: Sequence[Asset] = ()


def make_message(sender: Mailbox, to: Mailbox, more: Headers, content: Content) -> Message:
    """Sender, recipient, further headers with a Message-ID, what it says → the message.

    The same goes in, the same bytes come out. Errors: HeaderFault where a header would be another
    one than was meant.
    """
    meant = (("From", str(sender)), ("To", str(to)), *more)
    for name, value in meant:
        headers.check(name, value)
    is_ascii = sender.address.isascii() and to.address.isascii()
    message = EmailMessage(policy=SMTP if is_ascii else SMTPUTF8)
    message.set_content(content.text, cte="quoted-printable")
    message.add_alternative(content.html, subtype="html", cte="quoted-printable")
    for file in content.attachments:
        headers.check("Content-Disposition", file.name)
        main, _, kind = file.media_type.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=kind, filename=file.name)
    message["From"], message["To"] = _address(sender), _address(to)
    for name, value in more:
        if name in _IN_WORDS:
            message[name] = value
    identity = dict(more)["Message-ID"]
    for number, part in enumerate(_list_holders(message)):
        digest = sha256(f"{identity} {number}".encode()).hexdigest()
        part.set_boundary(f"briefwright-{digest[:32]}")
    data = b"".join(map(_write_line, more)) + message.as_bytes()
    headers.compare(data, meant)
    return Message(sender.address, to.address, identity, data)


def _write_line(header: tuple[str, str]) -> bytes:
    """A header for programs → its lines; nothing for one in words, which the library encodes.

    It would encode a long address, too, which no program for mail decodes.
    """
    name, value = header
    if name in _IN_WORDS:
        return b""
    line = f"{name}: {value.replace('>, <', '>,' + _FOLD + '<')}\r\n"
    if not line.isascii() or max(map(len, line.splitlines())) > _LONGEST:
        raise HeaderFault(f"`{name}` is too long, or holds other letters than ASCII.")
    return line.encode()


_IN_WORDS = ("Subject", "Reply-To")
_FOLD = "\r\n "
_LONGEST = 998  # characters of a line (RFC 5322, 2.1.1)


def _list_holders(message: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in message.walk() if part.is_multipart())


def _address(mailbox: Mailbox) -> Address:
    user, _, domain = mailbox.address.rpartition("@")
    return Address(mailbox.name, user, domain)
