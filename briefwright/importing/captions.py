"""What stands beside a figure or a table → its words without “Figure 3:”, without “Source:”."""

import re
from collections.abc import Sequence

from briefwright.importing.outline import Paragraph, Run, cut

_COUNTED = re.compile(r"\s*[^\W\d_]+\.?\s+\d+(?:[.-]\d+)*\s*[.:–—-]?\s*")
_TYPED = re.compile(
    r"\s*(?:figure|fig\.|table|chart|map|abbildung|abb\.|tabelle|tableau|graphique|figura|tabla"
    r"|gr[áa]fico|tabela|рис\.|рисунок|таблица|شكل|جدول)\s+\d+(?:[.-]\d+)*\s*[.:–—-]\s+",
    re.IGNORECASE,
)

_SOURCE = re.compile(
    r"\s*(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|źródło|джерело|источники?"
    r"|дереккөз|kaynak|sumber|manba|chanzo|المصدر|منبع|מקור|स्रोत|出典|출처|资料来源|資料來源)"
    r"\s*[:：]\s*(?=.*[^\W\d_])",
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


def measure_source(words: str) -> int:
    """Words → how many characters of them only say that a source follows, such as “Source: ”."""
    found = _SOURCE.match(words)
    return found.end() if found else 0


def read_source(said: Paragraph) -> tuple[Run, ...]:
    """A paragraph that says a source → its runs without “Source:”."""
    return cut(said.runs, measure_source(said.text)) if said.role == "source" else said.runs
