"""Font files → what Word must know of them: their own line height, their kind, a stand-in."""

import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from briefwright.layout import FontFace, Style, custom_property
from briefwright.word.ooxml import Node, root, w


class FontFamily(NamedTuple):
    """One family. `natural` is the line height that the font asks for, in ems.

    `family` is Word's word for serif (“roman”) and sans serif (“swiss”); `stand_in` is a family
    that comes with Office, for readers who don't have this one. `complex` says whether it has
    letters of Arabic or Hebrew, for which Word keeps a font of their own; `letters` are all that it
    has, as code points.
    """

    name: str
    natural: float
    family: str
    panose: str
    stand_in: str
    complex: bool
    letters: frozenset[int] = frozenset()


def read_families(given: Iterable[FontFace], stand_ins: Mapping[str, str]) -> dict[str, FontFamily]:
    """The @font-faces of a theme and the stand-ins that it names → its families, by CSS's name."""
    found: dict[str, FontFamily] = {}
    for one in given:
        if one.family not in found:
            face = _read_family(one.data, one.family)
            named = stand_ins.get(one.family)
            found[one.family] = face._replace(stand_in=named) if named else face
    return found


def read_stand_ins(style: Style) -> dict[str, str]:
    """The computed style of a page's root → the fonts that CSS names for readers without its own.

    `--word-fonts: "House Serif" "Georgia", "House Sans" "Segoe UI"`: pairs of families in quotes.
    """
    return dict(_PAIR.findall(custom_property(style, "word-fonts")))


_PAIR = re.compile(r'"([^"]+)"\s*"([^"]+)"')


# PANOSE's serif styles: 2 to 10 have serifs, 11 to 15 have none.
_SERIFS = range(2, 11)
_COMPLEX = frozenset(map(ord, "اא"))


@lru_cache(maxsize=32)
def _read_family(data: bytes, family: str) -> FontFamily:
    from fontTools.ttLib import TTFont  # comes with WeasyPrint; needed once a font

    font = TTFont(io.BytesIO(data), lazy=True)
    hhea, panose = font["hhea"], font["OS/2"].panose
    units = font["head"].unitsPerEm
    letters = frozenset(font.getBestCmap())
    serif = panose.bSerifStyle in _SERIFS
    # Weight and letter form are those of a variable font's thinnest cut: “any” and the usual.
    digits = (panose.bFamilyType, panose.bSerifStyle, 0, panose.bProportion, 0, 0, 0, 0, 0, 0)
    return FontFamily(
        name=family,
        natural=(hhea.ascent - hhea.descent + hhea.lineGap) / units,
        family="roman" if serif else "swiss",
        panose="".join(f"{digit:02X}" for digit in digits),
        stand_in="Cambria" if serif else "Calibri",
        complex=not _COMPLEX.isdisjoint(letters),
        letters=letters,
    )


def build_font_table(names: Iterable[str], known: Mapping[str, FontFamily]) -> Node:
    """The names of all fonts in use and the faces that came with the theme → the part fontTable."""
    table = root("w:fonts")
    for font in dict.fromkeys(names):
        face = known.get(font)
        table.append(
            w("font",
              w("altName", val=face.stand_in) if face else None,
              w("panose1", val=face.panose) if face else None,
              w("charset", val="00"),
              w("family", val=face.family if face else "auto"),
              w("pitch", val="variable"),
              name=font)
        )  # fmt: skip
    return table
