"""An address of an edition → what is written there, or where it comes from; its block's form."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefwright import audience as audiences
from briefwright import facts
from briefwright.content.texts import find_cell
from briefwright.editing.positions import (
    find_paragraph,
    find_place,
    find_translation,
    read_overlay,
)
from briefwright.model import addresses
from briefwright.model.dictionary import KIND_OF, KINDS, Annex, Aside, Block, Briefing, Section
from briefwright.preview.choices import Choice, read_audience
from briefwright.problems import ContentError
from briefwright.service.clearance import Clearance, find_clearance
from briefwright.service.editor import editions
from briefwright.service.editor.examples import write_example
from briefwright.service.editor.fields import Choices, RecordForm, describe_kind, list_files
from briefwright.service.editor.new_forms import make_new_form
from briefwright.service.editor.origins import (
    Origin,
    call_fact,
    list_called,
    list_origins,
    list_prefixes,
)
from briefwright.service.editor.record_forms import make_form
from briefwright.service.editor.steps import Files, Step, list_block_steps, list_moves
from briefwright.service.inspecting import list_own
from briefwright.service.seen import SeenSource
from briefwright.yamlfile.source import SpliceError

_REWORDINGS = ("plain", "short", "speak")


@dataclass(frozen=True)
class Words:
    """A text as it is written, with its markup: its address, and which wording it is.

    `is_printed` is whether this edition prints that wording.
    """

    at: str
    text: str
    kind: str
    is_printed: bool = False


@dataclass(frozen=True)
class BlockLink:
    """A block: its address, what it is called, where it stands, where it may go."""

    at: str
    called: str
    place: str
    steps: tuple[Step, ...]
    moves: tuple[Step, ...]
    is_empty: bool


@dataclass(frozen=True)
class Passage:
    """What stands at an address of an edition: its texts as written, or where it comes from.

    `facts` and `names` may be called in it; `language` is that of a translation, "" for none. A
    cell of a table has a line for each paragraph and item.
    """

    at: str
    texts: tuple[Words, ...]
    origins: tuple[Origin, ...]
    block: BlockLink | None
    facts: Mapping[str, str]
    names: Mapping[str, str]
    language: str = ""
    is_cell: bool = False


def read_passage(source: SeenSource, choice: Choice, at: str) -> Passage:
    """A briefing's folder, an edition of it, an address → what stands there.

    Errors: KeyError where that edition has nothing of the kind; ContentError.
    """
    briefing = editions.read_draft(source)
    clearance = find_clearance(source, briefing)
    if not clearance.may_see(at):
        raise KeyError(at)
    files = Files(source.content, briefing, clearance)
    reader = read_audience(source.templates, choice.audience)
    language = choice.language if choice.language in briefing.overlays else ""
    written = find_written(briefing, at)
    origins = tuple(list_origins(briefing, at, written, language))
    texts: tuple[Words, ...] = ()
    with suppress(SpliceError):
        texts = tuple(_read_texts(files, written, language, reader.prefers))
    called = tuple(list_called(briefing, [one.text for one in texts]))
    block = _find_block(briefing, at)
    names = {name: one.long for name, one in briefing.names.items() if clearance.sees_all}
    return Passage(
        at, texts, (*origins, *called), _link_block(files, block) if block else None,
        _show_facts(source, briefing, clearance), names, language,
        written in addresses.cells(briefing.body),
    )  # fmt: skip


def find_written(briefing: Briefing, at: str) -> str:
    """An address of an edition → that of the text in the briefing, "" where it is made."""
    return next((one for one in (at, f"{at}.text", f"{at}.label") if one in briefing.trails), "")


def _read_texts(
    files: Files, written: str, language: str, prefers: tuple[str, ...]
) -> Iterator[Words]:
    if not written:
        return
    is_cell = written in addresses.cells(files.briefing.body)
    if language:
        overlay = read_overlay(files.path, files.briefing, language)
        said = find_translation(overlay, written)
        if "text" in said or not said:
            scalar = said.get("text")
            words = scalar.text.strip() if scalar else ""
            words = find_cell(scalar)[1] if scalar and is_cell else words
            yield Words(written, words, "text", True)
        return
    holder = written.removesuffix(".text")
    there = [one for one in _REWORDINGS if f"{holder}.{one}" in files.briefing.trails]
    printed = next((one for one in prefers if one in there), "")
    for at in (written, *(f"{holder}.{one}" for one in there)):
        place = find_place(files.briefing, at)
        _, _, words = find_paragraph(files.read(place.file), place, is_cell=is_cell)
        kind = at.rpartition(".")[2] if at != written else "text"
        yield Words(at, words, kind, (printed or "text") == kind)


def _show_facts(source: SeenSource, briefing: Briefing, clearance: Clearance) -> dict[str, str]:
    """A briefing → its numbers by name, each as it prints."""
    labels = find_labels(source.templates, briefing.metadata.language)
    found: dict[str, str] = {}
    for name, fact in briefing.facts.items():
        if clearance.may_see(f"facts.{name}"):
            with suppress(ContentError):
                found[name] = facts.show(fact, "", briefing.metadata.language, labels)
    return found


def find_labels(templates: Path, language: str) -> Mapping[str, str]:
    """The templates and a language → the words that the program itself prints in it."""
    for name in audiences.names(templates):
        with suppress(ContentError, KeyError):
            return read_audience(templates, name).theme.labels[language]
    return {}


# ----------------------------------------------------------------- blocks


def _find_block(briefing: Briefing, at: str) -> str:
    """An address → that of the block around it, "" where it is of none."""
    known = {one for one, _ in addresses.walk(briefing.body)}
    return next((one for one in list_prefixes(at) if one in known), "")


def _link_block(files: Files, at: str) -> BlockLink:
    block: Block = dict(addresses.walk(files.briefing.body))[at]
    called = describe_kind(KIND_OF[type(block)])[0]
    place = find_place(files.briefing, at)
    where = f"{Path(place.file).relative_to(files.path)}, line {place.line}"
    is_empty = isinstance(block, Section | Annex | Aside) and not block.body
    return BlockLink(
        at, called, where, list_block_steps(files, at), list_moves(files, at), is_empty
    )


def read_record(source: SeenSource, at: str) -> tuple[RecordForm, BlockLink | None]:
    """A briefing's folder, an address → the form of what stands there, its block.

    Errors: KeyError where nothing does.
    """
    briefing = editions.read_draft(source)
    clearance = find_clearance(source, briefing)
    if not clearance.may_see(at):
        raise KeyError(at)
    files = Files(source.content, briefing, clearance)
    block = _find_block(briefing, at)
    try:
        form = make_form(files, at, _list_choices(source, briefing, clearance))
    except SpliceError as error:
        raise KeyError(at) from error
    return form, _link_block(files, block) if block == at else None


def read_kinds(
    source: SeenSource, kind: str
) -> tuple[tuple[tuple[str, str, str], ...], RecordForm]:
    """A briefing's folder, a kind of block → all kinds, and the form of a new one of that kind.

    Errors: KeyError where there is no such kind.
    """
    briefing = editions.read_draft(source)
    clearance = find_clearance(source, briefing)
    choices = _list_choices(source, briefing, clearance)
    pictures = [one for one in choices.files if not one.endswith((".csv", ".xlsx"))]
    form = make_new_form(kind, write_example(kind, briefing, pictures), choices)
    return tuple((one, *describe_kind(one)) for one in KINDS), form


def _list_choices(source: SeenSource, briefing: Briefing, clearance: Clearance) -> Choices:
    shown = _show_facts(source, briefing, clearance)
    named = {name: f"{call_fact(briefing, name)}: {one}" for name, one in shown.items()}
    sources = {
        name: one.title.source
        for name, one in briefing.sources.items()
        if clearance.may_see(f"sources.{name}")
    }
    readers = audiences.names(source.templates)
    seen = [one for one in readers if source.audiences is None or one in source.audiences]
    return Choices(
        named,
        sources,
        {one: _find_title(source.templates, one) for one in seen},
        list_files(source.content) if clearance.sees_all else sorted(list_own(source, briefing)),
    )


def _find_title(templates: Path, audience: str) -> str:
    """An audience → its title, or its name where it is at fault."""
    with suppress(ContentError):
        return read_audience(templates, audience).title
    return audience
