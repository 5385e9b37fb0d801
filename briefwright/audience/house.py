"""house.yaml → House: what an organisation says of itself in all its briefings, and its colours.

`house.ru.yaml` beside it says in Russian what `house.yaml` says in its own language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright.audience import settings
from briefwright.audience.settings import Setting, Settings
from briefwright.audience.shipped import display_name, relative_name
from briefwright.document.assets import Asset
from briefwright.document.colours import WHITE, contrast_ratio, mix, parse_hex
from briefwright.facts import inline
from briefwright.geography import find_country
from briefwright.model.dictionary import Brace, Cite, Text
from briefwright.problems import Place, Problem

_COLOUR = Setting((), shape="#[0-9A-Fa-f]{6}", expected='a colour in quotes, such as "#0b6480"')
_WORDS = Setting(())
_FILE = Setting((), shape=r"[^/\\:]+\.(?:svg|png|jpe?g)", expected="a PNG, JPEG or SVG beside it")
_COLOUR_COVER = "colour"  # a cover without a picture
# Where the title of a cover stands: below its picture, or on it, on a panel.
COVER_TITLES = ("below", "on_white", "on_colour")
_ADDRESS = Setting(
    (), shape=r"https?://[^\s<>\"]+", expected="a web address, such as https://example.org/briefings/"
)  # fmt: skip

# What is said in a language, so that a translation may say it too.
TEXTS: Mapping[str, Setting] = {
    "name": _WORDS,
    "series": _WORDS,
    "address": Setting((), many=True),
    "about": _WORDS,
    "contact": _WORDS,
    "licence": _WORDS,
    "accessibility": _WORDS,
    "cover_alt": _WORDS,
}
KEYS: Mapping[str, Setting] = {
    **TEXTS,
    "language": Setting(("en",), shape=settings.LANGUAGE, expected="a language's code, such as ru"),
    "logo": _FILE,
    "cover": Setting(
        (),
        shape=rf"{_COLOUR_COVER}|{_FILE.shape}",
        expected="colour, or a PNG, JPEG or SVG beside it",
    ),
    "cover_title": Setting(COVER_TITLES[:1], COVER_TITLES),
    "logo_alt": _WORDS,
    "colour": _COLOUR,
    "chart_colours": replace(_COLOUR, many=True),
    "permalink": _ADDRESS,
    "home": Setting((), shape="[A-Z]{2,3}", expected="a country's code, such as KZ"),
    "look": Setting((), shape=settings.NAME, expected="a folder's name below looks/"),
}


@dataclass(frozen=True, kw_only=True)
class House:
    """An organisation as house.yaml has it; "" and () stand for what it doesn't say.

    `logo` and `cover` are names of assets of the theme, `permalink` what a briefing's own web
    address begins with, `home` the code of its country. `foreign` are the texts that aren't in the
    language that was asked for. `places` says where each key is written.
    """

    name: str = ""
    language: str = "en"
    logo: str = ""
    logo_alt: str = ""
    cover: str = ""
    cover_alt: str = ""
    cover_title: str = COVER_TITLES[0]
    colour: str = ""
    chart_colours: tuple[str, ...] = ()
    series: str = ""
    address: tuple[str, ...] = ()
    permalink: str = ""
    home: str = ""
    look: str = ""
    about: str = ""
    contact: str = ""
    licence: str = ""
    accessibility: str = ""
    translations: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)

    def translate(self, language: str) -> "House":
        """A language → this organisation as it calls itself there, as far as it says."""
        if language.partition("-")[0] == self.language.partition("-")[0]:
            return self
        given = self.translations.get(language) or self.translations.get(
            language.partition("-")[0], {}
        )
        said = {key: _hold(key, words) for key, words in given.items()}
        foreign = frozenset(key for key in TEXTS if getattr(self, key) and key not in said)
        return replace(self, **said, foreign=foreign)  # type: ignore[arg-type]


def read(templates: Path, folder: Path, problems: list[Problem]) -> tuple[House, tuple[Asset, ...]]:
    """The templates folder and the organisation's in it → the House, and its stylesheet.

    Without a house.yaml, nothing is said. Faults (A540) are added to `problems`.
    """
    if not (folder / "house.yaml").is_file():
        return House(), ()
    found = settings.read(templates, folder / "house.yaml", problems, KEYS, "A540")
    problems += _check_values(templates, folder, found)
    translations = {}
    for path in sorted(folder.glob("house.*.yaml")):
        said = settings.read(templates, path, problems, TEXTS, "A540")
        problems += _check_texts(said)
        translations[path.suffixes[0][1:]] = {key: value.words for key, value in said.items()}
    held = {key: _hold(key, value.words) for key, value in found.items() if value.words}
    drawn = held.get("cover") == _COLOUR_COVER
    for key in ("logo", "cover"):
        if key in held:
            file = "cover.svg" if held[key] == _COLOUR_COVER else str(held[key])
            held[key] = relative_name(templates, folder / file)
    places = {key: value.key for key, value in found.items()}
    house = House(**held, translations=translations, places=places)  # type: ignore[arg-type]
    name = relative_name(templates, folder / "house.css")
    rules = _make_stylesheet(house)
    sheet = (Asset(name, rules.encode(), "text/css"),) if rules else ()
    return house, (*sheet, *((_draw_cover(house),) if drawn else ()))


def _hold(key: str, words: tuple[str, ...]) -> str | tuple[str, ...]:
    return words if KEYS[key].many else words[0]


def _check_values(templates: Path, folder: Path, found: Settings) -> Iterator[Problem]:
    yield from _check_texts(found)
    missing = [
        (file, found[key].value)
        for key in ("logo", "cover")
        for file in (found[key].words if key in found else ())
        if file != _COLOUR_COVER and not (folder / file).is_file()
    ]
    for file, where in missing:
        message = f"There is no file “{file}” in {display_name(templates, folder)}."
        yield Problem("A540", message, where)
    if "home" in found and find_country(found["home"].words[0]) is None:
        message = f"There is no country with the code {found['home'].words[0]}."
        yield Problem("A540", message, found["home"].value)
    if "logo" in found and not {"logo_alt", "name"} & found.keys():
        message = "The logo needs words for those who can't see it: write `name:`, or `logo_alt:`."
        yield Problem("A540", message, found["logo"].key)
    if "cover" in found and found["cover"].words == (_COLOUR_COVER,) and "colour" not in found:
        message = 'A cover of one colour needs it: write `colour:`, such as `colour: "#0b6480"`.'
        yield Problem("A540", message, found["cover"].key)
    if colour := found.get("colour"):
        (typed,) = colour.words
        if (darker := _darken(typed)) != typed.lower():
            message = (
                f'Headings in {typed} can\'t be read on white paper; write `colour: "{darker}"`, '
                "the same colour as dark as it has to be (4.5 to 1)."
            )
            yield Problem("A540", message, colour.value)


def _check_texts(found: Settings) -> Iterator[Problem]:
    for key, value in found.items():
        for words in value.words if key in TEXTS else ():
            content, faults = inline.parse(words)
            yield from (replace(fault, where=value.value) for fault in faults)
            if any(isinstance(part, Brace | Cite) for part in content):
                message = f"`{key}` can't refer to facts or sources of a briefing; write the words."
                yield Problem("A540", message, value.value)


def parse(words: str) -> Text:
    """Words of a House → the text that they are."""
    return Text(words, inline.parse(words)[0])


# ----------------------------------------------------------------- colours

_LEAST = 4.5  # contrast of letters with what is behind them (WCAG 2.2, 1.4.3)
_STEPS = 100


def _darken(colour: str) -> str:
    """A colour → the nearest darker one in which letters can be read on white, itself if it can."""
    for step in range(_STEPS + 1):
        darker = mix(colour.lower(), 1 - step / _STEPS, "#000000")
        if contrast_ratio(parse_hex(darker), WHITE) >= _LEAST:
            return darker
    return "#000000"


def _draw_cover(house: House) -> Asset:
    """A House whose cover is of its colour → the drawing of it."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210" height="148" viewBox="0 0 210 148">'
        f'<rect width="210" height="148" fill="{house.colour}"/></svg>'
    )
    return Asset(house.cover, drawn.encode(), "image/svg+xml")


def _make_stylesheet(house: House) -> str:
    """A House → the tokens that its colours set."""
    rules = [f"--chart-{n}: {colour};" for n, colour in enumerate(house.chart_colours, start=1)]
    if house.colour:
        rules[:0] = [f"--house: {house.colour};", f"--house-tint: {mix(house.colour, 0.08)};"]
    return f":root {{ {' '.join(rules)} }}\n" if rules else ""
