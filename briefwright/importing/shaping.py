"""An Outline → the Draft: sections, lists with labels, figures with captions, sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.importing.captions import read_source
from briefwright.importing.draft import (
    Block,
    Box,
    Draft,
    Figure,
    Item,
    LeftOver,
    List,
    References,
    Section,
    Source,
    Text,
    walk,
)
from briefwright.importing.outline import (
    ENTRY,
    Chart,
    Element,
    Outline,
    Paragraph,
    Picture,
    Role,
    Table,
)

_PLACELESS: frozenset[Role] = frozenset(("contents", "margin", "deleted", "hidden", "comment",
                                         "embedded", "property"))  # fmt: skip
_DEEPEST = 4  # levels of sections in a briefing
_LONGEST_LEAD = 120  # characters of the words that lead into a list
_LONGEST_TITLE = 8  # words of one that stands over a list and ends in no sign
_REFERENCES = re.compile(
    r"(list of )?(sources|references|bibliography|works cited|quellen(verzeichnis)?|literatur"
    r"(verzeichnis)?|r[ée]f[ée]rences|bibliographie|bibliograf[íi]a|fuentes|referencias|fontes"
    r"|refer[êe]ncias|fonti|источники|список литературы|литература|المصادر|المراجع)\s*:?",
    re.IGNORECASE,
)
_KEPT_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".avif", ".svg")


def shape(outline: Outline) -> Draft:
    """What a document says → the draft of a briefing that says the same."""
    elements = [one for one in outline.elements if not _is_placeless(one)]
    title = _find_title(elements)
    subtitle = next(
        (one for one in elements[:4] if isinstance(one, Paragraph) and one.role == "subtitle"), None
    )
    body = [one for one in elements if one is not title and one is not subtitle]
    body, entries = _take_references(body)
    left_over: list[LeftOver] = []
    blocks = _nest(body, left_over)
    named = [one.source for one in walk(blocks) if isinstance(one, Figure) and one.source]
    sources, calls = _list_sources(outline.notes, entries, named)
    return Draft(title, subtitle, blocks, sources, calls, tuple(left_over))


def _is_placeless(element: Element) -> bool:
    return isinstance(element, Paragraph) and element.role in _PLACELESS


def _find_title(elements: Sequence[Element]) -> Paragraph | None:
    """What a document says → its title: styled as one, or the only heading above all others."""
    paragraphs = [one for one in elements if isinstance(one, Paragraph)]
    for one in paragraphs:
        if one.role == "title":
            return one
    headings = [one for one in paragraphs if one.role == "heading"]
    if len(headings) > 1 and headings[0] is elements[0]:
        first, *others = headings
        return first if all(one.level > first.level for one in others) else None
    return None


# ----------------------------------------------------------------- sources


def _take_references(
    body: Sequence[Element],
) -> tuple[list[Element], tuple[Paragraph, ...]]:
    """What a document says → the same without the entries of its list of sources; those."""
    kept: list[Element] = []
    entries: list[Paragraph] = []
    is_inside = False
    for one in body:
        if isinstance(one, Paragraph) and one.role == "heading":
            is_inside = bool(_REFERENCES.fullmatch(one.text.strip()))
        elif is_inside and isinstance(one, Paragraph):
            entries.append(one)
            continue
        kept.append(one)
    return kept, tuple(entries)


def _list_sources(
    notes: Mapping[str, tuple[Paragraph, ...]],
    entries: Sequence[Paragraph],
    credits: Sequence[Paragraph],
) -> tuple[tuple[Source, ...], Mapping[str, str]]:
    """Notes, the entries of a list of sources, those of figures → the sources; each note's name.

    Notes that say the same are one source.
    """
    sources: dict[str, Source] = {}
    calls: dict[str, str] = {}
    listed = ((f"{ENTRY} {n}", (one,)) for n, one in enumerate(entries, 1))
    below = ((f"figure {n}", (one,)) for n, one in enumerate(credits, 1))
    for call, note in (*notes.items(), *listed, *below):
        said = tuple(one for one in note if one.text.strip())
        words = " ".join("".join(run.text for run in read_source(one)).strip() for one in said)
        if not words:
            continue
        if words in sources:
            sources[words] = replace(sources[words], same=(*sources[words].same, *said))
        else:
            sources[words] = Source(f"source{len(sources) + 1}", said)
        calls[call] = sources[words].name
    return tuple(sources.values()), calls


# ----------------------------------------------------------------- sections


def _nest(body: Sequence[Element], left_over: list[LeftOver]) -> tuple[Block, ...]:
    """What a document says in order → blocks, what stands under a heading inside its section."""
    headings = [
        (n, one)
        for n, one in enumerate(body)
        if isinstance(one, Paragraph) and one.role == "heading"
    ]
    used = sorted({one.level for _, one in headings})
    levels = {level: min(n, _DEEPEST) for n, level in enumerate(used, 1)}
    ends = [*(n for n, _ in headings), len(body)]
    grouping = _Grouping(left_over, _stands_above(body))
    opening = tuple(grouping.group(body[: ends[0]]))
    made = [
        (levels[one.level], one, tuple(grouping.group(body[n + 1 : end])))
        for (n, one), end in zip(headings, ends[1:], strict=True)
    ]
    return (*opening, *_put_inside(made))


def _put_inside(made: Sequence[tuple[int, Paragraph, tuple[Block, ...]]]) -> Iterator[Block]:
    """Headings with their levels and what stands below each → sections inside sections."""
    at = 0
    while at < len(made):
        level, heading, body = made[at]
        end = next((n for n in range(at + 1, len(made)) if made[n][0] <= level), len(made))
        if _REFERENCES.fullmatch(heading.text.strip()):
            yield References(heading)
            yield from body
        else:
            yield Section(heading, (*body, *_put_inside(made[at + 1 : end])))
        at = end


def _stands_above(body: Sequence[Element]) -> bool:
    """What a document says → whether its first caption stands above what it belongs to."""
    roles = ["figure" if not isinstance(one, Paragraph) else one.role for one in body]
    at = roles.index("caption") if "caption" in roles else len(roles)
    return "figure" not in roles[max(at - 1, 0) : at]


# ----------------------------------------------------------------- blocks in a row


class _Grouping:
    """Puts together what stands under one heading: items of a list, a figure and its caption."""

    def __init__(self, left_over: list[LeftOver], are_above: bool) -> None:
        self.left_over = left_over
        self.are_captions_above = are_above
        self.figures = 0

    def group(self, body: Sequence[Element]) -> Iterator[Block]:
        """What stands under a heading, in order → its blocks."""
        at = 0
        while at < len(body):
            block, length = self._take(body[at:])
            below = body[at + length] if at + length < len(body) else None
            if (
                isinstance(block, Figure)
                and isinstance(below, Paragraph)
                and below.role == "source"
            ):
                block, length = replace(block, source=below), length + 1
            if block is not None:
                yield block
            at += length

    def _take(self, rest: Sequence[Element]) -> tuple[Block | None, int]:
        """What is left of a body → the block that it begins with, and how much of it that takes."""
        first = rest[0]
        roles = [one.role if isinstance(one, Paragraph) else "figure" for one in rest[:3]]
        match first:
            case Paragraph() if roles[:2] == ["caption", "figure"]:
                return self._make_figure(rest[1], first), 2
            case Paragraph() if roles == ["caption", "text", "figure"] and isinstance(
                rest[2], Picture | Chart
            ):
                return self._make_figure(rest[2], first, rest[1]), 3
            case Paragraph() if roles[0] == "item":
                items = _take_items(rest)
                return List(tuple(_nest_items(items))), sum(len(one.paragraphs) for one in items)
            case Paragraph() if roles[0] == "box":
                box = _take_while(rest, "box")
                return Box(box), len(box)
            case Paragraph() if roles[1:2] == ["item"] and _is_lead(first):
                items = _take_items(rest[1:])
                length = 1 + sum(len(one.paragraphs) for one in items)
                return List(tuple(_nest_items(items)), first), length
            case Paragraph():
                return Text(first), 1
            case _ if roles[1:2] == ["caption"] and (
                roles[2:] != ["figure"] or not self.are_captions_above
            ):
                return self._make_figure(first, rest[1]), 2
            case _:
                return self._make_figure(first), 1

    def _make_figure(
        self, shown: Element, caption: Element | None = None, title: Element | None = None
    ) -> Block | None:
        self.figures += 1
        assert not isinstance(shown, Paragraph)
        assert caption is None or isinstance(caption, Paragraph)
        said = title if isinstance(title, Paragraph) else None
        match shown:
            case Table():
                return _make_table(shown, caption)
            case Picture():
                ending = shown.name[shown.name.rfind(".") :].lower()
                if shown.data and ending in _KEPT_PICTURES:
                    file = f"images/picture-{self.figures}{ending}"
                    return Figure(shown, caption, said, file)
                reason = _PICTURE_UNKNOWN if shown.data else _PICTURE_ELSEWHERE
                return self._leave(f"Picture {shown.name}", reason, caption, said)
            case Chart():
                if shown.kind and shown.labels and shown.series:
                    return Figure(shown, caption, said, f"data/chart-{self.figures}.csv")
                return self._leave("A chart", _CHART_UNKNOWN, caption, said)

    def _leave(
        self, what: str, reason: str, caption: Paragraph | None, title: Paragraph | None
    ) -> Block | None:
        """Something that has no place → noted; its caption stays as text."""
        self.left_over.append(LeftOver(what, reason))
        said = tuple(filter(None, (caption, title)))
        return Box(said) if said else None


_PICTURE_UNKNOWN = "Its format isn't read. Save it as PNG or JPEG, and put it in as `image:`."
_PICTURE_ELSEWHERE = "It isn't in the document itself. Put it in as `image:`."
_CHART_UNKNOWN = "There is no chart of this kind, or its numbers aren't in the file."


def _make_table(table: Table, caption: Paragraph | None) -> Block | None:
    """A table → a figure; its cells as a list where it is one row, in a box where one column."""
    rows = [row for row in table.rows if any(not isinstance(cell, str) and cell for cell in row)]
    if len(rows) > 1 and max(map(len, rows)) > 1:
        return Figure(Table(tuple(rows)), caption)
    said = [one for row in rows for cell in row if not isinstance(cell, str) for one in cell]
    words = tuple(one for one in (caption, *said) if one is not None and one.text.strip())
    cells = [cell for row in rows for cell in row if not isinstance(cell, str) and cell]
    if len(rows) == 1 and len(cells) > 1:
        return List(tuple(map(Item, cells)), caption)
    return Box(words) if words else None


def _take_while(rest: Sequence[Element], role: Role) -> tuple[Paragraph, ...]:
    taken: list[Paragraph] = []
    for one in rest:
        if not isinstance(one, Paragraph) or one.role != role:
            break
        taken.append(one)
    return tuple(taken)


# ----------------------------------------------------------------- lists


def _is_lead(paragraph: Paragraph) -> bool:
    """A paragraph before a list → whether it leads into it."""
    words = paragraph.text.strip()
    is_title = words[-1:].isalnum() and len(words.split()) <= _LONGEST_TITLE
    is_short = is_title or (words.endswith(":") and len(words) <= _LONGEST_LEAD)
    return paragraph.role == "text" and is_short


def _take_items(rest: Sequence[Element]) -> list[Item]:
    """What begins with a list → its items in a row; the text of a label may stand below it."""
    items: list[Item] = []
    at = 0
    while at < len(rest):
        one = rest[at]
        if not isinstance(one, Paragraph) or one.role != "item" or _begins_anew(items, one):
            break
        below = rest[at + 1] if at + 1 < len(rest) else None
        if one.text.strip().endswith(":") and isinstance(below, Paragraph) and below.role == "text":
            items.append(Item((one, below), is_labelled=True))
            at += 2
        else:
            items.append(Item((one,)))
            at += 1
    return items


def _begins_anew(items: Sequence[Item], next_: Paragraph) -> bool:
    """Items of a list and the item after them → whether that begins a list of another kind."""
    first = items[0].paragraphs[0] if items else next_
    return next_.level <= first.level and next_.is_ordered != first.is_ordered


def _nest_items(items: Sequence[Item]) -> Iterator[Item]:
    """Items in a row → those of a deeper level inside the one before them."""
    at = 0
    while at < len(items):
        level = items[at].paragraphs[0].level
        end = next(
            (n for n in range(at + 1, len(items)) if items[n].paragraphs[0].level <= level),
            len(items),
        )
        yield replace(items[at], items=tuple(_nest_items(items[at + 1 : end])))
        at = end
