"""What a worker does for a preview: a folder → a text, pages as pictures, an editor's remarks.

Whatever is wrong with a briefing is part of the result; nothing is written anywhere.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefwright import content, editorial, pipeline
from briefwright.audience import Audience
from briefwright.document.marks import Marks
from briefwright.edition import explain_absence
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import (
    Choice,
    Source,
    find_language,
    list_choices,
    read_audience,
    read_both,
)
from briefwright.problems import ContentError, Problem, in_file_order, locate
from briefwright.verify.parity import Account

_DOTS = 1.5  # pixels of a picture for each point of its page


@dataclass(frozen=True)
class Text:
    """An edition as a web page with addresses, its leaves, what is wrong, what else there is.

    Without a page, something is wrong that stops it; `lacking` says that there is no such edition.
    """

    page: bytes = field(default=b"", repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    problems: tuple[Problem, ...] = ()
    choices: tuple[Choice, ...] = ()
    language: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Picture:
    """One page as a PNG file, its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


class LeafPlace(NamedTuple):
    """Where a leaf stands: its address, its page from 1, its upper edge and its height.

    These two are shares of the page's height.
    """

    at: str
    page: int
    top: float
    height: float


@dataclass(frozen=True)
class Pages:
    """The pages of an edition's PDF, where its leaves stand, its account, and what is wrong."""

    pictures: tuple[Picture, ...] = ()
    places: tuple[LeafPlace, ...] = ()
    summary: str = ""
    problems: tuple[Problem, ...] = ()


def make_text(source: Source, choice: Choice) -> Text:
    """A briefing's folder and a Choice → the text of that edition, before it is laid out."""
    briefing, problems = content.check(source.content)
    if briefing is None:
        return Text(problems=problems)
    choices = tuple(list_choices(briefing, source.templates))
    try:
        reader = read_audience(source.templates, choice.audience)
        language = find_language(choice, briefing, reader)
        if not language:
            return Text(problems=problems, choices=choices, lacking=_suggest(choice, choices))
        made = pipeline.preview(briefing, reader, language)
    except ContentError as error:
        return Text(problems=_join(briefing, problems, error.problems), choices=choices)
    found = _join(briefing, problems, made.problems)
    return Text(made.page, made.edition.marks(), found, choices, language)


def _suggest(wanted: Choice, known: Sequence[Choice]) -> str:
    """A Choice that there isn't, and those that there are → a sentence that names what is near."""
    languages = [one.language for one in known if one.audience == wanted.audience]
    readers = [one.audience for one in known if one.language == wanted.language]
    near = (
        f"{wanted.audience} in {', '.join(languages)}" if languages else "",
        f"{', '.join(readers)} in {wanted.language}" if readers else "",
    )
    there = "; ".join(filter(None, near))
    return f"This briefing has no edition for {wanted}{f'; there is: {there}' if there else ''}."


def make_pages(source: Source, choice: Choice) -> Pages:
    """A briefing's folder and a Choice → the pages of its PDF, which was read back."""
    briefing, reader = read_both(source, choice)
    try:
        language = find_language(choice, briefing, reader)
        built = pipeline.build(briefing, reader, language, ("pdf",))
    except ContentError as error:
        return Pages(problems=_join(briefing, error.problems))
    pictures = tuple(draw_pictures(built.outputs["pdf"]))
    places = tuple(_list_places(built.account, pictures))
    return Pages(pictures, places, built.account.summary(), _join(briefing, built.problems))


def _list_places(account: Account, pictures: Sequence[Picture]) -> Iterator[LeafPlace]:
    """An account and its pages → where each leaf stands, as far as it is known."""
    for leaf in account.leaves:
        for seen in leaf.sightings:
            if seen.box and 0 < seen.page <= len(pictures):
                height = pictures[seen.page - 1].height / _DOTS
                tall = seen.box.top - seen.box.bottom
                yield LeafPlace(leaf.at, seen.page, 1 - seen.box.top / height, tall / height)


def review(source: Source, choice: Choice) -> tuple[Problem, ...]:
    """A briefing's folder and a Choice → what an editor would mark in it, for that audience."""
    briefing, reader = read_both(source, choice)
    return _join(briefing, find_remarks(briefing, reader))


def find_remarks(briefing: Briefing, reader: Audience) -> tuple[Problem, ...]:
    """A briefing and an audience → what an editor would mark in it, for that audience."""
    found = editorial.review(briefing, (reader,)).problems
    # An acceptance may be needed for another audience.
    marked = (one for one in found if one.code != "E119")
    return (*explain_absence(reader), *marked)


def draw_pictures(pdf: bytes) -> Iterator[Picture]:
    """A PDF → a picture of each of its pages."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        yield from map(_draw, document)


def _draw(page: Any) -> Picture:
    drawn = page.render(scale=_DOTS).to_pil()
    data = io.BytesIO()
    drawn.save(data, "PNG", compress_level=1)
    return Picture(data.getvalue(), drawn.width, drawn.height)


def _join(briefing: Briefing, *some: Iterable[Problem]) -> tuple[Problem, ...]:
    """A briefing and problems → each once, at its place, in the order of the files."""
    found = dict.fromkeys(problem for problems in some for problem in problems)
    return in_file_order(locate(found, briefing.places))
