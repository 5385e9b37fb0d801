"""The dictionary → JSON Schemas (draft 2020-12) of the content files, for editors.

An editor with YAML support completes and checks a file whose first line names its schema. A
schema sees less than the loader: not the order of keys, nor whether names lead somewhere.
"""

from typing import Any, assert_never

from briefwright.content.facts import DEFAULTS
from briefwright.content.folder import FILED, FORMAT
from briefwright.content.forms import FACT_NAME, ID, SOURCE_NAME
from briefwright.content.formulas import FIELDS, FILE_KEYS, OPERATIONS, SPAN_KEYS, SPANS
from briefwright.model import keys
from briefwright.model.dictionary import (
    KINDS,
    Accepted,
    Column,
    Departure,
    Event,
    Fact,
    Form,
    Item,
    MapPlace,
    Metadata,
    Row,
    Source,
)
from briefwright.model.keys import Key

Schema = dict[str, Any]

FILES = ("briefing", *FILED, "section")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NOT_A_KEYWORD = "[^a-z_]"
_SCALED = r"^-?\d+(\.\d+)?([ \u00a0][^\d\s]+){0,2}$"  # such as 34.5 million
_NUMBER: Schema = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}


def write_comment(file: str, folder: str) -> str:
    """One of FILES and the schemas' folder → the first line that makes editors use the schema."""
    return f"# yaml-language-server: $schema={folder}/{file}.schema.json"


def build_schema(file: str = "briefing") -> Schema:
    """One of FILES → its JSON Schema."""
    match file:
        case "briefing":
            own = _briefing()
        case "section":
            own = {"anyOf": [_ref("block"), _ref("blocks")]}
        case _:
            own = _ref(file)
    return {"$schema": _DRAFT, "title": f"Briefwright: {file}", **own, "$defs": _definitions()}


# ----------------------------------------------------------------- files and their parts


def _briefing() -> Schema:
    record = _record(Metadata)
    form = {"enum": [int(FORMAT), FORMAT], "description": "How these files are written; always 1"}
    parts = {part: _ref(part) for part in (*FILED, "defaults")}
    record["properties"] = {"format": form, **record["properties"], **parts, "body": _ref("blocks")}
    record["required"] = ["format", *record["required"]]
    return record


def _definitions() -> Schema:
    kinds = {f"block-{kind}": _block(kind, record) for kind, record in KINDS.items()}
    return {
        "text": {"type": ["string", "number", "boolean"]},
        "texts": {"type": "array", "items": _ref("text"), "minItems": 1},
        "facts": _by_name(FACT_NAME.pattern, _fact()),
        "names": {"type": "object", "additionalProperties": _ref("text")},
        "sources": _by_name(SOURCE_NAME.pattern, _record(Source)),
        "departures": {"type": "array", "items": _record(Departure)},
        "accepted": {"type": "array", "items": _record(Accepted)},
        "defaults": _defaults(),
        "blocks": {"type": "array", "items": _ref("block"), "minItems": 1},
        "block": {"anyOf": [_ref("text"), *map(_ref, kinds)]},
        **kinds,
        "item": {"anyOf": [_ref("text"), _item()]},
        "items": {"type": "array", "items": _ref("item"), "minItems": 1},
        "row": {"anyOf": [_ref("texts"), _ref("fact-name"), _record(Row)]},
        "fact-name": {"type": "string", "pattern": _whole(FACT_NAME.pattern)},
        "column": {"anyOf": [_ref("text"), _record(Column)]},
        "place": _record(MapPlace),
        "event": _event(),
    }


def _fact() -> Schema:
    """A fact: the keys of its class, and those that hold more than one word."""
    record = _record(Fact)
    record["properties"]["value"]["pattern"] = _SCALED
    for operation in OPERATIONS:
        meaning = f"Worked out from other facts: {_OPERATIONS[operation]}"
        record["properties"][operation] = {**_operands(operation), "description": meaning}
    record["properties"] |= {
        "range": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
        "list": {**_ref("texts"), "description": "Members, counted and printed in a row"},
        "series": {"anyOf": [_words(FILE_KEYS, FILE_KEYS[:3]), _by_name(".+", _NUMBER)]},
    }
    record["properties"]["range"]["description"] = "The lower number, then the higher"
    record["properties"]["series"]["description"] = (
        "Labels with their numbers in order, or {file: …, label: …, value: …}"
    )
    record["anyOf"] = [{"required": [key]} for key in FIELDS]
    return record


_OPERATIONS = {
    "sum": "all of these together, or all points of one series",
    "difference": "the first less the rest",
    "share": "how many per cent the first is of the second",
    "ratio": "the first divided by the second",
    "per_100000": "the same for each 100,000 of the second",
    "count": "how many members a list has",
    "change": "what a series gained from one point to another",
    "change_percent": "the same in per cent",
}


def _operands(operation: str) -> Schema:
    """A formula's key → what may stand after it."""
    names: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 2}
    match operation:
        case "sum":
            return {"anyOf": [{**names, "minItems": 1}, {"type": "string"}]}
        case "count":
            return {"type": "string"}
        case "share" | "ratio" | "per_100000":
            return {**names, "maxItems": 2}
        case _:
            return _words(SPAN_KEYS, SPAN_KEYS) if operation in SPANS else names


def _words(known: tuple[str, ...], needed: tuple[str, ...]) -> Schema:
    """Keys, and those that are needed → an object with a word for each."""
    return {
        "type": "object",
        "properties": {key: _ref("text") for key in known},
        "required": list(needed),
        "additionalProperties": False,
    }


def _defaults() -> Schema:
    record = _record(Fact)
    record["properties"] = {key: record["properties"][key] for key in DEFAULTS}
    return record


def _block(kind: str, record: type) -> Schema:
    """A block: its own key is needed, and may be empty where the class says so."""
    made = _record(record)
    made["required"] = list(dict.fromkeys((kind, *made["required"])))
    made["description"] = " ".join((record.__doc__ or "").split())
    return made


def _item() -> Schema:
    """An item: the long form, with a label as a key of its own or under `label:`."""
    made = _record(Item)
    labelled = {"anyOf": [_ref("text"), _ref("items")]}
    return {**made, "patternProperties": {_NOT_A_KEYWORD: labelled}, "minProperties": 1}


def _event() -> Schema:
    """An event: a date as a key of its own, or the long form."""
    made = _record(Event)
    del made["required"]
    return {**made, "patternProperties": {_NOT_A_KEYWORD: _ref("text")}, "minProperties": 1}


# ----------------------------------------------------------------- records and forms


def _record(record: type) -> Schema:
    """A class of the dictionary → a closed object with its keys and what they mean."""
    known = keys.of(record).values()
    return {
        "type": "object",
        "properties": {key.name: _describe(key) for key in known},
        "required": [key.name for key in known if key.required],
        "additionalProperties": False,
    }


def _describe(key: Key) -> Schema:
    return {**_form(key), "description": keys.describe(key)}


def _form(key: Key) -> Schema:
    """A key → the schema of what may stand after it."""
    match key.form:
        case Form.TEXT | Form.PROSE | Form.WORD:
            return _ref("text") if key.required else {"anyOf": [_ref("text"), {"type": "null"}]}
        case (
            Form.WHEN | Form.HANDLING | Form.FACT | Form.SOURCE | Form.PICTURE | Form.ADDRESS
            | Form.FILE | Form.DATA | Form.POSITION | Form.COUNTRY
        ):  # fmt: skip
            return _ref("text")
        case Form.LANGUAGE | Form.MOMENT | Form.URL | Form.HOLDS:
            return {"type": "string"}
        case Form.DAY:
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case Form.RATIO:
            return {"type": "string", "pattern": r"^\d{1,3} ?: ?\d{1,3}$"}
        case Form.FOCUS:
            return {"type": "string", "pattern": r"^\d{1,3} ?%,? +\d{1,3} ?%$"}
        case Form.ID:
            return {"type": "string", "pattern": _whole(ID.pattern)}
        case Form.TEXTS:
            return _ref("texts")
        case Form.ITEMS | Form.FACTS:
            return _ref("items")
        case Form.ROWS | Form.COLUMNS | Form.PLACES | Form.EVENTS:
            kind = _LISTED[key.form]
            return {"type": "array", "items": _ref(kind), "minItems": 1}
        case Form.BLOCKS:
            return _ref("blocks")
        case Form.WORDS | Form.COUNTRIES:
            return _ref("texts")
        case Form.FLAG:
            return {"enum": [True, False, "yes", "no"]}
        case Form.TOTAL:
            return {"anyOf": [{"enum": [True, False, "yes", "no"]}, _ref("texts")]}
        case Form.CHOICE:
            return {"enum": list(key.choices)}
        case Form.NUMBER:
            return _NUMBER
        case Form.PAIRS:
            return {"type": "object", "additionalProperties": _ref("text")}
        case Form.UNIT:
            return {
                "anyOf": [_ref("text"), {"type": "object", "additionalProperties": _ref("text")}]
            }
        case _:
            assert_never(key.form)


_LISTED = {
    Form.ROWS: "row", Form.COLUMNS: "column", Form.PLACES: "place", Form.EVENTS: "event",
}  # fmt: skip


def _by_name(pattern: str, value: Schema) -> Schema:
    return {
        "type": "object",
        "patternProperties": {_whole(pattern): value},
        "additionalProperties": False,
    }


def _whole(pattern: str) -> str:
    return f"^{pattern}$"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
