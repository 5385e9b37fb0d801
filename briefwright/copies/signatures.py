"""A signed PDF → who signed it, when, and whether it was changed since; all without a network."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright.copies.apart import run_apart
from briefwright.problems import MachineError

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import StandardCMSSignatureStatus


@dataclass(frozen=True)
class Signature:
    """One signature: who signed, by whose word when, and what came out.

    `at` is what the signer's clock said, or a time-stamp server's, where `is_stamped`; `is_intact`
    is whether nothing of what was signed has changed, `is_whole` whether all of the file was
    signed, `is_known` whether its certificate comes from one that is trusted.
    """

    signer: str
    at: datetime | None
    is_stamped: bool
    is_intact: bool
    is_whole: bool
    is_known: bool


def read_roots(paths: Iterable[Path]) -> tuple["Certificate", ...]:
    """Files of certificates, PEM or DER → those that are trusted. Errors: MachineError."""
    from pyhanko.keys import load_certs_from_pemder

    try:
        return tuple(load_certs_from_pemder([str(path) for path in paths]))
    except (OSError, ValueError) as error:
        raise MachineError(f"A certificate can't be read: {error}") from error


def check_signatures(
    pdf: bytes, roots: tuple["Certificate", ...], password: str = ""
) -> Iterator[Signature]:
    """A PDF, the certificates that are trusted, its password → its signatures, the first first.

    Errors: MachineError where pyHanko is missing, or the file can't be read.
    """
    try:
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError as error:
        raise MachineError(
            "Signatures are checked by pyHanko, which is missing: "
            ".venv/bin/python -m pip install -c constraints.txt pyhanko"
        ) from error
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if password:
            reader.decrypt(password)
        embedded = list(reader.embedded_regular_signatures)
        for one in embedded:
            yield _check(one, roots)
    except (PdfError, ValueError) as error:
        raise MachineError(f"The file can't be read: {error}") from error


def _check(embedded: "EmbeddedPdfSignature", roots: tuple["Certificate", ...]) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    status = run_apart(partial(validate_pdf_signature, embedded, context))
    is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return replace(describe(status), is_whole=is_whole)


def describe(status: "StandardCMSSignatureStatus") -> Signature:
    """What pyHanko says of a signature → the same as a Signature of the whole file."""
    stamp = status.timestamp_validity
    is_stamped = stamp is not None and stamp.intact and stamp.valid
    subject = status.signing_cert.subject.native
    return Signature(
        signer=str(subject.get("common_name", status.signing_cert.subject.human_friendly)),
        at=stamp.timestamp if is_stamped and stamp else status.signer_reported_dt,
        is_stamped=is_stamped,
        is_intact=bool(status.intact and status.valid),
        is_whole=True,
        is_known=bool(status.trusted),
    )
