"""What a map shows, as values, before it is drawn: places, countries, classes, circles."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefwright.edition.runs import Direction
from briefwright.geography import Boundary, Shape, code_region, find_country


@dataclass(frozen=True)
class Place:
    """A point on a map: its label, degrees east and north, and a lighter second line."""

    name: str
    longitude: float
    latitude: float
    note: str = ""


@dataclass(frozen=True)
class Distance:
    """A distance in km, and how it is printed."""

    km: int
    label: str


@dataclass(frozen=True)
class MapClass:
    """Countries that have one shade on a map, and what its legend says of them."""

    label: str
    countries: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What of the world a map shows: points in degrees, and areas by their names on the map."""

    points: tuple[tuple[float, float], ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inset:
    """A small map in a corner of another: an overview of where that lies, or a detail of it."""

    kind: Literal["overview", "detail"]
    plot: "MapPlot"


@dataclass(frozen=True)
class MapPlot:
    """One map: labelled places and shaded countries; at least one of the two.

    `countries` are names of Natural Earth or codes of ISO 3166-1 (alpha-3); `labels` gives some
    of them, or of their neighbours, the words that stand in them: country → label. One of the
    `distances`, the shortest first, is the length of the scale bar. `neighbours` are further
    countries with their labels, each of which stands where it has room.

    Where there are `classes`, from low to high, each of the countries is in one of them, or it has
    no number and is `missing`. `unit` is what the numbers count; the legend runs in `direction`.
    The `disputed` boundaries are dashed. Where there are `regions`, `countries` and `labels` name
    some of them. `numbers` are what stands in those whose names have no room: country → number.

    The `home` country is outlined: a name or a code that `find_country` knows.

    Where there are `sizes`, there is one for each place: the number that the area of its circle is,
    or None for a dot. `size_keys` are the circles of the legend, the largest first: number, label.
    Where circles stand for the numbers of its countries, these are `counted`, and not shaded.

    It shows all its places and countries, unless it has a `view`. Of it and its inset one has a
    `mark`: points along the edges of what the other shows, in degrees. Where it `may_enlarge`, an
    inset is added for names that have no room.
    """

    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    distances: tuple[Distance, ...] = ()
    neighbours: tuple[tuple[str, str], ...] = ()
    classes: tuple[MapClass, ...] = ()
    missing: MapClass | None = None
    unit: str = ""
    direction: Direction = "ltr"
    disputed: tuple[Boundary, ...] = ()
    regions: tuple[Shape, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    home: str = ""
    sizes: tuple[Decimal | None, ...] = ()
    size_keys: tuple[tuple[Decimal, str], ...] = ()
    counted: bool = False
    view: View | None = None
    inset: Inset | None = None
    mark: tuple[tuple[float, float], ...] = ()
    may_enlarge: bool = False

    @property
    def is_shaded(self) -> bool:
        """Whether its countries are shaded without numbers."""
        return not (self.classes or self.missing or self.counted)

    @property
    def home_code(self) -> str:
        """The code of the home country, "" for none."""
        found = find_country(self.home)
        return found.code if found else ""

    @property
    def has_legend(self) -> bool:
        """Whether a legend stands below it."""
        return bool(self.classes or self.sizes)

    def find_code(self, name: str) -> str:
        """One of its `countries`, or a name in `labels` → the code of its shape, "" for none."""
        if self.regions:
            return code_region(name)
        found = find_country(name)
        return found.code if found else ""

    @property
    def positions(self) -> tuple[tuple[float, float], ...]:
        """The points that must be seen on it, in degrees east and north: its places."""
        if self.view:
            return self.view.points
        return tuple((place.longitude, place.latitude) for place in self.places)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the countries that must be seen on it; those of regions are their own."""
        names = self.view.areas if self.view else self.countries
        return frozenset() if self.regions else frozenset(map(self.find_code, names))

    @property
    def framed_regions(self) -> tuple[Shape, ...]:
        """The regions that must be seen on it."""
        if not self.view:
            return self.regions
        return tuple(one for one in self.regions if one.name in self.view.areas)
