"""A finished file, taken apart: each text in it, where it stands, and what sort of text it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

# text    is read by people: on pages, in notes, in descriptions, in attached files
# name    is what something is called: files, bookmarks, tags, the targets of links
# other   is everything else that is text; the machinery's own words stand there too
# data    is what can be read between the numbers of fonts, colours and pictures: no code is in it
# opaque  can't be searched, and nothing that can't be searched may go out
Sort = Literal["text", "name", "other", "data", "opaque"]


@dataclass(frozen=True)
class FilePart:
    """Some text of a file: where it stands, in words that a sentence can begin with, and itself.

    `pixels` gives those of a picture, which has them in place of text.
    """

    where: str
    text: str = field(repr=False)
    sort: Sort = "text"
    pixels: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Embedded:
    """A file inside another: where it stands, and its bytes, whatever it is called."""

    where: str
    data: bytes = field(repr=False)
