"""What is gathered while a content folder is read, and where the reading stands.

Whoever reads a node adds its faults, its place and its texts here and reads on, so that every
fault of every file comes in one run.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright.model import addresses
from briefwright.model.dictionary import DataTable, Form, Text
from briefwright.problems import Place, Problem, Segment, Trail
from briefwright.yamlfile import Scalar


@dataclass(frozen=True)
class LocatedText:
    """A text as read: its address, and the scalar in which it starts at character `start`."""

    at: str
    text: Text
    scalar: Scalar
    start: int

    def spot(self, offset: int) -> Place:
        """The place of the offset-th character of the text."""
        return self.scalar.spot(self.start + offset)

    def trail(self) -> Trail:
        """The place of each character of the text."""
        place = self.scalar.place
        whole = Segment(0, place.line, place.column)
        runs = self.scalar.runs
        stretches = tuple(Segment(run.offset - self.start, run.line, run.column) for run in runs)
        return Trail(place.file, stretches or (whole,))


@dataclass(frozen=True)
class Mention:
    """The name of something that must exist: a fact, a source, a picture, an address."""

    form: Form
    name: str
    place: Place
    at: str


@dataclass(frozen=True)
class Declaration:
    """Something that has a name: what it is (`table`, `fact` …) and where it was named.

    `captioned` is false for a picture without a caption, `named` for a block without an id;
    `forms` are the cases in which a name can be called.
    """

    kind: str
    place: Place
    captioned: bool = True
    named: bool = True
    forms: tuple[str, ...] = ()


@dataclass
class Collector:
    """Everything that was found on the way, whether or not its record turned out whole.

    `folder` is the briefing's; `data` has each data file that was asked for, nothing where it is
    at fault. `restricted` are blocks that say who may see them and couldn't be read whole.
    """

    folder: Path = Path()
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    texts: list[LocatedText] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    blocks: dict[str, Declaration] = field(default_factory=dict)
    facts: dict[str, Declaration] = field(default_factory=dict)
    names: dict[str, Declaration] = field(default_factory=dict)
    sources: dict[str, Declaration] = field(default_factory=dict)
    data: dict[str, DataTable | None] = field(default_factory=dict)
    restricted: dict[str, Place] = field(default_factory=dict)

    def report(self, code: str, message: str, place: Place, at: str = "") -> None:
        """Add an error and read on."""
        self.problems.append(Problem(code, message, place, at))

    def add(self, problem: Problem, place: Place, at: str = "") -> None:
        """Add what was found wrong with something at a place and an address, and read on."""
        self.problems.append(replace(problem, where=place, at=at, offset=0))

    def faultless_since(self, count: int) -> bool:
        """Whether no problem has come up since there were `count` of them."""
        return len(self.problems) == count

    def has_problem_in(self, scalar: Scalar) -> bool:
        """Whether something was found wrong within these words already, as YAML for instance."""
        first, last = scalar.place, scalar.spot(len(scalar.text))
        places = (problem.where for problem in self.problems)
        return any(place is not None and first <= place <= last for place in places)

    def warn(self, code: str, message: str, place: Place, at: str = "") -> None:
        """Add a warning and read on."""
        self.problems.append(Problem(code, message, place, at, "warning"))


@dataclass(frozen=True)
class Context:
    """Where the reading stands: the address, the handling in force, how many sections deep.

    `language` is the briefing's own, in which words of scale are read.
    """

    at: str
    collector: Collector
    handling: str = "open"
    depth: int = 0
    language: str = "en"

    def move(self, at: str) -> "Context":
        """The same, at another address."""
        return replace(self, at=at)

    def key(self, name: str, n: int | None = None) -> "Context":
        """The same, at a key of what stands here."""
        return self.move(addresses.field(self.at, name, n))

    def report(self, code: str, message: str, place: Place) -> None:
        """Add an error at this address and read on."""
        self.collector.report(code, message, place, self.at)

    def add(self, problem: Problem, place: Place) -> None:
        """Add what was found wrong at this address and read on."""
        self.collector.add(problem, place, self.at)


def report_nearest(context: Context, code: str, message: str, *below: str) -> None:
    """A fault at the nearest place that is known: of a key or an item, or of the block."""
    places = context.collector.places
    spots = (*(f"{context.at}.{one}" for one in below), *below, context.at)
    context.report(code, message, next(places[spot] for spot in spots if spot in places))
