"""`holds:` beside a text: true, or a fault that shows the numbers."""

from decimal import Decimal
from pathlib import Path

import pytest
from sample_folder import folder

from briefwright import content
from briefwright.facts import check_comparison, derive, find_compared_facts
from briefwright.model.dictionary import Fact, Formula, Point, When

FACTS, _ = derive({
    fact.name: fact
    for fact in (
        Fact(name="part", value=Decimal(139)),
        Fact(name="rest", value=Decimal(18)),
        Fact(name="whole", value=Decimal(157)),
        Fact(name="share", formula=Formula("share", ("part", "whole"))),
        Fact(name="place", rank=Decimal(4)),
        Fact(name="span", range=(Decimal(120), Decimal(150))),
        Fact(name="day", date=When("2009-03-21")),
        Fact(name="hosts", members=("Canada", "Japan")),
        Fact(name="years", points=(Point("2023", Decimal(31)), Point("2024", Decimal(43)))),
        Fact(name="lost"),
    )
})  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "share >= 0.85",
        "share>=85%",
        "share >= 85 %",
        "88.5 % < share < 89 %",
        "part + rest = whole",
        "whole - part == rest",
        "whole − part ≤ 18",
        "part != 140",
        "place <= 4",
        "hosts.count = 2",
        "span.low > 100",
        "years.high - years.low = 12",
        "3 <= place < 10",
        "-1 < part",
        "part.value = 139",
        "lost > 5",
    ],
)
def test_what_is_true_may_stand(text: str) -> None:
    assert check_comparison(text, FACTS) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("share >= 0.9", "“share >= 0.9” isn't true: share is 88.54 %."),
        ("share >= 89 %", "“share >= 89 %” isn't true: share is 88.54 %."),
        ("share >= 85", "share is 88.54 %. A per cent is compared as 85 % or 0.85."),
        ("part + rest > whole", "isn't true: part is 139, rest is 18, whole is 157."),
        ("hosts.count = 14", "isn't true: hosts.count is 2."),
        ("100 < years.low < 200", "isn't true: years.low is 31."),
        ("1 < place < 3", "isn't true: place is 4."),
    ],
)
def test_what_is_false_shows_its_numbers(text: str, told: str) -> None:
    fault = check_comparison(text, FACTS)
    assert fault
    assert fault.code == "F420"
    assert told in fault.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("share", "it compares nothing"),
        ("share >=", "a number is missing beside “>=”"),
        ("> 5", "a number is missing beside “>”"),
        ("share + > 5", "a number is missing beside “>”"),
        ("part rest > 5", "a sign is missing before “rest”"),
        ("part + - rest > 5", "two signs follow one another"),
        ("1 < 2", "it names no fact"),
        ("part > 1,410", "“,410” can't be read"),
        ("part * 2 > 5", "“* 2 > 5” can't be read"),
        ("__import__('os') > 1", "can't be read"),
        ("{part} > 5", "“{part} > 5” can't be read"),
        ("Part > 5", "“Part > 5” can't be read"),
    ],
)
def test_what_is_no_comparison_is_told(text: str, told: str) -> None:
    fault = check_comparison(text, FACTS)
    assert fault
    assert fault.code == "F419"
    assert told in fault.message
    assert find_compared_facts(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("shrae > 0.8", "There is no fact “shrae”; did you mean “share”?"),
        ("span > 100", "“span” is a range, and span is no number to compare; write span.low or"),
        ("day > 2009", "“day” is a date, and day is no number to compare."),
        ("hosts > 1", "“hosts” is a list, and hosts is no number to compare; write hosts.count."),
        ("share.words > 1", "“share” is a number, and share.words is no number to compare; write"),
    ],
)
def test_what_can_t_be_compared_is_told(text: str, told: str) -> None:
    fault = check_comparison(text, FACTS)
    assert fault
    assert fault.code == "F421"
    assert fault.message.startswith(told)


def test_a_comparison_names_its_facts() -> None:
    assert find_compared_facts("3 <= a + b.count < a") == ("a", "b")


def test_a_long_comparison_is_read_in_no_time() -> None:
    assert check_comparison("part" + " + part" * 5_000 + " > 1", FACTS) is None
    assert check_comparison("part " * 5_000, FACTS)


MAIN = """\
facts:
  part: {value: 139}
  whole: {value: 157}
  most: {share: [part, whole]}
body:
  - text: Nine in ten serve there.
    holds: most >= HERE
  - list: Where they serve
    items:
      - text: Most of them on the Golan Heights.
        holds: most >= HERE
  - table: Where they serve
    columns: [Place, People]
    rows:
      - cells: [Golan Heights, most of them]
        holds: most >= HERE
"""


def test_a_block_an_item_and_a_row_say_what_must_hold(tmp_path: Path) -> None:
    briefing, problems = content.check(folder(tmp_path, MAIN.replace("HERE", "85 %")))
    assert briefing is not None
    assert not problems
    assert briefing.body[0].holds == "most >= 85 %"


def test_what_no_longer_holds_is_told_where_it_was_written(tmp_path: Path) -> None:
    _, problems = content.check(folder(tmp_path, MAIN.replace("HERE", "90 %")))
    places = [problem.where and (problem.where.line, problem.where.column) for problem in problems]
    assert [problem.code for problem in problems] == ["F420"] * 3
    assert places == [(14, 12), (18, 16), (23, 16)]


def test_a_fact_that_is_at_fault_is_told_once(tmp_path: Path) -> None:
    main = MAIN.replace("HERE", "85 %").replace("value: 139", "value: many")
    _, problems = content.check(folder(tmp_path, main))
    assert [problem.code for problem in problems] == ["C216"]
