"""The edition that went out, as it is now: what each paragraph says, and how that is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from zlib import crc32

from briefwright import edition
from briefwright.audience import Audience
from briefwright.content.texts import find_cell
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

    def is_locked(self, at: str) -> bool:
        """An address → whether its reviewers must not change what stands there."""
        return not self._locked.isdisjoint(_list_prefixes(at))

    @cached_property
    def _locked(self) -> frozenset[str]:
        """What its audience locks, by address; with a section, all blocks in it."""
        body, names = self.briefing.body, self.audience.locked
        return frozenset(at for name in names for at in addresses.subtree(body, name))

    @property
    def overlay(self) -> str:
        """The language of its translation, "" where it is the briefing's own."""
        return self.language if self.language in self.briefing.overlays else ""

    def match(
        self, sent: Sequence[Paragraph], became: Sequence[str], returned: Sequence[Paragraph]
    ) -> tuple[Leaf | None, ...]:
        """What went out, what each says now, what came back → what each is of the edition today.

        First those that say what they said, in their order, whatever came or went between them
        since and changed the numbers in addresses; then those that say what came back; then those
        whose address says something else by now.
        """
        leaves = list(self.leaves.values())
        kinds = [_strip_numbers(_read_slug(one)) for one in sent]
        found: dict[int, Leaf] = {}
        for words in ([squeeze(one.text) for one in sent], list(map(squeeze, became))):
            left = [n for n in range(len(sent)) if n not in found and words[n]]
            free = [one for one in leaves if one not in found.values()]
            keys = [(squeeze(text(one.runs)), _strip_numbers(_make_slug(one.at))) for one in free]
            asked = [(words[n], kinds[n]) for n in left]
            matcher = SequenceMatcher(None, asked, keys, autojunk=False)
            for start, first, size in matcher.get_matching_blocks():
                found |= {left[start + n]: free[first + n] for n in range(size)}
        said = frozenset(squeeze(one.text) for one in returned)
        free = [one for one in leaves if one not in found.values()]
        named = {
            f"{crc32(one.at.encode()):08x}": one
            for one in free
            if squeeze(text(one.runs)) not in said
        }
        for n, one in enumerate(sent):
            names = (named.get(name.rpartition("_")[2]) for name in one.names)
            if n not in found and (leaf := next(filter(None, names), None)):
                found[n] = leaf
        return tuple(map(found.get, range(len(sent))))

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

    def find_paragraph_break(self, at: str) -> str:
        """The address of a paragraph → what parts it from the next: in `|` texts, a blank line."""
        place = positions.find_place(self.briefing, at)
        scalar, *_ = positions.find_paragraph(positions.read_source(self.path, place.file), place)
        return "\n\n" if scalar.style == "literal" else "\n"

    def _find_written(self, at: str) -> Iterator[str]:
        trails = self.briefing.trails
        if at.startswith("sources."):  # its texts in the order in which they print
            texts = (f"{at}.{one}" for one in ("author", "title", "publisher", "note"))
            yield from (one for one in texts if one in trails)
            return
        written = next((one for one in (at, f"{at}.text") if one in trails), "")
        holder = (written or f"{at}.text").removesuffix(".text")
        reworded = (f"{holder}.{one}" for one in self.audience.prefers)
        written = next((one for one in reworded if one in trails), written)
        yield from (one for one in (f"{at}.label", written) if one in trails)

    def _read(self, at: str) -> Part:
        """Errors: SpliceError, KeyError where a translation has no such text."""
        if self.overlay:
            source = positions.read_overlay(self.path, self.briefing, self.overlay)
            scalar = positions.find_translation(source, at)["text"]
            is_cell = at in self._cells
            return Part(at, find_cell(scalar)[1] if is_cell else scalar.text.strip(), is_cell)
        place = positions.find_place(self.briefing, at)
        source = positions.read_source(self.path, place.file)
        is_cell = at in self._cells
        return Part(at, positions.find_paragraph(source, place, is_cell=is_cell)[2], is_cell)

    @cached_property
    def _cells(self) -> frozenset[str]:
        return addresses.cells(self.briefing.body)


_SLUG = 27  # characters of an address in the name of its bookmark


def _make_slug(at: str) -> str:
    return re.sub(r"\W+", "_", at, flags=re.ASCII)[:_SLUG]


def _read_slug(paragraph: Paragraph) -> str:
    """A paragraph → the beginning of its address, as the name of its bookmark has it."""
    return paragraph.names[0].removeprefix("_at_").rpartition("_")[0] if paragraph.names else ""


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
