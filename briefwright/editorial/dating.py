"""Dates, ranges and words of time."""

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from briefwright.editorial import documents
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag, shorten
from briefwright.editorial.wordlists import any_of, any_word, lists, words
from briefwright.facts import dates
from briefwright.model.dictionary import Briefing

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_MONTH = "(?P<month>" + "|".join(_MONTHS) + ")"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:(?P<weekday>" + "|".join(_DAYS) + r"),? )?"
YEAR = r"(?:1[6-9]|20)\d\d"

_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
MONTH_FIRST = re.compile(rf"\b{_WEEKDAY}{_MONTH} {_DAY}\b(?:,? (?P<year>{YEAR})\b)?(?![\d%]|,\d)")
DAY_FIRST = re.compile(rf"\b{_WEEKDAY}{_DAY} {_MONTH}\b(?: (?P<year>{YEAR})\b)?")
_NUMERIC = re.compile(r"(?<![\w./-])[0-3]?\d([/.])[01]?\d\1(?:19|20)?\d\d(?![\w/-]|\.\d)")
_ISO = re.compile(rf"(?<![\w/-]){YEAR}-[01]\d-[0-3]\d(?![\w-])")
_YEARS = re.compile(rf"(?<![\w/–-])(?<!\d ){YEAR}( ?[-‐‑] ?| – )(?:{YEAR}|\d\d)(?![\w/–-])")
_STATED = re.compile(rf"\bas of\b|\b{YEAR}\b|\bon (?:the )?\d{{1,2}} (?:{'|'.join(_MONTHS)})")
_COUNTS = re.compile(r"(?<![\w-])\d")
_PRESENT = re.compile(rf"\b{YEAR} ?[–—-] ?(?:[Pp]resent|[Nn]ow|[Tt]oday)\b")


# ----------------------------------------------------------------- one style


def check_style(copy: Copy) -> Iterator[Suggestion]:
    """Dates in another order than the language's; hyphens between years, and between parties."""
    month_first = copy.briefing.metadata.language in ("en-US", "en-PH")
    for passage in copy.passages:
        yield from _check_order(passage, month_first)
        yield from _check_numerals(passage)
        yield from _check_ranges(passage)
        yield from _check_parties(passage)


def _check_order(passage: Passage, month_first: bool) -> Iterator[Suggestion]:
    for match in (DAY_FIRST if month_first else MONTH_FIRST).finditer(passage.words):
        if not passage.is_typed(*match.span()) or passage.is_quoted(match.start()):
            continue
        if not match["year"] and _counts_things(match, passage.words):
            continue
        order = "month, day" if month_first else "day, month"
        message = f"“{match[0]}”: here dates are {order}, year."
        if _SECOND_DAY.match(passage.words, match.end()):
            yield flag(passage, *match.span(), message, "Put both days before the month.")
            continue
        better = _write_date(match, month_first)
        brace = _suggest_brace(match)
        proposal = f"Write {better}" + (f", or {brace} for every language." if brace else ".")
        yield flag(passage, *match.span(), message, proposal, better)


# “May 16 to 21”: the second day of two, which belongs to the same month.
_SECOND_DAY = re.compile(r"(?: to | and |, | ?[–-] ?)[0-3]?\d\b(?!\d)(?! [A-Z])")


def _counts_things(match: re.Match[str], text: str) -> bool:
    """“In May 12 delegates arrived”: the number may belong to what comes after."""
    after = text[match.end() : match.end() + 12]
    if re.match(rf" {any_of(words('words', 'after_dates'))}\b", after):
        return False
    return int(match["day"]) > 31 or re.match(r" [a-z]+", after) is not None


def _write_date(match: re.Match[str], month_first: bool) -> str:
    day, month, year = match["day"].lstrip("0"), match["month"], match["year"]
    weekday = f"{match['weekday']}, " if match["weekday"] else ""
    if month_first:
        return f"{weekday}{month} {day}" + (f", {year}" if year else "")
    return f"{weekday.replace(',', '')}{day} {month}" + (f" {year}" if year else "")


def _suggest_brace(match: re.Match[str]) -> str:
    if not match["year"]:
        return ""
    month = _MONTHS.index(match["month"]) + 1
    return f"{{{match['year']}-{month:02}-{int(match['day']):02}}}"


def _check_numerals(passage: Passage) -> Iterator[Suggestion]:
    if passage.role == "cell":
        return
    for pattern in (_NUMERIC, _ISO):
        for match in pattern.finditer(passage.words):
            if passage.is_typed(*match.span()) and not _is_linked(passage.words, match.start()):
                if pattern is _ISO:
                    message, proposal = "is a date for machines.", f"Write {{{match[0]}}}."
                else:
                    message, proposal = "is a date in figures.", "Write the month as a word."
                yield flag(passage, *match.span(), f"“{match[0]}” {message}", proposal)


def _is_linked(text: str, at: int) -> bool:
    """Whether a web address, or the number of a document, holds it."""
    before = text[max(0, at - 200) : at].rpartition(" ")[2]
    return "/" in before or "@" in before or "www." in before


def _check_ranges(passage: Passage) -> Iterator[Suggestion]:
    for match in _YEARS.finditer(passage.words):
        if not passage.is_typed(*match.span()) or _is_named(passage.before(match.start())):
            continue
        better = match[0].replace(match[1], "–")
        message = f"“{match[0]}”: from year to year stands an en dash without spaces."
        yield flag(passage, *match.span(), message, f"Write {better}.", better)


def _is_named(before: str) -> bool:
    """Whether the years belong to a name, such as a strategy's: a capital leads to them."""
    word = before.rstrip(" (").rpartition(" ")[2]
    first = not before.rstrip(" (").rpartition(" ")[0]
    leading = ("In", "Since", "From", "During", "Over", "For", "Between", "Of", "By")
    return word[:1].isupper() and word not in leading and not (first and word in leading)


def _check_parties(passage: Passage) -> Iterator[Suggestion]:
    """Two states joined by a hyphen: between equals stands an en dash."""
    states = _list_states()
    for match in re.finditer(r"\b([A-Z][\w’']+)-([A-Z][\w’']+)(?![\w-])", passage.words):
        if {match[1], match[2]} <= states and passage.is_typed(*match.span()):
            better = f"{match[1]}–{match[2]}"
            message = f"“{match[0]}”: between two parties stands an en dash."
            yield flag(passage, *match.span(), message, f"Write {better}.", better)


@cache
def _list_states() -> frozenset[str]:
    return frozenset(state for region in lists("countries", "regions").values() for state in region)


# ----------------------------------------------------------------- dates that are none


def find_impossible(copy: Copy) -> Iterator[Suggestion]:
    """A day that the month doesn't have, or another day of the week."""
    for passage in copy.passages:
        if copy.language != "en":
            yield from _find_wrong_weekdays(passage, copy.language)
            continue
        for pattern in (DAY_FIRST, MONTH_FIRST):
            for match in pattern.finditer(passage.words):
                weekday = match.span("weekday") if match["weekday"] else match.span()
                if passage.is_typed(*weekday) and (fault := _describe_fault(match)):
                    yield flag(passage, *match.span(), fault)


def _find_wrong_weekdays(passage: Passage, language: str) -> Iterator[Suggestion]:
    """Days of the week beside a date in braces or figures and words, in any language of CLDR."""
    weekdays = _list_weekdays(language)
    named = any_of(weekdays)
    for start, end, date in _find_days(passage, language):
        before = re.search(rf"(?<!\w)({named})\w{{0,2}},? *$", passage.before(start, 24).casefold())
        after = re.match(
            rf"[^\w]{{0,2}} ?({named})(?:\w{{0,2}})", passage.after(end, 24).casefold()
        )
        for match in (before, after):
            if match and weekdays[match[1]] != date.weekday():
                first = start - len(passage.before(start, 24)) if match is before else end
                place = first + match.start(1), first + match.end()
                if passage.is_typed(*place):
                    right = next(day for day, n in weekdays.items() if n == date.weekday())
                    message = f"{date.isoformat()} is another day of the week: {right}…"
                    yield flag(passage, *place, message)


def _find_days(passage: Passage, language: str) -> Iterator[tuple[int, int, datetime.date]]:
    """A passage → where days stand in it: in braces, or typed with their month and year."""
    for span in passage.spans:
        if span.hand == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", span.name):
            yield span.start, span.end, datetime.date.fromisoformat(span.name)
    months = _list_months(language)
    pattern = rf"(?<!\d)(\d{{1,2}}) ({any_of(months)}) ({YEAR})(?!\d)"
    for match in re.finditer(pattern, passage.words.casefold()):
        with suppress(ValueError):
            date = datetime.date(int(match[3]), months[match[2]], int(match[1]))
            yield match.start(), match.end(), date


@cache
def _list_weekdays(language: str) -> Mapping[str, int]:
    """A language → its days of the week without their endings, from Monday as 0."""
    names = dates.locale_of(language).days["format"]["wide"]
    return {_cut_ending(name.casefold()): n for n, name in names.items()}


@cache
def _list_months(language: str) -> Mapping[str, int]:
    names = dates.locale_of(language).months["format"]["wide"]
    return {name.casefold(): n for n, name in names.items()}


def _cut_ending(name: str) -> str:
    """A day of the week → it without a vowel at its end, which changes with the case."""
    return name[:-1] if name[-1] in "аяеь" else name


def _describe_fault(match: re.Match[str]) -> str:
    month, day = _MONTHS.index(match["month"]) + 1, int(match["day"])
    year = int(match["year"] or 2024)  # a leap year, where none is given
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return f"“{match[0]}”: the calendar doesn't have this day." if 0 < day < 40 else ""
    weekday = _DAYS[date.weekday()]
    if match["year"] and match["weekday"] and match["weekday"] != weekday:
        written = _write_date(match, False).partition(" ")[2]
        return f"{written} was a {weekday}, not a {match['weekday']}."
    return ""


# ----------------------------------------------------------------- words of time


def find_undated(copy: Copy) -> Iterator[Suggestion]:
    """“currently”, “to date”, “2017 – Present”: a later reader can't know when that was."""
    # Where the briefing bears its day, these words matter beside a number only.
    dated = copy.briefing.metadata.as_of is not None
    advice = _advise(copy.briefing)
    always, with_numbers = words("words", "time"), words("words", "with_numbers")
    for passage in copy.passages:
        yield from _find_open_ended(passage)
        if not passage.is_prose or passage.is_spoken:
            continue
        for match in any_word((*always, *with_numbers)).finditer(passage.words):
            if not passage.is_typed(*match.span()) or passage.is_quoted(match.start()):
                continue
            start, end = passage.sentence(match.start())
            if other := _find_other_year(passage.words[start:end], copy.briefing):
                message = f"“{match[0]}” stands beside {other}, which was over by then."
                yield flag(passage, *match.span(), message, "Take one of the two out.")
                continue
            if documents.is_of_its_day(copy.briefing.metadata.kind):
                continue
            needs_number = dated or match[0].casefold() in with_numbers
            counts = _COUNTS.search(passage.words, start, end) is not None
            if _is_dated(passage, start, end) or (needs_number and not counts):
                continue
            yield flag(
                passage,
                *match.span(),
                f"“{match[0]}” tells a later reader nothing.",
                advice,
            )
        yield from _check_tense(passage)


def _find_other_year(sentence: str, briefing: Briefing) -> str:
    """A sentence and its briefing → a year in it that was over by the briefing's own day, or ""."""
    own = (briefing.metadata.as_of or briefing.metadata.date).text[:4]
    years = (match["year"] for match in _IN_A_YEAR.finditer(sentence))
    return next((year for year in years if year < own), "")


_IN_A_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]s (?:of|at)|[Dd]uring|[Oo]n)(?: \d{1,2})?"
    rf"(?: (?:{'|'.join(_MONTHS)}))? |\()(?P<year>{YEAR})(?![\w–-])"
)


def _advise(briefing: Briefing) -> str:
    """A briefing → how a date is said in it, with a day and a fact of its own."""
    day = dates.show_date(briefing.metadata.as_of or briefing.metadata.date, "en", {})
    dated = next((name for name, fact in briefing.facts.items() if fact.as_of), "")
    return f"Say as of when, such as “as of {day}”" + (f", or {{{dated}.as_of}}." if dated else ".")


def _is_dated(passage: Passage, start: int, end: int) -> bool:
    sentence = passage.words[start:end]
    years = [
        match
        for match in _STATED.finditer(sentence)
        if not sentence[: match.start()].endswith("Agenda ")
    ]
    return bool(years) or any(
        span.hand == "date" or span.form in ("as_of", "date")
        for span in passage.spans
        if start <= span.start < end
    )


def _find_open_ended(passage: Passage) -> Iterator[Suggestion]:
    for match in _PRESENT.finditer(passage.words):
        if passage.is_typed(*match.span()):
            year = match[0][:4]
            message = f"“{match[0]}” is open-ended, and the present passes."
            yield flag(passage, *match.span(), message, f"Write since {year}, or {{{year}..}}.")


_CLOSED = re.compile(
    rf"^In (?:(?:{'|'.join(_MONTHS)}) )?{YEAR},? (?:[A-Z]\w+|the \w+|it|they|we)(?: \w+)?? "
    r"(?:has|have) (?:also |now |successfully |jointly )?"
    r"(?!to\b|a\b|an\b|the\b|no\b|been a\b)"
    r"\w+(?:ed|en|un|ought|ade|eld|ent|ut|et|iven|one)\b"
)
_OPEN = re.compile(r"^(?:To date|So far|Up to now|Until now|As yet),? ")
_PAST = re.compile(r"\b(?!need|embed|speed|feed|indeed|seed|exceed|proceed)\w{2,}ed\b")


def _check_tense(passage: Passage) -> Iterator[Suggestion]:
    """A closed year with the perfect, or time up to now without it."""
    for start, end in passage.sentences:
        sentence = passage.words[start:end]
        if match := _CLOSED.match(sentence):
            yield flag(
                passage,
                start,
                start + match.end(),
                f"“{shorten(match[0])}”: a year that is named takes the simple past.",
                "Leave out “has” or “have”.",
            )
        if match := _OPEN.match(sentence):
            clause = re.split(r"[,;:]| with | who | which | that ", sentence[match.end() :])[0]
            verb = _PAST.search(clause)
            if verb and not re.search(r"\b(?:has|have|had|is|are|was|were|be|been)\b", clause):
                at = start + match.end() + verb.start()
                yield flag(
                    passage,
                    at,
                    at + len(verb[0]),
                    f"“{match[0].strip(' ,')}” reaches up to now, and “{verb[0]}” doesn't.",
                    f"Write have {verb[0]}.",
                )
