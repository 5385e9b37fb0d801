"""Who may come in to the service, and what each may see and do there; asked at loopback."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from sample_folder import folder
from sample_service import HOME, Answer, Server, start_service
from test_service_limits import make_place

from briefwright.cli.main import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "four words in a row"
BODY = """\
facts:
  loans: {value: 12400, unit: books}
body:
  - The library lent {loans} in a year.
"""


def run_users(place: Path, words: str) -> str:
    """What is done to the users of a place → what the command says."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        assert main(["users", *words.split()], place) == 0
    return said.getvalue().strip()


@dataclass
class Visitor:
    """Somebody with a browser: the cookies and the form token that it has."""

    server: Server
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        """An address → the answer."""
        return self.server.get(path, **self.headers, **headers)

    def post(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """An address and the fields of a form, its token added → the answer."""
        filled = [*fields, ("form_token", self.token)]
        return self.server.post(path, filled, **self.headers, **headers)


def log_in(server: Server, name: str) -> Visitor:
    """A user's name → a browser in which that user is logged in."""
    answer = server.post("log-in", [("name", name), ("password", PASSWORD)])
    assert answer.status == 303
    visitor = Visitor(server, {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]})
    page = lxml.html.document_fromstring(visitor.get("").body)
    visitor.token = str(page.xpath("//form/input[@name='form_token']/@value")[0])
    return visitor


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing, with users."""
    place = tmp_path_factory.mktemp("users")
    folder(place / "content", BODY)
    run_users(place, "add ana --audiences press,public --may edit --password-stdin")
    run_users(place, "add rita --audiences all --password-stdin")
    with start_service(place) as service:
        yield service


@pytest.fixture
def ana(server: Server) -> Visitor:
    """Who may see two audiences, and edit."""
    return log_in(server, "ana")


# ----------------------------------------------------------------- coming in and going


def test_nobody_comes_in_without_a_log_in(server: Server) -> None:
    assert server.get("").status == 401
    visit = server.get("briefings/sample/numbers/", Accept="text/html")
    assert (visit.status, visit.headers["Location"]) == (
        303, "../../../log-in?next=briefings/sample/numbers/",
    )  # fmt: skip
    assert "Name Password" in server.get("log-in").text


def test_who_logs_in_gets_to_the_page_that_was_asked_for(server: Server) -> None:
    fields = [("name", "ana"), ("password", PASSWORD), ("next", "briefings/sample/numbers/")]
    answer = server.post("log-in", fields)
    assert (answer.status, answer.headers["Location"]) == (303, "./briefings/sample/numbers/")


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example/", "https://elsewhere.example/", "\\\\elsewhere.example", "\n"]
)
def test_a_log_in_leads_to_no_other_website(server: Server, wanted: str) -> None:
    fields = [("name", "ana"), ("password", PASSWORD), ("next", wanted)]
    location = server.post("log-in", fields).headers["Location"]
    assert re.match(r"\./[^\\\s]*$", location)


def test_a_session_s_cookie_is_kept_from_scripts_and_other_websites(server: Server) -> None:
    answer = server.post("log-in", [("name", "ana"), ("password", PASSWORD)])
    name_and_value, *rest = answer.headers["Set-Cookie"].split("; ")
    assert re.fullmatch(r"session=[\w-]{43}", name_and_value)
    assert set(rest) == {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"}


def test_each_log_in_has_another_session_and_ends_the_one_before(ana: Visitor) -> None:
    fields = [("name", "ana"), ("password", PASSWORD)]
    again = ana.server.post("log-in", fields, **ana.headers)
    assert again.headers["Set-Cookie"].partition(";")[0] != ana.headers["Cookie"]
    assert ana.get("").status == 401


def test_who_logs_out_is_out(ana: Visitor) -> None:
    assert ana.get("").status == 200
    answer = ana.post("log-out", [])
    assert (answer.status, answer.headers["Location"]) == (303, "log-in")
    assert ana.get("").status == 401


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(server: Server) -> None:
    wrong, unknown = (
        server.post("log-in", [("name", name), ("password", "not this one")])
        for name in ("rita", "nobody")
    )
    assert (wrong.status, unknown.status) == (401, 401)
    assert "The name or the password is wrong." in wrong.text
    assert wrong.body == unknown.body


def test_who_guesses_passwords_has_to_wait_whether_the_name_is_known_or_not(
    tmp_path: Path,
) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    with start_service(tmp_path) as server:
        for name in ("ana", "nobody"):
            answers = [
                server.post("log-in", [("name", name), ("password", f"guess {n}")])
                for n in range(6)
            ]
            assert [one.status for one in answers] == [401] * 5 + [429]
            assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
        right = server.post("log-in", [("name", "ana"), ("password", PASSWORD)])
        assert right.status == 429
        for n in range(20):
            server.post("log-in", [("name", f"name-{n}"), ("password", "x")])
        assert server.post("log-in", [("name", "name-20"), ("password", "x")]).status == 429


@pytest.mark.parametrize("change", ["remove ana", "change ana --password-stdin"])
def test_sessions_and_token_end_with_the_user_and_with_the_password(
    tmp_path: Path, change: str
) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    run_users(tmp_path, "add bo --audiences all --password-stdin")
    token = run_users(tmp_path, "token ana")
    with start_service(tmp_path) as server:
        ana, bo = log_in(server, "ana"), log_in(server, "bo")
        program = Visitor(server, {"Authorization": f"Bearer {token}"})
        assert [one.get("").status for one in (ana, bo, program)] == [200, 200, 200]
        run_users(tmp_path, change)
        assert [one.get("").status for one in (ana, bo, program)] == [401, 200, 401]


def test_a_server_that_is_started_again_logs_nobody_out(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    with start_service(tmp_path) as server:
        ana, bo = log_in(server, "ana"), log_in(server, "ana")
        bo.post("log-out", [])
    with start_service(tmp_path) as server:
        assert Visitor(server, ana.headers).get("").status == 200
        assert Visitor(server, bo.headers).get("").status == 401
        gone = Visitor(server, ana.headers).get("jobs/of-before/")
    assert gone.status == 404
    assert "Ask for it once more: what was made is there at once." in gone.text


def test_who_asked_for_an_edition_or_may_edit_can_cancel_it_and_nobody_else(tmp_path: Path) -> None:
    place = make_place(tmp_path)
    run_users(tmp_path, "add ana --audiences all --may edit --password-stdin")
    for name in ("rita", "paul"):
        run_users(tmp_path, f"add {name} --audiences all --password-stdin")
    with start_service(place, "--templates", str(place / "templates")) as server:
        ana, rita, paul = (log_in(server, name) for name in ("ana", "rita", "paul"))
        for other in (rita, ana):
            fields = [("audience", "endless"), ("language", "en"), ("format", "pdf")]
            asked = rita.post("briefings/sample/editions", fields).headers["Location"]
            job = str(asked).removeprefix("../../")
            assert "Cancel" not in paul.get(job).text
            assert paul.post(f"{job}cancel", []).status == 403
            assert "Cancel" in other.get(job).text
            assert other.post(f"{job}cancel", []).status == 303
            assert "This was cancelled" in other.get(job).text


def test_what_a_user_may_see_and_do_changes_at_once(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    with start_service(tmp_path) as server:
        ana = log_in(server, "ana")
        assert "Press release" in ana.get("briefings/sample/").text
        run_users(tmp_path, "change ana --audiences public")
        assert "Press release" not in ana.get("briefings/sample/").text


def test_users_who_are_added_close_the_pages_at_once_and_a_lost_file_opens_nothing(
    tmp_path: Path,
) -> None:
    folder(tmp_path / "content", BODY)
    with start_service(tmp_path) as server:
        assert server.get("").status == 200
        run_users(tmp_path, "add ana --audiences all --password-stdin")
        assert server.get("").status == 401
        (tmp_path / "users.json").unlink()
        assert server.get("").status == 401


# ----------------------------------------------------------------- programs


def test_a_program_comes_in_with_a_token_and_needs_no_form_token(server: Server) -> None:
    place = server.content.parent
    program = Visitor(server, {"Authorization": f"Bearer {run_users(place, 'token rita')}"})
    assert program.get("").status == 200
    fields = [("audience", "press"), ("language", "en"), ("format", "pdf")]
    assert server.post("briefings/sample/editions", fields, **program.headers).status == 303


@pytest.mark.parametrize("said", ["Bearer wrong", "Bearer ", "Bearer", "Basic YW5hOng=", ""])
def test_a_wrong_token_lets_nobody_in_even_beside_a_session(ana: Visitor, said: str) -> None:
    assert ana.get("", Authorization=said).status == 401


# ----------------------------------------------------------------- forms


@pytest.mark.parametrize("token", ["", "wrong", "ä"])
def test_a_form_without_its_token_changes_nothing(ana: Visitor, token: str) -> None:
    fields = [("audience", "press"), ("language", "en"), ("format", "pdf")]
    answer = Visitor(ana.server, ana.headers, token).post("briefings/sample/editions", fields)
    assert answer.status == 403
    assert "This page is too old to send anything; load it again." in answer.text
    assert ana.post("briefings/sample/editions", fields).status == 303


def test_a_form_token_is_another_one_for_each_user(ana: Visitor) -> None:
    rita = log_in(ana.server, "rita")
    assert rita.token != ana.token
    assert Visitor(ana.server, ana.headers, rita.token).post("log-out", []).status == 403


# ----------------------------------------------------------------- addresses that others reach


def refuse(place: Path, *options: str) -> str:
    """Options of `serve` → why it does not start."""
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open", *options]
    command += ["--content", str(place / "content")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    return done.stderr


def test_without_users_only_this_machine_is_served(tmp_path: Path) -> None:
    said = refuse(tmp_path, "--host", "0.0.0.0")
    assert "everybody who reaches 0.0.0.0 could read every briefing" in said
    assert "build.py users add ana --audiences all --may edit" in said


def test_a_file_of_users_that_is_not_there_opens_nothing(tmp_path: Path) -> None:
    assert "There are no users in" in refuse(tmp_path, "--users", str(tmp_path / "other.json"))


def test_a_host_is_served_under_the_names_that_are_said(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    assert "--host-name briefings.example.org" in refuse(tmp_path, "--host", "0.0.0.0")
    options = ("--host", "0.0.0.0", "--host-name", "briefings.example.org")
    with start_service(tmp_path, *options) as server:
        assert server.get("log-in", Host="briefings.example.org").status == 200
        assert server.get("log-in", Host="elsewhere.example").status == 400


# ----------------------------------------------------------------- in a browser


def test_somebody_logs_in_sees_their_audiences_and_logs_out(
    server: Server, browser: "Browser"
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{server.address}briefings/sample/")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").inner_text() == "The name or the password is wrong."
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}briefings/sample/")
    said = page.inner_text("main")
    assert "Press release" in said
    assert "Full edition" not in said
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()
    page.go_back()
    page.reload()
    page.get_by_role("heading", name="Log in").wait_for()
    page.context.close()


def test_somebody_without_the_right_to_edit_reads_and_cannot_change(
    server: Server, browser: "Browser"
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{server.address}log-in?next=briefings/sample/numbers/loans")
    page.get_by_label("Name").fill("rita")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Value").fill("12600")
    page.get_by_role("button", name="See what changes").click()
    assert "You may read and download here, and not change anything." in page.inner_text("main")
    page.context.close()


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_kept_from_logging_in(
    server: Server, browser: "Browser", width: int, colours: Literal["light", "dark"]
) -> None:
    page = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=colours
    ).new_page()
    page.goto(f"{server.address}log-in")
    _check_page(page)
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()
    _check_page(page)
    page.context.close()


def _check_page(page: "Page") -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
