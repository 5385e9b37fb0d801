"""Limits of the service: what is cancelled or hangs is stopped, what is too much is refused."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sample_folder import folder
from sample_service import Server, find_folders, run_apart, start_service

from briefwright.service.catalogue import Catalogue
from briefwright.service.limited import LimitedWork, Trials
from briefwright.service.trying import list_numbers
from briefwright.service.users import User
from briefwright.workers import DEFAULT_LIMITS, prepare_nothing

ENDLESS = "{% for one in range(99999) %}{% for two in range(99999) %}{% endfor %}{% endfor %}"
BODY = "body:\n  - The library lent 12,400 books in a year.\n"
WAITING = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that makes one edition at once, and an audience whose template never ends."""
    place = make_place(tmp_path_factory.mktemp("limits"))
    templates = ("--templates", str(place / "templates"))
    most = ("--seconds", "3600", "--at-once", "1", "--waiting", str(WAITING))
    with start_service(place, *templates, *most) as running:
        yield running


def make_place(place: Path) -> Path:
    """An empty folder → the same with a briefing, and an audience whose template never ends."""
    folder(place / "content", BODY)
    endless = place / "templates" / "audiences" / "endless"
    (endless / "blocks").mkdir(parents=True)
    (endless / "audience.yaml").write_text("title: Endless\nextends: full\n")
    (endless / "blocks" / "text.html").write_text(ENDLESS)
    return place


def wait_until_running(server: Server, job: str) -> None:
    """A job's address → returned once it is being made."""
    for line in server.stream(f"{job}events"):
        if b'"running"' in line:
            return
    raise AssertionError("It ended before it was seen.")


@pytest.mark.timeout(120)  # it waits for ever where the process goes on
def test_a_job_that_is_cancelled_frees_its_process_for_the_next(server: Server) -> None:
    hanging = server.ask("sample", "endless", "pdf")
    wait_until_running(server, hanging)
    following = server.ask("sample", "full", "pdf")
    server.post(f"{hanging}cancel", [])
    assert "This was cancelled" in server.get(hanging).text
    assert "Nothing lost" in server.wait_for(following).text


def test_what_is_too_much_to_wait_is_refused_with_a_time_to_come_again(server: Server) -> None:
    jobs = [server.ask("sample", "endless", "pdf")]
    wait_until_running(server, jobs[0])
    jobs += [server.ask("sample", name, "pdf") for name in ("press", "public")]
    assert len(jobs) == WAITING + 1
    fields = [("audience", "minister"), ("language", "en"), ("format", "pdf")]
    refused = server.post("briefings/sample/editions", fields)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Too many editions are waiting" in refused.text
    for job in reversed(jobs):
        server.post(f"{job}cancel", [])
    assert "This was cancelled" in server.wait_for(jobs[0]).text


def test_forty_who_ask_for_the_same_at_once_get_one_job(server: Server) -> None:
    with ThreadPoolExecutor(40) as people:
        asked = [people.submit(server.ask, "sample", "academic", "pdf") for _ in range(40)]
        (job,) = {one.result() for one in asked}
    assert "Nothing lost" in server.wait_for(job).text


def test_a_request_chooses_neither_templates_nor_styles(server: Server) -> None:
    usual = server.ask("sample", "academic", "docx")
    odd = {"templates": "/etc", "theme": "body {color: red}", "stylesheet": "x.css", "cache": "/"}
    assert server.ask("sample", "academic", "docx", **odd) == usual


def test_what_takes_longer_than_it_may_is_stopped_and_the_next_is_made(tmp_path: Path) -> None:
    place = make_place(tmp_path)
    options = ("--seconds", "25", "--at-once", "1", "--templates", str(place / "templates"))
    with start_service(place, *options) as server:
        hanging = server.ask("sample", "endless", "html")
        following = server.ask("sample", "full", "html")
        assert "took more than 25 s and was stopped" in server.wait_for(hanging).text
        assert "Nothing lost" in server.wait_for(following).text


def test_what_was_made_is_not_made_again_after_a_restart(tmp_path: Path) -> None:
    place = make_place(tmp_path)
    for built in (1, 0):
        with start_service(place) as server:
            job = server.ask("sample", "full", "html")
            assert "Nothing lost" in server.wait_for(job).text
            said = server.get("metrics").body.decode()
            assert f"briefwright_editions_built_total {built}.0" in said


def test_what_another_machine_made_is_taken_from_the_cache_that_they_share(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    folder(tmp_path / "first" / "content", BODY)
    folder(tmp_path / "second" / "content", BODY)
    for name, built in (("first", 1), ("second", 0)):
        with start_service(tmp_path / name, "--cache", str(tmp_path / "shared")) as server:
            assert "Nothing lost" in server.wait_for(server.ask("sample", "full", "html")).text
            said = server.get("metrics").body.decode()
            assert f"briefwright_editions_built_total {built}.0" in said


def test_reading_goes_on_while_changes_are_tried(tmp_path: Path) -> None:
    run_apart(_read_while_trying(tmp_path))


async def _read_while_trying(place: Path) -> None:
    """An empty folder → a briefing in it is read and numbers are listed beside two slow trials."""
    folder(place, BODY)
    work, trials = (LimitedWork(prepare_nothing, DEFAULT_LIMITS, 1),
                    Trials(prepare_nothing, DEFAULT_LIMITS))  # fmt: skip
    catalogue = Catalogue(replace(find_folders(place), content=place), work, trials)
    briefing = await asyncio.to_thread(catalogue.seen_by(User("ana", None)).find, "sample")
    assert briefing is not None
    slow = [asyncio.create_task(trials.run(name, name, time.sleep, 600)) for name in ("ana", "bo")]
    trial = asyncio.create_task(briefing.run_trial(list_numbers))
    try:
        assert await asyncio.to_thread(briefing.run, list_numbers) == ()
        assert not any(one.done() for one in (*slow, trial))
    finally:
        for one in (*slow, trial):
            one.cancel()
        trials.close()
        work.close()
