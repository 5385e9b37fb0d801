"""Limits of the service: what is cancelled or hangs is stopped, what is too much is refused."""

from collections.abc import Iterator

import pytest
from sample_folder import folder
from sample_service import Server, start_service

ENDLESS = "{% for one in range(99999) %}{% for two in range(99999) %}{% endfor %}{% endfor %}"
BODY = "body:\n  - The library lent 12,400 books in a year.\n"
WAITING = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that makes one edition at once, and an audience whose template never ends."""
    place = tmp_path_factory.mktemp("limits")
    folder(place / "content", BODY)
    endless = place / "templates" / "audiences" / "endless"
    (endless / "blocks").mkdir(parents=True)
    (endless / "audience.yaml").write_text("title: Endless\nextends: full\n")
    (endless / "blocks" / "text.html").write_text(ENDLESS)
    options = (
        "--seconds",
        "3600",
        "--at-once",
        "1",
        "--waiting",
        str(WAITING),
        "--templates",
        str(place / "templates"),
    )
    with start_service(place, *options) as running:
        yield running


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
