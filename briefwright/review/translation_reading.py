"""A translator's Word file that came back → what it translates, row by row; no row is left out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefwright.editing import Rewording, positions, try_changes
from briefwright.problems import Problem
from briefwright.review.findings import Finding, Review
from briefwright.review.original import Original
from briefwright.review.proving import sort_changes
from briefwright.review.reading import Paragraph, Piece, WordText
from briefwright.review.settling import accept
from briefwright.review.translation_rows import (
    LEFT_TO_RIGHT,
    Printer,
    Row,
    digest,
    list_calls,
    list_rows,
    make_printers,
    read_bookmark,
    split_calls,
)
from briefwright.review.wording import squeeze, write_parts
from briefwright.yamlfile.source import Source

_BLANKS = re.compile(r"[ \t\r\n]+")
_TAG = re.compile(r"(.*)#([0-9a-f]{6})", re.DOTALL)


@dataclass(frozen=True)
class _Returned:
    """A row of the file: what its bookmark says, the original, the translation."""

    bookmark: tuple[str, str, str]
    original: tuple[Paragraph, ...]
    translation: tuple[Paragraph, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for one in self.translation for piece in one.pieces)


def review_translation(text: WordText, original: Original) -> Review:
    """What came back, the briefing and the language of its translation → what was translated.

    A row that lost a fact, or whose text in the file is another by now, is named and not written.
    """
    rows = {row.number: row for row in list_rows(original)}
    reader = _Reader(rows, make_printers(original))
    found = [one for returned in _list_returned(text.paragraphs) for one in reader.read(returned)]
    found += (*reader.list_gone(), *_list_outside(text.paragraphs))
    found += [
        Finding("comment", "", one.about, one.text, one.by, one.when, why="Answer it yourself.")
        for one in text.comments
    ]
    proven = tuple(_prove(found, original))
    changed = sum(bool(one.changes) for one in proven)
    counts = {**reader.counts, "translated": changed, "not written": len(proven) - changed}
    return Review(proven, counts, "Rows")


def _list_returned(paragraphs: Sequence[Paragraph]) -> Iterator[_Returned]:
    """Paragraphs → the rows of all tables, heads left out."""
    rows: dict[tuple[int, int], tuple[list[Paragraph], list[Paragraph]]] = {}
    for one in accept(paragraphs):
        if one.cell is not None:
            cells = rows.setdefault(one.cell[:2], ([], []))
            cells[min(one.cell.cell, 1)].append(one)
    for (_, number), (first, second) in rows.items():
        bookmark = read_bookmark(name for one in (*first, *second) for name in one.names)
        if number > 0 or any(bookmark):
            yield _Returned(bookmark, tuple(first), tuple(second))


def _list_outside(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Paragraphs → each with words that stands in no table and is no heading."""
    for one in accept(paragraphs):
        if one.cell is None and one.text.strip() and one.style != "heading 1":
            yield Finding("new", "", "", squeeze(one.text), why="It stands in no row.")


class _Reader:
    """Reads rows that came back; knows which have come and counts those that need no finding."""

    def __init__(self, rows: Mapping[str, Row], printers: tuple[Printer, Printer]) -> None:
        self.rows = rows
        self.printers = printers
        self.met: set[str] = set()
        self.counts = Counter({"same": 0, "empty": 0})

    def read(self, returned: _Returned) -> Iterator[Finding]:
        """A row that came back → what it says, nothing where that is what the file says."""
        of, sent, number = returned.bookmark
        row = self.rows.get(number)
        if row is None or number in self.met:
            words = squeeze(" ".join(one.text for one in returned.translation))
            if words:
                source = squeeze(" ".join(one.text for one in returned.original))
                yield Finding("new", "", source, words, why="No text of the translation is this.")
            return
        self.met.add(number)
        said, whys = self._read_words(row, returned)
        was_empty = sent == digest("") and not any(map(str.isalnum, _find_own_words(said)))
        if was_empty or digest(said) in (sent, digest(row.said)):
            self.counts["same" if row.said else "empty"] += 1
        else:
            yield _make_finding(row, said, whys, of, sent, returned)
        yield from _find_formatting(row, returned)

    def list_gone(self) -> Iterator[Finding]:
        """Each row that has not come."""
        for number, row in self.rows.items():
            if number not in self.met:
                why = "Its row is not in the file; nothing is written."
                yield Finding(
                    "gone", row.name, row.said or row.source, "", why=why, place=row.place
                )

    def _read_words(self, row: Row, returned: _Returned) -> tuple[str, list[str]]:
        """A row and what came back → its translation as typed, and what is wrong with its calls."""
        whys: list[str] = []
        lines = []
        for paragraph in returned.translation:
            pieces = [_read_piece(one, whys) for one in paragraph.pieces]
            lines.append("".join(self._restore_calls(pieces, row)))
        joined = ("\n" if row.has_lines else " ").join(
            _BLANKS.sub(" ", one).strip() for one in lines
        )
        return write_parts(joined) if row.is_cell else joined.strip(), whys

    def _restore_calls(self, pieces: list[tuple[str, bool]], row: Row) -> Iterator[str]:
        """Pieces of a translation → them, with calls again where only their words were kept."""
        wanted = Counter(list_calls(row.said or row.source))
        wanted -= Counter(
            call for text, is_call in pieces for call in ([text] if is_call else list_calls(text))
        )
        shown: dict[str, list[str]] = {}
        for call in wanted.elements():
            for words in {squeeze(one.show(call)) for one in self.printers} - {""}:
                shown.setdefault(words, []).append(call)
        if not shown:
            yield from (text for text, _ in pieces)
            return
        longest = sorted(shown, key=len, reverse=True)
        mark = f"{LEFT_TO_RIGHT}?"
        either = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest)
        pattern = re.compile(rf"(?<!\w){mark}({either}){mark}(?!\w)")

        def restore(found: re.Match[str]) -> str:
            call = next((one for one in shown[squeeze(found[1])] if wanted[one] > 0), "")
            wanted[call] -= 1
            return call or found[0]

        for text, is_call in pieces:
            yield text if is_call else pattern.sub(restore, text)


def _read_piece(piece: Piece, whys: list[str]) -> tuple[str, bool]:
    """A piece → its words or its call; whether it is a call; one that prints otherwise is noted."""
    tag = _TAG.fullmatch(piece.call)
    if tag is None:
        if piece.is_made:
            whys.append("A note, picture or field in it can't be written.")
        return piece.text, False
    if digest(piece.text) != tag[2]:
        whys.append(f"“{piece.text}” stands where {tag[1]} prints; facts change in the briefing.")
    return tag[1], True


def _find_own_words(text: str) -> str:
    """A text as typed → without what it calls."""
    return "".join(one for one, is_call in split_calls(text) if not is_call)


def _make_finding(
    row: Row, said: str, whys: Sequence[str], of: str, sent: str, returned: _Returned
) -> Finding:
    revision = next((one.revision for one in returned.pieces if one.revision.by), None)
    who, when = (revision.by, revision.when) if revision else ("", "")
    finding = Finding("translated", row.name, row.said, said, who, when, place=row.place)
    if not said:
        whys = ["Its translation was deleted; take it out of the file if that is meant."]
    elif digest(row.said) != sent:
        whys = ["The file has another translation since this one was sent out; choose one."]
    if whys:
        return replace(finding, why=" ".join(whys))
    return replace(finding, changes=(Rewording(row.name, row.said, said, row.language, of),))


def _find_formatting(row: Row, returned: _Returned) -> Iterator[Finding]:
    """A row that came back → its words that are set bold or italic, which no text file can be."""
    words = [one.text for one in returned.pieces if one.is_bold or one.is_stressed]
    if words:
        why = "Its look is not written: **bold** and *italic* stand between asterisks."
        yield Finding(
            "formatting", row.name, "", squeeze(" ".join(words)), why=why, place=row.place
        )


# ----------------------------------------------------------------- tried


def _prove(found: Sequence[Finding], original: Original) -> Iterator[Finding]:
    """Findings → those whose changes make no fault; the others say which, and write nothing."""
    with try_changes(original.path, sort_changes(found)) as (copy, proposal):
        whys = {one.change.at: one.why for one in proposal.conflicts}
        if proposal.faults:
            changed = positions.read_briefing(copy)
            overlay = positions.read_overlay(copy, changed, original.language)
            whys |= dict(_find_faults(proposal.faults, overlay))
    for one in found:
        why = whys.get(one.at) or whys.get(one.at.rpartition(".")[0], "")
        yield replace(one, changes=(), why=why) if one.changes and why else one


def _find_faults(faults: Sequence[Problem], overlay: Source) -> Iterator[tuple[str, str]]:
    """Faults, a translation's file → the address of the entry of each, and what it says."""
    entries = positions.find_translations(overlay).entries
    for fault in faults:
        above = [
            key.text for key, _ in entries
            if fault.where and key.place.line <= fault.where.line
        ]  # fmt: skip
        if above:
            yield above[-1], fault.message
