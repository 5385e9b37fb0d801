"""The editor reads the published text untouched: which of its 55 known issues does it find?

`tests/editorial/source-text/` is the text as published, pasted into a content folder. What counts
as found is written down issue by issue: the rule, the address, and the words that it must be about.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REAL, TEMPLATES

from briefwright import audience, content, editorial
from briefwright.editorial.suggestions import Suggestion
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing

TESTS = Path(__file__).parent
PUBLISHED = (TESTS / "data" / "factsheet.txt").read_text(encoding="utf-8").splitlines()
ISSUES: dict[str, dict[str, Any]] = {
    issue["id"]: issue
    for issue in yaml.safe_load((TESTS / "data" / "checklist.yaml").read_text(encoding="utf-8"))[
        "issues"
    ]
}

SEEN: dict[str, tuple[str, str, str]] = {
    "E01": ("E101", "peacekeeping/text-2.text", "MINUSCO"),
    "E02": ("E104", "peacekeeping/text-2.text", ")"),
    "E03": ("E120", "peacekeeping/text-2.text", "with another 157"),
    "E04": ("E107", "peacekeeping/text-2.text", "currently"),
    "E05": ("E110", "nuclear/text-2.text", "International Atomic Energy"),
    "E06": ("E110", "leadership/list-1.items.4.text", "Consultative Meetings of State"),
    "E07": ("E113", "conclusion/text-1.text", "proving"),
    "E08": ("E114", "nuclear/list-1.items.5.text", "no verb of its own"),
    "E09": ("E117", "nuclear/list-1.items.5.text", "Nuclear-Weapons -Free"),
    "E10": ("E109", "peacekeeping/text-4.text", "Turkey"),
    "E11": ("E109", "peacekeeping/text-4.text", "Russian Federation"),
    "E12": ("E111", "peacekeeping/text-4.text", "Canada, in North America"),
    "E14": ("E114", "conclusion/text-1.text", "Leadership in International Organisations"),
    "E16": ("E112", "nuclear/list-1.items.3.text", "March 21, 2009"),
    "E17": ("E112", "nuclear/list-1.items.4.text", "August 29, 1991"),
    "E18": ("E112", "peacekeeping/text-4.text", "2023-2024"),
    "E19": ("E113", "neutral-platform/list-1.items.1.label", "Program"),
    "E20": ("E113", "peacekeeping/text-3.text", "Center"),
    "E21": ("E117", "peacekeeping/text-3.text", "KazCent stands in quotation marks"),
    "E22": ("E102", "peacekeeping/text-2.text", "UNDOF"),
    "E23": ("E102", "nuclear/list-1.items.4.text", "UNGA"),
    "E24": ("E103", "neutral-platform/list-1.items.1.text", "JCPOA"),
    "E25": ("E103", "leadership/list-1.items.4.text", "has been IOFS since"),
    "E26": ("E114", "neutral-platform.section", "is a sentence"),
    "E28": ("E109", "neutral-platform/text-1.text", "conflict resolution processes"),
    "E29": ("E109", "nuclear/list-1.items.4.text", "Semipalatinsk Test Site"),
    "E30": ("E113", "nuclear/list-1.items.1.label", "Renouncement"),
    "E31": ("E114", "nuclear/list-1.items.3.text", "One comma of two"),
    "E33": ("E113", "nuclear/list-1.items.4.text", "accepted"),
    "E37": ("E113", "leadership/text-2.text", "put forward"),
    "E38": ("E105", "leadership/list-1.items.1.text", "A sentence begins with digits"),
    "E40": ("E107", "leadership/list-1.items.4.text", "takes the simple past"),
    "E42": ("E107", "neutral-platform/list-1.items.2.label", "2017 – Present"),
    "E46": ("E107", "peacekeeping/text-2.text", "contributed"),
    "E47": ("E105", "peacekeeping/text-2.text", "+1"),
    "E48": ("E114", "humanitarian/list-1.items.1.label", "people"),
    "E49": ("E117", "conclusion/text-1.text", "///nCa"),
    "E50": ("E115", "briefing.title", "To be written"),
    "E54": ("E111", "peacekeeping/text-4.text", "14 states in no order"),
    "E55": ("E109", "peacekeeping/text-2.text", "Democratic Republic of Congo"),
}

UNSEEN = {
    "E13": "The day of independence is not in the text; only somebody who knows it sees the order.",
    "E15": "Whether a congress is an organisation is a question of meaning.",
    "E27": "Headings typed as bullets are gone once the text is entered, section by section.",
    "E32": "That a treaty is ratified and a zone is not is a question of meaning.",
    "E34": "A comma missing after a long opening can't be told without parsing the sentence.",
    "E35": "A missing “and” between two nouns can't be told without parsing the sentence.",
    "E36": "“all the nations” is right in other sentences.",
    "E39": "Both readings of “initiated in 2013” are good English.",
    "E41": "The other count stands in another publication.",
    "E43": "When the congresses were held is not in the text.",
    "E44": "“several” is a fault only where a number could be had.",
    "E45": "That one item lacks the date which its neighbours have may be meant.",
    "E51": "Lead-ins of three lists may differ on purpose.",
    "E52": "A series that isn't parallel can't be told without parsing the sentence.",
    "E53": "The other figures stand in other publications.",
}

METADATA = {"E50"}  # issues of the text as a whole; its place is the head of briefing.yaml


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return content.read(TESTS / "editorial" / "source-text")


@pytest.fixture(scope="module")
def suggestions(briefing: Briefing) -> tuple[Suggestion, ...]:
    return editorial.review(briefing, [audience.read(TEMPLATES, "full")]).suggestions


def line_of(briefing: Briefing, at: str) -> int:
    """The address of a text → the line of the published text on which it stands."""
    texts = {
        where: text.source
        for block_at, block in addresses.walk(briefing.body)
        for where, text in addresses.texts(block_at, block)
    }
    lines = [n for n, line in enumerate(PUBLISHED, 1) if texts[at] in line]
    assert len(lines) == 1, at
    return lines[0]


def test_the_copy_is_the_published_text_word_for_word(briefing: Briefing) -> None:
    texts = [
        text.source
        for at, block in addresses.walk(briefing.body)
        if block.origin == "source"
        for where, text in addresses.texts(at, block)
    ]
    words = " ".join(texts).replace(":", "").split()
    published = " ".join(line.removeprefix("- ") for line in PUBLISHED).replace(":", "").split()
    assert words == published
    assert not briefing.departures


def test_each_issue_is_seen_or_has_a_reason_why_it_can_t_be() -> None:
    assert len(ISSUES) == 55
    assert set(SEEN) | set(UNSEEN) == set(ISSUES)
    assert not set(SEEN) & set(UNSEEN)


@pytest.mark.parametrize("issue", SEEN)
def test_an_issue_is_found_at_its_place(
    issue: str, briefing: Briefing, suggestions: tuple[Suggestion, ...]
) -> None:
    code, at, words = SEEN[issue]
    there = [one for one in suggestions if (one.problem.code, one.problem.at) == (code, at)]
    about = [one for one in there if words in one.problem.message or words in one.words]
    assert about, there
    if issue not in METADATA:
        known = ISSUES[issue]
        others = [n for n in range(1, 43) if f"({n})" in known["problem"]]
        assert line_of(briefing, at) in (known["line"], *others)


def test_at_least_thirty_are_found_and_every_grave_one() -> None:
    assert len(SEEN) >= 30
    grave = {name for name, issue in ISSUES.items() if issue["severity"] == "high"}
    assert len(grave) == 11
    assert grave - set(SEEN) == set()


def test_the_corrected_briefing_has_no_error_and_hardly_a_warning(briefing: Briefing) -> None:
    real = content.read(REAL)
    review = editorial.review(real, [audience.read(TEMPLATES, "full")])
    assert [str(problem) for problem in review.problems] == []
    assert review.accepted == len(real.accepted) == 12
    assert all(one.why.endswith(".") for one in real.accepted)


def test_a_reader_is_told_of_an_issue_at_its_file_line_and_column(briefing: Briefing) -> None:
    problems = editorial.review(briefing, [audience.read(TEMPLATES, "full")]).problems
    (slip,) = (problem for problem in problems if "proving" in problem.message)
    assert slip.where is not None
    lines = Path(slip.where.file).read_text(encoding="utf-8").splitlines()
    assert lines[slip.where.line - 1][slip.where.column - 1 :].startswith("proving")
    assert slip.proposal == "Write providing."
