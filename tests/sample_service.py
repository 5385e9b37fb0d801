"""A service of briefings, as a process of its own, and what it answers over HTTP at loopback."""

import asyncio
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any, TypeVar

import lxml.html

from briefwright.service.catalogue import Folders

HOME = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """What is awaited → its result, from a thread of its own: a browser's loop may run in this."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers, its body."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """What a page says, in one line."""
        main = lxml.html.document_fromstring(self.body).get_element_by_id("content").getparent()
        return " ".join(main.text_content().split())


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A redirection is an answer like any other."""


OPENER = urllib.request.build_opener(_Stay)


@dataclass(frozen=True)
class Server:
    """A running service: where it answers, and the folder of its briefings."""

    address: str
    content: Path
    process: subprocess.Popen[str]

    def get(self, path: str, **headers: str) -> Answer:
        """An address and headers (`_` for a hyphen) → the answer."""
        return self._send(urllib.request.Request(self.address + path), headers)

    def post(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """An address and the fields of a form → the answer."""
        data = urllib.parse.urlencode(fields).encode()
        return self._send(urllib.request.Request(self.address + path, data), headers)

    def _send(self, request: urllib.request.Request, headers: dict[str, str]) -> Answer:
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with OPENER.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def stream(self, path: str) -> Iterator[bytes]:
        """An address → the lines of the answer, as they come."""
        with OPENER.open(self.address + path, timeout=60) as answer:
            yield from answer

    def ask(self, name: str, audience: str, *formats: str, **more: str) -> str:
        """An edition in English → the address of its job."""
        fields = [("audience", audience), ("language", "en"), *more.items()]
        fields += [("format", one) for one in formats]
        answer = self.post(f"briefings/{name}/editions", fields)
        assert answer.status == 303
        return str(answer.headers["Location"]).removeprefix("../../")

    def wait_for(self, job: str) -> Answer:
        """A job's address → its page, once it is finished."""
        steps = self.get(f"{job}events")
        assert b"data: " in steps.body
        return self.get(job)


def find_folders(place: Path) -> Folders:
    """A folder → the ones in it that a service reads."""
    names = ("content", "templates", "issued", "recipients", "deliveries", "delivery.yaml")
    return Folders(*(place / name for name in names))


@contextmanager
def start_service(place: Path, *options: str) -> Iterator[Server]:
    """A folder that holds `content`, and options → the service of it, while it is needed.

    What it logs stands in `log`.
    """
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open"]
    command += ["--content", str(place / "content"), "--output", str(place / "output")]
    for name in ("issued", "recipients", "deliveries"):
        command += [f"--{name}", str(place / name)]
    command += ["--delivery", str(place / "delivery.yaml"), *options]
    with (
        (place / "log").open("a", encoding="utf-8") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+/", said)
        assert found, said
        try:
            yield Server(found[0], place / "content", process)
        finally:
            process.terminate()
