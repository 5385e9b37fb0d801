"""A PDF that a test has changed → its bytes, in the form in which the program writes its own.

Whoever tampers with a file by means of the same library leaves no other trace than the change.
"""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import ContentStreamInstruction, ObjectStreamMode, Pdf


def save(pdf: Pdf) -> bytes:
    """A PDF, open → its bytes; what nothing leads to any more is gone."""
    with pikepdf.open(io.BytesIO(_write(pdf))) as written:
        return _write(written)


def _write(pdf: Pdf) -> bytes:
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    target = io.BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return target.getvalue()


def unparse(instructions: Sequence[ContentStreamInstruction]) -> bytes:
    """Instructions that draw → the stream, with strings in hexadecimal."""
    return pikepdf.unparse_content_stream(instructions).replace(b"()", b"<>")
