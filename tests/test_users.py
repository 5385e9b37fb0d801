"""The command `users`: who may come in, in a file; sessions that end; attempts that wait."""

import io
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from briefwright.cli.main import main
from briefwright.problems import MachineError
from briefwright.service.users.passwords import find_digest, is_password
from briefwright.service.users.sessions import LONGEST, Sessions
from briefwright.service.users.throttle import Throttle
from briefwright.service.users.user import User
from briefwright.service.users.users_file import Registration, UsersFile

PASSWORD = "four words in a row"
HOUR = 3600

Users = Callable[..., int]


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Users:
    """The command, with what is typed for a password."""

    def run(words: str, typed: str = PASSWORD) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        return main(["users", *words.split()], tmp_path)

    return run


def registered(tmp_path: Path) -> Registration:
    return UsersFile(tmp_path / "users.json").read()["ana"]


ADD = "add ana --audiences press,public --may edit --password-stdin"


def test_a_user_is_added_and_listed(
    users: Users, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert users(ADD) == 0
    assert users("list") == 0
    assert capsys.readouterr().out == "ana may see press, public and edit.\n" * 2
    kept = registered(tmp_path)
    assert kept.user == User("ana", frozenset({"press", "public"}), frozenset({"edit"}))
    assert is_password(PASSWORD, kept.password)
    assert not is_password(PASSWORD + "!", kept.password)


def test_a_password_is_kept_as_an_argon2_hash_that_its_owner_alone_may_read(
    users: Users, tmp_path: Path
) -> None:
    users(ADD)
    path = tmp_path / "users.json"
    assert registered(tmp_path).password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_password_is_typed_twice_unseen(
    users: Users, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    typed = iter((PASSWORD, PASSWORD, PASSWORD, "another one, by mistake"))
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert users("add ana --audiences all") == 0
    assert is_password(PASSWORD, registered(tmp_path).password)
    assert users("change ana --password") == 2
    assert "The two passwords differ" in capsys.readouterr().err


def test_a_token_is_shown_once_and_kept_as_its_digest(
    users: Users, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    users(ADD)
    capsys.readouterr()
    tokens = []
    for _ in range(2):
        users("token ana")
        tokens.append(capsys.readouterr().out.strip())
    assert len(set(tokens)) == 2
    assert registered(tmp_path).token == find_digest(tokens[1])
    assert not any(token in (tmp_path / "users.json").read_text() for token in tokens)


def test_a_user_is_changed(users: Users, tmp_path: Path) -> None:
    users(ADD)
    users("token ana")
    before = registered(tmp_path)
    users("change ana --audiences all --may nothing")
    after = registered(tmp_path)
    assert after.user == User("ana", None, frozenset())
    assert (after.password, after.token) == (before.password, before.token)
    users("change ana --password-stdin", "another four words")
    renewed = registered(tmp_path)
    assert is_password("another four words", renewed.password)
    assert renewed.token == ""


def test_a_user_is_removed(users: Users, capsys: pytest.CaptureFixture[str]) -> None:
    users(ADD)
    assert users("remove ana") == 0
    capsys.readouterr()
    users("list")
    assert capsys.readouterr().out == "There are no users.\n"


def test_users_are_kept_in_a_file_that_is_named(users: Users, tmp_path: Path) -> None:
    users(f"{ADD} --users {tmp_path}/private/who.json")
    assert list(UsersFile(tmp_path / "private" / "who.json").read()) == ["ana"]
    assert not (tmp_path / "users.json").exists()


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        ("add bo --audiences pres", PASSWORD, "There is no audience “pres”; did you mean “press”?"),
        ("add bo --audiences xy", PASSWORD, "There is no audience “xy”; there is: academic,"),
        ("add bo", PASSWORD, "Say what the user may see: --audiences press,public or all"),
        ("add bo --audiences all --may edt", PASSWORD, "no right “edt”; did you mean “edit”?"),
        ("add bo --audiences all --may x", PASSWORD, "there is: edit, send, nothing."),
        (
            "add bo --audiences press --may send",
            PASSWORD,
            "who may send sees them all: --audiences",
        ),
        ("change ana --may send", PASSWORD, "who may send sees them all: --audiences all"),
        ("add b/o --audiences all", PASSWORD, "“b/o” can't be a user's name"),
        ("add ana --audiences all", PASSWORD, "There is a user ana already; to change it, type:"),
        ("add bo --audiences all --password-stdin", "short", "at least 12 characters"),
        ("add bo --audiences all --password-stdin", "x" * 257, "at most 256 characters"),
        ("change an --may edit", PASSWORD, "There is no user “an”; did you mean “ana”?"),
        ("remove zoe", PASSWORD, "There is no user “zoe”; there is: ana."),
        ("token zoe", PASSWORD, "There is no user “zoe”; there is: ana."),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(
    users: Users, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    words: str, typed: str, sentence: str,
) -> None:  # fmt: skip
    users(ADD)
    before = (tmp_path / "users.json").read_bytes()
    assert users(words, typed) == 2
    assert sentence in capsys.readouterr().err
    assert (tmp_path / "users.json").read_bytes() == before


def test_a_file_that_others_may_read_is_refused(
    users: Users, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    users(ADD)
    (tmp_path / "users.json").chmod(0o644)
    assert users("list") == 3
    assert "chmod 600" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["", "[]", '{"users": [{"name": "ana"}]}', '{"users": 1}'])
def test_a_file_that_holds_no_users_is_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "users.json"
    path.touch(0o600)
    path.write_text(said)
    with pytest.raises(MachineError, match="is no file of users"):
        UsersFile(path).read()


def test_a_change_by_another_program_is_seen(users: Users, tmp_path: Path) -> None:
    users(ADD)
    file = UsersFile(tmp_path / "users.json")
    assert file.read()["ana"].user.rights
    users("change ana --may nothing")
    assert not file.read()["ana"].user.rights


# ----------------------------------------------------------------- what may be seen and done


@pytest.mark.parametrize(
    ("audiences", "audience", "is_seen"),
    [
        (None, "minister", True),
        ({"press"}, "press", True),
        ({"press"}, "press-large-print", True),
        ({"press"}, "minister", False),
        ({"press"}, "press-abroad", False),
        (set(), "press", False),
    ],
)
def test_a_user_sees_the_audiences_that_are_named(
    audiences: set[str] | None, audience: str, is_seen: bool
) -> None:
    user = User("ana", None if audiences is None else frozenset(audiences))
    assert user.may_see(audience) is is_seen


# ----------------------------------------------------------------- sessions and attempts


class Clock:
    """Seconds, as a test sets them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """→ the seconds."""
        return self.now


ANA = Registration(User("ana", None), "a hash")


def test_a_session_ends_when_it_is_not_used_for_two_hours(tmp_path: Path) -> None:
    clock = Clock()
    sessions = Sessions(tmp_path / "sessions", clock)
    key = sessions.begin(ANA)
    for clock.now in (2 * HOUR, 4 * HOUR):
        assert sessions.find(key) is not None
    clock.now = 6 * HOUR + 1
    assert sessions.find(key) is None


def test_a_session_ends_twelve_hours_after_it_began(tmp_path: Path) -> None:
    clock = Clock()
    sessions = Sessions(tmp_path / "sessions", clock)
    key = sessions.begin(ANA)
    for clock.now in range(HOUR, LONGEST + 1, HOUR):
        assert sessions.find(key) is not None
    clock.now = LONGEST + 1
    assert sessions.find(key) is None


def test_each_session_has_another_key_ends_by_itself_and_is_kept_for_the_next_server(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sessions"
    sessions = Sessions(path, Clock())
    first, second = sessions.begin(ANA), sessions.begin(ANA)
    assert first != second
    sessions.end(first)
    for one in (sessions, Sessions(path, Clock())):
        assert one.find(first) is None
        assert one.find(second) is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert second.encode() not in path.read_bytes()


def test_a_damaged_file_of_sessions_is_said_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "sessions"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(MachineError, match="take it away, and everybody logs in again"):
        Sessions(path, Clock()).begin(ANA)


def test_attempts_are_let_through_until_there_are_too_many() -> None:
    clock = Clock()
    throttle = Throttle(2, 60.0, clock)
    assert [throttle.count("ana") for _ in range(3)] == [0, 0, 60]
    assert throttle.count("bo") == 0
    clock.now = 45.5
    assert throttle.count("ana") == 15
    clock.now = 60
    assert throttle.count("ana") == 0


def test_a_good_attempt_does_not_count() -> None:
    throttle = Throttle(1, 60.0, Clock())
    assert throttle.count("ana") == 0
    throttle.forgive("ana")
    assert throttle.count("ana") == 0
    assert throttle.count("ana") == 60


def test_attempts_fill_no_memory() -> None:
    throttle = Throttle(1, 60.0, Clock())
    assert [throttle.count(str(n)) for n in range(20_000)] == [0] * 20_000
    assert throttle.count("19999") == 60
    assert throttle.count("0") == 0
