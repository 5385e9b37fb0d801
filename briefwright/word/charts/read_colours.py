"""A chart of a Word file and its theme → what of its colours would tell something else."""

import colorsys
from collections.abc import Iterator, Mapping

from briefwright.document.colours import WHITE, Colour, contrast_ratio, parse_hex
from briefwright.word.charts.read import C
from briefwright.word.counting import Node

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OWN = f"{C}txPr//{_A}defRPr"  # the letters of a label itself, not of those in it
_LETTERS = ("tx1", "tx2")  # dark on paper
_INSIDE = 0.99  # of the better contrast: that of white or dark letters with their bar
_SLOTS = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_WIDEST_EDGE = 19050  # between two parts of a bar; 12700 is a point
_THINNEST_LINE, _WIDEST_LINE = 12700, 38100


def read_palette(theme: Node | None) -> dict[str, Colour]:
    """A theme's part → its colours by their slots; none where the file has no theme."""
    scheme = None if theme is None else theme.find(f".//{_A}clrScheme")
    found = dict[str, Colour]()
    for slot in scheme if scheme is not None else ():
        said = slot[0].get("val", "") if slot[0].tag == f"{_A}srgbClr" else slot[0].get("lastClr")
        found[slot.tag.removeprefix(_A)] = parse_hex(said or "000000")
    return found


def check_colours(root: Node, palette: Mapping[str, Colour]) -> Iterator[str]:
    """A chart's XML and the theme's colours → each thing about its colours that isn't right."""
    is_stacked = any("tacked" in one.get("val", "") for one in root.iter(C + "grouping"))
    is_stacked |= any(one.get("val") == "0" for one in root.iter(C + "gapWidth"))
    for area in (root.find(f"{C}chart/{C}plotArea/{C}spPr"), root.find(f"{C}spPr")):
        if area is not None and area.find(f"{_A}noFill") is None:
            yield "on a ground of its own"
    inside = list[Node]()
    for series in root.iter(C + "ser"):
        yield from _check_lines(series, is_stacked=is_stacked)
        yield from _check_inside(series, palette)
        inside += (one for labels in _list_inside(series) for one in labels.iterfind(_OWN))
    for letters in root.iter(f"{_A}defRPr", f"{_A}rPr"):
        slot = _read_slot(letters)
        if slot not in _LETTERS and not (slot == "bg1" and letters in inside):
            yield "in letters that aren't dark"


def _read_slot(node: Node) -> str:
    found = node.find(f"{_A}solidFill/{_A}schemeClr")
    return "" if found is None else found.get("val", "")


def _list_inside(series: Node) -> Iterator[Node]:
    """A series → the looks of those of its numbers that stand in their bars."""
    labels = series.find(f"{C}dLbls")
    if labels is None:
        return
    own = labels.findall(f"{C}dLbl")
    shown = [one for one in own if one.find(f"{C}layout") is None]
    if len(own) < len(series.findall(f"{C}val//{C}pt")):
        shown.append(labels)
    for one in shown:
        place = one.find(C + "dLblPos")
        if place is not None and place.get("val") == "ctr":
            yield one


def _check_lines(series: Node, *, is_stacked: bool) -> Iterator[str]:
    """A line is as wide as one sees, its marks are of its colour; parts of a bar are kept apart."""
    line = series.find(f"{C}spPr/{_A}ln")
    if series.find(f"{C}marker") is not None:
        width = 0 if line is None else int(line.get("w", "0"))
        if not _THINNEST_LINE <= width <= _WIDEST_LINE:
            yield "with a line that is too thin or too wide"
        marks = series.iterfind(f"{C}marker//{_A}schemeClr")
        own = "" if line is None else _read_slot(line)
        if any(mark.get("val") != own for mark in marks):
            yield "with marks in another colour than their line"
    elif is_stacked:
        is_thin = line is not None and 0 < int(line.get("w", "0")) <= _WIDEST_EDGE
        if line is None or not is_thin or _read_slot(line) != "bg1":
            yield "in bars whose parts aren't kept apart"
    elif line is not None:
        yield "in bars with an outline"


def _check_inside(series: Node, palette: Mapping[str, Colour]) -> Iterator[str]:
    """The numbers that stand in a bar can be read on it."""
    fill = series.find(f"{C}spPr/{_A}solidFill/{_A}schemeClr")
    if fill is None or not palette:
        return
    for labels in _list_inside(series):
        letters = labels.find(_OWN)
        slot = "" if letters is None else _read_slot(letters)
        ground = _read_colour(fill, palette)
        own, *others = (
            contrast_ratio(palette.get(_SLOTS.get(one, one), WHITE), ground)
            for one in (slot, "bg1", "tx1")
        )
        if own < _INSIDE * max(others):
            yield "in numbers that don't stand out from their bars"


def _read_colour(node: Node, palette: Mapping[str, Colour]) -> Colour:
    """A colour of the theme, as it is used → the colour (ECMA-376-1, 20.1.2.3.20 and .21)."""
    slot = node.get("val", "")
    hue, light, saturation = colorsys.rgb_to_hls(*palette.get(_SLOTS.get(slot, slot), WHITE))
    for change in node:
        share = int(change.get("val", "0")) / 100_000
        if change.tag == f"{_A}lumMod":
            light *= share
        elif change.tag == f"{_A}lumOff":
            light += share
    return colorsys.hls_to_rgb(hue, min(light, 1.0), saturation)
