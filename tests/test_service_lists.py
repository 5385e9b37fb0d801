"""On the pages of `serve`, who may send sees the lists, and who would get what was issued."""

from collections.abc import Iterator

import pytest
from sample_service import Server, start_service
from test_sending import LIST, issue, write

PLAN = "lists/newsrooms/plan?issued=port/1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("lists")
    issue(place)
    for name in ("staff", "envoys"):
        write(place, f"templates/audiences/{name}/audience.yaml", f"title: {name}\nextends: full\n")
    write(place, "recipients/newsrooms.csv", LIST)
    write(place, "recipients/wrong.csv", "address,language\nana@example.org,en\nbo,xx\n")
    write(place, "delivery.yaml", "from: Port <press@port.example>\nsmtp: {host: localhost}\n")
    with start_service(place, "--templates", str(place / "templates")) as server:
        yield server


def test_each_list_says_how_many_are_on_it_or_that_it_is_at_fault(server: Server) -> None:
    assert "Lists of recipients" in server.get("").text
    said = server.get("lists/").text
    assert "newsrooms 5 recipients" in said
    assert "wrong 2 errors to mend before anything can be sent to it" in said


def test_a_list_at_fault_says_what_is_wrong_at_which_line_and_sends_nothing(
    server: Server,
) -> None:
    said = server.get("lists/wrong/").text
    assert said.count("wrong.csv:3") == 2
    assert "Who would get what" not in said
    assert "wrong.csv:3" in server.get("lists/wrong/plan?issued=port/1").text


def test_a_list_shows_its_rows_and_what_can_be_sent_to_it(server: Server) -> None:
    said = server.get("lists/newsrooms/").text
    assert "The port, edition 1" in said
    assert "eve@example.org Eve staff may have internal" in said


def test_a_plan_says_who_gets_what_and_why_who_gets_nothing_and_shows_messages(
    server: Server,
) -> None:
    said = server.get(PLAN).text
    for words in (
        "4 recipients get something",
        "1 press in ru, pdf its row names the audience and the language",
        "1 recipient gets nothing",
        "5 dee@example.org Dee The staff edition may hold what is internal",
        "To Ana <ana@example.org>",
        "Attached port-press-en.pdf",
        "Nothing was sent.",
    ):
        assert words in said, said
    assert said.count("From Port <press@port.example>") == 3
    assert not (server.content.parent / "deliveries").exists()


def test_what_is_not_as_it_was_issued_is_said_and_not_planned(server: Server) -> None:
    folder = server.content.parent / "issued/port/1"
    path = folder / "port-press-en.pdf"
    whole = path.read_bytes()
    for one in (folder, path):
        one.chmod(0o755)
    path.write_bytes(b"forged")
    said = server.get(PLAN).text
    path.write_bytes(whole)
    assert "port-press-en.pdf" in said
    assert "get something" not in said


@pytest.mark.parametrize("path", ["lists/none/", "lists/newsrooms/plan?issued=port/2"])
def test_what_does_not_exist_is_not_found(server: Server, path: str) -> None:
    assert server.get(path).status == 404
