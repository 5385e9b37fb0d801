"""Fields: numbers of captions, references, page numbers. Each carries its result, none is stale."""

import re
from xml.etree.ElementTree import Element

from briefwright.word.line import Line, TextContext
from briefwright.word.ooxml import Node, field_runs, w
from briefwright.word.writer_state import WriterState

# Word takes no longer name for a series of captions.
SERIES_LENGTH = 40


def read_text(element: Element) -> str:
    """An element → its words on one line, every kind of space made plain."""
    return " ".join("".join(element.itertext()).split())


def build_caption_number(line: Line, element: Element, around: TextContext) -> list[Node]:
    """The number span of a caption → label and SEQ field, in the bookmark that references name."""
    assert line.caption is not None
    label, number, figure = line.caption
    text = "".join(element.itertext())
    before, found, after = text.partition(number)
    if not number or not found:
        nodes = line.words(text, around)
    else:
        nodes = line.words(before, around)
        nodes += field_runs(_sequence_instruction(line, label, number), *line.words(number, around))
        nodes += line.words(after, around)
    bookmark = line.state.claim(figure)
    return line.state.bookmark(bookmark, nodes) if bookmark else nodes


def _sequence_instruction(line: Line, label: str, number: str) -> str:
    """Where Word would count another number than the given one, the field begins there."""
    series, counts = series_name(label), line.state.series
    sides = (line.change,) if line.change else ("ins", "del")  # what came and what went
    counted = counts.get((sides[0], series), 0) + 1
    wanted = int(number) if number.isdecimal() else counted
    counts |= {(side, series): wanted for side in sides}
    restart = "" if wanted == counted else f" \\r {wanted}"
    return f"SEQ {series} \\* ARABIC{restart}"


def series_name(label: str) -> str:
    """“Figure”, as a language calls it → the name of the series that Word counts."""
    return re.sub(r"\W+", "_", label)[:SERIES_LENGTH] or "Figure"


def build_reference(line: Line, element: Element, around: TextContext) -> list[Node]:
    """A reference → its words, what follows from its target as a field; nothing if Word can't.

    Words around the field stand in one link with it, so that all of them lead there.
    """
    target = (element.get("href") or "").removeprefix("#")
    words = "".join(element.itertext())
    result, shows = element.get("data-result") or words, element.get("data-shows") or "label"
    instruction = _choose_instruction(line.state, target, shows, " ".join(result.split()))
    if not words or not instruction:
        return []
    before, result, after = words.partition(result)
    nodes = line.words(before, around)
    nodes += field_runs(instruction, *line.words(result, around))
    nodes += line.words(after, around)
    if not before and not after and shows != "page":
        return nodes
    return [w("hyperlink", *nodes, anchor=line.state.targets[target], history=1)]


def _choose_instruction(state: WriterState, target: str, shows: str, result: str) -> str:
    """What a reference leads to, what it shows of that and how → the field that Word computes.

    None where Word would compute something else, as for a heading whose number it doesn't count.
    """
    bookmark, holder = state.targets[target], state.ids.get(target)
    if holder is None:
        return ""
    match shows:
        case "page":
            return f"PAGEREF {bookmark} \\h"
        case "number" if holder in state.numbering.live:
            return f"REF {bookmark} \\w \\h"
        case "note" if holder.get("data-role") == "footnote":
            return f"NOTEREF {bookmark} \\h"
        case "note":
            return f"REF {bookmark} \\w \\h"
        case "label" if result == read_label(holder):
            return f"REF {bookmark} \\h \\* MERGEFORMAT"
        case "title" if result == _read_title(state, holder):
            return f"REF {bookmark} \\h \\* MERGEFORMAT"
        case _:
            return ""


def _read_title(state: WriterState, heading: Element) -> str:
    """A heading → its words as its bookmark has them: without a number that Word counts."""
    number = heading.get("data-number", "") if heading in state.numbering.live else ""
    return read_text(heading).removeprefix(f"{number} ")


def read_label(figure: Element) -> str:
    """A figure → the label and number that its caption prints, or nothing."""
    spans = figure.iterfind("figcaption/span[@data-role='number']")
    return next((read_text(span) for span in spans), "")


def build_note_reference(line: Line, element: Element, around: TextContext) -> list[Node]:
    """A second call of a footnote → the field that repeats the footnote's number."""
    target = (element.get("href") or "").removeprefix("#")
    number = line.words(read_text(element), around)
    return field_runs(f"NOTEREF {line.state.targets[target]} \\f \\h", *number)


def build_page_reference(bookmark: str, result: Node) -> list[Node]:
    """A bookmark and the run that shows its page → the field."""
    return field_runs(f"PAGEREF {bookmark} \\h", result)
