"""Names and numbers that are nearly others of the same briefing."""

import re
from collections import Counter
from collections.abc import Iterator

from briefwright.editorial.numbers import Figure, find_figures
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import words
from briefwright.facts import moments
from briefwright.model.dictionary import Fact

# Two capitalised words or more that belong together.
_NAME = re.compile(r"[A-Z][\w’]+(?:[ \-‐‑][A-Z][\w’]+)+")
_JOINT = re.compile(r"[ \-‐‑]")
_SHORTEST = 3  # digits of a number that may be another's with two of them swapped


def find_variants(copy: Copy) -> Iterator[Suggestion]:
    """“Harrow-Delta”, “Harrow Delta”, “harrow delta”: one name with other capitals or hyphens."""
    found_names = (name for passage in copy.prose for name in _NAME.findall(passage.words))
    for name in sorted({_fold(name) for name in found_names} - {""}):
        pattern = re.compile(rf"\b{_JOINT.pattern.join(map(re.escape, name.split()))}\b", re.I)
        found = [
            (passage, match)
            for passage in copy.passages
            if passage.role not in ("alt", "line")
            for match in pattern.finditer(passage.words)
            if _counts(passage, match)
        ]
        forms = Counter(match[0] for _, match in found)
        usual = max(forms, key=lambda form: (forms[form], form != form.lower()), default="")
        for passage, match in found:
            if match[0] != usual and _is_other(match[0], usual, forms[usual]):
                message = f"“{match[0]}” here, and “{usual}” elsewhere ({forms[usual]}×)."
                yield flag(passage, *match.span(), message, f"Write {usual}.", usual)


def _fold(name: str) -> str:
    """A name → it in small letters, without hyphens and what only leads to it: “The Harrow-Delta”.

    "" where one word is left.
    """
    parts = _JOINT.sub(" ", name).casefold().split()
    while parts and parts[0] in words("words", "small"):
        parts = parts[1:]
    return " ".join(parts) if len(parts) > 1 else ""


def _counts(passage: Passage, match: re.Match[str]) -> bool:
    typed = passage.is_typed(*match.span()) and not passage.is_quoted(match.start())
    return typed and not match[0].isupper()


def _is_other(one: str, usual: str, times: int) -> bool:
    """Whether the hyphens differ, or the capitals of a name that is known by them are gone."""
    if one.islower():
        return times > 1 and not usual.islower()
    return _JOINT.findall(one) != _JOINT.findall(usual)


def find_swapped(copy: Copy) -> Iterator[Suggestion]:
    """A number that is a fact's but for two digits that have changed places."""
    for passage in copy.passages:
        if passage.kind == "fact" or passage.block == "briefing":
            continue
        for figure in find_figures(passage):
            if fact := _find_swapped_fact(figure, copy):
                message = (
                    f"“{figure.words}” is nearly {{{fact.name}}}, {fact.value}: are two digits "
                    "swapped?"
                )
                yield flag(passage, figure.start, figure.end, message, f"Write {{{fact.name}}}.")


def _find_swapped_fact(figure: Figure, copy: Copy) -> Fact | None:
    values = {fact.value for fact in copy.briefing.facts.values()}
    digits = str(figure.value)
    if len(digits) < _SHORTEST or figure.value in values:
        return None
    swapped = {
        digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(len(digits) - 1)
    } - {digits}
    facts = copy.briefing.facts.values()
    return next((fact for fact in facts if str(fact.value) in swapped), None)


def find_late_embargo(copy: Copy) -> Iterator[Suggestion]:
    """An embargo that ends after the day of publication: nobody could use it on that day."""
    metadata = copy.briefing.metadata
    moment = moments.parse(metadata.embargo) if metadata.embargo else ""
    if isinstance(moment, str) or moment.local.date().isoformat() <= metadata.date.text:
        return
    title = copy.passages[0]
    message = (
        f"The embargo ends on {moment.local.date().isoformat()}, after the briefing's own day, "
        f"{metadata.date.text}."
    )
    yield flag(title, 0, len(title.words), message, "Put `embargo:` or `date:` right.")
