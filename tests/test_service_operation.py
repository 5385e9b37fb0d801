"""The service as whoever runs it sees it: its state, its figures, its log, a proxy before it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lxml.html
import pytest
from sample_api import Program
from sample_folder import folder
from sample_service import HOME, Server, run_apart, start_service

from briefwright.service.operation.monitoring import RequestFigures
from briefwright.service.operation.request_log import RequestLog

FACTS = "facts:\n  loans: {value: 12400, unit: books}\n"
BODY = "body:\n  - The library lent 12,400 books in a year.\n"
HIDDEN = "figures that nobody may look at"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing."""
    place = tmp_path_factory.mktemp("operation")
    folder(place / "content", BODY)
    with start_service(place) as running:
        yield running


# ----------------------------------------------------------------- state


def test_it_says_that_it_lives_and_is_ready(server: Server) -> None:
    assert (server.get("healthz").status, server.get("healthz").body) == (200, b"alive\n")
    assert (server.get("readyz").status, server.get("readyz").body) == (200, b"ready\n")


def test_it_is_ready_for_all_who_ask_at_once(server: Server) -> None:
    with ThreadPoolExecutor(12) as monitors:
        answers = list(monitors.map(server.get, ["readyz"] * 48))
    assert {answer.body for answer in answers} == {b"ready\n"}


def test_it_is_not_ready_without_its_briefings_and_its_disk(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / ".cache").write_text("This is no folder.")
    with start_service(tmp_path) as server:
        answer = server.get("readyz")
        assert (answer.status, answer.body) == (503, b"lacking: disk, content\n")
        assert server.get("healthz").status == 200


def test_an_error_that_nobody_expected_has_a_page_problem_details_and_a_line_in_the_log(
    tmp_path: Path,
) -> None:
    folder(tmp_path / "content", FACTS + BODY)
    history = tmp_path / "content" / "sample" / ".history"
    history.mkdir()
    (history / "000001.json").write_text("[]")  # nothing of ours writes such a record
    with start_service(tmp_path) as server:
        page = server.get("briefings/sample/history/")
        change = {"keys": {"value": {"expected": "12400", "value": "12600"}}}
        details = Program(f"{server.address}v1/", server.content).send(
            "PATCH", "briefings/sample/numbers/loans", change
        )
    number = page.headers["X-Request-Id"]
    assert (page.status, details.status) == (500, 500)
    assert page.text.endswith(
        f"This is a fault of Briefwright; it is logged as {number}. All briefings"
    )
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert details.headers["Content-Type"] == "application/problem+json"
    assert details.said["detail"].endswith(f"it is logged as {details.headers['X-Request-Id']}.")
    assert f"request={number} builtins.TypeError" in (tmp_path / "log").read_text()


def test_figures_count_jobs_and_requests_and_name_nothing(server: Server) -> None:
    server.wait_for(server.ask("sample", "full", "pdf"))
    said = server.get("metrics").body.decode()
    assert 'briefwright_jobs_ended_total{state="done"} 1.0' in said
    assert 'briefwright_jobs{state="waiting"} 0.0' in said
    assert 'briefwright_requests_total{method="POST",status="303"} 1.0' in said
    assert re.search(r"^briefwright_job_seconds_total [\d.]*[1-9]", said, re.M)
    assert re.search(r"^briefwright_sent_bytes_total \d", said, re.M)
    assert "sample" not in said


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Forwarded_Proto"])
def test_who_asks_through_a_proxy_gets_no_figures(server: Server, header: str) -> None:
    assert server.get("metrics", **{header: "for=198.51.100.7"}).status == 404


# ----------------------------------------------------------------- the log


def test_each_request_is_a_line_that_says_nothing_of_its_content(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    with start_service(tmp_path) as server:
        server.get("?words=lent")
        server.get("briefings/sample/")
        server.get("briefings/nowhere/")
        server.wait_for(server.ask("sample", "full", "pdf"))
        server.post("briefings/sample/changes/", [("at", "title"), ("after", "borrowed")])
        number = server.get("healthz").headers["X-Request-Id"]
    lines = (tmp_path / "log").read_text("utf-8").splitlines()
    requests = [line.split(" ", 2) for line in lines]
    assert [re.sub(r"[\d.]+ ms \d+ bytes user=\S+", "…", rest) for _, _, rest in requests] == [
        "GET / 200 …",
        "GET /briefings/{name}/ 200 …",
        "GET /briefings/{name}/ 404 …",
        "POST /briefings/{name}/editions 303 …",
        "GET /jobs/{number}/events 200 …",
        "GET /jobs/{number}/ 200 …",
        "POST /briefings/{name}/changes/ 400 …",
        "GET /healthz 200 …",
    ]
    assert requests[-1][1] == f"request={number}"
    said = "\n".join(lines)
    assert not re.search("sample|nowhere|lent|borrowed|library|full", said)


def test_an_error_that_nobody_expected_is_logged_without_its_words() -> None:
    lines: list[str] = []

    async def fail(*_: object) -> None:
        raise ValueError(HIDDEN)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    logged = RequestLog(fail, lines.append, RequestFigures())
    run_apart(logged(scope, fail, fail))
    assert "ValueError" in lines[0]
    assert "test_service_operation.py" in lines[0]
    assert " - 500 " in lines[1]
    assert HIDDEN not in "\n".join(lines)


# ----------------------------------------------------------------- a path


def test_below_a_path_every_link_stays_below_it(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    with start_service(tmp_path, "--base-path", "/our/briefings") as server:
        assert server.address.endswith("/our/briefings/")
        shelf = server.get("")
        assert "A sample" in shelf.text
        links = [link for *_, link, _ in lxml.html.document_fromstring(shelf.body).iterlinks()]
        assert links
        assert not [link for link in links if link.startswith("/")]
        lost = server.get("briefings/nowhere/")
        assert lost.status == 404
        (home,) = lxml.html.document_fromstring(lost.body).xpath("//main//a/@href")
        assert home == "../../"
        assert "Nothing lost" in server.wait_for(server.ask("sample", "full", "pdf")).text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--base-path", "briefings/"], "--base-path takes a path such as /briefings"),
        (["--trusted-proxy", "nginx"], "--trusted-proxy takes an address such as 127.0.0.1"),
        (["--login-header", "X-Remote-User"], "Everybody can send a header"),
        (["--waiting", "-1"], "--at-once, --waiting and --seconds take numbers from 1 on."),
    ],
)
def test_a_wrong_option_is_said(options: list[str], sentence: str) -> None:
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert sentence in done.stderr
