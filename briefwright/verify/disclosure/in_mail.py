"""A message → its headers, and the files that its parts are."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

from briefwright.verify.disclosure.parts import Embedded, FilePart

BEGINNING = b"Subject: "


def read_parts(data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    """The bytes of a message and what it is called → its texts, and each part, decoded."""
    message = message_from_bytes(data, policy=default)
    for part in message.walk():
        for name, value in part.items():
            yield FilePart(f"the header {name} of {where}", str(value))
        yield FilePart(f"what stands before the parts of {where}", str(part.preamble or ""))
        yield FilePart(f"what stands after the parts of {where}", str(part.epilogue or ""))
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            kind = part.get_content_type()
            if isinstance(content, bytes):
                yield Embedded(f"the part {kind} of {where}", content.lstrip(b"\r\n"))
