"""Brackets, quotation marks, spaces and stray signs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Edit, Suggestion, flag, flag_at, shorten

_ENUMERATOR = re.compile(r"(?:^|[\s(])(?:[a-z]|[ivx]{1,4}|\d{1,2})\)")
_SMILEY = re.compile(r"[:;]-?[()]")
_PARTNER = {")": "(", "]": "[", "”": "“", "»": "«"}


# ----------------------------------------------------------------- what must be closed


def find_unbalanced(copy: Copy) -> Iterator[Suggestion]:
    """Brackets and quotation marks that open without closing, or close without opening."""
    for passage in copy.passages:
        if passage.role == "quote":
            continue
        for at in _find_unmatched(passage.words):
            sign = passage.words[at]
            if sign in "“”" and _goes_on(passage, copy):
                continue
            what = "is never closed" if sign in "([“«" else "closes nothing"
            yield flag(
                passage, at, at + 1, f"This {sign} {what}: “{_quote_around(passage.words, at)}”."
            )


def _find_unmatched(words: str) -> Sequence[int]:
    """A text → where brackets and quotation marks stand that have no partner.

    “a)” may count something or close a bracket: the reading with fewer faults is the right one.
    """
    smileys = {match.end() - 1 for match in _SMILEY.finditer(words)}
    counting = {match.end() - 1 for match in _ENUMERATOR.finditer(words)}
    readings = (
        _find_without_partner(words, smileys | counting),
        _find_without_partner(words, smileys),
    )
    return min(readings, key=len)


def _find_without_partner(words: str, passed: Set[int]) -> Sequence[int]:
    """A text and the signs in it that are none → where the others stand without a partner."""
    waiting: dict[str, list[int]] = {opening: [] for opening in _PARTNER.values()}
    alone: list[int] = []
    for at, sign in enumerate(words):
        if sign in waiting and at not in passed:
            waiting[sign].append(at)
        elif sign in _PARTNER and at not in passed:
            if waiting[_PARTNER[sign]]:
                waiting[_PARTNER[sign]].pop()
            else:
                alone.append(at)
    return sorted((*alone, *(at for left in waiting.values() for at in left)))


def _goes_on(passage: Passage, copy: Copy) -> bool:
    """Whether a quotation runs over paragraphs: each begins with a mark, the last ends it."""
    at = copy.passages.index(passage)
    following = copy.passages[at + 1 : at + 2]
    return any(one.words.startswith("“") for one in following)


def _quote_around(words: str, at: int) -> str:
    start = max(0, words.rfind(" ", 0, max(0, at - 20)) + 1)
    return shorten(words[start : at + 15])


# ----------------------------------------------------------------- what doesn't belong

_DOUBLE_SPACE = re.compile(r"(?<=\S)  +(?=\S)")
_BEFORE_SIGN = re.compile(r"(?<=[\w)”’]) +(?=[,;:.?!](?:\s|$))(?! \.\.\.)")
_HYPHEN_BEFORE = re.compile(r"(?<=[^\W\d_]{2}) -(?=[^\W\d_]{2})")
_DASH = re.compile(r"(?<=\w) - (?=\w)")
_DEBRIS = re.compile(r"(?<![:/])/{3,}(?=\S)|\*{4,}|~{2,}|\?{3,}")
_SINGLE = re.compile(r"(?<!\w)‘(?=[^\s’])[^‘’]*(?:(?<=\w)’(?=\w)[^‘’]*)*’(?!\w)")
_DOUBLE = re.compile(r"“[^”]*”")
_STRAIGHT = re.compile(r"(?<!\w)\"[^\"]*\"(?!\w)")


def find_stray(copy: Copy) -> Iterator[Suggestion]:
    """Spaces where none belong, signs left over, quotation marks of two kinds."""
    for passage in copy.passages:
        yield from _check_spaces(passage)
        for match in _DEBRIS.finditer(passage.words):
            if passage.is_typed(*match.span()) and passage.role != "cell":
                rest = shorten(passage.words[match.start() :], 40)
                message = f"“{rest}” looks like a rest of another layout."
                proposal = "Take it out, or put it where it belongs."
                yield flag(passage, *match.span(), message, proposal)
    yield from _check_quotation_marks(copy)
    yield from _check_quoted_names(copy)


def _check_spaces(passage: Passage) -> Iterator[Suggestion]:
    for match in _HYPHEN_BEFORE.finditer(passage.words):
        start, end = _find_word_around(passage.words, *match.span())
        whole = passage.words[start:end]
        message = f"A stray space before the hyphen: “{whole}”."
        yield _flag_spaces(passage, match, message, f"Write {whole.replace(' -', '-')}.", "-")
    for match in _DASH.finditer(passage.words):
        message = f"A hyphen for a dash: “{_quote_around(passage.words, match.start())}”."
        yield _flag_spaces(passage, match, message, "Write an en dash.", " – ")
    for match in _BEFORE_SIGN.finditer(passage.words):
        sign = passage.words[match.end()]
        message = f"A space before “{sign}”."
        yield _flag_spaces(passage, match, message, "Take it out.", "")
    for match in _DOUBLE_SPACE.finditer(passage.text.source):
        edit = Edit(passage.at, passage.text.source, *match.span(), match[0], " ")
        message = "Two spaces where one belongs."
        yield flag_at(passage.at, match.start(), match[0], message, "Take one out.", (edit,))


def _flag_spaces(
    passage: Passage, match: re.Match[str], message: str, proposal: str, new: str
) -> Suggestion:
    return flag(passage, *match.span(), message, proposal, new)


def _find_word_around(words: str, start: int, end: int) -> tuple[int, int]:
    first = words.rfind(" ", 0, start) + 1
    last = words.find(" ", end)
    return first, len(words) if last < 0 else last


def _check_quotation_marks(copy: Copy) -> Iterator[Suggestion]:
    """Outer quotation marks of two kinds: the rarer kind is flagged, once a place."""
    kinds: dict[str, list[tuple[Passage, int, int]]] = {"‘…’": [], "“…”": [], '"…"': []}
    for passage in copy.passages:
        for kind, start, end in _find_quotations(passage.words):
            if passage.is_typed(start, end):
                kinds[kind].append((passage, start, end))
    used = Counter({kind: len(places) for kind, places in kinds.items() if places})
    if len(used) < 2:
        return
    usual = used.most_common(1)[0][0]
    if list(used.values()).count(used[usual]) > 1:
        usual = "“…”" if '"…"' in used and "“…”" in used else "‘…’"
    for kind in used:
        for passage, start, end in kinds[kind] if kind != usual else ():
            inner = passage.words[start + 1 : end - 1]
            better = usual.replace("…", inner)
            yield flag(
                passage,
                start,
                end,
                f"Quotation marks {kind} here, {usual} elsewhere ({used[usual]}×).",
                f"Write {shorten(better)}.",
                better,
            )


def _find_quotations(words: str) -> Iterator[tuple[str, int, int]]:
    """A text → its quotations and the kind of their marks; those inside another are left out."""
    patterns = (("‘…’", _SINGLE), ("“…”", _DOUBLE), ('"…"', _STRAIGHT))
    found_here = [(kind, *match.span()) for kind, one in patterns for match in one.finditer(words)]
    reached = 0
    for kind, start, end in sorted(found_here, key=lambda one: (one[1], -one[2])):
        if start >= reached:
            reached = end
            yield kind, start, end


def _check_quoted_names(copy: Copy) -> Iterator[Suggestion]:
    """A name of one word that stands in quotation marks again and again."""
    seen: dict[str, list[tuple[Passage, int, int]]] = {}
    for passage in copy.prose:
        for match in re.finditer(r"[“‘\"]([A-Z][\w-]+)[”’\"](?!\w)", passage.words):
            if passage.is_typed(*match.span()):
                seen.setdefault(match[1], []).append((passage, *match.span()))
    for name, places in seen.items():
        if len(places) > 2:
            passage, start, end = places[0]
            message = f"The name {name} stands in quotation marks {len(places)} times."
            yield flag(passage, start, end, message, "A name needs none once it is known.")
