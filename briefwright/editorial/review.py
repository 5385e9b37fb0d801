"""A briefing and the editions of it → what an editor would mark, less what its author accepted."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product

from briefwright.audience import Audience
from briefwright.content import translation
from briefwright.edition import select
from briefwright.editorial import transcription
from briefwright.editorial.passages import Copy, Reader
from briefwright.editorial.rules import RULES, BriefingRule, EditionRule
from briefwright.editorial.suggestions import Suggestion
from briefwright.facts import Labels
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, Problem, errors


@dataclass(frozen=True)
class Review:
    """What was found: problems, the suggestions among them, and how many the author accepted."""

    problems: tuple[Problem, ...]
    suggestions: tuple[Suggestion, ...]
    accepted: int


def review(briefing: Briefing, audiences: Sequence[Audience]) -> Review:
    """A briefing and its audiences → what an editor would mark in what each of them gets.

    Translations are read by the rules that know their language.

    Without words for its language nothing is read; whoever makes an edition says so.
    """
    language = briefing.metadata.language
    labels = _choose_labels(language, audiences)
    if labels is None:
        return Review((), (), 0)
    copy = transcription.read(briefing, labels)
    readers = tuple(_select_readers(briefing, audiences))
    copies = (copy, *_read_translations(copy, audiences))
    every = tuple(_apply_rules(copies, readers))
    used: set[int] = set()
    left: list[Suggestion] = []
    for one in every:
        match = _find_acceptance(one, briefing)
        if match is None:
            left.append(one)
        else:
            used.add(match)
    problems = (*(one.problem for one in left), *_find_unused(briefing, used))
    return Review(problems, tuple(left), len(every) - len(left))


RELEASED = ("cleared", "final")  # what has one of these states goes out as it is


def hold_back(briefing: Briefing, audiences: Sequence[Audience]) -> None:
    """A briefing and some of its audiences → nothing, where it may go out to them.

    An acceptance that none of them needs may be needed for another audience. Errors: ContentError
    where it is cleared or final and an editor finds errors.
    """
    if briefing.metadata.status in RELEASED:
        found = [one for one in review(briefing, audiences).problems if one.code != "E119"]
        if errors(found):
            raise ContentError(found)


def _choose_labels(language: str, audiences: Iterable[Audience]) -> Labels | None:
    """A language and the audiences → its words."""
    for audience in audiences:
        with suppress(KeyError):
            return audience.theme.labels[language]
    return None


def _select_readers(briefing: Briefing, audiences: Iterable[Audience]) -> Iterator[Reader]:
    """What each audience gets; where an edition is at fault, whoever makes it tells so."""
    for audience in audiences:
        with suppress(ContentError):
            edition = select(briefing, audience, briefing.metadata.language)
            yield Reader(audience.name, audience.acronyms, edition)


def _read_translations(copy: Copy, audiences: Sequence[Audience]) -> Iterator[Copy]:
    """What an editor reads of a briefing → the same of each translation, as far as it goes."""
    briefing = copy.briefing
    for language, overlay in briefing.overlays.items():
        labels = _choose_labels(language, audiences)
        if labels is not None:
            translated = translation.translate(briefing, language)
            translated = replace(
                translated,
                metadata=replace(translated.metadata, language=language),
                places={**briefing.places, **overlay.places},
                trails={**briefing.trails, **overlay.trails},
            )
            passages = transcription.read(translated, labels).passages
            own = tuple(one for one in passages if one.at in overlay.texts)
            yield Copy(translated, own, copy)


def _apply_rules(copies: Iterable[Copy], readers: Sequence[Reader]) -> Iterator[Suggestion]:
    """A briefing, its translations → what each rule that knows their language finds, each once.

    What a rule finds in a translation is mended by hand.
    """
    seen: set[tuple[str, str, int, str]] = set()
    for rule, copy in product(RULES, copies):
        if rule.languages and copy.language not in rule.languages:
            continue
        for found in _apply(rule, copy, readers):
            problem = found.problem
            key = (rule.code, problem.at, problem.offset, problem.message)
            if key not in seen:
                seen.add(key)
                edits = () if copy.original else found.edits
                complete = _complete(problem, rule, copy.briefing)
                yield replace(found, problem=complete, edits=edits)


def _apply(
    rule: BriefingRule | EditionRule, copy: Copy, readers: Sequence[Reader]
) -> Iterable[Suggestion]:
    match rule:
        case BriefingRule():
            return rule.look(copy)
        case EditionRule():
            return () if copy.original else _apply_for_readers(rule, copy, readers)


def _apply_for_readers(
    rule: EditionRule, copy: Copy, readers: Sequence[Reader]
) -> Iterator[Suggestion]:
    """What a rule finds for each audience → each thing once, with its audiences if not for all."""
    names: dict[Suggestion, list[str]] = {}
    for reader in readers:
        for found in rule.look(copy, reader):
            names.setdefault(found, []).append(reader.audience)
    for found, audiences in names.items():
        everybody = len(audiences) == len(readers)
        yield found if everybody else _name_audiences(found, audiences)


def _name_audiences(found: Suggestion, audiences: Iterable[str]) -> Suggestion:
    """A suggestion that concerns some audiences alone → the same, its message saying which."""
    said = found.problem.message.removesuffix(".")
    message = f"{said} (audience: {', '.join(audiences)})."
    return replace(found, problem=replace(found.problem, message=message))


def _complete(problem: Problem, rule: BriefingRule | EditionRule, briefing: Briefing) -> Problem:
    """What a rule found → the problem with the rule's code and level, at its own token."""
    trail = briefing.trails.get(problem.at)
    where = trail.spot(problem.offset) if trail else briefing.places.get(problem.at)
    return replace(problem, code=rule.code, level=rule.level, where=where, offset=0)


# ----------------------------------------------------------------- what its author accepted


def _find_acceptance(found: Suggestion, briefing: Briefing) -> int | None:
    """A suggestion → the number of the acceptance that covers it, if one does."""
    problem = found.problem
    for n, one in enumerate(briefing.accepted):
        here = problem.at == one.at or problem.at.startswith(f"{one.at}.")
        here = here or problem.at.partition(".")[0] in addresses.subtree(briefing.body, one.at)
        said = not one.words or one.words in found.words or one.words in problem.message
        if one.code == problem.code and here and said:
            return n
    return None


def _find_unused(briefing: Briefing, used: set[int]) -> Iterator[Problem]:
    for n, one in enumerate(briefing.accepted):
        if n not in used:
            at = f"accepted.{n + 1}"
            words = f" about “{one.words}”" if one.words else ""
            message = f"Nothing is found any more at {one.at} for {one.code}{words}."
            proposal = "Take the acceptance out."
            yield Problem("E119", message, briefing.places.get(at), at, "warning", proposal)
