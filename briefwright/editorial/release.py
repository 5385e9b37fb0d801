"""What a briefing must have before it goes out: asked only once its status is cleared or final."""

import re
from collections.abc import Iterator
from functools import cache

from briefwright.editorial.findings import Finding, found, shown
from briefwright.editorial.passages import Copy
from briefwright.editorial.wordlists import words
from briefwright.facts import is_derived


def gate(copy: Copy) -> Iterator[Finding]:
    """Figures without a source, no day for which the facts hold, words that hold a place."""
    if not copy.released:
        return
    yield from _placeholders(copy)
    yield from _unsourced(copy)
    metadata = copy.briefing.metadata
    if metadata.as_of is None and copy.undated:
        title = copy.passages[0]
        message = "The briefing doesn't say for which day its facts hold."
        yield found(title, 0, len(title.words), message, "Write `as_of:` into briefing.yaml.")


def _placeholders(copy: Copy) -> Iterator[Finding]:
    """“to be named”, “TBC”, “check:”: what was to be written later."""
    for passage in copy.passages:
        for match in _placeholder().finditer(passage.words):
            if passage.typed(*match.span()) and not passage.is_quoted(match.start()):
                message = f"“{match[0]}” stands here for something still to come"
                where = passage.at.removeprefix("briefing.") if passage.block == "briefing" else ""
                message += f": `{where}:` in briefing.yaml." if where else "."
                yield found(passage, *match.span(), message, "Write it before this goes out.")
    for name in ("title", "contact", "owner"):
        for passage in copy.passages:
            if passage.at == f"briefing.{name}" and not re.search(r"[^\W_]", passage.words):
                message = f"`{name}:` says nothing."
                yield found(passage, 0, len(passage.words), message, "Write it.")


@cache
def _placeholder() -> re.Pattern[str]:
    marks = sorted(words("words", "placeholders"), key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![\w/]){re.escape(mark)}(?!\w)" for mark in marks), re.IGNORECASE
    )


def _unsourced(copy: Copy) -> Iterator[Finding]:
    """Facts that are printed and rest on nothing."""
    for fact, at, offset, printed in copy.facts_printed:
        if not (is_derived(fact) or fact.source):
            message = f"The fact “{fact.name}” is printed here and has no source."
            yield Finding(at, offset, printed, message, "Give it its `source:` in facts.yaml.")


def superlatives(copy: Copy) -> Iterator[Finding]:
    """“the world's largest”, “unique”: somebody will ask who says so."""
    if not copy.released:
        return
    followed = bool(copy.briefing.departures)  # a published text, whose words these are
    for passage in copy.prose:
        if passage.cites or passage.spoken or (followed and not passage.ours):
            continue
        group = copy.groups[passage.block]
        last_end = 0
        for match in _superlative().finditer(passage.words):
            start, end = match.span()
            if start < last_end or not passage.typed(start, end) or passage.is_quoted(start):
                continue
            if len(group) == 1 and group[0].cites:
                continue
            sentence_start, sentence_end = passage.sentence(start)
            last_end = sentence_end  # one for each sentence
            said = shown(passage.words[sentence_start:sentence_end])
            message = f"“{match[0]}” is a claim without a source: “{said}”"
            yield found(
                passage, start, end, message, "Name one with [^source], or say it more plainly."
            )


@cache
def _superlative() -> re.Pattern[str]:
    marks = (re.escape(mark).replace("'", "['’]") for mark in words("words", "superlatives"))
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(marks, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
    )
