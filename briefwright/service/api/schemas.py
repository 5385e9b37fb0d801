"""What is sent and received, as the OpenAPI document describes it, and how our values become it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from briefwright import problems
from briefwright.audience import LARGE_PRINT
from briefwright.edition.explanation import Explanation as KnownExplanation
from briefwright.edition.explanation import Line
from briefwright.preview.choices import Choice
from briefwright.service.files import TYPES
from briefwright.service.jobs import Job as KnownJob
from briefwright.service.jobs import State
from briefwright.service.making import Doing, Entry
from briefwright.service.trying import Effect as KnownEffect
from briefwright.service.trying import Number as KnownNumber

Format = Literal["pdf", "docx", "html", "eml"]
ArtefactKind = Literal["edition", "account", "page"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Schema(BaseModel):
    """What all schemas share: a member that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Schema):
    """One thing that is wrong with a briefing, and what could stand there instead."""

    code: str = Field(description="One of the codes of docs/faults.md.")
    level: problems.Level
    message: str
    proposal: str = ""
    file: str = Field("", description="The file, from the folder of all briefings.")
    line: int = Field(0, description="From 1; 0 where no line is at fault.")
    column: int = Field(0, description="From 1; 0 where no line is at fault.")
    address: str = Field("", description="The address of the block that it is about.")


class Edition(Schema):
    """One edition of a briefing: who reads it, in which language."""

    audience: str
    audience_title: str
    language: str
    language_title: str
    large_print: bool


class Briefing(Schema):
    """One briefing as it is listed; without editions it is at fault."""

    name: str
    title: str
    status: str
    date: str
    edition: str
    language: str
    editions: list[Edition]


class Briefings(Schema):
    """Every briefing that you may see."""

    briefings: list[Briefing]


class Problems(Schema):
    """Everything that is wrong with a briefing, in the order of its files."""

    problems: list[Problem]


class Inclusion(Schema):
    """Whether an audience gets something, and how: a rewording, or the rule that leaves it out."""

    gets: bool
    how: str


class ExplanationLine(Schema):
    """One thing of a briefing, and which audience gets it."""

    address: str
    kind: str
    words: str = Field(description="Its first words; for those who may see all of it.")
    depth: int = Field(description="How many sections stand around it.")
    audiences: dict[str, Inclusion]


class Explanation(Schema):
    """Who gets what of a briefing, and by which rule not."""

    audiences: list[str]
    lines: list[ExplanationLine]


class Artefact(Schema):
    """A finished file, to fetch by its digest: what it is, and how large."""

    digest: Digest
    href: str = Field(description="Where it is fetched.")
    name: str = Field(description="What it is called on a reader's disk.")
    kind: ArtefactKind
    media_type: str
    size: int | None = Field(description="In bytes; nothing for a page.")


class JobRequest(Schema):
    """An edition that is asked for."""

    briefing: Name
    audience: Name
    language: Annotated[str, StringConstraints(max_length=200)] = Field(
        "",
        description="`en`, or `en-ru` for both in one; the briefing's own where none is named, "
        "or both where the audience gets both.",
    )
    large_print: bool = False
    formats: list[Format] = Field(
        [], max_length=8, description="Those that the audience gets where none is named."
    )


class Job(Schema):
    """An edition that was asked for, and how far it is."""

    id: str
    href: str
    state: State
    briefing: str
    audience: str
    language: str
    large_print: bool
    formats: list[str]
    ahead: int = Field(description="How many jobs wait before it.")
    step: Doing | Literal[""] = Field("", description="What is being done, while it runs.")
    asked: datetime
    begun: datetime | None = None
    summary: str = Field("", description="What was checked of it, in a sentence.")
    message: str = Field("", description="Why it failed, where no problem says it.")
    problems: list[Problem] = Field([])
    artefacts: list[Artefact] = Field([])


class Number(Schema):
    """A number of a briefing: its name, how it prints, and its keys as they are written."""

    name: str
    label: str
    shown: str
    is_derived: bool = Field(description="Worked out from others: it has no value to change.")
    place: str = Field(description="File and line.")
    keys: dict[str, str]


class Numbers(Schema):
    """Every number of a briefing."""

    numbers: list[Number]


class Replacement(Schema):
    """What is expected to stand at a key now, and what shall stand there; empty for nothing."""

    expected: Annotated[str, StringConstraints(max_length=2000)]
    value: Annotated[str, StringConstraints(max_length=2000)]


NumberKey = Literal["value", "unit", "label", "as_of", "period", "source"]


class NumberChange(Schema):
    """The keys of a number that shall change."""

    keys: dict[NumberKey, Replacement] = Field(min_length=1)


class Effect(Schema):
    """A text of one edition before and after a change; empty where it is not there."""

    audience: str
    language: str
    address: str
    before: str
    after: str


class SavedNumber(Schema):
    """A number that was changed, the save that can be undone, each text that says otherwise."""

    number: Number
    save: int
    effects: list[Effect]


# ----------------------------------------------------------------- our values → what is sent


def describe_problems(
    found: Iterable[problems.Problem], content: Path | None = None
) -> list[Problem]:
    """Problems, and the folder of all briefings → as they are sent."""
    return [_describe_problem(one, content) for one in found]


def _describe_problem(one: problems.Problem, content: Path | None) -> Problem:
    where = one.where
    file = _shorten(where.file, content) if where else ""
    return Problem(
        code=one.code, level=one.level, message=one.message, proposal=one.proposal, file=file,
        line=where.line if where else 0, column=where.column if where else 0, address=one.at,
    )  # fmt: skip


def _shorten(file: str, content: Path | None) -> str:
    """A file's path → from the folder of all briefings; its last names where it is elsewhere."""
    path = Path(file)
    if content and path.is_relative_to(content):
        return path.relative_to(content).as_posix()
    return "/".join(path.parts[-2:])


def describe_briefing(entry: Entry) -> Briefing:
    """A briefing as it is listed → as it is sent."""
    return Briefing(
        name=entry.name, title=entry.title, status=entry.status, date=entry.date,
        edition=entry.edition, language=entry.language,
        editions=[_describe_edition(entry, choice) for choice in entry.choices],
    )  # fmt: skip


def _describe_edition(entry: Entry, choice: Choice) -> Edition:
    audience, language = choice
    return Edition(
        audience=audience.removesuffix(LARGE_PRINT), audience_title=entry.titles[audience],
        language=language, language_title=entry.titles[language],
        large_print=audience.endswith(LARGE_PRINT),
    )  # fmt: skip


def describe_explanation(explanation: KnownExplanation) -> Explanation:
    """Who gets what → as it is sent."""
    return Explanation(
        audiences=list(explanation.audiences),
        lines=[_describe_line(line, explanation.audiences) for line in explanation.lines],
    )


def _describe_line(line: Line, audiences: Sequence[str]) -> ExplanationLine:
    cells = zip(audiences, line.cells, strict=True)
    return ExplanationLine(
        address=line.at, kind=line.kind, words=line.words, depth=line.depth,
        audiences={name: Inclusion(gets=cell.gets, how=cell.how) for name, cell in cells},
    )  # fmt: skip


def describe_job(job: KnownJob, root: str) -> Job:
    """A job, and the address below which everything stands → as it is sent."""
    audience, language = job.order.choice
    return Job(
        id=job.number, href=f"{root}/jobs/{job.number}", state=job.state,
        briefing=job.order.source.content.name, audience=audience.removesuffix(LARGE_PRINT),
        language=language, large_print=audience.endswith(LARGE_PRINT),
        formats=list(job.order.formats),
        ahead=job.ahead, step=job.doing if job.state == "running" else "",
        asked=_read_time(job.asked),
        begun=_read_time(job.begun) if job.begun else None,
        summary=job.result.summary if job.result else "", message=job.message,
        problems=describe_problems(job.problems, job.order.source.content.parent),
        artefacts=[_describe_artefact(one, root) for one in list_artefacts(job)],
    )  # fmt: skip


class KeptArtefact(NamedTuple):
    """A finished file as it is kept."""

    digest: str
    name: str
    kind: ArtefactKind
    size: int | None


def list_artefacts(job: KnownJob) -> Iterator[KeptArtefact]:
    """A job → its finished files, as far as they are there; pages come first to be there."""
    if job.result:
        for kept in job.result.files.values():
            yield KeptArtefact(kept.digest, kept.name, "edition", kept.size)
        account = job.result.account
        yield KeptArtefact(account.digest, account.name, "account", account.size)
    for n, picture in enumerate(job.pictures, start=1):
        yield KeptArtefact(picture.digest, f"page-{n}.png", "page", None)


def _describe_artefact(kept: KeptArtefact, root: str) -> Artefact:
    media_type = TYPES[kept.name.rpartition(".")[2]]
    href = f"{root}/artefacts/{kept.digest}"
    return Artefact(href=href, media_type=media_type, **kept._asdict())


def describe_number(number: KnownNumber) -> Number:
    """A number → as it is sent."""
    return Number(
        name=number.name, label=number.label, shown=number.shown, is_derived=number.is_derived,
        place=number.place, keys=dict(number.keys),
    )  # fmt: skip


def describe_effect(effect: KnownEffect) -> Effect:
    """What a change does to a text → as it is sent."""
    return Effect(
        audience=effect.audience, language=effect.language, address=effect.at,
        before=effect.before, after=effect.after,
    )  # fmt: skip


def _read_time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
