"""What a form says of something new → its lines as YAML, without hyphen and indentation."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from briefwright.content.mappings import KEYWORD
from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Form
from briefwright.model.keys import Key
from briefwright.problems import Place
from briefwright.yamlfile import Scalar
from briefwright.yamlfile.rearranging import write_in_brackets
from briefwright.yamlfile.source import INDENT, WIDTH

Typed = Mapping[str, str]  # what was typed, by the name of its field: `items.2.text`

WORD_LISTS = frozenset({Form.WORDS, Form.COUNTRIES})
RECORD_LISTS = frozenset(
    {Form.ITEMS, Form.FACTS, Form.ROWS, Form.COLUMNS, Form.PLACES, Form.EVENTS}
)
_NOWHERE = Place("", 1)


def write_block(kind: str, typed: Typed) -> str:
    """A kind of block, what was typed → its lines."""
    known = keys.of(KINDS[kind])
    order = [known[kind], *(key for name, key in known.items() if name != kind)]
    return "\n".join(line for key in order for line in _write_key(key, typed, key.name == kind))


def _write_key(key: Key, typed: Typed, is_first: bool) -> Iterator[str]:
    if key.form in RECORD_LISTS:
        if items := [write_entry(key.form, one) for one in _list_entries(key.name, typed)]:
            yield f"{key.name}:"
            yield from (f"  - {one}" for one in items)
        return
    said = typed.get(key.name, "").strip()
    if said and key.form is Form.BLOCKS:
        yield f"{key.name}:"
        yield from (f"  - {_quote(one)}" for one in split_paragraphs(said))
        return
    if said and key.form in WORD_LISTS:
        yield f"{key.name}: [{', '.join(map(_quote, split_lines(said)))}]"
    elif said and (len(said) > WIDTH or "\n" in said):
        yield f"{key.name}: >"
        yield from _fold(said)
    elif said or is_first:
        yield f"{key.name}: {_quote(said) if said else ''}".rstrip()


def _list_entries(name: str, typed: Typed) -> Iterator[Typed]:
    """The name of a list, what was typed → that of each of its entries which isn't empty."""
    numbers = {field.split(".")[1] for field in typed if field.startswith(f"{name}.")}
    for n in sorted(numbers, key=int):
        start = f"{name}.{n}."
        entry = {
            field.removeprefix(start): said.strip()
            for field, said in typed.items()
            if field.startswith(start)
        }
        if any(entry.values()):
            yield entry


def write_entry(form: Form, typed: Typed) -> str:
    """The form of a list, what was typed of a new entry → it, on one line."""
    said = {name: words for name, words in typed.items() if words}
    match form:
        case Form.ROWS if "fact" not in said:
            cells = [typed[name] for name in sorted(typed, key=_number)]
            return f"[{', '.join(_quote(one or '–') for one in cells)}]"
        case Form.COLUMNS:
            return _quote(said.get("column", "–"))
        case Form.ITEMS if len(said) == 2 and not KEYWORD.fullmatch(said["label"]):
            return f"{_quote(said['label'])}: {_quote(said['text'])}"
        case Form.EVENTS:
            return f"{_quote(said.get('date', ''))}: {_quote(said.get('text', ''))}"
        case Form.FACTS | Form.ROWS if set(said) == {"fact"}:
            return said["fact"]
        case Form.ITEMS if set(said) == {"text"}:
            return _quote(said["text"])
        case _:
            return f"{{{', '.join(f'{name}: {_quote(one)}' for name, one in said.items())}}}"


def _number(name: str) -> int:
    return int(name.rpartition(".")[2])


def split_lines(said: str) -> tuple[str, ...]:
    """Words, one on each line → them."""
    return tuple(line.strip() for line in said.splitlines() if line.strip())


def split_paragraphs(said: str) -> Sequence[str]:
    """A text, with a blank line between its paragraphs → each on one line."""
    parts = said.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _fold(said: str) -> Iterator[str]:
    margin = " " * INDENT
    for n, paragraph in enumerate(split_paragraphs(said)):
        yield from ("",) if n else ()
        wrapped = textwrap.wrap(
            paragraph, WIDTH - INDENT, break_long_words=False, break_on_hyphens=False
        )
        yield from (margin + line for line in wrapped)


def _quote(words: str) -> str:
    return write_in_brackets(Scalar(" ".join(words.split()), _NOWHERE, "plain", _NOWHERE))
