"""What the parts of a chart look like: fills and letters in the theme's colours, or nothing."""

from briefwright.word.charts.geometry import Setting
from briefwright.word.ooxml import Node, element


def fill(slot: str, strength: int = 100) -> Node:
    """A colour of the theme, per cent of it on white → a fill."""
    lighter = [
        element("a:lumMod", {"val": strength * 1000}),
        element("a:lumOff", {"val": 100_000 - strength * 1000}),
    ]
    colour = element("a:schemeClr", {"val": slot}, *(lighter if strength < 100 else []))
    return element("a:solidFill", {}, colour)


def write_no_line() -> Node:
    """Nothing → an outline that isn't drawn."""
    return element("a:ln", {}, element("a:noFill", {}))


def write_no_area() -> tuple[Node, Node]:
    """Nothing → no fill and no outline."""
    return element("a:noFill", {}), write_no_line()


def write_letters(setting: Setting, slot: str, *, bold: bool = False) -> Node:
    """A colour of the theme → how letters of a chart look in it."""
    fonts = setting.fonts
    return element(
        "c:txPr", {},
        element("a:bodyPr", {"wrap": "none"} if bold else {}),
        element("a:lstStyle", {}),
        element("a:p", {},
            element("a:pPr", {},
                element("a:defRPr", {"sz": setting.size, "b": int(bold)},
                    fill(slot),
                    element("a:latin", {"typeface": fonts.latin}),
                    element("a:ea", {"typeface": fonts.asian}) if fonts.asian else None,
                    element("a:cs", {"typeface": fonts.complex}))),
            element("a:endParaRPr", {"lang": setting.language})),
    )  # fmt: skip
