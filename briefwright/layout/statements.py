"""A laid-out page → what its files must say beside their leaves: properties, links, heads, feet."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element
from zlib import crc32

from briefwright.document import corporate_template
from briefwright.document.assets import BASE_URL, Asset
from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.document.colours import WHITE
from briefwright.document.marks import PAGE, PAGES, TITLE, Statement, Statements, normalise
from briefwright.document.vocabulary import ROLES
from briefwright.layout.arrangement import POINTS_PER_PX, Layout
from briefwright.layout.boxes import MarginBox
from briefwright.layout.chart_data import find_charts, read_words
from briefwright.layout.colour_statements import SERIES, list_colours, list_lines, state_series
from briefwright.layout.contrast import blend
from briefwright.layout.places import INNER_LINK, PLACE, list_places, list_styles
from briefwright.layout.rasters import rasterise

ABOUT = frozenset({
    "title", "author", "last author", "subject", "keywords", "language", "date of creation",
    "date of change", "property", "link", "watermark", "picture", "chart",
    "picture for older programs", "background of the page",
    PLACE, INNER_LINK,
})  # fmt: skip
_RUNNING, _ORNAMENT = "head or foot", "picture in a head or foot"
_LONGEST = 255  # characters of a property in Word


def list_statements(layout: Layout) -> Statements:
    """A layout → all that its files must say beside their leaves."""
    said = [
        *_read_properties(layout),
        *_read_links(layout.root),
        *_read_pictures(layout),
        *_read_charts(layout.root),
        *_read_watermark(layout),
        *_read_background(layout),
        *list_places(layout.root),
    ]
    base = corporate_template.find(layout.assets)
    names = _list_targets(layout.root) | _list_style_names(layout, base)
    running = state_running(layout, range(1, layout.pages + 1))
    said += dict.fromkeys((*running, *_read_ornaments(layout)))
    said += state_series(layout)
    names |= list_colours(layout) | list_lines(layout)
    return Statements(ABOUT | {_RUNNING, _ORNAMENT, SERIES}, tuple(said), names)


def _read_properties(layout: Layout) -> Iterator[Statement]:
    found = layout.metadata
    author = _cut(", ".join(found.authors))
    for about, text in (
        ("title", _cut(found.title)),
        ("author", author),
        ("last author", author),
        ("subject", _cut(found.description)),
        ("keywords", _cut(", ".join(found.keywords))),
        ("language", found.language),
        ("date of creation", _begin(found.created)),
        ("date of change", _begin(found.modified or found.created)),
        *(("property", f"{name}: {value}") for name, value in found.properties.items()),
    ):
        if text:
            yield Statement(about, text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _begin(date: str) -> str:
    """A W3C date, which may be a year or a month alone → the day on which it begins."""
    return (date + "-01-01")[: len("2024-09-21")] if date else ""


def _read_links(root: Element) -> Iterator[Statement]:
    for link in root.iter("a"):
        target = link.get("href", "")
        if target and not target.startswith("#"):
            yield Statement("link", f"{normalise(read_words(link))} → {target}")


def _list_targets(root: Element) -> frozenset[str]:
    """The names that controls and bookmarks may have: addresses, and numbers made of links."""
    addresses = {one.get("data-at", "") for one in root.iter()} | {"contents"}
    links = {one.get("href", "") for one in root.iter("a")}
    return frozenset(
        {*addresses}
        | {f"{crc32(one.encode()):08x}" for one in addresses}
        | {f"{crc32(one.encode()) % 10**9:09d}" for one in links}
    )


def _list_style_names(layout: Layout, base: Asset | None) -> frozenset[str]:
    """The names that styles may have: of roles, of the stylesheets, of a base."""
    styles = [layout.style(element) for element in layout.root.iter()]
    styles += [layout.sample(role.name) for role in ROLES if role.sample]
    return list_styles(styles, corporate_template.read(base.data).styles if base else ())


def _read_pictures(layout: Layout) -> Iterator[Statement]:
    """Each picture that is no chart → its place among them and the digest of its bytes."""
    charts = {picture for _, picture, _ in find_charts(layout.root)}
    count = 0
    for image in layout.root.iter("img"):
        asset = layout.assets.find(image.get("src", "").removeprefix(BASE_URL))
        if image not in charts and asset is not None:
            count += 1
            size = f"{_round(layout.width(image))} × {_round(layout.height(image))} pt"
            if image.get("data-role") == "cover-picture":
                left, down = layout.offset(image)
                size += f", {_round(left)} and {_round(down)} pt from the corner of the page"
            digest = sha256(asset.data).hexdigest()[:16]
            yield Statement("picture", f"{count}: {digest}, {size}")
            if asset.media_type == "image/svg+xml":
                dots = sha256(rasterise(layout, image)).hexdigest()[:16]
                yield Statement("picture for older programs", f"{count}: {dots}")


def _round(px: float) -> int:
    return round(px * POINTS_PER_PX)


def _read_charts(root: Element) -> Iterator[Statement]:
    """Each chart → its shape, and how many series it has, in order."""
    for _, _, data in find_charts(root):
        parts = len(data.rows) if data.kind == "share" and len(data.series) == 1 else 0
        thresholds = sum(one.is_threshold for one in data.series)
        muted = " ".join(map(str, data.muted_parts))
        lines = " ".join(str(n) for n, one in enumerate(data.series, 1) if one.is_line)
        axes = [f"{axis.describe()} of {normalise(axis.unit)}" for axis in data.axes]
        yield Statement(
            "chart",
            f"{CHART_KINDS[data.kind].shape} of {parts or len(data.series)} series"
            f"{f' with {thresholds} across' if thresholds else ''}"
            f"{f' but {muted} muted' if muted else ''}{' in per cent' if data.in_percent else ''}"
            f"{f' counted in {normalise(data.unit)}' if data.unit else ''}"
            f"{f' by powers of 10 from {data.floor:f}' if data.floor else ''}"
            f"{f' and {lines} as lines' if lines else ''}{' and'.join(axes)}",
        )


def _read_watermark(layout: Layout) -> Iterator[Statement]:
    body = layout.root.find("body")
    word = "" if body is None else body.get("data-watermark", "")
    if word and any(box.text == word for box in layout.page_box(1).boxes):
        yield Statement("watermark", word)


def _read_background(layout: Layout) -> Iterator[Statement]:
    if (
        seen := blend(layout.page_box(1).background, WHITE)
        if layout.page_box(1).background
        else None
    ):
        text = "".join(f"{round(part * 255):02X}" for part in seen)
        yield Statement("background of the page", text)


# ----------------------------------------------------------------- heads and feet


def _read_ornaments(layout: Layout) -> Iterator[Statement]:
    """All pages → the digest of each picture in a head or foot."""
    for number in range(1, layout.pages + 1):
        for box in layout.page_box(number).boxes:
            place = box.where.removeprefix("@").partition("-")[0]
            for picture in box.pictures if place in ("top", "bottom") else ():
                asset = layout.assets.find(picture.name)
                if asset is not None:
                    yield Statement(_ORNAMENT, f"{place}: {sha256(asset.data).hexdigest()[:16]}")


def state_running(layout: Layout, numbers: Iterable[int]) -> Iterator[Statement]:
    """Pages by number → what their heads and feet say, numbers and running titles by a sign."""
    titles = _list_titles(layout)
    for number in numbers:
        said: dict[str, list[str]] = {"top": [], "bottom": []}
        for box in layout.page_box(number).boxes:
            place, _, side = box.where.removeprefix("@").partition("-")
            if place in said and side in ("left", "center", "right"):
                lines = _read_box(box, titles).split("\n")
                said[place] += filter(None, (" ".join(line.split()) for line in lines))
        for place, lines in said.items():
            yield Statement(_RUNNING, f"{place}: {' | '.join(sorted(lines)) or 'nothing'}")


def _list_titles(layout: Layout) -> frozenset[str]:
    """The running titles that some heading of the vocabulary sets."""
    settings = (
        layout.sample(role.name)["string_set"]
        for role in ROLES
        if role.word == "paragraph" and role.style
    )
    return frozenset(name for one in settings if one != "none" for name, _ in one)


def _read_box(box: MarginBox, titles: frozenset[str]) -> str:
    if not isinstance(box.content, tuple):
        return ""
    signs = {"page": PAGE, "pages": PAGES}
    said = ""
    for kind, value in box.content:
        if kind == "string":
            said += value
        elif kind == "counter()" and value[0] in signs:
            said += signs[value[0]]
        elif kind == "string()" and value[0] in titles:
            said += TITLE
        else:
            return box.text
    return said if box.text or TITLE in said else ""
