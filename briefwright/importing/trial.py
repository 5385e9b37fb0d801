"""The files of a briefing → what the program makes of them: faults by line, texts as printed."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefwright import content, disk, edition
from briefwright.audience import Audience
from briefwright.importing.block_lines import Line
from briefwright.importing.files import Folder
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, Problem, errors


class Trial:
    """A folder's files as the program reads them."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.briefing, self.faults = _read(folder)

    def find_line(self, place: Place | None) -> Line | None:
        """Where something stands → the line that was written there, nothing outside the texts."""
        if place is None:
            return None
        path = next((one for one in self.folder.texts if place.file.endswith(f"/{one}")), "")
        lines = self.folder.texts.get(path, ())
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def list_prints(self, audience: Audience) -> Mapping[str, str]:
        """An audience → what each text of its edition says, by its address.

        Errors: ContentError where no edition can be made.
        """
        assert self.briefing is not None
        selected = edition.select(self.briefing, audience, self.briefing.metadata.language)
        return {leaf.at: leaf.text for leaf in selected.leaves()}

    def find_said(self, at: str) -> Line | None:
        """An address → the line that was written for it."""
        return self.find_line(self.briefing.places.get(at)) if self.briefing else None


def _read(folder: Folder) -> tuple[Briefing | None, tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "draft"
        disk.write({path / name: data for name, data in folder.encode().items()})
        briefing, problems = content.check(path)
        return briefing, tuple(errors(problems))


def list_faulty(trial: Trial) -> Iterator[tuple[Line, Problem]]:
    """What the program makes of a folder → each fault that a block has, with its line."""
    for problem in trial.faults:
        line = trial.find_line(problem.where)
        if line is not None and line.block is not None:
            yield line, problem
