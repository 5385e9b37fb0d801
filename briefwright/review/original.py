"""The edition that went out, as it is now: what each paragraph says, and how that is written."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

from briefwright import edition
from briefwright.audience import Audience
from briefwright.editing import positions
from briefwright.edition import Leaf
from briefwright.edition.runs import Datum, Run, text
from briefwright.model import addresses
from briefwright.model.addresses import Record
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place
from briefwright.review.reading import Paragraph
from briefwright.review.wording import Part, protect, squeeze
from briefwright.yamlfile.source import SpliceError


@dataclass(frozen=True)
class Original:
    """An edition: the briefing's folder, the briefing, its audience, its language."""

    path: Path
    briefing: Briefing
    audience: Audience
    language: str

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        """What it says, by address. Errors: ContentError."""
        chosen = edition.select(self.briefing, self.audience, self.language)
        return {one.at: one for one in chosen.leaves()}

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The blocks, items and rows that are written in it, by address."""
        return dict(addresses.records(self.briefing.body))

    @cached_property
    def _checksums(self) -> Mapping[str, str]:
        return {f"{crc32(at.encode()):08x}": at for at in self.leaves}

    @property
    def overlay(self) -> str:
        """The language of its translation, "" where it is the briefing's own."""
        return self.language if self.language in self.briefing.overlays else ""

    def find_leaf(self, paragraph: Paragraph | None) -> Leaf | None:
        """A paragraph that went out → what it is of the edition: its bookmark has a checksum of it.

        Where others came or went before it since, its address has another number by now.
        """
        for name in paragraph.names if paragraph else ():
            leaf = self.leaves.get(self._checksums.get(name.rpartition("_")[2], ""))
            if paragraph and leaf and squeeze(text(leaf.runs)) == squeeze(paragraph.text):
                return leaf
            if found := self._find_moved(name, paragraph.text if paragraph else ""):
                return found
            if leaf:
                return leaf
        return None

    def _find_moved(self, name: str, words: str) -> Leaf | None:
        """The bookmark of a paragraph, its words → the leaf that says so under another number."""
        found = [
            leaf
            for at, leaf in self.leaves.items()
            if squeeze(text(leaf.runs)) == squeeze(words) and _match_name(name, at)
        ]
        return found[0] if len(found) == 1 else None

    def says(self, words: str) -> bool:
        """Words → whether the edition has a leaf that says them, as it is now."""
        return squeeze(words) in self._said

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(squeeze(text(one.runs)) for one in self.leaves.values())

    def find_record(self, at: str) -> str:
        """An address → that of the block, item or row around it, "" where none is."""
        return next((one for one in _list_prefixes(at) if one in self.records), "")

    def find_place(self, at: str) -> Place | None:
        """The address of a leaf → where in a file it is written, if anywhere."""
        for one in (*(part.at for part in self.list_parts(at)), at, self.find_record(at)):
            with suppress(SpliceError):
                return positions.find_place(self.briefing, one)
        return None

    def list_parts(self, at: str) -> tuple[Part, ...]:
        """The address of a leaf → what is written for it: a text, a label and a text, or nothing.

        Of a text with rewordings, the one that this audience gets.
        """
        with suppress(SpliceError, KeyError):
            return tuple(self._read(one) for one in self._find_written(at))
        return ()

    def _find_written(self, at: str) -> Iterator[str]:
        trails = self.briefing.trails
        written = next((one for one in (at, f"{at}.text") if one in trails), "")
        holder = (written or f"{at}.text").removesuffix(".text")
        reworded = (f"{holder}.{one}" for one in self.audience.prefers)
        written = next((one for one in reworded if one in trails), written)
        yield from (one for one in (f"{at}.label", written) if one in trails)

    def _read(self, at: str) -> Part:
        """Errors: SpliceError, KeyError where a translation has no such text."""
        if self.overlay:
            source = positions.read_overlay(self.path, self.briefing, self.overlay)
            return Part(at, positions.find_translation(source, at)["text"].text.strip())
        place = positions.find_place(self.briefing, at)
        source = positions.read_source(self.path, place.file)
        return Part(at, positions.find_paragraph(source, place)[2])


def _match_name(name: str, at: str) -> bool:
    """A bookmark's name and an address → whether they differ in numbers only, as far as it goes."""
    slug = name.removeprefix("_at_").rpartition("_")[0]
    return _strip_numbers(re.sub(r"\W", "_", at)).startswith(_strip_numbers(slug))


def _strip_numbers(name: str) -> str:
    return re.sub(r"[\d_]+", "_", name)


def write_facts(leaf: Leaf) -> Part:
    """A leaf that nobody writes → it as if it were written: its facts called, all else as it is."""
    return Part("", "".join(map(_write_run, leaf.runs)))


def _write_run(run: Run) -> str:
    if isinstance(run, Datum):
        return f"{{{run.fact}}}"
    inner = getattr(run, "content", ())
    return "".join(map(_write_run, inner)) if inner else protect(text((run,)))


def _list_prefixes(at: str) -> Iterator[str]:
    """An address → itself, and each shorter one that it may stand in."""
    while at:
        yield at
        at = at.rpartition(".")[0]
