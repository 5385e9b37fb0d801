"""Maps on which names have no room → an inset that has, or numbers in their place and a key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.audience.theme import Theme, adapt
from briefwright.edition import Edition, Node, walk
from briefwright.edition.figures import extend_alt
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.map_views import describe_inset
from briefwright.edition.nodes import BodyNode, DrawnNode, Leaf
from briefwright.edition.resolution import anchor
from briefwright.edition.runs import Bold, Run, Words
from briefwright.facts.dates import localise_digits
from briefwright.figures import charts, insets, maps, palette
from briefwright.figures.palette import Palette

_MOST = 40  # areas: numbers of more would hide the map


def number_areas(edition: Edition, theme: Theme) -> Edition:
    """An edition and its theme → the same, each shaded area of a map named or numbered there.

    Where many that lie close together have no room for their names, an inset shows them larger.

    A circle whose name has no room has none; the table below the map has all names and numbers.
    On a map with more than 40 areas that have no room for their names, these stay without.
    """
    letters = frozenset("".join(_list_texts(edition)))
    look = adapt(theme, edition.direction, edition.languages, letters)  # has fonts for them
    return replace(edition, blocks=_number_all(edition.blocks, look, edition.language))


def _list_texts(edition: Edition) -> Iterator[str]:
    """An edition → what its maps may say."""
    for node in walk(edition.blocks):
        if isinstance(node, DrawnNode) and isinstance(node.plot, MapPlot):
            yield from (text for _, text in (*node.plot.labels, *node.plot.neighbours))
            yield from (text for one in node.plot.places for text in (one.name, one.note))
            yield from (one.label for one in node.plot.distances)


def _number_all(nodes: tuple[Node, ...], theme: Theme, language: str) -> tuple[Node, ...]:
    return tuple(_number(node, theme, node.language or language) for node in nodes)


def _number(node: Node, theme: Theme, language: str) -> Node:
    match node:
        case BodyNode():
            return replace(node, body=_number_all(node.body, theme, language))
        case DrawnNode(plot=MapPlot(counted=True) as plot):
            colours = palette.read(theme.assets, language)
            crowded = maps.list_crowded(plot, colours, charts.WIDTH / theme.lettering)
            places = (
                replace(place, name="", note="") if n in crowded else place
                for n, place in enumerate(plot.places)
            )
            return replace(node, plot=replace(plot, places=tuple(places)))
        case DrawnNode(plot=MapPlot() as plot):
            width, labels = charts.WIDTH / theme.lettering, theme.labels[language]
            colours = palette.read(theme.assets, language)
            if plot.may_enlarge and (found := insets.find_detail(plot, colours, width)):
                plot, said = found, describe_inset(found, labels, language)
                node = replace(node, alt=extend_alt(node.alt, said) if node.alt else None)
            return _name_areas(replace(node, plot=plot), plot, colours, width, labels)
        case _:
            return node


def _name_areas(
    node: DrawnNode, plot: MapPlot, colours: Palette, width: float, labels: Mapping[str, str]
) -> DrawnNode:
    """A map → the same with a number in each area whose name has no room, and their key below it.

    Those that its detail shows are named or numbered there. What an overview shows has no number.
    """
    nameless = {*maps.list_nameless(plot, colours, width)}
    inner = insets.list_nameless(plot, colours, width)
    if plot.inset and plot.inset.kind == "overview":
        plot, inner = _drop_names(plot, inner), ()
    listed = [name for name in plot.countries if name in nameless or name in inner]
    if len(listed) > _MOST and plot.inset:
        plot, inner, listed = _drop_names(plot, inner), (), []
    if not 0 < len(listed) <= _MOST:
        return replace(node, plot=plot)
    numbers = tuple((name, localise_digits(str(n), labels)) for n, name in enumerate(listed, 1))
    key = _write_key(node.at, plot, numbers, labels["signs.semicolon"])
    plot = replace(plot, numbers=tuple(one for one in numbers if one[0] in nameless))
    if plot.inset and inner:
        own = tuple(one for one in numbers if one[0] in inner)
        small = replace(plot.inset, plot=replace(plot.inset.plot, numbers=own))
        plot = replace(plot, inset=small)
    return replace(node, plot=plot, notes=(*node.notes, key))


def _drop_names(plot: MapPlot, names: Sequence[str]) -> MapPlot:
    """A map with an inset → the same without some of the names in that."""
    assert plot.inset is not None
    kept = tuple(one for one in plot.inset.plot.labels if one[0] not in names)
    small = replace(plot.inset, plot=replace(plot.inset.plot, labels=kept))
    return replace(plot, inset=small)


def _write_key(at: str, plot: MapPlot, numbers: Sequence[tuple[str, str]], between: str) -> Leaf:
    """A map, its numbers, what stands between names → the line below that says whose they are."""
    inner = plot.inset.plot.labels if plot.inset else ()
    labels, runs = dict((*plot.labels, *inner)), list[Run]()
    for name, number in numbers:
        runs += [Words(between), Bold((Words(number),)), Words(f"\u00a0{labels[name]}")]
    return Leaf(f"{at}.key", tuple(runs[1:]), id=f"{anchor(at)}-key")
