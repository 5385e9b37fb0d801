"""The caption of a figure or a table → its words without the number, which the program makes."""

import re
from collections.abc import Sequence

from briefwright.importing.outline import Run, cut

_COUNTED = re.compile(r"\s*[^\W\d_]+\.?\s+\d+(?:[.-]\d+)*\s*[.:–—-]?\s*")
_TYPED = re.compile(
    r"\s*(?:figure|fig\.|table|chart|map|abbildung|abb\.|tabelle|tableau|graphique|figura|tabla"
    r"|gr[áa]fico|tabela|рис\.|рисунок|таблица|شكل|جدول)\s+\d+(?:[.-]\d+)*\s*[.:–—-]\s+",
    re.IGNORECASE,
)


def is_numbered(words: str) -> bool:
    """Words → whether they begin as a caption does, such as “Figure 3: ”."""
    return bool(_TYPED.match(words))


def drop_number(runs: Sequence[Run], fields: str = "") -> tuple[Run, ...]:
    """The runs of a caption, what its fields are asked to do → them without “Figure 3:”."""
    words = "".join(one.text for one in runs)
    found = (_COUNTED if "SEQ" in fields else _TYPED).match(words)
    return cut(runs, found.end()) if found and found.end() < len(words) else tuple(runs)
