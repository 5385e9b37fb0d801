"""An edition and its theme → every figure as an Asset: drawn from its plot, or read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import assert_never

from briefwright.audience.theme import Theme
from briefwright.document.assets import Asset, Assets
from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.edition import Edition, walk
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.nodes import CoverNode, DrawnNode, ImageNode, Leaf, WrittenNode
from briefwright.edition.plots import (
    AnyPlot,
    CellBar,
    CodePlot,
    GanttPlot,
    PicturePlot,
    Plot,
    Sparkline,
    TimePlot,
    VegaPlot,
)
from briefwright.figures import cells, charts, codes, gantt, icons, maps, palette, timelines, vega
from briefwright.figures.palette import Palette
from briefwright.figures.pictures import Crop, Picture, read_picture
from briefwright.figures.vectors import is_vector, read_vector
from briefwright.problems import ContentError, Problem, errors

# Px: no drawing may be higher, or it would not fit on a page of A4 with its caption and source.
_HIGHEST = 880
_HIGHEST_IN_LARGE_PRINT = 680  # where caption and source take more room, and it is wider


_NO_ROOM = (
    "These columns have no room side by side for their words, and a threshold crosses no bars; "
    "shorten the labels, leave some out, or write `kind: line`."
)
_NEARLY = 0.02  # of a picture's width or shape: less makes no difference to it

Sizes = Mapping[str, tuple[float, float]]  # px that a picture is printed wide and high


@dataclass(frozen=True)
class Drawings:
    """Every picture and drawing that an edition shows, once, and what to say of them."""

    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]


def draw(edition: Edition, theme: Theme, sizes: Sizes) -> Drawings:
    """An edition, its theme, the sizes at which pictures are printed where known → its Drawings.

    `sizes` are by a picture's address; one that isn't there is taken to be as wide as its block
    asks, in the column of the shipped look. Errors: ContentError, all at once; MachineError where
    what draws a specification is missing.

    A drawing is a pure function of its plot and of the theme's Palette, kept within a process.
    """
    problems: list[Problem] = []
    drawn = {one.name: one for one in _draw_images(edition, theme)}
    for node in _list_drawn(edition):
        if node.file in drawn:
            continue
        found = _draw_node(node, edition, theme, sizes)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        drawn[node.file] = found.asset
        if found.remark:
            remark = Problem("L809", found.remark, at=_address(node), level="warning")
            problems.append(remark)
    if errors(problems):
        raise ContentError(problems)
    drawn |= {icon.name: icon for icon in _draw_icons(edition, theme)}
    return Drawings(tuple(drawn.values()), tuple(problems))


def _draw_icons(edition: Edition, theme: Theme) -> Iterator[Asset]:
    """An edition and its theme → the icons of its callouts; a warning's has the alerts' colour."""
    for node in walk(edition.blocks):
        match node:
            case WrittenNode(kind="callout", fields={"icon": Leaf(), "kind": str(kind)}):
                colours = palette.read(theme.assets, node.language or edition.language)
                colour = colours.alert if kind == "warning" else colours.accent
                yield icons.draw(kind, colour, f"icons/{kind}.svg")
            case _:
                pass


def find_misjudged(edition: Edition, sizes: Sizes) -> Sizes:
    """An edition and the sizes at which pictures are printed → those that `draw` didn't expect.

    Both are by address. What matters is the width, and of a picture that covers a page its shape.
    """
    pictures = [node for node in _list_drawn(edition) if isinstance(node.plot, PicturePlot)]
    return {
        at: sizes[at]
        for node in pictures
        if (at := _address(node)) in sizes and _is_misjudged(node, *sizes[at])
    }


def _is_misjudged(node: DrawnNode, width: float, height: float) -> bool:
    assert isinstance(node.plot, PicturePlot)
    expected = float(node.plot.width) * charts.WIDTH
    if width and abs(width - expected) > _NEARLY * expected:
        return True
    if not _covers_page(node):
        return False
    across, down = node.plot.crop or (1, 1)
    return abs(height / width * across / down - 1) > _NEARLY


def _covers_page(node: DrawnNode) -> bool:
    return isinstance(node, CoverNode) and bool(node.looks)


def _list_drawn(edition: Edition) -> Iterator[DrawnNode]:
    for node in walk((edition.masthead, *edition.blocks)):
        if isinstance(node, DrawnNode) and node.plot and node.file:
            yield node


def _draw_images(edition: Edition, theme: Theme) -> Iterator[Asset]:
    for node in walk((edition.masthead, *edition.blocks)):
        match node:
            case ImageNode(plot=CodePlot() as plot):
                yield replace(codes.draw(plot), name=node.file)
            case ImageNode(plot=CellBar() | Sparkline() as plot):
                colours = palette.read(theme.assets, edition.language)
                yield replace(cells.draw(plot, colours), name=node.file)
            case _:
                pass


def _address(node: DrawnNode) -> str:
    return node.drawing.at if node.drawing else node.at


def _draw_node(node: DrawnNode, edition: Edition, theme: Theme, sizes: Sizes) -> Picture | Problem:
    colours = palette.read(theme.assets, node.language or edition.language)
    if isinstance(node.plot, PicturePlot):
        data, printed = find_file(edition, theme, node.plot.file), sizes.get(_address(node))
        return _read(node, node.plot, data, printed, colours, theme)
    assert node.plot is not None
    highest = high = _find_highest(theme)
    for plot, width in _list_attempts(node.plot, theme):
        found = _draw_plot(plot, colours, width)
        if isinstance(found, str):
            return Problem("L810", found, at=f"{node.at}.vega_lite")
        if isinstance(found, Problem):
            return replace(found, at=node.at)
        high = found.height
        if high <= highest * max(1.0, found.width / width) * width / charts.WIDTH:
            return Picture(replace(found, name=node.file))
    return Problem("L811", _refuse_height(node.plot, highest / high), at=node.at)


def _list_attempts(plot: AnyPlot, theme: Theme) -> Iterator[tuple[AnyPlot, float]]:
    """A plot → how to draw it and how wide: the last are smaller letters, then rows set close."""
    yield from ((plot, width) for width in _widths(theme))
    if isinstance(plot, Plot):
        yield replace(plot, is_close=True), charts.WIDTH


def _refuse_height(plot: AnyPlot, share: float) -> str:
    """A plot, and what share of its drawing a page holds → the sentence that refuses it."""
    if not isinstance(plot, Plot) or plot.panels or not CHART_KINDS[plot.kind].lies:
        return "This drawing would be higher than a page; show fewer rows or series."
    count = len(plot.categories)
    return (
        f"This chart of {count} rows would be higher than a page, which holds about "
        f"{max(1, int(count * share))} of them; leave some out, draw two charts, or write "
        "`table:` instead of `chart:`."
    )


def find_file(edition: Edition, theme: Theme, name: str) -> bytes:
    """The name of a picture → its bytes: a file of the briefing, or one of the organisation's."""
    if name in edition.files:
        return edition.files[name]
    asset = theme.assets.find(name)
    assert asset is not None, name  # house.yaml was checked
    return asset.data


def _find_highest(theme: Theme) -> int:
    return _HIGHEST if theme.lettering == 1 else _HIGHEST_IN_LARGE_PRINT


def _read(
    node: DrawnNode,
    plot: PicturePlot,
    data: bytes,
    printed: tuple[float, float] | None,
    colours: Palette,
    theme: Theme,
) -> Picture | Problem:
    """A picture's file → it, as wide as it is printed; a fault where it can't be shown."""
    covers_page = _covers_page(node)
    shape = (round(printed[0]), round(printed[1])) if printed and covers_page else plot.crop
    crop = Crop(*shape, plot.focus) if shape else None
    if is_vector(data):
        found = read_vector(plot.file, data, colours, crop)
    else:
        width = printed[0] if printed else float(plot.width) * charts.WIDTH
        found = _read_picture(plot.file, data, width, crop)
    if isinstance(found, str):
        return Problem("L809", found, at=_address(node))
    share = 1.0 if theme.lettering > 1 else float(plot.width)
    high = found.asset.height / found.asset.width * charts.WIDTH
    if not covers_page and high * share > _find_highest(theme):
        return Problem("L811", _suggest_width(plot.file, _find_highest(theme) / high), at=node.at)
    return replace(found, asset=replace(found.asset, name=node.file))


def read_file(name: str, data: bytes, assets: Assets, width: float) -> Picture | str:
    """A picture's name and bytes, a theme's files, px of CSS → it that wide, or what is wrong."""
    if is_vector(data):
        return read_vector(name, data, palette.read(assets))
    return read_picture(name, data, width)


def _suggest_width(name: str, share: float) -> str:
    """A picture and the largest share of the text's width at which a page holds it → what to do."""
    fitting = next((word for word, least in _NARROWER.items() if least <= share), "")
    narrower = f"`width: {fitting}` or " if fitting else ""
    return f"“{name}” would be higher than a page; write {narrower}`crop: 4:5` below it."


_NARROWER = {"two_thirds": 2 / 3, "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}
# A picture is read once for all editions that a process builds; few are kept, since they are large.
_read_picture = lru_cache(maxsize=8)(read_picture)


def _widths(theme: Theme) -> tuple[float, ...]:
    """A theme → how wide to draw for letters that are right on a page; else for smaller ones."""
    larger = (theme.lettering, (theme.lettering + 1) / 2, 1.0)
    return tuple(charts.WIDTH / one for one in dict.fromkeys(larger))


def _draw_plot(plot: AnyPlot, colours: Palette, width: float) -> Asset | Problem | str:
    match plot:
        case Plot(kind="column" | "histogram") if plot.thresholds and not charts.stands_upright(
            plot, colours
        ):
            return Problem("L813", _NO_ROOM)
        case Plot():
            return charts.draw(plot, colours, width)
        case MapPlot():
            return maps.draw(plot, colours, width)
        case GanttPlot():
            return gantt.draw(plot, colours, width)
        case TimePlot():
            return timelines.draw(plot, colours, width)
        case VegaPlot():
            return vega.draw(plot, colours, width)
        case PicturePlot() | CodePlot() | CellBar() | Sparkline():
            raise TypeError("a picture is read; a code or a part of a cell is no figure")
        case _:
            assert_never(plot)
