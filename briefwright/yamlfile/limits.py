"""How much a file may hold, far above any briefing, so that no file keeps a build busy for ever."""

from briefwright.yamlfile.faults import Finding, too_much
from briefwright.yamlfile.lines import Source

BYTES = 1_000_000
LINE = 50_000  # characters
TEXT = 50_000  # characters
DEPTH = 20  # lists and maps inside one another
NODES = 50_000  # texts, lists and maps


class TooMuch(Exception):
    """A limit is passed: reading ends here."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.problem.message)


class Budget:
    """Counts what has been read of one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes = 0

    def spend(self, row: int, at: int, depth: int) -> None:
        """One more node, so deep inside others. Raises TooMuch."""
        self.nodes += 1
        if depth > DEPTH:
            message = f"Lists and keys stand inside one another more than {DEPTH} deep."
            raise TooMuch(too_much(self.source, row, at, message))
        if self.nodes > NODES:
            message = f"The file holds more than {NODES:,} texts, lists and keys. Split it up."
            raise TooMuch(too_much(self.source, row, at, message))
