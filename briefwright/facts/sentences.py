"""A text → where each of its braces stands: in which sentence, after which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefwright.facts import inline
from briefwright.model.dictionary import Brace, Cite, DateBrace, Inline, PartStart, Str

_END = re.compile(
    r"[.!?…؟۔।]+[”’»\")\]]*\s+"
    r"(?=[^\s\w]*(?:$|\W|[A-ZÀ-ÞĀ-Ž0-9Ѐ-Я\u0590-\u06ff\u0900-\u097f]))"
    r"|[。！？]+[”’」』）]*(?=.)"
)
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
# Words that a full stop shortens, after which a sentence goes on.
_SHORTENED = frozenset(
    {"approx", "ca", "cf", "e.g", "i.e", "vs", "no", "nos", "fig", "figs", "dr", "mr", "mrs", "ms"}
    | {"st", "pp", "art", "vol", "z.b", "d.h", "bzw", "env", "p.ex"}
    | {"см", "ср", "т.е", "т.д", "т.п", "гг", "ул", "им", "стр", "руб", "тыс", "ст", "пп"}
)
_OPENING = " \u00a0“„«‘\"'(["
_OBJECT = "\ufffc"  # stands for what the tool writes


@dataclass(frozen=True)
class Position:
    """Where a brace stands: the braces of its sentence, itself among them, and what leads to it.

    `before` are the words of its sentence up to it; another brace counts as a sign among them.
    `sentence` has each brace with the words before it; `after` are the words up to the next one.
    """

    sentence: tuple[tuple[Brace, str], ...]
    before: str
    after: str = ""

    @property
    def begins(self) -> bool:
        """Whether the sentence begins with it."""
        return not self.before.strip(_OPENING)


NOWHERE = Position((), "")


def locate_braces(content: tuple[Inline, ...]) -> Mapping[int, Position]:
    """Inline nodes → the position of each brace in them, by its offset."""
    found: list[list[tuple[Brace, str]]] = [[]]
    said, last, after = "", -1, dict[int, str]()
    for node in inline.walk(content):
        match node:
            case Str():
                said += node.text
                after[last] = after.get(last, "") + node.text
                if (end := _find_last_end(said)) is not None:
                    said = said[end:]
                    found.append([])
            case Brace():
                found[-1].append((node, said))
                said, last = said + _OBJECT, node.offset
            case DateBrace():
                said, last = said + _OBJECT, node.offset
            case PartStart():
                said = ""
                found.append([])
            case Cite() | _:
                pass
    return {
        brace.offset: Position(tuple(sentence), before, after.get(brace.offset, ""))
        for sentence in found
        for brace, before in sentence
    }


def _find_last_end(said: str) -> int | None:
    """Words → where the last sentence that ends in them does, if one does."""
    ends = [match.end() for match in _END.finditer(said) if not _is_shortened(said, match)]
    return ends[-1] if ends else None


def _is_shortened(said: str, match: re.Match[str]) -> bool:
    word = _LAST_WORD.search(said[: match.start() + 1])
    return word is not None and (len(word[1]) == 1 or word[1].casefold() in _SHORTENED)
