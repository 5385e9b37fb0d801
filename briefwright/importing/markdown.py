"""A Markdown file → its Outline. CommonMark with tables, footnotes and front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefwright.importing import front_matter
from briefwright.importing.outline import Element, Outline, Paragraph, Picture, Role, Run, Table
from briefwright.problems import MachineError
from briefwright.setup import environments

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NOTE = re.compile(r"^\[\^([\w-]+)\]:[ \t]+(.+(?:\n(?:[ \t]{2,}.*|))*)", re.MULTILINE)
_CALL = re.compile(r"\[\^([\w-]+)\]")


def read(text: str) -> Outline:
    """The text of a file → what it says. Errors: MachineError without the library that reads it."""
    try:
        from markdown_it import MarkdownIt  # an optional library
    except ImportError as error:
        raise MachineError(
            "A draft out of Markdown needs markdown-it-py, which this installation lacks; in "
            "Briefwright's folder, run: " + environments.write_command('-e ".[markdown]"')
        ) from error
    before, text = front_matter.split(text.replace("\r\n", "\n"))
    parser = MarkdownIt("commonmark").enable("table")
    notes = {name: _read_note(parser, words) for name, words in _NOTE.findall(text)}
    elements = tuple(_Reader().read(parser.parse(_NOTE.sub("", text))))
    return Outline(
        (*front_matter.list_paragraphs(before), *elements),
        notes,
        properties=front_matter.read_properties(before),
    )


def _read_note(parser: "MarkdownIt", words: str) -> tuple[Paragraph, ...]:
    tokens = parser.parse(" ".join(words.split()))
    return tuple(
        replace(one, role="note") for one in _Reader().read(tokens) if isinstance(one, Paragraph)
    )


@dataclass
class _Reader:
    """Goes through the tokens of a file in order."""

    lists: list[bool] = field(default_factory=list)  # whether each that is open is ordered
    role: Role = "text"
    level: int = 1
    rows: list[tuple[tuple[Paragraph, ...], ...]] = field(default_factory=list)
    cells: list[tuple[Paragraph, ...]] = field(default_factory=list)

    def read(self, tokens: Sequence["Token"]) -> Iterator[Element]:
        for token in tokens:
            match token.type:
                case "heading_open":
                    self.role, self.level = "heading", int(token.tag[1:])
                case "heading_close":
                    self.role, self.level = "text", 1
                case "bullet_list_open" | "ordered_list_open":
                    self.lists.append(token.type == "ordered_list_open")
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.role = "item"
                case "inline":
                    yield from self._read_inline(token)
                case "fence" | "code_block":
                    lines = filter(str.strip, token.content.split("\n"))
                    yield from (Paragraph((Run(line),), "box") for line in lines)
                case "html_block":
                    yield Paragraph((Run(" ".join(token.content.split())),), "embedded")
                case "th_open" | "td_open":
                    self.role = "cell"
                case "th_close" | "td_close":
                    self.role = "text"
                case "tr_close":
                    self.rows.append(tuple(self.cells))
                    self.cells = []
                case "table_close":
                    yield Table(tuple(self.rows))
                    self.rows = []

    def _read_inline(self, token: "Token") -> Iterator[Element]:
        """The words of a heading, a paragraph, an item or a cell → it, and pictures in it."""
        runs = tuple(_read_runs(token.children or ()))
        if self.role == "cell":
            self.cells.append((Paragraph(runs, "cell"),) if runs else ())
            return
        if any(one.text.strip() for one in runs):
            is_item = self.role == "item"
            ordered = is_item and bool(self.lists) and self.lists[-1]
            level = max(len(self.lists), 1) if is_item else self.level
            yield Paragraph(runs, self.role, level, ordered)
        if self.role == "item":
            self.role = "text"
        for one in token.children or ():
            if one.type == "image":
                alt = Paragraph((Run(one.content),)) if one.content.strip() else None
                yield Picture(str(one.attrs.get("src", "")), b"", alt)


def _read_runs(tokens: Sequence["Token"]) -> Iterator[Run]:
    """The tokens of a line → its runs."""
    like = Run("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                like = replace(like, is_bold=token.type == "strong_open")
            case "em_open" | "em_close":
                like = replace(like, is_stressed=token.type == "em_open")
            case "link_open":
                like = replace(like, href=str(token.attrs.get("href", "")))
            case "link_close":
                like = replace(like, href="")
            case "text" | "code_inline":
                yield from _split_calls(token.content, like)
            case "softbreak" | "hardbreak":
                yield replace(like, text=" ")


def _split_calls(words: str, like: Run) -> Iterator[Run]:
    """Words → runs of them, each call of a note at the end of one."""
    at = 0
    for found in _CALL.finditer(words):
        yield replace(like, text=words[at : found.start()], note=found[1])
        at = found.end()
    if words[at:]:
        yield replace(like, text=words[at:])
