"""An edition's Word file → the one that goes out for review, with changes tracked; and its copy.

What comes back is compared with what went out, so that is kept beside the content, by the digest of
the content that it was made of: `reviews/<briefing>/<audience>-<language>-<digest>.docx`.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from briefwright import disk
from briefwright.review.reading import read
from briefwright.word.counting import VAL, W

_SETTINGS = "word/settings.xml"
# Source: ECMA-376 part 1, 17.15.1.78 (settings): trackRevisions stands before defaultTabStop.
_BEFORE, _TRACK = b"<w:defaultTabStop", b"<w:trackRevisions/>"


class NotOursError(ValueError):
    """A Word file that says of no edition that it was made of it; its words say what to do."""


def track_changes(data: bytes) -> bytes:
    """The bytes of an edition's .docx → the same, in which Word tracks what is changed."""

    def track(part: bytes) -> bytes:
        return part if _TRACK in part else part.replace(_BEFORE, _TRACK + _BEFORE, 1)

    return _rewrite(data, _SETTINGS, track)


def _rewrite(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The bytes of a .docx, the name of a part, what changes it → the bytes with that part."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            part = before.read(entry)
            after.writestr(entry, change(part) if entry.filename == name else part)
    return made.getvalue()


def lock(data: bytes, is_locked: Callable[[str], bool]) -> bytes:
    """The bytes of a .docx, what says whether an address is locked → it, its controls locked.

    What stands in such a control is neither changed nor deleted. Source: ECMA-376 part 1,
    17.5.2.23 (lock), which stands behind the id.
    """

    def lock_controls(part: bytes) -> bytes:
        body = etree.fromstring(part)
        for properties in body.iter(W + "sdtPr"):
            tag, number = properties.find(W + "tag"), properties.find(W + "id")
            if tag is not None and number is not None and is_locked(tag.get(VAL, "")):
                number.addnext(etree.Element(W + "lock", {VAL: "sdtContentLocked"}))
        return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)

    return _rewrite(data, "word/document.xml", lock_controls)


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
