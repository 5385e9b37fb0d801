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
from briefwright.yamlfile import Map, Node, Scalar, Sequence, agreement

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
    mended = yamlfile.fixed(case.source, "a.yaml")
    if case.mended or not errors(yamlfile.read(case.source, "a.yaml")[1]):
        assert mended == (case.mended or case.source)


@every_case
def test_mending_twice_is_mending_once(case: Case) -> None:
    mended = yamlfile.fixed(case.source, "a.yaml")
    assert yamlfile.fixed(mended, "a.yaml") == mended


@every_case
def test_a_mended_file_says_the_same(case: Case) -> None:
    before, _ = yamlfile.read(case.source, "a.yaml")
    after, _ = yamlfile.read(yamlfile.fixed(case.source, "a.yaml"), "a.yaml")
    assert texts(after) == texts(before)


@every_case
def test_a_message_says_what_to_do(case: Case) -> None:
    for problem in yamlfile.read(case.source, "a.yaml")[1]:
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
