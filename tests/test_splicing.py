"""One change of what a YAML file says: the file with it, and every other character as it was."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefwright.yamlfile import Map, Scalar, Sequence
from briefwright.yamlfile.nodes import steps
from briefwright.yamlfile.rearranging import (
    add_entry,
    add_list,
    give_key,
    insert_item,
    read_item,
    remove_entry,
    remove_item,
    replace_list,
)
from briefwright.yamlfile.rewording import replace_text
from briefwright.yamlfile.source import Source, SpliceError, walk

HOME = Path(__file__).resolve().parent.parent
FILES = sorted(
    path
    for folder in ("content", "tests/briefings", "tests/specimen")
    for path in (HOME / folder).rglob("*.yaml")
)
FILE = """\
# A remark that stays.
facts:
  loans: {value: 12400, unit: books}   # counted by hand
  visits:
    value: 310
    unit: visits
body:
  - The library lent
    {loans} in a year.
  # The next one is long.
  - text: >
      It is open on six days a week, and on four of them until nine in the evening.

      Half of its visitors read there.
  - list: 'What it''s for'
    items: [Lending, "Home\\twork"]
"""


def read(text: str = FILE) -> Source:
    return Source.read(text, "briefing.yaml")


def scalar_of(source: Source, words: str) -> Scalar:
    found = [one for one, _ in walk(source.root) if isinstance(one, Scalar) and words in one.text]
    assert len(found) == 1
    return found[0]


def reword(old: str, new: str, text: str = FILE) -> str:
    """In the one text that holds `old`, `new` stands for it → what the file is then."""
    source = read(text)
    scalar = scalar_of(source, old)
    return replace_text(source, scalar, scalar.text.replace(old, new))


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came."""
    marks = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in marks if line[0] in "-+"]


# ----------------------------------------------------------------- one text


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("12400", "12500", ["-   loans: {value: 12400, unit: books}   # counted by hand",
                            "+   loans: {value: 12500, unit: books}   # counted by hand"]),
        ("310", "320", ["-     value: 310", "+     value: 320"]),
        ("in a year", "in 2025", ["-     {loans} in a year.", "+     {loans} in 2025."]),
        ("six days", "two days", [
            "-       It is open on six days a week, and on four of them until nine in the evening.",
            "+       It is open on two days a week, and on four of them until nine in the evening.",
        ]),
        ("it's", "that's", ["-   - list: 'What it''s for'", "+   - list: 'What that''s for'"]),
        ("Home\twork", 'Home "work"', ['-     items: [Lending, "Home\\twork"]',
                                       '+     items: [Lending, "Home \\"work\\""]']),
        ("Lending", "Lending, reading", ['-     items: [Lending, "Home\\twork"]',
                                         '+     items: ["Lending, reading", "Home\\twork"]']),
        ("books", "books: all", [
            "-   loans: {value: 12400, unit: books}   # counted by hand",
            '+   loans: {value: 12400, unit: "books: all"}   # counted by hand',
        ]),
    ],
)  # fmt: skip
def test_only_the_line_of_the_text_changes(old: str, new: str, lines: list[str]) -> None:
    assert changed(FILE, reword(old, new)) == lines


def test_a_line_that_becomes_too_long_is_broken() -> None:
    after = reword(
        "until nine in the evening.", "until nine in the evening, but not in July or August."
    )
    assert changed(FILE, after) == [
        "-       It is open on six days a week, and on four of them until nine in the evening.",
        "+       It is open on six days a week, and on four of them until nine in the evening, "
        "but not in July",
        "+       or August.",
    ]


def test_a_text_of_two_paragraphs_gets_lines_of_its_own() -> None:
    after = reword("in a year.", "in a year.\nIt is free.")
    assert changed(FILE, after) == [
        "-   - The library lent",
        "-     {loans} in a year.",
        "+   - >-",
        "+     The library lent {loans} in a year.",
        "+ ",
        "+     It is free.",
    ]


WORDS = [
    "Plain words.", "A colon: here", "half # of it", "- a hyphen", "{loans} first", "[^report]",
    "'quoted'", '"quoted"', "it's 5 o'clock", "back\\slash", "*all*", "&more", "!now", "%", "@home",
    "NO", "12:30", "010", "ends with a colon:", "العربية: نص", "Қазақстан", "½ – “quoted” …",
    "Two.\nParagraphs.", " ".join(["A long text that goes on."] * 20), "x" * 150, "| pipe",
    "> more", "? question", ": colon first", "trailing blank ", "a  double blank",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_any_text_may_say_anything(words: str) -> None:
    source = read()
    scalars = [one for one, _ in walk(source.root) if isinstance(one, Scalar)]
    assert len(scalars) > 15
    for n, scalar in enumerate(scalars):
        after = tuple(steps(read(replace_text(source, scalar, words)).root))
        texts = [said for sign, said in steps(source.root) if sign == "text"]
        texts[n] = words
        assert [said for sign, said in after if sign == "text"] == texts


def list_changes(source: Source) -> Iterator[tuple[Scalar, str]]:
    """Each text of a file with a word more at its end, one less, and another in the middle."""
    for scalar in (one for one, _ in walk(source.root) if isinstance(one, Scalar)):
        words = scalar.text.split(" ")
        if len(words) > 2:
            half = len(words) // 2
            yield scalar, " ".join(words[:-1])
            yield scalar, " ".join([*words[:half], "another", *words[half + 1 :]])
            yield scalar, f"{scalar.text.rstrip()} More{scalar.text[len(scalar.text.rstrip()) :]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_in_every_file_a_changed_word_changes_its_own_lines_alone(path: Path) -> None:
    source = read(path.read_text("utf-8"))
    changes = list(list_changes(source))
    for scalar, words in changes[:: max(1, len(changes) // 12)]:
        after = replace_text(source, scalar, words)
        first, last = scalar.place.line, scalar.end.line
        lines, others = source.text.splitlines(), after.splitlines()
        assert others[: first - 1] == lines[: first - 1]
        assert others[len(others) - (len(lines) - last) :] == lines[last:]


def test_a_file_with_a_fault_in_its_form_is_left_alone() -> None:
    with pytest.raises(SpliceError, match="mend those first"):
        read("a: b: c\na: d\n")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    after = reword("12400", "12500", text)
    assert after == text.replace("12400", "12500")


# ----------------------------------------------------------------- keys


def map_of(source: Source, key: str) -> Map:
    return next(
        value for node, _ in walk(source.root) if isinstance(node, Map)
        for name, value in node.entries if name.text == key and isinstance(value, Map)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("holder", "lines"),
    [
        ("visits", ["+     as_of: 2025-01-31"]),
        ("loans", [
            "-   loans: {value: 12400, unit: books}   # counted by hand",
            "+   loans: {value: 12400, unit: books, as_of: 2025-01-31}   # counted by hand",
        ]),
    ],
)  # fmt: skip
def test_a_key_is_added_where_the_others_stand(holder: str, lines: list[str]) -> None:
    source = read()
    after = add_entry(source, map_of(source, holder), "as_of", "2025-01-31")
    assert changed(FILE, after) == lines
    again = read(after)
    found = map_of(again, holder)
    assert remove_entry(again, found, found.entries[-1][0]) == FILE


def test_a_key_may_go_from_the_beginning_too() -> None:
    source = read()
    for holder in ("visits", "loans"):
        found = map_of(source, holder)
        after = remove_entry(source, found, found.entries[0][0])
        assert [key.text for key, _ in map_of(read(after), holder).entries] == ["unit"]


def test_the_only_key_of_something_stays() -> None:
    source = read("facts:\n  loans:\n    value: 3\n")
    found = map_of(source, "loans")
    with pytest.raises(SpliceError, match="all that stands here"):
        remove_entry(source, found, found.entries[0][0])


# ----------------------------------------------------------------- items


def list_of(source: Source, n: int = 0) -> Sequence:
    return [one for one, _ in walk(source.root) if isinstance(one, Sequence)][n]


def test_an_item_goes_with_the_remark_above_it_and_comes_back() -> None:
    source = read()
    lines = read_item(source, list_of(source), 1)
    after = remove_item(source, list_of(source), 1)
    assert changed(FILE, after) == [
        "-   # The next one is long.",
        "-   - text: >",
        "-       It is open on six days a week, and on four of them until nine in the evening.",
        "- ",
        "-       Half of its visitors read there.",
    ]
    rest = read(after)
    assert insert_item(rest, list_of(rest), 1, lines) == FILE


@pytest.mark.parametrize("n", range(4))
def test_an_item_is_put_anywhere(n: int) -> None:
    source = read()
    after = insert_item(source, list_of(source), n, "callout: It is free.\nid: free\n")
    assert changed(FILE, after) == ["+   - callout: It is free.", "+     id: free"]
    assert len(list_of(read(after)).items) == 4


def test_a_blank_line_stands_between_items_where_it_does_between_the_others() -> None:
    text = "body:\n  - one\n\n  - two\n"
    source = read(text)
    assert (
        insert_item(source, list_of(source), 1, "three")
        == "body:\n  - one\n\n  - three\n\n  - two\n"
    )
    assert (
        insert_item(source, list_of(source), 2, "three")
        == "body:\n  - one\n\n  - two\n\n  - three\n"
    )


def test_a_file_without_a_last_line_end_gets_one_before_a_new_item() -> None:
    source = read("- one\n- two")
    assert insert_item(source, list_of(source), 2, "three") == "- one\n- two\n- three\n"


@pytest.mark.parametrize(
    ("n", "lines", "expected"),
    [
        (0, "new", "rows: [new, one, {fact: two}]\n"),
        (2, "label: a, b\ntext: c\n", 'rows: [one, {fact: two}, {label: "a, b", text: c}]\n'),
        (1, "[a, 'b: c']", 'rows: [one, [a, "b: c"], {fact: two}]\n'),
    ],
)
def test_an_item_is_put_into_brackets(n: int, lines: str, expected: str) -> None:
    source = read("rows: [one, {fact: two}]\n")
    after = insert_item(source, list_of(source), n, lines)
    assert after == expected
    again = read(after)
    assert remove_item(again, list_of(again), n) == source.text


def test_an_item_in_brackets_is_read_without_them() -> None:
    source = read("rows: [one, {fact: two}]\n")
    assert read_item(source, list_of(source), 1) == "{fact: two}\n"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("for: [press]\n", ("press", "public"), "for: [press, public]\n"),
        ("for:\n  - press\nid: a\n", ("x", "y, z"), 'for:\n  - x\n  - "y, z"\nid: a\n'),
    ],
)
def test_a_list_of_words_says_others(text: str, words: tuple[str, ...], expected: str) -> None:
    source = read(text)
    assert replace_list(source, list_of(source), words) == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("- A text\n- Another\n", "text", "- text: A text\n- Another\n"),
        ("- A text that\n  goes on\n", "text", "- text: A text that goes on\n"),
        ("[a, b]\n", "fact", "[{fact: a}, b]\n"),
        ("- [a, b]\n", "cells", "- cells: [a, b]\n"),
    ],
)
def test_a_bare_item_is_given_a_key(text: str, key: str, expected: str) -> None:
    source = read(text)
    assert give_key(source, list_of(source), 0, key) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- list: A\n  id: b\n", "- list: A\n  id: b\n  items:\n    - one: two\n"),
        ("- {list: A}\n", "- {list: A, items: [{one: two}]}\n"),
    ],
)
def test_a_list_is_added_with_its_first_item(text: str, expected: str) -> None:
    source = read(text)
    holder = next(one for one, _ in walk(source.root) if isinstance(one, Map))
    assert add_list(source, holder, "items", "one: two") == expected


def test_the_first_item_of_a_list_on_the_line_of_another_goes_and_comes() -> None:
    source = read("- - one\n  - two\n- - three\n")
    assert read_item(source, list_of(source, 1), 0) == "one\n"
    rest = remove_item(source, list_of(source, 1), 0)
    assert rest == "- - two\n- - three\n"
    again = read(rest)
    assert insert_item(again, list_of(again, 1), 0, "one") == source.text


def test_an_only_item_is_left_to_the_author() -> None:
    only = read("- one\n")
    with pytest.raises(SpliceError, match="only one"):
        remove_item(only, list_of(only), 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_in_every_file_any_item_may_go_and_come_back_elsewhere(path: Path) -> None:
    source = read(path.read_text("utf-8"))
    lists = [one for one, _ in walk(source.root) if isinstance(one, Sequence)]
    for n, holder in enumerate(lists):
        if source.is_in_brackets(holder) or len(holder.items) == 1:
            continue
        last = len(holder.items) - 1
        lines = read_item(source, holder, last)
        rest = read(remove_item(source, holder, last))
        moved = read(insert_item(rest, list_of(rest, n), 0, lines))
        before, after = tuple(steps(holder)), tuple(steps(list_of(moved, n)))
        assert sorted(before) == sorted(after)
        assert tuple(steps(list_of(moved, n).items[0])) == tuple(steps(holder.items[last]))
