"""An edition's Word file → the one that goes out for review, with changes tracked; and its copy.

What comes back is compared with what went out, so that is kept beside the content, by the digest of
the content that it was made of: `reviews/<briefing>/<audience>-<language>-<digest>.docx`.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from briefwright import disk
from briefwright.review.reading import read

_SETTINGS = "word/settings.xml"
# Source: ECMA-376 part 1, 17.15.1.78 (settings): trackRevisions stands before defaultTabStop.
_BEFORE, _TRACK = b"<w:defaultTabStop", b"<w:trackRevisions/>"


class NotOursError(ValueError):
    """A Word file that says of no edition that it was made of it; its words say what to do."""


def track_changes(data: bytes) -> bytes:
    """The bytes of an edition's .docx → the same, in which Word tracks what is changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            part = before.read(entry)
            if entry.filename == _SETTINGS and _TRACK not in part:
                part = part.replace(_BEFORE, _TRACK + _BEFORE, 1)
            after.writestr(entry, part)
    return made.getvalue()


def keep(reviews: Path, data: bytes) -> Path:
    """The folder of reviews, a file as it goes out → where a copy of it is kept."""
    kept = find_kept(reviews, read(data).properties)
    disk.write({kept: data})
    return kept


def find_kept(reviews: Path, properties: Mapping[str, str]) -> Path:
    """The folder of reviews, what a Word file says of itself → where what went out is kept.

    Errors: NotOursError.
    """
    said = [properties.get(one, "") for one in ("Briefing", "Audience", "Language", "Content")]
    if not all(said) or any(Path(one).name != one for one in said):
        raise NotOursError(
            "It doesn't say which edition it is. Send out what `build.py review NAME --out` makes, "
            "and name it with `--edition` where a program took that away."
        )
    briefing, *rest = said
    return reviews / briefing / f"{'-'.join(rest)}.docx"
