"""A briefing and the editions of it → what an editor would mark, less what its author accepted."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from briefwright.audience import Audience
from briefwright.audience.theme import Labels
from briefwright.edition import select
from briefwright.editorial import transcription
from briefwright.editorial.findings import Finding
from briefwright.editorial.passages import Copy, Reader
from briefwright.editorial.rules import RULES, BriefingRule, EditionRule
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, Problem, errors


@dataclass(frozen=True)
class Review:
    """What was found, told as problems; the findings that can be mended; how many were accepted."""

    problems: tuple[Problem, ...]
    findings: tuple[tuple[str, Finding], ...]
    accepted: int


def review(briefing: Briefing, audiences: Sequence[Audience]) -> Review:
    """A briefing and its audiences → what an editor would mark in what each of them gets.

    Without words for its language nothing is read; that is told where an edition is made.
    """
    language = briefing.metadata.language
    labels = _labels(language, audiences)
    if labels is None:
        return Review((), (), 0)
    copy = transcription.read(briefing, labels)
    found = tuple(_findings(copy, tuple(_readers(briefing, audiences))))
    used: set[int] = set()
    left: list[tuple[str, Finding]] = []
    for code, finding in found:
        match = _acceptance(code, finding, briefing)
        if match is None:
            left.append((code, finding))
        else:
            used.add(match)
    told = [_problem(code, finding, briefing) for code, finding in left]
    told += _unused(briefing, used)
    return Review(tuple(told), tuple(left), len(found) - len(left))


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


def _labels(language: str, audiences: Iterable[Audience]) -> Labels | None:
    """A language and the audiences → its words, or those of the same language elsewhere."""
    for audience in audiences:
        for one in (language, language.partition("-")[0]):
            if one in audience.theme.labels:
                return audience.theme.labels[one]
    return None


def _readers(briefing: Briefing, audiences: Iterable[Audience]) -> Iterator[Reader]:
    """What each audience gets; where an edition is at fault, whoever makes it tells so."""
    for audience in audiences:
        with suppress(ContentError):
            edition = select(briefing, audience, briefing.metadata.language)
            yield Reader(audience.name, audience.acronyms, edition)


def _findings(copy: Copy, readers: Sequence[Reader]) -> Iterator[tuple[str, Finding]]:
    """Every rule that knows the language → what it finds, each thing once."""
    seen: set[tuple[str, str, int, str]] = set()
    for rule in RULES:
        if rule.languages and copy.language not in rule.languages:
            continue
        for finding in _looked(rule, copy, readers):
            key = (rule.code, finding.at, finding.offset, finding.message)
            if key not in seen:
                seen.add(key)
                yield rule.code, finding


def _looked(
    rule: BriefingRule | EditionRule, copy: Copy, readers: Sequence[Reader]
) -> Iterable[Finding]:
    match rule:
        case BriefingRule():
            return rule.look(copy)
        case EditionRule():
            return _for_readers(rule, copy, readers)


def _for_readers(rule: EditionRule, copy: Copy, readers: Sequence[Reader]) -> Iterator[Finding]:
    """What a rule finds for each audience → each thing once, with its audiences if not for all."""
    names: dict[Finding, list[str]] = {}
    for reader in readers:
        for finding in rule.look(copy, reader):
            names.setdefault(finding, []).append(reader.audience)
    for finding, audiences in names.items():
        everybody = len(audiences) == len(readers)
        yield finding if everybody else replace(finding, audiences=tuple(audiences))


# ----------------------------------------------------------------- what its author accepted


def _acceptance(code: str, finding: Finding, briefing: Briefing) -> int | None:
    """A finding → the number of the acceptance that covers it, if one does."""
    for n, one in enumerate(briefing.accepted):
        here = finding.at == one.at or finding.at.startswith(f"{one.at}.")
        here = here or finding.at.partition(".")[0] in addresses.subtree(briefing.body, one.at)
        said = not one.words or one.words in finding.words or one.words in finding.message
        if one.code == code and here and said:
            return n
    return None


def _unused(briefing: Briefing, used: set[int]) -> Iterator[Problem]:
    for n, one in enumerate(briefing.accepted):
        if n not in used:
            at = f"accepted.{n + 1}"
            words = f" about “{one.words}”" if one.words else ""
            message = f"Nothing is found any more at {one.at} for {one.code}{words}."
            proposal = "Take the acceptance out."
            yield Problem("E119", message, briefing.places.get(at), at, "warning", proposal)


# ----------------------------------------------------------------- as problems

_LEVELS = {rule.code: rule.level for rule in RULES}


def _problem(code: str, finding: Finding, briefing: Briefing) -> Problem:
    """A code and its finding → the problem, at the place of its own token."""
    trail = briefing.trails.get(finding.at)
    where = trail.spot(finding.offset) if trail else briefing.places.get(finding.at)
    readers = f" (audience: {', '.join(finding.audiences)})" if finding.audiences else ""
    message = f"{finding.message.removesuffix('.')}{readers}." if readers else finding.message
    return Problem(code, message, where, finding.at, _LEVELS[code], finding.proposal)
