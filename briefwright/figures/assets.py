"""A theme's files: stylesheets and drawings checked, pictures as every program can show them.

How many pixels an edition shows in all is checked here too.
"""

from collections.abc import Iterable
from functools import lru_cache

from briefwright.document import limits
from briefwright.document.assets import Asset, Assets
from briefwright.figures.pictures import Picture, read_picture
from briefwright.problems import ContentError, Place, Problem

_MOST_PIXELS = 200_000_000  # of all pictures of an edition


def prepare(assets: Assets) -> Assets:
    """A theme's files → the same, pictures read. Errors: ContentError R9… and L809, all at once."""
    prepared, faults = _prepare(assets)
    if faults:
        raise ContentError(faults)
    return prepared


def weigh(assets: Assets) -> None:
    """Checks all that an edition shows. Errors: ContentError R908 where it has too many pixels."""
    pixels = sum(file.width * file.height for file in assets if file.media_type in _PIXELS)
    if pixels > _MOST_PIXELS:
        message = f"The pictures have {pixels:,} pixels together; {_MOST_PIXELS:,} are the most."
        raise ContentError([Problem("R908", f"{message} Save the largest of them smaller.")])


_PIXELS = frozenset({"image/png", "image/jpeg"})
_SVG = "image/svg+xml"


def read_letters(drawn: Iterable[Asset]) -> frozenset[str]:
    """Drawings and pictures → the letters in the drawings."""
    drawings = (one for one in drawn if one.media_type == _SVG)
    return frozenset("".join(one.data.decode(errors="replace") for one in drawings))


@lru_cache(maxsize=8)
def _prepare(assets: Assets) -> tuple[Assets, tuple[Problem, ...]]:
    """A theme's files → the same as they go into the files, and their faults; once in a process."""
    pictures = {
        asset.name: read_picture(asset.name, asset.data)
        for asset in assets
        if asset.media_type.startswith("image/") and asset.media_type != _SVG
    }
    problems = [problem for asset in assets for problem in _check(asset)]
    problems += [
        Problem("L809", found, Place(f"templates/{name}", 1))
        for name, found in pictures.items()
        if isinstance(found, str)
    ]
    shown = {name: one.asset for name, one in pictures.items() if isinstance(one, Picture)}
    return Assets(tuple(shown.get(asset.name, asset) for asset in assets)), tuple(problems)


@lru_cache(maxsize=64)
def _check(asset: Asset) -> tuple[Problem, ...]:
    """One file, which several themes may have → what is too much in it."""
    file = f"templates/{asset.name}"
    if asset.media_type == "text/css":
        return tuple(limits.check_stylesheet(asset.data.decode(), file))
    if asset.media_type == _SVG:
        return tuple(limits.check_drawing(asset.data, file))
    return ()
