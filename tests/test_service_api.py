"""The service for programs: `/v1` over HTTP at loopback, against its own OpenAPI document."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import examples
import jsonschema
import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from sample_api import BODY, Answer, Program, attack
from sample_folder import folder
from sample_service import start_service

from briefwright.formats import FORMATS
from briefwright.service.api.faults import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOME = Path(__file__).resolve().parent.parent
PRESS = {"briefing": "sample", "audience": "press"}
FULL = {"briefing": "sample", "audience": "full", "formats": ["pdf"]}
WAIT = {"Prefer": "wait=60"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A service of two briefings, one of them at fault."""
    place = tmp_path_factory.mktemp("api")
    content = place / "content"
    folder(content, BODY)
    (content / "at-fault").mkdir()
    (content / "at-fault" / "briefing.yaml").write_text("format: 1\ntitle: No more\n")
    with start_service(place) as service:
        yield Program(f"{service.address}v1/", content)


# ----------------------------------------------------------------- briefings


def test_briefings_are_listed_with_their_editions(server: Program) -> None:
    listed = {one["name"]: one for one in server.get("briefings").said["briefings"]}
    assert listed["sample"]["title"] == "A sample"
    assert listed["at-fault"]["editions"] == []
    assert {
        "audience": "full", "audience_title": "Full edition", "language": "en",
        "language_title": "English", "large_print": False,
    } in listed["sample"]["editions"]  # fmt: skip
    assert server.get("briefings/sample").said == listed["sample"]


def test_everything_that_is_wrong_with_a_briefing_is_said_with_its_place(server: Program) -> None:
    (problem, *_) = server.get("briefings/at-fault/problems").said["problems"]
    assert (problem["file"], problem["line"], problem["code"]) == (
        "at-fault/briefing.yaml", 1, "C210",
    )  # fmt: skip
    name = server.add("unused", BODY.replace("body:", "  spare: {value: 1}\nbody:"))
    found = server.get(f"briefings/{name}/problems").said["problems"]
    assert {"C236"} <= {one["code"] for one in found}


def test_who_gets_what_of_a_briefing_is_explained(server: Program) -> None:
    name = server.add("explained", f"{BODY}  - {{text: For journalists., for: [press]}}\n")
    explanation = server.get(f"briefings/{name}/explanation").said
    assert {"full", "press"} <= set(explanation["audiences"])
    lines = {line["words"]: line["audiences"] for line in explanation["lines"]}
    assert lines["For journalists."]["press"] == {"gets": True, "how": ""}
    assert lines["For journalists."]["public"]["gets"] is False
    assert "for" in lines["For journalists."]["public"]["how"]


# ----------------------------------------------------------------- jobs


def test_an_edition_is_asked_for_waited_for_and_fetched(server: Program) -> None:
    asked = server.send("POST", "jobs", {**PRESS, "formats": ["docx", "pdf"]})
    assert asked.status == 202
    href = asked.headers["Location"]
    assert href == asked.said["href"] == f"/v1/jobs/{asked.said['id']}"
    job = server.get(f"jobs/{asked.said['id']}", **WAIT)
    assert job.headers["Preference-Applied"] == "wait=60"
    assert job.said["state"] == "done"
    assert job.said["summary"].startswith("nothing lost")
    artefacts = {one["name"]: one for one in job.said["artefacts"]}
    assert set(artefacts) == {
        "sample-press-en.docx", "sample-press-en.pdf", "sample-press-en.account.html", "page-1.png",
    }  # fmt: skip
    for one in artefacts.values():
        file = server.get(one["href"].removeprefix("/v1/"))
        assert sha256(file.body).hexdigest() == one["digest"]
        assert file.headers["Content-Type"] == one["media_type"]
        assert one["size"] in (len(file.body), None)


def test_what_is_ready_within_the_wait_is_answered_at_once(server: Program) -> None:
    answer = server.send("POST", "jobs", FULL, Prefer='respond-async, WAIT="60"')
    assert (answer.status, answer.said["state"]) == (200, "done")
    again = server.send("POST", "jobs", FULL)
    assert (again.status, again.said["id"]) == (200, answer.said["id"])
    assert "Preference-Applied" not in again.headers


def test_without_language_and_formats_it_is_the_briefing_s_own_and_the_audience_s(
    server: Program,
) -> None:
    job = server.make({"briefing": "sample", "audience": "full", "large_print": True})
    assert (job["language"], job["large_print"]) == ("en", True)
    names = [one["name"] for one in job["artefacts"] if one["kind"] == "edition"]
    assert names == ["sample-full-large-print-en.pdf", "sample-full-large-print-en.docx"]


def test_an_edition_that_cannot_be_made_says_where_and_why(server: Program) -> None:
    server.add("too-early", f"{BODY}status: final\n")
    job = server.make({"briefing": "too-early", "audience": "full"})
    assert (job["state"], job["artefacts"]) == ("failed", [])
    found = job["problems"][0]
    assert (found["file"], found["level"]) == ("too-early/briefing.yaml", "error")
    assert found["line"] > 0


def test_a_job_is_followed_step_by_step(server: Program) -> None:
    name = server.add("followed")
    job = server.send("POST", "jobs", {"briefing": name, "audience": "full"}).said
    events = server.get(f"jobs/{job['id']}/events")
    assert events.headers["Content-Type"].startswith("text/event-stream")
    steps = re.findall(rb"id: (.+)\ndata: (.+)\n\n", events.body)
    states = [json.loads(data)["state"] for _, data in steps]
    assert states[-1] == "done"
    assert states == sorted(states, key=("waiting", "running", "done").index)
    doing = [json.loads(data)["step"] for _, data in steps]
    assert set(doing) & {"reading", "laying out", "writing", "checking"}
    assert doing[-1] == ""
    assert len({number for number, _ in steps}) == len(steps)
    assert json.loads(steps[-1][1]) == server.get(f"jobs/{job['id']}").said
    last = steps[-1][0].decode()
    assert server.get(f"jobs/{job['id']}/events", Last_Event_ID=last).status == 204
    earlier = server.get(f"jobs/{job['id']}/events", Last_Event_ID="waiting-0")
    assert earlier.body == b"id: %s\ndata: %s\n\n" % steps[-1]


def test_a_job_is_stopped(server: Program) -> None:
    name = server.add("stopped")
    jobs = [
        server.send("POST", "jobs", {"briefing": name, "audience": audience}).said["id"]
        for audience in ("academic", "press", "full", "minister")
    ]
    assert server.send("DELETE", f"jobs/{jobs[-1]}").status == 204
    assert server.send("DELETE", f"jobs/{jobs[-1]}").status == 204
    assert server.get(f"jobs/{jobs[-1]}").said["state"] == "cancelled"
    assert server.get(f"jobs/{jobs[0]}", **WAIT).said["state"] == "done"
    assert server.send("DELETE", f"jobs/{jobs[0]}").refusal == (409, "finished")


# ----------------------------------------------------------------- the same request twice


def test_the_same_key_is_the_same_job_and_another_request_is_refused(server: Program) -> None:
    name = server.add("keyed")
    wanted = {"briefing": name, "audience": "full"}
    first = server.send("POST", "jobs", wanted, Idempotency_Key="a-1", **WAIT).said
    main = server.content / name / "briefing.yaml"
    main.write_text(main.read_text().replace("12400", "12600"))
    assert server.send("POST", "jobs", wanted, Idempotency_Key="a-1").said["id"] == first["id"]
    assert server.send("POST", "jobs", wanted, Idempotency_Key="a-2").said["id"] != first["id"]
    other = {**wanted, "audience": "press"}
    assert server.send("POST", "jobs", other, Idempotency_Key="a-1").refusal == (422, "key-reused")


@pytest.mark.parametrize("keys", [["the-same"] * 40, [f"key-{n}" for n in range(40)]])
def test_forty_identical_requests_are_one_job(server: Program, keys: list[str]) -> None:
    name = server.add(f"forty-{keys[-1]}")

    def ask(key: str) -> Answer:
        wanted = {"briefing": name, "audience": "full"}
        return server.send("POST", "jobs", wanted, Idempotency_Key=key, **WAIT)

    with ThreadPoolExecutor(len(keys)) as pool:
        answers = list(pool.map(ask, keys))
    assert {one.status for one in answers} == {200}
    assert len({one.said["id"] for one in answers}) == 1


def test_when_too_much_waits_it_is_said_when_to_ask_again(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    audiences = ("full", "press", "public", "minister", "academic", "delegation")
    with start_service(tmp_path, "--at-once", "1", "--waiting", "1") as service:
        program = Program(f"{service.address}v1/", service.content)
        assert program.get("briefings").status == 200

        def ask(audience: str) -> Answer:
            return program.send("POST", "jobs", {"briefing": "sample", "audience": audience})

        with ThreadPoolExecutor(len(audiences)) as pool:
            answers = list(pool.map(ask, audiences))
    refused = [one for one in answers if one.status != 202]
    assert refused
    for answer in refused:
        assert answer.refusal == (429, "queue-full")
        assert int(answer.headers["Retry-After"]) > 0


# ----------------------------------------------------------------- artefacts


def test_an_artefact_is_the_same_for_ever_and_parts_of_it_can_be_fetched(server: Program) -> None:
    pdf = server.make(FULL)["artefacts"][0]
    path = pdf["href"].removeprefix("/v1/")
    whole = server.get(path)
    assert whole.headers["ETag"] == f'"{pdf["digest"]}"'
    assert "immutable" in whole.headers["Cache-Control"]
    assert server.get(path, If_None_Match=f'"other", "{pdf["digest"]}"').status == 304
    assert server.get(path, If_None_Match='"other"').body == whole.body
    part = server.get(path, Range="bytes=0-4")
    assert (part.status, part.body) == (206, b"%PDF-")
    assert server.get(path, Range="bytes=5-", If_Range='"other"').body == whole.body
    for no_range in ("null", "bytes=", "bytes=9-3", "bytes=0-1,5-6", f"bytes={'9' * 5000}-"):
        assert server.get(path, Range=no_range).status == 200
    beyond = server.get(path, Range=f"bytes={len(whole.body)}-")
    assert beyond.refusal == (416, "wrong-range")
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole.body)}"
    head = server.send("HEAD", path)
    assert (head.headers["Content-Length"], head.body) == (str(len(whole.body)), b"")


def test_an_artefact_that_is_no_longer_kept_is_gone(server: Program) -> None:
    name = server.add("dropped")
    pdf = server.make({"briefing": name, "audience": "full"})["artefacts"][0]
    cache = server.content.parent / "output" / ".cache"
    kept = list(cache.rglob(pdf["digest"]))
    assert kept
    for path in kept:
        path.unlink()
    assert server.get(f"artefacts/{pdf['digest']}").refusal == (410, "gone")


# ----------------------------------------------------------------- numbers


def change(expected: str, value: str) -> dict[str, Any]:
    """What is expected to stand there, and what shall → a change of a number's value."""
    return {"keys": {"value": {"expected": expected, "value": value}}}


def test_a_number_is_read_and_changed(server: Program) -> None:
    path = f"briefings/{server.add('numbers')}/numbers"
    (listed,) = server.get(path).said["numbers"]
    assert (listed["name"], listed["shown"], listed["keys"]["value"]) == (
        "loans", "12,400 books", "12400",
    )  # fmt: skip
    assert server.get(f"{path}/loans").said == listed
    saved = server.send("PATCH", f"{path}/loans", change("12400", "12600")).said
    assert (saved["number"]["shown"], saved["save"]) == ("12,600 books", 1)
    effects = [one for one in saved["effects"] if one["audience"] == "full"]
    assert [(one["before"], one["after"]) for one in effects] == [
        ("The library lent 12,400 books in a year.", "The library lent 12,600 books in a year."),
    ]
    assert "value: 12600" in (server.content / "numbers" / "briefing.yaml").read_text()


def test_a_number_that_another_changed_meanwhile_is_left_alone(server: Program) -> None:
    path = f"briefings/{server.add('stale')}/numbers/loans"
    assert server.send("PATCH", path, change("12400", "12600")).status == 200
    answer = server.send("PATCH", path, change("12400", "12500"))
    assert answer.refusal == (409, "stale")
    (conflict,) = answer.said["conflicts"]
    assert [conflict[key] for key in ("at", "expected", "found", "wanted")] == [
        "facts.loans.value", "12400", "12600", "12500",
    ]  # fmt: skip
    assert "value: 12600" in (server.content / "stale" / "briefing.yaml").read_text()


def test_a_number_with_which_the_briefing_would_be_at_fault_is_not_saved(server: Program) -> None:
    path = f"briefings/{server.add('no-number')}/numbers/loans"
    answer = server.send("PATCH", path, change("12400", "many"))
    assert answer.refusal == (422, "at-fault")
    (problem,) = answer.said["problems"]
    assert (problem["file"], problem["code"]) == ("no-number/briefing.yaml", "C216")
    assert problem["line"] > 0
    assert "value: 12400" in (server.content / "no-number" / "briefing.yaml").read_text()


# ----------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("method", "path", "said", "refusal"),
    [
        ("GET", "nowhere", None, (404, "unknown-address")),
        ("GET", "jobs/a%0Ab", None, (404, "unknown-address")),
        ("GET", "briefings/nowhere", None, (404, "unknown-briefing")),
        ("GET", "briefings/sample/numbers/none", None, (404, "unknown-number")),
        ("PATCH", "briefings/sample/numbers/none", change("1", "2"), (404, "unknown-number")),
        ("PATCH", "briefings/sample/numbers/loans", {"keys": {}}, (422, "invalid")),
        ("GET", "briefings/nowhere/problems", None, (404, "unknown-briefing")),
        ("GET", "briefings/at-fault/explanation", None, (422, "at-fault")),
        ("GET", "jobs/none", None, (404, "unknown-job")),
        ("GET", "jobs/none/events", None, (404, "unknown-job")),
        ("DELETE", "jobs/none", None, (404, "unknown-job")),
        ("GET", f"artefacts/{'0' * 64}", None, (404, "unknown-artefact")),
        ("GET", "artefacts/none", None, (422, "invalid")),
        ("PUT", "jobs", {}, (405, "wrong-method")),
        ("POST", "jobs", {"briefing": "sample"}, (422, "invalid")),
        ("POST", "jobs", {**PRESS, "template": "mine"}, (422, "invalid")),
        ("POST", "jobs", {**PRESS, "formats": ["exe"]}, (422, "invalid")),
        ("POST", "jobs", {**PRESS, "briefing": "nowhere"}, (404, "unknown-briefing")),
        ("POST", "jobs", {**PRESS, "audience": "nobody"}, (404, "unknown-edition")),
        ("POST", "jobs", {**PRESS, "language": "xx"}, (404, "unknown-edition")),
        ("POST", "jobs", {**PRESS, "language": "x" * 200_000}, (413, "too-large")),
    ],
)
def test_what_is_refused_says_of_what_kind_it_is(
    server: Program, method: str, path: str, said: object, refusal: tuple[int, str]
) -> None:
    assert server.send(method, path, said).refusal == refusal


def test_what_does_not_fit_is_named(server: Program) -> None:
    answer = server.send("POST", "jobs", {**PRESS, "formats": ["pdf", "exe"]})
    assert [one["at"] for one in answer.said["errors"]] == ["body.formats.1"]


@pytest.mark.parametrize(
    ("sent", "media_type", "refusal"),
    [
        (b'{"briefing":', "application/json", (400, "malformed")),
        (b"briefing=sample&audience=full", "application/x-www-form-urlencoded", (415, "not-json")),
        (json.dumps(FULL).encode(), "text/plain", (415, "not-json")),
    ],
)
def test_only_json_is_read(
    server: Program, sent: bytes, media_type: str, refusal: tuple[int, str]
) -> None:
    headers = {"Content-Type": media_type}
    request = urllib.request.Request(f"{server.address}jobs", sent, headers)
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(request, timeout=30)
    with found.value as error:
        assert Answer(error.code, error.headers, error.read()).refusal == refusal


@pytest.mark.parametrize("headers", [{"Origin": "https://x.example"}, {"Sec_Fetch_Site": "none-x"}])
def test_a_page_of_another_website_is_refused(server: Program, headers: dict[str, str]) -> None:
    assert server.send("POST", "jobs", FULL, **headers).refusal == (403, "forbidden")
    assert server.send("DELETE", "jobs/none", **headers).refusal == (403, "forbidden")


def test_below_a_path_every_address_begins_with_it(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    with start_service(tmp_path, "--base-path", "/our/briefings") as service:
        program = Program(f"{service.address}v1/", service.content)
        answer = program.send("POST", "jobs", FULL, **WAIT)
        assert answer.headers["Location"] == f"/our/briefings/v1/jobs/{answer.said['id']}"
        href = answer.said["artefacts"][0]["href"]
        assert href.startswith("/our/briefings/v1/artefacts/")
        assert program.get(href.removeprefix("/our/briefings/v1/")).body.startswith(b"%PDF")
        document = program.get("openapi.json").said
        assert document["servers"] == [{"url": "/our/briefings/v1"}]
        assert program.send("PUT", "jobs", {}).headers["Allow"] == "POST"
        large = {**PRESS, "language": "x" * 200_000}
        assert program.send("POST", "jobs", large).refusal == (413, "too-large")


# ----------------------------------------------------------------- the document


def test_the_document_knows_every_format_there_is(server: Program) -> None:
    schemas = server.get("openapi.json").said["components"]["schemas"]
    known = schemas["JobRequest"]["properties"]["formats"]["items"]["enum"]
    assert known == list(FORMATS)


def test_refusals_are_as_the_document_says(server: Program) -> None:
    document = server.get("openapi.json").said
    schema = {"$ref": "#/components/schemas/ProblemDetails", **document}
    for said in ({}, {**PRESS, "audience": "nobody"}):
        jsonschema.validate(server.send("POST", "jobs", said).said, schema)


def test_the_reference_names_every_address_and_loads_nothing_from_elsewhere(
    server: Program,
) -> None:
    answer = server.get("")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = lxml.html.document_fromstring(answer.body)
    document = server.get("openapi.json").said
    operations = [
        f"{method.upper()} /v1{path}"
        for path, methods in document["paths"].items()
        for method in methods
    ]
    assert operations
    assert [one.text_content() for one in page.xpath("//h2/code")] == operations
    links = [link for *_, link, _ in page.iterlinks()]
    assert not [link for link in links if "//" in link]
    anchors = {one.removeprefix("#") for one in links if one.startswith("#")}
    assert len(anchors) > 5
    assert anchors <= {*page.xpath("//@id")}


@pytest.mark.parametrize(("width", "colours"), [(360, "dark"), (1280, "light")])
def test_nobody_is_kept_from_reading_the_reference(
    server: Program, browser: "Browser", width: int, colours: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=colours)
    page.goto(server.address)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()


# ----------------------------------------------------------------- the page of the documentation

PAGE = (HOME / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_example_of_the_page_answers_as_it_says(tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE, re.M | re.S)
    assert len(blocks) > 10
    examples.write(tmp_path, examples.files())
    with start_service(tmp_path, "--templates", str(tmp_path / "templates")) as service:
        beginning = blocks[0][0].partition("SERVER=")[2].partition("\n")[2]
        script = [f"SERVER={service.address}v1\n", beginning]
        script += [f"{command}echo ----\n" for command, _ in blocks[1:]]
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "".join(script)],
            cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    said = [one.strip() for one in done.stdout.split("----\n")[:-1]]
    for found, (command, shown) in zip(said, blocks[1:], strict=True):
        pattern = re.escape(shown.strip()).replace("…", ".*")
        assert re.fullmatch(pattern, found), f"{command}\n{found}"


def test_the_page_lists_every_kind_of_refusal() -> None:
    listed = re.findall(r"^\| (\d{3}) \| `([\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert listed == [
        (str(kind.status), kind.name, f"{kind.title}. {kind.advice}") for kind in KINDS.values()
    ]


# ----------------------------------------------------------------- schemathesis


def test_no_request_breaks_it_and_every_answer_is_as_documented(
    server: Program, tmp_path: Path
) -> None:
    report = attack(server, tmp_path, "--phases", "coverage,fuzzing,stateful", "-n", "3")
    assert int(re.search(r"Tested: (\d+)", report)[1]) == 12


@pytest.mark.long
def test_no_request_of_very_many_breaks_it(server: Program, tmp_path: Path) -> None:
    report = attack(server, tmp_path, "--phases", "coverage,fuzzing,stateful", "-n", "100")
    assert int(re.search(r"(\d+) generated", report)[1]) > 1000
