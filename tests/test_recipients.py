"""A list of recipients and an issued edition → who gets what and why, and who gets nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from sample_mailing import EDITIONS, ISSUED, NOON

from briefwright.issuing.manifest import Issued, read_manifest, write_manifest
from briefwright.problems import ContentError
from briefwright.recipients import Choice, Recipient, lists, plan_deliveries, read_list


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
            "port-press-ru.pdf: its row names the audience and the language",
        ),
        (
            recipient(),
            "port-press-en.pdf: its row names the audience; it names no language, so en",
        ),
        (
            recipient(language="fr", formats=("docx", "pdf")),
            "port-press-en.docx port-press-en.pdf: its row names the audience; there is none in "
            "fr, so en",
        ),
        (
            recipient("envoys", language="ru"),
            "port-envoys-en-ru.pdf: its row names the audience and the language",
        ),
        (
            recipient("staff", clearance=("internal",)),
            "port-staff-en.pdf: its row names the audience; it names no language, so en",
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
        (recipient(copy="personal", formats=("html",)), "A personal copy is a PDF or a Word file"),
        (recipient(password_by="phone"), "Its row asks for a password"),
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


# ----------------------------------------------------------------- lists


def read(tmp_path: Path, data: str | bytes) -> tuple[Recipient, ...]:
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_list(path, ("press", "staff")).recipients


def faults(tmp_path: Path, data: str | bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, data)
    return [str(one).removeprefix(f"{tmp_path}/") for one in caught.value.problems]


def test_a_list_needs_addresses_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "address\nana@example.org\n") == (Recipient("ana@example.org", line=2),)


def test_a_row_says_what_its_recipient_gets(tmp_path: Path) -> None:
    head = "address,name,organisation,language,audience,format,clearance,copy,password_by"
    row = "ana@example.org,Ana Ó,Port Authority,ru,staff,pdf docx,internal SECRET,personal,phone"
    assert read(tmp_path, f"{head},under_embargo\n{row},yes\n") == (
        Recipient(
            "ana@example.org", "Ana Ó", "Port Authority", "ru", "staff", ("pdf", "docx"),
            ("internal", "SECRET"), "personal", "phone", under_embargo=True, line=2,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfaddress;name\r\nana@example.org;Ana, Dr\r\n",
        b"sep=;\r\naddress;name\r\nana@example.org;Ana, Dr\r\n",
        b"\xef\xbb\xbfsep=;\r\naddress;name\r\nana@example.org;Ana, Dr\r\n",
        b'address,name\nana@example.org,"Ana, Dr"\n',
        b"name\taddress\nAna, Dr\tana@example.org\n",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, data: bytes) -> None:
    (one,) = read(tmp_path, data)
    assert (one.address, one.name) == ("ana@example.org", "Ana, Dr")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Ana.B@Example.ORG", "ana.b@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"),
        ("почта@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_address_is_written_one_way(tmp_path: Path, typed: str, address: str) -> None:
    assert [one.address for one in read(tmp_path, f"address\n{typed}\n")] == [address]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("ana@example.org; bo@example.org", "is more than one address; give each a row"),
        ("Ana <ana@example.org>", "write the address alone; a name has a column"),
        ("ana@example", "isn't an e-mail address"),
        ("ana.example.org", "isn't an e-mail address"),
        ("ana\u200b@example.org", "isn't an e-mail address"),
        ("ana@exa mple.org", "isn't an e-mail address"),
        ("ana\nBcc: bo@example.org", "isn't an e-mail address"),
    ],
)
def test_what_is_no_single_address_is_refused_at_its_line(
    tmp_path: Path, cell: str, said: str
) -> None:
    (fault,) = faults(tmp_path, f'address,name\n"{cell}",Ana\n')
    assert fault.startswith("list.csv:2:1: D102 ")
    assert said in fault


def test_one_mailbox_in_two_rows_is_named_with_both_lines(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "address\nAna@bücher.example\n\nana@xn--bcher-kva.example\n")
    assert fault.startswith("list.csv:4:1: D103 ana@bücher.example stands in line 2 already")


def test_all_faults_of_a_list_are_shown_at_once(tmp_path: Path) -> None:
    data = (
        "address,audience,language,format,copy,clearance,password_by,under_embargo,name\n"
        "a@example.org,pres,,,,,,,\n"
        "b@example.org,,xx-yy-zz,,,,,,\n"
        "c@example.org,,,dcx,,,,,\n"
        "d@example.org,,,,mine,,,,\n"
        "e@example.org,,,,,Internal,,,\n"
        "f@example.org,,,,,,mail,,\n"
        "g@example.org,,,,,,,maybe,\n"
        "h@example.org,,,,,,,,=HYPERLINK(1)\n"
        "i@example.org,,,,,,,,=?utf-8?q?x?=\n"
        "j@example.org,,,\n"
    )
    wanted = [
        (2, "D105 There is no audience “pres”; did you mean “press”?"),
        (3, "D105 “xx-yy-zz” isn't a language code"),
        (4, "D105 There is no format “dcx”; did you mean “docx”?"),
        (5, "D105 `copy` is plain or personal"),
        (6, "D105 Write `internal` in small letters."),
        (7, "D105 A password can't go the way that the file goes"),
        (8, "D105 `under_embargo` is yes or no"),
        (9, "C245 “=HYPERLINK(1)” begins like a formula"),
        (10, "D105 `name` is one line of text without “=?”."),
        (11, "C244 Cells in this row: 4"),
    ]
    found = sorted(faults(tmp_path, data), key=lambda fault: int(fault.split(":")[1]))
    found = [fault for fault in found if "C245 “=?" not in fault]
    assert len(found) == len(wanted)
    for fault, (line, said) in zip(found, wanted, strict=True):
        assert fault.startswith(f"list.csv:{line}:1: {said}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("adress\nana@example.org\n", "D101 There is no column “adress”; did you mean “address”?"),
        ("E-Mail\nana@example.org\n", "D101 There is no column “E-Mail”; did you mean “address”?"),
        ("address,shoes\na@example.org,9\n", "D101 There is no column “shoes”; there is: address"),
        ("ana@example.org\n", "D101 The first row names the columns"),
        ("address\n", "D106 There is no recipient in this list"),
        ("", "D106 There is no recipient in this list"),
        ("address,name\na@example.org,Ren\xe9\n".encode("cp1252"), "C241 This file isn't saved as"),
        ('address,name\n"a@example.org,Ana\n', "C248 A quote mark is not closed here"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, data: str | bytes, said: str) -> None:
    assert any(said in fault for fault in faults(tmp_path, data)), faults(tmp_path, data)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("ana@example.org,Ana\nаna@example.org,Bo", "looks like ana@example.org in line 2"),
        ("ana@ехample.org,Ana", "“ехample” has letters of two scripts"),
        ("ana@example.org,Аna", "in the column `name`, “аna” has letters of two scripts"),
        ("bi11@example.org,Bill\nbill@example.org,Bill", "looks like bi11@example.org in line 2"),
    ],
)
def test_letters_that_look_like_others_are_warned_of(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"address,name\n{rows}\n", encoding="utf-8")
    warnings = read_list(path).warnings
    assert {one.code for one in warnings} == {"D104"}
    assert any(said.casefold() in str(one).casefold() for one in warnings), warnings


def test_names_in_one_script_are_not_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    names = ("Қазақстан Ғылым", "José Müller", "山田 たろう", "محمد", "Ana (Акорда)")
    rows = "".join(f"p{n}@example.org,{name}\n" for n, name in enumerate(names))
    path.write_text(f"address,name\n{rows}", encoding="utf-8")
    assert read_list(path).warnings == ()


def test_a_list_has_a_longest(tmp_path: Path) -> None:
    rows = "".join(f"p{n}@example.org\n" for n in range(4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "MOST_RECIPIENTS", 3)
        assert "more than 3 recipients" in faults(tmp_path, f"address\n{rows}")[0]
        patch.setattr(lists, "MOST_BYTES", 30)
        assert "D106 This list is larger" in faults(tmp_path, f"address\n{rows}")[0]
