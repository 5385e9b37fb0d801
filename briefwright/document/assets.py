"""Named bytes: everything that a page may load. Nothing else is ever fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# A host that cannot exist (RFC 2606): names in HTML and CSS are resolved against it,
# so that no folder of this machine gets into the files or into their hashes.
BASE_URL = "https://briefing.invalid/"


@dataclass(frozen=True)
class Asset:
    """One file as a value: its name as HTML and CSS call it, its bytes, its media type.

    `width` and `height` are CSS pixels, for pictures; 0 for everything else.
    """

    name: str
    data: bytes = field(repr=False)
    media_type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Assets:
    """All assets of one edition, by name."""

    files: tuple[Asset, ...] = ()

    def find(self, name: str) -> Asset | None:
        """The name that HTML or CSS uses → the asset, or nothing."""
        return next((asset for asset in self.files if asset.name == name), None)

    def __add__(self, more: Iterable[Asset]) -> "Assets":
        return Assets((*self.files, *more))

    def __iter__(self) -> Iterator[Asset]:
        return iter(self.files)
