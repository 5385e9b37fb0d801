"""What a worker does for the service: a folder → its editions; an edition asked for → its files."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

from babel import Locale

from briefwright import content, editorial, pipeline
from briefwright.audience import LARGE_PRINT, Audience
from briefwright.cache.making import EditionRequest, FinishedEdition, find_key, make
from briefwright.content import starter
from briefwright.edition import Edition
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source, list_choices, read_audience, read_both
from briefwright.preview.making import Picture, draw_pictures, find_remarks
from briefwright.problems import ContentError, Problem, errors, in_file_order, locate
from briefwright.verify.parity import Account
from briefwright.workers import report

_PAGED = "pdf"

Doing = Literal["reading", "laying out", "writing", "checking"]
STEPS: tuple[Doing, ...] = get_args(Doing)


@dataclass(frozen=True)
class Entry:
    """One briefing as it is listed: what it says of itself, its editions, and what is wrong.

    Without editions it is at fault, and `title` is the name of its folder. `titles` are what
    audiences and languages are called. `inputs` is the digest of all that it is made of.
    """

    name: str
    title: str
    status: str = ""
    date: str = ""
    edition: str = ""
    language: str = ""
    choices: tuple[Choice, ...] = ()
    problems: tuple[Problem, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    inputs: str = ""


@dataclass(frozen=True)
class Order:
    """An edition that is asked for: where it is written, which one, in which formats, which cache.

    Without formats, those that its audience gets.
    """

    source: Source
    choice: Choice
    formats: tuple[str, ...]
    cache: Path


@dataclass(frozen=True)
class ReadOrder:
    """An edition that is asked for, all that it is made of, and an editor's remarks."""

    order: Order
    request: EditionRequest = field(repr=False)
    remarks: tuple[Problem, ...]


@dataclass(frozen=True)
class Step:
    """How far an edition is: what is done now, and its pages as pictures once they are there.

    The files behind them were searched for what is withheld, and not checked otherwise.
    """

    doing: Doing
    pictures: tuple[Picture, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Made:
    """A finished edition: its files by format, its pages as pictures, its account, warnings.

    `built` is it as a cache keeps it, nothing where it came from there.
    """

    name: str
    files: dict[str, bytes] = field(repr=False)
    pictures: tuple[Picture, ...] = field(repr=False)
    summary: str
    account: bytes = field(repr=False)
    problems: tuple[Problem, ...]
    built: FinishedEdition | None = field(repr=False)


def describe(source: Source) -> Entry:
    """A briefing's folder → how it is listed."""
    briefing, problems = content.check(source.content)
    name = source.content.name
    if briefing is None:
        return Entry(name, name, problems=problems)
    said = briefing.metadata
    choices = tuple(
        one
        for one in list_choices(briefing, source.templates)
        if _is_cleared(briefing, source, one)
    )
    titles = dict(_list_titles(source, choices))
    return Entry(
        name, said.title.source, said.status, said.date.text, said.edition, said.language,
        choices, problems, titles,
    )  # fmt: skip


def _is_cleared(briefing: Briefing, source: Source, choice: Choice) -> bool:
    """Whether an edition's audience may see what is handled as the briefing as a whole is."""
    reader = read_audience(source.templates, choice.audience)
    return briefing.metadata.handling in reader.clearance


def _list_titles(source: Source, choices: Iterable[Choice]) -> Iterator[tuple[str, str]]:
    """Editions → each audience and language in them, with what people call it."""
    for audience in {choice.audience for choice in choices}:
        title = read_audience(source.templates, audience).title
        yield audience, f"{title}, large print" if audience.endswith(LARGE_PRINT) else title
    for language in {choice.language for choice in choices}:
        names = [Locale.parse(one, sep="-").get_display_name() for one in language.split("-")]
        yield language, " and ".join(name.capitalize() for name in names if name)


def warm_up(templates: Path) -> None:
    """The templates → everything loaded that a worker's first edition would wait for."""
    with TemporaryDirectory() as folder, suppress(ContentError):
        path = Path(folder)
        starter.write_briefing(path, "first")
        source = Source(path / "first", templates)
        make_edition(Order(source, Choice("full", "en"), (_PAGED,), path))


def read_order(order: Order) -> ReadOrder:
    """An edition asked for → all that it is made of, and an editor's remarks.

    Errors: ContentError with what holds it back, the editor's too.
    """
    briefing, reader = read_both(order.source, order.choice)
    wanted = order.formats or reader.formats
    formats = sorted(wanted, key=lambda one: one != _PAGED)  # its pages are shown first
    request = EditionRequest(briefing, reader, order.choice.language, formats, None, order.cache)
    return ReadOrder(order, request, _review(briefing, reader))


def read_for_cache(order: Order) -> tuple[ReadOrder, str]:
    """An edition asked for → as `read_order`, and its key in a cache. Errors: the same."""
    read = read_order(order)
    return read, find_key(read.request)


def make_edition(order: Order) -> Made:
    """An edition asked for → it, each Step reported. Errors: as `read_order`, `pipeline.build`."""
    report(Step("reading"))
    return finish_edition(read_order(order))


def finish_edition(read: ReadOrder) -> Made:
    """An edition asked for, and all that it is made of → it, each Step reported.

    Errors: as `pipeline.build`.
    """
    order, request = read.order, read.request
    briefing, reader = request.briefing, request.audience
    report(Step("laying out"))
    finished = make(request, _Watch(briefing, reader, len(request.formats)))
    made = finished.record
    pdf = made.outputs.get(_PAGED)
    pictures = tuple(draw_pictures(pdf)) if pdf else ()
    problems = in_file_order(locate((*read.remarks, *made.problems), briefing.places))
    return Made(
        f"{briefing.name}-{order.choice.audience}-{order.choice.language}",
        {name: made.outputs[name] for name in order.formats or reader.formats},
        pictures,
        made.summary,
        made.account["html"],
        problems,
        finished if finished.is_new else None,
    )


@dataclass(frozen=True)
class _Watch:
    """What reports how far an edition is while it is built."""

    briefing: Briefing
    reader: Audience
    count: int

    def __call__(self, chosen: Edition, outputs: Mapping[str, bytes]) -> None:
        """An edition that is laid out, its files so far → the Step, reported."""
        pictures: tuple[Picture, ...] = ()
        if len(outputs) == 1 and _PAGED in outputs and self._is_safe(chosen, outputs):
            pictures = tuple(draw_pictures(outputs[_PAGED]))
        report(Step("writing" if len(outputs) < self.count else "checking", pictures))

    def _is_safe(self, chosen: Edition, outputs: Mapping[str, bytes]) -> bool:
        """Whether files hold nothing that their reader must not see."""
        account = Account(chosen.name, (), (), ())
        return not pipeline.search_withheld(account, chosen, outputs, self.briefing, self.reader)[1]


def _review(briefing: Briefing, reader: Audience) -> tuple[Problem, ...]:
    """A briefing and an audience → an editor's remarks; those that hold it back are raised."""
    remarks = find_remarks(briefing, reader)
    if briefing.metadata.status in editorial.RELEASED and errors(remarks):
        raise ContentError(in_file_order(locate(errors(remarks), briefing.places)))
    return tuple(replace(one, level="warning") for one in remarks)
