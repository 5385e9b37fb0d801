"""A command → what it printed when it last ran, if none of its inputs and outputs has changed.

Whatever this needs is in Python's standard library, so that the engine needn't be loaded.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefwright.cache import inputs
from briefwright.cache.inputs import FileState
from briefwright.cache.store import Store, find_digest


class Printed(NamedTuple):
    """What a command printed: for people, its faults beside it, and for machines."""

    text: str
    faults: str
    json: str


class Run:
    """A command as it begins: what was asked for, and every file that it may read, as it is now."""

    def __init__(self, store: Store, asked: Mapping[str, object], folders: Sequence[Path]) -> None:
        self.store = store
        question = json.dumps({"asked": asked, "here": Path.cwd()}, sort_keys=True, default=str)
        self.name = f"runs/{find_digest(question.encode())}"
        self.before = self._read()
        known = {path: FileState(*state) for path, state in self.before.get("inputs", {}).items()}
        self.inputs = inputs.scan((*folders, inputs.ENGINE), known)
        self.machine = inputs.describe_machine()

    def find_unchanged(self) -> Printed | None:
        """What this command printed, if all that it read and all that it wrote is as it was."""
        known = self.before.get("inputs", {})
        if (
            not known
            or self.before["machine"] != self.machine
            or {path: state[-1] for path, state in known.items()}
            != {path: state.digest for path, state in self.inputs.items()}
            or not self._has_files(self.before["libraries"], self.before["outputs"])
        ):
            return None
        return Printed(*self.before["printed"])

    def remember(self, outputs: Iterable[Path], libraries: Iterable[str], printed: Printed) -> None:
        """What was written, which libraries of the system were used, what is printed → kept."""
        files = {"outputs": map(str, outputs), "libraries": libraries}
        try:
            states = {name: {one: inputs.look(one) for one in some} for name, some in files.items()}
        except OSError:
            return  # somebody moves files meanwhile
        record = {"inputs": self.inputs, "machine": self.machine, "printed": printed, **states}
        self.store.write(self.name, json.dumps(record).encode())

    def _has_files(self, *states: Mapping[str, Sequence[Any]]) -> bool:
        try:
            return all(
                inputs.look(path, FileState(*state)).digest == state[-1]
                for files in states
                for path, state in files.items()
            )
        except OSError:
            return False

    def _read(self) -> dict[str, Any]:
        data = self.store.read(self.name)
        found: dict[str, Any] = json.loads(data) if data else {}
        return found
