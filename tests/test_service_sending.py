"""On the pages of `serve`, what was issued is sent and followed; killed, nothing goes twice."""

import json
import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from sample_service import Server, start_service
from smtp_sink import Settings, Sink, run_sink
from test_sending import issue, write

from briefwright.mail.unsubscribing import Subscription, make_token

FEW = "address,name\nana@example.org,Ana\nbo@example.org,Bo\n"
MANY = "address\n" + "".join(f"reader{n}@example.org\n" for n in range(1, 31))
JOB = "deliveries/port/1/few/"
SEND = [("issued", "port/1")]
ONE_CLICK = [("List-Unsubscribe", "One-Click")]
KEY = "a key"


def make_office(place: Path, sink: Sink) -> tuple[str, ...]:
    """A folder, what takes mail → in it what is sent, to whom and how; the options of `serve`."""
    issue(place)
    for name in ("staff", "envoys"):
        write(place, f"templates/audiences/{name}/audience.yaml", f"title: {name}\nextends: full\n")
    write(place, "recipients/few.csv", FEW)
    write(place, "recipients/many.csv", MANY)
    relay = f"smtp: {{host: 127.0.0.1, port: {sink.port}, security: none}}"
    write(place, "delivery.yaml", f"from: press@port.example\naudience: press\n{relay}\n")
    return "--templates", str(place / "templates")


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with run_sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sink: Sink) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("sending")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFWRIGHT_UNSUBSCRIBE_KEY", KEY)
        with start_service(place, *make_office(place, sink)) as server:
            yield server


def follow(server: Server, job: str) -> str:
    """A job's address → what its page says once nobody sends it any more."""
    assert b"data: " in server.get(f"{job}events").body
    return server.get(job).text


def test_the_examples_go_to_oneself_and_nothing_to_anybody_else(server: Server, sink: Sink) -> None:
    sink.taken.clear()
    said = server.post("lists/few/test", [*SEND, ("address", "me@example.org")]).text
    assert "went to me@example.org, and nothing to anybody else." in said
    assert {one.recipient for one in sink.taken} == {"me@example.org"}
    refused = server.post("lists/few/test", [*SEND, ("address", "me@")])
    assert refused.status == 422


def test_a_list_is_sent_once_and_who_sent_it_is_kept(server: Server, sink: Sink) -> None:
    sink.taken.clear()
    for _ in range(2):
        answer = server.post("lists/few/send", SEND)
        assert (answer.status, answer.headers["Location"]) == (303, f"../../{JOB}")
        assert "2 of 2 sent. Finished." in follow(server, JOB)
    assert sorted(one.recipient for one in sink.taken) == ["ana@example.org", "bo@example.org"]
    said = server.get("deliveries/").text
    assert "port, edition 1, to few 2 of 2 sent. Finished." in said
    assert said.count("sends port, edition 1, to few") == 2
    assert "nobody gets it twice" in server.get("lists/few/plan?issued=port/1").text


def test_an_address_on_the_suppression_list_gets_nothing_until_it_is_taken_off(
    server: Server,
) -> None:
    refused = server.post("suppression/", [("address", "cy@"), ("why", "asked")])
    assert refused.status == 422
    assert server.post("suppression/", [("address", "Reader1@example.org"), ("why", "asked")])
    said = server.get("suppression/").text
    assert "reader1@example.org" in said
    assert "29 recipients get something" in server.get("lists/many/plan?issued=port/1").text
    address = [("address", "reader1@example.org")]
    assert server.post("suppression/removal", address).status == 303
    assert server.post("suppression/removal", address).status == 404
    assert "30 recipients get something" in server.get("lists/many/plan?issued=port/1").text
    assert "takes reader1@example.org off the suppression list" in server.get("deliveries/").text


@pytest.mark.parametrize(
    ("language", "accepted", "said"),
    [
        ("de", "fr", '<html lang="de" dir="ltr">.*bo@example.org steht auf dem Verteiler „few“.'),
        ("", "tlh, en;q=0.2, fr-CA;q=0.9", '<html lang="fr-CA".*figure sur la liste «\u00a0few'),
        ("ar", "", '<html lang="ar" dir="rtl">.*عدم تلقي المزيد.*\u2068bo@example.org\u2069 مدرج'),
        ("", "*;q=0.5, x-y", "bo@example.org is on the list “few”."),
    ],
)
def test_the_page_to_unsubscribe_speaks_the_language_of_the_mail_or_else_of_the_browser(
    server: Server, language: str, accepted: str, said: str
) -> None:
    token = make_token(KEY, Subscription("few", "bo@example.org", language))
    page = server.get(f"unsubscribe/{token}", Accept_Language=accepted)
    assert re.search(said, page.body.decode(), re.DOTALL)


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        ("fr-CA", '<html lang="fr-CA" dir="ltr">.*Ce lien est incomplet ou ne vient pas de nous.'),
        ("fa", '<html lang="fa" dir="rtl">.*این پیوند ناقص است'),
        ("", '<html lang="en" dir="ltr">.*This link is incomplete or not ours.'),
    ],
)
def test_a_link_to_unsubscribe_that_is_cut_off_says_so_in_the_language_of_the_browser(
    server: Server, accepted: str, said: str
) -> None:
    page = server.get("unsubscribe/cut-off", Accept_Language=accepted)
    assert page.status == 404
    assert re.search(said, page.body.decode(), re.DOTALL)
    assert "<form" not in page.text


@pytest.mark.parametrize("count", ["", "29", "31", "thirty"])
def test_a_number_of_recipients_that_nobody_checked_sends_nothing(
    server: Server, sink: Sink, count: str
) -> None:
    sink.taken.clear()
    answer = server.post("lists/many/send", [*SEND, ("count", count)])
    assert (answer.status, "It would go to 30 recipients" in answer.text) == (422, True)
    assert server.get("deliveries/port/1/many/").status == 404
    assert sink.taken == []


def test_a_recipient_unsubscribes_by_a_button_or_in_one_click_of_a_mail_program(
    server: Server,
) -> None:
    path = f"unsubscribe/{make_token(KEY, Subscription('few', 'bo@example.org'))}"
    stranger = f"unsubscribe/{make_token('other', Subscription('few', 'bo@example.org'))}"
    assert (server.get(stranger).status, server.post(stranger, ONE_CLICK).status) == (404, 404)
    asked = server.get(path)
    assert "bo@example.org is on the list “few”." in asked.text
    assert asked.headers["Set-Cookie"] is None
    assert server.post(path, []).status == 400
    assert "There is nobody on this list." in server.get("suppression/").text
    for _ in range(2):
        done = server.post(path, ONE_CLICK)
        assert (done.status, "Nothing more is sent to bo@example.org." in done.text) == (200, True)
    assert "unsubscribed from few" in server.get("suppression/").text
    assert "1 recipient gets nothing" in server.get("lists/few/plan?issued=port/1").text
    server.post("suppression/removal", [("address", "bo@example.org")])


def test_axe_finds_nothing_on_the_pages_of_lists_and_of_what_is_sent(
    server: Server, browser: Browser
) -> None:
    page = browser.new_page()
    for path in (
        "issued/", "lists/", "lists/few/", "lists/many/plan?issued=port/1", "deliveries/", JOB,
        "suppression/", f"unsubscribe/{make_token(KEY, Subscription('few', 'bo@example.org'))}",
    ):  # fmt: skip
        assert page.goto(server.address + path)
        found = Axe().run(page).response["violations"]
        assert found == [], (path, [one["id"] for one in found])
    page.close()


class Gate:
    """A sink that takes five messages and answers no more until it is opened."""

    def __init__(self) -> None:
        self.reached, self.open = Event(), Event()
        self.taken = 0

    def wait(self, stage: str, recipient: str) -> str:
        if stage == "taken":
            self.taken += 1
            if self.taken >= 5 and not self.open.is_set():
                self.reached.set()
                self.open.wait(60)
        return ""


def test_a_server_that_is_killed_leaves_the_sender_to_its_work(tmp_path: Path) -> None:
    gate = Gate()
    with run_sink(Settings(fault=gate.wait)) as sink:
        options = make_office(tmp_path, sink)
        with start_service(tmp_path, *options) as server:
            assert server.post("lists/many/send", [*SEND, ("count", "30")]).status == 303
            assert gate.reached.wait(60)
            assert "has been sending since" in server.get("deliveries/port/1/many/").text
            assert server.post("lists/few/send", SEND).status == 409
            server.process.kill()
            server.process.wait()
        gate.open.set()
        with start_service(tmp_path, *options) as server:
            assert "30 of 30 sent. Finished." in follow(server, "deliveries/port/1/many/")
        assert len(sink.taken) == 30
        assert set(Counter(one.recipient for one in sink.taken).values()) == {1}


def test_a_sender_that_is_killed_is_gone_on_with_and_what_is_doubtful_decided(
    tmp_path: Path,
) -> None:
    gate = Gate()
    job = "deliveries/port/1/many/"
    with run_sink(Settings(fault=gate.wait)) as sink:
        options = make_office(tmp_path, sink)
        with start_service(tmp_path, *options) as server:
            server.post("lists/many/send", [*SEND, ("count", "30")])
            assert gate.reached.wait(60)
            holder = json.loads((tmp_path / "deliveries/sender.json").read_bytes())
            os.kill(holder["process"], signal.SIGKILL)
            gate.open.set()
            assert "Nobody is sending now." in follow(server, job)
            assert server.post(f"{job}resume", []).status == 303
            assert "doubtful" in follow(server, job)
            rows = lxml.html.document_fromstring(server.get(job).body).xpath(
                "//input[@name='delivery']/@value"
            )
            doubtful = list(dict.fromkeys(map(str, rows)))
            assert 1 <= len(doubtful) <= 2  # connections
            for one in doubtful:
                decided = [("delivery", one), ("decision", "sent")]
                assert server.post(f"{job}decision", decided).status == 303
                assert server.post(f"{job}decision", decided).status == 409
            assert "30 of 30 sent. Finished." in server.get(job).text
        assert set(Counter(one.recipient for one in sink.taken).values()) == {1}
        assert len(sink.taken) == 30
