"""A YAML file as press officers write it: each case in `yamlfile/*.test` is a file, a dot, what
is read from it and the faults by line, column and code; after another dot, the file as mended.

What is read is shown as `{key: value}` and `[item]`; texts in quote marks, after `>` and after `|`
have their sign before them, and ↵ is a line end in a text.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import pytest
import yaml

from briefwright import yamlfile
from briefwright.problems import CODES, Place, Problem, errors
from briefwright.yamlfile import Map, Node, Scalar, Sequence, compose

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("Y*"))


@dataclass(frozen=True)
class Case:
    """A file, and what becomes of it."""

    name: str
    source: str
    expected: str
    mended: str


def cases() -> Iterator[Case]:
    for path in sorted((HERE / "yamlfile").glob("*.test")):
        for case in path.read_text(encoding="utf-8").removeprefix("## ").split("\n## "):
            title, _, rest = case.rstrip("\n").partition("\n")
            source, expected, *mended = rest.split("\n.\n")
            fixed = f"{mended[0]}\n" if mended else ""
            yield Case(f"{path.stem}: {title}", f"{source}\n", expected, fixed)


CASES = tuple(cases())
SOUND = tuple(case for case in CASES if case.name.startswith("sound"))
FAULTY = tuple(case for case in CASES if "\n" in case.expected)  # below what is read

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def shown(node: Node | None) -> str:
    match node:
        case None:
            return "nothing"
        case Scalar():
            marks = {"plain": ("", ""), "single": "''", "double": '""'}
            before, after = marks.get(node.style, (">" if node.style == "folded" else "|", ""))
            return before + node.text.replace("\n", "↵") + after
        case Sequence():
            return f"[{', '.join(shown(item) for item in node.items)}]"
        case Map():
            pairs = (f"{shown(key)}: {shown(value)}" for key, value in node.entries)
            return f"{{{', '.join(pairs)}}}"
        case _:
            assert_never(node)


def texts(node: Node | None) -> object:
    """What a node says, whatever its quote marks."""
    match node:
        case None:
            return None
        case Scalar():
            return node.text
        case Sequence():
            return [texts(item) for item in node.items]
        case Map():
            return [(key.text, texts(value)) for key, value in node.entries]
        case _:
            assert_never(node)


def scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Map):
        for key, value in node.entries:
            yield key
            yield from scalars(value)


def found(problems: tuple[Problem, ...]) -> list[str]:
    return [
        f"{problem.where.line}:{problem.where.column} {problem.code}"
        for problem in problems
        if problem.where
    ]


def codes(text: str) -> list[str]:
    return [problem.code for problem in yamlfile.read(text, "a.yaml")[1]]


# ----------------------------------------------------------------- the cases


def test_there_are_cases_of_all_kinds() -> None:
    assert len(CASES) > 50
    assert len(SOUND) > 5
    assert sum(bool(case.mended) for case in CASES) > 25


@every_case
def test_a_file_is_read_as_its_author_meant_it_and_its_faults_are_named(case: Case) -> None:
    node, problems = yamlfile.read(case.source, "a.yaml")
    assert "\n".join([shown(node), *found(problems)]) == case.expected


@every_case
def test_what_is_safe_is_mended_and_nothing_else(case: Case) -> None:
    mended = yamlfile.fix_text(case.source, "a.yaml")
    if case.mended or not errors(yamlfile.read(case.source, "a.yaml")[1]):
        assert mended == (case.mended or case.source)


@every_case
def test_mending_twice_is_mending_once(case: Case) -> None:
    mended = yamlfile.fix_text(case.source, "a.yaml")
    assert yamlfile.fix_text(mended, "a.yaml") == mended


@every_case
def test_a_mended_file_says_the_same(case: Case) -> None:
    before, _ = yamlfile.read(case.source, "a.yaml")
    after, _ = yamlfile.read(yamlfile.fix_text(case.source, "a.yaml"), "a.yaml")
    assert texts(after) == texts(before)


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
def test_a_message_says_what_to_do(case: Case) -> None:
    problems = yamlfile.read(case.source, "a.yaml")[1]
    assert problems
    for problem in problems:
        assert problem.message[0].isupper() or problem.message[0] == "“"
        assert problem.message.endswith(".") or " Write: " in problem.message
        assert "\n" not in problem.message


def test_a_message_shows_the_line_as_it_should_be() -> None:
    source = 'list:\n  - "KazCent" provides courses, among them those for {trainees}\n'
    (problem,) = yamlfile.read(source, "facts.yaml")[1]
    line = """- '"KazCent" provides courses, among them those for {trainees}'"""
    assert str(problem).startswith("facts.yaml:2:5: Y109 A text can't begin with a quote mark")
    assert problem.message.endswith(f"Write: {line}")


def test_a_message_shows_the_ends_of_a_long_text() -> None:
    (problem,) = yamlfile.read(f"- {{x}} {'word ' * 500}end\n", "a.yaml")[1]
    assert len(problem.message) < 250
    assert '- "{x} word' in problem.message
    assert problem.message.endswith('word end"')


# ----------------------------------------------------------------- places


def at(source: str, place: Place) -> str:
    """The character at a place; a blank at the end of a line."""
    return f"{source.splitlines()[place.line - 1]} "[place.column - 1]


@every_case
def test_every_character_of_a_text_has_its_place(case: Case) -> None:
    found = list(scalars(yamlfile.read(case.source, "a.yaml")[0]))
    assert found or case.expected.startswith("nothing")
    for scalar in found:
        for offset, character in enumerate(scalar.text):
            there = at(case.source, scalar.spot(offset))
            escaped = scalar.style == "double" and there == "\\"
            assert there == character or escaped or character.isspace()


@pytest.mark.parametrize(
    ("source", "word", "line", "column"),
    [
        ("text: one two\n", "two", 1, 11),
        ("text: one\n  two\n\n  three\n", "three", 4, 3),
        ("text: >\n    one two\n\n    three\n", "two", 2, 9),
        ("- text: >\n    one\n\n    three four\n", "four", 4, 11),
        ("text: |\n  one\n    two\n", "two", 3, 5),
        ("text: 'it''s two'\n", "two", 1, 14),
        ('text: "\\u2013 \\"one\\" two"\n', "two", 1, 23),
        ('text: "one\n  three \\\n  two"\n', "two", 3, 3),
        ("{text: one two, x: y}\n", "two", 1, 12),
        ("\ufefftext: two\r\n", "two", 1, 7),
        ("- {x} one two\n", "two", 1, 11),
        ("text: >one two\n  three\n", "two", 1, 12),
        ("text: \U0001f54a one two\n", "two", 1, 13),
        ("نص: مرحبا two\r\n", "two", 1, 11),
    ],
)
def test_a_place_inside_a_text_is_right(source: str, word: str, line: int, column: int) -> None:
    for scalar in scalars(yamlfile.read(source, "a.yaml")[0]):
        if word in scalar.text:
            assert scalar.spot(scalar.text.index(word)) == Place("a.yaml", line, column)
            return
    pytest.fail("the word was not read")


def test_lists_maps_and_texts_know_where_they_begin() -> None:
    node, _ = yamlfile.read("a:\n  - b: [c]\n    'd':\n", "a.yaml")
    assert isinstance(node, Map)
    items = node.entries[0][1]
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Map)
    places = [node.place, items.place, inner.place]
    places += [place for key, value in inner.entries for place in (key.place, value.place)]
    expected = [(1, 1), (2, 3), (2, 5), (2, 5), (2, 8), (3, 5), (3, 9)]
    assert [(place.line, place.column) for place in places] == expected


# ----------------------------------------------------------------- what nobody sees


@pytest.mark.parametrize(
    ("source", "expected", "mended"),
    [
        ("a: b\r\nc: >\r\n  d\r\n", [], "a: b\r\nc: >\r\n  d\r\n"),
        ("\ufeffa: {x} b\r\n", ["1:4 Y109"], '\ufeffa: "{x} b"\r\n'),
        ("a:\n\tb: c\n", ["2:1 Y102"], "a:\n  b: c\n"),
        ("a:\n  b: c\n\td: e\n", ["3:1 Y102"], "a:\n  b: c\n\td: e\n"),
        (
            "a:\n  - b:\n\t- c\n      - d\n",
            ["3:1 Y102"],
            "a:\n  - b:\n\t- c\n      - d\n",
        ),
        ("a:\tb\tc\n# a\tcomment\n", ["1:3 Y102"], "a: b c\n# a\tcomment\n"),
        ("a:\n\u00a0 b: c\n", ["2:1 Y103"], "a:\n  b: c\n"),
        ("-\u00a0a:\u00a0b\u00a0c\n", ["1:2 Y103"], "- a: b\u00a0c\n"),
        ("a: b\n\u00a0\nc: d\n", ["2:1 Y103"], "a: b\n \nc: d\n"),
        ("a: b\x0bc\u2028d\n", ["1:5 Y103", "1:7 Y103"], "a: b c d\n"),
        ("a: b\x07c\n", ["1:5 Y103"], "a: b\x07c\n"),
        ("- > a\r\n- b\r\n", ["1:3 Y116"], "- >\r\n  a\r\n- b\r\n"),
    ],
)
def test_what_nobody_sees_is_named_and_mended(
    source: str, expected: list[str], mended: str
) -> None:
    assert found(yamlfile.read(source, "a.yaml")[1]) == expected
    assert yamlfile.fix_text(source, "a.yaml") == mended


@pytest.mark.parametrize("source", ["", "\n \n", "# only a comment\n", "\ufeff"])
def test_an_empty_file_holds_nothing(source: str) -> None:
    assert yamlfile.read(source, "a.yaml") == (None, ())


# ----------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "source",
    [
        "a: b\n" * 250_000,
        f"a: {'words ' * 10_000}",
        "a:\n" + "  some words\n" * 10_000,
        "".join(f"{'  ' * depth}- a:\n" for depth in range(25)),
        f"a: {'[' * 1000}",
        f"a: {'{b: ' * 1000}",
        f"- [{'a, ' * 12_600}]\n" * 4,
    ],
    ids=["bytes", "line", "text", "depth", "lists", "maps", "nodes"],
)
def test_a_file_past_a_limit_is_refused(source: str) -> None:
    node, problems = yamlfile.read(source, "a.yaml")
    assert node is None
    assert "Y101" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    "source",
    [
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(30)),
        f"a: {'[b ' * 3000}",
        f"a: {'{b ' * 3000}",
        f"a: {'#b ' * 10_000}",
        "a: {" + "b: c d, e, " * 1000 + "}",
        '- "a\n' * 3000,
        "- [a, b\n" * 3000,
        "a:\n" + "words\n" * 3000,
        "a: [\n" + '  "a,\n' * 20_000,
        f"a: [{'#b ' * 16_000}",
        "- [" + "'a " * 16_000 + "]: x",
    ],
    ids=[
        "aliases",
        "lists",
        "maps",
        "signs",
        "commas",
        "quotes",
        "brackets",
        "lines",
        "quotes in brackets",
        "signs in brackets",
        "a key of quotes",
    ],
)
def test_no_file_keeps_the_reader_busy(source: str) -> None:
    assert errors(yamlfile.read(source, "a.yaml")[1])
    assert not errors(yamlfile.read("a: b\n", "a.yaml")[1])


# ----------------------------------------------------------------- YAML has the last word


def by_pyyaml(text: str, loader: type[yaml.SafeLoader | yaml.CSafeLoader]) -> object:
    def texts_of(node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return [(texts_of(key), texts_of(value)) for key, value in node.value]
        if isinstance(node, yaml.SequenceNode):
            return [texts_of(item) for item in node.value]
        return node.value

    return texts_of(yaml.compose(text, Loader=loader))


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.name)
def test_a_sound_file_is_read_as_yaml_reads_it(
    case: Case, loader: type[yaml.SafeLoader | yaml.CSafeLoader]
) -> None:
    node, problems = yamlfile.read(case.source, "a.yaml")
    assert not errors(problems)
    assert texts(node) == by_pyyaml(case.source, loader)


WORDS = (
    "Kazakhstan", "the", "in", "2024", "1,410", "{serving_now}", "[x](https://a.b)", "*stress*",
    "“KazCent”", "a:", "b: c", "#1", "# x", ">", "|", "don't", '"quoted"', "é", "!", "&", "@n",
    "a,b", "  ", "\\", "NO", "~", "12:30",
)  # fmt: skip


def invented(chance: random.Random, depth: int = 0) -> object:
    """Some text, list or map, several deep."""
    kind = chance.random()
    if depth > 3 or (depth and kind < 0.4):
        return " ".join(chance.choices(WORDS, k=chance.randint(1, 9)))
    if kind < 0.7:
        return [invented(chance, depth + 1) for _ in range(chance.randint(1, 4))]
    return {f"key {n}": invented(chance, depth + 1) for n in range(chance.randint(1, 4))}


def test_what_yaml_writes_is_read_as_it_was_meant() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        text = yaml.safe_dump(
            invented(chance),
            default_flow_style=chance.choice([True, False, None]),
            width=chance.choice([20, 40, 1000]),
            indent=chance.choice([2, 4]),
            allow_unicode=True,
        )
        node, problems = yamlfile.read(text, "a.yaml")
        assert not errors(problems), text
        assert texts(node) == by_pyyaml(text, yaml.SafeLoader), text


def test_a_file_that_yaml_reads_otherwise_is_named() -> None:
    assert codes(f"- {'a very long label ' * 60}: text\n") == ["Y119"]


def test_the_slower_parser_of_yaml_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_LOADER", yaml.SafeLoader)
    assert codes(f"- {'a very long label ' * 60}: text\n") == ["Y119"]
    for case in SOUND:
        assert not errors(yamlfile.read(case.source, "a.yaml")[1])


# ----------------------------------------------------------------- damaged files

SIGNS = (*" \n\t-:#>|{}[],&*!%@`\"'\\?~a1é\u00a0", "- ", ": ", " #", "  ", "\n  ", "---\n", "\x0b")


def damaged(source: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 5)):
        spot = chance.randrange(len(source))
        cut = chance.choice([0, 0, 1, 3])
        source = source[:spot] + chance.choice(("", *SIGNS)) + source[spot + cut :]
    return source


def test_a_damaged_file_is_read_to_its_end_and_mending_keeps_what_it_says() -> None:
    source = "body:\n" + "".join(
        f"  - section: {case.name}\n    body:\n"
        + "".join(f"      {line}\n" for line in case.source.splitlines() if line)
        for case in SOUND[1:4]
    )
    mended = 0
    for seed in range(120):
        text = damaged(source, random.Random(seed))
        node, problems = yamlfile.read(text, "a.yaml")
        after = yamlfile.fix_text(text, "a.yaml")
        assert node is not None
        assert texts(yamlfile.read(after, "a.yaml")[0]) == texts(node), text
        assert yamlfile.fix_text(after, "a.yaml") == after, text
        assert "Y119" not in [problem.code for problem in problems], text
        mended += after != text
    assert mended > 20


# ----------------------------------------------------------------- specimens


def test_every_code_has_a_specimen() -> None:
    known = {code for code in CODES if code.startswith("Y1")}
    assert len(known) > 15
    assert {path.name for path in BROKEN} == known


@pytest.mark.parametrize("specimen", BROKEN, ids=lambda path: path.name)
def test_a_specimen_shows_its_fault_and_no_other(specimen: Path) -> None:
    expected = (specimen / "expected.txt").read_text(encoding="utf-8").splitlines()
    file = specimen / "content" / "sample" / "briefing.yaml"
    _, problems = yamlfile.read(file.read_bytes().decode("utf-8"), file.name)
    assert expected
    assert [f"{problem.where}: {problem.code}" for problem in problems] == expected
