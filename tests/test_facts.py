"""Facts: worked out from others, checked, printed."""

import pickle
import random
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from briefwright.facts import (
    FORMS,
    FORMS_OF,
    FactProblem,
    Kind,
    check_form,
    derive,
    examples,
    is_derived,
    kind_of,
    plain_value,
    quantity,
    show,
)
from briefwright.model.dictionary import Brace, Fact, Formula, Operation, Point, Str, Text, When
from briefwright.problems import ContentError

LABELS = {
    "words.since": "since {date}",
    "words.from": "from {date}",
    "words.as_of": "as of {date}",
    "words.about": "about {value}",
    "words.share_of": "{part} of {whole} ({share})",
}
SERVING = Fact(
    name="serving_now",
    value=Decimal(157),
    unit={"other": "peacekeepers"},
    label=Text("peacekeepers serving now", (Str("peacekeepers serving now"),)),
    as_of=When("2024-09-21"),
)
SHARE = Fact(name="share", value=Decimal(61), unit={"other": "%"})
CONTINGENT = Fact(name="contingent", value=Decimal(139), unit={"other": "personnel"})
STAFF = Fact(
    name="staff", value=Decimal(1), unit={"one": "staff officer", "other": "staff officers"}
)


def number(name: str, value: str, unit: str = "", handling: str = "") -> Fact:
    units = {"other": unit} if unit else {}
    return Fact(name=name, value=Decimal(value), unit=units, handling=handling)


def total(name: str, *of: str, unit: str = "", value: str = "", handling: str = "") -> Fact:
    return Fact(
        name=name,
        value=Decimal(value) if value else None,
        unit={"other": unit} if unit else {},
        formula=Formula("sum", of),
        handling=handling,
    )


def difference(name: str, *of: str, unit: str = "") -> Fact:
    units = {"other": unit} if unit else {}
    return Fact(name=name, unit=units, formula=Formula("difference", of))


def derived(*facts: Fact) -> dict[str, Fact]:
    found, faults = derive({fact.name: fact for fact in facts})
    assert not faults
    return dict(found)


def faults(*facts: Fact) -> tuple[FactProblem, ...]:
    return derive({fact.name: fact for fact in facts})[1]


def codes(*facts: Fact) -> list[tuple[str, str, tuple[str | int, ...]]]:
    return [(found.problem.code, found.fact, found.part) for found in faults(*facts)]


def shown(fact: Fact, form: str = "", language: str = "en") -> str:
    return show(fact, form, language, LABELS).replace("\u00a0", " ")


# ----------------------------------------------------------------- working out


def test_a_sum_and_a_difference_are_worked_out_in_any_order() -> None:
    elsewhere = difference("elsewhere", "serving_now", "undof", unit="peacekeepers")
    undof = total("undof", "contingent", "staff", unit="personnel")
    found = derived(elsewhere, undof, SERVING, CONTINGENT, STAFF)
    assert list(found) == ["elsewhere", "undof", "serving_now", "contingent", "staff"]
    assert (found["undof"].value, found["elsewhere"].value) == (Decimal(140), Decimal(17))
    assert found["undof"].formula == undof.formula
    assert found["serving_now"] is SERVING


def test_a_difference_is_the_first_less_all_others() -> None:
    found = derived(
        number("a", "10"), number("b", "3"), number("c", "9"), difference("d", "a", "b", "c")
    )
    assert found["d"].value == -2


def test_a_total_is_as_precise_as_its_most_precise_part() -> None:
    found = derived(number("a", "2.50"), number("b", "1"), total("c", "a", "b"))
    assert str(found["c"].value) == "3.50"


def test_a_sum_is_exact_where_binary_fractions_are_not() -> None:
    found = derived(number("a", "0.1"), number("b", "0.2"), total("c", "a", "b"))
    assert str(found["c"].value) == "0.3"


def test_a_sum_of_the_longest_numbers_is_exact() -> None:
    found = derived(
        number("a", "99999999999999"), number("b", "0.000000000000001"), total("c", "a", "b")
    )
    assert str(found["c"].value) == "99999999999999.000000000000001"


def test_a_total_takes_what_all_of_its_parts_share() -> None:
    unit, day = {"other": "t"}, When("2024-09-21")
    parts = (
        Fact(name="a", value=Decimal(1), unit=unit, as_of=day, source="nca"),
        Fact(name="b", value=Decimal(2), unit=unit, as_of=day, source="nca"),
    )
    found = derived(*parts, total("c", "a", "b"))["c"]
    assert (found.unit, found.as_of, found.source) == (unit, day, "nca")


def test_a_total_takes_nothing_that_its_parts_differ_in() -> None:
    parts = (
        Fact(name="a", value=Decimal(1), as_of=When("2024"), source="x"),
        Fact(name="b", value=Decimal(2), as_of=When("2023"), source="y"),
    )
    found = derived(*parts, total("c", "a", "b"))["c"]
    assert (found.as_of, found.source) == (None, "")


def test_a_total_is_handled_as_the_strictest_of_its_parts() -> None:
    a, b, c = number("a", "1"), number("b", "1", "", "internal"), number("c", "1", "", "SECRET")
    found = derived(
        a,
        b,
        c,
        total("open", "a", "a2"),
        total("inside", "a", "b"),
        total("secret", "b", "c"),
        total("said", "b", "c", handling="open"),
        number("a2", "1", "", "open"),
    )
    handlings = [found[name].handling for name in ("open", "inside", "secret", "said")]
    assert handlings == ["", "internal", "SECRET", "open"]


def test_a_typed_value_beside_its_formula_is_kept_where_it_agrees() -> None:
    found = derived(number("a", "1"), number("b", "2"), total("c", "a", "b", value="3.0"))
    assert str(found["c"].value) == "3.0"


# ----------------------------------------------------------------- faults of formulas


def test_a_typed_value_that_disagrees_with_its_formula_is_told_both() -> None:
    parts = (number("a", "139"), number("b", "1"))
    (fault,) = faults(*parts, total("c", "a", "b", value="141"))
    assert (fault.problem.code, fault.fact, fault.part) == ("F404", "c", ("value",))
    assert fault.problem.message == "“c” says 141, but the sum of a (139), b (1) is 140."


def test_an_unknown_fact_in_a_formula_is_pointed_at() -> None:
    (fault,) = faults(SERVING, number("a", "1"), total("c", "a", "serving_mow"))
    assert (fault.problem.code, fault.fact, fault.part) == ("F401", "c", ("sum", 1))
    assert fault.problem.message == "There is no fact “serving_mow”; did you mean “serving_now”?"


def test_a_circle_is_told_once_and_the_rest_is_worked_out() -> None:
    facts = (
        total("a", "b", "n"),
        total("b", "c", "n"),
        total("c", "a", "n"),
        number("n", "1"),
        total("after", "a", "n"),
        total("beside", "n", "m"),
        number("m", "2"),
    )
    found, told = derive({fact.name: fact for fact in facts})
    (fault,) = told
    assert fault.problem.code == "F402"
    assert "a → b → c → a" in fault.problem.message
    assert found["beside"].value == 3
    assert found["after"].value is None


def test_each_circle_is_told() -> None:
    pairs = (total("a", "b", "n"), total("b", "a", "n"), total("c", "c", "n"), number("n", "1"))
    assert [(code, name) for code, name, _ in codes(*pairs)] == [("F402", "a"), ("F402", "c")]


def test_a_long_chain_of_formulas_is_worked_out() -> None:
    chain = [total(f"f{n}", f"f{n + 1}", "one") for n in range(5000)]
    found = derived(*chain, number("f5000", "0"), number("one", "1"))
    assert found["f0"].value == 5000


def test_differing_units_need_one_of_their_own() -> None:
    parts = (number("a", "1", "tonnes"), number("b", "2", "lorries"))
    assert codes(*parts, total("c", "a", "b")) == [("F403", "c", ())]
    assert derived(*parts, total("c", "a", "b", unit="deliveries"))["c"].value == 3


def test_a_formula_needs_two_facts_and_each_once() -> None:
    a, b = number("a", "1"), number("b", "2")
    assert codes(a, total("c", "a")) == [("F405", "c", ("sum",))]
    assert codes(a, difference("c")) == [("F405", "c", ("difference",))]
    assert codes(a, b, total("c", "a", "b", "a")) == [("F405", "c", ("sum", 2))]


def test_a_fact_needs_a_number() -> None:
    assert codes(Fact(name="a")) == [("F406", "a", ())]


@pytest.mark.parametrize("value", ["1" * 16, "0." + "1" * 16, "1e15", "1e-16", "NaN", "Infinity"])
def test_a_number_that_can_not_be_reckoned_with_is_refused(value: str) -> None:
    a, b = number("a", value), number("b", "1")
    assert codes(a, b, total("c", "a", "b")) == [("F407", "a", ("value",))]


def test_a_total_that_grows_too_long_is_refused() -> None:
    a, b = number("a", "9" * 15), number("b", "1")
    assert codes(a, b, total("c", "a", "b")) == [("F407", "c", ("sum",))]


def test_an_unknown_plural_form_is_pointed_at() -> None:
    fact = Fact(name="a", value=Decimal(1), unit={"single": "state", "other": "states"})
    assert codes(fact) == [("F408", "a", ("unit", "single"))]


def test_two_markings_need_a_decision() -> None:
    a, b = number("a", "1", "", "SECRET"), number("b", "2", "", "LIMITED")
    assert codes(a, b, total("c", "a", "b")) == [("F411", "c", ())]


def test_every_fault_comes_in_one_run() -> None:
    told = codes(Fact(name="a"), total("b", "x", "y"), number("c", "NaN"), total("d", "d", "a"))
    assert [code for code, *_ in told] == ["F406", "F401", "F401", "F407", "F402"]


# ----------------------------------------------------------------- printing


@pytest.mark.parametrize("form", FORMS_OF["number"])
def test_each_form_of_a_number_prints_as_the_table_says(form: str) -> None:
    fact = replace(SERVING, as_of=When(examples.DAY))
    if form == "parts":
        fact = replace(SHARE, compared=(number("some", "146"), number("all", "240")))
    assert check_form(fact, form) is None
    assert shown(fact, form) == FORMS[form]


@pytest.mark.parametrize(
    ("value", "language", "printed"),
    [
        ("1410", "en", "1,410"),
        ("1410", "ru", "1 410"),
        ("1410", "kk", "1 410"),
        ("1410", "ar", "1,410"),
        ("1410", "fr", "1 410"),
        ("1234567.50", "en", "1,234,567.50"),
        ("2.50", "ru", "2,50"),
        ("-3", "en", "−3"),
        ("0.000000000000001", "en", "0.000000000000001"),
    ],
)
def test_a_number_is_printed_with_its_precision_and_the_separators_of_its_language(
    value: str, language: str, printed: str
) -> None:
    assert shown(number("a", value), "value", language) == printed


@pytest.mark.parametrize(
    ("value", "language", "printed"),
    [
        ("1", "en", "1 officer"),
        ("2", "en", "2 officers"),
        ("1.0", "en", "1.0 officers"),
        ("0", "en", "0 officers"),
    ],
)
def test_a_unit_follows_its_number(value: str, language: str, printed: str) -> None:
    unit = {"one": "officer", "other": "officers"}
    assert shown(Fact(name="a", value=Decimal(value), unit=unit), "", language) == printed


@pytest.mark.parametrize(
    ("value", "unit"), [("1", "офицер"), ("21", "офицер"), ("2", "офицера"), ("5", "офицеров")]
)
def test_russian_has_three_forms_of_a_unit(value: str, unit: str) -> None:
    forms = {"one": "офицер", "few": "офицера", "many": "офицеров"}
    assert shown(Fact(name="a", value=Decimal(value), unit=forms), "unit", "ru") == unit


def test_a_unit_of_one_word_serves_every_number() -> None:
    assert shown(number("a", "1", "personnel")) == "1 personnel"
    assert shown(number("a", "28")) == "28"


def test_a_per_cent_sign_stands_where_its_language_has_it() -> None:
    fact = number("a", "45.5", "%")
    found = [shown(fact, "", language) for language in ("en", "ru", "tr")]
    assert found == ["45.5%", "45,5 %", "%45,5"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "one thousand, four hundred and ten"),
        ("ru", "одна тысяча четыреста десять"),
        ("kk", "бір мың төрт жүз он"),
        ("ar", "ألف و أربعمائة و عشرة"),
    ],
)
def test_a_whole_number_is_written_in_words(language: str, words: str) -> None:
    assert shown(number("a", "1410"), "words", language) == words


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("157", "about 160 t"),
        ("145", "about 150 t"),
        ("1410", "about 1,400 t"),
        ("996", "about 1,000 t"),
        ("2.55", "about 2.6 t"),
        ("-157", "about −160 t"),
        ("630", "630 t"),
        ("74", "74 t"),
        ("2.50", "2.50 t"),
        ("0", "0 t"),
    ],
)
def test_about_is_said_only_of_a_number_that_was_rounded(value: str, printed: str) -> None:
    assert shown(number("a", value, "t"), "about") == printed


def test_a_period_is_printed_as_the_date_of_a_fact_without_as_of() -> None:
    fact = Fact(name="trainees", value=Decimal(74), period=When("2023..2024"))
    assert shown(fact, "date") == "2023–2024"
    told = check_form(fact, "as_of")
    assert told
    assert told.message.endswith("the fact has no as_of; write {trainees.date} for its period.")


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        (When("2024-09-21"), "as of 21 September 2024"),
        (When("2013"), "as of 2013"),
        (When("2017.."), "since 2017"),
        (When("2023..2024"), "2023–2024"),
        (When("at the time", words=True), "at the time"),
    ],
)
def test_as_of_is_said_of_a_moment_only(when: When, printed: str) -> None:
    assert shown(Fact(name="a", value=Decimal(1), as_of=when), "as_of") == printed


@pytest.mark.parametrize("form", ["unit", "label", "date", "as_of"])
def test_a_form_that_the_fact_says_nothing_for_is_refused(form: str) -> None:
    told = check_form(number("a", "1"), form)
    assert told
    assert told.code == "F410"
    with pytest.raises(ContentError, match=f"{{a.{form}}} can't be printed"):
        shown(number("a", "1"), form)


def test_an_unknown_form_is_told_the_known_ones() -> None:
    told = check_form(SERVING, "wrods")
    assert told
    assert told.code == "F409"
    assert told.message.endswith(".date, .as_of; did you mean “words”?")
    with pytest.raises(ContentError):
        shown(SERVING, "wrods")


def test_a_fraction_is_not_written_in_words() -> None:
    told = check_form(number("a", "2.5"), "words")
    assert told
    assert "only whole numbers" in told.message
    assert check_form(number("a", "2.0"), "words") is None


def test_words_of_a_language_that_nobody_knows_are_refused() -> None:
    with pytest.raises(ContentError, match="in the language “kok”"):
        shown(SERVING, "words", "kok")


def test_a_label_with_more_than_words_is_not_printed_in_a_text() -> None:
    label = Text("{UNDOF} contingent", (Brace("UNDOF"), Str(" contingent")))
    told = check_form(Fact(name="a", value=Decimal(1), label=label), "label")
    assert told
    assert told.code == "F410"


def test_a_unit_without_a_form_for_its_number_is_refused() -> None:
    with pytest.raises(ContentError, match="add “other” to its plural forms") as caught:
        shown(Fact(name="a", value=Decimal(2), unit={"one": "officer"}))
    assert [problem.code for problem in caught.value.problems] == ["F408"]


def test_a_fact_without_a_number_prints_no_number() -> None:
    with pytest.raises(ContentError, match="has no number to print"):
        shown(Fact(name="a"))


def test_what_could_not_be_printed_travels_between_processes() -> None:
    with pytest.raises(ContentError) as caught:
        shown(SERVING, "wrods")
    again = pickle.loads(pickle.dumps(caught.value))
    assert [problem.at for problem in again.problems] == ["facts.serving_now"]
    assert again.problems == caught.value.problems


# ----------------------------------------------------------------- other kinds of facts


WARHEADS = Fact(
    name="warheads",
    range=(Decimal(120), Decimal(150)),
    unit={"one": "warhead", "other": "warheads"},
)
RANK = Fact(name="place", rank=Decimal(4), unit={"other": "largest arsenal"})
ZONE = Fact(name="zone", date=When("2009-03-21"), as_of=When("2024-09-21"))
HOSTS = Fact(name="hosts", members=("Canada", "Denmark", "Japan"), unit={"other": "countries"})
TRAINEES = Fact(
    name="trainees",
    points=(
        Point("2022", Decimal("0")),
        Point("2023", Decimal("31")),
        Point("2024", Decimal("43")),
    ),
    unit={"other": "trainees"},
)
OF_KIND: dict[Kind, Fact] = {
    "number": SERVING,
    "rank": RANK,
    "range": WARHEADS,
    "date": ZONE,
    "list": HOSTS,
    "series": TRAINEES,
}


@pytest.mark.parametrize(
    ("fact", "form", "printed"),
    [
        (WARHEADS, "", "120–150 warheads"),
        (WARHEADS, "value", "120–150"),
        (WARHEADS, "low", "120"),
        (WARHEADS, "high", "150"),
        (WARHEADS, "unit", "warheads"),
        (replace(WARHEADS, about=True), "", "about 120–150 warheads"),
        (
            replace(WARHEADS, range=(Decimal(1234), Decimal(1567))),
            "about",
            "about 1,200–1,600 warheads",
        ),
        (replace(WARHEADS, range=(Decimal(1231), Decimal(1239))), "about", "1,231–1,239 warheads"),
        (replace(WARHEADS, range=(Decimal(-5), Decimal(3)), unit={}), "", "−5 – 3"),
        (replace(WARHEADS, unit={"other": "%"}), "", "120–150%"),
        (RANK, "", "4th largest arsenal"),
        (RANK, "value", "4th"),
        (RANK, "words", "fourth"),
        (ZONE, "", "21 March 2009"),
        (ZONE, "date", "21 March 2009"),
        (ZONE, "as_of", "as of 21 September 2024"),
        (HOSTS, "", "Canada, Denmark and Japan"),
        (HOSTS, "count", "3"),
        (HOSTS, "unit", "countries"),
        (TRAINEES, "count", "3"),
        (TRAINEES, "low", "0"),
        (TRAINEES, "high", "43"),
        (replace(SERVING, about=True), "", "about 157 peacekeepers"),
        (replace(SERVING, about=True), "value", "about 157"),
        (replace(SERVING, about=True), "words", "about one hundred and fifty-seven"),
        (replace(SERVING, about=True), "about", "about 160 peacekeepers"),
    ],
)
def test_each_kind_of_fact_prints_in_its_forms(fact: Fact, form: str, printed: str) -> None:
    assert shown(fact, form) == printed


@pytest.mark.parametrize(
    ("language", "members", "place"),
    [
        ("ru", "Canada, Denmark и Japan", ""),
        ("kk", "Canada, Denmark, Japan", ""),
        ("fr", "Canada, Denmark et Japan", "4e"),
        ("de", "Canada, Denmark und Japan", "4."),
        ("ar", "Canada وDenmark وJapan", ""),
    ],
)
def test_lists_and_places_are_printed_as_their_language_does(
    language: str, members: str, place: str
) -> None:
    assert shown(HOSTS, "", language) == members
    if place:
        assert shown(RANK, "value", language) == place
    else:
        with pytest.raises(ContentError, match="can't be written in figures in the language"):
            shown(RANK, "value", language)


def test_places_in_words_are_refused_where_the_language_isn_t_known() -> None:
    assert shown(RANK, "words", "ru") == "четвёртый"
    with pytest.raises(ContentError, match="can't be written in words"):
        shown(RANK, "words", "kk")
    with pytest.raises(ContentError, match="can't be written in words"):
        shown(replace(RANK, rank=Decimal(22)), "words", "ar")


@pytest.mark.parametrize("own", OF_KIND)
def test_a_kind_of_fact_has_its_forms_and_no_others(own: Kind) -> None:
    fact = replace(OF_KIND[own], label=SERVING.label, as_of=When("2024"))
    fact = replace(fact, compared=(SERVING, SERVING))  # as a share has
    assert kind_of(fact) == own
    for form in FORMS:
        told = check_form(fact, form)
        assert (told is None) is (form in FORMS_OF[own])
        if told is None:
            assert shown(fact, form)
        else:
            assert told.code == "F412"


def test_a_form_of_another_kind_is_told_what_there_is_instead() -> None:
    told = check_form(HOSTS, "words")
    assert told
    assert told.message == (
        "{hosts.words} can't be printed: it is a list, whose forms are .count, .unit, .label, "
        ".date, .as_of; for its number in words, make a fact {count: hosts}."
    )


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        (number("a", "2.50"), "2.50"),
        (WARHEADS, "120..150"),
        (RANK, "4"),
        (ZONE, "2009-03-21"),
        (HOSTS, "Canada; Denmark; Japan"),
        (TRAINEES, "2022: 0; 2023: 31; 2024: 43"),
    ],
)
def test_a_machine_reads_each_kind_in_plain_digits(fact: Fact, typed: str) -> None:
    assert plain_value(fact) == typed


@pytest.mark.parametrize(
    ("fact", "code", "part"),
    [
        (replace(SERVING, rank=Decimal(4)), "F413", ()),
        (replace(HOSTS, about=True), "F413", ("about",)),
        (replace(SERVING, decimals=Decimal(1)), "F413", ("decimals",)),
        (replace(WARHEADS, range=(Decimal(5), Decimal(5))), "F414", ("range",)),
        (replace(WARHEADS, range=(Decimal(5), Decimal("NaN"))), "F407", ("range", 1)),
        (replace(RANK, rank=Decimal(0)), "F414", ("rank",)),
        (replace(RANK, rank=Decimal("1.5")), "F414", ("rank",)),
        (replace(HOSTS, members=("A", "B", "A")), "F415", ("list", 2)),
        (replace(TRAINEES, points=TRAINEES.points * 2), "F415", ("series", "2022")),
        (replace(TRAINEES, points=(Point("a", Decimal("inf")),)), "F407", ("series", "a")),
    ],
)
def test_what_a_fact_can_t_be_is_told_at_its_spot(
    fact: Fact, code: str, part: tuple[str | int, ...]
) -> None:
    told = faults(fact)
    assert (told[0].problem.code, told[0].part) == (code, part)


# ----------------------------------------------------------------- other formulas


def formula(
    operation: Operation, *of: str, value: str = "", decimals: int | None = None, unit: str = ""
) -> Fact:
    start, end = ("2023", "2024") if operation.startswith("change") else ("", "")
    return Fact(
        name="result",
        value=Decimal(value) if value else None,
        decimals=None if decimals is None else Decimal(decimals),
        unit={"other": unit} if unit else {},
        formula=Formula(operation, of, start, end),
    )


PART, WHOLE = number("part", "139", "people"), number("whole", "157", "people")


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        (formula("share", "part", "whole"), "89%"),
        (formula("share", "part", "whole", decimals=2), "88.54%"),
        (formula("share", "part", "whole", value="88.5"), "88.5%"),
        (formula("share", "part", "whole", unit="per cent"), "89 per cent"),
        (formula("share", "whole", "same"), "100%"),
        (formula("per_100000", "part", "whole", unit="per 100,000"), "88,535 per 100,000"),
        (formula("ratio", "whole", "part"), "1.1"),
        (formula("ratio", "whole", "part", decimals=0, unit="times"), "1 times"),
        (formula("ratio", "whole", "half"), "314"),
        (formula("count", "hosts"), "3 countries"),
        (formula("count", "trainees", unit="years"), "3 years"),
        (formula("sum", "trainees"), "74 trainees"),
        (formula("change", "trainees"), "12 trainees"),
        (formula("change_percent", "trainees"), "39%"),
        (formula("change_percent", "trainees", value="38.71"), "38.71%"),
        (formula("difference", "part", "near", unit="people"), "about 129 people"),
    ],
)
def test_each_formula_comes_to_what_a_reader_can_use(fact: Fact, printed: str) -> None:
    half, near = number("half", "0.5", "people"), replace(number("near", "10"), about=True)
    same = replace(WHOLE, name="same")
    found = derived(PART, WHOLE, half, near, same, HOSTS, TRAINEES, fact)["result"]
    assert shown(found) == printed
    assert is_derived(found)
    assert not is_derived(PART)


@pytest.mark.parametrize(
    ("part", "printed"),
    [("1", "0.01"), ("9996", "99.96"), ("49", "0.5"), ("9949", "99"), ("10000", "100"), ("0", "0")],
)
def test_a_share_says_none_or_all_only_of_none_and_all(part: str, printed: str) -> None:
    found = derived(number("a", part), number("b", "10000"), replace(formula("share", "a", "b")))
    assert shown(found["result"], "value") == printed


def test_a_rounded_result_is_reckoned_with_exactly() -> None:
    share = replace(formula("share", "part", "whole"), name="most")
    rest = formula("difference", "all", "most")
    found = derived(PART, WHOLE, share, number("all", "100", "%"), rest)
    assert found["most"].value == 89
    exact = quantity(found["result"])
    assert exact is not None
    assert str(exact).startswith("11.4649")
    assert shown(found["result"]) == "11%"


@pytest.mark.parametrize(
    ("fact", "code", "part"),
    [
        (formula("share", "part"), "F405", ("share",)),
        (formula("per_100000", "part"), "F405", ("per_100000",)),
        (formula("per_100000", "part", "none"), "F417", ("per_100000", 1)),
        (formula("ratio", "part", "whole", "none"), "F405", ("ratio",)),
        (formula("share", "part", "part"), "F405", ("share", 1)),
        (formula("share", "part", "none"), "F417", ("share", 1)),
        (formula("ratio", "part", "none"), "F417", ("ratio", 1)),
        (formula("count", "part"), "F416", ("count", 0)),
        (formula("change", "hosts"), "F416", ("change", "of")),
        (formula("sum", "part", "trainees"), "F416", ("sum", 1)),
        (formula("sum", "hosts"), "F416", ("sum", 0)),
        (formula("difference", "whole", "zone"), "F416", ("difference", 1)),
        (formula("share", "part", "staff"), "F403", ()),
        (formula("share", "part", "whole", value="88"), "F404", ("value",)),
        (formula("share", "part", "whole", value="88.6"), "F404", ("value",)),
        (formula("count", "hosts", value="14"), "F404", ("value",)),
        (formula("change", "gone"), "F401", ("change", "of")),
        (formula("share", "part", "whole", decimals=7), "F414", ("decimals",)),
        (formula("sum", "part", "whole", decimals=1), "F413", ("decimals",)),
        (
            replace(
                formula("change", "trainees"),
                formula=Formula("change", ("trainees",), "2020", "2024"),
            ),
            "F418",
            ("change", "from"),
        ),
        (
            replace(
                formula("change", "trainees"),
                formula=Formula("change", ("trainees",), "2024", "2024"),
            ),
            "F418",
            ("change", "to"),
        ),
        (
            replace(
                formula("change", "trainees"),
                formula=Formula("change_percent", ("trainees",), "2022", "2024"),
            ),
            "F417",
            ("change_percent", "from"),
        ),
    ],
)
def test_a_formula_that_comes_to_nothing_is_told_at_its_spot(
    fact: Fact, code: str, part: tuple[str | int, ...]
) -> None:
    none = number("none", "0", "people")
    known = (PART, WHOLE, STAFF, none, HOSTS, TRAINEES, ZONE)
    assert [(found.problem.code, found.part) for found in faults(*known, fact)] == [(code, part)]


def test_a_share_is_printed_with_what_it_compares() -> None:
    parts = number("cases", "1460", "cases"), number("all", "2400000", "people")
    share = formula("share", "cases", "all", unit="%")
    found = derived(*parts, share)[share.name]
    assert shown(found, "parts") == "1,460 of 2,400,000 (0.1%)"
    assert check_form(parts[0], "parts")


def test_a_rate_of_rare_cases_keeps_two_digits() -> None:
    rate = formula("per_100000", "cases", "people", unit="per 100,000")
    found = derived(number("cases", "37"), number("people", "2400000"), rate)[rate.name]
    assert shown(found) == "1.5 per 100,000"


def test_a_share_of_different_things_needs_a_unit_of_its_own() -> None:
    found = derived(PART, STAFF, formula("share", "staff", "part", unit="%"))
    assert shown(found["result"]) == "1%"


def test_a_wrong_share_is_told_its_numbers() -> None:
    (told,) = faults(PART, WHOLE, formula("share", "part", "whole", value="90"))
    assert (
        told.problem.message == "“result” says 90, but the share of part (139), whole (157) is 89."
    )


@pytest.mark.parametrize("seed", range(40))
def test_parts_add_up_and_shares_agree_whatever_the_numbers(seed: int) -> None:
    lots = random.Random(seed)
    values = [Decimal(lots.randrange(1, 10**9)).scaleb(-lots.randrange(4)) for _ in range(5)]
    parts = [number(f"p{n}", str(value)) for n, value in enumerate(values)]
    names = [part.name for part in parts]
    found = derived(
        *parts,
        total("all", *names),
        difference("rest", "all", *names[1:]),
        formula("share", "p0", "all"),
        replace(formula("ratio", "all", "p0"), name="times"),
    )
    assert found["all"].value == sum(values)
    assert found["rest"].value == values[0]
    share, times = quantity(found["result"]), quantity(found["times"])
    assert share is not None
    assert times is not None
    assert abs(share * times - 100) < Decimal("1e-20")
    rounded = found["result"].value
    assert rounded is not None
    assert abs(rounded - share) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("fact", "form"),
    [
        (Fact(name="rule", date=When("2027..")), ""),
        (replace(SERVING, as_of=None, period=When("2027..")), "date"),
        (replace(SERVING, as_of=When("2027..")), "as_of"),
    ],
)
def test_a_fact_whose_open_period_has_not_begun_holds_from_then_on(fact: Fact, form: str) -> None:
    before, after = datetime(2026, 11, 28), datetime(2027, 11, 28)
    assert show(fact, form, "en", LABELS, before) == "from 2027"
    assert show(fact, form, "en", LABELS, after) == "since 2027"
