"""The leaves of an edition before and after → what changed, by address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefwright.document.marks import Mark, Marks

_QUOTED = 60  # characters of a text
_BEFORE = 20  # of them, those that stand before what changed


@dataclass(frozen=True)
class Changes:
    """Addresses of texts that are other than before, or new; how many are gone.

    `words` quotes the first one, where it changed.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: int = 0
    words: str = ""

    def describe(self) -> str:
        """The changes in words, for those who can't see marks: “1 text changed, 2 new: “…”.”"""
        counted = ((len(self.changed), "changed"), (len(self.added), "new"),
                   (self.removed, "removed"))  # fmt: skip
        found = [(number, what) for number, what in counted if number]
        if not found:
            return "No text changed."
        (number, what), *others = found
        first = f"{number} {'text' if number == 1 else 'texts'} {what}"
        said = ", ".join((first, *(f"{number} {what}" for number, what in others)))
        return f"{said}: “{self.words}”." if self.words else f"{said}."


def compare(before: Marks, after: Marks) -> Changes:
    """The leaves of an edition before and after → what changed.

    They are aligned by their words, not by address: a new item moves the addresses of all behind.
    """
    changed: list[Mark] = []
    added: list[Mark] = []
    quoted: list[str] = []
    removed = 0
    for old, new in _find_differing(_list_leaves(before), _list_leaves(after)):
        paired = min(len(old), len(new))
        changed += new[:paired]
        added += new[paired:]
        removed += len(old) - paired
        texts = [mark.text for mark in old[:paired]] + [""] * (len(new) - paired)
        quoted += map(_quote, texts, (mark.text for mark in new))
    return Changes(
        tuple(dict.fromkeys(mark.at for mark in changed)),
        tuple(dict.fromkeys(mark.at for mark in added)),
        removed,
        next(iter(quoted), ""),
    )


def _list_leaves(marks: Marks) -> tuple[Mark, ...]:
    return (*marks.body, *marks.notes, *marks.alts, *marks.data)


def _find_differing(
    before: Sequence[Mark], after: Sequence[Mark]
) -> Iterator[tuple[Sequence[Mark], Sequence[Mark]]]:
    """Two rows of leaves → the stretches that differ, as they were and as they are."""
    old, new = ([(mark.kind, mark.text) for mark in marks] for marks in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind != "equal":
            yield before[start:end], after[begin:stop]


def _quote(before: str, after: str) -> str:
    """A text before and after → some of it, from a little before the place where they differ."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
    start = after.rfind(" ", 0, max(0, same - _BEFORE)) + 1
    end = start + _QUOTED
    return f"{'…' if start else ''}{after[start:end].strip()}{'…' if end < len(after) else ''}"
