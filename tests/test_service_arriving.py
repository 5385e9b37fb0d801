"""What is sent to the service in many pieces: read from who may send it, and not for ever."""

import asyncio
import http.client
import io
import re
import select
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest
from PIL import Image
from sample_folder import folder
from sample_service import Server, run_apart, start_service
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message
from test_service_users import Visitor, log_in, run_users

from briefwright.service.bodies import LimitedBodies

BODY = "body:\n  - The library lends books.\n"
SOME, ALL = 200_000, 20_000_000  # bytes that arrive, and that are said to come
FIELD = '--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n{}\r\n'
FILE = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing; one of its users may edit."""
    place = tmp_path_factory.mktemp("arriving")
    folder(place / "content", BODY)
    run_users(place, "add ana --audiences press --may edit --password-stdin")
    run_users(place, "add rita --audiences all --password-stdin")
    with start_service(place) as service:
        yield service


def begin(visitor: Visitor, start: str, size: int = SOME) -> http.client.HTTPConnection:
    """Who sends a file, how its form begins, how many bytes arrive → the rest never comes."""
    address = urlsplit(visitor.server.address)
    connection = http.client.HTTPConnection(address.netloc, timeout=60)
    connection.putrequest("POST", "/briefings/sample/files/")
    for name, value in {
        **visitor.headers, "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": str(ALL),
    }.items():  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(start.encode().ljust(size, b"."))
    return connection


@pytest.mark.parametrize(
    ("name", "start"),
    [("rita", FIELD + FILE), ("rita", FILE), ("ana", FILE), ("ana", FILE + "{}\r\n" + FIELD)],
    ids=["without the right", "with neither", "without the token", "with the token too late"],
)
def test_the_rest_of_a_file_is_not_waited_for(server: Server, name: str, start: str) -> None:
    visitor = log_in(server, name)
    with closing(begin(visitor, start.replace("{}", visitor.token))) as connection:
        assert connection.getresponse().status == 403


def test_a_file_that_is_longer_than_a_form_arrives_whole(server: Server) -> None:
    ana = log_in(server, "ana")
    picture = io.BytesIO()
    Image.effect_noise((600, 600), 90).save(picture, "PNG")
    assert len(picture.getvalue()) > SOME
    start = (FIELD + FILE).replace("{}", ana.token).encode()
    request = urllib.request.Request(f"{server.address}briefings/sample/files/")
    request.data = start + picture.getvalue() + b"\r\n--x--\r\n"
    request.add_header("Content-Type", "multipart/form-data; boundary=x")
    assert server._send(request, ana.headers).status == 303


def test_a_user_sends_so_many_files_at_a_time(server: Server) -> None:
    ana = log_in(server, "ana")
    start = (FIELD + FILE).replace("{}", ana.token)
    with ExitStack() as stack:
        sent = [stack.enter_context(closing(begin(ana, start))) for _ in range(4)]
        answers = find_answers(sent)
        assert [one.status for one in answers] == [429]
        assert re.fullmatch(r"\d+", answers[0].headers["Retry-After"])


def find_answers(sent: list[http.client.HTTPConnection]) -> list[http.client.HTTPResponse]:
    """Files on their way → the first answer that comes; the others wait for the rest."""
    ready, _, _ = select.select([one.sock for one in sent], [], [], 60)
    return [one.getresponse() for one in sent if one.sock in ready]


def test_what_does_not_arrive_in_time_is_answered() -> None:
    assert run_apart(send_half()) == 408


async def send_half() -> int:
    """→ the status of the answer to a form of which half is sent."""

    async def read(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await request.body())

    def refuse(*_: object) -> PlainTextResponse:
        raise AssertionError("It is small.")

    limited = Middleware(LimitedBodies, refuse=refuse, seconds=0.05)
    app = Starlette(routes=[Route("/", read, methods=["POST"])], middleware=[limited])
    pieces: list[Message] = [{"type": "http.request", "body": b"at=", "more_body": True}]
    answers: list[Message] = []

    async def receive() -> Message:
        if not pieces:
            await asyncio.Event().wait()
        return pieces.pop()

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    return int(answers[0]["status"])
