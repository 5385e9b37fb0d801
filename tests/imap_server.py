"""A server of IMAP over TLS with one mailbox, as much of it as reading takes (RFC 3501)."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    messages: list[bytes]
    password: str
    context: ssl.SSLContext

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever doesn't trust the certificate hangs up, as is tried here."""


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def setup(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline().decode():
            tag, verb, *words = line.split()
            match verb:
                case "CAPABILITY":
                    self._say(b"* CAPABILITY IMAP4rev1")
                case "LOGIN" if words[1].strip('"') != self.server.password:
                    self._say(f"{tag} NO wrong password".encode())
                    continue
                case "EXAMINE":
                    self._say(f"* {len(self.server.messages)} EXISTS".encode())
                case "SEARCH":
                    numbers = range(1, len(self.server.messages) + 1)
                    self._say(f"* SEARCH {' '.join(map(str, numbers))}".encode())
                case "FETCH":
                    data = self.server.messages[int(words[0]) - 1]
                    self._say(f"* {words[0]} FETCH (BODY[] {{{len(data)}}}".encode())
                    self.wfile.write(data)
                    self._say(b")")
                case "LOGOUT":
                    self._say(b"* BYE")
            self._say(f"{tag} OK {re.sub('[^A-Z]', '', verb)} done".encode())

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def run_imap(messages: list[bytes], certificate: Path, password: str) -> Iterator[int]:
    """Messages, a file with a key and its certificate, a password → the port of a server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.messages, server.password, server.context = messages, password, context
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
