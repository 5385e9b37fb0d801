"""The signatures of what is issued: made, checked, and looked behind where files are compared."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefwright import audience
from briefwright.copies.detached import check_beside
from briefwright.copies.signatures import Signature, check_signatures, read_roots
from briefwright.copies.signing import (
    Signer,
    add_signature_field,
    is_signed,
    is_signed_form,
    sign,
)
from briefwright.issuing import archive
from briefwright.issuing.manifest import IssuedEdition


def read_signer(settings: Path) -> Signer:
    """delivery.yaml → who signs.

    Errors: ContentError where the settings name nobody who signs; MachineError.
    """
    from briefwright.mail.settings import read_signing  # loads what reads addresses
    from briefwright.mail.signers import open_signer

    return open_signer(read_signing(settings))


def sign_files(
    files: Mapping[str, bytes], editions: Sequence[IssuedEdition], templates: Path, signer: Signer
) -> dict[str, bytes]:
    """Files by name, the editions that they are of, who signs → the files, each PDF signed.

    Errors: MachineError.
    """
    signed = dict(files)
    for edition in editions:
        if name := edition.files.get("pdf"):
            labels = audience.read(templates, edition.audience).theme.labels
            says = labels[edition.languages[0]]["words.signature"]
            signed[name] = sign(add_signature_field(files[name], says), signer)
    return signed


def sign_likewise(folder: Path, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """An edition's folder and files made again → these, with the signatures of those.

    A file that is another one but for its signature stays as it was made.
    """
    files = dict(made)
    for name, data in made.items():
        path = folder / name
        if path.suffix == ".pdf" and path.is_file():
            kept = path.read_bytes()
            if is_signed(kept) and is_signed_form(kept, data):
                files[name] = kept
    return files


def list_signatures(folder: Path, trusted: Sequence[Path]) -> Iterator[tuple[Path, Signature]]:
    """A folder of what was issued, certificates that are trusted → the signatures in it.

    Those of PDFs, and those beside the lists of digests. Errors: MachineError where a file or a
    certificate can't be read.
    """
    signed = [path for path in sorted(folder.rglob("*.pdf")) if is_signed(path.read_bytes())]
    beside = sorted(folder.rglob(archive.SIGNATURE))
    roots = read_roots(trusted) if trusted and (signed or beside) else ()
    for path in signed:
        for one in check_signatures(path.read_bytes(), roots):
            yield path, one
    for path in beside:
        sums = path.with_name(archive.SUMS)
        yield sums, check_beside(sums.read_bytes(), path.read_bytes(), roots)
