"""The registry: one row a rule, with its code, how grave it is and which languages it knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefwright.editorial import (
    acronyms,
    charts,
    claims,
    dating,
    directions,
    naming,
    near_misses,
    numbers,
    pasted,
    release,
    separators,
    signs,
    spelling,
    structure,
    sums,
    translations,
)
from briefwright.editorial.passages import Copy, Reader
from briefwright.editorial.suggestions import Suggestion
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
    look: Callable[[Copy], Iterable[Suggestion]]


@dataclass(frozen=True)
class EditionRule:
    """A rule that reads a briefing as each audience gets it."""

    code: str
    level: Level
    name: str
    languages: tuple[str, ...]
    look: Callable[[Copy, Reader], Iterable[Suggestion]]


RULES: tuple[BriefingRule | EditionRule, ...] = (
    BriefingRule("E101", "error", "acronym nearly known", ALL, acronyms.find_misspelt),
    EditionRule("E102", "warning", "acronym at first use", ENGLISH, acronyms.find_unexplained),
    BriefingRule("E103", "warning", "acronym needless", ALL, acronyms.find_needless),
    BriefingRule("E104", "error", "brackets and quotation marks", ALL, signs.find_unbalanced),
    BriefingRule("E105", "warning", "number typed by hand", ENGLISH, numbers.find_typed),
    BriefingRule("E106", "error", "sums and counts", ENGLISH, sums.check_sums),
    BriefingRule("E107", "warning", "words of time", ENGLISH, dating.find_undated),
    BriefingRule("E108", "warning", "figure without a date", ENGLISH, numbers.find_undated),
    BriefingRule("E109", "warning", "one thing, one name", ENGLISH, naming.check_names),
    BriefingRule("E110", "error", "name cut short", ENGLISH, naming.find_cut_short),
    BriefingRule("E111", "warning", "list against claim", ENGLISH, claims.check_claims),
    BriefingRule("E112", "warning", "dates and ranges", ENGLISH, dating.check_style),
    BriefingRule("E113", "warning", "spelling and slips", ENGLISH, spelling.check_spelling),
    BriefingRule("E114", "warning", "structure", ENGLISH, structure.check_structure),
    BriefingRule("E115", "error", "release gate", ENGLISH, release.check_release),
    BriefingRule("E116", "error", "impossible date", ALL, dating.find_impossible),
    BriefingRule("E117", "warning", "stray signs", ENGLISH, signs.find_stray),
    BriefingRule("E120", "warning", "included or on top", ENGLISH, sums.find_additions),
    BriefingRule("E124", "warning", "nearly the same name", ALL, near_misses.find_variants),
    BriefingRule("E125", "warning", "swapped digits", ALL, near_misses.find_swapped),
    BriefingRule("E126", "warning", "embargo after the day", ALL, near_misses.find_late_embargo),
    BriefingRule("E127", "warning", "key figure without a name", ALL, numbers.find_unnamed),
    BriefingRule("E128", "warning", "one text, one translation", ALL, translations.find_two_ways),
    BriefingRule("E129", "warning", "unit translated", ALL, translations.find_other_units),
    BriefingRule("E130", "warning", "chart without a source", ALL, charts.find_unsourced),
    BriefingRule("E131", "warning", "number too small to see", ALL, charts.find_vanishing),
    BriefingRule("E132", "warning", "signs in numbers", ALL, separators.find_foreign),
    BriefingRule("E122", "warning", "markup of other programs", ALL, pasted.find_pasted),
    BriefingRule(
        "E121", "warning", "superlative without a source", ENGLISH, release.find_superlatives
    ),
    BriefingRule(
        "E123", "warning", "a rise or a fall against its number", ALL, directions.check_directions
    ),
)
