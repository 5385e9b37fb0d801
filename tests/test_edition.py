"""Briefing + audience + language → what this reader gets, in which order, under which numbers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefwright import audience, content, edition
from briefwright.audience import Audience
from briefwright.edition import Edition
from briefwright.markup import check_page, render
from briefwright.problems import ContentError

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

HEAD = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
facts:
  serving: {value: 157, unit: peacekeepers, label: peacekeepers serving now, as_of: 2024-09-21}
  share: {value: 2.50, unit: "%", label: share of the budget, period: 2023..2024}
names:
  UNDOF: United Nations Disengagement Observer Force
sources:
  nca: {title: A fact sheet, publisher: nCa, date: 2024-09-21}
  book: {title: A book}
body:
"""

Select = Callable[..., Edition]


@pytest.fixture(scope="module")
def everybody() -> Audience:
    return replace(audience.read(TEMPLATES, "full"), order=("body", "sources"), contents=0)


@pytest.fixture
def select(tmp_path: Path, everybody: Audience) -> Select:
    """A body in YAML, and what the audience has otherwise than the reference edition → Edition."""

    def of(body: str, main: str = HEAD, **settings: object) -> Edition:
        (tmp_path / "briefing.yaml").write_text(main + body, encoding="utf-8")
        return edition.select(content.read(tmp_path), replace(everybody, **settings), "en")

    return of


def printed(chosen: Edition) -> dict[str, str]:
    """What stands at each address, without the title block."""
    leaves = (leaf for leaf in chosen.leaves() if not leaf.at.startswith("briefing."))
    return {leaf.at: leaf.text for leaf in leaves}


def test_everything_that_prints_has_its_address(select: Select) -> None:
    body = """
  - section: One
    id: one
    body:
      - First.
      - list: Points
        items: [a, "Label: b"]
"""
    assert printed(select(body)) == {
        "one.section": "One",
        "one/text-1.text": "First.",
        "one/list-1.list": "Points",
        "one/list-1.items.1": "a",
        "one/list-1.items.2": "Label: b",
    }


def test_facts_are_printed_in_the_form_that_was_asked_for(select: Select) -> None:
    body = "  - 'There are {serving}: {serving.value}, {serving.words}, {serving.as_of}.'\n"
    assert printed(select(body))["text-1.text"] == (
        "There are 157 peacekeepers: 157, one hundred and fifty-seven, "
        "as of 21\u00a0September 2024."
    )


def test_a_fact_in_a_text_says_in_the_page_which_it_is(select: Select, everybody: Audience) -> None:
    body = """
  - There are {serving}.
  - {key_figures: [serving], id: strip}
"""
    page = render(select(body), everybody.theme)
    assert page.count('<data value="157" data-fact="serving">157 peacekeepers</data>') == 1
    assert '<data value="157" data-fact="serving">157</data>' in page


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("  - text: We have {secret}.\n", "text-1.text"),
        ("  - key_figures: [secret]\n", "key_figures-1.key_figures.1"),
    ],
)
def test_a_fact_that_stays_in_the_house_is_in_no_text_for_others(
    select: Select, body: str, at: str
) -> None:
    secret = "  secret: {value: 9, unit: tanks, label: tanks, handling: internal}\n"
    main = HEAD.replace("names:\n", f"{secret}names:\n")
    with pytest.raises(ContentError) as raised:
        select(body, main=main)
    assert [(problem.code, problem.at) for problem in raised.value.problems] == [("A505", at)]
    assert "9" in str(printed(select(body, main=main, clearance=("open", "internal"))))


def test_a_date_in_braces_is_printed_in_the_language_of_the_edition(select: Select) -> None:
    shown = printed(select("  - Since {2009-03-21} and in {2015-12}.\n"))
    assert shown["text-1.text"] == "Since 21\u00a0March 2009 and in December 2015."


def test_headings_labels_captions_and_cells_print_the_short_form(select: Select) -> None:
    body = """
  - section: About {UNDOF}
    id: s
    body:
      - {table: "Of {UNDOF}", id: t, columns: ["In {UNDOF}"], rows: [["{UNDOF}"]]}
      - list:
        items:
          - At {UNDOF}: see {UNDOF}.
"""
    long = "United Nations Disengagement Observer Force (UNDOF)"
    assert list(printed(select(body)).values()) == [
        *("About UNDOF", "Table 1 Of UNDOF", "In UNDOF", "UNDOF", f"At UNDOF: see {long}."),
    ]


def test_a_name_can_be_asked_for_in_either_form(select: Select) -> None:
    shown = printed(select("  - First {UNDOF.short}, then {UNDOF.long}, then {UNDOF}.\n"))
    assert shown["text-1.text"] == (
        "First UNDOF, then United Nations Disengagement Observer Force, then UNDOF."
    )


def test_a_name_is_written_out_at_its_first_use_in_running_text_only(select: Select) -> None:
    body = """
  - section: About {UNDOF}
    id: s
    body:
      - Here is {UNDOF}.
      - And {UNDOF} again.
"""
    shown = printed(select(body))
    assert shown["s.section"] == "About UNDOF"
    assert shown["s/text-1.text"] == (
        "Here is United Nations Disengagement Observer Force (UNDOF)."
    )
    assert shown["s/text-2.text"] == "And UNDOF again."


def test_a_name_that_is_written_out_inside_brackets_opens_no_more_of_them(select: Select) -> None:
    shown = printed(select("  - In the Golan Heights ({UNDOF}) and elsewhere.\n"))
    assert "(United Nations Disengagement Observer Force, UNDOF)" in shown["text-1.text"]


def test_the_first_use_is_the_first_that_this_audience_reads(select: Select) -> None:
    body = """
  - text: Here is {UNDOF}.
    for: [press]
  - And {UNDOF} again.
"""
    assert "Force (UNDOF)" in printed(select(body))["text-2.text"]


def test_a_source_has_one_number_and_its_note_stands_once(select: Select) -> None:
    body = "  - 'One.[^book] Two.[^nca] Three.[^book, p. 2]'\n"
    shown = printed(select(body))
    assert shown["text-1.text"] == "One.1 Two.2 Three.1, p. 2"
    assert shown["sources.book"] == "1. A book."
    assert shown["sources.nca"] == "2. A fact sheet, nCa, 21\u00a0September 2024."


def test_footnotes_stand_where_they_are_first_called(select: Select) -> None:
    chosen = select("  - 'One.[^nca] Two.[^nca]'\n", sources="footnotes")
    assert [note.text for note in chosen.marks().notes] == [
        "1 A fact sheet, nCa, 21\u00a0September 2024."
    ]
    assert printed(chosen) == {"text-1.text": "One.1 Two.1"}


def test_sources_can_stand_in_the_text_or_be_left_out(select: Select) -> None:
    body = "  - 'One.[^nca]'\n"
    inline = printed(select(body, sources="inline"))
    assert inline == {"text-1.text": "One. (nCa, 21\u00a0September 2024)"}
    assert printed(select(body, sources="none")) == {"text-1.text": "One."}


def test_figures_and_tables_are_numbered_and_referred_to_by_their_numbers(select: Select) -> None:
    body = """
  - As {second} shows.
  - {table: A, id: first, columns: [x], rows: [[y]]}
  - {table: B, id: second, columns: [x], rows: [[y]]}
"""
    shown = printed(select(body))
    assert shown["text-1.text"] == "As Table 2 shows."
    assert (shown["first.table"], shown["second.table"]) == ("Table 1 A", "Table 2 B")


def test_a_reference_to_what_this_audience_does_not_get_is_a_fault(select: Select) -> None:
    body = """
  - As {first} shows.
  - {table: A, id: first, columns: [x], rows: [[y]], for: [press]}
"""
    with pytest.raises(ContentError) as raised:
        select(body)
    assert [problem.code for problem in raised.value.problems] == ["A505"]


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ("for: [press]", "for: press"),
        ("not_for: [full]", "not_for: full"),
        ("handling: internal", "handling: internal"),
    ],
)
def test_what_is_left_out_is_named_with_its_rule(select: Select, keys: str, rule: str) -> None:
    body = f"""
  - {{text: Secret, id: secret, {keys}}}
  - {{list: , items: [a, {{text: b, {keys}}}]}}
"""
    chosen = select(body)
    assert chosen.withheld == (("secret", rule), ("list-1.items.2", rule))
    assert printed(chosen) == {"list-1.items.1": "a"}


def test_background_never_reaches_readers_without_clearance(select: Select) -> None:
    body = "  - background: Between us.\n"
    assert printed(select(body)) == {}
    assert "background-1.background" in printed(select(body, clearance=("open", "internal")))


def test_a_lower_ceiling_leaves_out_what_goes_deeper(select: Select) -> None:
    body = "  - {text: Key, detail: key}\n  - Normal\n  - {text: Full, detail: full}\n"
    assert list(printed(select(body, detail="normal")).values()) == ["Key", "Normal"]


def test_a_hurried_reader_gets_the_summary_instead_of_the_body(select: Select) -> None:
    body = """
  - section: One
    id: one
    detail: key
    summary: In short.
    body: [Long.]
"""
    shown = printed(select(body, detail="key"))
    assert shown == {"one.section": "One", "one.summary": "In short."}


def test_an_audience_may_prefer_a_rewording(select: Select) -> None:
    body = """
  - {text: Complicated., plain: Simple.}
  - {question: Wherefore?, plain: Why?, answer: Because.}
  - {list: , items: [{text: Long-winded., plain: Short.}]}
"""
    chosen = select(body, prefers=("plain",))
    assert printed(chosen) == {
        "text-1.plain": "Simple.",
        "question-1.plain": "Why?",
        "question-1.answer": "Because.",
        "list-1.items.1.plain": "Short.",
    }
    page = render(chosen, audience.read(TEMPLATES, "full").theme)
    assert check_page(page) == ()
    assert page.count("Simple.") == 1


def test_slots_set_the_order_and_what_has_none_is_named(select: Select) -> None:
    body = """
  - One
  - {section: Two, id: two, body: [{key_figures: [serving], id: strip}, Text]}
"""
    chosen = select(body, order=("key_figures", "two"))
    assert [node.at for node in chosen.blocks] == ["strip", "two"]
    assert chosen.withheld == (("text-1", "slot"),)
    assert [(problem.code, problem.at) for problem in chosen.problems] == [("A509", "text-1")]


def test_a_key_figure_has_its_number_its_label_and_its_date(select: Select) -> None:
    shown = printed(select("  - {key_figures: [serving, share], id: strip}\n"))
    assert list(shown.values()) == [
        "157 peacekeepers serving now as of 21\u00a0September 2024",
        "2.50% share of the budget 2023–2024",
    ]


DAYS_OF_FACTS = HEAD.replace(
    "\nnames:\n",
    "\n"
    "  first: {value: 1, unit: ships, as_of: 2024-09-21}\n"
    "  second: {value: 2, unit: boats, as_of: 2024-09-21}\n"
    "  later: {value: 3, unit: rafts, as_of: 2025-05-01}\n"
    "  ended: {value: 4, unit: docks, period: 2023..2024}\n"
    "  gone: {value: 5, unit: cranes, period: 2023..2024}\n"
    "  undated: {value: 6, unit: crews}\nnames:\n",
)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("first, second", "1 ships. 2 boats. As of 21 September 2024"),
        ("ended, gone", "4 docks. 5 cranes. 2023–2024"),
        (
            "first, second, ended",
            "1 ships. 2 boats. 4 docks 2023–2024. As of 21 September 2024 unless stated otherwise",
        ),
        ("first, ended", "1 ships as of 21 September 2024. 4 docks 2023–2024"),
        (
            "first, second, later",
            "1 ships as of 21 September 2024. 2 boats as of 21 September 2024. "
            "3 rafts as of 1 May 2025",
        ),
        (
            "first, second, undated",
            "1 ships as of 21 September 2024. 2 boats as of 21 September 2024. 6 crews",
        ),
        ("first", "1 ships as of 21 September 2024"),
    ],
)
def test_a_day_that_key_figures_share_is_printed_once_below_them(
    select: Select, listed: str, expected: str
) -> None:
    shown = printed(select(f"  - {{key_figures: [{listed}], id: strip}}\n", DAYS_OF_FACTS))
    assert ". ".join(shown.values()).replace("\u00a0", " ") == expected


def test_headings_are_numbered_where_the_audience_wants_it(select: Select) -> None:
    body = "  - {section: A, body: [{section: B, body: [x]}]}\n  - {section: C, body: [y]}\n"
    shown = printed(select(body, numbering="decimal"))
    headings = [text for at, text in shown.items() if at.endswith(".section")]
    assert headings == ["1 A", "1.1 B", "2 C"]


def test_ordered_items_count_only_what_this_audience_sees(select: Select) -> None:
    body = "  - {list: , ordered: yes, items: [a, {text: b, for: [press]}, c]}\n"
    assert list(printed(select(body)).values()) == ["1. a", "2. c"]


def test_the_contents_list_the_headings_down_to_the_level_that_is_wanted(select: Select) -> None:
    body = "".join(f"  - {{section: {one}, id: s{one.lower()}, body: [x]}}\n" for one in "ABC")
    body += "  - {section: D, id: sd, body: [{section: E, id: se, body: [x]}]}\n"
    chosen = select(body, order=("contents", "body"), contents=1)
    entries = [leaf for leaf in chosen.leaves() if leaf.kind == "entry"]
    assert [entry.text for entry in entries] == ["A", "B", "C", "D"]
    assert entries[-1].target == "h-sd"


def test_three_headings_need_no_contents(select: Select) -> None:
    body = "".join(f"  - {{section: {one}, body: [x]}}\n" for one in "ABC")
    chosen = select(body, order=("contents", "body"), contents=1)
    assert not any(leaf.at.startswith("contents") for leaf in chosen.leaves())


def test_the_glossary_lists_the_names_that_the_text_uses(select: Select) -> None:
    shown = printed(select("  - Here is {UNDOF}.\n  - {glossary: }\n"))
    assert shown["glossary-1.names.UNDOF"] == "UNDOF: United Nations Disengagement Observer Force"
    assert not any("glossary" in at for at in printed(select("  - Nothing.\n  - {glossary: }\n")))


def test_a_long_heading_does_not_end_in_a_single_word(select: Select) -> None:
    shown = printed(select("  - {section: One heading of five words, id: s, body: [x]}\n"))
    assert shown["s.section"] == "One heading of five\u00a0words"


def test_a_language_without_words_is_named(everybody: Audience, tmp_path: Path) -> None:
    (tmp_path / "briefing.yaml").write_text(HEAD + "  - Text\n", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        edition.select(content.read(tmp_path), everybody, "tlh")
    assert [problem.code for problem in raised.value.problems] == ["A506"]


# ----------------------------------------------------------------- facts of other kinds

KINDS_OF_FACTS = HEAD.replace(
    "names:\n",
    "  span: {range: [120, 150], unit: warheads, label: warheads}\n"
    "  place: {rank: 4, label: arsenal}\n"
    "  hosts: {list: [Canada, Chad, Japan], label: hosts}\n"
    "  years: {series: {2023: 31, 2024: 43}, label: trainees}\n"
    "  bare: {value: 5}\nnames:\n",
)


def test_a_key_figure_may_be_any_fact_with_something_to_print(select: Select) -> None:
    body = "  - key_figures: [span, place, bare]\n    id: strip\n"
    found = printed(select(body, KINDS_OF_FACTS))
    assert [found[f"strip.key_figures.{n}"].strip() for n in (1, 2, 3)] == [
        "120–150 warheads",
        "4th arsenal",
        "5",
    ]


def test_a_key_figure_that_has_nothing_to_print_is_a_fault_at_its_place(select: Select) -> None:
    with pytest.raises(ContentError) as raised:
        select("  - key_figures: [years, hosts, serving]\n", KINDS_OF_FACTS)
    assert [problem.code for problem in raised.value.problems] == ["F412", "F412"]
    assert all(problem.where for problem in raised.value.problems)


def test_a_per_cent_sign_stands_with_its_number_unless_the_head_has_it(select: Select) -> None:
    body = (
        "  - table: Shares\n    id: t\n    rows: [share, span, hosts]\n"
        "    columns: [What, Share, {column: Share, unit: '%', show: value}]\n"
    )
    found = printed(select(body, KINDS_OF_FACTS))
    assert [found[f"t.rows.1.{n}"] for n in (1, 2, 3)] == ["share of the budget", "2.50%", "2.50"]
    assert (found["t.rows.2.2"], found["t.rows.3.2"]) == ("120–150", "–")


# ----------------------------------------------------------------- how an audience wants it


def test_numbers_are_as_round_as_the_audience_wants_them(select: Select) -> None:
    body = """
  - There are {serving}, {serving.value} in all.
  - {key_figures: [serving], id: strip}
"""
    shown = printed(select(body, rounding=2))
    assert shown["text-1.text"] == "There are about 160 peacekeepers, about 160 in all."
    assert shown["strip.key_figures.1"].startswith("160 peacekeepers serving now")
    assert shown["strip.key_figures.1"].endswith("rounded")
    assert printed(select(body, rounding=3))["text-1.text"] == (
        "There are 157 peacekeepers, 157 in all."
    )


def test_numbers_may_be_said_in_words(select: Select) -> None:
    body = "  - There are {serving}, and {share} of the budget.\n"
    assert printed(select(body, numbers="words"))["text-1.text"] == (
        "There are one hundred and fifty-seven peacekeepers, and 2.50% of the budget."
    )


def test_headings_captions_and_rows_have_rewordings_too(select: Select) -> None:
    body = """
  - section: Deployment
    plain: Where they serve
    id: s
    body:
      - {table: Of all, plain: All of them, id: t, columns: [x], rows: [[y]]}
"""
    shown = printed(select(body, prefers=("plain",)))
    assert (shown["s.plain"], shown["t.plain"]) == ("Where they serve", "Table 1 All of them")


def test_what_an_audience_does_without_is_left_out_without_a_warning(select: Select) -> None:
    body = """
  - {text: First., id: first}
  - {callout: Second., id: second}
"""
    chosen = select(body, order=("text",), without=("second", "body"))
    assert printed(chosen) == {"first.text": "First."}
    assert chosen.withheld == (("second", "without: second"),)
    assert chosen.problems == ()
    (warned,) = select(body, order=("text",)).problems
    assert (warned.code, warned.at) == ("A509", "second")


def test_the_title_block_has_the_parts_that_the_audience_wants(select: Select) -> None:
    chosen = select("  - Text.\n", masthead=("release", "title", "minutes"))
    shown = {leaf.at: leaf.text for leaf in chosen.leaves()}
    assert list(shown)[:3] == ["briefing.release", "briefing.title", "briefing.minutes"]
    assert shown["briefing.minutes"] == "Speaking time: 1 min (1 words, 130 a minute)"


def test_day_and_reference_stand_apart_where_the_audience_names_them(select: Select) -> None:
    alone = select("  - Text.\n", masthead=("title", "date")).masthead
    assert alone.date is not None
    assert "2024" in alone.date.text
    assert (alone.reference, alone.imprint) == (None, ())
    both = select("  - Text.\n", masthead=("title", "reference", "imprint")).masthead
    assert both.reference is not None
    assert [leaf.at for leaf in both.imprint] == ["briefing.date", "briefing.contact"]


def test_text_stands_in_columns_between_figures_that_keep_the_width(select: Select) -> None:
    body = """
  - section: One
    id: one
    body:
      - First.
      - Second.
      - {table: A, id: t, columns: [x], rows: [[y]]}
      - {list: , columns: yes, items: [a, b]}
"""
    (section,) = select(body, columns=2).blocks
    inner = section.body
    assert [node.kind for node in inner] == ["columns", "table", "columns"]
    assert [node.columns for node in inner[2].body] == [False]


def test_sections_of_text_flow_through_the_same_columns(select: Select) -> None:
    body = """
  - {section: One, id: one, body: [First., {list: , columns: yes, items: [a, b]}]}
  - {section: Two, id: two, body: [Second.]}
  - section: Three
    id: three
    body: [Third., {table: A, id: t, columns: [x], rows: [[y]]}]
"""
    flow, section = select(body, columns=2).blocks
    assert (flow.kind, [node.id for node in flow.body]) == ("columns", ["one", "two"])
    assert flow.body[0].body[1].columns is False
    assert [node.kind for node in section.body] == ["columns", "table"]


def test_an_edition_with_internal_matter_is_marked_whatever_the_briefing_says(
    select: Select,
) -> None:
    body = """
  - Open.
  - {list: , items: [a, {text: b, handling: internal}]}
"""
    assert select(body).head.marking == ""
    assert select(body, clearance=("open", "internal")).head.marking == "INTERNAL"


def test_large_print_lists_what_stood_in_columns(select: Select) -> None:
    body = """
  - {table: A, id: t, columns: [Where, When], rows: [[Here, now], [There, then]]}
  - {key_figures: [serving], id: strip}
"""
    assert printed(select(body, large_print=True)) == {
        "t.table": "Table 1 A",
        "t.rows.1.1": "Here",
        "t.rows.1.2": "When: now",
        "t.rows.2.1": "There",
        "t.rows.2.2": "When: then",
        "strip.key_figures.1": "157 peacekeepers serving now (as of 21\u00a0September 2024)",
    }


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("for: [press]", "for: press"),
        ("not_for: [full]", "not_for: full"),
        ("detail: full", "detail: full"),
    ],
)
def test_what_consists_of_a_fact_for_others_is_left_out_by_its_rule(
    select: Select, said: str, rule: str
) -> None:
    main = HEAD.replace("names:\n", f"  other: {{value: 9, unit: tanks, {said}}}\nnames:\n")
    body = """
  - {key_figures: [serving, other], id: strip}
  - {table: Numbers, id: t, columns: [A, B], rows: [other, serving]}
"""
    chosen = select(body, main=main, detail="normal")
    assert "9" not in " ".join(printed(chosen).values()).split()
    assert dict(chosen.withheld) == {"strip.key_figures.2": rule, "t.rows.1": rule}


@pytest.mark.parametrize("said", ["for: [press]", "not_for: [full]"])
def test_a_text_cannot_call_a_fact_that_its_reader_must_not_see(select: Select, said: str) -> None:
    main = HEAD.replace("names:\n", f"  other: {{value: 9, unit: tanks, {said}}}\nnames:\n")
    with pytest.raises(ContentError) as raised:
        select("  - We have {other}.\n", main=main)
    assert [problem.code for problem in raised.value.problems] == ["A505"]


# ----------------------------------------------------------------- nodes

NODES = """
  - section: One
    id: one
    body:
      - First.
      - table: Ships
        id: t
        columns: [Fleet, Ships]
        rows: [[North, "139"], [South, "12"]]
        note: Counted in port.
        source: nca
"""


def test_a_walk_meets_each_node_before_those_inside_it(select: Select) -> None:
    chosen = select(NODES)
    assert [(node.kind, node.at) for node in edition.walk(chosen.blocks)] == [
        ("section", "one"),
        ("text", "one/text-1"),
        ("table", "t"),
        ("row", "t.rows.1"),
        ("row", "t.rows.2"),
    ]


def test_leaves_come_in_the_order_of_printing(select: Select) -> None:
    assert list(printed(select(NODES))) == [
        "one.section",
        "one/text-1.text",
        "t.table",
        "t.columns.1",
        "t.columns.2",
        "t.rows.1.1",
        "t.rows.1.2",
        "t.rows.2.1",
        "t.rows.2.2",
        "t.note",
        "t.source",
    ]


@pytest.mark.parametrize("kind", ["section", "text", "table"])
def test_a_template_that_asks_a_block_for_what_it_has_not_is_at_fault(
    select: Select, everybody: Audience, kind: str
) -> None:
    name = f"blocks/{kind}.html"
    templates = {**everybody.theme.templates, name: "<p>{{ block.nothing }}</p>"}
    with pytest.raises(ContentError) as raised:
        render(select(NODES), replace(everybody.theme, templates=templates))
    (problem,) = raised.value.problems
    assert problem.code == "T602"
    assert "nothing" in problem.message
