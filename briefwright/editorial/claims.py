"""What a text says of a list, and the list itself."""

import re
from collections.abc import Iterator
from functools import cache

from briefwright.editorial.findings import Finding, found
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.wordlists import any_of, lists, pairs, words

_IN_A_ROW = re.compile(r"(?:,? and |, )(?:the )?")
LONG = 6  # states in a row: from here on a reader looks for an order


@cache
def _regions() -> dict[str, str]:
    return {
        state: region
        for region, states in lists("countries", "regions").items()
        for state in states
    }


@cache
def _state() -> re.Pattern[str]:
    names = sorted(_regions(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|’s)")


@cache
def _claim() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, lists("countries", "claims")), key=len, reverse=True))
    joint = r"(?:,? and |, )"
    return re.compile(rf"(?<![\w-])(?:{names})(?:{joint}(?:{names}))+(?! and [A-Z])(?![\w-])")


def borne_out(copy: Copy) -> Iterator[Finding]:
    """Regions against the states named, stated sizes of groups, states in no order."""
    for passage in copy.passages:
        if passage.spoken or passage.role in ("cell", "alt"):
            continue
        rows = list(_rows(passage))
        yield from _beyond(passage, rows)
        yield from _sizes(passage)
        for row in rows:
            yield from _order(passage, row)


def _rows(passage: Passage) -> Iterator[list[re.Match[str]]]:
    """States that stand in a row, with commas between them."""
    row: list[re.Match[str]] = []
    for match in _state().finditer(passage.words):
        if row and not _IN_A_ROW.fullmatch(passage.words[row[-1].end() : match.start()]):
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _beyond(passage: Passage, rows: list[list[re.Match[str]]]) -> Iterator[Finding]:
    """“from Africa, Asia and Europe”, and a state named that lies elsewhere."""
    long = [row for row in rows if len(row) > 3]
    claimed = list(_claim().finditer(passage.words))
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
        one[0] for one in long[0] if one[0] not in between and _regions()[one[0]] not in covered
    ]
    if outside:
        regions = " and ".join(dict.fromkeys(_regions()[state] for state in outside))
        message = (
            f"“{claimed[0][0]}”, and among those named {'is' if len(outside) == 1 else 'are'} "
        )
        message += f"{', '.join(outside)}, in {regions}."
        yield found(passage, *claimed[0].span(), message, f"Add {regions}, or look at the list.")


@cache
def _group() -> re.Pattern[str]:
    groups = any_of(pairs("countries", "groups"))
    return re.compile(rf"\b(?:[Tt]he|[Aa]ll) (?:of the )?(\w+) ({groups})\b")


def _sizes(passage: Passage) -> Iterator[Finding]:
    """“all four Central Asian states”: there are five."""
    for match in _group().finditer(passage.words):
        stated = _number(match[1].casefold())
        size = pairs("countries", "groups")[match[2]]
        if stated and stated != int(size):
            message = f"There are {size} {match[2]}."
            yield found(passage, *match.span(), message, "Correct the number.")


def _number(word: str) -> int:
    """A number in words or digits; 0 for any other word."""
    numbers = words("words", "numbers")
    return numbers.index(word) if word in numbers else int(word) if word.isdigit() else 0


def _order(passage: Passage, row: list[re.Match[str]]) -> Iterator[Finding]:
    names = [match[0].casefold().replace("ü", "u").replace("ô", "o") for match in row]
    if len(row) >= LONG and names != sorted(names):
        yield found(
            passage,
            row[0].start(),
            row[-1].end(),
            f"{len(row)} states in no order that a reader can see, {row[0][0]} first.",
            "Put them in alphabetical order, or say which order it is.",
        )
