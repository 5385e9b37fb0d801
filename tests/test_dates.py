"""Dates: what authors may write, and how languages print it."""

from datetime import datetime

import pytest

from briefwright.facts.dates import (
    check_date,
    fill_phrase,
    is_date,
    is_one_moment,
    locale_of,
    period,
    show_date,
)
from briefwright.model.dictionary import When

LABELS = {"words.since": "since {date}"}


def shown(text: str, language: str = "en") -> str:
    """As printed, with ordinary spaces for no-break ones."""
    return show_date(When(text), language, LABELS).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        *("2009-03-21", "2024-02-29", "2015-12", "2013", "2023..2024", "2017.."),
        *("2023-05..2023-07", "2024-09-21..2024-10-03", "2023..2024-05"),
        *("2026-03-03 14:30", "2026-03-03 14:30..2026-03-03 16:00", "2026-03-03 14:30.."),
        *("2026-Q2", "2026-W53", "2025-EW53", "2025/26", "1999/00", "2026-W14..2026-W16"),
    ],
)
def test_a_date_that_the_calendar_has_is_right(text: str) -> None:
    assert is_date(text)
    assert check_date(text) is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2023-02-31", "“2023-02-31” is not a date: February 2023 has 28 days."),
        ("2023-02-29", "“2023-02-29” is not a date: February 2023 has 28 days."),
        ("2023-13", "“2023-13” is not a date: a year has no month 13."),
        ("2023-00", "“2023-00” is not a date: a year has no month 00."),
        ("2023-01-00", "“2023-01-00” is not a date: January 2023 has 31 days."),
        ("0000", "“0000” is not a date: there is no year 0000."),
        ("2026-Q5", "“2026-Q5” is not a date: a year has no quarter 5."),
        ("2025-W53", "“2025-W53” is not a date: 2025 has 52 weeks."),
        ("2026-EW53", "“2026-EW53” is not a date: 2026 has 52 weeks."),
        ("2025/27", "“2025/27” is not a date: the year after 2025 is 2026."),
        ("2026-W16..2026-W14", "“2026-W16..2026-W14” ends before it begins."),
        (
            "2026-Q2..",
            "“2026-Q2..” has no end; write since when by its first day or month: 2026-04..",
        ),
        ("2023..2023-02-30", "“2023..2023-02-30” is not a date: February 2023 has 28 days."),
        ("2026-03-03 24:30", "“2026-03-03 24:30” is not a date: there is no time 24:30."),
        (
            "2026-03-03 14:30..2026-03-03 14:00",
            "“2026-03-03 14:30..2026-03-03 14:00” ends before it begins.",
        ),
        ("2024..2023", "“2024..2023” ends before it begins."),
        ("2024-05..2024-04-30", "“2024-05..2024-04-30” ends before it begins."),
        ("2023..2023", "“2023..2023” begins and ends on the same date; write 2023."),
    ],
)
def test_a_date_that_the_calendar_does_not_have_is_refused(text: str, complaint: str) -> None:
    assert is_date(text)
    assert check_date(text) == complaint


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "..2017", "2017...", "24-09-21", "early 1990s", "199x", "２０２４"),
        *("2024-09-21 2 pm", "2024-09 14:30", "2024-09-21 14:30 Almaty", " 2024"),
    ],
)
def test_what_is_no_date_is_told_how_dates_are_written(text: str) -> None:
    assert not is_date(text)
    assert "write 2009-03-21, 2015-12, 2026-Q2, 2026-W14, 2013" in (check_date(text) or "")


@pytest.mark.parametrize("text", ["21.09.2024", "2024-9-21", "2024/09/21", "21 September 2024"])
def test_a_date_in_another_form_is_told_as_it_is_written_here(text: str) -> None:
    assert not is_date(text)
    assert "; write 2024-09-21, or put words" in (check_date(text) or "")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2009-03-21", "21 March 2009"),
        ("2015-12", "December 2015"),
        ("2013", "2013"),
        ("2026-Q2", "2nd quarter 2026"),
        ("2026-W14", "week 14 of 2026"),
        ("2026-EW14", "week 14 of 2026 (5–11 April 2026)"),
        ("2025/26", "2025/26"),
        ("2026-W14..2026-W16", "week 14 of 2026 – week 16 of 2026"),
        ("2023..2024", "2023–2024"),
        ("2017..", "since 2017"),
        ("2024-09-21..", "since 21 September 2024"),
        ("2023-05..2023-07", "May – July 2023"),
        ("2023-05..2024-07", "May 2023 – July 2024"),
        ("2024-09-21..2024-09-23", "21–23 September 2024"),
        ("2024-09-21..2024-10-03", "21 September – 3 October 2024"),
        ("2023-09-21..2024-10-03", "21 September 2023 – 3 October 2024"),
        ("2023..2024-05", "2023 – May 2024"),
        ("2026-03-03 14:30", "3 March 2026, 14:30"),
        ("2026-03-03 14:30..2026-03-03 16:00", "3 March 2026, 14:30–16:00"),
        ("2026-03-03 22:00..2026-03-04 01:00", "3 March 2026, 22:00 – 4 March 2026, 01:00"),
        ("2026-03-03 14:30..", "since 3 March 2026, 14:30"),
    ],
)
def test_english_prints_dates_the_british_way(text: str, printed: str) -> None:
    assert shown(text) == printed


@pytest.mark.parametrize(
    ("language", "day", "month", "period"),
    [
        ("ru", "21 сентября 2024 г.", "декабрь 2015 г.", "21–23 сентября 2024 г."),
        ("kk", "2024 ж. 21 қыркүйек", "2015 ж. желтоқсан", "2024 ж. 21–23 қыркүйек"),
        ("ar", "21 سبتمبر 2024", "ديسمبر 2015", "21–23 سبتمبر 2024"),
        ("fr", "21 septembre 2024", "décembre 2015", "21–23 septembre 2024"),
        ("en-US", "September 21, 2024", "December 2015", "September 21 – 23, 2024"),
    ],
)
def test_other_languages_print_dates_their_own_way(
    language: str, day: str, month: str, period: str
) -> None:
    found = [shown(text, language) for text in ("2024-09-21", "2015-12", "2024-09-21..2024-09-23")]
    assert found == [day, month, period]


def test_an_open_period_that_has_not_begun_is_from_then_on() -> None:
    labels = {**LABELS, "words.from": "from {date}"}
    now = datetime(2026, 11, 29)
    found = [
        show_date(When(text), "en", labels, now)
        for text in ("2026-11..", "2026-11-28..", "2026-12..", "2027..")
    ]
    assert [one.replace("\u00a0", " ") for one in found] == [
        "since November 2026",
        "since 28 November 2026",
        "from December 2026",
        "from 2027",
    ]


def test_a_day_stays_on_the_line_of_its_month() -> None:
    assert show_date(When("2024-09-21"), "en", LABELS) == "21\u00a0September 2024"


def test_a_line_does_not_begin_with_the_dash_of_a_period() -> None:
    assert show_date(When("2023-05..2023-07"), "en", LABELS) == "May\u00a0– July 2023"


def test_words_are_printed_as_they_stand() -> None:
    assert show_date(When("early 1990s", words=True), "ru", {}) == "early 1990s"
    assert show_date(When("2017..", words=True), "en", {}) == "2017.."


def test_a_period_and_words_are_not_one_moment() -> None:
    found = [is_one_moment(When(text)) for text in ("2024-09-21", "2013", "2023..2024", "2017..")]
    assert found == [True, True, False, False]
    assert not is_one_moment(When("2013", words=True))


def test_a_label_may_put_the_date_anywhere() -> None:
    assert fill_phrase("2017 {date} бастап", r"\1") == r"2017 \1 бастап"
    assert fill_phrase("since", "2017") == "since 2017"


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("ru", "3 марта 2026 г., 14:30"),
        ("kk", "2026 ж. 3 наурыз, 14:30"),
        ("ar", "3 مارس 2026، 14:30"),
        ("de", "3. März 2026, 14:30"),
    ],
)
def test_a_time_stands_behind_its_day_in_other_languages_too(language: str, printed: str) -> None:
    assert shown("2026-03-03 14:30", language) == printed


@pytest.mark.parametrize("language", ["xx", "english", ""])
def test_a_language_that_there_is_not_is_named(language: str) -> None:
    with pytest.raises(LookupError, match=f"“{language}” is not a language"):
        locale_of(language)


def test_every_language_has_a_form_for_two_days() -> None:
    from babel.localedata import locale_identifiers

    languages = sorted({name.partition("_")[0] for name in locale_identifiers()})
    assert len(languages) > 100
    for language in languages:
        assert shown("2024-09-21..2024-10-03", language)


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        ("2026-Q2", "fr", "2e trimestre 2026"),
        ("2026-Q2", "zh", "2026年第2季度"),
        ("2026-W14", "ru", "14-я неделя 2026 г."),
        ("2026-W14", "pt", "14ª semana de 2026"),
        ("2026-EW01", "de", "Woche 1 des Jahres 2026 (4.–10. Januar 2026)"),
    ],
)
def test_weeks_and_quarters_are_printed_as_each_language_has_them(
    text: str, language: str, printed: str
) -> None:
    assert shown(text, language) == printed


@pytest.mark.parametrize(
    ("text", "first", "after", "precision"),
    [
        ("2026-Q4", "2026-10-01", "2027-01-01", "month"),
        ("2026-W01", "2025-12-29", "2026-01-05", "day"),
        ("2026-EW01", "2026-01-04", "2026-01-11", "day"),
        ("2020-W53..2021-W01", "2020-12-28", "2021-01-11", "day"),
    ],
)
def test_weeks_and_quarters_take_their_days(
    text: str, first: str, after: str, precision: str
) -> None:
    found = period(When(text))
    assert found
    assert (found.start.date().isoformat(), found.precision) == (first, precision)
    assert found.end
    assert found.end.date().isoformat() == after
