"""An edition → which one it is, in words that travel in the properties of its files."""

import hashlib
from dataclasses import replace

from briefwright.edition.document import Edition

_DIGITS = 16  # of the sum over everything that an edition says


def identified(edition: Edition, number: str) -> Edition:
    """An edition and its number → the same, its files knowing which edition they are.

    `Content` is a checksum of all that it says: two files with the same one say the same.
    """
    own = {
        "Briefing": edition.briefing,
        "Edition": number,
        "Audience": edition.audience,
        "Language": "-".join(edition.spoken),
        "Content": _checksum(edition),
    }
    head = replace(edition.head, properties={**edition.head.properties, **own})
    return replace(edition, head=head)


def _checksum(edition: Edition) -> str:
    found = edition.marks()
    marks = (*found.body, *found.notes, *found.alts, *found.data)
    said = "\n".join(f"{mark.kind}\t{mark.at}\t{mark.text}" for mark in marks)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
