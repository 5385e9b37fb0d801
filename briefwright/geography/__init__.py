"""Countries and their shapes: what an author calls them, where they lie, what a map shows of them.

countries    names and codes → countries
shapes       the data → outlines, and the lines that two countries share
topojson     lines that neighbours share → outlines
regions      a file of an author's → regions
boundaries   boundaries that a table names → their lines
projections  degrees → a flat map
extents      places and countries → the window of a map
middles      shapes → the points that stand for them
"""

from briefwright.geography.boundaries import Boundary, show_boundary, trace_boundary
from briefwright.geography.countries import (
    Country,
    find_country,
    find_letters,
    is_on_earth,
    list_undisputed,
    names,
)
from briefwright.geography.extents import (
    Extent,
    find_middle_of,
    find_window,
    is_shown,
    trace_frame,
)
from briefwright.geography.middles import find_middle, find_shape_at
from briefwright.geography.regions import code_region, read_regions
from briefwright.geography.shapes import Detail, Shape, read_shapes
from briefwright.geography.topojson import Ring

__all__ = [
    "Boundary",
    "Country",
    "Detail",
    "Extent",
    "Ring",
    "Shape",
    "code_region",
    "find_country",
    "find_letters",
    "find_middle",
    "find_middle_of",
    "find_shape_at",
    "find_window",
    "is_on_earth",
    "is_shown",
    "list_undisputed",
    "names",
    "read_regions",
    "read_shapes",
    "show_boundary",
    "trace_boundary",
    "trace_frame",
]
