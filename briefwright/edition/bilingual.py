"""Briefing + Audience + one language, or two → Edition: bilingual ones have both in one document.

Each language is an edition of its own first, with its own numbers. Then they stand one after the
other, or side by side, block by block. What is in the second language is addressed and linked by
names of its own: `ru:missions.finding`, `#ru.missions`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from briefwright.audience import Audience
from briefwright.edition import assembly
from briefwright.edition.directions import keep_ends
from briefwright.edition.document import Edition, Head, identify
from briefwright.edition.nodes import (
    ColumnNode,
    DrawnNode,
    Item,
    LanguageNode,
    Leaf,
    MastheadNode,
    Node,
    ParallelNode,
    ParallelSectionNode,
    SectionNode,
    WrittenNode,
    leaves,
)
from briefwright.edition.runs import (
    AsOf,
    Bold,
    Call,
    Datum,
    Direction,
    Footnote,
    Foreign,
    Hyperlink,
    Label,
    Number,
    PartBegin,
    Reference,
    Revised,
    Run,
    Stressed,
    Unit,
    Value,
    Words,
)
from briefwright.facts import dates
from briefwright.model.dictionary import Briefing
from briefwright.model.traits import kinds_with
from briefwright.problems import ContentError, Place, Problem, errors

# What takes the whole width, so that it stands below its other language, not beside it.
_WIDE = kinds_with("wide") | {"listed", "in_words", "data", "columns", "contents"}


def select(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """A briefing, an audience and a language, or its two → the Edition that this reader gets.

    Errors: ContentError where the content refers to what this audience doesn't get or mustn't see,
    or where the templates have no words in this language.
    """
    chosen = attempt(briefing, audience, language)
    if briefing.metadata.status == "draft":
        chosen = replace(chosen, problems=tuple(map(_soften, chosen.problems)))
    if faults := errors(chosen.problems):
        raise ContentError(faults)
    return chosen


def attempt(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """The same for a draft: what can't be said is left out, and named in the edition's problems.

    Errors: ContentError where this audience would get what it mustn't see, in a draft too.
    """
    if language != audience.both:
        return assembly.assemble(briefing, audience, language)
    beside = audience.bilingual == "parallel"
    reader = replace(audience, columns=1) if beside else audience
    first, other = (assembly.assemble(briefing, reader, one) for one in audience.languages)
    cover = first.masthead.cover
    first, second = _drop_cover(first), _rename_edition(_drop_cover(other))
    titles = tuple(replace(_make_column(one), masthead=one.masthead) for one in (first, second))
    heads = () if cover else (ParallelNode(body=titles),)
    blocks = (
        (*heads, *_pair_all(first, second, first.blocks, second.blocks))
        if beside
        else tuple(_enclose(one, None if cover else one.masthead) for one in (first, second))
    )
    made = replace(
        first,
        pair=audience.languages,
        classes=(*first.classes, "bilingual"),
        head=_join_heads(first, other),
        masthead=MastheadNode(cover=cover, titles=titles if cover else ()),
        blocks=blocks,
        withheld=tuple(dict.fromkeys((*first.withheld, *other.withheld))),
        problems=tuple(dict.fromkeys((*first.problems, *other.problems))),
        discloses=first.discloses or other.discloses,
        languages=tuple(dict.fromkeys((*first.languages, *other.languages))),
    )
    return identify(made, briefing.metadata.edition)


def _drop_cover(edition: Edition) -> Edition:
    """An edition → the same without a cover: two languages share that of the first."""
    return replace(edition, masthead=replace(edition.masthead, cover=None))


def _soften(problem: Problem) -> Problem:
    """A problem → a warning, if it is a name that keeps a part from everybody anyway."""
    return replace(problem, level="warning") if problem.code == "A510" else problem


def strip_to_title(edition: Edition) -> Edition:
    """An edition → its title and nothing else; in two languages, its titles."""
    if not edition.pair or edition.masthead.cover:
        return replace(edition, blocks=())
    kept = edition.blocks[:1]  # side by side, the title blocks are the first block
    if kept and isinstance(kept[0], LanguageNode):
        parts = (part for part in edition.blocks if isinstance(part, LanguageNode))
        kept = tuple(replace(part, body=()) for part in parts)
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


def _join_heads(one: Edition, other: Edition) -> Head:
    """Two editions → what both have at their heads and feet; the rest is the first's."""
    first, second = one.head, other.head
    title = _join(first.title, second.title)

    def keep(words: str) -> str:
        return words if other.direction == one.direction else keep_ends(words, other.direction)

    return replace(
        first,
        title=title if len(title) <= _LONGEST else first.title,
        running=_join(first.running, keep(second.running)),
        foot="\n".join(dict.fromkeys((first.foot, keep(second.foot)))),  # a line each
        marking=_join(first.marking, keep(second.marking)),
    )


def _join(*words: str) -> str:
    return " / ".join(dict.fromkeys(filter(None, words)))


_LONGEST = 255  # characters: Word takes no longer property


# ----------------------------------------------------------------- one after the other


def _enclose(edition: Edition, masthead: MastheadNode | None) -> LanguageNode:
    """An edition and its title block, if that stands here → all of it as one block."""
    return LanguageNode(
        kind="language",
        language=edition.language,
        direction=edition.direction,
        masthead=masthead,
        body=edition.blocks,
    )


# ----------------------------------------------------------------- side by side


def _pair_all(
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
            yield from _set_alone(second, left.pop(at_front))
        other = left.pop(at, None)
        if other is None:
            yield from _set_alone(first, node)
        else:
            yield from _pair(first, second, node, other)
    for other in left.values():
        yield from _set_alone(second, other)


def _pair(first: Edition, second: Edition, node: Node, other: Node) -> Iterator[Node]:
    """A block in two languages → both, side by side; what is wide, one below the other."""
    if node.kind in _WIDE or other.kind in _WIDE:
        yield from (*_set_alone(first, node), *_set_alone(second, other))
    elif isinstance(node, SectionNode) and isinstance(other, SectionNode):
        columns = (_head_column(first, node), _head_column(second, other))
        body = tuple(_pair_all(first, second, node.body, other.body))
        heads = ParallelNode(body=columns, look="heads")
        yield ParallelSectionNode(at=node.at, id=node.id, level=node.level, heads=heads, body=body)
    else:
        own, its = _split(node), _split(other)
        if len(own) != len(its):
            own, its = (node,), (other,)
        for n, (left, right) in enumerate(zip(own, its, strict=True), start=1):
            columns = _make_column(first, left), _make_column(second, right)
            yield ParallelNode(body=columns, look="goes-on" if n < len(own) else "")


def _set_alone(edition: Edition, node: Node) -> Iterator[Node]:
    yield LanguageNode(
        kind="one_language", language=edition.language, direction=edition.direction, body=(node,)
    )


def _make_column(edition: Edition, *body: Node) -> ColumnNode:
    return ColumnNode(language=edition.language, direction=edition.direction, body=body)


def _head_column(edition: Edition, section: SectionNode) -> ColumnNode:
    """A section → the column of its heading, at the heading's level."""
    column = _make_column(edition)
    return replace(column, heading=section.heading, summary=section.summary, level=section.level)


# What leads into the paragraphs or items of a block: it stands before the first.
_LEADS = frozenset({"title", "list"})


def _split(node: Node) -> tuple[Node, ...]:
    """A block → its paragraphs or items, each a block, so that each stands beside its other one.

    A block that says more than those stays whole, and so does what is numbered, since each list
    of its own would begin with 1.
    """
    if not isinstance(node, WrittenNode):
        return (node,)
    many = {key: part for key, part in node.fields.items() if isinstance(part, tuple) and part}
    single = {key for key, part in node.fields.items() if isinstance(part, Leaf)}
    numbered = any(leaf.number for leaf in leaves(tuple(many.values())))
    if len(many) != 1 or numbered or single - _LEADS:
        return (node,)
    ((name, parts),) = many.items()
    plain = node.with_fields(columns=False) if "columns" in node.fields else node
    later = plain.with_fields(**dict.fromkeys(single))
    first = plain.with_fields(**{name: parts[:1]})
    rest = (later.with_fields(**{name: parts[n : n + 1]}) for n in range(1, len(parts)))
    return (first, *(replace(one, id=f"{node.id}.{n}") for n, one in enumerate(rest, start=2)))


# ----------------------------------------------------------------- names of its own


def _address(language: str, at: str) -> str:
    """An address → the one of the same in the second language; no other address has a colon."""
    return at and f"{language}:{at}"


def _anchor(language: str, id: str) -> str:
    """An id of the page → the one of the same in the second language; no other id has a point."""
    return id and f"{language}.{id}"


def _rename_edition(edition: Edition) -> Edition:
    """An edition → the same, its addresses and ids those of a second language."""
    masthead: MastheadNode = _rename(edition.masthead, edition.language)
    blocks: tuple[Node, ...] = _rename(edition.blocks, edition.language)
    return replace(edition, masthead=masthead, blocks=blocks)


def _rename(part: Any, language: str) -> Any:
    """What a node holds → the same of the same type, with the second language's names."""
    match part:
        case Node():
            return _rename_node(part, language)
        case Item():
            return Item(_rename(part.leaf, language), _rename(part.items, language))
        case Leaf():
            return replace(
                part,
                at=_address(language, part.at),
                id=_anchor(language, part.id),
                target=_anchor(language, part.target),
                runs=_rename_runs(part.runs, language),
            )
        case tuple():
            return tuple(_rename(one, language) for one in part)
        case _:
            return part  # a setting, or what a drawing shows


def _rename_node(node: Node, language: str) -> Node:
    held = {field.name: getattr(node, field.name) for field in fields(node)}
    if isinstance(node, WrittenNode):
        held["fields"] = {key: _rename(value, language) for key, value in node.fields.items()}
    if isinstance(node, DrawnNode) and node.plot:
        held["file"] = node.file.replace("/", f"/{language}.", 1)
    changed = {name: _rename(value, language) for name, value in held.items()}
    named = {"at": _address(language, node.at), "id": _anchor(language, node.id)}
    return replace(node, **{**changed, **named, "language": language})


def _rename_runs(runs: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    return tuple(_rename_run(run, language) for run in runs)


def _rename_run(run: Run, language: str) -> Run:
    match run:
        case Reference():
            return replace(run, id=_anchor(language, run.id), at=_address(language, run.at))
        case Call():
            short = _rename_runs(run.short, language)
            return replace(run, id=_anchor(language, run.id), short=short)
        case Footnote():
            content = _rename_runs(run.content, language)
            id, at = _anchor(language, run.id), _address(language, run.at)
            return replace(run, id=id, at=at, content=content)
        case (
            Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign()
            | Revised()
        ):  # fmt: skip
            return replace(run, content=_rename_runs(run.content, language))
        case Words() | Datum() | Number() | PartBegin():
            return run
