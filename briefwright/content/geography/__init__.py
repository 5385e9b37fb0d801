"""Countries and their shapes: what an author calls them, and where they lie."""

from briefwright.content.geography.countries import (
    Country,
    find_country,
    find_letters,
    is_on_earth,
    list_undisputed,
    names,
)
from briefwright.content.geography.shapes import Detail, Ring, Shape, read_shapes

__all__ = [
    "Country",
    "Detail",
    "Ring",
    "Shape",
    "find_country",
    "find_letters",
    "is_on_earth",
    "list_undisputed",
    "names",
    "read_shapes",
]
