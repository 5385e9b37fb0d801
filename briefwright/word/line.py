"""One line of text while it is set: white space, letters, and what surrounds them."""

import re
from dataclasses import dataclass, replace

from docx.opc.part import Part

from briefwright.layout import Style
from briefwright.word.named_styles import RUNNING_TITLE
from briefwright.word.ooxml import Node, text_run
from briefwright.word.stretches import Stretch, split
from briefwright.word.writer_state import WriterState

_SPACE = re.compile(r"[ \t\r\n\f]+")
# A no-break hyphen, which Word has a sign of its own for; elsewhere some fonts show a box for it.
_HYPHEN_JOINER, _WORD_JOINER, _NO_BREAK_HYPHEN = "-\u2060", "\u2060", "\u2011"
# In a line from the right, that sign would set 1234567-03 for 03-1234567: it has no direction.
# Source: Unicode Standard Annex 9, table 4 (U+002D is ES, U+2011 is ON).
_BETWEEN_DIGITS = re.compile("(?<=\\d)-\u2060(?=\\d)")


@dataclass(frozen=True, slots=True)
class TextContext:
    """What surrounds some words: the computed style, the key of the character style in force."""

    style: Style
    character: str = ""


@dataclass(slots=True)
class Line:
    """One paragraph's words while they are set. White space collapses across runs, as in CSS.

    `drop` is a number that stands at the start and that Word counts by itself; `caption` the
    label and number of a caption, whose number becomes a field; `title` what is left of the words
    that heads of pages repeat. `change` is “ins” or “del” while words are set that came or went,
    `moves` how many of them moved.
    """

    state: WriterState
    paragraph: str
    part: Part
    drop: str = ""
    caption: tuple[str, str, str] | None = None  # label, number, the id of its figure
    title: str = ""
    after_space: bool = True
    last: Node | None = None
    change: str = ""
    moves: int = 0

    def words(self, text: str | None, around: TextContext) -> list[Node]:
        """A stretch of text → a run, or nothing where it is only white space at a line's start."""
        if not text:
            return []
        if self.drop:
            text = self._drop_number(text)
        seen = _SPACE.sub(" ", text)
        if around.style["direction"] == "rtl":
            seen = _BETWEEN_DIGITS.sub("-", seen)
        seen = seen.replace(_HYPHEN_JOINER, _NO_BREAK_HYPHEN).replace(_WORD_JOINER, "")
        if self.after_space:
            seen = seen.removeprefix(" ")
        if not seen:
            return []
        self.after_space = seen.endswith(" ")
        made = [
            text_run(one.text, self.properties(inside, one))
            for words, inside in self._take_title(seen, around)
            for one in split(_apply_case(words, around.style), around.style, self.state.sheet)
        ]
        self.last = made[-1]
        return made

    def _take_title(self, seen: str, around: TextContext) -> list[tuple[str, TextContext]]:
        """Words of a heading → those that heads of pages repeat, in their own style, and others."""
        size = min(len(seen), len(self.title))
        if not size or seen[:size] != self.title[:size] or around.character:
            self.title = ""
            return [(seen, around)]
        self.title = self.title[size:]
        parts = [(seen[:size], replace(around, character=RUNNING_TITLE)), (seen[size:], around)]
        return [part for part in parts if part[0]]

    def properties(self, around: TextContext, stretch: Stretch | None = None) -> Node | None:
        """What surrounds some words, and which they are → the run properties that they need."""
        style, sheet = around.style, self.state.sheet
        language = style["lang"] or ""
        return sheet.properties(
            self.paragraph, around.character,
            sheet.text(style, stretch.font if stretch else ""),
            "" if language == self.state.language else language,
            stretch.from_right if stretch else style["direction"] == "rtl",
        )  # fmt: skip

    def _drop_number(self, text: str) -> str:
        text = text.lstrip()
        size = min(len(text), len(self.drop))
        self.drop = self.drop[size:]
        return text[size:].lstrip()

    def trim(self) -> None:
        """The line is at its end: white space there is dropped."""
        if self.last is not None and self.after_space and len(self.last):
            words = self.last[-1]
            if words.text:
                words.text = words.text.rstrip(" ")


def _apply_case(text: str, style: Style) -> str:
    """Word shows capitals by itself; the other cases it must be given."""
    match style["text_transform"]:
        case "lowercase":
            return text.lower()
        case "capitalize":
            return re.sub(r"\b\w", lambda letter: letter[0].upper(), text)
        case _:
            return text
