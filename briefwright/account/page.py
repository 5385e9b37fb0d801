"""An edition's account and its files → a page that a person can read and hand on.

It loads nothing and needs no script: what was checked, every leaf with its page and where it
stands, how much was left out by rule, the digests of the files. Pictures are those of the PDF.
"""

import base64
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from briefwright.document.boxes import Box
from briefwright.problems import CODES, Problem
from briefwright.verify.parity import FORMAT_NAMES, Account
from briefwright.verify.parity.account import LeafAccount
from briefwright.version import __version__

SCALE = 0.9  # pixels of a picture for each point of the page
COLOURS = 24  # of a picture: enough for text, and a tenth of the bytes
_PAGED = "pdf"


@dataclass(frozen=True)
class _Rule:
    """What is checked of every edition: what it is called, how, and what it finds.

    That is by the codes of problems; with `about`, by what they are about; with `kinds` or
    `streams`, by the texts that they concern.
    """

    name: str
    meaning: str
    codes: tuple[str, ...]
    about: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()


_OF_TEXTS = ("P901", "P902", "P903", "P904", "P905", "P907", "P911")
_LINKS = {"link", "place", "inner link", "place of a name"}
_METADATA = {
    "title", "author", "last author", "subject", "keywords", "creator", "language", "property",
    "date of creation", "date of change",
}  # fmt: skip
_RUNNING = {"head, foot or watermark", "head or foot", "watermark"}
_TABLES = {"cell of a table", "head of a table that goes on"}
_FILES = {"attached file", "cell of an attached file", "file of a figure"}
_STRUCTURE = {"heading", "list", "language of a part", "box of a figure", "structure"}
_ABOUT = re.compile(r", an? ([\w, ]+?) says ")

CHECKS: tuple[_Rule, ...] = (
    _Rule("Nothing lost", "every text of the edition stands in each file", ("P901", "P911")),
    _Rule("Text", "every text reads in each file as in the edition", ("P904",)),
    _Rule("Numbers", "every number in a text is that of the edition", ("P905",)),
    _Rule("Nothing added", "no file says what the edition doesn’t", ("P902", "P906")),
    _Rule("Order", "texts follow one another as in the edition", ("P903",)),
    _Rule("Kinds", "a heading is a heading, a list item a list item", ("P907",)),
    _Rule("Headings and lists", "each has its level, its numbers, its language", ("P915",),
          frozenset(_STRUCTURE)),
    _Rule("Tables", "each cell is there, under its headings", (*_OF_TEXTS, "P915"),
          frozenset(_TABLES), kinds=frozenset({"cell"})),
    _Rule("Notes", "each note is there, and says what it should", _OF_TEXTS,
          streams=frozenset({"notes"})),
    _Rule("Captions", "each figure and table has its own", _OF_TEXTS, kinds=frozenset({"caption"})),
    _Rule("Alt texts", "each picture is described as in the edition", _OF_TEXTS,
          streams=frozenset({"alts"})),
    _Rule("Charts", "each has its numbers, in the file too", (*_OF_TEXTS, "P915"),
          frozenset({"chart"}), streams=frozenset({"data"})),
    _Rule("Drawings", "bars, lines, dots and their words say what the figures say", ("P916",)),
    _Rule("Pictures", "each is there, dot by dot", ("P915",),
          frozenset({"picture", "picture for older programs"})),
    _Rule("Attached files", "each cell in them is that of its table or chart", ("P915",),
          frozenset(_FILES)),
    _Rule("Contents", "each line of the contents names the right page", ("P908",)),
    _Rule("Links", "each says what it should, and leads there", ("P915",), frozenset(_LINKS)),
    _Rule("Bookmarks", "each heading has its own, at its place", ("P915",),
          frozenset({"bookmark of the outline", "bookmark", "control"})),
    _Rule("Heads and feet", "each page says at its edges what it should", ("P915",),
          frozenset(_RUNNING)),
    _Rule("Pages", "each is as large as it was laid out, on its ground", ("P915",),
          frozenset({"size of a page", "background of the page"})),
    _Rule("Metadata", "title, author, dates and all properties", ("P915",), frozenset(_METADATA)),
    _Rule("Seen", "every letter has ink: on the paper, uncovered, legible", ("P913",)),
    _Rule("Fonts and closed list", "letters look as their fonts draw them, and nothing stands in a "
          "file that isn’t on the list of what may", ("P912", "P914")),
    _Rule("Withheld", "nothing that this audience must not see is in any file", ("S9",)),
)  # fmt: skip


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
    page: str = _read_template("account.html").render(
        account=account,
        checks=tuple(list_checks(account)),
        formats=[name for name in account.formats if name != "markup"],
        names=FORMAT_NAMES,
        leaves=tuple(enumerate(account.leaves, start=1)),
        pages=tuple(_draw_pages(account, outputs[_PAGED])) if _PAGED in outputs else (),
        digests={name: hashlib.sha256(data).hexdigest() for name, data in outputs.items()},
        withheld=Counter(rule for _, rule in account.withheld),
        version=__version__,
    )  # fmt: skip
    return page


def list_checks(account: Account) -> Iterator[Check]:
    """An account → each check that is made, with the number of problems that it found."""
    leaves = {leaf.at: leaf for leaf in account.leaves}
    for rule in CHECKS:
        if any(code.startswith(rule.codes) for code in CODES):
            found = sum(_finds(rule, problem, leaves) for problem in account.problems)
            yield Check(rule.name, rule.meaning, found)


def _finds(rule: _Rule, problem: Problem, leaves: Mapping[str, LeafAccount]) -> bool:
    """Whether a problem is of those that a rule looks for."""
    if not problem.code.startswith(rule.codes):
        return False
    if not (rule.about or rule.kinds or rule.streams):
        return True
    if said := _ABOUT.search(problem.message) if problem.code == "P915" else None:
        return said[1] in rule.about
    leaf = leaves.get(problem.at)
    return leaf is not None and (leaf.kind in rule.kinds or leaf.stream in rule.streams)


def _draw_pages(account: Account, pdf: bytes) -> Iterator[Page]:
    """An account and its PDF → every page as a picture, with the leaves that begin on it."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            outlines = tuple(_outlines(account, index + 1, Box(*page.get_bbox())))
            yield Page(index + 1, draw_picture(page), outlines)


def draw_picture(page: Any) -> str:
    """A page, as PDFium has it → its picture, as an address that holds it."""
    from PIL import Image

    drawn = page.render(scale=SCALE).to_pil().convert("RGB")
    picture = drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE)  # keeps the accents
    data = io.BytesIO()
    picture.save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def _outlines(account: Account, page: int, sheet: Box) -> Iterator[Outline]:
    for number, leaf in enumerate(account.leaves, start=1):
        for seen in leaf.sightings:
            if seen.format == _PAGED and seen.page == page and seen.box:
                yield place(number, seen.box, sheet, seen.status)


def place(number: int, box: Box, sheet: Box, status: str) -> Outline:
    """A leaf's number, where it stands on a sheet, its status → its outline on the picture."""
    width, height = sheet.right - sheet.left, sheet.top - sheet.bottom
    return Outline(
        number,
        100 * (box.left - sheet.left) / width,
        100 * (sheet.top - box.top) / height,
        100 * (box.right - box.left) / width,
        100 * (box.top - box.bottom) / height,
        status,
    )


# ----------------------------------------------------------------- Word's pages


_WORD = re.compile(r"<!-- Word (\d+|on) -->.*?<!-- /Word -->", re.DOTALL)


def add_word_pages(page: str, drawn: Sequence[Page]) -> str:
    """An account's page and Word's pages → it with each beside that of the PDF, the others last."""
    template = _read_template("account_word.html")
    by_number = {str(one.number): one for one in drawn}
    places = {found[1] for found in _WORD.finditer(page)}
    others = [one for one in drawn if str(one.number) not in places]

    def fill(found: re.Match[str]) -> str:
        shown = (
            others if found[1] == "on" else [by_number[found[1]]] if found[1] in by_number else []
        )
        return f"<!-- Word {found[1]} -->{template.render(pages=shown)}<!-- /Word -->"

    return _WORD.sub(fill, page)


def _read_template(name: str) -> Any:
    from jinja2 import Environment

    text = (files("briefwright.account") / name).read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
