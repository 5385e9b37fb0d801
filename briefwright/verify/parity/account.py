"""What became of everything that an edition says: the account that is kept beside its files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefwright.document.boxes import Box
from briefwright.document.vocabulary import MarkKind
from briefwright.problems import Problem, ProofError

Status = Literal["ok", "lost", "doubled", "moved", "differs", "unseen"]
Stream = Literal["body", "notes", "alts", "data"]

_IN_CELL = ".drawing"  # what is drawn in a cell makes no figure of its table

FORMAT_NAMES: Mapping[str, str] = {
    "markup": "Markup",
    "pdf": "PDF",
    "docx": "Word",
    "html": "web page",
    "eml": "e-mail",
}
JSON_FORMAT = 2  # counts changes of the JSON that a program must know of
FIRST_WORDS = 60  # characters of a leaf that the table quotes
TITLE_OF_ALL = "briefing."  # the briefing's own title is a heading, but no section


@dataclass(frozen=True)
class Sighting:
    """What became of one leaf in one format; `page` is 0 where the format has no pages.

    `box` is where it stands on its page, as far as that is known.
    """

    format: str
    status: Status
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True)
class LeafAccount:
    """One thing that the edition prints, and what became of it in each format."""

    at: str
    stream: Stream
    kind: MarkKind
    text: str
    sightings: tuple[Sighting, ...]

    def status(self, format_: str) -> Status:
        """A format's name → what became of this leaf in it. Errors: KeyError if it wasn't read."""
        return {seen.format: seen.status for seen in self.sightings}[format_]

    @property
    def page(self) -> int:
        """The page of the first format that has pages, or 0."""
        return next((seen.page for seen in self.sightings if seen.page), 0)


@dataclass(frozen=True)
class Counts:
    """How many of each there are; a figure or table counts only with all that belongs to it.

    `charts` and `numbers` are those that a file holds as numbers; `texts` are all that is printed.
    """

    sections: int = 0
    tables: int = 0
    figures: int = 0
    notes: int = 0
    texts: int = 0
    charts: int = 0
    numbers: int = 0

    def __str__(self) -> str:
        printed = [
            _format_count(number, name)
            for name, number in vars(self).items()
            if number and name not in ("charts", "numbers")
        ]
        if self.numbers:
            charts = _format_count(self.charts, "charts")
            printed.append(f"{charts} with {_format_count(self.numbers, 'numbers')}")
        return ", ".join(printed)


@dataclass(frozen=True)
class Account:
    """What an edition says, what became of it in each format, and what is wrong.

    `withheld` is what a rule left out, with that rule: by number where this reader must not see it.
    `remarks` say where something was compared less strictly than usual, and why.
    """

    edition: str
    formats: tuple[str, ...]
    leaves: tuple[LeafAccount, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    def count_expected(self) -> Counts:
        """How many of each the edition has."""
        return _count(self.leaves, set(self.leaves))

    def count_found(self, format_: str) -> Counts:
        """A format's name → how many of each stand in it as they should."""
        return _count(self.leaves, {leaf for leaf in self.leaves if leaf.status(format_) == "ok"})

    def summary(self) -> str:
        """One line: “nothing lost: 8 sections, 212 texts in PDF and Word”."""
        if not self.problems:
            files = [name for name in self.formats if name != "markup"] or list(self.formats)
            *names, last = (FORMAT_NAMES.get(name, name) for name in files)
            where = f"{', '.join(names)} and {last}" if names else last
            return f"nothing lost: {self.count_expected()} in {where}"
        codes = Counter(problem.code for problem in self.problems)
        listed = ", ".join(f"{code} × {number}" for code, number in sorted(codes.items()))
        return (
            f"{_format_count(len(self.problems), 'problems')} in {self.count_expected()}: {listed}"
        )

    def as_json(self) -> dict[str, object]:
        """The whole account in JSON's types; none of the words of what is withheld."""
        return {
            "format": JSON_FORMAT,
            "edition": self.edition,
            "summary": self.summary(),
            "expected": vars(self.count_expected()),
            "found": {name: vars(self.count_found(name)) for name in self.formats},
            "problems": [_problem_as_json(problem) for problem in self.problems],
            "remarks": list(self.remarks),
            "leaves": [_leaf_as_json(leaf) for leaf in self.leaves],
            "withheld": [{"at": at, "rule": rule} for at, rule in self.withheld],
        }

    def as_text(self) -> str:
        """The same for people: a table of addresses, pages and first words."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"Account of {self.edition}"
        yield self.summary()
        yield from self.remarks
        yield from (f"  {problem}" for problem in self.problems)
        yield ""
        names = [FORMAT_NAMES.get(name, name) for name in self.formats]
        yield from format_table(
            [("Address", "Page", *names, "First words"), *map(self._row, self.leaves)]
        )
        if self.withheld:
            yield ""
            yield "Left out by rule:"
            yield from format_table([(f"  {at}", rule) for at, rule in self.withheld])

    def _row(self, leaf: LeafAccount) -> tuple[str, ...]:
        statuses = (leaf.status(name) for name in self.formats)
        words = f"[{leaf.kind}]" if leaf.kind == "figure" else leaf.text
        if leaf.stream == "alts":
            words = f"[alt text] {words}"
        elif leaf.stream == "data":
            words = f"[chart] {words}"
        return (leaf.at, str(leaf.page or ""), *statuses, shorten(words, FIRST_WORDS))


def shorten(text: str, length: int) -> str:
    """A text and a number of characters → its beginning, on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return f"{line[:length].rpartition(' ')[0] or line[:length]} …"


def block_address(at: str) -> str:
    """The address of a leaf → that of its block."""
    return at.partition(".")[0]


class ParityError(ProofError):
    """A file doesn't say what its edition says; `account` tells what became of each leaf."""

    def __init__(self, problems: Iterable[Problem], account: Account) -> None:
        super().__init__(problems)
        self.account = account

    def __reduce__(self) -> tuple[type["ParityError"], tuple[object, ...]]:
        return (type(self), (self.problems, self.account))


def _count(leaves: tuple[LeafAccount, ...], whole: set[LeafAccount]) -> Counts:
    units = _group_units(leaves)
    kinds = {unit: {leaf.kind for leaf in parts} for unit, parts in units.items()}
    data = {leaf for leaf in leaves if leaf.stream == "data"}
    complete = {unit for unit, parts in units.items() if whole.issuperset(parts)}
    return Counts(
        sections=sum(
            leaf.kind == "heading" and not leaf.at.rpartition(":")[2].startswith(TITLE_OF_ALL)
            for leaf in whole
        ),
        tables=sum(
            kinds[unit] >= {"caption", "cell"} and "figure" not in kinds[unit] for unit in complete
        ),
        figures=sum({"figure", "alt"} <= kinds[unit] for unit in complete),
        notes=sum(leaf.stream == "notes" for leaf in whole),
        texts=sum(leaf.stream != "data" for leaf in whole),
        charts=len(
            {block_address(leaf.at) for leaf in data}
            - {block_address(leaf.at) for leaf in data - whole}
        ),
        numbers=sum(leaf.stream == "data" for leaf in whole),
    )


def _group_units(leaves: tuple[LeafAccount, ...]) -> dict[str, list[LeafAccount]]:
    """Leaves → by block: a caption with its picture and alt text, or with its cells."""
    units: dict[str, list[LeafAccount]] = {}
    last = ""
    for leaf in leaves:
        if leaf.at.count(".") > 1 and leaf.at.endswith(_IN_CELL):
            continue
        if leaf.kind in ("caption", "figure", "alt"):
            last = block_address(leaf.at)
            units.setdefault(last, []).append(leaf)
        elif leaf.kind == "cell":  # a row with an id of its own has cells that are called by it
            last = block_address(leaf.at) if block_address(leaf.at) in units else last
            units.setdefault(last, []).append(leaf)
    return units


def _format_count(number: int, plural: str) -> str:
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"


def _problem_as_json(problem: Problem) -> dict[str, object]:
    where = str(problem.where) if problem.where else None
    return {"code": problem.code, "at": problem.at, "where": where, "message": problem.message}


def _leaf_as_json(leaf: LeafAccount) -> dict[str, object]:
    return {
        "at": leaf.at,
        "stream": leaf.stream,
        "kind": leaf.kind,
        "text": leaf.text,
        "found": {
            seen.format: {"status": seen.status, "page": seen.page} for seen in leaf.sightings
        },
    }


def format_table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Rows of equally many cells → lines with the columns under one another."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
