"""A draft → the facts and names that it calls, where each text still prints the same.

Proven by the program itself: the draft is read and made into an edition without and with them; a
paragraph that prints otherwise calls less, and at last nothing.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefwright.audience import Audience
from briefwright.importing.candidates import Candidate, find_candidates
from briefwright.importing.draft import Box, Draft, List, Text, list_block, walk
from briefwright.importing.files import Metadata, Offers, write_folder
from briefwright.importing.markup import Offer, clean
from briefwright.importing.outline import Paragraph
from briefwright.importing.trial import Trial
from briefwright.problems import ContentError

_LESS = 3  # times that a paragraph may call less: names short, then none, then nothing
_LEAST = 2  # calls of a fact or a name that is worth its line
_TRIES = 12


def offer_facts(draft: Draft, metadata: Metadata, audience: Audience, plain: Trial) -> Offers:
    """A draft, what is known apart from it, who reads the trial, the draft as read → its Offers.

    None where the audience gets no edition in this language.
    """
    try:
        prints = plain.list_prints(audience)
    except ContentError:
        return Offers()
    paragraphs = tuple(_list_running(draft))
    texts = [clean(one.text) for one in paragraphs]
    candidates = find_candidates(texts, metadata.language)
    less = dict.fromkeys(paragraphs, 0)
    for _ in range(_TRIES):
        offers = _make_offers(candidates, less)
        trial = Trial(write_folder(draft, metadata, offers))
        differences = _list_differences(trial, audience, prints)
        if differences is None:
            return Offers()
        wrong = _find_wrong(candidates, differences) or (
            () if differences else _find_unused(candidates, trial)
        )
        if not differences and not wrong:
            return offers
        candidates = tuple(one for one in candidates if one not in wrong)
        if not wrong:
            less |= {one: less[one] + 1 for each in differences for one in each.said if one in less}
    return Offers()


def _list_running(draft: Draft) -> Sequence[Paragraph]:
    """A draft → the paragraphs of its running text, lists and boxes."""
    return [
        one
        for block in walk(draft.blocks)
        if isinstance(block, Text | Box | List)
        for one in list_block(block)
    ]


def _make_offers(candidates: Sequence[Candidate], less: Mapping[Paragraph, int]) -> Offers:
    offers = [_make_offer(candidates, step) for step in range(_LESS)]
    return Offers(
        tuple(one.line for one in candidates if one.part == "facts"),
        tuple(one.line for one in candidates if one.part == "names"),
        {one: offers[step] for one, step in less.items() if step < _LESS},
    )


def _make_offer(candidates: Sequence[Candidate], step: int) -> Offer:
    """What may be called, how much less of it → the words of a paragraph with it called."""
    calls: dict[str, str] = {}
    for one in candidates:
        if one.part == "facts" or step == 0:
            calls |= one.calls
        elif step == 1:
            calls[one.name] = f"{{{one.name}.short}}"
    if not calls:
        return lambda words: words
    longest_first = sorted(calls, key=len, reverse=True)
    pattern = rf"(?<![\w{{.@/])(?:{'|'.join(map(re.escape, longest_first))})(?![\w}}@/]|[.,]\d)"
    return partial(re.compile(pattern).sub, lambda found: calls[found[0]])


@dataclass(frozen=True)
class _Difference:
    """What prints otherwise with what is called than without, and whose words those are."""

    before: str
    after: str
    said: tuple[Paragraph, ...]


def _list_differences(
    trial: Trial, audience: Audience, prints: Mapping[str, str]
) -> Sequence[_Difference] | None:
    """A draft as read, its audience, what it should print → what is printed otherwise.

    Nothing where it isn't read, or the trouble is in no paragraph.
    """
    try:
        now = trial.list_prints(audience) if trial.briefing else None
    except ContentError:
        now = None
    if now is None:
        return None
    found = []
    for at, words in prints.items():
        before, after = clean(words), clean(now.get(at, ""))
        line = trial.find_said(at)
        if before != after:
            found.append(_Difference(before, after, line.said if line else ()))
    return None if any(not one.said for one in found) else found


def _find_wrong(
    candidates: Sequence[Candidate], differences: Sequence[_Difference]
) -> Collection[Candidate]:
    """Facts, what prints otherwise → those whose words aren't printed as they were."""
    return [
        one
        for one in candidates
        if one.part == "facts"
        and any(
            each.before.count(words) > each.after.count(words)
            for words in one.calls
            for each in differences
        )
    ]


def _find_unused(candidates: Sequence[Candidate], trial: Trial) -> Collection[Candidate]:
    """Facts and names, a draft as read → those that it calls less than twice."""
    said = "\n".join(line.text for lines in trial.folder.texts.values() for line in lines)
    calls = {one: rf"\{{{re.escape(one.name)}[.}}]" for one in candidates}
    return [one for one, call in calls.items() if len(re.findall(call, said)) < _LEAST]
