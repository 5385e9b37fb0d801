"""The service is killed while people save: what it said it saved is saved, and no file is half."""

import http.client
import random
import re
import sys
import threading
import time
import urllib.error
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from sample_folder import folder
from sample_service import Server, start_service

from briefwright.editing import History

FACTS = ("loans", "visits", "readings")
BODY = "facts:\n" + "".join(f"  {name}: {{value: 1000}}\n" for name in FACTS)
BODY += "body:\n  - In a year " + ", ".join(f"{{{name}}}" for name in FACTS) + ".\n"
LONGEST = 1.5  # seconds from the first answer to the end


@dataclass
class Saver:
    """Somebody who counts a number up: what was answered to be saved, and what was last tried."""

    fact: str
    saved: int
    tried: int = 0
    answers: list[str] = field(default_factory=list)

    def save_until_killed(self, server: Server, has_saved: threading.Event) -> None:
        """A service → the number counted up there, until it answers no more."""
        while True:
            self.tried = self.saved + 1
            fields = [
                ("kind", "setting"), ("at", f"facts.{self.fact}.value"),
                ("before", str(self.saved)), ("after", str(self.tried)),
            ]  # fmt: skip
            try:
                answer = server.post("briefings/sample/changes/", fields)
            except (OSError, urllib.error.URLError, http.client.HTTPException):
                return
            if answer.status == 303:
                self.saved = self.tried
                has_saved.set()
            else:
                self.answers.append(f"{answer.status} {answer.text}")


def read_numbers(path: Path) -> dict[str, int]:
    text = (path / "briefing.yaml").read_text("utf-8")
    return {name: int(value) for name, value in re.findall(r"(\w+): \{value: (\d+)\}", text)}


def run_until_killed(place: Path, chance: random.Random) -> list[Saver]:
    """A place and chance → what each saver had been answered when the service was killed."""
    savers = [Saver(name, value) for name, value in read_numbers(place / "content/sample").items()]
    has_saved = threading.Event()
    with start_service(place) as server:
        working = [
            threading.Thread(target=one.save_until_killed, args=(server, has_saved))
            for one in savers
        ]
        for thread in working:
            thread.start()
        assert has_saved.wait(60), [one.answers for one in savers]
        time.sleep(chance.uniform(0, LONGEST))
        server.process.kill()
        for thread in working:
            thread.join()
    return savers


def check(path: Path, savers: list[Saver]) -> tuple[int, int]:
    """A briefing's folder and its savers → how many saves it has, how many nobody was told of."""
    saves, found = History(path).list_saves(), read_numbers(path)
    for one in savers:
        assert found[one.fact] in (one.saved, one.tried)
        changes = [change for save in saves for change in save.changes]
        at = f"facts.{one.fact}.value"
        recorded = [int(change["after"]) for change in changes if change["at"] == at]
        assert recorded == list(range(1001, found[one.fact] + 1))
    text = (path / "briefing.yaml").read_bytes()
    assert saves[-1].files[0].after == sha256(text).hexdigest()
    assert [save.number for save in saves] == list(range(1, len(saves) + 1))
    return len(saves), sum(found[one.fact] - one.saved for one in savers)


@pytest.mark.parametrize(
    "kills", [3, pytest.param(300, marks=[pytest.mark.long, pytest.mark.timeout(10_000)])]
)
def test_a_service_that_is_killed_loses_no_save_and_leaves_no_half_file(
    tmp_path: Path, kills: int
) -> None:
    path = folder(tmp_path / "content", BODY)
    chance = random.Random(1)
    for kill in range(1, kills + 1):
        saves, unanswered = check(path, run_until_killed(tmp_path, chance))
        sys.stdout.write(f"kill {kill}: {saves} saves, {unanswered} of them not answered\n")
    assert saves >= kills
