"""The stylesheets of a theme → parsed once in a process, with the fonts that they declare."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.css import computed_values
from weasyprint.css.computed_values import register_computer
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import LOGGER
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from briefwright.document.assets import BASE_URL, Asset, Assets
from briefwright.layout import css_support, variables
from briefwright.layout.complaints import collect_complaints
from briefwright.layout.fonts import FontFace
from briefwright.layout.loading import AssetFetcher
from briefwright.problems import Problem

FALLBACK = "fallback."  # so begins the name of a sheet with fonts for letters that others lack

# A set of fonts with none of this machine's fonts in it; WeasyPrint never asks Fontconfig for one.
ffi.cdef("FcConfig * FcConfigCreate (void);")


@dataclass(frozen=True, eq=False)
class ParsedTheme:
    """The stylesheets of one theme, parsed, with the fonts that they declare."""

    sheets: tuple[weasyprint.CSS, ...]
    fonts: "DeclaredFonts"
    counters: CounterStyle
    problems: tuple[Problem, ...]

    def options(self) -> dict[str, Any]:
        """The theme as WeasyPrint takes it."""
        return {**weasyprint.DEFAULT_OPTIONS, "stylesheets": list(self.sheets), "pdf_tags": True}


class DeclaredFonts(FontConfiguration):
    """The fonts that stylesheets declare and no other: every machine sets the same lines."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: tuple[FontFace, ...] = ()
        self.fallback: tuple[str, ...] = ()
        self.is_open = True
        self._config = fontconfig.FcConfigCreate()
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds it now

    def add_font_face(self, rule: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """One @font-face rule → its font, for WeasyPrint and for the check of letters."""
        if not self.is_open:
            LOGGER.error(
                "A picture declares the font %r: only stylesheets may", rule["font_family"]
            )
            return
        super().add_font_face(rule, url_fetcher)
        for kind, url in rule["src"]:
            if kind == "external":
                self.faces += (_read_face(rule, url_fetcher.fetch(url).read()),)

    def fall_back_on(self, families: Iterable[str]) -> None:
        """Families → they end every list of fonts, in this order."""
        self.fallback = tuple(dict.fromkeys((*self.fallback, *families)))


@register_computer("font-family")  # type: ignore[untyped-decorator]
def _end_in_fallback(style: Any, name: str, families: tuple[str, ...]) -> tuple[str, ...]:
    """The fonts that a style asks for → the same, then those for letters that they lack."""
    fallback = getattr(style.font_config, "fallback", ())
    return (*families, *(family for family in fallback if family not in families))


@register_computer("font-size")  # type: ignore[untyped-decorator]
def _round_font_size(style: Any, name: str, value: Any) -> float:
    """A size of type → CSS px that are whole half points: Word has no sizes between them."""
    size: float = computed_values.font_size(style, name, value)
    return round(size * 1.5) / 1.5


def _read_face(rule: Mapping[str, Any], data: bytes) -> FontFace:
    weight = rule.get("font_weight", "normal")
    return FontFace(
        rule["font_family"],
        rule.get("font_style", "normal"),
        _WEIGHTS.get(weight, weight),
        data,
        tuple((span.start, span.end) for span in rule.get("unicode_range", ())),
    )


_WEIGHTS = {"normal": 400, "bold": 700}


def parse_theme(assets: Assets) -> ParsedTheme:
    """The assets of a page → the stylesheets among them, parsed, and what is wrong with them."""
    sheets = tuple(asset for asset in assets if asset.media_type == "text/css")
    fonts = tuple(asset for asset in assets if asset.media_type.startswith("font/"))
    return _parse(sheets, fonts)


@lru_cache(maxsize=4)
def _parse(sheets: tuple[Asset, ...], fonts: tuple[Asset, ...]) -> ParsedTheme:
    """A theme is parsed once in a process, for the document and its sampler, for every edition."""
    config, counters = DeclaredFonts(), CounterStyle()
    assets = Assets((*sheets, *fonts))
    parsed, complaints = [], []
    for sheet in sheets:
        known = len(config.faces)
        if _LEADS_ELSEWHERE.search(sheet.data):
            one, found = _parse_sheet(sheet, assets, config, counters)
        else:
            one, found = _parse_plain(sheet)
        parsed.append(one)
        complaints.extend(found)
        if Path(sheet.name).name.startswith(FALLBACK):
            config.fall_back_on(face.family for face in config.faces[known:])
    config.is_open = False  # it serves other editions too
    problems = (
        *complaints,
        *variables.check_variables(assets),
        *css_support.check_embedding(config.faces, assets),
    )
    return ParsedTheme(tuple(parsed), config, counters, problems)


# What makes a stylesheet declare or load something, besides how elements and pages look.
_LEADS_ELSEWHERE = re.compile(rb"@(?:font-face|counter-style|import|color-profile)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _parse_plain(sheet: Asset) -> tuple[weasyprint.CSS, list[Problem]]:
    """A stylesheet that only says how things look → it, parsed once for all themes that have it."""
    return _parse_sheet(sheet, Assets((sheet,)), DeclaredFonts(), CounterStyle())


def _parse_sheet(
    sheet: Asset, assets: Assets, fonts: DeclaredFonts, counters: CounterStyle
) -> tuple[weasyprint.CSS, list[Problem]]:
    """A stylesheet, what it may load, where its declarations go → it parsed, and complaints."""
    with collect_complaints(assets, sheet.name) as found:
        parsed = weasyprint.CSS(
            string=sheet.data.decode(), base_url=BASE_URL + sheet.name,
            url_fetcher=AssetFetcher(assets), font_config=fonts,
            counter_style=counters, media_type="print",
        )  # fmt: skip
    return parsed, found
