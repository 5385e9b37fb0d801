"""Numbers read as a careful editor writes them: rounded, in millions, with signs."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from briefwright import audience, content, edition
from briefwright.audience import Audience
from briefwright.content import translation
from briefwright.edition import rewording
from briefwright.facts import numerals, show
from briefwright.model.dictionary import Fact
from briefwright.problems import Problem

Print = Callable[..., dict[str, str]]

HEAD = """\
format: 1
title: Situation report
language: {language}
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
facts:
  tested:     {{value: 117, unit: people}}
  positive:   {{value: 74, unit: people}}
  share:      {{share: [positive, tested]}}
  households: {{value: 48213, unit: households}}
  wells:      {{value: 23, unit: wells}}
  tents:      {{value: 300, unit: tents}}
  towns:      {{value: 3, unit: towns}}
  north:      {{value: 1234, unit: people}}
  south:      {{value: 2345, unit: people}}
  both:       {{sum: [north, south]}}
  all:        {{value: 3579, unit: people}}
  rest:       {{value: 310, about: yes, unit: visitors}}
  budget:     {{value: 34.5 {million}, unit: {crowns}}}
  grant:      {{value: 34.5, unit: {million} {crowns}}}
  each:       {{ratio: [grant, households], unit: crowns for each household, decimals: 0}}
  spent:      {{value: 34512345, unit: {crowns}}}
  euros:      {{value: 34.5 {million}, unit: €}}
  wage:       {{value: 12, unit: € a day}}
  rate:       {{value: 6.25, unit: "%"}}
  nearly_all: {{value: 99.6, unit: "%"}}
  weekly:     {{series: {{35: 50, 36: 23}}, unit: cases}}
  change:     {{change_percent: {{of: weekly, from: 35, to: 36}}}}
  third:      {{rank: 3}}
  span:       {{range: [123, 147], unit: people}}
  names:      {{list: [water, food]}}
names:
  AU: the African Union
  WFP: eWFP
body:
"""
ENGLISH = {"language": "en", "million": "million", "crowns": "crowns"}
SHIPPED = Path(__file__).parent.parent / "templates"


@pytest.fixture
def printed(tmp_path: Path) -> Print:
    """A body in YAML and what an audience has otherwise → what stands at each address."""
    everybody = audience.read(SHIPPED, "full")

    def of(body: str, words: dict[str, str] = ENGLISH, **settings: object) -> dict[str, str]:
        main = HEAD.format(**words) + body
        (tmp_path / "briefing.yaml").write_text(main, encoding="utf-8")
        reader: Audience = replace(everybody, **settings)
        chosen = edition.select(content.read(tmp_path), reader, words["language"])
        return {leaf.at: leaf.text.replace("\u00a0", "~") for leaf in chosen.leaves()}

    return of


def say(printed: Print, text: str, *, words: dict[str, str] = ENGLISH, **settings: object) -> str:
    return printed(f"  - text: >\n      {text}\n    id: t\n", words, **settings)["t.text"]


def check(tmp_path: Path, facts: str, body: str = "  - Words.\n") -> list[Problem]:
    head = HEAD.format(**ENGLISH).partition("facts:")[0]
    text = f"{head}facts:\n{facts}body:\n{body}"
    (tmp_path / "briefing.yaml").write_text(text, encoding="utf-8")
    return [one for one in content.check(tmp_path)[1] if one.code != "C236"]


# ----------------------------------------------------------------- rounding for an audience

ROUNDED = [
    # one number, or all of a sentence
    ("Water reaches {households}.", "Water reaches about 48,000 households."),
    ("{households} and {tested} wait.", "About 48,000 households and about 120 people wait."),
    ("{households} have {tents}.", "About 48,000 households have 300 tents."),
    # counted exactly in the same sentence: together or not at all
    ("{positive.value} of {tested.value} ({share}) were ill.", "74 of 117 (63%) were ill."),
    ("{households} share {wells}.", "48,213 households share 23 wells."),
    ("{households} in {towns} wait.", "About 48,000 households in 3 towns wait."),
    ("{positive} were ill. {tested} were tested.",
     "74 people were ill. About 120 people were tested."),
    # sums go on adding up
    ("{north} and {south}, {both} in all.", "1,234 people and 2,345 people, 3,579 people in all."),
    ("{north.value} north, {south.value} south, {all.value} in all.",
     "1,234 north, 2,345 south, 3,579 in all."),
    # words before a number
    ("It reached about {households}.", "It reached about 48,000 households."),
    ("{households} or so wait.", "48,000 households or so wait."),
    ("All {households} wait.", "All 48,213 households wait."),
    ("Some {rest} came.", "Some 310 visitors came."),
    ("More than {households} wait.", "More than 48,213 households wait."),
    ("More than {households} and {tested} wait.",
     "More than 48,213 households and 117 people wait."),
    # what is no count
    ("{third}, {span}, {names}, {2024}.", "3rd, 123–147 people, water and food, 2024."),
    ("Now {nearly_all} have it.", "Now 99.6% have it."),
    ("It is {rate} now.", "It is about 6.3% now."),
    ("It gave {budget}.", "It gave about 35 million crowns."),
    ("It spent {spent}.", "It spent about 35 million crowns."),
    ("Now {rest} come.", "Now about 310 visitors come."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), ROUNDED)
def test_rounding_for_an_audience_reads_as_an_editor_writes(
    printed: Print, text: str, said: str
) -> None:
    assert say(printed, text, rounding=2) == said


def test_tables_keep_exact_numbers_since_they_add_up(printed: Print) -> None:
    body = (
        "  - table: People\n    id: t\n    columns: [Where, People]\n"
        "    rows: [[North, '{north.value}'], [South, '{south.value}'],\n"
        "      {cells: [All, '{both.value}'], total: yes}]\n"
    )
    found = printed(body, rounding=2)
    assert [found[f"t.rows.{n}.2"] for n in (1, 2, 3)] == ["1,234", "2,345", "3,579"]


def test_numbers_for_the_lectern_are_rounded_and_in_words(printed: Print) -> None:
    spoken = {"rounding": 2, "numbers": "words"}
    assert say(printed, "{households} wait.", **spoken) == (
        "About forty-eight thousand households wait."
    )
    assert say(printed, "It gave {budget}.", **spoken) == (
        "It gave about thirty-five million crowns."
    )
    assert say(printed, "It gave {euros}.", **spoken) == "It gave about thirty-five million euros."


@pytest.mark.parametrize(
    ("language", "amount", "said"),
    [
        ("en", "415000000 €", "four hundred and fifteen million euros"),
        ("en", "34500000 € a year", "34.5 million euros a year"),
        ("en", "7 USD", "seven US dollars"),
        ("en", "7 $", "$7"),
        ("fr", "415000000 €", "quatre cent quinze millions d’euros"),
        ("fr", "3000000 livres", "trois millions de livres"),
        ("de", "415000000 €", "vierhundertfünfzehn Millionen Euro"),
        ("pt", "5 €", "cinco euros"),
        ("ru", "415000000 USD", "четыреста пятнадцать миллионов долларов США"),
        ("ru", "3 ₸", "три казахских тенге"),
        ("fa", "415000000 €", "چهارصد و پانزده میلیون یورو"),
        ("ja", "180000 €", "十八万ユーロ"),
        ("ko", "5 USD", "오 미국 달러"),
        ("zh", "415000000 €", "4.15亿欧元"),
        ("hi", "415000000 €", "41.5 करोड़ यूरो"),
    ],
)
def test_money_for_the_lectern_has_the_name_of_its_currency(
    language: str, amount: str, said: str
) -> None:
    value, _, unit = amount.partition(" ")
    scale = 6 if value.endswith("000000") or value == "34500000" else 0
    fact = Fact(name="a", value=Decimal(value), unit={"other": unit}, scale=scale)
    labels = audience.read(SHIPPED, "speaking").theme.labels[language]
    spoken = rewording.put_in_words(fact, "", language, labels) or show(fact, "", language, labels)
    assert spoken.replace("\u00a0", "~") == said


def test_where_a_language_declines_a_number_it_stands_in_figures(printed: Print) -> None:
    spoken = {"rounding": 2, "numbers": "words"}
    said = say(printed, "Из {tested.value} было {positive.value}.", words=RUSSIAN, **spoken)
    assert said == "Из 117 было семьдесят четыре."


# ----------------------------------------------------------------- what begins with a fact


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{households.about} wait.", "About 48,000 households wait."),
        ("{wells.words} wells are dry.", "Twenty-three wells are dry."),
        ("It rained. {wells.words} wells are dry.", "It rained. Twenty-three wells are dry."),
        ("**{wells.words}** wells are dry.", "Twenty-three wells are dry."),
        ("“{wells.words} wells are dry.”", "“Twenty-three wells are dry.”"),
        ("So {wells.words} wells are dry.", "So twenty-three wells are dry."),
        ("It lost approx. {wells.words} wells.", "It lost approx. twenty-three wells."),
        ("It has {third}. {wells.words} are dry.", "It has 3rd. Twenty-three are dry."),
        ("Its unit: {wells.unit} now.", "Its unit: wells now."),
    ],
)
def test_a_fact_that_begins_a_sentence_has_a_capital(printed: Print, text: str, said: str) -> None:
    assert say(printed, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{AU} met. So did {AU}.", "The African Union met. So did the African Union."),
        ("{WFP} and {AU} met.", "eWFP and the African Union met."),
    ],
)
def test_a_name_that_begins_a_sentence_has_a_capital_unless_it_has_its_own(
    printed: Print, text: str, said: str
) -> None:
    assert say(printed, text, acronyms="long") == said


def test_a_fact_that_begins_an_item_a_cell_a_heading_or_a_message_has_a_capital(
    printed: Print,
) -> None:
    found = printed("""
  - key_messages: ["{households.about} wait."]
    id: m
  - section: "{wells.words} wells"
    id: s
    body:
      - list: What is left
        id: l
        items: ["{wells.words} wells", {label: Wells, text: "{wells.words} in all"}]
      - table: Wells
        id: t
        columns: [What, How many]
        rows: [[Wells, "{wells.words}"]]
  - key_figures: [rest, wells, tents]
    id: k
""")
    assert found["m.key_messages.1"] == "About 48,000 households wait."
    assert found["s.section"] == "Twenty-three wells"
    assert found["l.items.1"] == "Twenty-three wells"
    assert found["l.items.2"] == "Wells: twenty-three in all"
    assert found["t.rows.1.2"] == "Twenty-three"
    assert found["k.key_figures.1"].startswith("About 310")


RUSSIAN = {"language": "ru", "million": "млн", "crowns": "крон"}
KAZAKH = {"language": "kk", "million": "млн", "crowns": "крон"}
ARABIC = {"language": "ar", "million": "مليون", "crowns": "كرونة"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(RUSSIAN, "Примерно 48~000 households."), (KAZAKH, "Шамамен 48~000 households."),
     (ARABIC, "نحو 48,000 households.")],
)  # fmt: skip
def test_other_languages_begin_and_round_in_their_own_way(
    printed: Print, words: dict[str, str], said: str
) -> None:
    assert say(printed, "{households.about}.", words=words) == said


def test_a_rounded_number_takes_its_own_plural_form(tmp_path: Path) -> None:
    unit = "{one: больной, few: больных, many: больных, other: больного}"
    head = HEAD.format(**RUSSIAN).partition("facts:")[0]
    (tmp_path / "briefing.yaml").write_text(
        f"{head}facts:\n  ill: {{value: 121, unit: {unit}}}\n"
        "body:\n  - {text: 'Всего {ill}; {ill.rounded}.', id: t}\n",
        encoding="utf-8",
    )
    chosen = edition.select(content.read(tmp_path), audience.read(SHIPPED, "full"), "ru")
    assert [leaf.text for leaf in chosen.leaves() if leaf.at == "t.text"] == [
        "Всего 121 больной; 120 больных."
    ]


# ----------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("{change}", "−54%"),
        ("{change.absolute}", "54%"),
        ("{households.rounded}", "48,000 households"),
        ("{span.rounded}", "120–150 people"),
        ("{spent.short}", "34.5 million crowns"),
        ("{households.short}", "48,213 households"),
        ("{budget}", "34.5 million crowns"),
        ("{budget.value}", "34.5 million"),
        ("{grant}", "34.5 million crowns"),
        ("{grant.value}", "34.5"),
    ],
)
def test_each_form_of_a_number(printed: Print, form: str, said: str) -> None:
    assert say(printed, f"Now {form}.") == f"Now {said}."


@pytest.mark.parametrize(
    ("words", "budget", "spent"),
    [
        (RUSSIAN, "34,5~млн крон", "34,5~млн крон"),
        (KAZAKH, "34,5~млн крон", "34,5~млн крон"),
        (ARABIC, "34.5~مليون كرونة", "34.5~مليون كرونة"),
    ],
)
def test_millions_are_understood_and_printed_in_other_languages(
    printed: Print, words: dict[str, str], budget: str, spent: str
) -> None:
    assert say(printed, "{2024} {budget}; {spent.short}; {each.value}", words=words).endswith(
        f" {budget}; {spent}; 716"
    )


@pytest.mark.parametrize(
    ("language", "budget", "loss", "wage", "code", "share"),
    [
        ("en", "€34.5~million", "−€5", "€12 a day", "USD~7", "63%"),
        ("ru", "34,5~млн~€", "−5~€", "12~€ a day", "7~USD", "63~%"),
        ("kk", "34,5~млн~€", "−5~€", "12~€ a day", "7~USD", "63%"),
        ("de", "34,5~Mio.~€", "−5~€", "12~€ a day", "7~USD", "63~%"),
        ("fr", "34,5~millions d’euros", "−5~€", "12~€ a day", "7~USD", "63~%"),
        ("es", "34,5~millones de euros", "−5~€", "12~€ a day", "7~USD", "63~%"),
        ("pt", "€~34,5~milhões", "−€~5", "€~12 a day", "USD~7", "63%"),
        ("pt-PT", "34,5~milhões de euros", "−5~€", "12~€ a day", "7~USD", "63%"),
        ("it", "34,5~Mln~€", "−5~€", "12~€ a day", "7~USD", "63%"),
        ("ar", "34.5~مليون~€", "−5~€", "12~€ a day", "7~USD", "63%"),
        ("tr", "€34,5~milyon", "−€5", "€12 a day", "USD~7", "%63"),
    ],
)
def test_signs_stand_where_the_language_puts_them_and_never_part_from_their_number(
    language: str, budget: str, loss: str, wage: str, code: str, share: str
) -> None:
    def shown(value: str, unit: str, scale: int = 0) -> str:
        fact = Fact(name="a", value=Decimal(value), unit={"other": unit}, scale=scale)
        return show(fact, "", language, {"words.about": "about {value}"}).replace("\u00a0", "~")

    assert shown("34.5E6", "€", 6) == budget
    assert shown("-5", "€") == loss
    assert shown("12", "€ a day") == wage
    assert shown("7", "USD") == code
    assert shown("63", "%") == share


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        ("34500000", "de", "34,5~Mio. x"), ("34500000", "fr", "34,5 millions de x"),
        ("34500000", "ja", "3,450万x"), ("999950000", "en", "1 billion x"),
        ("1234567", "en", "1.23 million x"), ("-2500000", "ru", "−2,5~млн x"),
        ("999999", "en", "999,999 x"), ("0", "en", "0 x"), ("1", "en", "1 x"),
    ],
)  # fmt: skip
def test_a_million_is_short_in_each_language(value: str, language: str, said: str) -> None:
    fact = Fact(name="a", value=Decimal(value), unit={"other": "x"})
    printed = show(fact, "short", language, {"words.about": "about {value}"})
    assert printed.replace("\u00a0", "~") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("9.96", "about 10"), ("99.7", "about 100"), ("0.0996", "about 0.10"), ("157", "about 160")],
)
def test_what_gains_a_digit_by_rounding_has_no_more_of_them(value: str, said: str) -> None:
    fact = Fact(name="a", value=Decimal(value))
    assert show(fact, "about", "en", {"words.about": "about {value}"}) == said


def test_a_key_figure_has_its_sign_and_its_millions(printed: Print) -> None:
    found = printed("  - key_figures: [euros, wage, budget, share]\n    id: k\n")
    assert [found[f"k.key_figures.{n}"].split(" as of")[0].strip() for n in (1, 2, 3, 4)] == [
        "€34.5 million", "€12 a day", "34.5 million crowns", "63%  worked out"
    ]  # fmt: skip


# ----------------------------------------------------------------- formulas


@pytest.mark.parametrize("fact", ["budget", "grant"])
def test_a_formula_reckons_with_the_whole_number(tmp_path: Path, fact: str) -> None:
    problems = check(
        tmp_path,
        "  budget: {value: 34.5 million, unit: crowns}\n"
        "  grant: {value: 34.5, unit: million crowns}\n"
        "  homes: {value: 78851, unit: households}\n"
        f"  each: {{ratio: [{fact}, homes], unit: crowns for each household}}\n",
        f"  - text: Each gets {{each}}.\n    holds: 437 <= each < 438\n"
        f"  - text: All get {{{fact}}}.\n    holds: {fact} <= 34.5 million\n",
    )
    assert problems == []


def test_millions_are_added_in_millions(tmp_path: Path) -> None:
    facts = (
        "  a: {value: 34.5 million, unit: crowns}\n  b: {value: 12 million, unit: crowns}\n"
        "  c: {value: 0.25, unit: million crowns}\n  d: {value: 1, unit: million crowns}\n"
        "  ab: {sum: [a, b]}\n  cd: {difference: [d, c]}\n  ad: {sum: [a, d], unit: crowns}\n"
    )
    body = "  - {text: 'Now {ab}; {cd}; {ad}.', id: t}\n"
    assert check(tmp_path, facts, body) == []
    chosen = edition.select(content.read(tmp_path), audience.read(SHIPPED, "full"), "en")
    assert [leaf.text for leaf in chosen.leaves() if leaf.at == "t.text"] == [
        "Now 46.5 million crowns; 0.75 million crowns; 35,500,000 crowns."
    ]


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("million crowns", "million"), ("US$ million", "million"), ("€bn", "billion"),
        ("cases per million", ""), ("m", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_word_of_scale_begins_a_unit_or_is_none(tmp_path: Path, unit: str, power: str) -> None:
    body = f"  - text: 'There are {{a}}.'\n    holds: a = 5 {power}\n"
    assert check(tmp_path, f"  a: {{value: 5, unit: '{unit}'}}\n", body) == []


@pytest.mark.parametrize(
    ("a", "b", "formula", "found"),
    [
        (3, 5, "{difference: [a, b]}", "F422 warning: “c” is -2, below zero: a is less than b."),
        (5, 3, "{share: [a, b]}", "F423 warning: “c” is 167 per cent: a is more than b."),
        (3, 5, "{difference: [a, b], value: -2}", ""),
        (5, 3, "{share: [a, b], value: 167}", ""),
        (3, 3, "{share: [a, b]}", ""),
        (3, 3, "{difference: [a, b]}", ""),
    ],
)
def test_a_difference_below_zero_and_a_share_over_all_are_warned_of_at_their_line(
    tmp_path: Path, a: int, b: int, formula: str, found: str
) -> None:
    problems = check(tmp_path, f"  a: {{value: {a}}}\n  b: {{value: {b}}}\n  c: {formula}\n")
    places = [(one.where.line, one.level) for one in problems if one.where]
    assert places == ([(11, "warning")] if found else [])
    assert all(found in str(one) for one in problems)


# ----------------------------------------------------------------- cells, totals, charts


def test_a_plain_number_in_a_cell_prints_as_facts_do(printed: Print) -> None:
    body = (
        "  - table: Water\n    id: t\n    columns: [Place, Year, Litres, Share]\n    rows:\n"
        "      - [Camp 12000, 2023, 21400, 1.5]\n"
        "      - [12000, 2024, '{households.value}', '007']\n"
    )
    found = printed(body)
    assert [found[f"t.rows.1.{n}"] for n in (1, 2, 3, 4)] == ["Camp 12000", "2023", "21,400", "1.5"]
    assert [found[f"t.rows.2.{n}"] for n in (1, 2, 3)] == ["12000", "2024", "48,213"]
    assert found["t.rows.2.4"] == "007\u2008\u2007"  # its end stands below that of “1.”
    russian = printed(body, RUSSIAN)
    assert (russian["t.rows.1.3"], russian["t.rows.1.4"]) == ("21~400", "1,5")


def test_a_column_counts_what_its_head_says(printed: Print) -> None:
    body = (
        "  - table: Money\n    id: t\n    rows: [budget, grant, euros, share]\n    columns:\n"
        "      - What\n      - Amount\n"
        "      - {column: Amount, unit: million crowns, show: value}\n"
        "      - {column: Amount, unit: crowns, show: value}\n"
    )
    found = printed(body)
    cells = [[found[f"t.rows.{n}.{column}"] for column in (2, 3, 4)] for n in (1, 2, 3, 4)]
    assert cells[:2] == [["34.5 million crowns", "34.5", "34,500,000"]] * 2
    assert (cells[2][0], cells[3][0]) == ("€34.5~million", "63%")


RATES = (
    "  a: {value: 10}\n  b: {value: 40}\n  x: {value: 2}\n  y: {value: 2}\n"
    "  cases: {sum: [a, b]}\n  deaths: {sum: [x, y]}\n  rate: {share: [deaths, cases]}\n"
)


@pytest.mark.parametrize(
    ("total", "rate", "found"),
    [
        ("[cases, Deaths]", "{rate}", []),
        ("yes", "25", []),
        ("yes", "{rate.value}", ["C265"]),
        ("[Cases, Deaths]", "8", ["C265"]),
        ("[Cases, Dead]", "{rate}", ["C246"]),
        ("[Deaths]", "–", ["C265"]),
    ],
)
def test_a_total_may_leave_out_rates_that_are_worked_out(
    tmp_path: Path, total: str, rate: str, found: list[str]
) -> None:
    body = (
        "  - table: Cases\n    id: t\n    columns: [Where, Cases, Deaths, Rate]\n    rows:\n"
        "      - [North, '{a}', '{x}', 20]\n      - [South, '{b}', '{y}', 5]\n"
        f"      - {{cells: [All, '50', '{{deaths}}', '{rate}'], total: {total}}}\n"
    )
    assert [one.code for one in check(tmp_path, RATES, body)] == found


@pytest.mark.parametrize(
    ("units", "key", "found"),
    [
        (("wells", "crowns"), "", ["C266"]),
        (("wells", "wells"), "", []),
        (("million crowns", "crowns"), "", ["C266"]),
        (("soldiers", "staff officers"), "", []),
        (("wells", "springs"), "", ["C266"]),
        (("wells", "springs"), "    unit: sources of water\n", []),
        (("", "'%'"), "", ["C266"]),
        (("", "crowns"), "", []),
    ],
)
def test_one_axis_measures_one_unit(
    tmp_path: Path, units: tuple[str, str], key: str, found: list[str]
) -> None:
    one, two = units
    facts = f"  a: {{value: 3, unit: {one}}}\n  b: {{value: 5, unit: {two}}}\n"
    body = f"  - chart: What there is\n{key}    rows: [a, b]\n"
    assert [problem.code for problem in check(tmp_path, facts, body)] == found


# ----------------------------------------------------------------- translations


def translate(tmp_path: Path, grant: str, budget: str) -> list[str]:
    """A briefing in English with its translation into Russian → what is wrong with that."""
    facts = (
        "  grant: {value: 34.5, unit: million crowns}\n"
        "  budget: {value: 34.5 million, unit: crowns}\n"
    )
    check(tmp_path, facts, "  - {text: 'Now {grant}; {budget}.', id: t}\n")
    hashes = {one.at: one.digest for one in translation.list_translatables(content.read(tmp_path))}
    (tmp_path / "briefing.ru.yaml").write_text(
        "texts:\n"
        f"  t.text: {{of: {hashes['t.text']}, text: 'Сейчас {{grant}}; {{budget}}.'}}\n"
        f"  facts.grant.unit: {{of: {hashes['facts.grant.unit']}, {grant}}}\n"
        f"  facts.budget.unit: {{of: {hashes['facts.budget.unit']}, {budget}}}\n",
        encoding="utf-8",
    )
    return [one.code for one in content.check(tmp_path)[1] if one.level == "error"]


def test_a_translated_unit_stands_after_millions_in_its_own_form(tmp_path: Path) -> None:
    plural = "one: крона, few: кроны, many: крон, other: кроны"
    assert translate(tmp_path, "text: млн крон", plural) == []
    chosen = edition.select(content.read(tmp_path), audience.read(SHIPPED, "full"), "ru")
    assert [
        leaf.text.replace("\u00a0", "~") for leaf in chosen.leaves() if leaf.at == "t.text"
    ] == ["Сейчас 34,5 млн крон; 34,5~млн крон."]


@pytest.mark.parametrize("unit", ["млрд крон", "крон"])
def test_a_translated_unit_multiplies_by_as_much(tmp_path: Path, unit: str) -> None:
    assert translate(tmp_path, f"text: {unit}", "text: крон") == ["C282"]


@pytest.mark.parametrize("digits", ["1" * 230, "0." + "3" * 230, "9" * 120 + ".5"])
def test_a_number_of_any_length_is_printed_with_all_its_digits(digits: str) -> None:
    shown = numerals.show_number(Decimal(digits), "en")
    assert shown.replace(",", "") == digits
    assert numerals.show_compact(Decimal(digits), "en")
    assert numerals.round_decimals(Decimal(digits), 1) != 0
