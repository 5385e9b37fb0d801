"""The registry: one row a rule, with its code, how grave it is and which languages it knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefwright.editorial import (
    acronyms,
    claims,
    dating,
    naming,
    numbers,
    release,
    signs,
    spelling,
    structure,
    sums,
)
from briefwright.editorial.findings import Finding
from briefwright.editorial.passages import Copy, Reader
from briefwright.problems import Level

ALL: tuple[str, ...] = ()  # a rule that needs no language runs for every one
ENGLISH = ("en",)


@dataclass(frozen=True)
class BriefingRule:
    """A rule that reads a briefing once, whoever its readers are."""

    code: str
    level: Level
    name: str
    languages: tuple[str, ...]
    look: Callable[[Copy], Iterable[Finding]]


@dataclass(frozen=True)
class EditionRule:
    """A rule that reads a briefing as each audience gets it."""

    code: str
    level: Level
    name: str
    languages: tuple[str, ...]
    look: Callable[[Copy, Reader], Iterable[Finding]]


RULES: tuple[BriefingRule | EditionRule, ...] = (
    BriefingRule("E101", "error", "acronym nearly known", ALL, acronyms.misspelt),
    EditionRule("E102", "warning", "acronym at first use", ENGLISH, acronyms.first_use),
    BriefingRule("E103", "warning", "acronym needless", ALL, acronyms.needless),
    BriefingRule("E104", "error", "brackets and quotation marks", ALL, signs.unbalanced),
    BriefingRule("E105", "warning", "number typed by hand", ENGLISH, numbers.by_hand),
    BriefingRule("E106", "error", "sums and counts", ENGLISH, sums.add_up),
    BriefingRule("E107", "warning", "words of time", ENGLISH, dating.undated),
    BriefingRule("E108", "warning", "figure without a date", ENGLISH, numbers.undated),
    BriefingRule("E109", "warning", "one thing, one name", ENGLISH, naming.one_name),
    BriefingRule("E110", "error", "name cut short", ENGLISH, naming.cut_short),
    BriefingRule("E111", "warning", "list against claim", ENGLISH, claims.borne_out),
    BriefingRule("E112", "warning", "dates and ranges", ENGLISH, dating.style),
    BriefingRule("E113", "warning", "spelling and slips", ENGLISH, spelling.spelling),
    BriefingRule("E114", "warning", "structure", ENGLISH, structure.matching),
    BriefingRule("E115", "error", "release gate", ENGLISH, release.gate),
    BriefingRule("E116", "error", "impossible date", ENGLISH, dating.impossible),
    BriefingRule("E117", "warning", "stray signs", ENGLISH, signs.stray),
    BriefingRule("E120", "warning", "included or on top", ENGLISH, sums.additive),
    BriefingRule("E121", "warning", "superlative without a source", ENGLISH, release.superlatives),
)
