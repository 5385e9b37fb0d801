"""A copy and a password → the copy encrypted with AES-256.

PDF/A forbids encryption (ISO 19005-3, 6.1.3), and every PDF that Briefwright issues is PDF/A: so a
protected copy must give that claim up first. PDF/UA it keeps: screen readers may read it
(ISO 14289-1, 7.16).
"""

import io
import re
import secrets
from importlib.util import find_spec

import pikepdf

from briefwright.problems import MachineError

_CLAIM = re.compile(r"<rdf:Description[^<>]*\bpdfaid:part=[^<>]*/>")


def can_encrypt_word() -> bool:
    """Whether the library that encrypts Word files is installed."""
    return find_spec("msoffcrypto") is not None


def encrypt(data: bytes, format_: str, password: str) -> bytes:
    """A PDF or a Word file, its format, a password → it encrypted; a PDF is no PDF/A any more.

    Errors: MachineError where the library for Word files is missing.
    """
    if format_ == "docx":
        return protect_word(data, password)
    return protect(drop_archive_claim(data), password)


def claims_archive(pdf: bytes) -> bool:
    """A PDF → whether it says that it is PDF/A."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "/Metadata" in opened.Root and bool(_CLAIM.search(_read_metadata(opened)))


def drop_archive_claim(pdf: bytes) -> bytes:
    """A PDF → the same, not said to be PDF/A any more, so that it can be encrypted."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.Root.Metadata.write(_CLAIM.sub("", _read_metadata(opened)).encode())
        return _write(opened, encryption=None)


def protect(pdf: bytes, password: str) -> bytes:
    """A PDF that doesn't claim PDF/A, a password → it encrypted; other bytes each time.

    Whoever has the password may read, print and copy; nobody may change it. Errors: MachineError
    where it claims PDF/A.
    """
    if claims_archive(pdf):
        raise MachineError(
            "A file can't be PDF/A and have a password: PDF/A forbids encryption. Either leave "
            "`password_by` empty in the list, and the copy stays PDF/A; or make it plain PDF, "
            "which readers and screen readers open as well, with `drop_archive_claim`."
        )
    allowed = pikepdf.Permissions(
        accessibility=True, extract=True, print_lowres=True, print_highres=True,
        modify_annotation=False, modify_assembly=False, modify_form=False, modify_other=False,
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        encryption = pikepdf.Encryption(
            owner=secrets.token_urlsafe(32), user=password, R=6, allow=allowed
        )
        return _write(opened, encryption=encryption)


def protect_word(docx: bytes, password: str) -> bytes:
    """A Word file and a password → it encrypted as Word does (ECMA-376 agile, AES-256).

    Errors: MachineError where the library for it is missing.
    """
    try:
        from msoffcrypto.format.ooxml import OOXMLFile
    except ImportError as error:
        raise MachineError(
            "A Word file gets a password by msoffcrypto-tool, which is missing: "
            ".venv/bin/python -m pip install -c constraints.txt msoffcrypto-tool"
        ) from error
    written = io.BytesIO()
    OOXMLFile(io.BytesIO(docx)).encrypt(password, written)
    return written.getvalue()


def _read_metadata(pdf: pikepdf.Pdf) -> str:
    return bytes(pdf.Root.Metadata.read_bytes()).decode()


def _write(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        encryption=encryption or False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
    )
    return written.getvalue()
