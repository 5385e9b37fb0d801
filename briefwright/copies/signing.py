"""A PDF and who signs it → the PDF signed: PAdES B-B, with a time-stamp B-T (EN 319 142-1).

The field of the signature is made before, and tagged: so the file stays PDF/UA, and as it has no
area, PDF/A (ISO 19005-3, 6.3.3). Signed with RSA and SHA-256: for other keys pyHanko says that the
file is PDF 2.0, which PDF/A-3 is not.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefwright.copies.apart import run_apart
from briefwright.problems import MachineError

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer as KeyHolder
    from pyhanko.sign.timestamps import TimeStamper

FIELD = "Signature1"
_END = b"%%EOF"
_LEAST_BITS = 3072
_PRINTED, _LOCKED = 4, 128  # annotation flags: ISO 32000-1, table 165
_SIGNED, _APPENDED = 1, 2  # flags of the form: table 219
_MISSING = (
    "Signing needs pyHanko, which is missing: "
    ".venv/bin/python -m pip install -c constraints.txt pyhanko"
)


@dataclass(frozen=True)
class Signer:
    """Whoever signs: its name, what holds its key, and who says what time it is, if anybody.

    A token makes one signature at a time: threads wait for their `turn`.
    """

    name: str
    key: "KeyHolder" = field(repr=False)
    clock: "TimeStamper | None" = field(default=None, repr=False)
    turn: Lock = field(default_factory=Lock, repr=False, compare=False)


def read_certificate(path: Path, password: str, time_server: str = "") -> Signer:
    """A PKCS#12 file, its password, the address of a time-stamp server or "" → who signs.

    Errors: MachineError where it can't be read, or its key is none that files are signed with.
    """
    try:
        from pyhanko.sign.signers import SimpleSigner

        from briefwright.copies.checked_key import CheckedKey
    except ImportError as error:
        raise MachineError(_MISSING) from error
    try:
        key = SimpleSigner.load_pkcs12_data(path.read_bytes(), [], password.encode())
    except (OSError, ValueError) as error:
        raise MachineError(
            f"{path} can't be read as a certificate with its key (PKCS#12): is it that file, and "
            "the password right?"
        ) from error
    signer = _make_signer(key, time_server)
    return replace(signer, key=CheckedKey(key))


def read_token(library: Path, token: str, label: str, pin: str, time_server: str = "") -> Signer:
    """A PKCS#11 library, a token and a key on it by their labels, its PIN → who signs.

    Errors: MachineError where the token can't be used.
    """
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise MachineError(f"{_MISSING} python-pkcs11") from error
    try:
        session = open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token), user_pin=pin
        )
        key = PKCS11Signer(session, cert_label=label, key_label=label)
        return _make_signer(key, time_server)
    except PKCS11Error as error:
        raise MachineError(
            f"The token “{token}” with the key “{label}” can't be used ({type(error).__name__}): "
            "is it plugged in, and the PIN right?"
        ) from error


def _make_signer(key: "KeyHolder", time_server: str) -> Signer:
    """What holds a key → who signs with it. Errors: MachineError for other than RSA, or short."""
    certificate = key.signing_cert
    if certificate is None:
        raise MachineError("The file holds no certificate for its key.")
    public = certificate.public_key
    if public.algorithm != "rsa":
        raise MachineError(
            f"A key of the kind “{public.algorithm.upper()}” makes a PDF of version 2.0, and what "
            "is issued is PDF/A-3, which must be 1.7. Ask for a certificate with an RSA key."
        )
    if public.bit_size < _LEAST_BITS:
        raise MachineError(
            f"The key has {public.bit_size} bits, and a signature that holds for years needs "
            f"{_LEAST_BITS}. Ask for a certificate with a longer RSA key."
        )
    clock = None
    if time_server:
        from pyhanko.sign.timestamps import HTTPTimeStamper

        clock = HTTPTimeStamper(time_server)
    return Signer(str(certificate.subject.native.get("common_name", "")), key, clock)


def sign(pdf: bytes, signer: Signer, password: str = "") -> bytes:
    """A PDF with a field for it, who signs, the password where the PDF has one → the PDF signed.

    Errors: MachineError where the time-stamp server doesn't answer.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if password:
        writer.encrypt(password)
    said: Any = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=signer.name
    )
    maker = PdfSigner(said, signer.key, timestamper=signer.clock)
    with signer.turn, explain_time_stamp():
        written = run_apart(partial(maker.sign_pdf, writer, existing_fields_only=True))
    return bytes(written.getvalue())


@contextmanager
def explain_time_stamp() -> Iterator[None]:
    """What a time-stamp server keeps from being signed → MachineError, in a sentence."""
    from pyhanko.sign.timestamps import TimestampRequestError

    try:
        yield
    except TimestampRequestError as error:
        raise MachineError(
            "The time-stamp server gave no time-stamp, so nothing was signed; try again later, or "
            "sign without one."
        ) from error


def is_signed(pdf: bytes) -> bool:
    """A PDF that Briefwright wrote → whether it was signed."""
    return b"/ByteRange" in pdf


def remove_signature(pdf: bytes) -> bytes:
    """A PDF that `sign` signed → it as it was before: a signature is appended to a file."""
    end = pdf.rindex(_END, 0, pdf.rindex(_END))
    return pdf[: end + len(_END)] + b"\n"


def is_signed_form(signed: bytes, pdf: bytes) -> bool:
    """A PDF that `sign` signed, and another without a field → whether the one is the other."""
    with pikepdf.open(io.BytesIO(signed)) as opened:
        says = str(opened.Root.AcroForm.Fields[0].TU)
    return remove_signature(signed) == add_signature_field(pdf, says)


def open_field(pdf: bytes, says: str) -> bytes:
    """An issued PDF, signed or not, what its readers are told → it with an empty field."""
    return remove_signature(pdf) if is_signed(pdf) else add_signature_field(pdf, says)


def add_signature_field(pdf: bytes, says: str) -> bytes:
    """An issued PDF, what its readers are told → it with an empty field for a signature, tagged.

    A master that is made of it has copies that can be signed at once. It goes in before a copy is
    encrypted.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page, tree = opened.pages[0].obj, opened.Root.StructTreeRoot
        key = int(tree.ParentTreeNextKey)
        element = opened.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Form, P=tree.K, Pg=page, Alt=says)
        )
        widget = opened.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=FIELD, TU=says,
                F=_PRINTED | _LOCKED, Rect=[0, 0, 0, 0], P=page, StructParent=key,
            )
        )  # fmt: skip
        element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        kids = list(tree.K.K) if isinstance(tree.K.K, Array) else [tree.K.K]
        tree.K.K = Array([*kids, element])
        tree.ParentTree.Nums = Array([*tree.ParentTree.Nums, key, element])
        tree.ParentTreeNextKey = key + 1
        page.Annots = Array([*page.get("/Annots", Array([])), widget])
        page.Tabs = Name.S
        opened.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=_SIGNED | _APPENDED)
        written = io.BytesIO()
        opened.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return written.getvalue()
