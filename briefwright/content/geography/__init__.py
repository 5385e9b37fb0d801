"""Countries and their shapes: what an author calls them, and where they lie."""

from briefwright.content.geography.countries import Country, country, is_on_earth, letters, names
from briefwright.content.geography.shapes import Detail, Ring, Shape, shapes

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
