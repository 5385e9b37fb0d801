"""The parts of a Word file → each colour of letters and behind them, each line at them."""

from collections.abc import Iterator, Mapping

from lxml import etree

from briefwright.document.marks import Statement
from briefwright.word.counting import VAL, Node, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SLOTS = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1",
    "light1": "lt1", "background2": "lt2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink", **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}  # fmt: skip
_ROLES = {"tx1": "threshold", "tx2": "muted"}  # of the series of a chart
_BORDERS = frozenset(f"{W}{one}" for one in ("pBdr", "tcBorders", "tblBorders", "pgBorders"))
_CHANGES = ("themeTint", "themeShade", "themeFillTint", "themeFillShade")
_NONE = ("", "auto")


def read_colours(trees: Mapping[str, Node]) -> Iterator[Statement]:
    """The parts of a file by name → each colour that is used, once: “letters 16242C”."""
    palette = _read_palette(trees.get("word/theme/theme1.xml"))
    found = dict.fromkeys(
        one
        for name, tree in sorted(trees.items())
        if name.startswith("word/") and name.count("/") == 1
        for one in _read_part(tree, palette)
    )
    yield from (Statement("colour", one) for one in found)


def read_lines(trees: Mapping[str, Node]) -> Iterator[Statement]:
    """The parts of a file by name → “under” or “through” where any words or styles have a line."""
    found = dict.fromkeys(
        "under" if node.tag == W + "u" else "through"
        for name, tree in sorted(trees.items())
        if name.startswith("word/") and name.count("/") == 1
        for node in tree.iter(W + "u", W + "strike")
        if node.get(VAL) not in ("none", "0", "false")
    )
    yield from (Statement("line at words", one) for one in found)


def read_series(chart: Node, trees: Mapping[str, Node]) -> str:
    """A chart's part → the colours of its series, in order, as the theme has them."""
    palette = _read_palette(trees.get("word/theme/theme1.xml"))
    fills = [next(one.iterfind(f"{_C}spPr//{_A}schemeClr"), None) for one in chart.iter(_C + "ser")]
    slots = ["" if one is None else one.get("val", "") for one in fills]
    return ", ".join(_ROLES.get(slot) or palette.get(slot, "") for slot in slots)


def _read_palette(theme: Node | None) -> dict[str, str]:
    scheme = None if theme is None else theme.find(f".//{_A}clrScheme")
    return {
        etree.QName(slot).localname: (slot[0].get("lastClr") or slot[0].get("val") or "").upper()
        for slot in (scheme if scheme is not None else ())
        if len(slot)
    }


def _read_part(root: Node, palette: Mapping[str, str]) -> Iterator[str]:
    for node in root.iter(W + "color", W + "shd", *_BORDERS):
        if node.tag == W + "color":
            yield from _name("letters", node, VAL, "themeColor", palette)
        elif node.tag == W + "shd":
            yield from _name("ground", node, W + "fill", "themeFill", palette)
        else:
            for side in node:
                if side.get(VAL) not in ("nil", "none"):
                    yield from _name("line", side, W + "color", "themeColor", palette)


def _name(kind: str, node: Node, key: str, theme: str, palette: Mapping[str, str]) -> Iterator[str]:
    """A node with a colour → what it colours and the colour; the theme's wins, as in Word."""
    given, slot = node.get(key, ""), _SLOTS.get(node.get(W + theme, ""), "")
    changed = any(node.get(W + change) for change in _CHANGES)
    colour = palette.get(slot, "") if slot else given
    if colour not in _NONE:
        yield f"{kind} {colour.upper()}{', changed' if changed else ''}"
