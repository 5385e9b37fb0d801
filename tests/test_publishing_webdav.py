"""`publish` puts files on a WebDAV server: one of wsgidav, over loopback, that asks who one is."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from cheroot.wsgi import Server
from sample_release import make_home
from test_publishing import OPEN, PAGES, publish, read_all
from wsgidav.wsgidav_app import WsgiDAVApp

from briefwright import disk
from briefwright.channels.places import open_place
from briefwright.problems import MachineError

SECRET = "only for tests"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that keeps files in the folder “kept”."""
    (tmp_path / "kept").mkdir()
    application = WsgiDAVApp(
        {
            "provider_mapping": {"/dav": str(tmp_path / "kept")},
            "simple_dc": {"user_mapping": {"*": {"press": {"password": SECRET}}}},
            "http_authenticator": {"accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    web = Server(("127.0.0.1", 0), application)
    web.prepare()
    thread = Thread(target=web.serve, daemon=True)
    thread.start()
    monkeypatch.setenv("BRIEFWRIGHT_WEBDAV_PASSWORD", SECRET)
    yield f"http://127.0.0.1:{web.bind_addr[1]}/dav"
    web.stop()
    thread.join()


def sign_in(server: str) -> str:
    return server.replace("//", "//press@")


def test_what_is_published_is_there_and_a_second_time_nothing_is_written(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_home(tmp_path)
    settings = tmp_path / "delivery.yaml"
    lines = [
        line for line in settings.read_text(encoding="utf-8").splitlines()
        if not line.startswith("channels")
    ]  # fmt: skip
    text = "\n".join([*lines, f"channels: {{office: '{sign_in(server)}'}}"])
    disk.replace_file(settings, text.encode())
    code, said = publish(capsys, "--really")
    assert code == 0, said
    kept = read_all(tmp_path / "kept")
    assert kept.keys() >= {f"port/1/{name}" for name in OPEN} | set(PAGES)
    times = {path: (tmp_path / "kept" / path).stat().st_mtime_ns for path in kept}
    code, said = publish(capsys, "--really")
    assert code == 0, said
    assert times == {path: (tmp_path / "kept" / path).stat().st_mtime_ns for path in kept}
    assert SECRET not in said


def test_a_file_that_is_there_stays(server: str) -> None:
    place = open_place(sign_in(server))
    assert place.read("a b/ä.txt") is None
    assert place.add("a b/ä.txt", b"one")
    assert not place.add("a b/ä.txt", b"two")
    assert place.read("a b/ä.txt") == b"one"
    place.replace("a b/ä.txt", b"three")
    assert place.read("a b/ä.txt") == b"three"


@pytest.mark.parametrize(("end", "said"), [("", "said 401"), ("/elsewhere", "There is no folder")])
def test_what_cannot_be_used_is_said(server: str, end: str, said: str) -> None:
    address = sign_in(server) + end if end else server
    with pytest.raises(MachineError, match=said):
        open_place(address).add("a.txt", b"")


def test_a_server_that_does_not_answer_is_said_with_its_address() -> None:
    with pytest.raises(MachineError, match=r"http://127\.0\.0\.1:1/dav can't be reached"):
        open_place("http://127.0.0.1:1/dav").read("a.txt")
