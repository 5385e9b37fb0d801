"""What a user may not see stands on no page: the list, searches, files, explanations, findings."""

import io
import re
import urllib.request
from collections.abc import Iterator

import pytest
from PIL import Image
from sample_folder import folder
from sample_service import Answer, Server, start_service
from test_service_users import Visitor, log_in, run_users

SECRET = "wolframite"
BODY = f"""\
facts:
  loans: {{value: 12400, unit: books}}
body:
  - The library lent {{loans}} in a year.
  - text: Its {SECRET} is for sale.
    handling: internal
  - image: {SECRET}.png
    alt: Where the {SECRET} is kept
    handling: internal
  - image: reading-room.png
    alt: A room with books
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing, and of one that is at fault, with users."""
    place = tmp_path_factory.mktemp("withheld")
    path = folder(place / "content", BODY)
    for name in (SECRET, "reading-room", f"{SECRET}-unused"):
        Image.new("RGB", (40, 30), "navy").save(path / f"{name}.png")
    (place / "content" / SECRET).mkdir()
    (place / "content" / SECRET / "briefing.yaml").write_text("format: 1\ntitle: At fault\n")
    run_users(place, "add ana --audiences press,public --may edit --password-stdin")
    run_users(place, "add rita --audiences all --password-stdin")
    with start_service(place) as service:
        yield service


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    """Who may see two audiences, and edit."""
    return log_in(server, "ana")


@pytest.fixture(scope="module")
def rita(server: Server) -> Visitor:
    """Who may see all, and only read."""
    return log_in(server, "rita")


PLACES = (
    "", f"?words={SECRET[:6]}", "?words=sale", "?status=at+fault", "briefings/sample/",
    "briefings/sample/files/", "briefings/sample/readers/", "briefings/sample/findings/",
    "briefings/sample/readers/?one=press&other=public",
    "briefings/sample/files/show?file=reading-room.png",
)  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
def test_no_page_holds_what_is_withheld(ana: Visitor, path: str) -> None:
    answer = ana.get(path)
    assert answer.status == 200
    assert SECRET not in answer.body.decode().lower().replace("words=wolfra", "")


@pytest.mark.parametrize("path", ["", "?words=wolframite", "briefings/sample/files/"])
def test_who_may_see_it_finds_it_there(rita: Visitor, path: str) -> None:
    assert SECRET in rita.get(path).text


def test_that_something_is_withheld_is_said(ana: Visitor, rita: Visitor) -> None:
    for path in ("", "briefings/sample/"):
        assert "withheld from you" in ana.get(path).text
        assert "withheld from you" not in rita.get(path).text


@pytest.mark.parametrize("name", [f"{SECRET}.png", f"{SECRET}-unused.png"])
def test_a_file_that_is_withheld_is_not_there(ana: Visitor, name: str) -> None:
    for address in ("show", "picture"):
        assert ana.get(f"briefings/sample/files/{address}?file={name}").status == 404
    back = ana.post("briefings/sample/files/back", [("file", name), ("digest", "0" * 64)])
    assert back.status == 404


def test_a_file_may_hold_more_than_an_edition_prints_so_it_is_not_shown(
    ana: Visitor, rita: Visitor
) -> None:
    path = "briefings/sample/files/picture?file=reading-room.png"
    assert ana.get(path).status == 404
    assert rita.get(path).body.startswith(b"\x89PNG")


def test_who_may_not_edit_begins_and_sends_nothing(rita: Visitor) -> None:
    assert rita.get("new").status == 403
    assert rita.post("new", [("title", "Mine")]).status == 403
    assert rita.post("briefings/sample/files/", [("file", "x")]).status == 403
    assert rita.post("briefings/sample/files/decision", [("token", "x")]).status == 403
    assert "New briefing" not in rita.get("").text
    assert "Send a picture" not in rita.get("briefings/sample/files/").text


def test_who_may_not_see_all_begins_nothing(ana: Visitor, server: Server) -> None:
    assert "New briefing" not in ana.get("").text
    assert ana.post("new", [("title", "Mine"), ("original", "sample")]).status == 403
    assert not (server.content / "mine").exists()


# ----------------------------------------------------------------- files that are sent


def send(visitor: Visitor, name: str, colour: str) -> Answer:
    """Who sends it, a picture's name and colour → the answer to the form."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(picture, "PNG")
    head = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n'
    token = head.format("form_token") + f"{visitor.token}\r\n"
    file = head.format(f'file"; filename="{name}')
    body = (token + file).encode() + picture.getvalue() + b"\r\n--x--\r\n"
    request = urllib.request.Request(f"{visitor.server.address}briefings/sample/files/", body)
    request.add_header("Content-Type", "multipart/form-data; boundary=x")
    return visitor.server._send(request, visitor.headers)


@pytest.mark.parametrize("colour", ["navy", "red"], ids=["of the same bytes", "of others"])
def test_a_file_that_is_sent_does_not_tell_what_is_hidden(ana: Visitor, colour: str) -> None:
    for name in (SECRET, f"{SECRET}-unused", "no-such"):
        answer = send(ana, f"{name}.png", colour)
        assert answer.status == 303
        location = answer.headers["Location"]
        assert re.fullmatch(rf"show\?file={name}-[0-9a-f]{{8}}\.png", location)


def test_a_file_is_its_sender_s_to_see_and_to_use(server: Server, ana: Visitor) -> None:
    shown = send(ana, "flag.png", "teal").headers["Location"]
    name = shown.partition("=")[2]
    run_users(server.content.parent, "add bo --audiences press --may edit --password-stdin")
    bo = log_in(server, "bo")
    new = "briefings/sample/words/new?audience=press&language=en&at=block-1&kind=image"
    for visitor, status in ((ana, 200), (bo, 404)):
        assert visitor.get(f"briefings/sample/files/{shown}").status == status
        assert (name in visitor.get("briefings/sample/files/").text) == (status == 200)
        assert (name in visitor.get(new).text) == (status == 200)
