"""The commands: folders and what is wanted → what was done, as values; nothing is printed here."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from briefwright import (
    addresses,
    audience,
    children,
    content,
    dates,
    disk,
    environment,
    issuing,
    progress,
    publish,
    starter,
    translation,
    verify,
)
from briefwright import schema as schemas
from briefwright.audience import Audience
from briefwright.children import USUAL, Limits, Task
from briefwright.model import Briefing, Overlay
from briefwright.problems import AuthorFault, MachineFault, Place, Problem, errors, nearest
from briefwright.report import GOOD, LACKING, Result, counted, joined


class Misuse(Exception):
    """The command was called wrongly: one sentence that says how it is meant."""


@dataclass(frozen=True)
class Folders:
    """Where things stand, relative to the current folder where they can be."""

    content: Path
    templates: Path
    output: Path


@dataclass(frozen=True)
class Wanted:
    """What a build was asked for, by name; nothing means everything.

    `limits` are what each edition may take.
    """

    briefings: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    large_print: bool = False
    limits: Limits = USUAL


@dataclass
class _Sources:
    """What could be read of the briefings and audiences, and everything that is wrong with them."""

    briefings: dict[str, Briefing] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)  # briefings that are at fault
    unset: list[str] = field(default_factory=list)  # audiences that are at fault
    problems: list[Problem] = field(default_factory=list)


def build(folders: Folders, wanted: Wanted, stream: TextIO | None = None) -> Result:
    """Folders, what is wanted and where to show progress → every edition built and published.

    Errors: Misuse for an unknown name; MachineFault where this machine can't build anything.
    """
    from briefwright.formats import FORMATS  # loads lxml

    formats = _known(wanted.formats, tuple(FORMATS), "format") or tuple(FORMATS)
    children.prepare()  # they load libraries while files are read
    sources = _read(folders, wanted)
    _review(sources, wanted.audiences)
    steps = tuple(_steps(folders, sources, wanted, formats, stream))
    return joined(Result("build", problems=tuple(sources.problems)), *steps)


def check(folders: Folders, names: Sequence[str]) -> Result:
    """Folders and briefings → everything that is wrong with them, short of laying out pages.

    Errors: Misuse for an unknown name.
    """
    from briefwright import edition, editorial, markup  # load Jinja2 and lxml

    sources = _read(folders, Wanted(tuple(names)))
    for name in _editions(sources, Wanted()):
        if name.audience not in sources.audiences:
            continue
        briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
        try:
            chosen = edition.select(briefing, reader, name.language)
            markup.render(chosen, reader.theme)
            sources.problems += issuing.located(chosen.problems, briefing)
        except AuthorFault as fault:
            sources.problems += issuing.located(fault.problems, briefing)
    accepted: list[str] = []
    for briefing in sources.briefings.values():
        read = editorial.review(briefing, tuple(sources.audiences.values()))
        sources.problems += read.problems
        if read.accepted:
            told = counted(read.accepted, "finding")
            accepted.append(f"{briefing.name}: {told} of the editor accepted, with reasons.")
    problems = tuple(sources.problems)
    clean = not errors(problems)
    inherited = [line for one in sources.briefings.values() for line in _inherited(one)]
    checked = counted(len(sources.briefings), "briefing") + " checked: nothing is at fault."
    messages = (*inherited, *accepted, *([checked] if clean else []))
    return Result("check", problems=problems, messages=messages)


def _inherited(briefing: Briefing) -> Iterator[str]:
    """A briefing → what its facts took over from its head, a line for each key."""
    took: dict[str, int] = {}
    for keys in briefing.inherited.values():
        for key in keys:
            took[key] = took.get(key, 0) + 1
    as_of = briefing.metadata.as_of
    for key, count in took.items():
        value = briefing.defaults.get(key) or (as_of.text if as_of else "")
        yield f"{briefing.name}: {counted(count, 'fact')} without `{key}:` took “{value}”."


def fix(folders: Folders, names: Sequence[str]) -> Result:
    """Folders and briefings → the safe rewrites made and shown, and what is still wrong.

    Errors: Misuse for an unknown name.
    """
    from briefwright import editorial  # loads Jinja2 and lxml

    chosen = _briefings(folders.content, names)
    diffs = [diff for name in chosen for diff in content.fix(folders.content / name)]
    sources = _read(folders, Wanted(tuple(chosen)))
    for name, briefing in sources.briefings.items():
        review = editorial.review(briefing, tuple(sources.audiences.values()))
        diffs += editorial.mend(folders.content / name, briefing, review)
    left = check(folders, names)
    return replace(left, messages=(*diffs, *left.messages))


def ids(folders: Folders, name: str) -> Result:
    """Folders and a briefing → an id written into each block that had none.

    Errors: Misuse for an unknown name; AuthorFault where the briefing can't be read.
    """
    (known,) = _briefings(folders.content, [name])
    written = content.write_ids(folders.content / known)
    return Result("ids", messages=written or ("Every block has an id already.",))


def translate(folders: Folders, name: str, language: str, audiences: Sequence[str] = ()) -> Result:
    """Folders, a briefing and a language → the file of its translation, with all that it lacks.

    A new file is for the audiences that are named, or for all. Errors: Misuse for an unknown
    name or language; AuthorFault where the briefing can't be read.
    """
    from briefwright import edition

    sources = _read(folders, Wanted((name,), tuple(audiences)))
    if errors(sources.problems):
        return Result("translate", problems=tuple(sources.problems))
    ((known, briefing),) = sources.briefings.items()
    overlay = briefing.overlays.get(language) or _new_overlay(briefing, language, audiences)
    draft = replace(briefing, metadata=replace(briefing.metadata, status="draft"))
    problems: list[Problem] = []
    for said in (overlay, translation.as_if_translated(briefing, overlay)):
        one = replace(draft, overlays={language: said})
        for reader in sources.audiences.values():
            if not overlay.audiences or reader.name in overlay.audiences:
                problems += edition.select(one, reader, language).problems
    lacking = content.lacking(problems)
    if nameless := tuple(_nameless(briefing, lacking)):
        return Result("translate", problems=nameless)
    written = content.write_skeleton(
        folders.content / known, briefing, language, lacking, overlay.audiences
    )
    return Result("translate", messages=written)


def _nameless(briefing: Briefing, lacking: Iterable[str]) -> Iterator[Problem]:
    """A briefing and what lacks a translation → a fault for each block of it without an id."""
    without = {at for at, block in addresses.walk(briefing.body) if not block.id}
    for at in dict.fromkeys(one.partition(".")[0] for one in lacking):
        if at in without:
            message = f"“{at}” needs an id to be translated: python3 build.py ids {briefing.name}"
            yield Problem("C281", f"{message}.", briefing.places.get(at), at)


def _new_overlay(briefing: Briefing, language: str, audiences: Sequence[str]) -> Overlay:
    """A language that a briefing isn't translated into yet → an overlay that lacks everything."""
    if language == briefing.metadata.language:
        raise Misuse(f"The briefing is written in “{language}” itself.")
    try:
        dates.locale_of(language)
    except LookupError as unknown:
        raise Misuse(f"{unknown}.") from unknown
    return Overlay(language=language, file="", audiences=tuple(audiences))


def new(folders: Folders, name: str) -> Result:
    """Folders and a name → a new briefing. Errors: Misuse for a name that it can't have."""
    try:
        files = starter.write(folders.content, name)
    except starter.NameFault as fault:
        raise Misuse(str(fault)) from fault
    schema(folders, None)  # the first line of each file leads to them
    told = (path.as_posix() for path in files)
    return Result("new", messages=(*told, starter.next_steps(folders.content, name)))


def new_audience(folders: Folders, name: str, parent: str) -> Result:
    """Folders, a name and the audience that it starts from → a new audience.

    Errors: Misuse for a name that it can't have, or a parent that there isn't.
    """
    (known,) = _known((parent,), audience.names(folders.templates), "audience")
    try:
        files = starter.write_audience(folders.templates, name, known)
    except starter.NameFault as fault:
        raise Misuse(str(fault)) from fault
    told = (path.as_posix() for path in files)
    after = starter.next_steps_of_audience(files[0].parent, name)
    return Result("new", messages=(*told, after))


def schema(folders: Folders, folder: Path | None) -> Result:
    """Folders and where to, `.schema` among the content if nowhere → a JSON Schema for each file.

    Errors: MachineFault where it can't be written.
    """
    where = folder or folders.content / ".schema"
    disk.write({
        where / f"{file}.schema.json": json.dumps(schemas.schema(file), indent=1).encode()
        for file in schemas.FILES
    })  # fmt: skip
    first_lines = (
        f"  {file + '.yaml' if file != 'section' else 'sections/*.yaml':16} "
        + schemas.comment(file, _from(folders.content / "NAME" / _HOLDER.get(file, ""), where))
        for file in schemas.FILES
    )
    return Result("schema", messages=(_SCHEMAS.format(where.as_posix()), *first_lines))


_HOLDER = {"section": "sections"}  # files that stand deeper than the briefing's folder
_SCHEMAS = (
    "The schemas are in {}. With its line at the top of a file, VS Code (with the YAML extension) "
    "and other editors complete the keys and check them:"
)


def _from(folder: Path, target: Path) -> str:
    """Two folders → the way from the first to the second."""
    return Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()


def explain(folders: Folders, name: str, between: Sequence[str] = ()) -> Result:
    """A briefing, and two audiences or none → who gets what, printed and written as a page.

    Errors: Misuse for an unknown name; AuthorFault where an edition can't be put together.
    """
    from briefwright import edition, explanation  # loads Jinja2

    sources = _read(folders, Wanted((name,)))
    if faults := errors(sources.problems):
        raise AuthorFault(faults)
    (briefing,) = sources.briefings.values()
    language = briefing.metadata.language
    editions = {
        reader: edition.select(briefing, one, language) for reader, one in sources.audiences.items()
    }
    whole = explanation.explain(briefing, editions)
    chosen = whole.between(*_known(between, whole.audiences, "audience")) if between else whole
    page = folders.output / briefing.name / publish.ACCOUNT / "explanation.html"
    disk.write({page: chosen.as_html().encode()})
    return Result("explain", messages=(*chosen.as_text(), "", f"As a page: {page.as_posix()}"))


def sampler(folders: Folders, name: str) -> Result:
    """An audience → a page with every role, as PDF and Word, in the output folder.

    Errors: Misuse for an unknown name; AuthorFault for stylesheets that can't be used.
    """
    environment.require_libraries()
    from briefwright.sampler import sampler as made  # loads WeasyPrint

    (known,) = _known((name,), audience.names(folders.templates), "audience")
    outputs = made(audience.read(folders.templates, known).theme, known)
    files = {
        folders.output / "sampler" / f"sampler-{known}.{ending}": data
        for ending, data in outputs.items()
    }
    disk.write(files)
    return Result("sampler", messages=tuple(path.as_posix() for path in files))


def doctor() -> Result:
    """Nothing → what is on this machine, and what is missing."""
    findings = environment.survey()
    code = LACKING if environment.missed(findings) else GOOD
    try:
        environment.require_libraries()
    except MachineFault as fault:
        return Result("doctor", findings=findings, fault=str(fault), code=LACKING)
    return Result("doctor", findings=findings, code=code)


# ----------------------------------------------------------------- reading


def _read(folders: Folders, wanted: Wanted) -> _Sources:
    """Folders and what is wanted → what could be read of it, and every fault."""
    known = audience.names(folders.templates)
    if not known:
        raise Misuse(f"There is no audience in {folders.templates / 'audiences'}.")
    sources = _Sources()
    for name in _briefings(folders.content, wanted.briefings):
        briefing, problems = content.check(folders.content / name)
        sources.problems += problems
        if briefing is None or errors(problems):
            sources.unread.append(name)
        else:
            sources.briefings[name] = briefing
            sources.problems += (*audience.astray(briefing, known), *_nobody(briefing, known))
    for name in _known(wanted.audiences, known, "audience") or known:
        try:
            reader = audience.read(folders.templates, name)
            chosen = audience.in_large_print(reader) if wanted.large_print else reader
            sources.audiences[chosen.name] = chosen
        except AuthorFault as fault:
            sources.unset.append(name)
            sources.problems += fault.problems
    return sources


def _nobody(briefing: Briefing, known: Sequence[str]) -> Iterator[Problem]:
    """A briefing and the names of all audiences → a fault for each other that an overlay names."""
    for overlay in briefing.overlays.values():
        for name in overlay.audiences:
            if name not in known:
                close = nearest(name, known) or f"; there is: {', '.join(known)}."
                where = overlay.places.get("briefing.audiences", Place(overlay.file, 1))
                yield Problem("A522", f"There is no audience “{name}”{close}", where)


def _briefings(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """The content folder and what was asked for → the names of briefings, all if none was named."""
    known = tuple(
        sorted(path.name for path in folder.glob("*/") if path.is_dir() and path.name[0] != ".")
    )
    if not known:
        raise Misuse(
            f"There is no briefing in {folder}; begin one with: python3 build.py new briefing NAME"
        )
    # The shell completes names to paths.
    asked = [Path(name).name if Path(name).is_dir() else name for name in names]
    return _known(asked, known, "briefing") or known


def _known(asked: Iterable[str], known: tuple[str, ...], thing: str) -> tuple[str, ...]:
    """What was asked for and what there is → the same, each once. Errors: Misuse."""
    wanted = tuple(dict.fromkeys(asked))
    for name in wanted:
        if name not in known:
            close = nearest(name, known) or f"; there is: {', '.join(known)}."
            raise Misuse(f"There is no {thing} “{name}”{close}")
    return wanted


# ----------------------------------------------------------------- building


def _review(sources: _Sources, some: Sequence[str]) -> None:
    """Everything that was read → what the editor finds in it; its errors hold back what goes out.

    A draft is built whatever it says. Where only `some` audiences are built, an acceptance may be
    needed for another one.
    """
    from briefwright import editorial

    for name, briefing in tuple(sources.briefings.items()):
        found = editorial.review(briefing, tuple(sources.audiences.values())).problems
        told = [problem for problem in found if problem.code != "E119" or not some]
        if briefing.metadata.status in ("cleared", "final"):
            sources.problems += told
            if errors(told):
                sources.unread.append(name)
                del sources.briefings[name]
        else:
            sources.problems += (replace(problem, level="warning") for problem in told)


def _steps(
    folders: Folders,
    sources: _Sources,
    wanted: Wanted,
    formats: Sequence[str],
    stream: TextIO | None,
) -> Iterator[Result]:
    """Everything that was read → one Result for each edition, published or withdrawn."""
    editions = tuple(_editions(sources, wanted))
    for unread in sources.unread:
        yield issuing.withdrawn(unread, partial(publish.withdraw_all, folders.output, unread))
    for name in editions:
        if name.audience in sources.unset:
            yield issuing.withdrawn(str(name), partial(publish.withdraw, folders.output, name))
    buildable = [name for name in editions if name.audience in sources.audiences]
    crew = children.shared(environment.require_libraries)
    printed: list[verify.Printed] = []
    with (
        closing(progress.follow(buildable, stream)) as names,
        closing(
            crew.each(
                (_task(sources, name, formats) for name in names), len(buildable), wanted.limits
            )
        ) as outcomes,
    ):
        for name, outcome in zip(buildable, outcomes, strict=True):
            briefing = sources.briefings[name.briefing]
            yield issuing.edition(folders.output, briefing, name, outcome, printed)
    for title in dict.fromkeys(name.briefing for name in buildable):
        attempted = [str(name) for name in editions if name.briefing == title]
        yield issuing.ledger(folders.output, sources.briefings[title], attempted, printed)


def _editions(sources: _Sources, wanted: Wanted) -> Iterator[publish.Name]:
    """Everything that was read → the editions that were asked for. Errors: Misuse if none."""
    readers = (*sources.audiences, *sources.unset)
    found = [
        publish.Name(name, reader, language)
        for name, briefing in sources.briefings.items()
        for language, audiences in _languages(briefing)
        for reader in readers
        if not audiences or reader in audiences
    ]
    if found:
        languages = tuple(sorted({name.language for name in found}))
        _known(wanted.languages, languages, "briefing in the language")
    for name in found:
        if not wanted.languages or name.language in wanted.languages:
            yield name


def _languages(briefing: Briefing) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A briefing → its own language, for all, and its overlays' with those that they are for."""
    yield briefing.metadata.language, ()
    for language, overlay in briefing.overlays.items():
        yield language, overlay.audiences


def _task(sources: _Sources, name: publish.Name, formats: Sequence[str]) -> Task:
    """One edition → the work that it makes, for a child to do."""
    from briefwright import pipeline  # loads Jinja2 and lxml

    briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    return Task(str(name), pipeline.build, (briefing, reader, name.language, tuple(formats)))
