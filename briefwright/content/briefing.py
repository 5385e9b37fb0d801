"""A content folder → its Briefing: each part is read and checked, whatever is wrong with others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefwright.content import drafting, facts, figures, folder, overlays, records, references
from briefwright.content.folder import Parts
from briefwright.content.reading import Collector, Context, Mention
from briefwright.facts import examples, inline
from briefwright.model.dictionary import Briefing, Form, Metadata
from briefwright.problems import ContentError, Place, Problem, errors, in_file_order


def read(path: Path) -> Briefing:
    """A content folder → its Briefing. Errors: ContentError with every fault of every file."""
    briefing, problems = check(path)
    if briefing is None:
        raise ContentError(errors(problems))
    return briefing


def check(path: Path) -> tuple[Briefing | None, tuple[Problem, ...]]:
    """A content folder → its Briefing, nothing where something is wrong; and all problems."""
    briefing, _, problems = _read(path)
    return (None if errors(problems) else briefing), problems


def draft(path: Path) -> tuple[Briefing, tuple[Problem, ...]]:
    """A content folder → a Briefing without all that is at fault in it, and all problems."""
    briefing, restricted, problems = _read(path)
    if not errors(problems):
        return briefing, problems
    located = drafting.find_owners(problems, {**briefing.places, **restricted})
    return drafting.drop_faults(briefing, located, restricted), located


def list_mentions(path: Path) -> tuple[Mention, ...]:
    """A content folder → all that its keys and texts name or compare, whatever is at fault in it.

    What a text calls in braces, a fact or a name, is there as a fact.
    """
    collector = _collect(path)[1]
    called = (
        Mention(form, name, written.scalar.place, written.at)
        for written in collector.texts
        for form, names in (
            (Form.FACT, [one.name for one in inline.braces(written.text.content)]),
            (Form.SOURCE, [one.source for one in inline.cites(written.text.content)]),
        )
        for name in names
    )
    return (*collector.mentions, *called)


def _read(path: Path) -> tuple[Briefing, Mapping[str, Place], tuple[Problem, ...]]:
    """A content folder → its Briefing as far as it can be read, what it may not show, all problems.

    The second are the blocks that say who may see them and couldn't be read, with their places.
    """
    briefing, collector, day = _collect(path)
    fact = next(iter(briefing.facts), "")
    problems = _drop_echoes(in_file_order(collector.problems))
    own = tuple(examples.use_own(problem, fact, day) for problem in problems)
    return briefing, collector.restricted, own


def _collect(path: Path) -> tuple[Briefing, Collector, str]:
    """A content folder → its Briefing as far as it can be read, all that was found, its date."""
    collector = Collector(path)
    parts = folder.read(path, collector)
    start = Place(str(path / folder.MAIN), 1)
    metadata = _read_metadata(parts, start, collector)
    briefing = _add_overlays(path, _read_briefing(path, parts, metadata, collector), collector)
    return briefing, collector, metadata.date.text if metadata else ""


# What a line that stands in the wrong place is blamed for.
_MISPLACED = frozenset({"Y104", "Y117", "C207", "C208", "C209"})


def _drop_echoes(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems → the same, but of a line with a tab only what its author can mend there."""
    tabs = {_line(problem) for problem in problems if problem.code == "Y102"}
    for problem in problems:
        if problem.code not in _MISPLACED or _line(problem) not in tabs:
            yield problem


def _line(problem: Problem) -> tuple[str, int] | None:
    return (problem.where.file, problem.where.line) if problem.where else None


def _read_metadata(parts: Parts, start: Place, collector: Collector) -> Metadata | None:
    if not parts.metadata and not parts.whole:
        return None  # the file itself is at fault, which was reported
    return records.read_record(Metadata, parts.metadata, start, Context("briefing", collector))


def _read_sound_metadata(parts: Parts, path: Path) -> Mapping[str, object]:
    """The keys of metadata of which some are at fault → the values of the others."""
    read = records.read_values(Metadata, parts.metadata, Context("briefing", Collector(path)))
    return {field: one for field, one in read.items() if one is not None}


def _read_briefing(
    path: Path, parts: Parts, metadata: Metadata | None, collector: Collector
) -> Briefing:
    """The nodes of a folder → the briefing. Each part is read, whatever is wrong with others."""
    nodes = parts.nodes
    context = (
        Context("", collector, metadata.handling, language=metadata.language)
        if metadata
        else Context("", collector)
    )
    defaults = facts.read_defaults(nodes.get("defaults"), context.move("defaults"))
    ledger = facts.read(
        nodes.get("facts"), defaults, metadata.as_of if metadata else None, context.move("facts")
    )
    names = facts.read_names(nodes.get("names"), context.move("names"))
    sources = facts.read_sources(nodes.get("sources"), context.move("sources"))
    departures = tuple(facts.read_departures(nodes.get("departures"), context.move("departures")))
    accepted = tuple(facts.read_acceptances(nodes.get("accepted"), context.move("accepted")))
    body = tuple(records.read_blocks(parts.body, context))
    files = folder.read_pictures(path, collector)
    if parts.whole:
        if not _are_addresses_unsure(collector, path):
            references.check_departures(collector, departures)
        references.check(collector, ledger.facts)
        figures.check(body, ledger.facts, files, context)
    if not errors(collector.problems):
        references.check_use(collector, ledger.facts, body)
    name = path.resolve().name
    return Briefing(
        name=name,
        metadata=metadata or drafting.complete_metadata(name, _read_sound_metadata(parts, path)),
        facts=ledger.facts,
        names=names,
        sources=sources,
        departures=tuple(departure for _, departure in departures),
        body=body,
        defaults=defaults.typed,
        inherited=ledger.inherited,
        files=files,
        data={name: table for name, table in collector.data.items() if table},
        places=collector.places,
        trails={written.at: written.trail() for written in collector.texts},
        accepted=accepted,
    )


def _add_overlays(path: Path, briefing: Briefing, collector: Collector) -> Briefing:
    """A briefing → the same with its translations; they can be checked against a sound one only."""
    if errors(collector.problems):
        overlays.check_form(path, collector)
        return briefing
    return replace(briefing, overlays=overlays.read(path, briefing, collector))


def _are_addresses_unsure(collector: Collector, path: Path) -> bool:
    """Whether a fault in the form of the body may have taken an address from something.

    Each departure would be blamed for it then. A fault in the markup inside a text takes none.
    """
    return any(
        problem.where is not None
        and not problem.code.startswith("I")
        and (
            Path(problem.where.file) == path / folder.MAIN
            or Path(problem.where.file).parent == path / folder.SECTIONS
        )
        for problem in errors(collector.problems)
    )
