"""Key figures that don't fit side by side → short forms of their numbers, then balanced rows."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from briefwright.document.measures import StripMeasure
from briefwright.edition.breaking import break_leaves
from briefwright.edition.nodes import Item, KeyFiguresNode
from briefwright.edition.runs import AsOf, Datum, Run, Value, Words, data
from briefwright.facts import Labels, numerals
from briefwright.facts.dates import localise_digits

_LONG_WORD = 20  # letters of a word that needs no break beside its neighbours


def fit_key_figures(
    node: KeyFiguresNode, measure: StripMeasure, language: str, labels: Labels
) -> KeyFiguresNode:
    """Key figures, their measure, the language there and its labels → one step further."""
    if not node.row:
        items = tuple(_shorten(item, language, labels) for item in node.key_figures)
        shorter = break_leaves(replace(node, key_figures=items), language, _LONG_WORD)
        if shorter != node:
            return shorter
    row = _choose_row(measure)
    if row == node.row:  # alone in its row, one is still too long
        return break_leaves(node, language)
    return replace(node, row=row)


def _choose_row(measure: StripMeasure) -> int:
    """Widths and their room → how many share a row, so that all fit and rows are alike."""
    count = len(measure.items)
    most = next((n for n in range(count, 1, -1) if _fits(measure, n)), 1)
    rows = -(-count // most)
    return -(-count // rows)


def _fits(measure: StripMeasure, row: int) -> bool:
    return max(measure.items) <= measure.room / row


# ----------------------------------------------------------------- short forms


def _shorten(item: Item, language: str, labels: Labels) -> Item:
    """A key figure → the same with “45 million”; where that is not exact, it says so."""
    runs = tuple(_shorten_run(run, language, labels) for run in item.leaf.runs)
    if runs == item.leaf.runs:
        return item
    numbers = [number for datum in data(runs) for number in _read_numbers(datum.value)]
    if not all(map(numerals.is_compact_exact, numbers)):
        runs = _say_rounded(runs, labels)
    return replace(item, leaf=replace(item.leaf, runs=runs))


def _shorten_run(run: Run, language: str, labels: Labels) -> Run:
    match run:
        case Value():
            content = tuple(_shorten_run(one, language, labels) for one in run.content)
            return Value(content)
        case Datum():
            return replace(run, text=_shorten_numbers(run, language, labels))
        case _:
            return run


def _shorten_numbers(run: Datum, language: str, labels: Labels) -> str:
    """A printed number or range, perhaps a rounded one → its long numbers in their short forms."""
    shown, numbers = run.text, _read_numbers(run.value)
    for digits in (None, _ROUNDED):
        near = [numerals.round_significant(one, digits) if digits else one for one in numbers]
        pairs = [(numerals.show_number(one, language), numerals.show_compact(one, language))
                 for one in near]  # fmt: skip
        for long, short in _say_once(pairs):
            shown = shown.replace(localise_digits(long, labels), localise_digits(short, labels))
    return shown


_ROUNDED = 2  # significant digits of a number that an audience wants rounded


def _say_once(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Numbers and their short forms → the same; a range says “million” at its end alone."""
    if len(pairs) != 2 or any(long == short for long, short in pairs):
        return pairs
    (low, short), (high, other) = pairs
    number, _, word = short.partition("\u00a0")
    if word and other.endswith(word):
        return [(low, number), (high, other)]
    return [(f"{low}–", f"{short}\u00a0– "), (high, other)]


def _read_numbers(value: str) -> list[Decimal]:
    """What a machine reads of a fact → its number, or the ends of its range; none of another."""
    try:
        return [Decimal(part) for part in value.split("..") if value]
    except InvalidOperation:
        return []


def _say_rounded(runs: tuple[Run, ...], labels: Labels) -> tuple[Run, ...]:
    word = labels["words.rounded"]
    when = next((run for run in runs if isinstance(run, AsOf)), None)
    if when is None:
        return (*runs, Words(" "), AsOf((Words(word),)))
    if any(isinstance(run, Words) and word in run.text for run in when.content):
        return runs
    said = AsOf((*when.content, Words(f"{labels['signs.comma']}{word}")))
    return tuple(said if run is when else run for run in runs)
