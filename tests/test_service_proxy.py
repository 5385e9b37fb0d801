"""The service behind Debian's nginx, set up as the pages for whoever runs it show."""

import base64
import http.client
import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
import pytest
from conftest import HOME
from sample_folder import folder
from sample_service import Answer, Server, start_service
from test_service_users import PASSWORD, run_users

from briefwright.setup.requirements import find_server_program

BODY = "body:\n  - The library lent 12,400 books in a year.\n"
NAME = "briefings.example.org"
OPTIONS = (
    *("--base-path", "/briefings"),
    *("--host-name", NAME),
    *("--trusted-proxy", "127.0.0.1"),
    *("--login-header", "X-Remote-User"),
)


@dataclass(frozen=True)
class Proxy:
    """nginx before a service: its port, where its certificate is, the service, its log."""

    port: int
    certificate: Path
    behind: Server
    log: Path

    def ask(self, path: str, user: str = "", fields: str = "", **headers: str) -> Answer:
        """A path, who logs in at nginx, the fields of a form and headers → the answer."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        asked["Host"] = f"{NAME}:{self.port}"
        if user:
            said = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            asked.setdefault("Authorization", f"Basic {said}")
        if fields:
            asked["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)
        line.request("POST" if fields else "GET", path, fields or None, asked)
        answer = line.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        line.close()
        return found


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    program = find_server_program("nginx")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("NGINX IS MISSING, and CI must have it: apt install nginx")
    if program is None:
        pytest.skip("NGINX IS MISSING: nobody has asked the service through it")
    place = tmp_path_factory.mktemp("proxy")
    folder(place / "content", BODY)
    for name in ("ana", "bo"):
        run_users(place, f"add {name} --audiences all --may edit --password-stdin")
    run_users(place, "add public --audiences public --password-stdin")
    known = "".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in ("ana", "public", "unknown"))
    (place / "names").write_text(known)
    certify(place)
    with start_service(place, *OPTIONS) as service:
        port = find_free_port()
        write_configuration(place, port, service)
        main = f"daemon off; pid {place}/pid;" + (" user root;" if os.getuid() == 0 else "")
        command = [program, "-p", str(place), "-c", "nginx.conf", "-e", "errors", "-g", main]
        with subprocess.Popen(command) as running:
            try:
                wait_for_port(port, running)
                yield Proxy(port, place / "certificate", service, place / "log")
            finally:
                running.terminate()


def certify(place: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}"]
    command += ["-keyout", str(place / "key"), "-out", str(place / "certificate")]
    subprocess.run(command, check=True, capture_output=True)


def find_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def write_configuration(place: Path, port: int, service: Server) -> None:
    """The configuration of the pages, with the places, names and ports of this test."""
    (shown,) = re.findall(r"```nginx\n(.*?)```", (HOME / "docs" / "serve.md").read_text(), re.S)
    behind = re.sub(r"^http://|/.*$", "", service.address.removeprefix("http://"))
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"  {one}_temp_path {place}/{one};\n" for one in folders)
    replaced = {
        "http {\n": "http {\n  access_log off;\n" + own,
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/certs/briefings.pem": str(place / "certificate"),
        "/etc/ssl/private/briefings.key": str(place / "key"),
        "/etc/nginx/briefings.users": str(place / "names"),
        "127.0.0.1:8000": behind,
    }
    for before, after in replaced.items():
        assert before in shown
        shown = shown.replace(before, after)
    (place / "nginx.conf").write_text(shown)


def wait_for_port(port: int, running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx ended.")


def test_whoever_logged_in_at_the_proxy_makes_an_edition_and_downloads_it(proxy: Proxy) -> None:
    shelf = proxy.ask("/briefings/", "ana")
    assert "A sample" in shelf.text
    links = [link for *_, link, _ in lxml.html.document_fromstring(shelf.body).iterlinks()]
    assert not [link for link in links if link.startswith("/") or "//" in link]
    page = lxml.html.document_fromstring(proxy.ask("/briefings/briefings/sample/", "ana").body)
    (token,) = set(page.xpath("//input[@name='form_token']/@value"))
    fields = {"audience": "full", "language": "en", "format": "pdf", "form_token": token}
    made = proxy.ask(
        "/briefings/briefings/sample/editions", "ana", urlencode(fields),
        Origin=f"https://{NAME}:{proxy.port}",
    )  # fmt: skip
    assert made.status == 303
    job = "/briefings/" + made.headers["Location"].removeprefix("../../")
    assert b'"done"' in proxy.ask(f"{job}events", "ana").body
    assert proxy.ask(f"{job}files/sample-full-en.pdf", "ana").body.startswith(b"%PDF-")
    assert proxy.ask(job, "public").status == 404


def test_nobody_else_comes_in(proxy: Proxy) -> None:
    assert proxy.ask("/briefings/").status == 401
    assert proxy.ask("/briefings/", "unknown").status == 401
    assert proxy.ask("/briefings/", X_Remote_User="ana").status == 401


def test_who_sends_the_header_is_nobody_else_by_it(proxy: Proxy) -> None:
    path = "/briefings/briefings/sample/"
    shown = proxy.ask(path, "public", X_Remote_User="ana").text
    assert shown == proxy.ask(path, "public").text
    assert shown != proxy.ask(path, "ana").text


def test_programs_come_in_by_their_token_alone(proxy: Proxy) -> None:
    token = run_users(proxy.log.parent, "token ana").split()[-1]
    path = "/briefings/v1/briefings"
    assert proxy.ask(path, Authorization=f"Bearer {token}").status == 200
    assert proxy.ask(path, "ana").status == 401
    assert proxy.ask(path, X_Remote_User="ana").status == 401


def test_what_is_for_whoever_runs_the_service_is_not_reached(proxy: Proxy) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/briefings/metrics", "/briefings/healthz"):
        assert proxy.ask(path, "ana").status == 404
    beside = replace(proxy.behind, address=proxy.behind.address.removesuffix("briefings/"))
    assert beside.get("metrics").status == 200
    assert beside.get("metrics", X_Forwarded_For="198.51.100.7").status == 404


def test_over_https_a_session_is_for_https_alone(proxy: Proxy) -> None:
    fields = urlencode({"name": "ana", "password": PASSWORD})
    cookie = proxy.ask("/briefings/log-in", "ana", fields).headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie


def test_from_any_other_address_the_header_and_what_a_proxy_says_are_ignored(
    tmp_path: Path,
) -> None:
    folder(tmp_path / "content", BODY)
    run_users(tmp_path, "add ana --audiences all --password-stdin")
    other = ["192.0.2.1" if word == "127.0.0.1" else word for word in OPTIONS]
    with start_service(tmp_path, *other) as server:
        assert server.get("", X_Remote_User="ana").status == 401
        visit = server.get("briefings/sample/", X_Remote_User="ana", Accept="text/html")
        assert visit.headers["Location"] == "../../log-in?next=briefings/sample/"
        fields = [("name", "ana"), ("password", PASSWORD)]
        cookie = server.post("log-in", fields, X_Forwarded_Proto="https").headers["Set-Cookie"]
        assert "Secure" not in cookie


def test_behind_a_proxy_there_have_to_be_users(tmp_path: Path) -> None:
    folder(tmp_path / "content", BODY)
    with pytest.raises(AssertionError), start_service(tmp_path, *OPTIONS):
        pass
    assert "There are no users" in (tmp_path / "log").read_text()
