"""The story of an account: every stream of every format compared, then described in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from briefwright.document.boxes import Box
from briefwright.document.marks import Mark, Marks, Statements, show_parts
from briefwright.edition.plots import AnyPlot
from briefwright.problems import Place, Problem
from briefwright.verify.drawings import check_drawing
from briefwright.verify.parity.account import Account, LeafAccount, Sighting, Status, Stream
from briefwright.verify.parity.by_address import compare_by_address
from briefwright.verify.parity.by_order import compare_by_order
from briefwright.verify.parity.differences import Comparison, Difference, describe, introduce
from briefwright.verify.parity.likeness import Direction, Order, has_rtl, is_blank
from briefwright.verify.parity.painting import compare_painting
from briefwright.verify.parity.statements import compare_statements, describe_unlisted
from briefwright.verify.parity.visibility import assign, describe_unseen, mark_unseen

STREAMS: tuple[Stream, ...] = ("body", "notes", "alts", "data")
MOST_PROBLEMS = 20  # for one format; more would bury what they have in common
UNPAGED = frozenset({"html", "eml"})  # formats whose contents name no pages: they only lead there
PAGED = "pdf"  # the format that has pages, and keeps their order and not the tongue's
JUMBLED = (
    "Right-to-left text in the PDF was compared by its letters, whatever their order, and without "
    "brackets: a PDF keeps the order of the page."
)

Shown = Mapping[Stream, Comparison]


def compare(
    expected: Marks,
    found: Mapping[str, Marks],
    *,
    edition: str = "",
    direction: Direction = "ltr",
    places: Mapping[str, Place] | None = None,
    withheld: tuple[tuple[str, str], ...] = (),
    statements: Mapping[str, Statements] = MappingProxyType({}),
    plots: Mapping[str, AnyPlot] = MappingProxyType({}),
) -> Account:
    """An edition's Marks, and those of “markup” and of each file by its format → the Account.

    `edition` names it in every sentence; `direction` is how its language runs; `places` say where
    each address was written; `withheld` are the addresses that a rule left out, with the rule;
    `statements` are what each format's file must say beside its leaves; `plots` are what each
    drawing must show, by its address.
    """
    shown = _compare_formats(expected, found, direction, plots)
    leaves = tuple(_account_for_leaves(expected, found["markup"], shown))
    problems = [
        *_check_expected(expected, edition),
        *(
            problem
            for format_, streams in shown.items()
            for problem in _describe_differences(streams, format_, edition, places or {})
        ),
    ]
    for format_, marks in found.items():
        spots = assign(marks.unseen, leaves, format_)
        leaves = tuple(mark_unseen(leaves, format_, spots))
        problems += describe_unseen(spots, format_, edition, places or {})
        problems += describe_unlisted(marks.unlisted, format_, edition)
        if format_ in statements and not marks.unlisted:  # a file is sound before it is read
            stated = statements[format_]
            problems += compare_statements(stated, marks.statements, format_, edition)
            if stated.painting:
                problems += compare_painting(stated.painting, marks.painted, format_, edition)
            if marks.fonts:
                from briefwright.verify.parity.fonts import find_exchanged  # loads HarfBuzz

                exchanged = find_exchanged(stated.fonts, marks.fonts)
                problems += describe_unlisted(exchanged, format_, edition)
    return Account(
        edition,
        tuple(shown),
        leaves,
        tuple(problems),
        withheld,
        _make_remarks(expected, found),
    )


def _compare_formats(
    expected: Marks,
    found: Mapping[str, Marks],
    direction: Direction,
    plots: Mapping[str, AnyPlot],
) -> dict[str, Shown]:
    """What each format shows, HTML first: it is held against the edition, files against it."""
    html = found["markup"]
    shown: dict[str, Shown] = {"markup": _compare_html(expected, html)}
    for name in found:
        if name != "markup":
            streams = _compare_file(html, found[name], _find_order(name, direction))
            shown[name] = _check_drawings(streams, html.body, plots)
    pages = _find_pages(html.body, shown)
    return {
        name: streams
        if name in ("markup", *UNPAGED)
        else _check_contents(streams, html.body, pages, _find_order(name, direction))
        for name, streams in shown.items()
    }


def _find_order(format_: str, direction: Direction) -> Order:
    """A format and how its language runs → how its files keep the letters of a leaf."""
    return direction if format_ == PAGED else "read"


def _compare_html(expected: Marks, html: Marks) -> Shown:
    if html == Marks():
        return {stream: _report_unread(_stream(expected, stream)) for stream in STREAMS}
    return {
        stream: compare_by_address(_stream(expected, stream), _stream(html, stream))
        for stream in STREAMS
    }


def _compare_file(html: Marks, file: Marks, order: Order) -> Shown:
    if not any(_stream(file, stream) for stream in STREAMS):
        return {stream: _report_unread(_stream(html, stream)) for stream in STREAMS}
    return {
        stream: compare_by_order(
            _stream(html, stream), _stream(file, stream), "read" if stream == "data" else order
        )
        for stream in STREAMS
    }


def _stream(marks: Marks, stream: Stream) -> tuple[Mark, ...]:
    match stream:
        case "body":
            return marks.body
        case "notes":
            return marks.notes
        case "alts":
            return marks.alts
        case "data":
            return marks.data


def _report_unread(expected: Sequence[Mark]) -> Comparison:
    """A stream of a format that shows nothing at all → one difference for all its leaves."""
    nothing = Difference("P911", tuple(range(len(expected))), Mark("", ""))
    return Comparison((nothing,) if expected else (), {}, {})


def _check_drawings(streams: Shown, html: Sequence[Mark], plots: Mapping[str, AnyPlot]) -> Shown:
    """What a format shows → the same, with the figures that are drawn otherwise than they say."""
    body = streams["body"]
    wrong = tuple(
        Difference("P916", (spot,), html[spot], found=fault)
        for spot, drawing in body.drawings.items()
        if html[spot].at in plots
        for fault in check_drawing(plots[html[spot].at], drawing)
    )
    return {**streams, "body": replace(body, differences=(*body.differences, *wrong))}


# ----------------------------------------------------------------- the contents


def _find_pages(html: Sequence[Mark], shown: Mapping[str, Shown]) -> Mapping[str, int]:
    """The HTML's body and what each format shows → id → its page, 0 where nobody knows it."""
    pages = shown[PAGED]["body"].pages if PAGED in shown else {}
    return {mark.id: pages.get(spot, 0) for spot, mark in enumerate(html) if mark.id}


def _check_contents(
    streams: Shown, html: Sequence[Mark], pages: Mapping[str, int], order: Order
) -> Shown:
    """What a format shows → the same, with the lines of the contents whose number is wrong."""
    body = streams["body"]
    wrong = tuple(
        Difference("P908", (spot,), html[spot], found=fault)
        for spot, number in body.page_numbers.items()
        if html[spot].kind == "entry"
        and (fault := _check_page_number(number, pages.get(html[spot].target), order))
    )
    return {**streams, "body": replace(body, differences=(*body.differences, *wrong))}


def _check_page_number(number: str, page: int | None, order: Order) -> str:
    """The number that is printed and the heading's page → what is wrong with it, or nothing."""
    if page is None:
        return "leads nowhere"
    if not number:
        return "has no page number"
    printed = "".join(str(int(digit)) for digit in number)
    right = sorted(printed) == sorted(str(page)) if order == "rtl" else printed == str(page)
    if right or not page:
        return ""
    return f"says page {printed}, but its heading stands on page {page}"


# ----------------------------------------------------------------- the account


def _check_expected(expected: Marks, edition: str) -> Iterator[Problem]:
    if expected == Marks():
        name = edition or "this edition"
        yield Problem("P910", f"Nothing is expected of {name}: there is nothing to account for.")


def _describe_differences(
    streams: Shown, format_: str, edition: str, places: Mapping[str, Place]
) -> tuple[Problem, ...]:
    """What one format shows → its Problems, the first of them if there are too many."""
    problems = dict.fromkeys(
        Problem(
            difference.code,
            describe(difference, format_, edition),
            _locate(difference.mark.at, places),
            difference.mark.at,
        )
        for stream in STREAMS
        for difference in streams[stream].differences
    )
    shown, more = tuple(problems)[:MOST_PROBLEMS], len(problems) - MOST_PROBLEMS
    if more <= 0:
        return shown
    things = "thing differs" if more == 1 else "things differ"
    message = f"{introduce(format_, edition)}, {more} more {things}."
    return (*shown, Problem("P912", message))


def _locate(at: str, places: Mapping[str, Place]) -> Place | None:
    """An address → where it was written, or else what is around it."""
    while at and at not in places:
        at = at[: max(at.rfind("."), at.rfind("/"), 0)]
    return places.get(at)


def _account_for_leaves(
    expected: Marks, html: Marks, shown: Mapping[str, Shown]
) -> Iterator[LeafAccount]:
    for stream in STREAMS:
        printed = {mark.at: (spot, mark) for spot, mark in enumerate(_stream(html, stream))}
        statuses = {name: streams[stream].statuses() for name, streams in shown.items()}
        for n, mark in enumerate(_stream(expected, stream)):
            spot, there = printed.get(mark.at, (-1, mark))
            sightings = (
                Sighting("markup", statuses["markup"].get(n, "ok"))
                if name == "markup"
                else Sighting(
                    name, *_find_sighting(mark, spot, statuses[name], shown[name][stream])
                )
                for name in shown
            )
            words, kind = show_parts(mark.text), mark.kind or there.kind
            yield LeafAccount(mark.at, stream, kind, words, tuple(sightings))


def _find_sighting(
    mark: Mark, spot: int, statuses: Mapping[int, Status], comparison: Comparison
) -> tuple[Status, int, Box | None]:
    """A leaf and its position in the HTML, -1 for none → its status, page and place in a file."""
    if spot < 0:
        return ("ok" if is_blank(mark) else "lost"), 0, None
    return statuses.get(spot, "ok"), comparison.pages.get(spot, 0), comparison.boxes.get(spot)


def _make_remarks(expected: Marks, found: Mapping[str, Marks]) -> tuple[str, ...]:
    marks = (mark for stream in STREAMS for mark in _stream(expected, stream))
    if PAGED in found and any(has_rtl(mark.text) for mark in marks):
        return (JUMBLED,)
    return ()
