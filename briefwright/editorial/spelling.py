"""One spelling in one briefing."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from briefwright.editorial import slips
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import any_of, any_word, lists, pairs, sets, short_forms, words

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
Place = tuple[Passage, int, int]


def check_spelling(copy: Copy) -> Iterator[Suggestion]:
    """British or American, -ise or -ize, hyphen or none; words with a better one; slips."""
    index = _index_words(copy)
    yield from _check_variety(copy, index)
    yield from _check_endings(index)
    yield from _check_pairs(copy)
    yield from _check_better(copy)
    yield from slips.find_slips(copy)


def _index_words(copy: Copy) -> Mapping[str, list[Place]]:
    """Every word that was typed, small, with its places; quotations and official names left out."""
    index: dict[str, list[Place]] = {}
    for passage in copy.passages:
        official = [match.span() for match in _official_pattern(copy).finditer(passage.words)]
        for match in _WORD.finditer(passage.words):
            start, end = match.span()
            official_too = any(first <= start < last for first, last in official)
            ours = passage.is_typed(start, end) and not passage.is_quoted(start)
            if ours and not official_too and not _is_in_address(passage, start, end):
                index.setdefault(match[0].casefold(), []).append((passage, start, end))
    return index


def _official_pattern(copy: Copy) -> re.Pattern[str]:
    return _list_pattern(tuple(name.long for name in copy.briefing.names.values()))


@cache
def _list_pattern(own: tuple[str, ...]) -> re.Pattern[str]:
    names = (
        *own,
        *short_forms().values(),
        *words("organisations", "names"),
        *words("spelling", "official"),
    )
    small = [name for name in names if not name[:1].isupper()]
    capital = rf"(?=[^\W\d_a-z]){any_of(set(names) - set(small))}"
    return re.compile(rf"(?<!\w)(?:{'|'.join((capital, *map(re.escape, small)))})")


def _is_in_address(passage: Passage, start: int, end: int) -> bool:
    """Whether a word is a part of a web or mail address."""
    return passage.words[end : end + 2].strip("").startswith((".o", ".c", "@")) or passage.words[
        max(0, start - 1) : start
    ] in ("@", "/", ".")


# ----------------------------------------------------------------- British and American


def _check_variety(copy: Copy, index: Mapping[str, list[Place]]) -> Iterator[Suggestion]:
    american = pairs("spelling", "american")
    british = {word: other for other, word in american.items()}
    weak = set(words("spelling", "weak"))
    tag = copy.briefing.metadata.language
    count_us = sum(len(index.get(word, ())) for word in american if word not in weak)
    count_uk = sum(len(index.get(word, ())) for word in british) + sum(
        len(places)
        for word, places in index.items()
        if re.search(r"\w{3}(?:isation|ising|ised|ises)s?$", word)
    )
    to_british = tag == "en-GB" or (tag != "en-US" and count_uk >= count_us)
    wrong, kind = (american, "British") if to_british else (british, "American")
    for word, better in wrong.items():
        for passage, start, end in index.get(word, ()):
            typed = passage.words[start:end]
            if to_british and _is_another_word(word, passage, start, end):
                continue
            write = better.capitalize() if typed[0].isupper() else better
            asks = (
                " Is it the official name?"
                if typed[0].isupper() and _is_in_name(passage, start, end)
                else ""
            )
            message = f"“{typed}” is not the {kind} spelling of this briefing.{asks}"
            yield flag(passage, start, end, message, f"Write {write}.")


def _is_another_word(word: str, passage: Passage, start: int, end: int) -> bool:
    beside = lists("spelling", "beside").get(word, ())
    near = _WORD.findall(passage.words[max(0, start - 25) : start])[-1:]
    near += _WORD.findall(passage.words[end : end + 25])[:1]
    return any(one.casefold() in beside for one in near)


def _is_in_name(passage: Passage, start: int, end: int) -> bool:
    before = re.search(r"([A-Z]\w+) (?:of )?(?:the )?$", passage.before(start))
    return before is not None or bool(re.match(r" (?:of|for) ", passage.after(end)))


def _check_endings(index: Mapping[str, list[Place]]) -> Iterator[Suggestion]:
    """-ise and -ize in one briefing: the rarer ending is flagged."""
    stems = "|".join(words("spelling", "endings"))
    places: dict[str, list[Place]] = {"s": [], "z": []}
    for word, spots in index.items():
        if match := re.fullmatch(
            rf"(?:re|dis|de|un)?(?:{stems})i([sz])(?:e[sdr]?|ing|ations?|ational|ers)", word
        ):
            places[match[1]] += spots
    small = [spot for spot in places["z"] if spot[0].words[spot[1]].islower()]
    if places["s"] and small:
        rare = small if len(places["s"]) >= len(places["z"]) else places["s"]
        letter, other = ("z", "s") if rare is small else ("s", "z")
        for passage, start, end in rare:
            typed = passage.words[start:end]
            better = re.sub(rf"i{letter}", f"i{other}", typed)
            yield flag(
                passage,
                start,
                end,
                f"“{typed}” with -i{letter}-, others with -i{other}-.",
                f"Write {better}.",
            )


def _check_pairs(copy: Copy) -> Iterator[Suggestion]:
    """Two ways to write one word: the rarer is flagged."""
    group_of = {word: group for group in sets("spelling", "either") for word in group}
    places: dict[tuple[str, ...], dict[str, list[Place]]] = {}
    for passage in copy.passages:
        for match in any_word(tuple(group_of)).finditer(passage.words):
            if _is_typed(passage, match, copy):
                word = match[0].casefold()
                spots = places.setdefault(group_of[word], {}).setdefault(word, [])
                spots.append((passage, *match.span()))
    for forms in places.values():
        if len(forms) > 1:
            usual, rare = sorted(forms, key=lambda word: -len(forms[word]))[:2]
            for passage, start, end in forms[rare]:
                message = f"“{passage.words[start:end]}” here, “{usual}” elsewhere."
                yield flag(passage, start, end, message, f"Write {usual}.")


def _is_typed(passage: Passage, match: re.Match[str], copy: Copy) -> bool:
    """Whether a word is the author's own: typed, no quotation, no part of an official name."""
    start, end = match.span()
    inside = any(
        one.start() <= start < one.end() for one in _official_pattern(copy).finditer(passage.words)
    )
    return passage.is_typed(start, end) and not passage.is_quoted(start) and not inside


def _check_better(copy: Copy) -> Iterator[Suggestion]:
    better = pairs("spelling", "better")
    for passage in copy.passages:
        for match in any_word(tuple(better)).finditer(passage.words):
            if _is_typed(passage, match, copy):
                word = better[match[0].casefold()]
                write = word.capitalize() if match[0][0].isupper() else word
                message = f"“{match[0]}” is not the usual word."
                yield flag(passage, *match.span(), message, f"Write {write}.")
