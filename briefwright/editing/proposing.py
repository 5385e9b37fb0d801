"""Changes → a briefing's files with them, and what would be wrong then; nothing is written."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright import content
from briefwright.content import folder
from briefwright.content.folder import Rewrite
from briefwright.editing.applying import apply
from briefwright.editing.changes import Change, Conflict, ConflictError, Rewording
from briefwright.editing.positions import find_place, read_briefing
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, Problem, errors
from briefwright.yamlfile.source import SpliceError


@dataclass(frozen=True)
class Proposal:
    """Changes that were tried on a copy: each file that becomes another, and what is wrong then.

    `faults` are the errors that were not there before; a proposal with such is not saved.
    `conflicts` are changes that could not be made, each with what stands there now. `audiences`
    are those that might see all that was changed, before and after.
    """

    changes: tuple[Change, ...]
    rewrites: tuple[Rewrite, ...]
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    audiences: tuple[str, ...] = ()


def propose(path: Path, changes: Sequence[Change]) -> Proposal:
    """A content folder and changes, each on top of those before it → the Proposal.

    Its places are those of the files as they would be.
    """
    with try_changes(path, changes) as (_, proposal):
        return proposal


@contextmanager
def try_changes(path: Path, changes: Sequence[Change]) -> Iterator[tuple[Path, Proposal]]:
    """A content folder and changes → a copy of it with them, as long as it lasts; the Proposal."""
    conflicts: list[Conflict] = []
    made: list[Change] = []
    with _copy(path) as copy:
        before = _read_all(copy)
        reading = _Reading(copy)
        for change in changes:
            try:
                for rewrite in apply(copy, reading.find_briefing(change), change):
                    _write_apart(rewrite.path, rewrite.after)
                reading.note(change)
                made.append(change)
            except ConflictError as error:
                conflicts.append(_hide_copy(error.conflict, copy))
        proposal = _compare(path, copy, before)
        yield copy, replace(proposal, changes=tuple(made), conflicts=tuple(conflicts))


@dataclass
class _Reading:
    """A folder's briefing as it was read last, and where each of its files was changed since.

    What stands above a text that was changed stands where it stood: for many texts in a row, from
    the end of each file to its beginning, the folder is read once.
    """

    path: Path
    briefing: Briefing | None = None
    changed: dict[str, Place] = field(default_factory=dict)

    def find_briefing(self, change: Change) -> Briefing:
        """A change → the briefing, in which what it changes stands where it says."""
        if self.briefing and not self.changed and _is_translation(change):
            return self.briefing  # no translation changes what it translates
        place = self._find_place(change)
        last = self.changed.get(place.file) if place else None
        if self.briefing is None or place is None or (last and _rank(last) <= _rank(place)):
            self.briefing, self.changed = read_briefing(self.path), {}
        return self.briefing

    def note(self, change: Change) -> None:
        """A change was made."""
        if _is_translation(change) and not self.changed:
            return
        place = self._find_place(change)
        if place is None:
            self.briefing = None
        else:
            self.changed[place.file] = place

    def _find_place(self, change: Change) -> Place | None:
        """A change → where its text stands, nothing for what is no text of the briefing's own."""
        if self.briefing is None or not isinstance(change, Rewording) or change.language:
            return None
        with suppress(SpliceError):
            return find_place(self.briefing, change.at)
        return None


def _is_translation(change: Change) -> bool:
    return isinstance(change, Rewording) and bool(change.language)


def _rank(place: Place) -> tuple[int, int]:
    return place.line, place.column


def propose_texts(path: Path, rewrites: Sequence[Rewrite]) -> Proposal:
    """A content folder, and files of it with what each said and shall say → the Proposal."""
    with try_texts(path, rewrites) as (_, proposal):
        return proposal


@contextmanager
def try_texts(path: Path, rewrites: Sequence[Rewrite]) -> Iterator[tuple[Path, Proposal]]:
    """The same → a copy of the folder with these texts, as long as it lasts; the Proposal."""
    with _copy(path) as copy:
        before = _read_all(copy) | {one.path.relative_to(path): one.before for one in rewrites}
        for one in rewrites:
            _write_apart(copy / one.path.relative_to(path), one.after)
        yield copy, _compare(path, copy, before)


def find_new_faults(path: Path, name: str, file: Path) -> tuple[Problem, ...]:
    """A content folder, a file's name in it, another file → what would be wrong with that there."""
    before = _describe(content.check(path)[1])
    with _copy(path) as copy:
        (copy / name).unlink(missing_ok=True)
        shutil.copyfile(file, copy / name)
        found = errors(content.check(copy)[1])
        return tuple(
            _move_back(one, copy, path) for one in found if before.isdisjoint(_describe([one]))
        )


def _hide_copy(conflict: Conflict, copy: Path) -> Conflict:
    """A Conflict in a copy → files are called as they are in the folder."""
    why = conflict.why.replace(f"{copy.resolve()}/", "").replace(f"{copy}/", "")
    return replace(conflict, why=why)


@contextmanager
def _copy(path: Path) -> Iterator[Path]:
    """A content folder → a copy of it, in which files may be written, as long as it lasts.

    The folder may be changed meanwhile: what the copy says is what is read from the copy.
    """
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary, path.resolve().name)
        shutil.copytree(path, copy, copy_function=_link, ignore=_ignore_hidden)
        yield copy


def _compare(path: Path, copy: Path, before: Mapping[Path, str]) -> Proposal:
    """A content folder, a changed copy, what its files said before → the Proposal of the change."""
    known = _describe(content.check(path)[1])
    problems = tuple(_move_back(one, copy, path) for one in content.check(copy)[1])
    faults = tuple(one for one in errors(problems) if _describe([one]).isdisjoint(known))
    return Proposal((), tuple(_list_rewrites(path, copy, before)), problems, faults, ())


def _link(source: str, target: str) -> str:
    """A file → it under a second name; a copy where the system has no such thing.

    Texts are copied: some editors write into the file that there is.
    """
    if Path(source).suffix in _TEXTS:
        return shutil.copyfile(source, target)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _ignore_hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]


def _write_apart(path: Path, text: str) -> None:
    """A file of the copy is written anew, for what stands under two names would change in both.

    Without a text, there is none.
    """
    path.unlink(missing_ok=True)
    if text:
        path.write_bytes(text.encode("utf-8"))


def _describe(problems: Sequence[Problem]) -> set[tuple[str, str, str]]:
    """Problems → each as it is wherever its line stands."""
    return {(one.code, one.at, one.message) for one in problems}


def _move_back(problem: Problem, copy: Path, path: Path) -> Problem:
    where = problem.where
    if where is None or not Path(where.file).is_relative_to(copy):
        return problem
    return replace(
        problem, where=replace(where, file=str(path / Path(where.file).relative_to(copy)))
    )


_TEXTS = (".yaml", ".yml")


def _list_rewrites(path: Path, copy: Path, before: Mapping[Path, str]) -> Iterator[Rewrite]:
    """A folder, its changed copy, what its files said → each that says something else there."""
    now = _read_all(copy)
    for file in dict.fromkeys((*before, *now)):
        if before.get(file, "") != now.get(file, ""):
            yield Rewrite(path / file, before.get(file, ""), now.get(file, ""))


def _read_all(path: Path) -> dict[Path, str]:
    """A content folder → what its files of text say."""
    return {file: folder.read_text(path / file, path) for file in _list_files(path)}


def _list_files(path: Path) -> Iterator[Path]:
    for file in (*folder.files(path), *folder.overlays(path)):
        yield file.relative_to(path)
