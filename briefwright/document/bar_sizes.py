"""How thick bars are and how far apart: alike in the drawing of a chart and in Word's own."""

from dataclasses import dataclass

_WIDEST = 46.0  # px of a column
_BANDS = {"combo": 120.0}  # px of a category of columns, at the most
_BAND = 180.0
_SEAM = 1.0  # px between the columns of a histogram
_THICK, _THICK_OF_MANY, _THICK_OF_PARTS = 13.0, 11.0, 17.0  # px of a bar
_CLOSE = 2.0  # px between rows of bars that are set close


@dataclass(frozen=True)
class BarSizes:
    """The px of one category along its axis, those of each of its bars, and those between these."""

    band: float
    thick: float
    between: float
    count: int

    @property
    def gap(self) -> float:
        """What lies between the bars of two categories, in px."""
        return self.band - self.count * (self.thick + self.between) + self.between


def find_band(kind: str, width: float, categories: int) -> float:
    """A kind of columns, the px that it has for all its categories → the px of each."""
    return min(width / categories, _BANDS.get(kind, _BAND))


def size_columns(kind: str, width: float, categories: int, count: int) -> BarSizes:
    """A kind, the px for all its categories, how many columns each has → their sizes."""
    band = find_band(kind, width, categories)
    if kind == "histogram":
        return BarSizes(band, band - _SEAM, 0.0, count)
    between = 2.0
    share = 0.62 if count == 1 else 0.8
    thick = min(_WIDEST, (band * share - between * (count - 1)) / count)
    return BarSizes(band, thick, between, count)


def find_thickness(stacking: str, count: int) -> float:
    """Whether a bar has parts, how many bars a row has → the px of each where there is room."""
    if stacking:
        return _THICK_OF_PARTS
    return _THICK if count == 1 else _THICK_OF_MANY


def find_distance(thick: float) -> float:
    """The px of a bar that lies → those between it and the next of its row."""
    return 2.0 if thick > 9 else 1.0


def size_rows(stacking: str, height: float, categories: int, count: int) -> BarSizes:
    """Whether bars have parts, the px for all rows, how many bars each has → their sizes."""
    band, loose = height / categories, find_thickness(stacking, count)
    between = min(find_distance(loose), band / count / 8)
    fitting = max((band - _CLOSE + between) / count - between, band / count / 2)
    return BarSizes(band, min(loose, fitting), between, count)
