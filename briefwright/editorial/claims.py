"""What a text says of a list, and the list itself."""

import re
from collections.abc import Iterator
from functools import cache

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import any_of, lists, pairs, words

_IN_A_ROW = re.compile(r"(?:,? and |, )(?:the )?")
LONG = 6  # states in a row: from here on a reader looks for an order


@cache
def _map_regions() -> dict[str, str]:
    return {
        state: region
        for region, states in lists("countries", "regions").items()
        for state in states
    }


@cache
def _state_pattern() -> re.Pattern[str]:
    names = sorted(_map_regions(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|’s)")


@cache
def _claim_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, lists("countries", "claims")), key=len, reverse=True))
    joint = r"(?:,? and |, )"
    return re.compile(rf"(?<![\w-])(?:{names})(?:{joint}(?:{names}))+(?! and [A-Z])(?![\w-])")


def check_claims(copy: Copy) -> Iterator[Suggestion]:
    """Regions against the states named, stated sizes of groups, states in no order."""
    for passage in copy.passages:
        if passage.is_spoken or passage.role in ("cell", "alt"):
            continue
        rows = list(_find_rows(passage))
        yield from _check_regions(passage, rows)
        yield from _check_sizes(passage)
        for row in rows:
            yield from _check_order(passage, row)


def _find_rows(passage: Passage) -> Iterator[list[re.Match[str]]]:
    """States that stand in a row, with commas between them."""
    row: list[re.Match[str]] = []
    for match in _state_pattern().finditer(passage.words):
        if row and not _IN_A_ROW.fullmatch(passage.words[row[-1].end() : match.start()]):
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _check_regions(passage: Passage, rows: list[list[re.Match[str]]]) -> Iterator[Suggestion]:
    """“from Africa, Asia and Europe”, and a state named that lies elsewhere."""
    long = [row for row in rows if len(row) > 3]
    claimed = list(_claim_pattern().finditer(passage.words))
    if len(claimed) != 1 or len(long) != 1:
        return
    between = words("countries", "between")
    covered = {
        region
        for name, regions in lists("countries", "claims").items()
        if re.search(rf"(?<!North )(?<!South )(?<!Latin )\b{re.escape(name)}\b", claimed[0][0])
        for region in regions
    }
    outside = [
        one[0] for one in long[0] if one[0] not in between and _map_regions()[one[0]] not in covered
    ]
    if outside:
        regions = " and ".join(dict.fromkeys(_map_regions()[state] for state in outside))
        message = (
            f"“{claimed[0][0]}”, and among those named {'is' if len(outside) == 1 else 'are'} "
        )
        message += f"{', '.join(outside)}, in {regions}."
        yield flag(passage, *claimed[0].span(), message, f"Add {regions}, or look at the list.")


@cache
def _group_pattern() -> re.Pattern[str]:
    groups = any_of(pairs("countries", "groups"))
    return re.compile(rf"\b(?:[Tt]he|[Aa]ll) (?:of the )?(\w+) ({groups})\b")


def _check_sizes(passage: Passage) -> Iterator[Suggestion]:
    """“all four Central Asian states”: there are five."""
    for match in _group_pattern().finditer(passage.words):
        stated = _parse_number(match[1].casefold())
        size = pairs("countries", "groups")[match[2]]
        if stated and stated != int(size):
            message = f"There are {size} {match[2]}."
            yield flag(passage, *match.span(), message, "Correct the number.")


def _parse_number(word: str) -> int:
    """A number in words or digits; 0 for any other word."""
    numbers = words("words", "numbers")
    return numbers.index(word) if word in numbers else int(word) if word.isdigit() else 0


def _check_order(passage: Passage, row: list[re.Match[str]]) -> Iterator[Suggestion]:
    names = [match[0].casefold().replace("ü", "u").replace("ô", "o") for match in row]
    if len(row) >= LONG and names != sorted(names):
        yield flag(
            passage,
            row[0].start(),
            row[-1].end(),
            f"{len(row)} states in no order that a reader can see, {row[0][0]} first.",
            "Put them in alphabetical order, or say which order it is.",
        )
