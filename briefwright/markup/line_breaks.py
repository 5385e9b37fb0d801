"""An edition → the same with no-break blanks, so that no line ends where its language allows none.

What a language ties stands in its labels, under `typography`. Blanks and hyphens lose the right to
end a line, and French signs get the blank that stands before them; no word changes.
Source: Unicode Standard Annex 14, classes GL and WJ.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from briefwright.edition import Edition, Leaf, Node, walk
from briefwright.edition.nodes import ChartNode, EventNode, RowNode, TableNode, leaves, map_leaves
from briefwright.edition.runs import (
    AsOf,
    Bold,
    Call,
    Datum,
    Footnote,
    Foreign,
    Hyperlink,
    Label,
    Number,
    PartBegin,
    Reference,
    Revised,
    Run,
    Stressed,
    Unit,
    Value,
    Words,
    text,
)
from briefwright.facts import Labels
from briefwright.facts.dates import locale_of

_BLANK, _NARROW, _JOINER = "\u00a0", "\u202f", "\u2060"
_PLACES_TO_BREAK = re.compile("[\u00ad\u200b]")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_OBJECT = "\ufffc"  # stands for what keeps its own blanks
# Parts of a compound that don't stand alone on a line: non-, co-, -19, -х.
_COMPOUND = re.compile(r"(?<!\w)([^\W_]{1,3})-(?=[^\W_])|(?<=[^\W_])-(?=[^\W_]{1,3}(?!\w))")
_INITIAL = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ]\. (?=[^\W\d_])")
_DASH = re.compile(r" (?=[–—] )")
# 12 500 and 3 450,25; neither +33 612 345 678 nor 2024 300.
_PARTED = re.compile(
    rf"(?<!\d[ {_BLANK}])(?<![\w+.,/-])[1-9]\d{{0,2}}(?:[ {_BLANK}]\d{{3}})+(?![\w ]?\d)"
)
# A short word doesn't stand alone on the last line of a text that is longer than a line or so.
_LAST = re.compile(r"(?<=.{45}) (?=\S{1,14}$)")


def tie_lines(edition: Edition, labels: Mapping[str, Labels]) -> Edition:
    """An edition and the labels by language → the same, with no-break blanks.

    Cells keep theirs but for numbers, since columns may be narrow, and so does a text whose words
    were given places to break.
    """
    cells = {leaf.at for node in walk(edition.blocks) for leaf in _list_cells(node)}

    def tie(leaf: Leaf) -> Leaf:
        if leaf.kind == "alt" or _PLACES_TO_BREAK.search(text(leaf.runs)):
            return leaf
        prefix = leaf.at.partition(":")[0]
        language = prefix if prefix in edition.pair else edition.language
        rules = _read_rules(language, labels[language])
        return replace(leaf, runs=_tie(leaf.runs, rules.of_cells() if leaf.at in cells else rules))

    masthead, blocks = map_leaves((edition.masthead, edition.blocks), tie)
    return replace(edition, masthead=masthead, blocks=blocks)


def _list_cells(node: Node) -> Iterator[Leaf]:
    match node:
        case RowNode() | EventNode():
            yield from leaves(node)
        case TableNode():
            yield from node.columns
        case ChartNode():
            yield from leaves((node.heads, node.rows))


# ----------------------------------------------------------------- what a language ties


@dataclass(frozen=True)
class _Rules:
    """What a language ties.

    `thousands` is the blank within a number, `compounds` finds hyphens that end no line, `ties` are
    patterns whose last character is a blank that ends none, `narrow` one whose blanks are narrow
    besides, and `spaced` one of the places where a sign lacks its blank.
    """

    thousands: str
    compounds: re.Pattern[str] | None = None
    ties: tuple[re.Pattern[str], ...] = ()
    narrow: re.Pattern[str] | None = None
    narrow_signs: str = ""
    spaced: re.Pattern[str] | None = None

    def of_cells(self) -> "_Rules":
        """The same, for a cell: only numbers keep together."""
        return _Rules(self.thousands)


def _read_rules(language: str, labels: Labels) -> _Rules:
    return _make_rules(language, *(labels.get(f"typography.{name}", "") for name in _LISTS))


_LISTS = (
    *("short_words", "before_numbers", "after_numbers"),
    *("spaced_signs", "narrow_signs", "abbreviations"),
)


@lru_cache(maxsize=32)
def _make_rules(
    language: str, short: str, before: str, after: str, signs: str, fine: str, abbreviations: str
) -> _Rules:
    months = "|".join(re.escape(name) for name in _list_months(language))
    ties = [_INITIAL, _DASH, _LAST, re.compile(rf"\d\w{{0,2}} (?=(?:{months})(?!\w))")]
    ties.append(re.compile(rf"(?<!\w)(?:{months}) (?=\d)"))
    if short:
        ties.append(re.compile(rf"(?<!\w)(?:{_join(short)}) (?=\S)", re.IGNORECASE))
    if before:
        ties.append(re.compile(rf"(?<!\w)(?:{_join(before)}) (?=\d)", re.IGNORECASE))
    if after:
        ties.append(re.compile(rf"\d (?=(?:{_join(after)})(?!\w))"))
    spaced = [r"(?<=\d)(?=%(?![\w-]))"] if _parts_percent(language) else []
    if signs:
        ties += [re.compile(rf" (?=[{signs}](?!\w))"), re.compile(r"« ")]
        spaced.append(rf"(?<=[\w).%»]) ?(?=[{signs}](?![\w/]))|(?<=«)(?=[^\s\u00a0])")
    return _Rules(
        _choose_thousands(language), _COMPOUND, tuple(ties), _find_narrow(fine, abbreviations),
        fine, re.compile("|".join(spaced)) if spaced else None,
    )  # fmt: skip


def _parts_percent(language: str) -> bool:
    """A language → whether a blank stands between a number and its sign of per cent, by CLDR."""
    after: str = locale_of(language).percent_formats[None].suffix[0]
    return after.startswith(("\u00a0", "\u202f"))


def _choose_thousands(language: str) -> str:
    """A language → the blank that parts a number there, by CLDR: narrow in French."""
    sign: str = locale_of(language).number_symbols["latn"]["group"]
    return sign if sign.isspace() else _BLANK


def _find_narrow(signs: str, abbreviations: str) -> re.Pattern[str] | None:
    """Signs with a narrow blank before them, and “z. B., d. h.” → where blanks are narrow."""
    parts = [f"[ {_BLANK}](?=[{signs}](?!\\w))"] if signs else []
    longest = ",".join(sorted(abbreviations.split(","), key=len, reverse=True))
    parts += [f"(?<!\\w)(?:{_join(longest)})(?!\\w)"] if abbreviations else []
    return re.compile("|".join(parts)) if parts else None


def _join(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in words.split(","))


def _list_months(language: str) -> tuple[str, ...]:
    """A language → the names of its months, as dates have them and as they stand alone."""
    months = locale_of(language).months
    names = (name for context in sorted(months) for name in months[context]["wide"].values())
    return tuple(dict.fromkeys(names))


def _find_changes(line: str, rules: _Rules) -> dict[int, str]:
    """A line and the rules of its language → by its position, what stands in place of a character.

    Where a blank is lacking, the position is that of the character before which it stands.
    """
    changes = {found.end() - 1: _BLANK for rule in rules.ties for found in rule.finditer(line)}
    for found in _PARTED.finditer(line):
        changes |= dict.fromkeys(_list_blanks(found, line), rules.thousands)
    for found in rules.compounds.finditer(line) if rules.compounds else ():
        changes[found.end() - 1] = f"-{_JOINER}"
    if rules.spaced:
        for found in rules.spaced.finditer(line):
            if not found[0] and found.start() < len(line):
                sign = line[found.start()]
                blank = _NARROW if sign in rules.narrow_signs else _BLANK
                changes[found.start()] = f"{blank}{sign}"
    for found in rules.narrow.finditer(line) if rules.narrow else ():
        changes |= dict.fromkeys(_list_blanks(found, line), _NARROW)
        if changes.get(found.end()) == _BLANK:  # the last letter of “z. B.” is no initial
            del changes[found.end()]
    for found in _ADDRESS.finditer(line):
        changes = {at: new for at, new in changes.items() if not found.start() <= at < found.end()}
    return changes


def _list_blanks(found: re.Match[str], line: str) -> Iterator[int]:
    """What was found in a line, and the line → the positions of its blanks."""
    return (at for at in range(*found.span()) if line[at].isspace())


# ----------------------------------------------------------------- runs


def _tie(runs: tuple[Run, ...], rules: _Rules) -> tuple[Run, ...]:
    # A key figure's number and what it counts stand in lines of their own.
    is_key_figure = any(isinstance(run, Value) for run in runs)
    lines = [(run,) for run in runs] if is_key_figure else [runs]
    return tuple(chain.from_iterable(_tie_line(line, rules) for line in lines))


def _tie_line(runs: tuple[Run, ...], rules: _Rules) -> Iterator[Run]:
    line = "".join(map(_read, runs))
    return _change_all(runs, _find_changes(line, rules), [0])


def _read(run: Run) -> str:
    """A run → its words as the rules see them; what keeps its own blanks is a sign."""
    match run:
        case Words() | Datum():
            return run.text
        case (
            Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf()
            | Revised()
        ):  # fmt: skip
            return "".join(map(_read, run.content))
        case Reference() | Number() | Foreign():
            return _OBJECT
        case Call() | Footnote() | PartBegin():
            return ""


def _change_all(
    runs: tuple[Run, ...], changes: Mapping[int, str], spot: list[int]
) -> Iterator[Run]:
    """Runs, the changes in their line, and where in it they begin → the runs, changed."""
    for run in runs:
        match run:
            case Words(text=words) | Datum(text=words):
                start = spot[0]
                spot[0] += len(words)
                new = (changes.get(start + place, sign) for place, sign in enumerate(words))
                yield replace(run, text="".join(new))
            case (
                Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf()
                | Revised()
            ):  # fmt: skip
                yield replace(run, content=tuple(_change_all(run.content, changes, spot)))
            case Number():
                spot[0] += 1
                yield replace(run, text=run.text.replace(" ", _BLANK))
            case Reference():
                spot[0] += 1
                yield run if run.shows == "title" else _tie_reference(run)
            case Foreign():
                spot[0] += 1
                yield run
            case Call() | Footnote() | PartBegin():
                yield run


def _tie_reference(run: Reference) -> Reference:
    said, result = (words.replace(" ", _BLANK) for words in (run.text, run.result))
    return replace(run, text=said, result=result)
