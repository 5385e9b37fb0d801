"""A server that takes mail and keeps it, and fails where it is asked to.

`python tests/smtp_sink.py LOG` is the same in a process of its own: it prints its port, and
writes a line into LOG for each message that it takes.
"""

import json
import re
import socketserver
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# A stage (“connect”, “mail”, “rcpt”, “data”, “dot”, “taken”) and a recipient → what happens there:
# an answer of SMTP's, “drop” for a line that breaks, or "" for what is usual. At “dot” the message
# has come and is not taken; at “taken” it is, and nobody was answered yet.
Fault = Callable[[str, str], str]


def no_fault(stage: str, recipient: str) -> str:
    return ""


@dataclass(frozen=True)
class Taken:
    """A message that the sink took: its envelope, what else the sender asked for, its bytes."""

    sender: str
    recipient: str
    options: str
    data: bytes

    @property
    def message_id(self) -> str:
        found = re.search(rb"(?im)^message-id: *(\S+)", self.data)
        return found[1].decode() if found else ""


@dataclass
class Settings:
    """How a sink behaves; `extensions` are what it offers."""

    fault: Fault = no_fault
    extensions: tuple[str, ...] = ("SIZE 10000000", "8BITMIME", "SMTPUTF8", "DSN")
    context: ssl.SSLContext | None = None
    tls_first: bool = False
    login: str = ""  # base64 of what AUTH PLAIN must say
    keep: Callable[[Taken], None] | None = None


class Sink(socketserver.ThreadingTCPServer):
    """A server on a port of its own; `taken` is what it took, in that order."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.taken: list[Taken] = []
        self.commands: list[str] = []
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Session)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that broke is what is tried here."""


class _DroppedError(Exception):
    pass


@dataclass
class _Envelope:
    sender: str = ""
    recipient: str = ""
    options: list[str] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    server: Sink
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.server.connections += 1
        self.is_encrypted = False
        self.envelope = _Envelope()
        try:
            if self.server.settings.tls_first:
                self._encrypt()
            self._say(self._fail("connect") or "220 sink")
            while line := self.rfile.readline():
                if not self._answer(line.decode().rstrip("\r\n")):
                    return
        except (_DroppedError, OSError):
            return

    def _answer(self, line: str) -> bool:
        """A command → answered; whether the line stays open."""
        self.server.commands.append(line)
        verb = line.split(" ")[0].upper()
        settings = self.server.settings
        if verb == "EHLO":
            offers = [*settings.extensions]
            if settings.context and not self.is_encrypted:
                offers.append("STARTTLS")
            elif settings.login:
                offers.append("AUTH PLAIN")
            lines = ["sink", *offers]
            for one in lines[:-1]:
                self._write(f"250-{one}")
            self._say(f"250 {lines[-1]}")
        elif verb == "STARTTLS" and settings.context:
            self._say("220 go ahead")
            self._encrypt()
        elif verb == "AUTH":
            right = line.split(" ")[-1] == settings.login
            self._say("235 welcome" if right else "535 5.7.8 wrong user or password")
        elif verb == "MAIL":
            sender, _, options = line[10:].partition("> ")
            self.envelope = _Envelope(sender.strip("<>"), "", [options] if options else [])
            self._say(self._fail("mail") or "250 sender ok")
        elif verb == "RCPT":
            recipient, _, options = line[8:].partition("> ")
            self.envelope.recipient = recipient.strip("<>")
            self.envelope.options += [options] if options else []
            self._say(self._fail("rcpt") or "250 recipient ok")
        elif verb == "DATA":
            self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 ok")
        return True

    def _take(self) -> None:
        refused = self._fail("data")
        self._say(refused or "354 go on")
        if refused:
            return
        data = bytearray()
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _DroppedError
            data += line.removeprefix(b".") if line.startswith(b"..") else line
        if refused := self._fail("dot"):
            self._say(refused)
            return
        one = self.envelope
        taken = Taken(one.sender, one.recipient, " ".join(one.options), bytes(data))
        self.server.taken.append(taken)
        if keep := self.server.settings.keep:
            keep(taken)
        self._say(self._fail("taken") or "250 taken")

    def _fail(self, stage: str) -> str:
        asked = self.server.settings.fault(stage, self.envelope.recipient)
        if asked == "drop":
            raise _DroppedError
        return asked

    def _encrypt(self) -> None:
        assert self.server.settings.context
        line = self.server.settings.context.wrap_socket(self.connection, server_side=True)
        self.request = self.connection = line
        self.rfile, self.wfile = line.makefile("rb"), line.makefile("wb", 0)
        self.is_encrypted = True

    def _say(self, text: str) -> None:
        self._write(text)
        self.wfile.flush()

    def _write(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def finish(self) -> None:
        for file in (self.wfile, self.rfile):
            try:
                file.close()
            except OSError:
                continue
        self.connection.close()


@contextmanager
def run_sink(settings: Settings | None = None) -> Iterator[Sink]:
    """How it behaves → a running sink."""
    with Sink(settings or Settings()) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()


def main(log: Path) -> None:
    """A file → a sink that writes a line there for each message, until it is stopped."""
    with log.open("a", encoding="utf-8", buffering=1) as lines:

        def keep(taken: Taken) -> None:
            lines.write(json.dumps([time.time(), taken.recipient, taken.message_id]) + "\n")

        sink = Sink(Settings(keep=keep))
        print(sink.port, flush=True)  # noqa: T201
        sink.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
