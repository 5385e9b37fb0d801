"""What the numbers of a text come to: parts and wholes, shares, lists and their lengths."""

import re
from collections.abc import Iterator
from decimal import Decimal

from briefwright.editorial.dating import YEAR
from briefwright.editorial.numbers import BEFORE_MONTH, NUMBER
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import any_word, words
from briefwright.model import addresses
from briefwright.model.dictionary import ListBlock

_PERCENT = re.compile(r"(?<![\w.,–-])(\d+(?:\.\d+)?) ?(?:%|per ?cent\b)")


def check_sums(copy: Copy) -> Iterator[Suggestion]:
    """Parts that exceed their whole, shares that don't make 100, lists of another length."""
    for passage in copy.prose:
        yield from _check_parts(passage)
        yield from _check_shares(passage)
        yield from _check_counted_list(passage)
    for at, block in addresses.walk(copy.briefing.body):
        if isinstance(block, ListBlock) and block.list_:
            yield from _check_lead(at, block, copy)


def _find_values(passage: Passage, start: int, end: int) -> list[tuple[int, int, Decimal]]:
    """The numbers of a stretch that count things, each with its place: no dates or measures."""
    dates = [
        span for span in passage.spans if span.hand == "date" or span.form in ("as_of", "date")
    ]
    values: list[tuple[int, int, Decimal]] = []
    for match in NUMBER.finditer(passage.words, start, end):
        after = passage.after(match.end())
        dated = BEFORE_MONTH.match(after) or re.fullmatch(YEAR, match[0])
        by_tool = any(span.start <= match.start() < span.end for span in dates)
        if not dated and not by_tool and not _MEASURE.match(after):
            value = Decimal(match[0].replace(",", "")) * _read_scale(after)
            values.append((match.start(), match.end(), value))
    return values


def _find_words(passage: Passage, start: int, end: int) -> list[tuple[int, int, Decimal]]:
    """The small numbers of a stretch that are written in words, each with its place."""
    found = any_word(_list_numbers()[2:]).finditer(passage.words, start, end)
    return [(*one.span(), Decimal(_list_numbers().index(one[0].casefold()))) for one in found]


_MEASURE = re.compile(
    r" ?(?:%|per ?cent|°|years?|months?|weeks?|days?|hours?|minutes?|km|kilomet|met(?:re|er)s?\b"
    r"|miles?|tonnes?|tons?|kg|hectares?|lit(?:re|er)s?|[A-Z]{3}\b|euros?|dollars?|pounds?|roubles?|tenge)"
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def _read_scale(after: str) -> int:
    """What follows a number → by how much its word multiplies it."""
    word = re.match(r" (hundred|thousand|million|billion)\b", after)
    return _SCALES[word[1]] if word else 1


def _find_near(passage: Passage, match: re.Match[str]) -> tuple[int, int]:
    """What stands in the same sentence, not too far from a match."""
    start, end = passage.sentence(match.start())
    return max(start, match.start() - _FAR), min(end, match.end() + _FAR)


_FAR = 200  # letters, further away two numbers have little to do with each other


def _check_parts(passage: Passage) -> Iterator[Suggestion]:
    """“157 peacekeepers, of whom 190 …”: the part is more than the whole."""
    for match in _OF_WHICH.finditer(passage.words):
        start, _ = _find_near(passage, match)
        wholes = [
            *_find_values(passage, start, match.start()),
            *_find_words(passage, start, match.start()),
        ]
        parts = _find_values(passage, match.end(), match.end() + 15)
        if wholes and parts and parts[0][2] > max(value for _, _, value in wholes):
            first, last, part = parts[0]
            whole = max(value for _, _, value in wholes)
            yield flag(passage, first, last, f"A part of {part} is more than the whole, {whole}.")


_OF_WHICH = re.compile(r",? of (?:whom|which|these),? | \(of whom |, including ")


def _check_shares(passage: Passage) -> Iterator[Suggestion]:
    """Shares in one sentence, the last of them “the remaining”, that don't make 100."""
    for start, end in passage.sentences:
        sentence = passage.words[start:end]
        shares = list(_PERCENT.finditer(sentence))
        if len(shares) > 1 and re.search(rf"{_REST.pattern}[^.]*\d ?(?:%|per)", sentence):
            total = sum((Decimal(share[1]) for share in shares), Decimal(0))
            if abs(total - 100) > 1:
                at = start + shares[0].start()
                message = f"These shares make {total} per cent, not 100."
                yield flag(passage, at, start + shares[-1].end(), message)


_REST = re.compile(r"\bthe (?:rest|remaining|remainder)\b")
_COUNT = "(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ENUMERATION = re.compile(
    rf"\b{_COUNT} ((?:[a-z-]+ ){{0,2}}[a-z-]+s)(?:: | \()"
    r"([^:;.()]*?),? and ([^:;.(),]+?)(?=[.;)]|$)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?:The|These|Our|Its|Their) )?{_COUNT}(?! of\b) (?:[\w-]+ ){{0,2}}\w+s\b(?! of\b)",
    re.IGNORECASE,
)


def _list_numbers() -> tuple[str, ...]:
    """The small numbers in words, from zero."""
    return words("words", "numbers")


def _check_counted_list(passage: Passage) -> Iterator[Suggestion]:
    """“five missions: A, B and C”."""
    for match in _ENUMERATION.finditer(passage.words):
        stated = _list_numbers().index(match[1].casefold())
        members = [one for one in match[3].split(", ") if one.strip()]
        parts = (*members, match[4])
        capitals = {one.removeprefix("the ")[:1].isupper() for one in parts}
        if any(len(member.split()) > 6 for member in parts) or len(capitals) > 1:
            continue  # no plain list
        count = len(members) + 1
        if count != stated and count > 1 and " and " not in match[3]:
            number = _list_numbers()[count] if count < len(_list_numbers()) else str(count)
            message = f"“{match[1]} {match[2]}”, and {number} are named."
            yield flag(passage, match.start(), match.end(2), message)


def _check_lead(at: str, block: ListBlock, copy: Copy) -> Iterator[Suggestion]:
    """A lead-in that counts its list."""
    place = addresses.field(at, "list")
    passage = next((one for one in copy.groups.get(at, ()) if one.at == place), None)
    if passage is None:
        return
    match = _LEAD.match(passage.words)
    if any(item.for_ or item.not_for or item.detail != "normal" for item in block.items):
        return  # not everybody gets all of them
    if match and _list_numbers().index(match[1].casefold()) != len(block.items):
        message = (
            f"The list is said to have {match[1].casefold()} items and has {len(block.items)}."
        )
        yield flag(passage, *match.span(1), message)


def find_additions(copy: Copy) -> Iterator[Suggestion]:
    """“630 have served, another 157 are serving”: are they among the 630?"""
    for passage in copy.prose:
        for match in re.finditer(r"\b(?:[Aa]nother|an additional|a further) (?=\d)", passage.words):
            start, _ = _find_near(passage, match)
            before = _find_values(passage, start, match.start())
            after = NUMBER.match(passage.words, match.end())
            if not before or not after or passage.is_quoted(match.start()):
                continue
            first, _, whole = before[-1]
            if whole > Decimal(after[0].replace(",", "")):
                message = (
                    f"Does {whole:,} include the {after[0]}, or do they come on top? "
                    "“another” can be read both ways."
                )
                proposal = "Say “of whom”, or “in addition”, or give the total."
                yield flag(passage, first, after.end(), message, proposal)
