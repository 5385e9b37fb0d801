"""A theme's files, checked: stylesheets, drawings and pictures that can be rendered.

How many pixels an edition shows in all is checked here too.
"""

from collections.abc import Iterator
from functools import lru_cache

from briefwright.document import limits
from briefwright.document.assets import Asset, Assets
from briefwright.figures.pictures import check_picture
from briefwright.problems import ContentError, Place, Problem

_MOST_PIXELS = 200_000_000  # of all pictures of an edition


def check(assets: Assets) -> None:
    """Checks a theme's files. Errors: ContentError R9… and L809, all at once."""
    if faults := _faults(assets):
        raise ContentError(faults)


def weigh(assets: Assets) -> None:
    """Checks all that an edition shows. Errors: ContentError R908 where it has too many pixels."""
    pixels = sum(file.width * file.height for file in assets if file.media_type in _PIXELS)
    if pixels > _MOST_PIXELS:
        message = f"The pictures have {pixels:,} pixels together; {_MOST_PIXELS:,} are the most."
        raise ContentError([Problem("R908", f"{message} Save the largest of them smaller.")])


_PIXELS = frozenset({"image/png", "image/jpeg"})


@lru_cache(maxsize=8)
def _faults(assets: Assets) -> tuple[Problem, ...]:
    """A theme's files → their faults; found once in a process."""
    return tuple(problem for asset in assets for problem in _of_file(asset))


def _of_file(asset: Asset) -> Iterator[Problem]:
    file = f"templates/{asset.name}"
    match asset.media_type:
        case "text/css":
            yield from limits.check_stylesheet(asset.data.decode(), file)
        case "image/svg+xml":
            yield from limits.check_drawing(asset.data, file)
        case "image/png" | "image/jpeg":
            found = check_picture(asset.name, asset.data)
            if isinstance(found, str):
                yield Problem("L809", found, Place(file, 1))
