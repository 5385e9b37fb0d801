"""Briefings in a browser: listed, made, cancelled, downloaded; asked over HTTP at loopback."""

import io
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from pathlib import Path

import lxml.html
import pytest
from sample_folder import folder

HOME = Path(__file__).resolve().parent.parent
BODY = """\
facts:
  loans: {value: 12400, unit: books}
body:
  - The library lent {loans} in a year.
"""


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers, its body."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """What a page says, in one line."""
        main = lxml.html.document_fromstring(self.body).find_class("skip")[0].getparent()
        return " ".join(main.text_content().split())


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A redirection is an answer like any other."""


OPENER = urllib.request.build_opener(_Stay)


@dataclass(frozen=True)
class Server:
    """A running service: where it answers, and the folder of its briefings."""

    address: str
    content: Path

    def get(self, path: str, **headers: str) -> Answer:
        """An address and headers (`_` for a hyphen) → the answer."""
        return self._send(urllib.request.Request(self.address + path), headers)

    def post(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """An address and the fields of a form → the answer."""
        data = urllib.parse.urlencode(fields).encode()
        return self._send(urllib.request.Request(self.address + path, data), headers)

    def _send(self, request: urllib.request.Request, headers: dict[str, str]) -> Answer:
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with OPENER.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def ask(self, name: str, audience: str, *formats: str, **more: str) -> str:
        """An edition in English → the address of its job."""
        fields = [("audience", audience), ("language", "en"), *more.items()]
        fields += [("format", one) for one in formats]
        answer = self.post(f"briefings/{name}/editions", fields)
        assert answer.status == 303
        return str(answer.headers["Location"]).removeprefix("../../")

    def wait_for(self, job: str) -> Answer:
        """A job's address → its page, once it is finished."""
        steps = self.get(f"{job}events")
        assert b"data: " in steps.body
        return self.get(job)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of two briefings, one of them at fault."""
    place = tmp_path_factory.mktemp("service")
    content = place / "content"
    folder(content, BODY)
    (content / "at-fault").mkdir()
    (content / "at-fault" / "briefing.yaml").write_text("format: 1\ntitle: No more\n")
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open"]
    command += ["--content", str(content), "--output", str(place / "output")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://[\d.:]+/", said)
        assert found, said
        yield Server(found[0], content)
        process.terminate()


def test_the_shelf_shows_every_briefing_and_what_is_wrong_with_it(server: Server) -> None:
    shelf = server.get("")
    assert "A sample draft · 2024-09-21 · edition 1 · en" in shelf.text
    assert re.search(r"at-fault \d+ faults to mend", shelf.text)


@pytest.mark.parametrize(
    ("words", "found"),
    [("sample", ["A sample"]), ("SAMPLE 2024", ["A sample"]), ("fault", ["at-fault"]), ("x1", [])],
)
def test_the_shelf_is_searched(server: Server, words: str, found: list[str]) -> None:
    page = lxml.html.document_fromstring(server.get(f"?words={words.replace(' ', '+')}").body)
    assert [one.text_content() for one in page.iter("h2")] == found


def test_a_briefing_at_fault_says_where_and_has_no_form(server: Server) -> None:
    page = server.get("briefings/at-fault/")
    assert "at-fault/briefing.yaml:1:1 C210" in page.text
    assert b"<form" not in page.body


def test_an_edition_is_made_and_downloaded(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", "docx", "html")
    page = server.wait_for(job)
    assert "Nothing lost" in page.text
    links = [link for *_, link, _ in lxml.html.document_fromstring(page.body).iterlinks()]
    files = [link for link in links if link.startswith("files/")]
    assert files == [f"files/sample-full-en.{one}" for one in ("pdf", "docx", "html")]
    beginnings = [server.get(job + one).body[:9] for one in files]
    assert beginnings[0].startswith(b"%PDF-")
    assert beginnings[1].startswith(b"PK\x03\x04")
    assert beginnings[2] == b"<!doctype"
    assert server.get(f"{job}pages/1.png").body.startswith(b"\x89PNG")
    assert b"<!doctype html>" in server.get(f"{job}account").body.lower()
    assert "full, en: ready" in server.get("").text


def test_large_print_is_an_edition_of_its_own(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", large_print="yes")
    assert b"files/sample-full-large-print-en.pdf" in server.wait_for(job).body


def test_all_files_come_as_one_archive_with_their_digests(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", "docx")
    server.wait_for(job)
    with zipfile.ZipFile(io.BytesIO(server.get(f"{job}all.zip").body)) as archive:
        sums = archive.read("SHA256SUMS").decode().splitlines()
        assert sums == [
            f"{sha256(archive.read(name)).hexdigest()}  {name}"
            for name in ("sample-full-en.docx", "sample-full-en.pdf")
        ]


def test_the_same_edition_is_made_once_until_something_changes(server: Server) -> None:
    first = server.ask("sample", "public", "pdf")
    server.wait_for(first)
    assert server.ask("sample", "public", "pdf") == first
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text().replace("12400", "12600"))
    assert "public, en: out of date" in server.get("").text
    second = server.ask("sample", "public", "pdf")
    assert second != first
    server.wait_for(second)
    assert "public, en: ready" in server.get("").text


def test_a_file_is_the_same_for_ever_and_parts_of_it_can_be_fetched(server: Server) -> None:
    job = server.ask("sample", "full", "pdf")
    server.wait_for(job)
    path = f"{job}files/sample-full-en.pdf"
    whole = server.get(path)
    tag = whole.headers["ETag"]
    assert tag == f'"{sha256(whole.body).hexdigest()}"'
    assert "immutable" in whole.headers["Cache-Control"]
    assert server.get(path, If_None_Match=tag).status == 304
    part = server.get(path, Range="bytes=0-4")
    assert (part.status, part.body) == (206, b"%PDF-")
    assert server.get(path, Range="bytes=-6").body == whole.body[-6:]
    assert server.get(path, Range="bytes=5-", If_Range='"other"').body == whole.body
    assert server.get(path, Range=f"bytes={len(whole.body)}-").status == 416


def test_an_edition_that_cannot_be_made_says_why(server: Server) -> None:
    path = server.content / "too-early"
    folder(path.parent / "new", BODY.replace("{loans}", "**no"))
    (path.parent / "new" / "sample").rename(path)
    (path / "briefing.yaml").write_text(
        (path / "briefing.yaml").read_text().replace("**no", "{loans}") + "status: final\n"
    )
    page = server.wait_for(server.ask("too-early", "full", "pdf"))
    assert "It could not be made" in page.text
    assert "too-early/briefing.yaml:" in page.text


def test_a_job_that_is_cancelled_is_not_made(server: Server) -> None:
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text() + "  - Another text.\n" * 3)
    jobs = [server.ask("sample", audience, "pdf") for audience in ("academic", "press", "minister")]
    answer = server.post(f"{jobs[-1]}cancel", [])
    assert (answer.status, answer.headers["Location"]) == (303, "./")
    assert "This was cancelled" in server.wait_for(jobs[-1]).text
    assert all("Nothing lost" in server.wait_for(job).text for job in jobs[:-1])


# ----------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("briefings/nowhere/", "There is no such briefing."),
        ("briefings/..%2f..%2fetc/", "There is no such briefing."),
        ("jobs/none/", "There is no such edition; ask for it again."),
    ],
)
def test_what_there_is_not_is_said(server: Server, path: str, sentence: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert sentence in answer.text or b"Not Found" in answer.body


def test_an_edition_that_there_is_not_is_refused(server: Server) -> None:
    for audience, language, format_ in (
        ("nobody", "en", "pdf"), ("full", "xx", "pdf"), ("full", "en", "exe"),
    ):  # fmt: skip
        fields = [("audience", audience), ("language", language), ("format", format_)]
        assert server.post("briefings/sample/editions", fields).status == 400


def test_a_form_of_another_website_is_refused(server: Server) -> None:
    fields = [("audience", "full"), ("language", "en"), ("format", "pdf")]
    answer = server.post("briefings/sample/editions", fields, Origin="https://elsewhere.example")
    assert answer.status == 403


def test_another_host_name_is_refused(server: Server) -> None:
    assert server.get("", Host="elsewhere.example").status == 400


def test_what_is_too_large_is_refused_unread(server: Server) -> None:
    assert server.post("briefings/sample/editions", [("audience", "x" * 200_000)]).status == 413


def test_an_address_that_others_reach_is_refused() -> None:
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open", "--host", "0.0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "everybody in your network could read every briefing" in done.stderr


def test_pages_need_no_script_and_load_nothing_from_elsewhere(server: Server) -> None:
    job = server.ask("sample", "full", "pdf")
    for path in ("", "briefings/sample/", job):
        answer = server.get(path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = lxml.html.document_fromstring(answer.body)
        links = [link for _, name, link, _ in page.iterlinks() if name in ("src", "href")]
        assert links
        assert not [link for link in links if "//" in link]
        assert not page.xpath("//script[not(@src)] | //@style | //@onclick")
