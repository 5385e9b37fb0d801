"""A font in a finished file, as its reader finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class EmbeddedFont:
    """A font in a file: its family, its bytes, and what the file says of it.

    `letters` are those that each glyph stands for, `widths` how far each moves on, in thousandths
    of its size; `alone` are the glyphs that are drawn by themselves, `words` those that say
    their text together: the text, and the glyphs of this font in it.
    """

    family: str
    data: bytes = field(repr=False)
    letters: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    alone: frozenset[int] = frozenset()
    words: tuple[tuple[str, tuple[int, ...]], ...] = ()
