"""The theme part: the organisation's fonts and colours, taken from the styles."""

from collections.abc import Collection, Iterable
from xml.sax.saxutils import quoteattr

from briefwright.word.formatting import OfficeTheme
from briefwright.word.formatting_values import TextFormatting
from briefwright.word.ooxml import A

_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *_ACCENTS, "hlink", "folHlink")
# What Word calls these slots where a colour is used.
_WORDS = {"dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2"}


def assign_slots(
    ink: str, quiet: str, tint: str, link: str, accents: Iterable[str]
) -> dict[str, str]:
    """The colours of text, quiet text, boxes, links and whatever stands out → the theme's twelve.

    Where the organisation has fewer than six accents, lighter steps of the first fill up.
    """
    strong = [shade for shade in dict.fromkeys(accents) if shade and shade != ink][:6] or [ink]
    steps = [_lighten(strong[0], step / 7) for step in range(1, 6)]
    accent = dict(zip(_ACCENTS, [*strong, *steps], strict=False))
    return {
        "dk1": ink, "lt1": "FFFFFF", "dk2": quiet or ink, "lt2": tint or "EEEEEE",
        **accent, "hlink": link or strong[0], "folHlink": link or strong[0],
    }  # fmt: skip


def choose_theme(
    major: TextFormatting | None, minor: TextFormatting | None, colours: dict[str, str]
) -> OfficeTheme:
    """Looks of headings and text, where they follow the theme, and the twelve colours → what
    the styles may refer to; a colour's first slot holds."""
    shades: dict[str, str] = {}
    for slot in ("dk1", "lt1", "accent1", "dk2", "lt2", *_ACCENTS[1:]):
        shades.setdefault(colours[slot], _WORDS.get(slot, slot))
    return OfficeTheme(
        major.font if major else "", minor.font if minor else "", shades,
        major.complex if major else "", minor.complex if minor else "",
    )  # fmt: skip


def write_theme(fonts: OfficeTheme, colours: dict[str, str], han: Collection[str] = ()) -> bytes:
    """Fonts, colours, the fonts that have Chinese characters → the bytes of theme1.xml."""
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{colours[slot]}"/></a:{slot}>' for slot in _SLOTS)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{A}" name="House"><a:themeElements>'
        f'<a:clrScheme name="House">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="House">'
        f"{_font('majorFont', fonts.major, fonts.major_complex, han)}"
        f"{_font('minorFont', fonts.minor, fonts.minor_complex, han)}</a:fontScheme>"
        f'<a:fmtScheme name="House"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    ).encode()


def _font(tag: str, name: str, other: str, han: Collection[str]) -> str:
    """A slot of the theme, its font for Latin and that for joined letters → its element.

    Word takes its own font for Chinese where none is named.
    """
    latin, script, east = quoteattr(name), quoteattr(other), quoteattr(name if name in han else "")
    return (
        f"<a:{tag}><a:latin typeface={latin}/><a:ea typeface={east}/>"
        f"<a:cs typeface={script}/></a:{tag}>"
    )


def _lighten(rgb: str, share: float) -> str:
    channels = (int(rgb[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(channel + (255 - channel) * share):02X}" for channel in channels)
