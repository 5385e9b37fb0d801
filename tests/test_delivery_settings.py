"""delivery.yaml → who sends and how, or everything that is wrong with it at its line."""

import sys
from pathlib import Path

import pytest

from briefwright.mail import Mailbox, RelaySettings, read_publishing, read_settings
from briefwright.mail.secrets import find_secret
from briefwright.problems import ContentError, MachineError

LEAST = "from: Press office <press@port.example>\nsmtp: {host: mail.port.example}\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "delivery.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_settings(write(tmp_path, text))
    return [str(one).removeprefix(f"{tmp_path}/delivery.yaml:") for one in caught.value.problems]


def test_a_sender_and_a_relay_are_enough(tmp_path: Path) -> None:
    found = read_settings(write(tmp_path, LEAST))
    assert found.sender == Mailbox("Press office", "press@port.example")
    assert found.relay == RelaySettings("mail.port.example", 0, "starttls", "")
    assert found.unsubscribing.mailbox == found.sender


def test_every_setting_is_read(tmp_path: Path) -> None:
    found = read_settings(
        write(
            tmp_path,
            "from: press@port.example\nreply_to: Ana <ana@port.example>\naudience: press\n"
            "links: https://port.example/issued/\n"
            "smtp:\n  host: localhost\n  port: 25\n  security: none\n  user: press\n"
            "unsubscribe:\n  mail: leave@port.example\n  address: https://port.example/leave\n",
        )
    )
    assert found.relay == RelaySettings("localhost", 25, "none", "press")
    assert found.reply_to == Mailbox("Ana", "ana@port.example")
    assert found.unsubscribing.mailbox == Mailbox("", "leave@port.example")
    assert found.unsubscribing.page == "https://port.example/leave"
    assert (found.audience, found.links) == ("press", "https://port.example/issued")


def test_without_the_file_it_is_said_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"D202 There is no delivery\.yaml\. Write one"):
        read_settings(tmp_path / "delivery.yaml")


def test_a_name_with_a_comma_is_explained(tmp_path: Path) -> None:
    least = "smtp: {host: mail.port.example}\n"
    (found,) = faults(tmp_path, f"from: Port, Office <a@port.example>\n{least}")
    assert 'A name with a comma stands in quotes: write from: \'"Port, Office" <a@' in found
    said = found.partition("write ")[2].rstrip(".")
    read = read_settings(write(tmp_path, f"{said}\n{least}"))
    assert read.sender == Mailbox("Port, Office", "a@port.example")


def test_everything_wrong_is_shown_at_once_at_its_line(tmp_path: Path) -> None:
    text = (
        "form: x@port.example\n"
        "reply_to: nobody\n"
        "links: http://port.example\n"
        "smtp:\n"
        "  host: mail.port.example\n"
        "  security: ssl\n"
        "  ports: 25\n"
        "  port: mail\n"
        "unsubscribe: yes\n"
    )
    found = faults(tmp_path, text)
    wanted = [
        "1:1: D201 There is no setting `form`; did you mean “from”?",
        "9:1: D201 `unsubscribe` takes settings below it.",
        "7:3: D201 There is no setting `smtp.ports`; did you mean “port”?",
        "2:11: D201 “nobody” isn't an e-mail address.",
        "3:8: D201 `links` can't be “http://port.example”; write where the files are",
        "6:13: D201 `smtp.security` can't be “ssl”; it is starttls, tls, none.",
        "8:9: D201 `smtp.port` can't be “mail”; write a number such as 587.",
        "1:1: D202 `from` is missing. Write `from: Press office <press@example.org>`.",
    ]
    assert len(found) == len(wanted)
    for one in wanted:
        assert any(fault.startswith(one) for fault in found), (one, found)


@pytest.mark.parametrize("key", ["password", "pass", "smtp_password", "secret", "token", "api_key"])
def test_a_password_in_the_file_is_refused_with_what_to_do(tmp_path: Path, key: str) -> None:
    (fault,) = faults(
        tmp_path,
        LEAST.replace("{host: mail.port.example}", f"\n  host: m.example\n  {key}: hunter2"),
    )
    assert fault.startswith("4:3: D203 No secret stands in delivery.yaml: take")
    assert "export BRIEFWRIGHT_SMTP_PASSWORD='…'" in fault
    assert "hunter2" not in fault


def test_a_secret_comes_from_the_environment_or_it_is_said_where_to_put_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("BRIEFWRIGHT_SMTP_PASSWORD", "hunter2")
    assert find_secret("smtp_password", "The password") == "hunter2"
    monkeypatch.delenv("BRIEFWRIGHT_SMTP_PASSWORD")
    with pytest.raises(MachineError, match="The password is missing: type export BRIEFWRIGHT_SMTP"):
        find_secret("smtp_password", "The password")


# ----------------------------------------------------------------- publishing

PUBLISHING = "from: Port <press@port.example>\npublish: press, public\n"


def test_channels_have_names_of_their_own_and_a_folder_is_as_seen_from_the_file(
    tmp_path: Path,
) -> None:
    channels = "channels: {share: www, archive: 's3://port/issued', website: /srv/www}\n"
    found = read_publishing(write(tmp_path, PUBLISHING + channels))
    assert found.audiences == ("press", "public")
    assert found.channels == {
        "share": str(tmp_path / "www"), "archive": "s3://port/issued", "website": "/srv/www",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from: press@port.example\n", "`channels` is missing. Write `channels: {website: "),
        (PUBLISHING + "channels: www\n", "`channels` takes settings below it."),
        (PUBLISHING + "channels: {My Site: www}\n", "A channel's name is small letters"),
        (PUBLISHING + "channels: {a: 'ftp://port.example'}\n", "write a folder, or s3://bucket/"),
        (PUBLISHING + "channels: {a: 's3://me:secret@port'}\n", "write a folder, or s3://bucket/"),
        (PUBLISHING + "channels: {a: 'https://me:secret@port'}\n", "https://USER@HOST/FOLDER"),
        (PUBLISHING + "channels: {a: 'http://me@port.example'}\n", "https://USER@HOST/FOLDER"),
    ],
)
def test_what_is_wrong_with_channels_is_said_with_what_to_write(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_publishing(write(tmp_path, text))
    assert said in "\n".join(map(str, caught.value.problems))


@pytest.mark.parametrize("port", ["0", "65536", "70000", "-1"])
def test_a_port_that_there_can_t_be_is_refused(tmp_path: Path, port: str) -> None:
    (fault,) = faults(tmp_path, LEAST.replace("host: m", f"port: {port}, host: m"))
    assert "`smtp.port` can't be" in fault


def test_the_last_port_is_one(tmp_path: Path) -> None:
    found = read_settings(write(tmp_path, LEAST.replace("host: m", "port: 65535, host: m")))
    assert found.relay.port == 65535
