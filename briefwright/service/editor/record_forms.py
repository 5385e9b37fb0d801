"""A block, an item, a row → the fields of a form, by the dictionary: no kind is left out."""

from collections.abc import Iterator, Mapping

from briefwright.content import mappings
from briefwright.content.texts import find_cell
from briefwright.model import addresses, keys
from briefwright.model.dictionary import KIND_OF, KINDS, Form, Metadata
from briefwright.model.keys import Key
from briefwright.service.editor.fields import (
    HELP,
    MAIN,
    RECORDS,
    Choices,
    Entry,
    Field,
    ListForm,
    Means,
    RecordForm,
    Widget,
    call,
    describe_kind,
    is_field,
    is_list,
    make_field,
    make_new_fields,
    sort_fields,
)
from briefwright.service.editor.steps import Files, list_column_steps, list_entry_steps
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile import Sequence as List
from briefwright.yamlfile.source import SpliceError

# ----------------------------------------------------------------- what is there


def make_form(files: Files, at: str, choices: Choices) -> RecordForm:
    """The files of a briefing, an address → the form of what stands there. Errors: SpliceError."""
    record = _find_record(files, at)
    _, node = files.find(at) if at != "briefing" else (None, files.read(_main(files)).root)
    if at.startswith("sources.") and isinstance(node, Map):
        node = next((value for _, value in node.entries if isinstance(value, Map)), node)
    typed = read_typed(node)
    known = keys.of(record).values()
    fields = [(key, _make(files, at, key, typed, choices)) for key in known if is_field(key)]
    kind = KIND_OF.get(record, record.__name__)
    called, what = describe_kind(kind) if kind in KINDS else (call(kind), "")
    return RecordForm(
        at, called, what,
        *sort_fields(kind, fields),
        tuple(_make_list(files, at, key, typed, choices) for key in known if is_list(key)),
    )  # fmt: skip


def _main(files: Files) -> str:
    return str(files.path / "briefing.yaml")


def _find_record(files: Files, at: str) -> type:
    if at == "briefing":
        return Metadata
    start, _, name = at.partition(".")
    if start == "sources" and name in files.briefing.sources:
        return type(files.briefing.sources[name])
    record = addresses.find_record(files.briefing.body, at)
    if record is None:
        raise SpliceError(f"Nothing has the address “{at}”.")
    return type(record)


def read_typed(node: Node) -> dict[str, Node]:
    """A block, an item or a row as it is written → what stands under each of its keys."""
    if isinstance(node, Map):
        first = node.entries[0][0].text if node.entries else ""
        entries = mappings.list_entries(node)
        if not mappings.KEYWORD.fullmatch(first):
            entries = mappings.expand_label(node)
        return {entry.name: entry.node for entry in entries}
    return {"cells" if isinstance(node, List) else "": node}


def _make(files: Files, at: str, key: Key, typed: Mapping[str, Node], choices: Choices) -> Field:
    value, place = typed.get(key.name), addresses.field(at, key.name)
    if value is None and "" in typed and _is_bare(key):
        value = typed[""]
    is_text = place in files.briefing.trails and isinstance(value, Scalar)
    several = key.form is Form.PROSE and "" not in typed
    means: Means = (
        "prose" if several else "rewording" if is_text else _MEANS.get(key.form, "setting")
    )
    return make_field(key, place, _read_value(value), means, choices)


def _is_bare(key: Key) -> bool:
    """Whether a bare text is what this key says."""
    return key.name in ("text", "column", "fact")


_MEANS: Mapping[Form, Means] = {
    Form.WORDS: "listing", Form.COUNTRIES: "listing", Form.PROSE: "prose",
}  # fmt: skip


def _read_value(node: Node | None) -> str:
    match node:
        case Scalar():
            return node.text.strip().replace("\n", "\n\n")
        case List(items):
            return "\n".join(one.text for one in items if isinstance(one, Scalar))
        case _:
            return ""


# ----------------------------------------------------------------- lists


def _make_list(
    files: Files, at: str, key: Key, typed: Mapping[str, Node], choices: Choices
) -> ListForm:
    place = addresses.field(at, key.name)
    node = typed.get(key.name)
    items = node.items if isinstance(node, List) else ()
    named = [_find_address(files, f"{place}.{n}", one) for n, one in enumerate(items, 1)]
    columns = typed.get("columns")
    heads = len(columns.items) if isinstance(columns, List) else 0
    entries = []
    for n, (own, one) in enumerate(zip(named, items, strict=True), 1):
        if key.form is Form.COLUMNS and "rows" in typed and isinstance(typed["rows"], List):
            steps = list_column_steps(files, at, n, len(items), len(typed["rows"].items))
        else:
            steps = list_entry_steps(files, own, tuple(named))
        if not files.clearance.may_see(own):
            continue
        fields = tuple(_list_main(files, own, one, key.form, choices))
        entries.append(Entry(own, fields, steps))
    new = make_new_fields(key, "new", heads, choices)
    is_table = key.form is Form.ROWS and heads > 0
    return ListForm(
        place,
        call(key.name),
        HELP.get(key.form, key.help),
        key.form.name,
        tuple(entries),
        new,
        is_table,
    )


def _find_address(files: Files, at: str, node: Node) -> str:
    own = read_typed(node).get("id") if isinstance(node, Map) else None
    named = own.text.strip() if isinstance(own, Scalar) else ""
    return named if named in files.briefing.places else at


def _list_main(files: Files, at: str, node: Node, form: Form, choices: Choices) -> Iterator[Field]:
    """The fields of an entry that its list shows; its others stand in a form of its own."""
    typed = read_typed(node)
    cells = typed.get("cells")
    if isinstance(cells, List):
        for n, cell in enumerate(cells.items, 1):
            words = find_cell(cell)[1] if isinstance(cell, Scalar) else ""
            widget: Widget = "text" if "\n" in words else "line"
            yield Field(f"{at}.{n}", f"Cell {n}", "", widget, words, "cell")
        return
    if form is Form.COLUMNS:
        head = typed.get("column", typed.get(""))
        yield Field(at, "Head", "", "line", _read_value(head), "rewording")
        return
    if "" in typed and form in (Form.FACTS, Form.ROWS):
        typed = {"fact": typed[""]}
    known = keys.of(RECORDS[form])
    for name in MAIN[form]:
        if name in typed or (name == "text" and "" in typed) or name == MAIN[form][0]:
            field = _make(files, at, known[name], typed, choices)
            if field.value or name in typed:
                yield field
