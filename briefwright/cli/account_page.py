"""An edition's account and its files → a page that a person can read and hand on.

It loads nothing and needs no script: what was checked, every leaf with its page and where it
stands, how much was left out by rule, the digests of the files. Pictures are those of the PDF.
"""

import base64
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from briefwright.document.boxes import Box
from briefwright.problems import CODES
from briefwright.verify.parity import Account
from briefwright.version import __version__

SCALE = 0.9  # pixels of a picture for each point of the page
COLOURS = 24  # of a picture: enough for text, and a tenth of the bytes
_PAGED = "pdf"

# What is checked of every edition: what it is called, how, and the codes of what it finds.
CHECKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Nothing lost", "every text of the edition stands in each file", ("P901", "P911")),
    ("Nothing changed", "every text reads in each file as in the edition", ("P904", "P905")),
    ("Nothing added", "no file says what the edition doesn't", ("P902", "P906")),
    ("In order", "texts follow one another as in the edition", ("P903",)),
    ("As what it is", "a heading is a heading, a list item a list item", ("P907",)),
    ("Contents", "each line of the contents names the right page", ("P908",)),
    ("Seen", "every letter has ink: on the paper, uncovered, legible", ("P913",)),
    ("Closed", "nothing stands in a file that isn't on the list of what may", ("P914",)),
    ("Around the text", "heads, feet, links and properties say what they should", ("P915",)),
    ("Drawings", "bars, lines, dots and their words say what the figures say", ("P916",)),
    ("Withheld", "nothing that this audience must not see is in any file", ("S9",)),
)


@dataclass(frozen=True)
class Check:
    """One check: its name, what it looks at, and how much it found wrong."""

    name: str
    meaning: str
    found: int


@dataclass(frozen=True)
class Outline:
    """Where a leaf stands on a picture, in hundredths of its width and height."""

    number: int
    left: float
    top: float
    width: float
    height: float
    status: str


@dataclass(frozen=True)
class Page:
    """One page: its number, its picture as a data address, the leaves that begin on it."""

    number: int
    picture: str
    outlines: tuple[Outline, ...]


def list_account_files(account: Account, outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """An edition's account and its files, if there are → the account for programs and people.

    By ending: as JSON, as a table, and as a page.
    """
    document = json.dumps(account.as_json(), ensure_ascii=False, indent=1) + "\n"
    return {
        "json": document.encode(),
        "txt": account.as_text().encode(),
        "html": render_account(account, outputs).encode(),
    }


def render_account(account: Account, outputs: Mapping[str, bytes]) -> str:
    """An account and the files by format → the page, as HTML.

    Withheld parts are counted, rule by rule, and not named.
    """
    from jinja2 import Environment

    template = (files("briefwright.cli") / "account.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        template
    ).render(
        account=account,
        checks=tuple(list_checks(account)),
        formats=[name for name in account.formats if name != "markup"],
        leaves=tuple(enumerate(account.leaves, start=1)),
        pages=tuple(_draw_pages(account, outputs[_PAGED])) if _PAGED in outputs else (),
        digests={name: hashlib.sha256(data).hexdigest() for name, data in outputs.items()},
        withheld=Counter(rule for _, rule in account.withheld),
        version=__version__,
    )  # fmt: skip


def list_checks(account: Account) -> Iterator[Check]:
    """An account → each check that is made, with the number of problems that it found."""
    for name, meaning, codes in CHECKS:
        if not any(code.startswith(codes) for code in CODES):
            continue
        found = sum(problem.code.startswith(codes) for problem in account.problems)
        yield Check(name, meaning, found)


def _draw_pages(account: Account, pdf: bytes) -> Iterator[Page]:
    """An account and its PDF → every page as a picture, with the leaves that begin on it."""
    from PIL import Image
    from pypdfium2 import PdfDocument  # both load libraries of the system

    with PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            sheet = Box(*page.get_bbox())
            drawn = page.render(scale=SCALE).to_pil().convert("RGB")
            picture = drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE)  # keeps the accents
            data = io.BytesIO()
            picture.save(data, "PNG")
            address = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
            yield Page(index + 1, address, tuple(_outlines(account, index + 1, sheet)))


def _outlines(account: Account, page: int, sheet: Box) -> Iterator[Outline]:
    width, height = sheet.right - sheet.left, sheet.top - sheet.bottom
    for number, leaf in enumerate(account.leaves, start=1):
        for seen in leaf.sightings:
            if seen.format == _PAGED and seen.page == page and seen.box:
                yield Outline(
                    number,
                    100 * (seen.box.left - sheet.left) / width,
                    100 * (sheet.top - seen.box.top) / height,
                    100 * (seen.box.right - seen.box.left) / width,
                    100 * (seen.box.top - seen.box.bottom) / height,
                    seen.status,
                )
