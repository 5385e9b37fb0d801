"""Issued files → each as one recipient gets it: a copy of their own, encrypted, signed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright import audience
from briefwright.copies import CopyMark, Master, WordMaster, make_style, prepare, prepare_word
from briefwright.copies.protection import encrypt
from briefwright.copies.signing import Signer, is_signed, open_field, remove_signature, sign
from briefwright.issuing.manifest import IssuedEdition
from briefwright.recipients import Delivery, IssuedFile
from briefwright.recipients.mailboxes import show

_Masters = Mapping[str, Master | WordMaster]


@dataclass(frozen=True)
class Attachments:
    """The files of a job by their names, and who signs its PDFs, nobody if None.

    `whole` are as they go to whoever gets no copy and no password, `unsigned` what is encrypted,
    `masters` what copies are made from.
    """

    whole: Mapping[str, bytes]
    unsigned: Mapping[str, bytes]
    masters: _Masters
    signer: Signer | None = None

    def make(self, file: IssuedFile, delivery: Delivery, password: str) -> bytes:
        """An issued file, a delivery, the password if its row asks for one → the file as it goes.

        First it is marked, then encrypted, then signed. Errors: MachineError.
        """
        is_encrypted = bool(delivery.recipient.password_by)
        if not delivery.copy_number and not is_encrypted:
            return self.whole[file.name]
        data = self.unsigned[file.name]
        if delivery.copy_number:
            data = self.masters[file.name].make_copy(_make_mark(delivery))
        if is_encrypted:
            data = encrypt(data, file.format, password)
        if self.signer and file.format == "pdf":
            data = sign(data, self.signer, password if is_encrypted else "")
        return data


def prepare_attachments(
    files: Mapping[str, bytes],
    templates: Path,
    deliveries: Iterable[Delivery],
    signer: Signer | None,
) -> Attachments:
    """Issued files by name, templates, all deliveries, who signs → what their files are made from.

    A file that goes to several people as it is gets its signature here, once.
    """
    wanted = [(file, one) for one in deliveries for file in one.files]
    editions = {file: one.edition for file, one in wanted}
    shared = {file for file, one in wanted if not (one.copy_number or one.recipient.password_by)}
    unsigned, whole = dict(files), dict(files)
    for file, edition in editions.items():
        if file.format == "pdf":
            data = _open_field(files[file.name], edition, templates, signer)
            unsigned[file.name] = data
            if signer and file in shared and not is_signed(files[file.name]):
                whole[file.name] = sign(data, signer)
    masters = dict(_prepare_masters(unsigned, templates, wanted))
    return Attachments(whole, unsigned, masters, signer)


def _open_field(
    pdf: bytes, edition: IssuedEdition, templates: Path, signer: Signer | None
) -> bytes:
    """An issued PDF → it without a signature, and with an empty field where somebody signs."""
    if not signer:
        return remove_signature(pdf) if is_signed(pdf) else pdf
    labels = audience.read(templates, edition.audience).theme.labels
    return open_field(pdf, labels[edition.languages[0]]["words.signature"])


def _prepare_masters(
    files: Mapping[str, bytes], templates: Path, wanted: Iterable[tuple[IssuedFile, Delivery]]
) -> Iterator[tuple[str, Master | WordMaster]]:
    """Files, templates, who gets which of them → a master of each that has personal copies."""
    copied: dict[IssuedFile, list[Delivery]] = {}
    for file, one in wanted:
        if one.copy_number:
            copied.setdefault(file, []).append(one)
    for file, every in copied.items():
        edition, marks = every[0].edition, list(map(_make_mark, every))
        style = make_style(audience.read(templates, edition.audience), edition.languages[0], marks)
        if file.format == "docx":
            yield file.name, prepare_word(files[file.name], style)
        else:
            yield file.name, prepare(files[file.name], marks, style)


def _make_mark(delivery: Delivery) -> CopyMark:
    """A delivery of a personal copy → whose it is; by its address, where it has no name."""
    recipient = delivery.recipient
    name = recipient.name or recipient.organisation or show(recipient.address)
    organisation = recipient.organisation if recipient.name else ""
    return CopyMark(delivery.copy_number, name, organisation)
