"""What an issued edition consists of, what it was made of, by whom and when ↔ JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

NAME = "manifest.json"
_FORMAT = 1


class ManifestError(Exception):
    """A file is no manifest: one sentence that says why."""


@dataclass(frozen=True)
class IssuedEdition:
    """What one audience gets in one language, or in two: a file for each format.

    `clearance` lists the handlings that its audience may see.
    """

    audience: str
    languages: tuple[str, ...]
    title: str
    clearance: tuple[str, ...]
    files: Mapping[str, str]

    @property
    def language(self) -> str:
        """Its language as file names have it: “en-ru” for an edition in both."""
        return "-".join(self.languages)


@dataclass(frozen=True)
class Issued:
    """One briefing as it was issued: `files` are digests by path in its folder.

    `number` is the briefing's `edition`, `corrects` the number that it takes the place of, "" for
    none. `by` is who issued it, `at` when, by that machine's clock. `accounts` says for each
    audience and language what became of everything in it; `machine` are the versions of all that
    made the files, by name. `language` is the one that the briefing is written in. `is_signed` is
    whether a signature stands beside the list of its digests.
    """

    briefing: str
    number: str
    title: str
    reference: str
    date: str
    embargo: str
    corrects: str
    by: str
    at: datetime
    accounts: Mapping[str, str]
    files: Mapping[str, str]
    machine: Mapping[str, str]
    language: str = ""
    editions: tuple[IssuedEdition, ...] = ()
    is_signed: bool = False


def write_manifest(issued: Issued) -> bytes:
    """What was issued → its manifest, as JSON in UTF-8."""
    document = {"format": _FORMAT, **asdict(issued), "at": issued.at.isoformat()}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(data: bytes) -> Issued:
    """A manifest → what was issued. Errors: ManifestError."""
    try:
        document = json.loads(data)
        if document.pop("format") != _FORMAT:
            raise ManifestError("it was written by another version of Briefwright")
        document["at"] = datetime.fromisoformat(document["at"])
        document["editions"] = tuple(map(_read_edition, document.get("editions", ())))
        return Issued(**document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError("it is not what Briefwright wrote") from error


def _read_edition(document: Mapping[str, Any]) -> IssuedEdition:
    lists = {name: tuple(document[name]) for name in ("languages", "clearance")}
    return IssuedEdition(**{**document, **lists})
