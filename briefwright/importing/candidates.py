"""The words of a document → numbers, dates and names that stand in it more than once.

Each is a fact or a name that a briefing may call; `offering` keeps those that print the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale
from babel.numbers import NumberFormatError, parse_decimal

from briefwright.content.starter import suggest_name
from briefwright.facts.dates import locale_of
from briefwright.importing.block_lines import quote_alone
from briefwright.importing.languages import is_common
from briefwright.review.wording import protect

_SHORT_FORM = re.compile(r"\(([\w&/-]{2,12})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST_GAP = 3  # words without a capital between two of a long form
_SHORTEST_UNIT = 4  # letters
_SHORTEST_NUMBER = 3  # digits of one that has no unit and still means one thing


@dataclass(frozen=True, eq=False)
class Candidate:
    """A fact or a name: its line, and what stands in a text in place of which words."""

    name: str
    part: str
    line: str
    calls: Mapping[str, str]


def find_candidates(texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
    """The words of each paragraph, their language → what they might call, each with its name."""
    locale = locale_of(language)
    found = (
        *_find_names(texts),
        *_find_dates(texts, locale),
        *_find_numbers(texts, locale, language),
    )
    first: dict[str, Candidate] = {}
    for one in found:
        first.setdefault(one.name, one)
    return tuple(first.values())


# ----------------------------------------------------------------- names


def _find_names(texts: Iterable[str]) -> Iterator[Candidate]:
    """Words with their short form in brackets behind them, as in “United Nations (UN)”."""
    for text in texts:
        for found in _SHORT_FORM.finditer(text):
            short, before = found[1], text[: found.start()].rstrip()
            is_short = sum(one.isupper() for one in short) > 1
            if is_short and (long := _find_long(before, short)):
                written = {f"{long} ({short})": f"{{{short}}}", short: f"{{{short}}}"}
                yield Candidate(short, "names", f"{short}: {quote_alone(protect(long))}", written)


def _find_long(before: str, short: str) -> str:
    """The words before a short form, it → those that it stands for, "" where none begin like it."""
    words = list(_WORD.finditer(before))
    at = len(words)
    for letter in reversed([one for one in short if one.isupper()]):
        near = range(at - 1, max(at - 2 - _LONGEST_GAP, -1), -1)
        at = next((n for n in near if words[n][0][0].upper() == letter), -1)
        if at < 0:
            return ""
    long = before[words[at].start() :]
    return "" if re.search(r"[.;:(){}\[\]*\\]", long) else long


# ----------------------------------------------------------------- dates and numbers


def _find_dates(texts: Iterable[str], locale: Locale) -> Iterator[Candidate]:
    months = {name: n for n, name in locale.months["format"]["wide"].items()}
    names = "|".join(map(re.escape, months))
    pattern = re.compile(rf"(?<!\w)(\d{{1,2}})\.? (?:de )?({names})(?: de)? (\d{{4}})(?!\w)")
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for text in texts:
        for found in pattern.finditer(text):
            counts[f"{found[3]}-{months[found[2]]:02}-{int(found[1]):02}", found[0]] += 1
    for (day, words), count in counts.items():
        if count > 1:
            name = f"date_{day.replace('-', '_')}"
            yield Candidate(name, "facts", f"{name}: {{date: {day}}}", {words: f"{{{name}}}"})


def _find_numbers(texts: Iterable[str], locale: Locale, language: str) -> Iterator[Candidate]:
    group = locale.number_symbols["latn"]["group"].replace("\u00a0", " ").replace("\u202f", " ")
    decimal = re.escape(locale.number_symbols["latn"]["decimal"])
    pattern = re.compile(
        rf"(?<![\w.,:/–-])(\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?)"
        r"(?![\w–/:-]|[.,]\d)(\s?%)?"
    )
    months = frozenset(locale.months["format"]["wide"].values())
    places: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for text in texts:
        for found in pattern.finditer(text):
            following = re.match(r" ([^\W\d_]+)(?: ([^\W\d_]+))?", text[found.end() :])
            next_words = tuple(filter(None, following.groups())) if following else ()
            if not months.intersection(next_words[:1]):
                places[found[0]].append(next_words)
    for words, followed in places.items():
        value = _read_number(words.rstrip(" %"), locale, group)
        if len(followed) > 1 and value:
            unit = "%" if words.endswith("%") else _find_unit(followed, language)
            yield from _offer_number(words, value, unit)


def _read_number(words: str, locale: Locale, group: str) -> str:
    """A number as printed → as it is written in a fact; "" for none, for a year or a small one."""
    try:
        value = parse_decimal(words.replace(" ", locale.number_symbols["latn"]["group"]), locale)
    except NumberFormatError:
        return ""
    is_year = words.isdecimal() and 1000 <= value <= 2100
    return "" if is_year or value < 10 else str(value)


def _find_unit(followed: Sequence[tuple[str, ...]], language: str) -> str:
    """The words after a number, wherever some stand → those that all have, "" for none."""
    unit: list[str] = []
    for words in zip(*filter(None, followed), strict=False):
        word = words[0]
        if set(words) != {word} or len(word) < _SHORTEST_UNIT or is_common(word, language):
            break
        unit.append(word)
    return " ".join(unit)


def _offer_number(words: str, value: str, unit: str) -> Iterator[Candidate]:
    digits = re.sub(r"\D+", "_", value)
    if not unit and len(digits) < _SHORTEST_NUMBER:
        return
    stem = suggest_name(unit).replace("-", "_") or ("share" if unit else "number")
    name = f"{stem}_{digits}"
    said = f", unit: {quote_alone(unit)}" if unit else ""
    bare = f"{{{name}}}" if unit == "%" else f"{{{name}.value}}"
    whole = {f"{words} {unit}": f"{{{name}}}"} if unit not in ("", "%") else {}
    yield Candidate(name, "facts", f"{name}: {{value: {value}{said}}}", whole | {words: bare})
