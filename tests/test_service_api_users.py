"""Who may ask for what at `/v1`, where the service has users."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_api import Program, attack
from sample_folder import folder
from sample_service import HOME, Server, start_service
from test_service_users import log_in, run_users

SECRET = "Wolframite"
BODY = f"""\
facts:
  loans: {{value: 12400, unit: books, label: books lent}}
  stock: {{value: 987654, unit: volumes, label: {SECRET}}}
body:
  - The library lent {{loans}} in a year.
  - {{text: "{SECRET} is kept in {{stock}}.", for: [minister], id: {SECRET.lower()}}}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing, with users."""
    place = tmp_path_factory.mktemp("api-users")
    folder(place / "content", BODY)
    run_users(place, "add ana --audiences press,public --may edit --password-stdin")
    run_users(place, "add rita --audiences all --password-stdin")
    with start_service(place) as server:
        yield server


@pytest.fixture(scope="module")
def nobody(service: Server) -> Program:
    """A program without a token."""
    return Program(f"{service.address}v1/", service.content)


def give_token(nobody: Program, name: str) -> Program:
    """A program, a user's name → the same with that user's token."""
    token = run_users(nobody.content.parent, f"token {name}")
    return replace(nobody, headers=(("Authorization", f"Bearer {token}"),))


@pytest.fixture(scope="module")
def ana(nobody: Program) -> Program:
    """The program of who may see two audiences, and edit."""
    return give_token(nobody, "ana")


@pytest.fixture(scope="module")
def rita(nobody: Program) -> Program:
    """The program of who may see everything, and edit nothing."""
    return give_token(nobody, "rita")


@pytest.fixture(scope="module")
def withheld(rita: Program) -> dict[str, Any]:
    """A finished edition for an audience that ana may not see."""
    return rita.make({"briefing": "sample", "audience": "minister", "formats": ["pdf"]})


def list_operations(program: Program, ids: dict[str, str]) -> list[tuple[str, str]]:
    """A program, a value for each parameter → each method with its address."""
    paths = program.get("openapi.json").said["paths"]
    filled = {path: re.sub(r"{(\w+)}", lambda found: ids[found[1]], path)[1:] for path in paths}
    return [(one.upper(), filled[path]) for path, methods in paths.items() for one in methods]


IDS = {"briefing": "sample", "number": "loans", "job": "none", "digest": "0" * 64}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Cookie": "session=x"}]
)
def test_without_a_token_no_address_says_anything(
    nobody: Program, rita: Program, headers: dict[str, str]
) -> None:
    known = [("GET", ""), ("GET", "openapi.json"), *list_operations(rita, IDS)]
    assert len(known) > 10
    for method, path in known:
        answer = nobody.send(method, path, **headers)
        assert answer.refusal == (401, "unauthenticated"), path
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_example_of_the_page_comes_in_with_a_token(nobody: Program, rita: Program) -> None:
    page = (HOME / "docs" / "api.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^    (curl .+TOKEN.+)$", page, re.MULTILINE)
    token = dict(rita.headers)["Authorization"].removeprefix("Bearer ")
    known = {**os.environ, "TOKEN": token, "SERVER": nobody.address.rstrip("/")}
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, env=known, check=True
    )
    assert json.loads(done.stdout) == rita.get("briefings").said


def test_a_log_in_opens_what_is_read_and_nothing_that_changes(
    service: Server, nobody: Program
) -> None:
    visitor = log_in(service, "ana")
    assert nobody.get("briefings", **visitor.headers).status == 200
    assert nobody.get("", **visitor.headers).status == 200
    wanted = {"briefing": "sample", "audience": "press"}
    answer = nobody.send("POST", "jobs", wanted, **visitor.headers)
    assert answer.refusal == (403, "forbidden")
    assert nobody.send("DELETE", "jobs/none", **visitor.headers).refusal == (403, "forbidden")


def test_only_those_editions_are_there_that_a_user_may_see(
    ana: Program, withheld: dict[str, Any]
) -> None:
    (briefing,) = ana.get("briefings").said["briefings"]
    assert {one["audience"] for one in briefing["editions"]} == {"press", "public"}
    wanted = {"briefing": "sample", "audience": "minister"}
    assert ana.send("POST", "jobs", wanted).refusal == (404, "unknown-edition")
    for method in ("GET", "DELETE"):
        assert ana.send(method, f"jobs/{withheld['id']}").refusal == (404, "unknown-job")
    assert ana.get(f"jobs/{withheld['id']}/events").refusal == (404, "unknown-job")
    digests = [one["digest"] for one in withheld["artefacts"]]
    assert len(digests) == 3
    for digest in digests:
        assert ana.get(f"artefacts/{digest}").refusal == (404, "unknown-artefact")
    job = ana.make({"briefing": "sample", "audience": "press", "formats": ["pdf"]})
    assert ana.get(f"artefacts/{job['artefacts'][0]['digest']}").body.startswith(b"%PDF")


def test_a_key_counts_for_one_user(ana: Program, rita: Program) -> None:
    wanted = {"briefing": "sample", "audience": "press"}
    ana.send("POST", "jobs", wanted, Idempotency_Key="shared")
    other = {"briefing": "sample", "audience": "public"}
    assert rita.send("POST", "jobs", other, Idempotency_Key="shared").status in (200, 202)


def test_only_who_may_see_everything_reads_the_problems_of_a_briefing(
    ana: Program, rita: Program
) -> None:
    assert rita.get("briefings/sample/problems").status == 200
    assert ana.get("briefings/sample/problems").refusal == (403, "forbidden")


def test_who_may_not_edit_changes_no_number(rita: Program) -> None:
    said = {"keys": {"value": {"expected": "12400", "value": "12600"}}}
    answer = rita.send("PATCH", "briefings/sample/numbers/loans", said)
    assert answer.refusal == (403, "forbidden")


def test_who_may_edit_changes_the_numbers_that_may_be_seen(ana: Program) -> None:
    said = {"keys": {"value": {"expected": "12400", "value": "12600"}}}
    answer = ana.send("PATCH", "briefings/sample/numbers/loans", said)
    assert answer.said["number"]["shown"] == "12,600 books"
    assert {one["audience"] for one in answer.said["effects"]} == {"press", "public"}
    stock = {"keys": {"value": {"expected": "987654", "value": "1"}}}
    answer = ana.send("PATCH", "briefings/sample/numbers/stock", stock)
    assert answer.refusal == (404, "unknown-number")


def test_nothing_that_is_withheld_stands_in_any_answer(
    ana: Program, rita: Program, withheld: dict[str, Any]
) -> None:
    ids = IDS | {"job": withheld["id"], "digest": withheld["artefacts"][0]["digest"]}
    stock = ids | {"number": "stock"}
    known = [*list_operations(rita, ids), *list_operations(rita, stock)]
    said = {"keys": {"value": {"expected": "1", "value": "2"}}}
    heard = {
        (method, path): ana.send(method, path, None if method == "GET" else said).body.lower()
        for method, path in known
    }
    found = [one for one, body in heard.items() if SECRET.lower().encode() in body]
    assert [*found, *(one for one, body in heard.items() if b"987" in body)] == []
    explained = rita.get("briefings/sample/explanation").body
    assert SECRET.encode() in explained


def test_where_the_users_cannot_be_read_nobody_comes_in(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    with start_service(tmp_path) as server:
        (tmp_path / "users.json").write_text("{")
        program = Program(f"{server.address}v1/", server.content)
        assert program.get("briefings").refusal == (503, "machine")
        page = server.get("")
        assert page.status == 503
        assert "This machine lacks something" in page.text


def test_every_address_wants_a_token_whatever_is_sent(ana: Program, tmp_path: Path) -> None:
    report = attack(ana, tmp_path, "--phases", "coverage", "--checks", "ignored_auth")
    assert int(re.search(r"Tested: (\d+)", report)[1]) == 12
