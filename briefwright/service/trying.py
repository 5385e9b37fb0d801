"""What a worker does for changes: the numbers of a briefing; what changes would say and break."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefwright import audience as audiences
from briefwright import content, edition, facts
from briefwright.editing import Change, Proposal, propose_texts, try_changes
from briefwright.editing.positions import (
    find_paragraph,
    find_place,
    find_translation,
    read_keys,
    read_overlay,
    read_source,
)
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source, read_audience
from briefwright.problems import ContentError
from briefwright.service.clearance import find_clearance, list_addresses, narrow_proposal
from briefwright.service.seen import SeenSource
from briefwright.yamlfile.source import SpliceError

KEYS = ("value", "unit", "label", "as_of", "period", "source")  # that the page of numbers changes


@dataclass(frozen=True)
class Number:
    """A fact as its page shows it: its name, what it is called, as it prints, its keys as typed.

    A fact that is worked out from others has no value of its own to change.
    """

    name: str
    label: str
    shown: str
    keys: Mapping[str, str]
    is_derived: bool
    place: str


@dataclass(frozen=True)
class Effect:
    """A text of one edition before and after a change; "" where it is not there."""

    audience: str
    language: str
    at: str
    before: str
    after: str


@dataclass(frozen=True)
class Words:
    """A text: its address, what it says, and what it is; with its markup where it is as written.

    `is_own` is whether it is written in the briefing, and not made from something else.
    """

    at: str
    text: str
    kind: str = ""
    is_own: bool = True


@dataclass(frozen=True)
class Trial:
    """Changes that were tried: the Proposal, and every text of every edition that changes."""

    proposal: Proposal
    effects: tuple[Effect, ...]


def list_numbers(source: SeenSource) -> tuple[Number, ...]:
    """A briefing's folder → its facts that may be seen, in the order of its files."""
    briefing = content.draft(source.content)[0]
    clearance = find_clearance(source, briefing)
    found = _list_numbers(source, briefing)
    return tuple(one for one in found if clearance.may_see(f"facts.{one.name}"))


def _list_numbers(source: Source, briefing: Briefing) -> Iterator[Number]:
    language = briefing.metadata.language
    labels = _find_labels(source.templates, language)
    for name, fact in briefing.facts.items():
        at = f"facts.{name}"
        try:
            keys = read_keys(source.content, briefing, at)
            place = find_place(briefing, at)
        except SpliceError:
            continue  # it is written without keys
        with suppress(ContentError):
            shown = facts.show(fact, "", language, labels)
            label = fact.label.source if fact.label else name
            where = f"{Path(place.file).name}:{place.line}"
            yield Number(name, label, shown, keys, fact.formula is not None, where)


def _find_labels(templates: Path, language: str) -> Mapping[str, str]:
    """The templates and a language → the words that the program itself prints in it."""
    for name in audiences.names(templates):
        with suppress(ContentError):
            return read_audience(templates, name).theme.labels[language]
    return {}


def list_texts(source: Source, choice: Choice) -> tuple[Words, ...]:
    """A briefing's folder and one of its editions → the texts of that, in order.

    Errors: ContentError.
    """
    briefing = content.draft(source.content)[0]
    reader = read_audience(source.templates, choice.audience)
    selected = edition.select(briefing, reader, choice.language)
    return tuple(
        Words(mark.at, mark.text, mark.kind, bool(_find_written(briefing, mark.at)))
        for mark in selected.marks().body
        if mark.text
    )


def read_texts(source: SeenSource, at: str, language: str) -> tuple[Words, ...]:
    """A briefing's folder, an address, a language → the text there and its rewordings, as written.

    In another language than the briefing's, its translation alone.
    Errors: KeyError where nothing is written there that may be seen.
    """
    briefing = content.draft(source.content)[0]
    if not find_clearance(source, briefing).may_see(at):
        raise KeyError(at)
    written = _find_written(briefing, at)
    if language != briefing.metadata.language and language in briefing.overlays:
        try:
            overlay = read_overlay(source.content, briefing, language)
            said = find_translation(overlay, written)["text"].text
        except SpliceError as error:
            raise KeyError(at) from error
        return (Words(written, said.strip(), "text"),)
    if not written:
        raise KeyError(at)
    holder = written.removesuffix(".text")
    others = (f"{holder}.{key}" for key in _REWORDINGS if f"{holder}.{key}" in briefing.trails)
    return tuple(_read_text(source.content, briefing, one) for one in (written, *others))


_REWORDINGS = ("plain", "short", "speak")


def _read_text(path: Path, briefing: Briefing, at: str) -> Words:
    place = find_place(briefing, at)
    _, _, words = find_paragraph(read_source(path, place.file), place)
    return Words(at, words, at.rpartition(".")[2])


def _find_written(briefing: Briefing, at: str) -> str:
    """An address of an edition → that of the text in the briefing, "" where it is made."""
    return next((one for one in (at, f"{at}.text", f"{at}.label") if one in briefing.trails), "")


def try_out(source: SeenSource, changes: tuple[Change, ...]) -> Trial:
    """A briefing's folder and changes → what they would do.

    Errors: KeyError for one that names what may not be seen.
    """
    before = content.draft(source.content)[0]
    clearance = find_clearance(source, before)
    for at in (at for change in changes for at in list_addresses(change)):
        if not clearance.may_see(at):
            raise KeyError(at)
    with try_changes(source.content, changes) as (copy, proposal):
        after = content.draft(copy)[0]
        narrowed = narrow_proposal(clearance, proposal)
        return Trial(narrowed, tuple(_list_effects(source, before, after)))


def try_undoing(source: SeenSource, texts: Mapping[Path, str]) -> Proposal:
    """A briefing's folder, and its files as they were → the Proposal that makes them so again."""
    clearance = find_clearance(source, content.draft(source.content)[0])
    return narrow_proposal(clearance, propose_texts(source.content, texts))


def _list_effects(source: SeenSource, before: Briefing, after: Briefing) -> Iterator[Effect]:
    """Two states of a briefing → what each edition that may be seen says in the second only."""
    templates = source.templates
    for name in audiences.names(templates):
        if source.audiences is not None and name not in source.audiences:
            continue
        try:
            reader = read_audience(templates, name)
        except ContentError:
            continue
        for language in audiences.languages(before, reader):
            old = _list_texts(before, reader, language)
            new = _list_texts(after, reader, language)
            for at in dict.fromkeys((*old, *new)):
                if old.get(at, "") != new.get(at, ""):
                    yield Effect(name, language, at, old.get(at, ""), new.get(at, ""))


def _list_texts(briefing: Briefing, reader: audiences.Audience, language: str) -> dict[str, str]:
    """An edition → its texts by address; none where it can't be selected."""
    try:
        selected = edition.select(briefing, reader, language)
    except ContentError:
        return {}
    return {leaf.at: leaf.text for leaf in selected.leaves() if leaf.at}
