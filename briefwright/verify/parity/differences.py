"""One thing that an account found wrong → a sentence for whoever wrote or set the briefing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefwright.document.boxes import Box
from briefwright.document.drawings import Drawing
from briefwright.document.marks import Mark, show_parts
from briefwright.document.vocabulary import MarkKind
from briefwright.verify.parity.account import Status, block_address, shorten
from briefwright.verify.parity.alignment import Alignment, group_runs
from briefwright.verify.parity.likeness import split_data_mark

STATUS_OF: Mapping[str, Status] = {
    "P901": "lost",
    "P902": "doubled",
    "P903": "moved",
    "P904": "differs",
    "P905": "differs",
    "P907": "differs",
    "P908": "differs",
    "P911": "lost",
    "P916": "differs",
}
KIND_NAMES: Mapping[MarkKind, str] = {
    "": "text",
    "heading": "heading",
    "paragraph": "paragraph",
    "item": "list item",
    "cell": "table cell",
    "caption": "caption",
    "entry": "line of the contents",
    "note": "note",
    "figure": "picture",
    "alt": "alt text",
    "data": "chart's number",
}
FORMATS: Mapping[str, str] = {
    "markup": "markup",
    "pdf": "PDF",
    "docx": "Word file",
    "html": "web page",
    "eml": "e-mail",
}
QUOTED = 60  # characters of a leaf that a sentence quotes
AROUND = 30  # characters before and after the first difference


@dataclass(frozen=True)
class Difference:
    """One thing that is wrong with one leaf, or with several that follow one another.

    `spots` are the leaves' positions in their stream and `mark` the first of them as it should
    be; for P906 these are the leaf after which something strange stands. `found` is what is
    printed instead; `after` is what a moved leaf follows, `instead` what it should follow.
    """

    code: str
    spots: tuple[int, ...]
    mark: Mark
    found: str = ""
    after: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Comparison:
    """What one stream of one format shows: what is wrong, the page on which each leaf begins (by
    its position in the stream), the page number that each line of the contents prints, where on its
    page each leaf stands, and what is drawn for each figure."""

    differences: tuple[Difference, ...]
    pages: Mapping[int, int]
    page_numbers: Mapping[int, str]
    boxes: Mapping[int, Box] = field(default_factory=dict)
    drawings: Mapping[int, Drawing] = field(default_factory=dict)

    def statuses(self) -> dict[int, Status]:
        """What became of each leaf with which something is wrong."""
        return {
            spot: STATUS_OF[difference.code]
            for difference in self.differences
            if difference.code in STATUS_OF
            for spot in difference.spots
        }


def find_misplaced(
    expected: Sequence[Mark],
    printed: Sequence[str],
    alignment: Alignment,
    changed: Mapping[int, Collection[int]],
) -> Iterator[Difference]:
    """The leaves expected, the texts printed and how they align → what is not at its place.

    `changed` are lost leaves that need no telling here, each with what it has become.
    """
    for n in alignment.lost:
        if n not in changed:
            yield Difference("P901", (n,), expected[n])
    for stretch in group_runs(alignment.doubled):
        ns = tuple(alignment.doubled[there] for there in stretch)
        yield Difference("P902", ns, expected[ns[0]])
    for stretch in group_runs(alignment.moved):
        n, there = stretch[0], alignment.moved[stretch[0]]
        instead = expected[n - 1].text if n else ""
        after = printed[there - 1] if there else ""
        yield Difference("P903", stretch, expected[n], after=after, instead=instead)
    yield from _find_additions(expected, printed, alignment, changed)


def _find_additions(
    expected: Sequence[Mark],
    printed: Sequence[str],
    alignment: Alignment,
    changed: Mapping[int, Collection[int]],
) -> Iterator[Difference]:
    owners = {there: n for n, there in (*alignment.kept.items(), *alignment.moved.items())}
    taken = {there for places in changed.values() for there in places}
    last = -1
    for there in sorted({*owners, *alignment.unexpected} - taken):
        if there in owners:
            last = owners[there]
        else:
            before = expected[last] if last >= 0 else Mark("", "")
            yield Difference("P906", (last,), before, found=printed[there])


def describe(difference: Difference, format_: str, edition: str) -> str:
    """A difference, its format and the edition's name → what is wrong, and what can be done."""
    remedy = "A style sheet may cause it; if none does, it is a fault of Briefwright."
    if format_ == "markup":
        remedy = "The template that prints it must be mended."
    elif difference.mark.kind == "data":
        remedy = "It is a fault of Briefwright."
    return f"{introduce(format_, edition)}, {_SENTENCES[difference.code](difference)} {remedy}"


def introduce(format_: str, edition: str) -> str:
    """A format and an edition's name → how a sentence about them begins."""
    return f"In the {FORMATS.get(format_, format_)}{f' of {edition}' if edition else ''}"


def _describe_lost(difference: Difference) -> str:
    if difference.mark.kind == "data":
        name, number = split_data_mark(difference.mark.text)
        return (
            f"the chart {block_address(difference.mark.at)} lacks the number {number} of “{name}”."
        )
    return f"{_quote_leaf(difference)} is missing."


def _describe_doubled(difference: Difference) -> str:
    return f"{_quote_leaf(difference)}{_count_more(difference)} stands twice."


def _describe_moved(difference: Difference) -> str:
    does = f"after {_quote(difference.after)}" if difference.after else "at the beginning"
    should = f"after {_quote(difference.instead)}" if difference.instead else "at the beginning"
    return f"{_quote_leaf(difference)}{_count_more(difference)} stands {does} instead of {should}."


def _describe_changed(difference: Difference) -> str:
    expected, found = _cut_around_difference(difference.mark.text, difference.found)
    return f"{_name(difference)} reads “{found}” where the edition says “{expected}”."


def _describe_number(difference: Difference) -> str:
    if difference.mark.kind == "data":
        name, number = split_data_mark(difference.mark.text)
        says = split_data_mark(difference.found)[1]
        chart = block_address(difference.mark.at)
        return f"the chart {chart} says {says} for “{name}” where the edition says {number}."
    expected, found = _cut_around_difference(difference.mark.text, difference.found)
    return f"{_name(difference)} has another number: it reads “{found}” instead of “{expected}”."


def _describe_strange(difference: Difference) -> str:
    what = _quote(difference.found) if difference.found else "a picture"
    after = f", after {difference.mark.at}," if difference.mark.at else ""
    return f"{what}{after} is printed but not in the edition."


def _describe_kind(difference: Difference) -> str:
    return f"{_quote_leaf(difference)} is set as a {difference.found}."


def _describe_page(difference: Difference) -> str:
    return f"{_quote_leaf(difference)} {difference.found}."


def _describe_drawing(difference: Difference) -> str:
    return f"the drawing {difference.mark.at} doesn't say what its figure says: {difference.found}."


def _describe_nothing(difference: Difference) -> str:
    return "nothing at all could be read, although the edition has text."


_SENTENCES = {
    "P901": _describe_lost,
    "P902": _describe_doubled,
    "P903": _describe_moved,
    "P904": _describe_changed,
    "P905": _describe_number,
    "P906": _describe_strange,
    "P907": _describe_kind,
    "P908": _describe_page,
    "P911": _describe_nothing,
    "P916": _describe_drawing,
}


def _name(difference: Difference) -> str:
    return f"the {KIND_NAMES[difference.mark.kind]} {difference.mark.at}".rstrip()


def _quote_leaf(difference: Difference) -> str:
    text = difference.mark.text
    return f"{_name(difference)} ({_quote(text)})" if text.strip() else _name(difference)


def _count_more(difference: Difference) -> str:
    more = len(difference.spots) - 1
    return f", with the {more} {'parts' if more > 1 else 'part'} after it," if more else ""


def _quote(text: str) -> str:
    return f"“{shorten(text, QUOTED)}”"


def _cut_around_difference(expected: str, found: str) -> tuple[str, str]:
    """Two texts → the words around their first difference, in each."""
    one, other = (" ".join(show_parts(text).split()) for text in (expected, found))
    pairs = enumerate(zip(one, other, strict=False))
    first = next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
    return _window(one, first), _window(other, first)


def _window(text: str, middle: int) -> str:
    start, stop = max(0, middle - AROUND), middle + AROUND
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    return f"{before}{text[start:stop].strip()}{after}"
