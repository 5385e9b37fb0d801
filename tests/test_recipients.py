"""A list of recipients and an issued edition → who gets what and why, and who gets nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefwright.issuing.manifest import Issued, IssuedEdition, read_manifest, write_manifest
from briefwright.recipients import Choice, Recipient, plan_deliveries

NOON = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)


def edition(
    audience: str, *languages: str, clearance: str = "open", formats: str = "pdf docx"
) -> IssuedEdition:
    stem = f"port-{audience}-{'-'.join(languages)}"
    files = {name: f"{stem}.{name}" for name in formats.split()}
    return IssuedEdition(audience, languages, "The port", tuple(clearance.split()), files)


EDITIONS = (
    edition("press", "en"),
    edition("press", "ru"),
    edition("staff", "en", clearance="open internal", formats="pdf"),
    edition("envoys", "en", "ru"),
)
ISSUED = Issued(
    "port", "1", "The port", "P-1", "2026-10-09", "", "", "Ana", NOON, {},
    {name: f"digest of {name}" for one in EDITIONS for name in one.files.values()}, {},
    "en", EDITIONS,
)  # fmt: skip


def plan(one: Recipient, issued: Issued = ISSUED, choice: Choice | None = None) -> str:
    """A recipient → the files that it gets and why, or why it gets none."""
    made = plan_deliveries([one], issued, NOON, choice)
    if made.stopped:
        assert not made.deliveries
        return made.stopped[0].reason
    (delivery,) = made.deliveries
    return f"{' '.join(file.name for file in delivery.files)}: {delivery.reason}"


def recipient(audience: str = "press", **others: object) -> Recipient:
    return replace(Recipient("ana@example.org", audience=audience), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "decided"),
    [
        (
            recipient(language="ru"),
            "port-press-ru.pdf: press (the row names it), in ru (the row names it)",
        ),
        (
            recipient(),
            "port-press-en.pdf: press (the row names it), in en, since the row names no language",
        ),
        (
            recipient(language="fr", formats=("docx", "pdf")),
            "port-press-en.docx port-press-en.pdf: press (the row names it), in en, since there is "
            "none in fr",
        ),
        (
            recipient("envoys", language="ru"),
            "port-envoys-en-ru.pdf: envoys (the row names it), in ru (the row names it)",
        ),
        (
            recipient("staff", clearance=("internal",)),
            "port-staff-en.pdf: staff (the row names it), in en, since the row names no language",
        ),
    ],
)
def test_each_recipient_gets_the_edition_of_its_audience_in_its_language(
    one: Recipient, decided: str
) -> None:
    assert plan(one) == decided


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (recipient("staff"), "may hold what is internal"),
        (recipient("staff", formats=("docx",), clearance=("internal",)), "No docx was issued"),
        (recipient("minister"), "Nothing was issued for minister; issued for: press, staff, env"),
        (recipient(""), "Its row names no audience"),
    ],
)
def test_whoever_may_not_have_an_edition_gets_nothing_and_is_named(
    one: Recipient, reason: str
) -> None:
    assert reason in plan(one)


def test_an_audience_is_taken_for_whoever_names_none() -> None:
    assert plan(recipient(""), choice=Choice(audience="press")).startswith("port-press-en.pdf")
    only = replace(ISSUED, editions=EDITIONS[:1])
    assert plan(recipient(""), only).startswith("port-press-en.pdf")


def test_nothing_leaves_before_the_embargo_but_to_those_who_may_have_it() -> None:
    held = replace(ISSUED, embargo="2026-10-09 17:30 Almaty")
    assert "by this machine's clock it is 2026-10-09 12:00 UTC" in plan(recipient(), held)
    assert plan(recipient(under_embargo=True), held).startswith("port-press-en.pdf")
    over = replace(ISSUED, embargo="2026-10-09 17:00 Almaty")
    assert plan(recipient(), over).startswith("port-press-en.pdf")


def test_nothing_is_sent_to_an_address_on_the_suppression_list() -> None:
    assert "suppression list" in plan(recipient(), choice=Choice(suppressed={"ana@example.org"}))


def test_personal_copies_keep_the_numbers_that_they_had() -> None:
    people = [Recipient(f"{name}@example.org", audience="press") for name in ("ana", "bo", "cy")]
    people = [replace(people[0]), *(replace(one, copy="personal") for one in people[1:])]
    made = plan_deliveries(people, ISSUED, NOON, Choice(numbers={"cy@example.org": 7}))
    assert [one.copy_number for one in made.deliveries] == [0, 8, 7]


def test_a_manifest_says_who_gets_which_file() -> None:
    assert read_manifest(write_manifest(ISSUED)) == ISSUED
