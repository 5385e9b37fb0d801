"""Words that say a number went up or down, against its sign."""

import re
from collections.abc import Iterator
from functools import cache

from briefwright.editorial.passages import Copy, Passage, Span
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import words
from briefwright.model.dictionary import Fact

_NEAR = 60  # letters in which such a word stands before its number
_CHANGES = ("change", "change_percent")
_FORMS = ("", "value", "words", "about", "rounded", "short", "absolute")


def check_directions(copy: Copy) -> Iterator[Suggestion]:
    """“has fallen by −54%”, “rose by −54%”, and a fall that has become a rise."""
    for passage in copy.passages:
        for span in passage.spans:
            fact = copy.briefing.facts.get(span.name) if span.hand == "fact" else None
            if fact is None or span.form not in _FORMS or passage.kind == "fact":
                continue
            if wrong := _describe_wrong(fact, span, _find_direction(passage, span)):
                message, proposal = wrong
                yield flag(passage, span.start, span.end, message, proposal)


def _describe_wrong(fact: Fact, span: Span, direction: str) -> tuple[str, str] | None:
    """A fact as it is printed after a word of direction → what is wrong, and what to write."""
    called, instead = f"{{{fact.name}}}", f"{{{fact.name}.absolute}}"
    if fact.value is None or not direction:
        return None
    if fact.value < 0 and direction == "rises":
        message = f"This says a rise, and {called} is {fact.value:f}, a fall."
        return message, f"Say that it fell, by {instead}."
    if fact.value < 0 and span.form != "absolute":
        message = f"This says a fall already, and {called} prints its minus as well."
        return message, f"Write {instead}."
    operation = fact.formula.operation if fact.formula else ""
    named = _find_named(fact)
    if named and named != direction:
        words_ = {"rises": "a rise", "falls": "a fall"}
        called_so = fact.label.source if fact.label else ""
        message = f"This says {words_[direction]}, and {called} is called “{called_so}”."
        return message, "Put one of the two right."
    if fact.value > 0 and direction == "falls" and operation in _CHANGES:
        return f"This says a fall, and {called} is {fact.value:f}, a rise.", "Say that it rose."
    return None


def _find_named(fact: Fact) -> str:
    """A fact → the direction that its own label says: `rises`, `falls` or none, or both."""
    label = fact.label.source if fact.label else ""
    said = [key for key in ("rises", "falls") if _label_pattern(key).search(label)]
    return said[0] if len(said) == 1 else ""


def _find_direction(passage: Passage, span: Span) -> str:
    """A number in a passage → the list of words that leads up to it: `rises`, `falls` or none."""
    before = passage.before(span.start, _NEAR)
    return next((key for key in ("rises", "falls") if _pattern(key).search(before)), "")


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_list_words(key)})(?: [\w-]+)?(?: by| of| на)? (?:about |almost )?$", re.I
    )


@cache
def _label_pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_list_words(key)})\b", re.I)


def _list_words(key: str) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words("words", key))
