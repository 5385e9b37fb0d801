"""Finished files → one archive of them, with their digests in `SHA256SUMS`."""

import io
import zipfile
from collections.abc import Mapping

from briefwright.issuing.archive import SUMS, write_sums

_WHEN = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files by name → a zip archive; `sha256sum -c SHA256SUMS` checks it once it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*sorted(files.items()), (SUMS, write_sums(files))):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
