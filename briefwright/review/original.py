"""The edition that went out, as it is now: what each paragraph says, and how that is written."""

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
from briefwright.review.wording import Part, protect
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
        """A paragraph → what it is of the edition: its bookmark ends in a checksum of that."""
        for name in paragraph.names if paragraph else ():
            if at := self._checksums.get(name.rpartition("_")[2]):
                return self.leaves[at]
        return None

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
