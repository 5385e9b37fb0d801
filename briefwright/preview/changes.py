"""The leaves of an edition before and after → what changed, by address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefwright.document.marks import Mark, Marks

_QUOTED = 60  # characters of a text


@dataclass(frozen=True)
class Changes:
    """Addresses of texts that are new or other than before; how many are gone.

    `words` quotes the first one.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: int = 0
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)

    def describe(self) -> str:
        """The changes in words, for those who can't see marks."""
        numbers = (
            (len(self.changed), "changed"),
            (len(self.added), "new"),
            (self.removed, "removed"),
        )
        said = [f"{number} {what}" for number, what in numbers if number]
        if not said:
            return "No text changed."
        quoted = f": “{self.words}”" if self.words else ""
        return f"Texts: {', '.join(said)}{quoted}."


def compare(before: Marks, after: Marks) -> Changes:
    """The leaves of an edition before and after → what changed.

    They are aligned by their words, not by address: a new item moves the addresses of all behind.
    """
    changed: list[Mark] = []
    added: list[Mark] = []
    removed = 0
    for old, new in _find_differing(_list_leaves(before), _list_leaves(after)):
        paired = min(len(old), len(new))
        changed += new[:paired]
        added += new[paired:]
        removed += len(old) - paired
    first = next((mark.text for mark in (*changed, *added)), "")
    return Changes(
        tuple(dict.fromkeys(mark.at for mark in changed)),
        tuple(dict.fromkeys(mark.at for mark in added)),
        removed,
        f"{first[:_QUOTED]}…" if len(first) > _QUOTED else first,
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
