"""A program that asks the service at `/v1`, and one that tries whatever its document allows."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sample_service
from sample_folder import folder

BODY = """\
facts:
  loans: {value: 12400, unit: books, label: books lent}
body:
  - The library lent {loans} in a year.
"""


class Answer(sample_service.Answer):
    """An answer whose body is JSON, or a file."""

    @property
    def said(self) -> Any:
        """The body, from JSON."""
        return json.loads(self.body)

    @property
    def refusal(self) -> tuple[int, str]:
        """The status and the kind of problem details."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.said["status"] == self.status
        return self.status, self.said["type"].removeprefix("urn:briefwright:problem:")


@dataclass(frozen=True)
class Program:
    """A program that asks a running service: where, the folder of its briefings, its headers."""

    address: str
    content: Path
    headers: tuple[tuple[str, str], ...] = ()

    def send(self, method: str, path: str, said: Any = None, **headers: str) -> Answer:
        """A method, an address, a value, headers (`_` for a hyphen) → the answer."""
        data = None if said is None else json.dumps(said).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        for name, value in (*self.headers, *headers.items()):
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def get(self, path: str, **headers: str) -> Answer:
        """An address and headers → the answer."""
        return self.send("GET", path, **headers)

    def make(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """An edition that is asked for → its job, once it is finished."""
        answer = self.send("POST", "jobs", wanted, Prefer="wait=60")
        assert answer.status == 200, answer.body
        return answer.said

    def add(self, name: str, main: str = BODY) -> str:
        """A name and what is written → that name, as a briefing of its own."""
        path = self.content.parent / name
        folder(path, main).rename(self.content / name)
        return name


CONFIG = """\
request-timeout = 60
[dictionaries.briefings]
values = ["sample", "at-fault"]
[dictionaries.numbers]
values = ["loans"]
[dictionaries.audiences]
values = ["full", "press"]
[parameters]
"path.briefing" = {dictionary = "briefings", probability = 0.8}
"path.number" = {dictionary = "numbers", probability = 0.8}
"body.briefing" = {dictionary = "briefings", probability = 0.8}
"body.audience" = {dictionary = "audiences", probability = 0.8}
[checks]
use_after_free.enabled = false  # a job that was stopped is still there, and its state says so
[[operations]]
include-name = ["POST /jobs", "GET /briefings/{briefing}/explanation",
                "PATCH /briefings/{briefing}/numbers/{number}"]
# 422: a key that belongs to another request; a briefing that is, or would be, at fault.
checks.positive_data_acceptance.expected-statuses = ["2xx", "404", "409", "422", "429"]
"""


def attack(program: Program, place: Path, *options: str) -> str:
    """A program, a folder, options of schemathesis → its report, if all is as documented."""
    (place / "schemathesis.toml").write_text(CONFIG)
    schemathesis = Path(sys.executable).with_name("schemathesis")
    command = [schemathesis, "--config-file", "schemathesis.toml", "run", *options]
    for name, value in program.headers:
        command += ["--header", f"{name}: {value}"]
    done = subprocess.run(
        [*command, f"{program.address}openapi.json"],
        cwd=place, capture_output=True, text=True, timeout=800, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout
