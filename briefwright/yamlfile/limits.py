"""How much a file may hold: far above any briefing, so that no file keeps a build busy for ever."""

from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.line_faults import too_much
from briefwright.yamlfile.lines import Source

BYTES = 1_000_000
TEXT = 50_000  # characters of a text, and of a line
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
            limit = f"lists and keys more than {DEPTH} deep inside one another"
            raise TooMuch(too_much(self.source, row, at, limit))
        if self.nodes > NODES:
            raise TooMuch(too_much(self.source, row, at, f"more than {NODES:,} texts and lists"))


def check_lines(source: Source) -> None:
    """The lines of a file, before anything is parsed → nothing. Raises TooMuch."""
    size = sum(len(line.text.encode("utf-8", "replace")) + 1 for line in source.lines)
    if size > BYTES:
        raise TooMuch(too_much(source, 0, 0, f"{size:,} bytes of at most {BYTES:,}"))
    for row, line in enumerate(source.lines):
        if len(line.text) > TEXT:
            limit = f"a line of more than {TEXT:,} characters"
            raise TooMuch(too_much(source, row, 0, limit))
