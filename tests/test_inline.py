"""Markup inside a line of text: each case in `inline/*.test` is a text, a dot, and what it is.

A line of what it is: the offset in the text, then a node, indented under the one that holds it,
or the code and message of a fault. A blank line ends the case.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import pytest

from briefwright.facts.inline import braces, cites, parse, plain_text
from briefwright.model.dictionary import Brace, Cite, DateBrace, Emphasis, Inline, Link, Str, Strong
from briefwright.problems import CODES

FOLDER = Path(__file__).parent / "inline"


def cases() -> Iterator[tuple[str, str, str]]:
    for path in sorted(FOLDER.glob("*.test")):
        line = 1
        for case in path.read_text(encoding="utf-8").strip("\n").split("\n\n"):
            source, _, expected = case.partition("\n.\n")
            yield f"{path.name}:{line}", source, expected
            line += case.count("\n") + 2


CASES = tuple(cases())


def described(source: str) -> str:
    content, faults = parse(source)
    found = [f"{fault.offset:>3} {fault.code} {fault.message}" for fault in faults]
    return "\n".join([*lines(content), *found])


def lines(content: tuple[Inline, ...], depth: int = 0) -> Iterator[str]:
    for node in content:
        yield f"{node.offset:>3} {'  ' * depth}{name(node)}"
        if isinstance(node, Emphasis | Strong | Link):
            yield from lines(node.content, depth + 1)


def name(node: Inline) -> str:
    match node:
        case Str():
            return f"Str “{node.text}”"
        case Emphasis():
            return "Emphasis"
        case Strong():
            return "Strong"
        case Link():
            return f"Link {node.href}"
        case Cite():
            return f"Cite {node.source}" + (f", {node.locator}" if node.locator else "")
        case Brace():
            return f"Brace {node.name}" + (f" in the form {node.form}" if node.form else "")
        case DateBrace():
            return f"Date {node.date}"
        case _:
            assert_never(node)


def test_there_are_cases() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize(("place", "source", "expected"), CASES, ids=[place for place, *_ in CASES])
def test_a_text_is_read_as_its_case_says(place: str, source: str, expected: str) -> None:
    assert described(source) == expected


def test_every_inline_code_has_a_case() -> None:
    wanted = {code for code in CODES if code.startswith("I3")}
    told = {fault.code for _, source, _ in CASES for fault in parse(source)[1]}
    # no line of a file can hold what can't be printed
    assert wanted - told == {"I310"}


@pytest.mark.parametrize(("sign", "name"), [("\x07", "U+0007"), ("\u202e", "U+202E")])
def test_a_sign_that_prints_nothing_is_named_with_its_place(sign: str, name: str) -> None:
    _, faults = parse(f"Almaty{sign}, 2013")
    assert [(fault.code, fault.offset) for fault in faults] == [("I310", 6)]
    assert name in faults[0].message


def test_every_character_of_a_faultless_text_is_kept() -> None:
    source = "2 * 3 = 6, a [sic] remark, a@b.org, 50 % _now_ `x` <b>&amp;</b> C:\\new #3 ~ ^ | “–”"
    assert parse(source) == ((Str(source, 0),), ())


def test_letters_that_a_pdf_drew_together_are_letters_again() -> None:
    assert plain_text(parse("The o\ufb03ce *re\ufb02ects*.")[0]) == "The office reflects."


def test_nothing_is_found_in_an_empty_text() -> None:
    assert parse("") == parse(" \n ") == ((), ())


def test_offsets_lead_to_what_was_typed() -> None:
    source = "  In *{year}* at [the **talks**](https://example.org)[^nca, p. 2] on {2013-02-26}"
    (lead, stressed, gap, link, cite, on, date), faults = parse(source)
    assert not faults
    starts = [source[node.offset :] for node in (lead, stressed, gap, link, cite, on, date)]
    expected = ("In ", "*{year}*", " at ", "[the ", "[^nca", " on ", "{2013")
    assert all(start.startswith(text) for start, text in zip(starts, expected, strict=True))


def test_braces_sources_and_words_are_found_inside_of_others() -> None:
    content, _ = parse("{a} *of **{b.value}***[^x] and [see {c}](https://example.org) [^y, p. 2]")
    assert [(brace.name, brace.form) for brace in braces(content)] == [
        ("a", ""),
        ("b", "value"),
        ("c", ""),
    ]
    assert [(cite.source, cite.locator) for cite in cites(content)] == [("x", ""), ("y", "p. 2")]
    assert plain_text(content) == " of  and see  "


HOSTILE = (
    *("*", "* ", "*a ", "**a ", "***a ", "*a* ", "a* ", "*[", "[", "]", "[]", "[*", "](", "[a]("),
    *("[a](#", "[a](#b)", "[a]((", "[^", "[^a", "[^a, ", "[^ ", "{", "}", "{{", "{%", "{a ", "{}"),
    *("{a}", "\\", "\\[", "(", ")", " ", "\n", "a.", "[[a](#b)"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_50000_characters_takes_less_than_a_second(piece: str) -> None:
    source = piece * (50_000 // len(piece))
    start = time.process_time()
    content, _ = parse(source)
    assert time.process_time() - start < 5
    repr(content)  # no tree so deep that Python can't walk it


@pytest.mark.parametrize("begin", ["[^", "[^a, ", "{", "{a.", "[a](https://", "[a](#b(", "*"])
@pytest.mark.parametrize("filling", ["a", "a.", " ", "(", "a,", "a@"])
def test_a_token_of_50000_characters_takes_less_than_a_second(begin: str, filling: str) -> None:
    start = time.process_time()
    parse(begin + filling * (50_000 // len(filling)) + "!]})")
    assert time.process_time() - start < 5
