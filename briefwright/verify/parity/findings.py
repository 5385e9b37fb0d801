"""One thing that an account found wrong → a sentence for whoever wrote or set the briefing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefwright.document.marks import Mark
from briefwright.document.vocabulary import MarkKind
from briefwright.verify.parity.account import Status, head, shortened
from briefwright.verify.parity.alignment import Alignment, runs
from briefwright.verify.parity.likeness import named_number

STATUS_OF: Mapping[str, Status] = {
    "P901": "lost",
    "P902": "doubled",
    "P903": "moved",
    "P904": "differs",
    "P905": "differs",
    "P907": "differs",
    "P908": "differs",
    "P911": "lost",
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
FORMATS: Mapping[str, str] = {"html": "HTML page", "pdf": "PDF", "docx": "Word file"}
QUOTED = 60  # characters of a leaf that a sentence quotes
AROUND = 30  # characters before and after the first difference


@dataclass(frozen=True)
class Finding:
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
    its position in the stream), and the page number that each line of the contents prints."""

    findings: tuple[Finding, ...]
    pages: Mapping[int, int]
    page_numbers: Mapping[int, str]

    def statuses(self) -> dict[int, Status]:
        """Nothing → what became of each leaf with which something is wrong."""
        return {
            spot: STATUS_OF[finding.code]
            for finding in self.findings
            if finding.code in STATUS_OF
            for spot in finding.spots
        }


def misplaced(
    expected: Sequence[Mark],
    printed: Sequence[str],
    alignment: Alignment,
    changed: Mapping[int, Collection[int]],
) -> Iterator[Finding]:
    """The leaves expected, the texts printed and how they align → what is not at its place.

    `changed` are lost leaves that need no telling here, each with what it has become.
    """
    for n in alignment.lost:
        if n not in changed:
            yield Finding("P901", (n,), expected[n])
    for stretch in runs(alignment.doubled):
        ns = tuple(alignment.doubled[there] for there in stretch)
        yield Finding("P902", ns, expected[ns[0]])
    for stretch in runs(alignment.moved):
        n, there = stretch[0], alignment.moved[stretch[0]]
        instead = expected[n - 1].text if n else ""
        after = printed[there - 1] if there else ""
        yield Finding("P903", stretch, expected[n], after=after, instead=instead)
    yield from _additions(expected, printed, alignment, changed)


def _additions(
    expected: Sequence[Mark],
    printed: Sequence[str],
    alignment: Alignment,
    changed: Mapping[int, Collection[int]],
) -> Iterator[Finding]:
    owners = {there: n for n, there in (*alignment.kept.items(), *alignment.moved.items())}
    taken = {there for places in changed.values() for there in places}
    last = -1
    for there in sorted({*owners, *alignment.unexpected} - taken):
        if there in owners:
            last = owners[there]
        else:
            before = expected[last] if last >= 0 else Mark("", "")
            yield Finding("P906", (last,), before, found=printed[there])


def told(finding: Finding, format_: str, edition: str) -> str:
    """A finding, its format and the edition's name → what is wrong, and what can be done."""
    remedy = "A style sheet may cause it; if none does, it is a fault of Briefwright."
    if format_ == "html":
        remedy = "The template that prints it must be mended."
    elif finding.mark.kind == "data":
        remedy = "It is a fault of Briefwright."
    return f"{in_the(format_, edition)}, {_SENTENCES[finding.code](finding)} {remedy}"


def in_the(format_: str, edition: str) -> str:
    """A format and an edition's name → how a sentence about them begins."""
    return f"In the {FORMATS.get(format_, format_)}{f' of {edition}' if edition else ''}"


def _lost(finding: Finding) -> str:
    if finding.mark.kind == "data":
        name, number = named_number(finding.mark.text)
        return f"the chart {head(finding.mark.at)} lacks the number {number} of “{name}”."
    return f"{_named(finding)} is missing."


def _doubled(finding: Finding) -> str:
    return f"{_named(finding)}{_and_more(finding)} stands twice."


def _moved(finding: Finding) -> str:
    does = f"after {_words(finding.after)}" if finding.after else "at the beginning"
    should = f"after {_words(finding.instead)}" if finding.instead else "at the beginning"
    return f"{_named(finding)}{_and_more(finding)} stands {does} instead of {should}."


def _changed(finding: Finding) -> str:
    expected, found = _around_difference(finding.mark.text, finding.found)
    return f"{_name(finding)} reads “{found}” where the edition says “{expected}”."


def _number(finding: Finding) -> str:
    if finding.mark.kind == "data":
        name, number = named_number(finding.mark.text)
        says = named_number(finding.found)[1]
        chart = head(finding.mark.at)
        return f"the chart {chart} says {says} for “{name}” where the edition says {number}."
    expected, found = _around_difference(finding.mark.text, finding.found)
    return f"{_name(finding)} has another number: it reads “{found}” instead of “{expected}”."


def _strange(finding: Finding) -> str:
    what = _words(finding.found) if finding.found else "a picture"
    after = f", after {finding.mark.at}," if finding.mark.at else ""
    return f"{what}{after} is printed but not in the edition."


def _kind(finding: Finding) -> str:
    return f"{_named(finding)} is set as a {finding.found}."


def _page(finding: Finding) -> str:
    return f"{_named(finding)} {finding.found}."


def _nothing(finding: Finding) -> str:
    return "nothing at all could be read, although the edition has text."


_SENTENCES = {
    "P901": _lost,
    "P902": _doubled,
    "P903": _moved,
    "P904": _changed,
    "P905": _number,
    "P906": _strange,
    "P907": _kind,
    "P908": _page,
    "P911": _nothing,
}


def _name(finding: Finding) -> str:
    return f"the {KIND_NAMES[finding.mark.kind]} {finding.mark.at}".rstrip()


def _named(finding: Finding) -> str:
    text = finding.mark.text
    return f"{_name(finding)} ({_words(text)})" if text.strip() else _name(finding)


def _and_more(finding: Finding) -> str:
    more = len(finding.spots) - 1
    return f", with the {more} {'parts' if more > 1 else 'part'} after it," if more else ""


def _words(text: str) -> str:
    return f"“{shortened(text, QUOTED)}”"


def _around_difference(expected: str, found: str) -> tuple[str, str]:
    """Two texts → the words around their first difference, in each."""
    one, other = " ".join(expected.split()), " ".join(found.split())
    pairs = enumerate(zip(one, other, strict=False))
    first = next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
    return _window(one, first), _window(other, first)


def _window(text: str, middle: int) -> str:
    start, stop = max(0, middle - AROUND), middle + AROUND
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    return f"{before}{text[start:stop].strip()}{after}"
