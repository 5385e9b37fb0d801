"""Briefing + Audience + one language, or two → Edition: bilingual ones have both in one document.

Each language is an edition of its own first, with its own numbers. Then they stand one after the
other, or side by side, block by block. What is in the second language is addressed and linked by
names of its own: `ru:missions.finding`, `#ru.missions`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import TypeVar

from briefwright.audience import Audience
from briefwright.edition import assembly
from briefwright.edition.document import Direction, Edition, Head, Node
from briefwright.edition.identity import identified
from briefwright.edition.plots import MapPlot, Plot, TimePlot, VegaPlot
from briefwright.facts import dates
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, Place, errors

Some = TypeVar("Some")

# What takes the whole width, so that it stands below its other language, not beside it.
_WIDE = frozenset({
    "chart", "map", "timeline", "image", "table", "listed", "told", "data", "key_figures",
    "columns", "contents", "list_of_figures", "list_of_tables",
})  # fmt: skip
# What has a heading and a body: headings stand side by side, then each block of the body.
_SECTIONS = frozenset({"section", "annex"})


def select(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """A briefing, an audience and a language, or its two → the Edition that this reader gets.

    Errors: ContentError where the content refers to what this audience doesn't get or mustn't see,
    or where the templates have no words in this language.
    """
    chosen = attempt(briefing, audience, language)
    if faults := errors(chosen.problems):
        raise ContentError(faults)
    return chosen


def attempt(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """The same for a draft: what can't be said is left out, and told in the edition's problems.

    Errors: ContentError where this audience would get what it mustn't see, in a draft too.
    """
    if language != audience.both:
        return assembly.attempt(briefing, audience, language)
    beside = audience.bilingual == "parallel"
    reader = replace(audience, columns=1) if beside else audience
    first, other = (assembly.attempt(briefing, reader, one) for one in audience.languages)
    second = _apart(other, other.language)
    # Heads and feet run from left to right where one of the two does; its words stand there.
    frame = other if first.direction == "rtl" else first
    made = replace(
        frame,
        pair=audience.languages,
        classes=(*first.classes, "bilingual"),
        head=_head(frame.head, first.head, other.head),
        masthead=Node("masthead", "", "", 1, {}),
        blocks=_beside(first, second) if beside else (_whole(first), _whole(second)),
        withheld=tuple(dict.fromkeys((*first.withheld, *other.withheld))),
        problems=tuple(dict.fromkeys((*first.problems, *other.problems))),
        languages=tuple(dict.fromkeys((*first.languages, *other.languages))),
    )
    return identified(made, briefing.metadata.edition)


def strip_to_title(edition: Edition) -> Edition:
    """An edition → its title and nothing else; in two languages, its titles."""
    if not edition.pair:
        return replace(edition, blocks=())
    kept = edition.blocks[:1]  # side by side, the title blocks are the first block
    if kept and kept[0].kind == "language":
        kept = tuple(_filled(part, body=()) for part in edition.blocks)
    return replace(edition, blocks=kept)


def extend_places(edition: Edition, written: Mapping[str, Place]) -> Mapping[str, Place]:
    """An edition and where addresses were written → the same for its second language too."""
    if not edition.pair:
        return written
    other = {_address(edition.pair[1], at): place for at, place in written.items()}
    return {**written, **other}


def reading_direction(edition: Edition) -> Direction:
    """An edition → how its lines have to be read: from the right if any of its parts runs so."""
    parts = (dates.direction(language) for language in edition.pair)
    return "rtl" if "rtl" in (edition.direction, *parts) else "ltr"


def _head(frame: Head, first: Head, second: Head) -> Head:
    """What two editions have at their heads and feet → that of both; the rest is the frame's."""
    title = _both(first.title, second.title)
    return replace(
        frame,
        title=title if len(title) <= _LONGEST else frame.title,
        running=_both(first.running, second.running),
        marking=_both(first.marking, second.marking),
    )


def _both(*words: str) -> str:
    return " / ".join(dict.fromkeys(filter(None, words)))


_LONGEST = 255  # characters: Word takes no longer property


# ----------------------------------------------------------------- one after the other


def _whole(edition: Edition) -> Node:
    """An edition → all of it as one block that says in which language it is."""
    fields = {"masthead": edition.masthead, "body": edition.blocks}
    return _spoken("language", edition, **fields)


def _spoken(kind: str, edition: Edition, **fields: object) -> Node:
    """What stands in an edition → a block that says its language and how that runs."""
    said = {"direction": edition.direction, **fields}
    return Node(kind, "", "", 2, said, language=edition.language)


# ----------------------------------------------------------------- side by side


def _beside(first: Edition, second: Edition) -> tuple[Node, ...]:
    """Two editions → their title blocks side by side, then all blocks, each with its other one."""
    heads = _columns(
        _column(first, masthead=first.masthead), _column(second, masthead=second.masthead)
    )
    return (heads, *_paired(first, second, first.blocks, second.blocks))


def _paired(
    first: Edition, second: Edition, own: tuple[Node, ...], others: tuple[Node, ...]
) -> Iterator[Node]:
    """Neighbours in two languages → each block with the one that has its address.

    What only one of them has, such as a list of names, stands alone where it stood.
    """
    left = {other.at: other for other in others}
    known = {_address(second.language, node.at): node for node in own}
    for node in own:
        at = _address(second.language, node.at)
        while at in left and (at_front := next(iter(left))) not in known:
            yield from _alone(second, left.pop(at_front))
        other = left.pop(at, None)
        if other is None:
            yield from _alone(first, node)
        else:
            yield from _pair(first, second, node, other)
    for other in left.values():
        yield from _alone(second, other)


def _pair(first: Edition, second: Edition, node: Node, other: Node) -> Iterator[Node]:
    """A block in two languages → both, side by side; what is wide, one below the other."""
    if node.kind in _WIDE or other.kind in _WIDE:
        yield from (*_alone(first, node), *_alone(second, other))
    elif node.kind in _SECTIONS:
        heads = _columns(_headed(first, node), _headed(second, other), look="heads")
        body = tuple(_paired(first, second, _body(node), _body(other)))
        yield Node("headed", node.at, node.id, node.level, {"heads": heads, "body": body})
    else:
        own, its = _lines(node), _lines(other)
        if len(own) != len(its):
            own, its = (node,), (other,)
        for n, (left, right) in enumerate(zip(own, its, strict=True), start=1):
            columns = _column(first, body=(left,)), _column(second, body=(right,))
            yield _columns(*columns, look="goes-on" if n < len(own) else "")


def _alone(edition: Edition, node: Node) -> Iterator[Node]:
    yield _spoken("one_language", edition, body=(node,))


def _columns(*columns: Node, look: str = "") -> Node:
    return Node("side_by_side", "", "", 2, {"body": columns, "look": look})


def _column(edition: Edition, **fields: object) -> Node:
    empty = {"masthead": None, "heading": None, "summary": None, "body": ()}
    return _spoken("column", edition, **{**empty, **fields})


def _headed(edition: Edition, section: Node) -> Node:
    """A section → the column of its heading, at the heading's level."""
    heading, summary = section.fields["heading"], section.fields["summary"]
    return replace(_column(edition, heading=heading, summary=summary), level=section.level)


def _body(section: Node) -> tuple[Node, ...]:
    body = section.fields["body"]
    return body if isinstance(body, tuple) else ()


def _lines(node: Node) -> tuple[Node, ...]:
    """A block → its paragraphs or items, each a block, so that each stands beside its other one."""
    ordered = node.fields.get("ordered")  # a list of its own would begin with 1
    key = "" if ordered else {"text": "text", "list": "items"}.get(node.kind, "")
    parts = node.fields[key] if key else ()
    if not isinstance(parts, tuple) or not parts:
        return (node,)
    inside: dict[str, object] = {"columns": False} if node.kind == "list" else {}
    later = {**inside, "list": None} if node.kind == "list" else inside
    first, *others = parts
    return (
        _filled(node, **{**inside, key: (first,)}),
        *(
            replace(_filled(node, **{**later, key: (part,)}), id=f"{node.id}.{n}")
            for n, part in enumerate(others, start=2)
        ),
    )


def _filled(node: Node, **fields: object) -> Node:
    return replace(node, fields={**node.fields, **fields})


# ----------------------------------------------------------------- names of its own


def _address(language: str, at: str) -> str:
    """An address → the one of the same in the second language; no other address has a colon."""
    return at and f"{language}:{at}"


def _anchor(language: str, id: str) -> str:
    """An id of the page → the one of the same in the second language; no other id has a point."""
    return id and f"{language}.{id}"


_NAMED = {"at": _address, "id": _anchor, "target": _anchor}


def _apart(thing: Some, language: str) -> Some:
    """An edition or anything in it → the same, its addresses and ids those of a second language."""
    made: object = thing
    match thing:
        case Edition():
            blocks = _apart(thing.blocks, language)
            made = replace(thing, masthead=_apart(thing.masthead, language), blocks=blocks)
        case Plot() | MapPlot() | TimePlot() | VegaPlot():
            pass
        case Node():
            fields = {key: _apart(value, language) for key, value in thing.fields.items()}
            if "plot" in fields:
                fields["file"] = str(fields["file"]).replace("/", f"/{language}.", 1)
            at, id = _address(language, thing.at), _anchor(language, thing.id)
            made = replace(thing, at=at, id=id, fields=fields, language=language)
        case tuple():
            made = tuple(_apart(one, language) for one in thing)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            made = replace(thing, **dict(_renamed(vars(thing), language)))
    return made  # type: ignore[return-value]


def _renamed(held: Mapping[str, object], language: str) -> Iterator[tuple[str, object]]:
    """The fields of a leaf, an item or a run → those that differ in a second language."""
    for name, value in held.items():
        if name in _NAMED and isinstance(value, str):
            yield name, _NAMED[name](language, value)
        elif name in ("content", "runs", "items", "leaf"):
            yield name, _apart(value, language)
