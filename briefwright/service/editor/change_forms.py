"""A form that was sent → the changes that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from briefwright.editing import Change, Insertion, Listing, Rewording, Setting, read_changes
from briefwright.editing.changes import SIDES, Side
from briefwright.model.dictionary import KINDS, Form
from briefwright.preview.choices import Choice
from briefwright.service.editor.lines import (
    split_lines,
    split_paragraphs,
    write_block,
    write_entry,
)

MOST = 200  # changes that are made at once
_NEW = "new."
_TICKS = "ticks"
_CELL = "–"
_IN_CELL = "cell"


@dataclass(frozen=True)
class SentForm:
    """What a form asks for, and the edition in which its sender was reading, if there is one."""

    changes: tuple[Change, ...]
    edition: Choice | None


def read_form(form: FormData) -> SentForm:
    """A form → its changes: those of its fields, then those of its button. Errors: 400; 422."""
    try:
        changes = tuple(islice(_list_changes(form), MOST + 1))
    except (ValueError, KeyError) as error:
        raise HTTPException(400, "This form is not one of ours.") from error
    if len(changes) > MOST:
        raise HTTPException(422, f"At most {MOST} changes are made at once; send fewer.")
    if not changes:
        raise HTTPException(400, "Nothing was changed.")
    return SentForm(changes, read_edition(form))


def read_edition(form: FormData) -> Choice | None:
    """A form → the edition in which its sender was reading, nothing where it says none."""
    audience, slash, language = str(form.get("edition", "")).partition("/")
    return Choice(audience, language) if slash else None


def _list_changes(form: FormData) -> Iterator[Change]:
    yield from _list_fields(form)
    yield from _list_new(form)
    for name in ("changes", "step"):
        for said in form.getlist(name):
            yield from read_changes(str(said)) if said else ()


def _list_fields(form: FormData) -> Iterator[Change]:
    """The fields `at`, `before`, `after` and `kind`, in turn, those that say the same left out."""
    names = ("at", "before", "after", "kind")
    ats, befores, afters, kinds = ([str(one) for one in form.getlist(name)] for name in names)
    language = str(form.get("language", ""))
    kinds = kinds * len(ats) if len(kinds) == 1 else kinds
    for at, before, typed, kind in zip(ats, befores, afters, kinds, strict=True):
        after = typed if kind != _TICKS else "\n".join(map(str, form.getlist(f"{_TICKS}.{at}")))
        change = _make_change(at, before, after, kind, language)
        is_same = "".join(before.split()) == "".join(after.split())
        if not is_same or before == "" != after or (kind == _IN_CELL and _has_moved(before, after)):
            yield change


def _has_moved(before: str, after: str) -> bool:
    """A cell before and after, of the same letters → whether its lines end elsewhere."""
    return _split_cell(before) != _split_cell(after)


def _split_cell(said: str) -> list[str]:
    """A cell as it was typed → its lines, those between paragraphs empty."""
    return [" ".join(line.split()) for line in said.strip().splitlines()]


def _make_change(at: str, before: str, after: str, kind: str, language: str) -> Change:
    match kind:
        case "listing" | "ticks":
            return Listing(at, split_lines(before), split_lines(after))
        case "prose":
            return Setting(at, before, "\n".join(split_paragraphs(after)))
        case "cell" if after.strip() or language:
            return Rewording(at, before, "\n".join(_split_cell(after)), language)
        case "rewording" if after.strip() or language:
            return Rewording(at, before, " ".join(after.split()), language)
        case "setting" | "rewording" | "cell":
            return Setting(at, before, " ".join(after.split()))
        case _:
            raise ValueError(kind)


# ----------------------------------------------------------------- what is new


def _list_new(form: FormData) -> Iterator[Change]:
    typed = {
        name.removeprefix(_NEW): "\n".join(map(str, form.getlist(name)))
        for name in form
        if name.startswith(_NEW)
    }
    if kind := form.get("block"):
        lines = write_block(str(kind), typed)
        yield Insertion(str(form["beside"]), _read_side(form), lines)
    elif (into := str(form.get("into", ""))) and any(map(str.strip, typed.values())):
        yield from _list_entries(form, into, typed)


def _list_entries(form: FormData, into: str, typed: dict[str, str]) -> Iterator[Change]:
    """A new entry at the end of a list; of columns, a cell in each row goes with it."""
    shape, last = Form[str(form["form"])], str(form.get("last", ""))
    line = write_entry(shape, typed)
    yield Insertion(last, "after", line) if last else Insertion(into, "inside", line)
    if shape is Form.COLUMNS and last:
        table, n = into.rpartition(".")[0], last.rpartition(".")[2]
        for row in range(1, int(str(form.get("rows", "0"))) + 1):
            yield Insertion(f"{table}.rows.{row}.{n}", "after", _CELL)


def _read_side(form: FormData) -> Side:
    side = str(form.get("side", "after"))
    if str(form["block"]) not in KINDS:
        raise ValueError(form["block"])
    for one in SIDES:
        if one == side:
            return one
    raise ValueError(side)
