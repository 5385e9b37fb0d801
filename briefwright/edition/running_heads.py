"""Words that would touch at the head or foot of a page → cut short, so that they share the room.

The title is the same on all pages; so it gives way to the longest section, as far as it can.
"""

from collections.abc import Iterable, Mapping

from briefwright.document.marks import normalise
from briefwright.document.measures import RunningLine, RunningText

# Of a line's room, what the words of a section may take before they are cut themselves.
_SECTION = 0.62


def shorten(lines: Iterable[RunningLine], constant: frozenset[str]) -> Mapping[str, str]:
    """Lines on which words touch, and those that all pages have → what stands for each text.

    Texts are those of `normalise`, since a line may have ended in them.

    A text that can't be cut, such as a page number, keeps its width.
    """
    lines = tuple(lines)
    chosen: dict[str, str] = {}
    widths: dict[str, float] = {}
    for text in _list_constant(lines, constant):
        room = min(_room_beside(line, text) for line in lines if text in line.texts)
        chosen[text.words], widths[text.words] = _cut(text, room)
    for line in lines:
        for text in line.texts:
            if text.words in chosen or not text.shorter:
                continue
            others = (widths.get(one.words, one.width) for one in line.texts if one != text)
            cut, width = _cut(text, line.room - sum(others))
            if cut != text.words:
                chosen[text.words], widths[text.words] = cut, width
    return {normalise(words): cut for words, cut in chosen.items() if cut != words}


def _list_constant(lines: tuple[RunningLine, ...], constant: frozenset[str]) -> list[RunningText]:
    texts = (text for line in lines for text in line.texts if normalise(text.words) in constant)
    return list(dict.fromkeys(text for text in texts if text.shorter))


def _room_beside(line: RunningLine, text: RunningText) -> float:
    """A line and a text on it → its room beside the others, which take no more than their share."""
    others = (
        min(one.width, line.room * _SECTION) if one.shorter else one.width
        for one in line.texts
        if one != text
    )
    return line.room - sum(others)


def _cut(text: RunningText, room: float) -> tuple[str, float]:
    if text.width <= room:
        return text.words, text.width
    fitting = ((words, width) for words, width in text.shorter if width <= room)
    return next(fitting, text.shorter[-1] if text.shorter else (text.words, text.width))
