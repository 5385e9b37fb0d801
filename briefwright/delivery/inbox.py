"""A mailbox, as a file, a folder (Maildir) or on a server (IMAP) → the messages in it, as bytes."""

import imaplib
import mailbox
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefwright.delivery.relay import explain_break
from briefwright.problems import MachineError

_PORT = 993  # of IMAP over TLS (RFC 8314)
_TIMEOUT = 60.0  # seconds


@dataclass(frozen=True)
class Inbox:
    """A mailbox on a server, read and never changed: `certificates` as for a relay."""

    host: str
    user: str
    password: str
    port: int = _PORT
    folder: str = "INBOX"
    certificates: Path | None = None

    def __str__(self) -> str:
        return f"{self.user} at {self.host}:{self.port}"


def is_address(text: str) -> bool:
    """Whether a text names a mailbox on a server."""
    return text.startswith("imaps://")


def read_address(text: str, password: str) -> Inbox:
    """`imaps://USER@HOST/FOLDER` and a password → the mailbox. Errors: ValueError."""
    parts = urlsplit(text)
    if not parts.username or not parts.hostname or parts.password:
        raise ValueError("write imaps://USER@HOST/FOLDER, with no password in it")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    user = unquote(parts.username)
    return Inbox(parts.hostname, user, password, parts.port or _PORT, folder)


def read_messages(path: Path) -> Iterator[bytes]:
    """A mailbox file, or the folder of a Maildir → its messages. Errors: MachineError."""
    if not path.exists():
        raise MachineError(f"There is no mailbox {path}.")
    try:
        found: mailbox.Mailbox[mailbox.Message] = (
            mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path)
        )
        try:
            for key in found.iterkeys():
                yield found.get_bytes(key)
        finally:
            found.close()
    except (OSError, mailbox.Error) as error:
        raise MachineError(f"The mailbox {path} can't be read: {error}.") from error


def fetch_messages(inbox: Inbox) -> Iterator[bytes]:
    """A mailbox on a server → its messages, which stay there, unread ones too.

    Errors: MachineError.
    """
    context = ssl.create_default_context(cafile=inbox.certificates)
    try:
        with imaplib.IMAP4_SSL(
            inbox.host, inbox.port, ssl_context=context, timeout=_TIMEOUT
        ) as server:
            server.login(inbox.user, inbox.password)
            answer, _ = server.select(f'"{inbox.folder}"', readonly=True)
            if answer != "OK":
                raise MachineError(f"{inbox} has no folder {inbox.folder}.")
            for number in server.search(None, "ALL")[1][0].split():
                for part in server.fetch(number.decode(), "(BODY.PEEK[])")[1]:
                    if isinstance(part, tuple):
                        yield part[1]
    except imaplib.IMAP4.error as error:
        raise MachineError(f"{inbox} doesn't let you in: {error}.") from error
    except ssl.SSLCertVerificationError as error:
        raise MachineError(
            f"The certificate of {inbox.host} is not to be trusted ({error.verify_message})."
        ) from error
    except OSError as error:
        raise MachineError(f"{inbox} can't be read: {explain_break(error)}.") from error
