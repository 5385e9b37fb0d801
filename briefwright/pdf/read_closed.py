"""A finished PDF → whatever stands in it that is not on the list of `closed_list`.

The objects are walked from the trailer on, each by its row. What nothing leads to, and whatever
stands between the objects or after them, is found by writing the file once more: a file of ours
comes out as it went in.
"""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pikepdf

from briefwright.document.marks import Unlisted
from briefwright.pdf.closed_list import ROWS
from briefwright.pdf.closed_rules import (
    AnyName,
    Either,
    InTurn,
    Is,
    List,
    Named,
    Names,
    Nothing,
    Number,
    Rule,
    Text,
    Truth,
)
from briefwright.pdf.read_streams import check_drawings, check_stream

FILE = "the file"
Spot = tuple[str, str]  # a part of the file, and where in it

_TELLING = ("/Type", "/Subtype", "/S", "/O")  # keys by whose names rows are told apart
_QUOTED = 60  # characters of a value that a sentence quotes


def find_unlisted(pdf: pikepdf.Pdf, data: bytes) -> tuple[Unlisted, ...]:
    """A PDF, open, and its bytes → what isn't on the list, each with its place."""
    walk = _Walk()
    walk.follow(pdf.trailer, Is("trailer"))
    found = dict.fromkeys([*walk.found, *check_drawings(walk.drawings)])
    if not found and len({bytes(half) for half in pdf.trailer.get("/ID", ())}) != 1:
        found[Unlisted("an identity as of a file that was changed", FILE)] = None
    if not found and _write_again(pdf) != data:
        found[Unlisted("a byte that belongs to no object, or an object without use", FILE)] = None
    return tuple(found)


def _write_again(pdf: pikepdf.Pdf) -> bytes:
    """A PDF → its objects, each once, in the order in which they are met (ISO 32000-2, 7.5)."""
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


class _Walk:
    """Goes from object to object; each is visited once, and is one thing wherever it is met."""

    def __init__(self) -> None:
        self.found: list[Unlisted] = []
        self.drawings: list[tuple[pikepdf.Object, pikepdf.Object, str]] = []
        self.visited: dict[tuple[int, int], str] = {}
        self.count = 0  # of those visited
        self.waiting: list[tuple[Any, Rule, Spot]] = []

    def follow(self, value: Any, rule: Rule) -> None:
        """The trailer and its rule → it and all that it leads to, checked."""
        self.waiting.append((value, rule, (FILE, "")))
        while self.waiting:
            self._check(*self.waiting.pop())

    def _check(self, value: Any, rule: Rule, where: Spot) -> None:
        match rule:
            case Is(row):
                self._check_row(value, row, where)
            case Either(rules):
                chosen = next((one for one in rules if _looks_like(value, one)), None)
                if chosen is None:
                    self._report(value, where)
                else:
                    self.waiting.append((value, chosen, where))
            case List() | InTurn():
                self._check_array(value, rule, where)
            case Named(form, of):
                for name, entry in value.items() if _is_dictionary(value) else ():
                    if form.fullmatch(name):
                        self.waiting.append((entry, of, where))
                    else:
                        self.found.append(Unlisted(name, *where))
                if not _is_dictionary(value):
                    self._report(value, where)
            case _:
                if not _is_plain(value, rule):
                    self._report(value, where)

    def _check_row(self, value: Any, name: str, where: Spot) -> None:
        """An object → it has its row's keys and no others, with values that keep to their rules."""
        row = ROWS[name]
        if isinstance(value, pikepdf.Stream) != bool(row.inside) or not _is_dictionary(value):
            self._report(value, where)
            return
        if self._is_known(value, name):
            return
        keys = dict(value.items())
        for key, rule in row.keys.items():
            if (entry := keys.pop(key.rstrip("?"), self)) is not self:
                self.waiting.append((entry, rule, (f"the {name}", key.rstrip("?"))))
            elif not key.endswith("?"):
                self.found.append(Unlisted(f"nothing, where a {key} should be,", f"the {name}"))
        self.found.extend(Unlisted(key, f"the {name}") for key in keys)
        if row.inside and row.inside != "drawing":
            self.found.extend(
                Unlisted(what, f"the {name}", "its stream")
                for what in check_stream(value, row.inside)
            )
        if name in ("page", "form", "pattern") and "/Resources" in value:
            drawing = value.get("/Contents") if name == "page" else value
            if isinstance(drawing, pikepdf.Stream):
                self.drawings.append((drawing, value["/Resources"], name))

    def _is_known(self, value: Any, name: str) -> bool:
        """Whether an object has been visited; as another thing, it is no longer what it was."""
        if not value.is_indirect:
            return False
        before = self.visited.setdefault(value.objgen, name)
        if before is name:
            is_new = len(self.visited) > self.count
            self.count = len(self.visited)
            return not is_new
        self.found.append(Unlisted(f"what is used as a {before}, too,", f"the {name}"))
        return True

    def _check_array(self, value: Any, rule: List | InTurn, where: Spot) -> None:
        if not isinstance(value, pikepdf.Array):
            self._report(value, where)
            return
        entries = list(value)
        if isinstance(rule, List):
            is_long = bool(rule.length) and len(entries) != rule.length
            rules = [rule.of] * len(entries)
        else:
            times = len(entries) // len(rule.rules) if rule.repeated else 1
            rules = list(rule.rules) * times
            is_long = len(rules) != len(entries)
        if is_long:
            self.found.append(Unlisted(f"an array of {len(entries)}", *where))
            return
        for entry, its in zip(entries, rules, strict=True):
            if isinstance(its, Number | Text | Names | Nothing):  # most of them, without detour
                if not _is_plain(entry, its):
                    self._report(entry, where)
            else:
                self.waiting.append((entry, its, where))

    def _report(self, value: Any, where: Spot) -> None:
        self.found.append(Unlisted(_quote(value), *where))


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def _looks_like(value: Any, rule: Rule) -> bool:
    """Whether an object is what a rule means, by what it says of itself, not of what is in it."""
    match rule:
        case Is(name):
            row = ROWS[name]
            return _is_dictionary(value) and all(
                _says(value, key.rstrip("?"), rule) or (key.endswith("?") and key[:-1] not in value)
                for key, rule in row.keys.items()
                if key.rstrip("?") in _TELLING or not key.endswith("?")
            )
        case List() | InTurn():
            return isinstance(value, pikepdf.Array)
        case Named():
            return _is_dictionary(value)
        case Either(rules):
            return any(_looks_like(value, one) for one in rules)
        case _:
            return _is_plain(value, rule)


def _says(value: Any, key: str, rule: Rule) -> bool:
    return key in value and (not isinstance(rule, Names) or _is_plain(value[key], rule))


def _is_plain(value: Any, rule: Rule) -> bool:
    """Whether a name, text, number … keeps to its rule."""
    match rule:
        case Number(least, most, whole):
            if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
                return False
            return least <= value <= most and not (whole and value != int(value))
        case Names(allowed):
            return isinstance(value, pikepdf.Name) and str(value) in allowed
        case AnyName(form):
            return isinstance(value, pikepdf.Name) and bool(form.fullmatch(str(value)))
        case Text(form):
            is_text = isinstance(value, pikepdf.String)
            return is_text and (form is None or bool(form.fullmatch(str(value))))
        case Truth(one):
            return isinstance(value, bool) and value is one
        case Nothing():
            return value is None
        case _:
            raise AssertionError(f"{rule} is no rule for a plain value")


def _quote(value: Any) -> str:
    """An object → how a sentence names it."""
    if _is_dictionary(value):
        told: Mapping[str, Any] = {key: value[key] for key in _TELLING if key in value}
        said = " ".join(f"{key} {entry}" for key, entry in told.items())
        return (
            f"a dictionary with {said}" if said else f"a dictionary with {', '.join(value.keys())}"
        )
    if isinstance(value, pikepdf.Array):
        return f"an array of {len(value)}"
    words = " ".join(str(value).split())
    return f"“{words[:_QUOTED]}”"
