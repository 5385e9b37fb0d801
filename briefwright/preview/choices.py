"""Which editions of a briefing there are to look at, and how an address names one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from briefwright import audience as audiences
from briefwright import content
from briefwright.audience import LARGE_PRINT, Audience
from briefwright.audience.shipped import roots
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError


@dataclass(frozen=True)
class Source:
    """Where a briefing is written: its own folder, and that of the templates."""

    content: Path
    templates: Path


OWN = "own"


class Choice(NamedTuple):
    """One edition to look at: its audience, `-large-print` behind it where it is so, its language.

    The language is “en-ru” for an edition in both, and OWN for the briefing's own.
    """

    audience: str
    language: str

    def __str__(self) -> str:
        return f"{self.audience} in {self.language}"


def find_language(choice: Choice, briefing: Briefing, reader: Audience) -> str:
    """A Choice, the briefing and its audience → the language; "" where there is no such edition."""
    known = audiences.languages(briefing, reader)
    if choice.language == OWN:
        return known[0] if known else ""
    return choice.language if choice.language in known else ""


def list_choices(briefing: Briefing, templates: Path) -> Iterator[Choice]:
    """A briefing and the templates → every edition of it that can be looked at.

    An audience whose folder is at fault is left out: whoever asks for it reads why.
    """
    files = _describe_files(templates)
    for name in audiences.names(templates):
        try:
            reader = _read(templates, name, files)
        except ContentError:
            continue
        for language in audiences.languages(briefing, reader):
            yield Choice(name, language)
            yield Choice(f"{name}{LARGE_PRINT}", language)


def read_audience(templates: Path, name: str) -> Audience:
    """The templates and the audience of a Choice → the Audience. Errors: ContentError."""
    return _read(templates, name, _describe_files(templates))


def read_both(source: Source, choice: Choice) -> tuple[Briefing, Audience]:
    """A briefing's folder and a Choice → the briefing, its audience. Errors: ContentError."""
    return content.read(source.content), read_audience(source.templates, choice.audience)


@lru_cache(maxsize=64)
def _read(templates: Path, name: str, files: tuple[tuple[str, int, int], ...]) -> Audience:
    """The same, read once for as long as no file of the templates changes."""
    return audiences.read(templates, name)


def _describe_files(templates: Path) -> tuple[tuple[str, int, int], ...]:
    """The templates → name, size and time of every file that may be read."""
    found = (path for root in roots(templates) for path in root.rglob("*") if path.is_file())
    return tuple((str(path), (state := path.stat()).st_size, state.st_mtime_ns) for path in found)
