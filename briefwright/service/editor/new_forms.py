"""A kind of block → the form of a new one."""

from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Form
from briefwright.model.keys import Key
from briefwright.service.editor.fields import (
    HELP,
    Choices,
    Entry,
    Field,
    ListForm,
    RecordForm,
    call,
    describe_kind,
    is_field,
    is_list,
    make_field,
    make_new_fields,
    sort_fields,
)
from briefwright.service.editor.lines import Typed


def make_new_form(kind: str, typed: Typed, choices: Choices) -> RecordForm:
    """A kind of block, what is typed in it first → the form of a new one."""
    known = keys.of(KINDS[kind])
    fields = [
        (key, make_field(key, key.name, typed.get(key.name, ""), "setting", choices))
        for key in known.values()
        if is_field(key) or key.form is Form.BLOCKS
    ]
    called, what = describe_kind(kind)
    return RecordForm(
        "", called, what,
        *sort_fields(kind, fields),
        tuple(_make_new_list(key, typed, choices) for key in known.values() if is_list(key)),
    )  # fmt: skip


_BLANK = 3  # empty entries of a new list, at least


def _make_new_list(key: Key, typed: Typed, choices: Choices) -> ListForm:
    said = [name.split(".") for name in typed if name.startswith(f"{key.name}.")]
    count = max((int(parts[1]) for parts in said), default=0) + 1
    columns = [name for name in typed if name.startswith("columns.")] or ["", "", ""]
    heads = len(columns) if key.form is Form.ROWS and "columns" not in key.name else 0
    entries = []
    for n in range(1, max(count, _BLANK) + 1):
        blank = make_new_fields(key, f"{key.name}.{n}", heads, choices)
        fields = tuple(
            Field(one.at, one.label, one.help, one.widget, typed.get(one.at, ""), one.means,
                  choices=one.choices)
            for one in blank
        )  # fmt: skip
        entries.append(Entry(f"{key.name}.{n}", fields))
    return ListForm(
        key.name,
        call(key.name),
        HELP.get(key.form, key.help),
        key.form.name,
        tuple(entries),
        (),
        heads > 0,
    )
