"""Countries and their shapes: what an author calls them, and where they lie."""

from briefwright.geography.countries import Country, country, is_on_earth, letters, names
from briefwright.geography.shapes import Detail, Ring, Shape, shapes

__all__ = [
    "Country",
    "Detail",
    "Ring",
    "Shape",
    "country",
    "is_on_earth",
    "letters",
    "names",
    "shapes",
]
