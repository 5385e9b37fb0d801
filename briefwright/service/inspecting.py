"""What a worker does for pictures and data files: checked, listed with their uses, shown.

They are read by the same functions as for an edition, in a limited process.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefwright import audience as audiences
from briefwright import content, edition, figures
from briefwright.content import datafiles
from briefwright.editing.proposing import find_new_faults
from briefwright.editing.uploads import PICTURES, TABLES, list_sent
from briefwright.model import addresses, keys
from briefwright.model.dictionary import Briefing, Form
from briefwright.preview.choices import list_choices, read_audience
from briefwright.problems import ContentError, Problem
from briefwright.service.seen import SeenSource

_NAMING = (Form.PICTURE, Form.FILE, Form.DATA)  # forms of values that name a file
_PREVIEW = 320.0  # px of CSS that a picture is shown wide
_MOST_ROWS = 20  # of a table that is shown
_AT_FAULT = Problem("C240", "With this file, the briefing would be at fault.")
_MORE = "A file may hold more than is printed of it: who may see every audience can look."
_DATA_BYTES = {".xlsx": datafiles.MAX_WORKBOOK_BYTES}


@dataclass(frozen=True)
class BriefingFile:
    """A picture or a table of a briefing: its path in the folder, its size, where it is used."""

    name: str
    size: int
    uses: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, and no table."""
        return Path(self.name).suffix.lower() in PICTURES


@dataclass(frozen=True)
class Shown:
    """A file to look at: a picture's bytes and their media type, or a table's first rows."""

    picture: bytes = field(default=b"", repr=False)
    media_type: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0
    fault: str = ""


def list_files(source: SeenSource) -> tuple[BriefingFile, ...]:
    """A briefing's folder and a user's audiences → its pictures and tables, by name.

    Who may not see all of it sees those that an edition for its audiences uses, and those that it
    sent itself until they are used.
    """
    briefing = content.draft(source.content)[0]
    printed = None if source.audiences is None else _list_printed(source, briefing)
    own = list_own(source, briefing)
    uses: dict[str, list[str]] = {}
    for name, at in _list_uses(briefing):
        if printed is None or at in printed:
            place = briefing.places.get(at)
            where = f"{Path(place.file).name}:{place.line}" if place else at
            uses.setdefault(name, []).append(where)
    found = (
        (path.relative_to(source.content).as_posix(), path.stat().st_size)
        for path in sorted(source.content.rglob("*"))
        if path.suffix.lower() in PICTURES | TABLES and path.is_file()
        if not any(part.startswith(".") for part in path.relative_to(source.content).parts)
    )
    return tuple(
        BriefingFile(name, size, tuple(uses.get(name, ())))
        for name, size in found
        if printed is None or name in uses or name in own
    )


def list_own(source: SeenSource, briefing: Briefing) -> frozenset[str]:
    """A briefing and who reads it → the files that this user sent and nobody uses yet."""
    return list_sent(source.content, source.user) - {name for name, _ in _list_uses(briefing)}


def check_sent(source: SeenSource, path: Path) -> tuple[Problem, ...]:
    """A briefing's folder and a file that was sent for it → what is wrong with that.

    Where it would replace another one, so is what the briefing would have wrong with it; for some
    audiences, that there is something is all that is said.
    """
    shown = show(source, path)
    if shown.fault:
        return (Problem("C240", shown.fault),)
    if not (source.content / path.name).is_file():
        return ()
    faults = find_new_faults(source.content, path.name, path)
    return faults if source.audiences is None else (_AT_FAULT,) * bool(faults)


def show_file(source: SeenSource, name: str) -> Shown:
    """A briefing's folder and one of its files → it to look at, for who may see all of it.

    Errors: KeyError.
    """
    if name not in {one.name for one in list_files(source)}:
        raise KeyError(name)
    return show(source, source.content / name) if source.audiences is None else Shown(fault=_MORE)


def show(source: SeenSource, path: Path) -> Shown:
    """A briefing's folder and a picture or table → it to look at, or what is wrong with it."""
    if path.suffix.lower() in PICTURES:
        return _show_picture(source, path)
    if path.stat().st_size > _DATA_BYTES.get(path.suffix.lower(), datafiles.MAX_CSV_BYTES):
        return Shown(fault=f"“{path.name}” is larger than a table may be; keep what is needed.")
    table, problems = datafiles.read(path)
    if table is None:
        return Shown(fault=" ".join(_say(one) for one in problems if one.level == "error"))
    rows = table.rows[:_MOST_ROWS]
    return Shown(header=table.header, rows=rows, more=len(table.rows) - len(rows))


def _say(problem: Problem) -> str:
    return f"Line {problem.where.line}: {problem.message}" if problem.where else problem.message


def _show_picture(source: SeenSource, path: Path) -> Shown:
    for name in audiences.names(source.templates):
        with suppress(ContentError):
            theme = read_audience(source.templates, name).theme
            found = figures.read_file(path.name, path.read_bytes(), theme.assets, _PREVIEW)
            if isinstance(found, str):
                return Shown(fault=found)
            return Shown(found.asset.data, found.asset.media_type)
    return Shown(fault="No audience has a look in which it could be shown.")


def _list_uses(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """A briefing → each file that it names, with the address of the block that does."""
    for at, record in addresses.records(briefing.body):
        for key in keys.of(type(record)).values():
            if key.form in _NAMING and (name := getattr(record, key.field)):
                yield str(name).partition("#")[0], at


def _list_printed(source: SeenSource, briefing: Briefing) -> frozenset[str]:
    """A briefing and a user's audiences → the addresses of all blocks that their editions print."""
    found = set[str]()
    for choice in list_choices(briefing, source.templates):
        if source.audiences is not None and choice.audience in source.audiences:
            with suppress(ContentError):  # an edition at fault prints nothing
                reader = read_audience(source.templates, choice.audience)
                for leaf in edition.select(briefing, reader, choice.language).leaves():
                    parts = leaf.at.split(".")
                    found |= {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
    return frozenset(found)
