"""A plan → entries of the ledger; an entry of it → its message, made at the moment it is sent.

What an entry keeps is enough to make its message again: a job goes on without its list.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from briefwright import audience
from briefwright.copies import CopyMark, Master, WordMaster, make_style, prepare, prepare_word
from briefwright.copies.protection import can_encrypt_word, encrypt
from briefwright.delivery.passwords import derive_password, find_password, is_protected, make_key
from briefwright.delivery.rows import Entry, Job, Row, make_id
from briefwright.document.assets import Asset
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.mail import (
    DeliverySettings,
    Mailing,
    Message,
    Sent,
    compose,
    list_attached,
    prepare_mailing,
)
from briefwright.problems import MachineError
from briefwright.recipients import Delivery, IssuedFile, Plan, Recipient
from briefwright.recipients.mailboxes import show

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}


# ----------------------------------------------------------------- what the ledger keeps


def make_job(plan: Plan, recipients: str) -> Job:
    """A plan and the name of its list → the job."""
    return Job(plan.issued.briefing, plan.issued.number, recipients)


def make_entry(delivery: Delivery) -> Entry:
    """A delivery → what the ledger keeps of it."""
    recipient = delivery.recipient
    digests = sorted(file.digest for file in delivery.files)
    contents = hashlib.sha256("\n".join((*digests, recipient.copy)).encode()).hexdigest()
    details = {
        "name": recipient.name,
        "organisation": recipient.organisation,
        "language": recipient.language,
        "audience": delivery.edition.audience,
        "edition": delivery.edition.language,
        "files": " ".join(file.name for file in delivery.files),
        "password_by": recipient.password_by,
        "reason": delivery.reason,
    }
    kept = {name: value for name, value in details.items() if value}
    return Entry(recipient.address, contents, delivery.copy_number, kept)


def read_delivery(row: Row, issued: Issued) -> Delivery:
    """A row of the ledger and what was issued → the delivery that it was made from."""
    details = row.details
    edition = next(
        one
        for one in issued.editions
        if (one.audience, one.language) == (details["audience"], details["edition"])
    )
    formats = {name: format_ for format_, name in edition.files.items()}
    files = tuple(
        IssuedFile(name, formats[name], issued.files[name]) for name in details["files"].split()
    )
    recipient = Recipient(
        row.address,
        details.get("name", ""),
        details.get("organisation", ""),
        details.get("language", ""),
        copy="personal" if row.copy else "plain",
        password_by=details.get("password_by", ""),
    )
    return Delivery(recipient, edition, files, details["reason"], row.copy)


# ----------------------------------------------------------------- messages


def list_encrypted(settings: DeliverySettings) -> tuple[str, ...]:
    """Settings → the formats whose files can have a password here."""
    can = {"pdf": settings.encrypts_pdf, "docx": can_encrypt_word()}
    return tuple(name for name, is_possible in can.items() if is_possible)


@dataclass(frozen=True)
class Outbox:
    """What the messages of a job are made from: what they have in common, and the issued files.

    `masters` are those of which there are personal copies, by their names. From `key` follow the
    passwords of what is sent; without one, nothing is that needs it. `sample` is the password of
    messages that are only looked at.
    """

    mailing: Mailing
    files: Mapping[str, bytes] = field(repr=False)
    masters: Mapping[str, Master | WordMaster] = field(repr=False)
    key: bytes = field(default=b"", repr=False)
    sample: str = field(default_factory=lambda: derive_password(make_key(), ""), repr=False)

    def compose(self, row: Row) -> Message:
        """A row of the ledger → its message, as it goes out now.

        Errors: ContentError; MachineError where its files need a password, and there is no key.
        """
        if is_protected(row) and not self.key:
            raise MachineError("There is no key of passwords, so nothing was sent.")
        delivery = read_delivery(row, self.mailing.issued)
        return self._make(delivery, Sent(row.id, datetime.now(UTC)), find_password(self.key, row))

    def preview(self, delivery: Delivery, job: Job, at: datetime) -> Message:
        """A delivery, its job and a time → the message that it would be. Errors: ContentError."""
        return self._make(delivery, Sent(make_id(job, make_entry(delivery)), at), self.sample)

    def _make(self, delivery: Delivery, sent: Sent, password: str) -> Message:
        attachments = [
            Asset(file.name, self._make_file(file, delivery, password), _MEDIA_TYPES[file.format])
            for file in list_attached(delivery, self.mailing.settings)
        ]
        return compose(delivery, attachments, self.mailing, sent)

    def _make_file(self, file: IssuedFile, delivery: Delivery, password: str) -> bytes:
        """An issued file, a delivery → the file as issued, or a copy; encrypted where it shall be.

        The password is for rows that ask for one.
        """
        data = self.files[file.name]
        if delivery.copy_number:
            data = self.masters[file.name].make_copy(_make_mark(delivery))
        return encrypt(data, file.format, password) if delivery.recipient.password_by else data


def open_outbox(
    folder: Path,
    issued: Issued,
    settings: DeliverySettings,
    templates: Path,
    deliveries: Iterable[Delivery],
    key: str = "",
) -> Outbox:
    """The folder of an issued edition, its manifest, settings, templates, all deliveries → outbox.

    `key` makes the links to unsubscribe. Errors: MachineError where a file is not as it was issued,
    or a name can't be set; ContentError where a template can't be read.
    """
    names = {name for edition in issued.editions for name in edition.files.values()}
    files = dict(archive.read_files(folder, issued, sorted(names)))
    mailing = prepare_mailing(issued, settings, templates, files.__getitem__, key)
    return Outbox(mailing, files, dict(_prepare_masters(files, templates, deliveries)))


def _prepare_masters(
    files: Mapping[str, bytes], templates: Path, deliveries: Iterable[Delivery]
) -> Iterator[tuple[str, Master | WordMaster]]:
    """Issued files, templates, all deliveries → a master of each file that has personal copies."""
    marks: dict[tuple[str, str], list[CopyMark]] = {}
    editions: dict[str, IssuedEdition] = {}
    for one in deliveries:
        for file in one.files if one.copy_number else ():
            marks.setdefault((file.name, file.format), []).append(_make_mark(one))
            editions[file.name] = one.edition
    for (name, format_), every in marks.items():
        edition = editions[name]
        reader = audience.read(templates, edition.audience)
        style = make_style(reader, edition.languages[0], every)
        if format_ == "docx":
            yield name, prepare_word(files[name], style)
        else:
            yield name, prepare(files[name], every, style)


def _make_mark(delivery: Delivery) -> CopyMark:
    """A delivery of a personal copy → whose it is; by its address, where it has no name."""
    recipient = delivery.recipient
    name = recipient.name or recipient.organisation or show(recipient.address)
    organisation = recipient.organisation if recipient.name else ""
    return CopyMark(delivery.copy_number, name, organisation)
