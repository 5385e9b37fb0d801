"""Bytes and who signs them → a signature to stand beside them (CMS: RFC 5652), and its check.

It is CAdES B-B, with a time-stamp B-T (EN 319 122-1); `openssl cms -verify` reads it, too.
"""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from briefwright.copies.apart import run_apart
from briefwright.copies.signatures import Signature, describe
from briefwright.copies.signing import Signer, explain_time_stamp
from briefwright.problems import MachineError

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate


def sign_beside(data: bytes, signer: Signer) -> bytes:
    """Bytes and who signs → the signature, as DER. Errors: MachineError without a time-stamp."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    said = PdfCMSSignedAttributes(signing_time=datetime.now().astimezone())

    async def make() -> bytes:
        made = await signer.key.async_sign_general_data(
            data, "sha256", use_cades=True, timestamper=signer.clock, signed_attr_settings=said
        )
        return bytes(made.dump())

    with signer.turn, explain_time_stamp():
        return run_apart(lambda: asyncio.run(make()))


def check_beside(data: bytes, signature: bytes, roots: tuple["Certificate", ...]) -> Signature:
    """Bytes, the signature beside them, certificates that are trusted → what came out.

    Errors: MachineError where it can't be read.
    """
    from asn1crypto.cms import ContentInfo
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    try:
        signed = ContentInfo.load(signature)["content"]
        check = async_validate_detached_cms(data, signed, context)
        return describe(run_apart(lambda: asyncio.run(check)))
    except (ValueError, TypeError, KeyError) as error:
        raise MachineError(f"A signature can't be read: {error}") from error
