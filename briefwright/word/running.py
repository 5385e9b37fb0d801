"""Running heads and feet: what a margin box says → runs, with fields for what changes by page."""

from collections.abc import Callable, Iterator
from itertools import islice

from docx.opc.part import Part

from briefwright.document.vocabulary import ROLES
from briefwright.layout import MarginBox
from briefwright.word.drawings import build_ornament
from briefwright.word.named_styles import RUNNING_TITLE
from briefwright.word.ooxml import Node, field_runs, text_run
from briefwright.word.stretches import split
from briefwright.word.writer_state import WriterState

# What STYLEREF calls the headings in every language of Word.
HEADINGS = {"Heading 1": "1", "Heading 2": "2", "Heading 3": "3", "Heading 4": "4"}

Setter = Callable[[str], list[Node]]  # words → their runs


def build_box_runs(state: WriterState, part: Part, style: str, box: MarginBox) -> list[Node]:
    """A margin box, the part that it stands in and the key of its line's style → runs.

    Page numbers and running titles are fields; everything else is what the page prints.
    """
    sheet = state.sheet

    def words(text: str) -> list[Node]:
        return [
            text_run(
                one.text,
                sheet.properties(style, "", sheet.text(box.style, one.font), "", one.from_right),
            )
            for one in split(text, box.style, sheet)
        ]

    nodes: list[Node] = []
    pictures = iter(box.pictures)
    for kind, value in box.content:
        if kind == "string":
            nodes += words(value)
        elif kind == "counter()" and value[0] == "page":
            nodes += field_runs("PAGE", *words("1"))
        elif kind == "counter()" and value[0] == "pages":
            nodes += field_runs("NUMPAGES", *words(str(state.layout.pages)))
        elif kind == "url":
            nodes += [build_ornament(state, part, one) for one in islice(pictures, 1)]
        elif kind == "string()":
            nodes += _build_title(state, box, value[0], words)
        else:
            return words(box.text) if box.text else []
    return nodes


def says_something(state: WriterState, box: MarginBox) -> bool:
    """A margin box → whether it shows anything here, or may do so on another page."""
    titles = [value[0] for kind, value in box.content if kind == "string()"]
    return bool(box.text or box.pictures) or any(
        any(_find_headings(state, title)) for title in titles
    )


def _build_title(state: WriterState, box: MarginBox, title: str, words: Setter) -> list[Node]:
    """`string(…)` → the field that shows the heading in force, or words that never change.

    A program that doesn't work the field out would show its result on every page: a result that
    isn't right on all of them is left empty.
    """
    shown = _drop_literals(box)
    source = next(_find_headings(state, title), None)
    if source is None:
        return words(shown) if shown else []
    return _build_heading(state, *source, shown if _is_constant(state, box) else "", words)


def _build_heading(
    state: WriterState, key: str, instruction: str, shown: str, words: Setter
) -> list[Node]:
    """A heading's words; a number that Word counts is no part of them: it has its own field."""
    if not state.numbering.every or not state.sheet.styles[key].number:
        return field_runs(instruction, *words(shown))
    number, _, rest = shown.partition(" ")
    counted = field_runs(f"{instruction} \\n", *words(number))
    return [*counted, *words(" "), *field_runs(instruction, *words(rest))]


def _find_headings(state: WriterState, title: str) -> Iterator[tuple[str, str]]:
    """A running title → the roles whose text it repeats, each with the field that does so."""
    for role in ROLES:
        if role.word != "paragraph" or not role.style:
            continue
        setting = state.layout.sample(role.name)["string_set"]
        if setting != "none" and any(name == title for name, _ in setting):
            short = role.name == "h2" and state.sheet.name_of(RUNNING_TITLE)
            style = short or state.sheet.name_of(role.name)
            yield role.name, "STYLEREF " + HEADINGS.get(style, f'"{style}"')


def _is_constant(state: WriterState, box: MarginBox) -> bool:
    """Whether all pages that have this box say the same in it."""
    pages = (state.layout.page_box(n + 1) for n in range(state.layout.pages))
    said = {one.text for page in pages for one in page.boxes if one.content == box.content}
    return said <= {box.text}


def _drop_literals(box: MarginBox) -> str:
    """What a box shows, less the words around its one running title."""
    text = box.text
    for kind, value in box.content:
        if kind == "string":
            text = text.removeprefix(value).removesuffix(value)
    return text
