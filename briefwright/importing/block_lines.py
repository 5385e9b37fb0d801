"""The blocks of a Draft → lines of YAML, written as a person would; what each line says."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from briefwright.content.mappings import KEYWORD
from briefwright.facts.cell_parts import escape_number, is_item
from briefwright.importing.draft import (
    Block,
    Box,
    Draft,
    Figure,
    Item,
    List,
    References,
    Section,
    Text,
)
from briefwright.importing.markup import Offer, clean, keep, write_markup, write_plain
from briefwright.importing.outline import Chart, Paragraph, Picture, Table, cut
from briefwright.model.dictionary import KINDS
from briefwright.problems import Place
from briefwright.review.wording import protect
from briefwright.yamlfile import Scalar
from briefwright.yamlfile.rearranging import write_in_brackets
from briefwright.yamlfile.source import INDENT, WIDTH

_NOWHERE = Place("", 1)
# What needs no quote marks on a line of its own.
_BARE = re.compile(r"[^\W_][^:#\\\n]*(?<!\s)|[“‘«(–—][^:#\\\n]*(?<!\s)")
_SIGN = re.compile(r"[-#?:>|]")  # at the start of a line of a folded text
_SHORT_TITLE = 5  # words
_TODO = "# todo: "

Cell = Sequence[Paragraph] | Literal["<", "^"]


@dataclass(frozen=True)
class Line:
    """A line of a file, the block that it belongs to, and the paragraphs that it says."""

    text: str
    block: Block | None = None
    said: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Writes the blocks of a draft; `offers` has what is called in the words of a paragraph.

    `near` are words that stand for a caption where there is none.
    """

    draft: Draft
    offers: Mapping[Paragraph, Offer]
    near: str

    def write_blocks(self, blocks: Sequence[Block], depth: int) -> Iterator[Line]:
        """Blocks → their lines as items of a list that stands in by `depth`."""
        for block in blocks:
            yield from _as_item(self.write_block(block, depth + INDENT), depth)

    def write_block(self, block: Block, depth: int) -> Iterator[Line]:
        """A block → its lines, its first key first; all of them stand in by `depth`."""
        match block:
            case Section():
                yield from self._write_text("section", (block.heading,), block, depth)
                if block.body:
                    yield Line(" " * depth + "body:", block)
                    inside = replace(self, near=clean(block.heading.text).strip())
                    yield from inside.write_blocks(block.body, depth + INDENT)
            case Text():
                words = self._say(block.paragraph)
                key = "" if words not in KINDS else "text"
                yield from write(key, words, block, (block.paragraph,), depth)
            case Box():
                yield from self._write_text("callout", block.paragraphs, block, depth)
                yield Line(" " * depth + "kind: box", block)
            case List():
                yield from self._write_list(block, depth)
            case Figure():
                yield from self._write_figure(block, depth)
            case References():
                yield from self._write_text("sources", (block.heading,), block, depth)
                yield Line(" " * depth + "show: all", block)
            case _:
                assert_never(block)

    def _say(self, paragraph: Paragraph) -> str:
        offer = self.offers.get(paragraph, keep)
        return write_markup(paragraph.runs, self.draft.calls, offer)

    def _write_text(
        self, key: str, said: tuple[Paragraph, ...], block: Block, depth: int
    ) -> Iterator[Line]:
        is_plain = key in ("section", "sources")
        words = [write_plain(one.runs) if is_plain else self._say(one) for one in said]
        yield from write(key, "\n".join(words), block, said, depth)

    # --- lists

    def _write_list(self, block: List, depth: int) -> Iterator[Line]:
        lead = "" if block.lead is None else _trim_lead(self._say(block.lead))
        said = () if block.lead is None else (block.lead,)
        yield from write("list", lead, block, said, depth)
        if block.items[0].paragraphs[0].is_ordered:
            yield Line(" " * depth + "ordered: yes", block)
        yield from self._write_items(block.items, block, depth)

    def _write_items(self, items: Sequence[Item], block: Block, depth: int) -> Iterator[Line]:
        yield Line(" " * depth + "items:", block)
        for item, label in zip(items, find_labels(items), strict=True):
            lines = self._write_item(item, label, block, depth + 2 * INDENT)
            yield from _as_item(lines, depth + INDENT)

    def _write_item(self, item: Item, length: int, block: Block, depth: int) -> Iterator[Line]:
        """An item, how many characters of it are its label → its lines."""
        first, *others = item.paragraphs
        label = write_plain(cut(first.runs, 0, length)).removesuffix(":").rstrip()
        rest = replace(first, runs=cut(first.runs, length))
        offer = self.offers.get(first, keep)
        words = " ".join(
            (write_markup(rest.runs, self.draft.calls, offer), *map(self._say, others))
        ).strip()
        short = f"{_quote(label)}: {_quote(words)}"
        is_short = depth + len(short) <= WIDTH and not KEYWORD.fullmatch(label)
        if label and words and is_short and not item.items:
            yield Line(" " * depth + short, block, item.paragraphs)
        elif label:
            yield from write("label", label, block, item.paragraphs, depth)
            yield from write("text", words, block, item.paragraphs, depth) if words else ()
        else:
            yield from write("text" if item.items else "", words, block, item.paragraphs, depth)
        if item.items:
            yield from self._write_items(item.items, block, depth)

    # --- figures

    def _write_figure(self, block: Figure, depth: int) -> Iterator[Line]:
        match block.shown:
            case Table():
                yield from self._write_caption("table", block, depth)
                yield from self._write_rows(block.shown, block, depth)
            case Chart():
                yield from self._write_caption("chart", block, depth)
                yield Line(f"{' ' * depth}kind: {block.shown.kind}", block)
                yield Line(f"{' ' * depth}data: {block.file}", block)
                yield Line(f"{' ' * depth}decimal: point", block)
            case Picture():
                yield Line(f"{' ' * depth}image: {block.file}", block)
                if block.caption or block.title:
                    yield from self._write_caption("caption", block, depth)
        if not isinstance(block.shown, Table):
            yield from self._write_alt(block, depth)
        if block.source:
            yield Line(f"{' ' * depth}source: {self.draft.name_source(block.source)}", block)

    def _write_caption(self, key: str, block: Figure, depth: int) -> Iterator[Line]:
        """A figure → what it shows, and its finding where it has both."""
        said = block.title or block.caption
        if isinstance(block.shown, Chart) and said is None:
            said = block.shown.title
        if said is None:
            yield Line(f"{' ' * depth}{_TODO}say what it shows", block)
            yield from write(key, protect(self.near), block, (), depth)
            return
        yield from write(key, self._say(said), block, (said,), depth)
        if block.title and block.caption:
            yield from write("finding", self._say(block.caption), block, (block.caption,), depth)
        elif isinstance(block.shown, Chart) and block.shown.title and said is not block.shown.title:
            title = block.shown.title
            yield from write("note", self._say(title), block, (title,), depth)

    def _write_alt(self, block: Figure, depth: int) -> Iterator[Line]:
        assert isinstance(block.shown, Picture | Chart)
        alt = block.shown.alt
        if alt is not None:
            yield from write("alt", self._say(alt), block, (alt,), depth)
        elif isinstance(block.shown, Picture):
            yield Line(f"{' ' * depth}{_TODO}if it tells something, say it: alt: …", block)
            yield Line(f"{' ' * depth}decorative: yes", block)

    def _write_rows(self, table: Table, block: Figure, depth: int) -> Iterator[Line]:
        width = max(map(len, table.rows))
        rows = [[*row, *[()] * (width - len(row))] for row in table.rows]
        heads, *others = rows
        bare = [() if isinstance(cell, str) else cell for cell in heads]
        yield from self._write_row("columns: ", bare, block, depth)
        yield Line(" " * depth + "rows:", block)
        for row in others:
            yield from self._write_row("- ", row, block, depth + INDENT)

    def _write_row(
        self, before: str, row: Sequence[Cell], block: Figure, depth: int
    ) -> Iterator[Line]:
        """A row → it on one line in brackets, or on as many lines as it has cells."""
        is_head = before.startswith("columns")
        cells = [cell if isinstance(cell, str) else self._say_cell(cell, is_head) for cell in row]
        said = tuple(one for cell in row if not isinstance(cell, str) for one in cell)
        line = f"{' ' * depth}{before}[{', '.join(map(_quote, cells))}]"
        if len(line) <= WIDTH and not any("\n" in cell for cell in cells):
            yield Line(line, block, said)
            return
        key = before.strip().removesuffix(":")
        if key != "-":
            yield Line(f"{' ' * depth}{key}:", block)
            depth += INDENT
        lines = [
            line
            for cell, own in zip(cells, row, strict=True)
            for line in _as_item(
                write_cell(cell, block, () if isinstance(own, str) else own, depth + 2 * INDENT),
                depth + INDENT * (key == "-"),
            )
        ]
        yield from _as_item(lines, depth) if key == "-" else lines

    def _say_cell(self, cell: Sequence[Paragraph], is_head: bool) -> str:
        """The paragraphs of a cell → what it says, a line for each; in a head one for all."""
        marks = list_marks(cell)
        parts = [(mark, self._say(one)) for mark, one in zip(marks, cell, strict=True)]
        said = [mark + (words if mark else escape_number(words)) for mark, words in parts if words]
        if is_head or len(said) == 1:
            said = [" ".join(words for _, words in parts).strip()]
        words = "\n".join(said) or "–"
        return f"\\{words}" if words in ("<", "^") else words


# ----------------------------------------------------------------- cells


def list_marks(cell: Sequence[Paragraph]) -> Iterator[str]:
    """The paragraphs of a cell → the mark before each that is an item, "" for others."""
    count = 0
    for one in cell:
        count = count + 1 if one.role == "item" and one.is_ordered else 0
        yield f"{count}. " if count else "- " if one.role == "item" else ""


def write_cell(words: str, block: Block, said: Sequence[Paragraph], depth: int) -> Iterator[Line]:
    """What a cell says, a line for each paragraph and item → the lines that say so."""
    parts = words.split("\n")
    if len(parts) == 1:
        yield from write("", words, block, said, depth)
        return
    owners = tuple(said)
    yield Line(f"{' ' * depth}|", block, owners)
    for n, part in enumerate(parts):
        if n and not is_item(part):
            yield Line("", block, owners)
        first, *others = _fold(part, WIDTH - depth)
        yield Line(" " * depth + first, block, owners)
        inner = depth + INDENT * is_item(part)
        yield from (Line(" " * inner + line, block, owners) for line in others)


# ----------------------------------------------------------------- labels


def find_labels(items: Sequence[Item]) -> tuple[int, ...]:
    """The items of a list → how many characters of each are its label, with its colon.

    Bold words before a colon are a label. Others are where most items have them.
    """
    bold = [_measure_label(item, is_bold=True) for item in items]
    plain = [_measure_label(item, is_bold=False) for item in items]
    return tuple(plain if 3 * sum(map(bool, plain)) >= 2 * len(items) > 2 else bold)


def _measure_label(item: Item, is_bold: bool) -> int:
    first = item.paragraphs[0]
    found = _LABEL.match(first.text)
    if found is None or (not item.is_labelled and len(found[0]) == len(first.text.rstrip())):
        return 0
    covered = cut(first.runs, 0, len(found[1]))
    if any(one.note or one.href for one in covered):
        return 0
    is_set_apart = item.is_labelled or all(one.is_bold for one in covered if one.text.strip())
    return len(found[0]) if is_set_apart or not is_bold else 0


_LABEL = re.compile(r"(\s*[^\s:.;!?][^:;!?]{0,99}?)\s*:(?=\s|$)\s*")


def _trim_lead(words: str) -> str:
    """The words that lead into a list → the same; a short title loses its colon."""
    return words.removesuffix(":") if len(words.split()) <= _SHORT_TITLE else words


# ----------------------------------------------------------------- lines


def write(
    key: str, words: str, block: Block, said: Sequence[Paragraph], depth: int
) -> Iterator[Line]:
    """A key, "" for none, and words, a line end between paragraphs → the lines that say so."""
    owners = tuple(said)
    start = f"{key}: " if key else ""
    if "\n" not in words and depth + len(start) + len(words) <= WIDTH:
        yield Line(
            f"{' ' * depth}{start}{quote_alone(words) if words else ''}".rstrip(), block, owners
        )
        return
    yield Line(f"{' ' * depth}{start}>", block, owners)
    depth += INDENT if key else 0  # behind a hyphen, the text stands in by two already
    for n, paragraph in enumerate(words.split("\n")):
        yield from (Line("", block, owners),) if n else ()
        for line in _fold(paragraph, WIDTH - depth):
            yield Line(" " * depth + line, block, owners)


def _fold(words: str, width: int) -> list[str]:
    """Words → lines of them, none of which begins like something of YAML's own."""
    for narrower in range(width, width // 2, -1):
        lines = textwrap.wrap(words, narrower, break_long_words=False, break_on_hyphens=False)
        if not any(_SIGN.match(line) or is_item(line) for line in lines[1:]):
            return lines
    return [words]


def _as_item(lines: Iterable[Line], depth: int) -> Iterator[Line]:
    """Lines of something that stand in by two more than `depth` → the same behind a hyphen."""
    is_first = True
    for line in lines:
        text = line.text
        if is_first and not text.lstrip().startswith("#"):
            text = f"{' ' * depth}- {text[depth + INDENT :]}"
            is_first = False
        elif is_first:
            text = text.removeprefix(" " * INDENT)
        yield replace(line, text=text)


def _quote(words: str) -> str:
    """Words → how they are written between brackets, or before a colon."""
    return write_in_brackets(Scalar(words, _NOWHERE, "plain", _NOWHERE))


def quote_alone(words: str) -> str:
    """Words → how they are written behind a key or a hyphen."""
    return words if _BARE.fullmatch(words) else _quote(words)
