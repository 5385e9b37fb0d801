"""What of a briefing each user may see: every address is asked for, and every answer searched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import lxml.html
import pytest
from fastapi import FastAPI
from PIL import Image
from sample_folder import HEAD
from sample_service import Answer, Server, find_folders, start_service
from starlette.routing import BaseRoute, Mount, Route
from test_service_users import Visitor, log_in, run_users

from briefwright import content, edition
from briefwright.audience import read
from briefwright.audience.shipped import find_shipped
from briefwright.cache.store import Store
from briefwright.delivery import Entry, Job, Ledger
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.service.assembly import make_app
from briefwright.service.catalogue import Catalogue, Folders
from briefwright.service.jobs import Queue
from briefwright.service.limited import LimitedWork, Trials
from briefwright.service.users.access import Access
from briefwright.service.users.sessions import Sessions
from briefwright.service.users.user import Right
from briefwright.service.users.users_file import UsersFile
from briefwright.verify.disclosure import WithheldContent, collect_withheld, discloses, search_texts
from briefwright.verify.disclosure.contents import list_parts
from briefwright.workers import DEFAULT_LIMITS

MAIN = """\
audiences: [public, press, minister, full]
body:
  - The library lent {loans} in a year.
  - list: What follows
    items:
      - Half of its visitors read there.
      - {text: The branch in Zanzibar is to be sold to a hotel next spring., for: [minister]}
  - text: The treasury sets {reserve_fund} aside for the takeover[^memorandum].
    id: rescue-plan
    for: [minister]
  - table: Loans by branch
    columns: [Branch, Loans]
    rows:
      - [Central, "8,200"]
      - {cells: [Quaywharf, "1,377"], for: [minister]}
  - chart: Deficits of the branches until the takeover
    kind: column
    data: deficits.csv
    columns: [Branch, {column: Deficit, unit: books}]
    alt: Both branches have a deficit.
    id: losses
    for: [minister]
  - image: reading-room.png
    alt: A room with books
  - image: closed-vault.png
    alt: Where the takeover is signed
    for: [minister]
  - section: What the director conceded
    id: concession
    for: [minister]
    body:
      - Madame Okonkwo conceded that the roof will not last another winter.
"""
FACTS = """\
loans: {value: 12400, unit: books, label: books lent}
reserve_fund: {value: 48213, unit: books, label: kept back for the takeover}
losses_total: {value: 77341, unit: books, handling: internal}
"""
SOURCES = """\
memorandum: {title: Memorandum on the Quaywharf affair, publisher: Ombudsman, date: 2024-03-01}
"""
SECRETS = (
    "zanzibar", "rescue-plan", "reserve_fund", "48213", "48,213", "takeover", "quaywharf", "1,377",
    "deficits", "losses_total", "77341", "77,341", "concession", "okonkwo", "ombudsman",
    "memorandum", "closed-dossier", "abdication", "unsound-draft", "smuggled",
    "closed-vault", "architect",
)  # fmt: skip


FIRST_DAY = datetime(2024, 9, 21, 12, tzinfo=UTC)
DECIDED = "  - {text: The takeover waits until autumn., id: bottom-line, for: [minister]}\n"


def write_content(content_folder: Path) -> None:
    """Briefings: one that is in part for the minister, one that is all for her, two at fault."""
    files = {
        "sample/briefing.yaml": HEAD + MAIN,
        "sample/facts.yaml": FACTS,
        "sample/sources.yaml": SOURCES,
        "sample/deficits.csv": "Branch,Deficit\nQuaywharf,431\nCentral,214\n",
        "closed-dossier/briefing.yaml": HEAD.replace("A sample", "On the abdication")
        + "audiences: [minister]\nbody:\n  - The abdication is set for June.\n",
        "too-early/briefing.yaml": HEAD.replace("A sample", "A report")
        + "status: final\nfacts:\n  loans: {value: 12400, unit: books}\n"
        + "body:\n  - The library lent {loans}.\n"
        + "  - {text: The architect was bribed., for: [minister]}\n",
        "unsound-draft/briefing.yaml": HEAD + "body:\n  - The smuggled {nothing}.\n",
    }
    for name, text in files.items():
        path = content_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Image.radial_gradient("L").save(content_folder / "sample" / "reading-room.png")
    vault = Image.effect_mandelbrot((400, 300), (-2, -1, 1, 1), 12)
    vault.save(content_folder / "sample" / "closed-vault.png")


def keep_issued(place: Path) -> None:
    """A folder with content → two editions of the sample issued, and one of what is hidden."""
    folders = find_folders(place)
    main = folders.content / "sample" / "briefing.yaml"
    _keep(folders, "sample", "1", ("public", "minister"))
    text = main.read_text(encoding="utf-8")
    later = text.replace("in a year", "in one year")
    main.write_text(later + DECIDED, encoding="utf-8")
    _keep(folders, "sample", "2", ("public", "minister"), corrects="1")
    main.write_text(text, encoding="utf-8")
    _keep(folders, "closed-dossier", "1", ("minister",))


def _keep(
    folders: Folders, name: str, number: str, audiences: Sequence[str], corrects: str = ""
) -> None:
    root = folders.content / name
    files = {
        f"inputs/content/{name}/{path.name}": path.read_bytes()
        for path in root.iterdir()
        if path.is_file()
    }
    editions = []
    for audience in audiences:
        file = f"{name}-{audience}-en.html"
        secret = "The takeover is in June." if audience == "minister" else "12,400 books."
        files[file] = f"<!doctype html><title>Issued</title><p>{secret}</p>".encode()
        editions.append(IssuedEdition(audience, ("en",), "A sample", ("open",), {"html": file}))
    issued = Issued(
        name, number, "A sample", "", "2024-09-21", "", corrects, "Ana",
        FIRST_DAY + timedelta(days=int(number)), {}, archive.find_digests(files), {}, "en",
        tuple(editions),
    )  # fmt: skip
    archive.add(folders.issued, issued, files)


def keep_list(place: Path) -> None:
    """A folder → in it a list of recipients, and how mail is sent."""
    (place / "recipients").mkdir()
    rows = "address,audience,format\nokonkwo@example.org,minister,html\n"
    (place / "recipients" / "architect.csv").write_text(rows, encoding="utf-8")
    settings = "from: press@example.org\nsmtp: {host: localhost}\n"
    (place / "delivery.yaml").write_text(settings, encoding="utf-8")
    with Ledger(place / "deliveries") as ledger:
        ledger.plan(Job("sample", "2", "architect"), [Entry("okonkwo@example.org", "a digest")])


@dataclass(frozen=True)
class Office:
    """A running service, its users in their browsers, and jobs for the minister and the public."""

    server: Server
    rita: Visitor  # sees all, edits, and sends
    pete: Visitor  # sees the public's
    paula: Visitor  # the same, edits, and would send if she saw all
    hidden_job: str
    seen_job: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A service in which much happened that the public may not see."""
    place = tmp_path_factory.mktemp("clearance")
    write_content(place / "content")
    keep_issued(place)
    keep_list(place)
    run_users(place, "add rita --audiences all --may edit,send --password-stdin")
    run_users(place, "add pete --audiences public --password-stdin")
    run_users(place, "add paula --audiences public --may edit --password-stdin")
    with UsersFile(place / "users.json").change() as users:  # a right that `users` doesn't give her
        users["paula"] = replace(users["paula"], user=replace(users["paula"].user, rights=_BOTH))
    with start_service(place) as server:
        rita, pete, paula = (log_in(server, name) for name in ("rita", "pete", "paula"))
        for at, before, after in (
            ("facts.reserve_fund.value", "48213", "48214"), ("facts.loans.value", "12400", "12600")
        ):  # fmt: skip
            assert rita.post("briefings/sample/changes/", change(at, before, after)).status == 303
        jobs = [make(rita, audience) for audience in ("minister", "public")]
        assert all("Nothing lost" in rita.get(job).text for job in jobs)
        yield Office(server, rita, pete, paula, *jobs)


_BOTH: frozenset[Right] = frozenset({"edit", "send"})


def make(visitor: Visitor, audience: str) -> str:
    """An audience → the address of the job of its edition, once that is made."""
    fields = [("audience", audience), ("language", "en"), ("format", "pdf"), ("format", "html")]
    answer = visitor.post("briefings/sample/editions", fields)
    assert answer.status == 303
    job = str(answer.headers["Location"]).removeprefix("../../")
    assert visitor.get(f"{job}events").status == 200
    return job


def change(at: str, before: str, after: str) -> list[tuple[str, str]]:
    """A key of a fact, before and after → the fields of the form that changes it."""
    return [("kind", "setting"), ("at", at), ("before", before), ("after", after)]


# ----------------------------------------------------------------- every address


def list_addresses(tmp_path: Path) -> set[str]:
    """→ each method and address that the app itself says it answers."""
    work = LimitedWork(lambda: None, DEFAULT_LIMITS, 1)
    catalogue = Catalogue(find_folders(tmp_path), work, Trials(lambda: None, DEFAULT_LIMITS))
    queue = Queue(Store(tmp_path), (), 1)
    app = make_app(
        catalogue,
        queue,
        Access(UsersFile(tmp_path / "users.json"), Sessions(tmp_path / "sessions"), None),
    )
    return set(_list_addresses(app.routes))


def _list_addresses(routes: list[BaseRoute]) -> Iterator[str]:
    for route in routes:
        match route:
            case Mount(app=FastAPI() as api, path=start):
                for path, methods in api.openapi()["paths"].items():
                    yield from (f"{method.upper()} {start}{path}" for method in methods)
            case Mount():
                yield from _list_addresses(route.routes)
            case Route(path=path, methods=methods):
                yield from (f"{one} {path}" for one in methods or () if one != "HEAD")
            case _:
                raise AssertionError(f"{route} is of no kind that is known here.")


@dataclass(frozen=True)
class Rule:
    """Who gets what at an address: the status for a user who may, and for others."""

    path: str  # such as exists and may be seen
    right: int = 200  # who may
    hidden: str = ""  # the same of what may not be seen
    editor: bool = False  # it needs the right to edit
    sender: bool = False  # it needs the right to send, and to see everything
    all: bool = False  # and to see everything
    open: bool = False  # for anybody
    body: Any = field(default=None)


SAMPLE, HIDDEN = "briefings/sample/", "briefings/closed-dossier/"
SENT = "deliveries/sample/2/architect/"
RULES = {
    "GET /parts/{name}": Rule("parts/service.css", open=True),
    "GET /parts/source-sans-3.ttf": Rule("parts/source-sans-3.ttf", open=True),
    "GET /log-in": Rule("log-in", open=True),
    "POST /log-in": Rule("log-in", 401, open=True),
    "GET /unsubscribe/{token}": Rule("unsubscribe/x", 503, open=True),  # there is no key
    "POST /unsubscribe/{token}": Rule("unsubscribe/x", 503, open=True),
    "POST /log-out": Rule("log-out", 303),
    "GET /": Rule(""),
    "GET /issued/": Rule("issued/"),
    "GET /issued/{name}/{number}/changes": Rule(
        "issued/sample/2/changes", hidden="issued/closed-dossier/1/changes"
    ),
    "GET /issued/{name}/{number}/files/{file}": Rule(
        "issued/sample/1/files/sample-minister-en.html",
        hidden="issued/closed-dossier/1/files/closed-dossier-minister-en.html",
    ),
    "GET /lists/": Rule("lists/", sender=True),
    "GET /lists/{list}/": Rule("lists/architect/", sender=True),
    "GET /lists/{list}/plan": Rule("lists/architect/plan?issued=sample/2", sender=True),
    "POST /lists/{list}/send": Rule("lists/architect/send", 404, sender=True),
    "POST /lists/{list}/test": Rule("lists/architect/test", 404, sender=True),
    "GET /deliveries/": Rule("deliveries/", sender=True),
    "GET /deliveries/{briefing}/{number}/{list}/": Rule(SENT, sender=True),
    "GET /deliveries/{briefing}/{number}/{list}/events": Rule(f"{SENT}events", sender=True),
    "POST /deliveries/{briefing}/{number}/{list}/resume": Rule(
        "deliveries/sample/3/architect/resume", 404, sender=True
    ),
    "POST /deliveries/{briefing}/{number}/{list}/decision": Rule(
        f"{SENT}decision", 404, sender=True
    ),
    "GET /suppression/": Rule("suppression/", sender=True),
    "POST /suppression/": Rule("suppression/", 422, sender=True),
    "POST /suppression/removal": Rule("suppression/removal", 404, sender=True),
    "GET /new": Rule("new", editor=True, all=True),
    "POST /new": Rule("new", 422, editor=True, all=True),
    "GET /briefings/{name}/": Rule(SAMPLE, hidden=HIDDEN),
    "POST /briefings/{name}/editions": Rule(f"{SAMPLE}editions", 400, f"{HIDDEN}editions"),
    "GET /briefings/{name}/readers/": Rule(f"{SAMPLE}readers/", hidden=f"{HIDDEN}readers/"),
    "GET /briefings/{name}/findings/": Rule(f"{SAMPLE}findings/", hidden=f"{HIDDEN}findings/"),
    "GET /briefings/{name}/files/": Rule(f"{SAMPLE}files/", hidden=f"{HIDDEN}files/"),
    "POST /briefings/{name}/files/": Rule(f"{SAMPLE}files/", 422, f"{HIDDEN}files/", editor=True),
    "POST /briefings/{name}/files/decision": Rule(
        f"{SAMPLE}files/decision", 410, f"{HIDDEN}files/decision", editor=True
    ),
    "GET /briefings/{name}/files/show": Rule(
        f"{SAMPLE}files/show?file=deficits.csv", hidden=f"{HIDDEN}files/show?file=deficits.csv"
    ),
    "GET /briefings/{name}/files/picture": Rule(
        f"{SAMPLE}files/picture", 404, f"{HIDDEN}files/picture"
    ),
    "POST /briefings/{name}/files/back": Rule(
        f"{SAMPLE}files/back", 404, f"{HIDDEN}files/back", editor=True
    ),
    "GET /briefings/{name}/numbers/": Rule(f"{SAMPLE}numbers/", hidden=f"{HIDDEN}numbers/"),
    "GET /briefings/{name}/numbers/{fact}": Rule(
        f"{SAMPLE}numbers/reserve_fund", hidden=f"{HIDDEN}numbers/reserve_fund"
    ),
    "GET /briefings/{name}/words/": Rule(f"{SAMPLE}words/", hidden=f"{HIDDEN}words/"),
    "GET /briefings/{name}/words/page": Rule(f"{SAMPLE}words/page", hidden=f"{HIDDEN}words/page"),
    "GET /briefings/{name}/words/page.css": Rule(
        f"{SAMPLE}words/page.css", hidden=f"{HIDDEN}words/page.css"
    ),
    "GET /briefings/{name}/words/change": Rule(
        f"{SAMPLE}words/change?at=rescue-plan&language=en",
        hidden=f"{HIDDEN}words/change?at=text-1&language=en",
        editor=True,
    ),
    "GET /briefings/{name}/words/record": Rule(
        f"{SAMPLE}words/record?at=rescue-plan",
        hidden=f"{HIDDEN}words/record?at=text-1",
        editor=True,
    ),
    "GET /briefings/{name}/words/new": Rule(
        f"{SAMPLE}words/new?at=rescue-plan", hidden=f"{HIDDEN}words/new?at=text-1", editor=True
    ),
    "GET /parts/kinds/{kind}.png": Rule("parts/kinds/text.png"),
    "POST /briefings/{name}/changes/trial": Rule(
        f"{SAMPLE}changes/trial", 400, f"{HIDDEN}changes/trial", editor=True
    ),
    "POST /briefings/{name}/changes/": Rule(
        f"{SAMPLE}changes/", 400, f"{HIDDEN}changes/", editor=True
    ),
    "GET /briefings/{name}/history/": Rule(f"{SAMPLE}history/", hidden=f"{HIDDEN}history/"),
    "POST /briefings/{name}/history/{number:number}/undo": Rule(
        f"{SAMPLE}history/99/undo", 404, f"{HIDDEN}history/1/undo", editor=True
    ),
    "GET /jobs/{number}/": Rule("JOB", hidden="JOB"),
    "POST /jobs/{number}/cancel": Rule("JOBcancel", 303, "JOBcancel"),
    "GET /jobs/{number}/events": Rule("JOBevents", hidden="JOBevents"),
    "GET /jobs/{number}/account": Rule("JOBaccount", hidden="JOBaccount"),
    "GET /jobs/{number}/all.zip": Rule("JOBall.zip", hidden="JOBall.zip"),
    "GET /jobs/{number}/pages/{n:number}.png": Rule("JOBpages/1.png", hidden="JOBpages/1.png"),
    "GET /jobs/{number}/files/{name}": Rule(
        "JOBfiles/sample-minister-en.pdf", hidden="JOBfiles/sample-minister-en.pdf"
    ),
}


def open_address(visitor: Visitor | Server, address: str, path: str) -> Answer:
    """A method and address of the app, a path of that kind → the answer to it."""
    if address.startswith("POST"):
        return visitor.post(path, [])
    return visitor.get(path)


def fill(office: Office, path: str) -> str:
    """A path → with the address of a job that the public may not see."""
    return path.replace("JOB", office.hidden_job)


def test_each_address_has_a_rule(tmp_path: Path) -> None:
    known = {one for one in list_addresses(tmp_path) if " /v1" not in one}
    assert known == RULES.keys()


@pytest.mark.parametrize("address", RULES)
def test_nobody_reaches_an_address_without_a_log_in(office: Office, address: str) -> None:
    rule = RULES[address]
    answer = open_address(office.server, address, fill(office, rule.path))
    if rule.open:
        assert answer.status == rule.right if address != "POST /log-in" else 401
    else:
        assert answer.status == 401
        assert "WWW-Authenticate" in answer.headers


@pytest.mark.parametrize("address", [one for one in RULES if RULES[one].hidden])
def test_what_may_not_be_seen_is_answered_like_what_does_not_exist(
    office: Office, address: str
) -> None:
    there = fill(office, RULES[address].hidden)
    nowhere = there.replace("closed-dossier", "no-such-dossier").replace(
        office.hidden_job, "jobs/AAAAAAAAAAAAAAAA/"
    )
    assert there != nowhere
    hidden, missing = (open_address(office.paula, address, one) for one in (there, nowhere))
    assert (hidden.status, missing.status) == (404, 404)
    assert hidden.body == missing.body
    own = ("date", "x-request-id")  # of each answer
    alike = [[(k, v) for k, v in one.headers.items() if k not in own] for one in (hidden, missing)]
    assert alike[0] == alike[1]


@pytest.mark.parametrize("address", [one for one in RULES if RULES[one].editor])
def test_who_may_not_edit_changes_nothing(office: Office, address: str) -> None:
    assert open_address(office.pete, address, RULES[address].path).status == 403


@pytest.mark.parametrize("address", [one for one in RULES if RULES[one].all])
def test_what_needs_everything_is_refused_to_who_sees_some(office: Office, address: str) -> None:
    assert open_address(office.paula, address, RULES[address].path).status == 403


@pytest.mark.parametrize("address", [one for one in RULES if RULES[one].sender])
def test_lists_of_recipients_are_for_who_may_send_and_sees_all(
    office: Office, address: str
) -> None:
    for visitor, sentence in (
        (office.pete, "Lists of recipients are for who may send."),
        (office.paula, "Lists of recipients are for who sees every audience."),
    ):
        for path in (RULES[address].path, RULES[address].path.replace("architect", "none")):
            answer = open_address(visitor, address, path)
            assert (answer.status, sentence in answer.text) == (403, True)


@pytest.mark.parametrize("address", RULES)
def test_who_may_see_and_edit_all_is_let_in_everywhere(office: Office, address: str) -> None:
    rule = RULES[address]
    visitor = log_in(office.server, "rita") if "log-out" in address else office.rita
    assert open_address(visitor, address, fill(office, rule.path)).status == rule.right


def test_an_edition_that_cannot_be_made_says_where_to_who_may_see_all(office: Office) -> None:
    fields = [("audience", "public"), ("language", "en"), ("format", "pdf")]
    for visitor, sentence in (
        (office.rita, "too-early/briefing.yaml:"),
        (office.paula, "The briefing is at fault; who may see all of it can read where."),
    ):
        asked = visitor.post("briefings/too-early/editions", fields)
        job = str(asked.headers["Location"]).removeprefix("../../")
        assert visitor.get(f"{job}events").status == 200
        assert sentence in visitor.get(job).text
        assert ("too-early/briefing.yaml:" in visitor.get(job).text) == (visitor is office.rita)


# ----------------------------------------------------------------- for programs


def test_every_address_for_programs_needs_a_token(office: Office, tmp_path: Path) -> None:
    known = {one for one in list_addresses(tmp_path) if " /v1" in one}
    assert known
    for address in known:
        path = re.sub(r"\{\w+\}", "sample", address.partition(" /")[2])
        answer = (
            office.server.post(path, []) if address.startswith("POST") else office.server.get(path)
        )
        assert answer.status == 401, address


def test_programs_see_what_their_user_may_see(office: Office) -> None:
    token = run_users(office.server.content.parent, "token pete")
    program = Visitor(office.server, {"Authorization": f"Bearer {token}"})
    job, briefing = f"v1/{office.hidden_job.rstrip('/')}", "v1/briefings/closed-dossier"
    for path in (
        briefing, f"{briefing}/problems", f"{briefing}/explanation", f"{briefing}/numbers", job,
        f"{job}/events", "v1/briefings/sample/numbers/reserve_fund",
    ):  # fmt: skip
        assert program.get(path).status == 404, path
    assert b"closed-dossier" not in program.get("v1/briefings").body
    assert program.get("v1/briefings/sample").status == 200


# ----------------------------------------------------------------- every answer searched


def collect(content_folder: Path) -> WithheldContent:
    """A content folder → what the engine keeps from the public's files of the sample."""
    briefing = content.read(content_folder / "sample")
    reader = read(find_shipped(), "public")
    return collect_withheld(briefing, reader, edition.select(briefing, reader, "en"))


@dataclass
class Crawl:
    """All that a visitor reaches by links and forms: each request with its answer."""

    visitor: Visitor
    answers: dict[str, Answer] = field(default_factory=dict)

    def run(self, most: int) -> None:
        """As many requests as that, each link and form of each page in its turn."""
        waiting: list[tuple[str, list[tuple[str, str]] | None]] = [("", None)]
        while waiting and len(self.answers) < most:
            path, fields = waiting.pop(0)
            key = path if fields is None else f"POST {path} {urlencode(fields)}"
            if key in self.answers:
                continue
            answer = self.visitor.get(path) if fields is None else self.visitor.post(path, fields)
            self.answers[key] = answer
            waiting += self._list_next(path, answer)

    def _list_next(
        self, path: str, answer: Answer
    ) -> Iterator[tuple[str, list[tuple[str, str]] | None]]:
        if location := answer.headers["Location"]:
            followed = self._resolve(path, location)
            if followed.startswith("jobs/"):
                yield f"{followed}events", None  # it answers until the job is finished
            yield followed, None
        if not (answer.headers["Content-Type"] or "").startswith("text/html") or not answer.body:
            return
        page = lxml.html.document_fromstring(answer.body)
        for _, name, link, _ in page.iterlinks():
            if name in ("href", "src") and not urlsplit(link).scheme:
                yield self._resolve(path, link), None
        for form in page.forms:
            action = self._resolve(path, form.get("action") or "")
            fields = [(key, _alter(key, value or "")) for key, value in form.form_values()]
            if (form.get("method") or "get").lower() == "get":
                yield f"{action.partition('?')[0]}?{urlencode(fields)}", None
            elif not action.endswith(("log-out", "cancel")):
                yield action, fields

    def _resolve(self, path: str, link: str) -> str:
        address = urldefrag(urljoin(self.visitor.server.address + path, link))[0]
        return address.removeprefix(self.visitor.server.address)


def _alter(key: str, value: str) -> str:
    """A field of a form and what stands in it → what somebody writes there."""
    if key != "after" or "indeed" in value or value == "126001":
        return value
    return f"{value}1" if value.isdecimal() else f"{value} indeed".strip()


def find_leaks(withheld: WithheldContent, name: str, answer: Answer) -> Iterator[str]:
    """An address and its answer → each secret in them, and whatever the engine finds."""
    head = f"{name}\n{answer.headers}"
    texts = [head, *(part.text for part in list_parts(answer.body))]
    said = "\n".join((*texts, answer.body.decode("utf-8", "replace"))).casefold()
    yield from (secret for secret in SECRETS if secret in said)
    found = {one.code for one in search_texts(withheld, texts, "answer")}
    if "/files/" in name:  # a page of files names them
        found.discard("S904")
    elif any(discloses(withheld, text) for text in texts):
        found.add("a name")
    if found:
        yield "what the engine finds"


# No link of such a user leads there: the page to log in, what needs to see everything, the font,
# what only a mail leads to.
UNLINKED = {
    "GET /log-in", "GET /new", "GET /unsubscribe/{token}", "GET /briefings/{name}/files/picture",
    "GET /parts/source-sans-3.ttf", *(one for one in RULES if RULES[one].sender),
}  # fmt: skip
FOR_EDITORS = {
    "GET /briefings/{name}/words/new", "GET /briefings/{name}/words/record",
    "GET /parts/kinds/{kind}.png",
}  # fmt: skip


def _is_at(address: str, request: str) -> bool:
    """A method and address of the app, what was asked for → whether that is such an address."""
    _, _, path = address.partition(" ")
    pattern = re.sub(r"\{\w+(:number)?\}", "[^/]+", path.removeprefix("/"))
    return re.fullmatch(pattern, request.partition("?")[0]) is not None


@pytest.mark.parametrize("who", ["pete", "paula"])
def test_no_answer_that_the_public_can_get_holds_what_is_withheld_from_it(
    office: Office, who: str
) -> None:
    withheld = collect(office.server.content)
    crawl = Crawl(getattr(office, who))
    unlinked = UNLINKED if who == "paula" else UNLINKED | FOR_EDITORS
    crawl.run(260)
    reached = {address for address in RULES if any(_is_at(address, one) for one in crawl.answers)}
    assert {address for address in RULES if address.startswith("GET")} - reached <= unlinked
    assert any(one.startswith("jobs/") and one.endswith(".pdf") for one in crawl.answers)
    found = {
        name: leaks
        for name, answer in crawl.answers.items()
        if not name.startswith("parts/") and (leaks := set(find_leaks(withheld, name, answer)))
    }
    assert found == {}


def test_the_search_finds_each_secret_in_what_the_minister_gets(office: Office) -> None:
    withheld = collect(office.server.content)
    crawl = Crawl(office.rita)
    crawl.run(60)
    found = {
        leak for name, one in crawl.answers.items() for leak in find_leaks(withheld, name, one)
    }
    assert found >= {"zanzibar", "takeover", "abdication", "unsound-draft", "what the engine finds"}


# ----------------------------------------------------------------- changes


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ("text-1.text", "The library lent {loans} in a year.", "It keeps {reserve_fund}."),
        ("text-1.text", "The library lent {loans} in a year.", "It keeps {reserve_fun}."),
        ("facts.loans.sum", "", "[reserve_fund, reserve_fund]"),
        ("facts.reserve_fund.value", "48214", "48215"),
        ("rescue-plan.text", "x", "y"),
        ("concession.for", "", "[public]"),
        ("list-1.items.2.text", "x", "y"),
        ("losses.data", "", "deficits.csv"),
    ],
)
def test_nobody_changes_a_briefing_to_read_what_is_withheld(
    office: Office, at: str, before: str, after: str
) -> None:
    kind = "rewording" if at.endswith(".text") else "setting"
    fields = [("kind", kind), ("at", at), ("before", before), ("after", after)]
    files = {path: path.read_bytes() for path in office.server.content.rglob("*.yaml")}
    assert files
    for address in ("changes/trial", "changes/"):
        answer = office.paula.post(f"briefings/sample/{address}", fields)
        assert answer.status in (200, 404)
        assert "can’t be saved" in answer.text or answer.status == 404
        said = answer.body.decode().casefold().replace(after.casefold(), "")
        assert not [one for one in SECRETS if one in said.replace("reserve_fun}", "")]
    assert files == {path: path.read_bytes() for path in files}
