"""A CSV file of recipients → its rows, checked, or everything that is wrong with it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefwright.content import datafiles, forms, sheets
from briefwright.formats import FORMATS
from briefwright.problems import ContentError, Place, Problem, errors, suggest
from briefwright.recipients import mailboxes
from briefwright.recipients.recipient import COPIES, Recipient
from briefwright.yamlfile import Scalar

MOST_RECIPIENTS = 100_000
MOST_BYTES = 20_000_000
LONGEST = 200  # characters of a cell

# The columns of a list; only the first is needed. `under_embargo` lets a row have its copy before
# the embargo ends.
COLUMNS = (
    "address", "name", "organisation", "language", "audience", "format", "clearance", "copy",
    "password_by", "under_embargo",
)  # fmt: skip
_MEANT = {"e-mail": "address", "email": "address", "mail": "address", "to": "address"}
_BY_MAIL = ("mail", "email", "e-mail")


@dataclass(frozen=True)
class List:
    """The recipients of a file, and warnings about them."""

    recipients: tuple[Recipient, ...]
    warnings: tuple[Problem, ...] = ()


def read_list(path: Path, audiences: Collection[str] = ()) -> List:
    """A CSV file and the names of all audiences, none where they aren't known → its recipients.

    Errors: ContentError with all its faults, C241 to C248 and D1….
    """
    problems = list[Problem]()
    rows = list[tuple[int, list[str]]]()
    try:
        text = sheets.decode_utf8(_read_bytes(path), str(path))
        for line, cells in sheets.read_csv(text, sheets.find_separator(text), str(path)):
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
    except ContentError as error:
        problems += error.problems
    if rows and not _begins_with_names(rows[0][1]):
        message = "The first row names the columns; write above it: address"
        raise ContentError([*problems, Problem("D101", message, Place(str(path), rows[0][0]))])
    found = tuple(_read_rows(path, rows, audiences, problems))
    problems += _check_length(path, rows)
    problems += _find_doubles(path, found)
    if errors(problems):
        raise ContentError(problems)
    return List(found, tuple(problems))


def _begins_with_names(cells: list[str]) -> bool:
    return not any("@" in cell for cell in cells)


def _read_bytes(path: Path) -> bytes:
    """A file → its bytes.

    Errors: ContentError D106 where it is too large.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        message = f"This list is larger than {MOST_BYTES // 1_000_000} MB."
        raise ContentError([Problem("D106", message, Place(str(path), 1))])
    return data


def _check_length(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    if len(rows) < _LEAST:
        message = "There is no recipient in this list; write one below the names of the columns."
        yield Problem("D106", message, Place(str(path), 1))
    if len(rows) > MOST_RECIPIENTS + 1:
        message = f"There are more than {MOST_RECIPIENTS:,} recipients; make several lists of them."
        yield Problem("D106", message, Place(str(path), rows[MOST_RECIPIENTS + 1][0]))


_LEAST = 2  # rows: the names of the columns and one recipient


# ----------------------------------------------------------------- rows


def _read_rows(
    path: Path,
    rows: list[tuple[int, list[str]]],
    audiences: Collection[str],
    problems: list[Problem],
) -> Iterator[Recipient]:
    """The rows of a file → a recipient for each that is right; what is wrong is added."""
    if not rows:
        return
    (first, header), *body = rows
    start = Place(str(path), first)
    problems += datafiles.check_header(tuple(header), start)
    problems += _check_columns(header, start)
    if "address" not in header:
        return  # nothing could be said of any row
    for line, cells in body[:MOST_RECIPIENTS]:
        place = Place(str(path), line)
        faults = [
            *datafiles.check_width(cells, tuple(header), place),
            *datafiles.check_cells(cells, place),
        ]
        filled = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        fields, more = _read_cells(filled, place, audiences)
        faults += more
        problems += faults
        if not errors(faults):
            yield Recipient(**fields, line=line)


def _check_columns(header: list[str], place: Place) -> Iterator[Problem]:
    """The first row → each column that there isn't, and the one that is missing."""
    for name in header:
        if name and name not in COLUMNS:
            meant = _MEANT.get(name.lower()) or (name.lower() if name.lower() in COLUMNS else "")
            close = f"; did you mean “{meant}”?" if meant else suggest(name, COLUMNS)
            ending = close or f"; there is: {', '.join(COLUMNS)}."
            yield Problem("D101", f"There is no column “{name}”{ending}", place)
    if "address" not in header:
        yield Problem("D101", "There is no column `address`, which every list needs.", place)


def _read_cells(
    filled: Mapping[str, str], place: Place, audiences: Collection[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """The cells of a row that aren't empty, by column → the fields of a recipient, and faults."""
    fields: dict[str, Any] = {}
    problems = list[Problem]()
    if "address" not in filled:
        problems.append(Problem("D102", "This row has no address.", place))
    readers: dict[str, _Read] = {**_READERS, "audience": partial(_read_audience, known=audiences)}
    for name, cell in filled.items():
        if name in readers:
            try:
                field, value = readers[name](cell)
                fields[field] = value
            except ValueError as fault:
                code = "D102" if name == "address" else "D105"
                problems.append(Problem(code, str(fault), place))
        if name in ("address", "name", "organisation"):
            problems += _find_strange_words(name, cell, place)
    return fields, problems


def _find_strange_words(name: str, cell: str, place: Place) -> Iterator[Problem]:
    for word in mailboxes.find_mixed_words(cell):
        message = (
            f"In the column `{name}`, “{word}” has letters of two scripts that look alike; type it "
            "again if it should be in one."
        )
        yield Problem("D104", message, place, level="warning")


def _find_doubles(path: Path, recipients: tuple[Recipient, ...]) -> Iterator[Problem]:
    """Recipients → a fault for each address that stands twice, a warning where two look alike."""
    lines: dict[str, int] = {}
    for one in recipients:
        if one.address in lines:
            message = (
                f"{mailboxes.show(one.address)} stands in line {lines[one.address]} already; take "
                "one of the two rows out."
            )
            yield Problem("D103", message, Place(str(path), one.line))
        lines.setdefault(one.address, one.line)
    for address, earlier in mailboxes.find_look_alikes(lines):
        message = (
            f"{mailboxes.show(address)} looks like {mailboxes.show(earlier)} in line "
            f"{lines[earlier]}; make sure that both are meant."
        )
        yield Problem("D104", message, Place(str(path), lines[address]), level="warning")


# ----------------------------------------------------------------- cells

_Read = Callable[[str], tuple[str, object]]


def _read_address(cell: str) -> tuple[str, object]:
    return "address", mailboxes.normalise(cell)


def _read_text(field: str) -> _Read:
    """A field → how a cell of it is read: one line of text. Errors: ValueError."""

    def read(cell: str) -> tuple[str, object]:
        if len(cell.splitlines()) > 1 or "=?" in cell:
            raise ValueError(f"`{field}` is one line of text without “=?”.")
        if len(cell) > LONGEST:
            raise ValueError(f"`{field}` has {len(cell)} characters; at most {LONGEST} are taken.")
        return field, " ".join(cell.split())

    return read


def _read_language(cell: str) -> tuple[str, object]:
    nowhere = Place("", 0)
    found = forms.parse_language(Scalar(cell, nowhere, "plain", nowhere))
    if isinstance(found, Problem):
        raise ValueError(found.message)
    return "language", found


def _read_audience(cell: str, known: Collection[str]) -> tuple[str, object]:
    if known and cell not in known:
        close = suggest(cell, known) or f"; there is: {', '.join(sorted(known))}."
        raise ValueError(f"There is no audience “{cell}”{close}")
    return "audience", cell


def _read_formats(cell: str) -> tuple[str, object]:
    names = tuple(dict.fromkeys(cell.replace("+", " ").split()))
    for name in names:
        if name not in FORMATS:
            close = suggest(name, FORMATS) or f"; there is: {', '.join(FORMATS)}."
            raise ValueError(f"There is no format “{name}”{close} Several stand between blanks.")
    return "formats", names


def _read_clearance(cell: str) -> tuple[str, object]:
    nowhere = Place("", 0)
    found = []
    for word in cell.split():
        handling = forms.parse_handling(Scalar(word, nowhere, "plain", nowhere))
        if isinstance(handling, Problem):
            raise ValueError(handling.message)
        found.append(handling)
    return "clearance", tuple(found)


def _read_copy(cell: str) -> tuple[str, object]:
    if cell not in COPIES:
        raise ValueError(f"`copy` is {' or '.join(COPIES)}, not “{cell}”.")
    return "copy", cell


def _read_password_channel(cell: str) -> tuple[str, object]:
    if cell.lower() in _BY_MAIL:
        raise ValueError(
            "A password can't go the way that the file goes; write another one after "
            "`password_by`, such as phone or letter."
        )
    return _read_text("password_by")(cell)


def _read_embargo(cell: str) -> tuple[str, object]:
    if cell not in ("yes", "no"):
        raise ValueError(f"`under_embargo` is yes or no, not “{cell}”.")
    return "under_embargo", cell == "yes"


_READERS: Mapping[str, _Read] = {
    "address": _read_address,
    "name": _read_text("name"),
    "organisation": _read_text("organisation"),
    "language": _read_language,
    "format": _read_formats,
    "clearance": _read_clearance,
    "copy": _read_copy,
    "password_by": _read_password_channel,
    "under_embargo": _read_embargo,
}
