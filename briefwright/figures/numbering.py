"""Maps on which a name has no room → the number that stands in its place, and a key below."""

from collections.abc import Iterator
from dataclasses import replace

from briefwright.audience.theme import Theme, adapt
from briefwright.edition import Edition, Node, walk
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.nodes import BodyNode, DrawnNode, Leaf
from briefwright.edition.resolution import anchor
from briefwright.edition.runs import Bold, Run, Words
from briefwright.facts.dates import localise_digits
from briefwright.figures import charts, maps, palette

_MOST = 40  # areas: numbers of more would hide the map


def number_areas(edition: Edition, theme: Theme) -> Edition:
    """An edition and its theme → the same, each shaded area of a map named or numbered there.

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
        case DrawnNode(plot=MapPlot(countries=(_, *_)) as plot):
            colours = palette.read(theme.assets, language)
            nameless = maps.list_nameless(plot, colours, charts.WIDTH / theme.lettering)
            if not 0 < len(nameless) <= _MOST:
                return node
            numbers = tuple(
                (name, localise_digits(str(n), theme.labels[language]))
                for n, name in enumerate(nameless, 1)
            )
            plot = replace(plot, numbers=numbers)
            key = _write_key(node.at, plot, theme.labels[language]["signs.semicolon"])
            return replace(node, plot=plot, notes=(*node.notes, key))
        case _:
            return node


def _write_key(at: str, plot: MapPlot, between: str) -> Leaf:
    """A map with numbers, what stands between names → the line below that says whose they are."""
    labels, runs = dict(plot.labels), list[Run]()
    for name, number in plot.numbers:
        runs += [Words(between), Bold((Words(number),)), Words(f"\u00a0{labels[name]}")]
    return Leaf(f"{at}.key", tuple(runs[1:]), id=f"{anchor(at)}-key")
