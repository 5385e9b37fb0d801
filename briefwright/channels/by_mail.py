"""A plan → entries of the ledger; an entry of it → its message, made at the moment it is sent.

What an entry keeps is enough to make its message again: a job goes on without its list.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from briefwright.channels.attachments import Attachments, prepare_attachments
from briefwright.copies.protection import can_encrypt_word
from briefwright.copies.signing import Signer
from briefwright.delivery.passwords import derive_password, find_password, is_protected, make_key
from briefwright.delivery.rows import Entry, Job, Row, make_id
from briefwright.document.assets import Asset
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued
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

    From `key` follow the passwords of what is sent; without one, nothing is that needs it. `sample`
    is the password of messages that are only looked at.
    """

    mailing: Mailing
    files: Attachments = field(repr=False)
    key: bytes = field(default=b"", repr=False)
    sample: str = field(default_factory=lambda: derive_password(make_key(), ""), repr=False)

    def compose(self, row: Row) -> Message:
        """A row of the ledger → its message, as it goes out now.

        Errors: ContentError; MachineError where its files need a password, and there is no key.
        """
        if is_protected(row) and not self.key:
            raise MachineError("There is no key of passwords, so nothing was sent.")
        delivery = read_delivery(row, self.mailing.issued)
        sent = Sent(row.id, datetime.now(UTC), row.job.list)
        return self._make(delivery, sent, find_password(self.key, row))

    def preview(self, delivery: Delivery, job: Job, at: datetime) -> Message:
        """A delivery, its job and a time → the message that it would be. Errors: ContentError."""
        sent = Sent(make_id(job, make_entry(delivery)), at, job.list)
        return self._make(delivery, sent, self.sample)

    def _make(self, delivery: Delivery, sent: Sent, password: str) -> Message:
        attachments = [
            Asset(file.name, self.files.make(file, delivery, password), _MEDIA_TYPES[file.format])
            for file in list_attached(delivery, self.mailing.settings)
        ]
        return compose(delivery, attachments, self.mailing, sent)


def open_outbox(
    folder: Path,
    issued: Issued,
    settings: DeliverySettings,
    templates: Path,
    deliveries: Iterable[Delivery],
    key: str = "",
    signer: Signer | None = None,
) -> Outbox:
    """The folder of an issued edition, its manifest, settings, templates, all deliveries → outbox.

    `key` makes the links to unsubscribe; `signer` signs each PDF. Errors: MachineError where a file
    is not as it was issued, or a name can't be set; ContentError where a template can't be read.
    """
    names = {name for edition in issued.editions for name in edition.files.values()}
    files = dict(archive.read_files(folder, issued, sorted(names)))
    mailing = prepare_mailing(issued, settings, templates, files.__getitem__, key)
    return Outbox(mailing, prepare_attachments(files, templates, deliveries, signer))
