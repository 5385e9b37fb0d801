"""Pictures and tables that are sent: checked as those on disk are, never over another file."""

import io
import re
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sample_folder import folder
from sample_service import Answer, Server, start_service

from briefwright.editing import uploads
from briefwright.editing.uploads import UploadError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TABLE = b"Place,Books\nCentral,8200\nHarbour,4200\n"
BODY = """\
body:
  - table: Where books were lent
    data: lent.csv
"""
BOUNDARY = "a-line-that-stands-in-no-file"


def draw(colour: str, *size: int, format_: str = "PNG") -> bytes:
    """A colour, a size and a format → a picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", size or (40, 30), colour).save(data, format_)
    return data.getvalue()


def fill_workbook() -> bytes:
    """A workbook of a few bytes that unpacks to a hundred million."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    return data.getvalue()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing, which has a table."""
    place = tmp_path_factory.mktemp("uploads")
    path = folder(place / "content", BODY)
    (path / "lent.csv").write_bytes(TABLE)
    with start_service(place) as running:
        yield running


def send(server: Server, name: str, data: bytes) -> Answer:
    """A file's name and its bytes → the answer to the form that sends it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    request = urllib.request.Request(f"{server.address}briefings/sample/files/", body)
    request.add_header("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    return server._send(request, {})


def list_names(server: Server) -> set[str]:
    """The files of the briefing, and what is left in the folder for those that were sent."""
    path = server.content / "sample"
    return {one.name for one in path.iterdir() if one.is_file()} | {
        one.name for one in (path / ".uploads").glob("*/*")
    }


@pytest.mark.parametrize(
    ("sent", "data", "name"),
    [
        ("Bridge over the river.PNG", draw("navy"), "bridge-over-the-river.png"),
        ("../../../etc/Мост.jpeg", draw("navy", format_="JPEG"), "most.jpeg"),
        ("C:\\\\Users\\\\ana\\\\loans.csv", TABLE, "loans.csv"),
        ("icon.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' "
                     b"height='9'/></svg>", "icon.svg"),
    ],
)  # fmt: skip
def test_what_is_right_is_in_the_folder_under_a_plain_name(
    server: Server, sent: str, data: bytes, name: str
) -> None:
    answer = send(server, sent, data)
    assert (answer.status, answer.headers["Location"]) == (303, f"show?file={name}")
    assert (server.content / "sample" / name).read_bytes() == data
    assert name in server.get("briefings/sample/files/").text
    shown = server.get(f"briefings/sample/files/show?file={name}").text
    assert re.search(f"Add a block.*(Image|Table).*“{re.escape(name)}”", shown)


@pytest.mark.parametrize(
    ("sent", "data", "sentence"),
    [
        ("note.png", b"no picture at all", "isn't a picture that can be read"),
        ("half.png", draw("navy", 400, 400)[:-200], "is damaged"),
        ("bomb.png", partial(draw, "navy", 10_000, 6_000), "60,000,000|10,000 × 6,000 pixels"),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>1"
                       b"</script></svg>", "can't be shown"),
        ("picture.csv", draw("navy"), "UTF-8"),
        ("formula.csv", b"A,B\n1,=cmd|'/c calc'!A0\n", "begins like a formula"),
        ("bomb.xlsx", fill_workbook, "workbook|unpack|larger|damaged"),
        ("run.exe", b"MZ", "neither a picture nor a table"),
        ("briefing.yaml", b"format: 1\n", "neither a picture nor a table"),
        (".csv", TABLE, "letters from a to z"),
        ("CON.png", draw("navy"), "Windows has no file called “con”"),
        ("lpt1.csv", TABLE, "Windows has no file called “lpt1”"),
        ("empty.png", b"", "empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(
    server: Server, sent: str, data: bytes | Callable[[], bytes], sentence: str
) -> None:
    before = list_names(server)
    answer = send(server, sent, data if isinstance(data, bytes) else data())
    assert answer.status == 422
    assert re.search(sentence, answer.text), answer.text
    assert list_names(server) == before


def test_what_is_too_large_is_refused_unread(server: Server) -> None:
    request = urllib.request.Request(f"{server.address}briefings/sample/files/", b"x")
    answer = server._send(request, {"Content-Length": "99000000"})
    assert answer.status == 413


def test_a_file_is_replaced_when_asked_to_and_can_be_put_back(server: Server) -> None:
    red, blue = draw("red"), draw("blue")
    send(server, "flag.png", red)
    path = server.content / "sample" / "flag.png"
    asked = send(server, "flag.png", blue)
    assert "There is a file “flag.png” already" in asked.text
    assert path.read_bytes() == red
    token = re.findall(r'name="token" value="([\w-]+)"', asked.body.decode())[0]
    sent = server.get(f"briefings/sample/files/picture?token={token}")
    assert sent.body.startswith(b"\x89PNG")
    server.post("briefings/sample/files/decision", [("token", token), ("decision", "replace")])
    assert path.read_bytes() == blue
    page = server.get("briefings/sample/files/show?file=flag.png")
    assert re.search(r"· 20\d\d-.*· flag.png", server.get("briefings/sample/history/").text)
    digest = re.findall(r'name="digest" value="(\w+)"', page.body.decode())[0]
    server.post("briefings/sample/files/back", [("file", "flag.png"), ("digest", digest)])
    assert path.read_bytes() == red


def test_both_files_are_kept_when_asked_to(server: Server) -> None:
    send(server, "two.png", draw("red"))
    asked = send(server, "two.png", draw("blue"))
    token = re.findall(r'name="token" value="([\w-]+)"', asked.body.decode())[0]
    both = [("token", token), ("decision", "both")]
    answer = server.post("briefings/sample/files/decision", both)
    assert answer.headers["Location"] == "show?file=two-2.png"
    assert (server.content / "sample" / "two.png").read_bytes() == draw("red")
    assert server.post("briefings/sample/files/decision", both).status == 410


def test_the_same_file_again_is_no_question(server: Server) -> None:
    send(server, "same.png", draw("green"))
    assert send(server, "same.png", draw("green")).status == 303


def test_a_table_that_breaks_what_uses_it_is_not_taken(server: Server) -> None:
    answer = send(server, "lent.csv", b"Place,Books,Books\nCentral,1,2\n")
    assert answer.status == 422
    assert "Two columns are called “Books”" in answer.text
    assert (server.content / "sample" / "lent.csv").read_bytes() == TABLE


@pytest.mark.parametrize("file", ["briefing.yaml", "../sample/lent.csv", ".history", "none.png"])
def test_no_other_file_is_shown(server: Server, file: str) -> None:
    assert server.get("briefings/sample/files/").status == 200
    for address in ("show", "picture"):
        assert server.get(f"briefings/sample/files/{address}?file={file}").status == 404


def test_the_files_of_a_briefing_have_a_limit_in_all(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(uploads.MOST_KEPT - 10)
    with pytest.raises(UploadError, match="200 MB in all"):
        uploads.stage(tmp_path, "more.csv", io.BytesIO(b"x" * 11))
    assert not list((tmp_path / ".uploads").glob("*/*"))


def test_a_file_has_a_limit_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(UploadError, match="larger than 25 MB"):
        uploads.stage(tmp_path, "more.csv", io.BytesIO(b"x" * (uploads.MOST_BYTES + 1)))


def test_a_picture_is_sent_and_looked_at_in_a_browser(
    server: Server, browser: "Browser", tmp_path: Path
) -> None:
    (tmp_path / "Old bridge.jpg").write_bytes(draw("teal", 600, 400, format_="JPEG"))
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server.address}briefings/sample/")
    page.get_by_role("link", name="Pictures and data").click()
    page.get_by_label("Send a picture or a table").set_input_files(tmp_path / "Old bridge.jpg")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/show?file=old-bridge.jpg", wait_until="load")
    picture = page.get_by_role("img", name="old-bridge.jpg")
    assert picture.bounding_box()["width"] > 300  # type: ignore[index]
    page.context.close()
