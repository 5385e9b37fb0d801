"""What a briefing must have before it goes out: asked only once its status is cleared or final."""

import re
from collections.abc import Iterator
from functools import cache

from briefwright.editorial import documents
from briefwright.editorial.passages import Copy
from briefwright.editorial.suggestions import Suggestion, flag, flag_at, shorten
from briefwright.editorial.wordlists import words
from briefwright.facts import is_derived


def check_release(copy: Copy) -> Iterator[Suggestion]:
    """Figures without a source, no day for which the facts hold, words that hold a place."""
    if not copy.is_released:
        return
    yield from _find_placeholders(copy)
    yield from _find_unsourced(copy)
    metadata = copy.briefing.metadata
    if metadata.as_of is None and copy.undated_facts:
        title = copy.passages[0]
        message = "The briefing doesn't say for which day its facts hold."
        yield flag(title, 0, len(title.words), message, "Write `as_of:` into briefing.yaml.")


def _find_placeholders(copy: Copy) -> Iterator[Suggestion]:
    """“to be named”, “TBC”, “check:”: what was to be written later."""
    for passage in copy.passages:
        for match in _placeholder_pattern().finditer(passage.words):
            if passage.is_typed(*match.span()) and not passage.is_quoted(match.start()):
                message = f"“{match[0]}” stands here for something still to come"
                where = passage.at.removeprefix("briefing.") if passage.block == "briefing" else ""
                message += f": `{where}:` in briefing.yaml." if where else "."
                yield flag(passage, *match.span(), message, "Write it before this goes out.")
    for name in ("title", "contact", "owner"):
        for passage in copy.passages:
            if passage.at == f"briefing.{name}" and not re.search(r"[^\W_]", passage.words):
                message = f"`{name}:` says nothing."
                yield flag(passage, 0, len(passage.words), message, "Write it.")


@cache
def _placeholder_pattern() -> re.Pattern[str]:
    marks = sorted(words("words", "placeholders"), key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![\w/]){re.escape(mark)}(?!\w)" for mark in marks), re.IGNORECASE
    )


def _find_unsourced(copy: Copy) -> Iterator[Suggestion]:
    """Facts that are printed and rest on nothing, in a kind of document that has sources."""
    if not documents.has_sources(copy.briefing.metadata.kind):
        return
    for fact, at, offset, printed in copy.printed_facts:
        if not (is_derived(fact) or fact.source):
            message = f"The fact “{fact.name}” is printed here and has no source."
            yield flag_at(at, offset, printed, message, "Give it its `source:` in facts.yaml.")


def find_superlatives(copy: Copy) -> Iterator[Suggestion]:
    """“the world's largest”, “unique”: somebody will ask who says so."""
    if not copy.is_released or not documents.has_sources(copy.briefing.metadata.kind):
        return
    followed = bool(copy.briefing.departures)  # a published text, whose words these are
    for passage in copy.prose:
        if passage.cites or passage.is_spoken or (followed and not passage.ours):
            continue
        group = copy.groups[passage.block]
        last_end = 0
        for match in _superlative_pattern().finditer(passage.words):
            start, end = match.span()
            if start < last_end or not passage.is_typed(start, end) or passage.is_quoted(start):
                continue
            if len(group) == 1 and group[0].cites:
                continue
            sentence_start, sentence_end = passage.sentence(start)
            last_end = sentence_end  # one for each sentence
            said = shorten(passage.words[sentence_start:sentence_end])
            message = f"“{match[0]}” is a claim without a source: “{said}”"
            yield flag(
                passage, start, end, message, "Name one with [^source], or say it more plainly."
            )


@cache
def _superlative_pattern() -> re.Pattern[str]:
    marks = (re.escape(mark).replace("'", "['’]") for mark in words("words", "superlatives"))
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(marks, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
    )
