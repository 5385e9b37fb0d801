"""Requests that no page of the service makes: each is refused with a sentence, and at once."""

import json
import urllib.request
from collections.abc import Iterator

import pytest
from sample_folder import folder
from sample_service import Answer, Server, start_service

BODY = """\
facts:
  loans: {value: 12400, unit: books}
body:
  - text: The library lends {loans}.
    id: lending
  - table: Rooms
    id: rooms
    columns: [Floor, Room]
    rows:
      - [Ground, Maps]
"""
CHANGES = "briefings/sample/changes/"
COLUMN = [
    ("into", "rooms.columns"), ("form", "COLUMNS"), ("last", "rooms.columns.2"),
    ("new.column", "Seats"), ("edition", "full/en"),
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing."""
    place = tmp_path_factory.mktemp("refusals")
    folder(place / "content", BODY)
    with start_service(place) as running:
        yield running


def send_multipart(server: Server, path: str, name: str, said: str, charset: str) -> Answer:
    """An address, a field and the encoding that the form is said to have → the answer."""
    body = f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n--x--\r\n'
    request = urllib.request.Request(server.address + path, body.encode())
    request.add_header("Content-Type", f"multipart/form-data; boundary=x; charset={charset}")
    return server._send(request, {})


@pytest.mark.parametrize("charset", ["utf-7", "idna", "undefined", "no-such-encoding"])
@pytest.mark.parametrize("path", ["log-in", CHANGES, "new", "briefings/sample/files/"])
def test_a_form_in_another_encoding_is_refused(server: Server, path: str, charset: str) -> None:
    answer = send_multipart(server, path, "password", "+2AA-", charset)
    assert (answer.status, "UTF-8" in answer.text) == (400, True)


def test_a_form_that_says_its_encoding_is_read(server: Server) -> None:
    answer = send_multipart(server, "log-in", "password", "four words in a row", "UTF-8")
    assert answer.status == 401


@pytest.mark.parametrize(
    "said",
    [
        "[" * 30_000,
        json.dumps([{"kind": "Setting", "at": "title", "before": "", "after": "\ud800"}]),
        json.dumps([{"kind": "Listing", "at": "keywords", "before": [], "after": ["\udfff"]}]),
        json.dumps({"kind": "Setting"}),
    ],
    ids=["very deep", "half a surrogate pair", "half a pair in a list", "no list"],
)
@pytest.mark.parametrize("field", ["changes", "step"])
def test_changes_that_no_form_sends_are_refused(server: Server, field: str, said: str) -> None:
    assert server.post(CHANGES, [(field, said)]).status == 400


def test_a_block_on_no_side_of_another_is_refused(server: Server) -> None:
    fields = [("block", "text"), ("beside", "lending"), ("side", "bogus"), ("new.text", "More.")]
    assert server.post(CHANGES, fields).status == 400


@pytest.mark.parametrize("path", ["jobs/x/pages/{}.png", "briefings/sample/history/{}/undo"])
def test_a_number_of_thousands_of_digits_is_not_found(server: Server, path: str) -> None:
    path = path.format("9" * 5000)
    answer = server.post(path, []) if path.endswith("undo") else server.get(path)
    assert answer.status == 404


def test_more_changes_than_a_form_makes_are_refused_before_they_are_made(server: Server) -> None:
    assert server.post(f"{CHANGES}trial", [*COLUMN, ("rows", "1")]).status == 200
    answer = server.post(f"{CHANGES}trial", [*COLUMN, ("rows", "1000000")])
    assert (answer.status, "At most 200 changes" in answer.text) == (422, True)


def test_a_title_in_other_letters_needs_a_name_for_the_folder(server: Server) -> None:
    answer = server.post("new", [("title", "日本")])
    assert (answer.status, "Write a name for the folder" in answer.text) == (422, True)


@pytest.mark.parametrize("name", ["com1", "lpt9", "aux"])
def test_a_briefing_has_no_name_that_windows_keeps_for_itself(server: Server, name: str) -> None:
    assert server.post("new", [("title", "Ports"), ("name", name)]).status == 422
    assert not (server.content / name).exists()


@pytest.mark.parametrize(("after", "is_wrong"), [("13,4o0", True), ("13400", False)])
def test_what_is_at_fault_says_nothing_else(server: Server, after: str, is_wrong: bool) -> None:
    change = {"kind": "Setting", "at": "facts.loans.value", "before": "12400", "after": after}
    answer = server.post(f"{CHANGES}trial", [("changes", json.dumps([change]))])
    assert ("would have a fault" in answer.text) == is_wrong
    assert ("something else then" in answer.text) != is_wrong


def test_the_matrix_and_the_files_are_said_in_words(server: Server) -> None:
    said = server.get("briefings/sample/").text
    assert "If none is ticked, you get those that are usual for the audience." in said
