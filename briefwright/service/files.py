"""A finished file → the answer that holds it: the same for ever, so browsers may keep it.

Source: RFC 9110, 8.8.3 (ETag), 13.1.2 (If-None-Match), 14.2 (Range).
"""

import re
from typing import Literal
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "eml": "message/rfc822",
    "png": "image/png",
    "zip": "application/zip",
}


Use = Literal["inline", "attachment"]  # shown in the browser, or saved to disk


def answer_file(request: Request, data: bytes, digest: str, name: str, use: Use) -> Response:
    """A request, a file with its digest and name, what a browser does with it → the answer."""
    tag = f'"{digest}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, max-age=31536000, immutable",
        "Accept-Ranges": "bytes",
        "Content-Disposition": f"{use}; {_write_name(name)}",
    }
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag in re.split(r"\s*,\s*", known.replace("W/", "")):
        return Response(status_code=304, headers=headers)
    media_type = TYPES[name.rpartition(".")[2]]
    wanted = request.headers.get("range", "")
    if not wanted or request.headers.get("if-range", tag) != tag:
        return Response(data, headers=headers, media_type=media_type)
    part = _read_range(wanted, len(data))
    if part is None:
        return Response(data, headers=headers, media_type=media_type)
    if not part:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
    return Response(data[part.start : part.stop], 206, headers, media_type)


def _read_range(wanted: str, size: int) -> range | None:
    """The header `Range`, a file's size → the bytes that it names, none where there are no such.

    Nothing where it doesn't name one stretch of bytes: then it doesn't count.
    """
    found = _RANGE.fullmatch(wanted)
    if found is None or not any(found.groups()):
        return None
    if not found[1]:
        return range(max(0, size - int(found[2])), size)
    first, last = int(found[1]), int(found[2] or size)
    return range(first, min(last + 1, size)) if first <= last or not found[2] else None


def _write_name(name: str) -> str:
    """A file's name → it for a header, in ASCII and as it is (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
