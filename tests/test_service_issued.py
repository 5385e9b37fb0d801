"""On the pages of `serve`, each user sees what was issued for the audiences that are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from sample_service import Server, start_service
from test_service_clearance import keep_issued, write_content
from test_service_users import Visitor, log_in, run_users


@dataclass(frozen=True)
class Office:
    """A running service of issued briefings, and its users in their browsers."""

    server: Server
    rita: Visitor  # sees all
    pete: Visitor  # sees the public's


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = tmp_path_factory.mktemp("issued")
    write_content(place / "content")
    keep_issued(place)
    run_users(place, "add rita --audiences all --password-stdin")
    run_users(place, "add pete --audiences public --password-stdin")
    with start_service(place) as server:
        yield Office(server, log_in(server, "rita"), log_in(server, "pete"))


def test_of_what_was_issued_each_gets_what_is_for_an_audience_of_theirs(office: Office) -> None:
    listed = office.pete.get("issued/").text
    assert "Edition 1 Superseded by edition 2" in listed
    assert "closed-dossier" not in listed
    assert office.pete.get("issued/sample/1/files/sample-public-en.html").status == 200
    assert office.pete.get("issued/sample/1/files/sample-minister-en.html").status == 404
    inputs = "issued/sample/1/files/inputs%2Fcontent%2Fsample%2Fbriefing.yaml"
    assert office.rita.get(inputs).status == 404
    assert office.rita.get("issued/sample/1/changes").status == 404


def test_what_changed_since_an_issue_is_what_the_editions_that_one_may_see_say(
    office: Office,
) -> None:
    seen = {
        who: getattr(office, who).get("issued/sample/2/changes").text for who in ("pete", "rita")
    }
    assert all("in a one year" in said for said in seen.values())
    assert "waits until autumn" in seen["rita"]
    assert "autumn" not in seen["pete"]


def test_a_file_that_is_not_as_it_was_issued_is_not_handed_out(office: Office) -> None:
    folder = office.server.content.parent / "issued" / "sample" / "2"
    path = folder / "sample-public-en.html"
    whole = path.read_bytes()
    for one in (folder, path):
        one.chmod(0o755)
    path.write_bytes(b"forged")
    answer = office.pete.get(f"issued/sample/2/files/{path.name}")
    path.write_bytes(whole)
    assert answer.status == 410
    assert "not as it was issued" in answer.text


def test_axe_finds_nothing_on_the_pages_of_what_was_issued(
    office: Office, browser: Browser
) -> None:
    name, _, value = office.rita.headers["Cookie"].partition("=")
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": office.server.address}])
    page = context.new_page()
    for path in ("issued/", "issued/sample/2/changes"):
        answer = page.goto(office.server.address + path)
        assert answer
        assert answer.ok
        found = Axe().run(page).response["violations"]
        assert found == [], (path, [one["id"] for one in found])
    context.close()
