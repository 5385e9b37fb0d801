"""What a worker does for the service: a folder → its editions; an edition asked for → its files."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright import content, editorial
from briefwright.audience import Audience
from briefwright.cache.making import EditionRequest, make
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source, list_choices, read_audience
from briefwright.preview.making import Picture, draw_pictures
from briefwright.problems import ContentError, Problem, errors, in_file_order, locate

_PAGED = "pdf"


@dataclass(frozen=True)
class Entry:
    """One briefing as it is listed: what it says of itself, its editions, and what is wrong.

    Without editions it is at fault, and `title` is the name of its folder.
    """

    name: str
    title: str
    status: str = ""
    date: str = ""
    edition: str = ""
    language: str = ""
    choices: tuple[Choice, ...] = ()
    problems: tuple[Problem, ...] = ()


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
class Made:
    """A finished edition: its files by format, its pages as pictures, its account, warnings."""

    name: str
    files: dict[str, bytes] = field(repr=False)
    pictures: tuple[Picture, ...] = field(repr=False)
    summary: str
    account: bytes = field(repr=False)
    problems: tuple[Problem, ...]


def describe(source: Source) -> Entry:
    """A briefing's folder → how it is listed."""
    briefing, problems = content.check(source.content)
    name = source.content.name
    if briefing is None:
        return Entry(name, name, problems=problems)
    said = briefing.metadata
    return Entry(
        name, said.title.source, said.status, said.date.text, said.edition or "", said.language,
        tuple(list_choices(briefing, source.templates)), problems,
    )  # fmt: skip


def make_edition(order: Order) -> Made:
    """An edition asked for → it. Errors: ContentError with what holds it back, the editor's too."""
    briefing = content.read(order.source.content)
    reader = read_audience(order.source.templates, order.choice.audience)
    remarks = _review(briefing, reader)
    formats = order.formats or reader.formats
    request = EditionRequest(briefing, reader, order.choice.language, formats, None, order.cache)
    made = make(request).record
    pdf = made.outputs.get(_PAGED)
    pictures = tuple(draw_pictures(pdf)) if pdf else ()
    problems = in_file_order(locate((*remarks, *made.problems), briefing.places))
    return Made(
        f"{briefing.name}-{order.choice.audience}-{order.choice.language}",
        dict(made.outputs),
        pictures,
        made.summary,
        made.account["html"],
        problems,
    )


def _review(briefing: Briefing, reader: Audience) -> tuple[Problem, ...]:
    """A briefing and an audience → an editor's remarks; those that hold it back are raised."""
    found = editorial.review(briefing, (reader,)).problems
    # An acceptance may be needed for another audience.
    remarks = tuple(one for one in found if one.code != "E119")
    if briefing.metadata.status in editorial.RELEASED and errors(remarks):
        raise ContentError(in_file_order(locate(errors(remarks), briefing.places)))
    return tuple(replace(one, level="warning") for one in remarks)
