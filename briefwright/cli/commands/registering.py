"""The command `users`: who may open the pages of `serve`, and what each may see and do."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefwright import audience
from briefwright.cli.commands.loading import UsageError
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.problems import suggest
from briefwright.service.users.passwords import find_digest, find_fault, hash_password, make_token
from briefwright.service.users.user import RIGHTS, Right, User
from briefwright.service.users.users_file import NAME, Registration, UsersFile

ALL, NOTHING = "all", "nothing"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.@_+-]{0,63}")


@dataclass(frozen=True)
class UserRequest:
    """A user's name, and what it may see and do; None for what stays as it is.

    `file` is where users are kept, None for the file beside content/.
    """

    name: str
    audiences: tuple[str, ...] | None = None
    rights: tuple[str, ...] | None = None
    file: Path | None = None


def find_users_file(folders: Folders, file: Path | None) -> UsersFile:
    """The folders, and a path if one is given → the file of users."""
    return UsersFile(file or folders.content.resolve().parent / NAME)


def add_user(folders: Folders, wanted: UserRequest, ask: Callable[[], str]) -> Result:
    """A new user and how to ask for its password → kept. Errors: UsageError; MachineError."""
    if not _NAME.fullmatch(wanted.name):
        raise UsageError(
            f"“{wanted.name}” can't be a user's name: up to 64 letters, digits and . @ _ + -"
        )
    user = User(
        wanted.name,
        _read_audiences(folders, wanted.audiences or ()),
        _read_rights(wanted.rights or ()),
    )
    _require_use(user)
    users = find_users_file(folders, wanted.file)
    if wanted.name in users.read():
        raise UsageError(
            f"There is a user {wanted.name} already; to change it, type: "
            f"build.py users change {wanted.name}"
        )
    password = _hash_password(ask)
    with users.change() as registrations:
        registrations[user.name] = Registration(user, password)
    return Result("users", messages=(f"{user.name} {_describe(user)}.",))


def change_user(folders: Folders, wanted: UserRequest, ask: Callable[[], str] | None) -> Result:
    """What changes of a user, and how to ask for a new password if there is one → kept.

    A new password ends all its sessions and its token. Errors: UsageError; MachineError.
    """
    users = find_users_file(folders, wanted.file)
    known = _find(users, wanted.name)
    user = known.user
    if wanted.audiences is not None:
        user = replace(user, audiences=_read_audiences(folders, wanted.audiences))
    if wanted.rights is not None:
        user = replace(user, rights=_read_rights(wanted.rights))
    _require_use(user)
    changed = replace(known, user=user)
    if ask:
        changed = Registration(user, _hash_password(ask))
    with users.change() as registrations:
        registrations[user.name] = changed
    return Result("users", messages=(f"{user.name} {_describe(user)}.",))


def list_users(folders: Folders, wanted: UserRequest) -> Result:
    """→ a sentence for each user. Errors: MachineError."""
    known = find_users_file(folders, wanted.file).read()
    listed = tuple(
        f"{name} {_describe(one.user)}{_name_token(one)}." for name, one in known.items()
    )
    return Result("users", messages=listed or ("There are no users.",))


def remove_user(folders: Folders, wanted: UserRequest) -> Result:
    """A user → gone, its sessions and its token with it. Errors: UsageError; MachineError."""
    users = find_users_file(folders, wanted.file)
    _find(users, wanted.name)
    with users.change() as registrations:
        registrations.pop(wanted.name, None)
    return Result("users", messages=(f"{wanted.name} is no user any more.",))


def renew_token(folders: Folders, wanted: UserRequest) -> Result:
    """A user → a new token for programs, shown this once; an earlier one counts no more.

    Errors: UsageError; MachineError.
    """
    users = find_users_file(folders, wanted.file)
    known, token = _find(users, wanted.name), make_token()
    with users.change() as registrations:
        registrations[wanted.name] = replace(known, token=find_digest(token))
    return Result("users", messages=(token,))


def _find(users: UsersFile, name: str) -> Registration:
    known = users.read()
    if name not in known:
        close = suggest(name, known) or f"; there is: {', '.join(known) or 'none'}."
        raise UsageError(f"There is no user “{name}”{close}")
    return known[name]


def _read_audiences(folders: Folders, given: Sequence[str]) -> frozenset[str] | None:
    """Names of audiences → them; None for all."""
    if not given:
        raise UsageError(f"Say what the user may see: --audiences press,public or {ALL}")
    if ALL in given:
        return None
    known = audience.names(folders.templates)
    for name in given:
        if name not in known:
            close = suggest(name, known) or f"; there is: {', '.join(known)}."
            raise UsageError(f"There is no audience “{name}”{close}")
    return frozenset(given)


def _read_rights(given: Iterable[str]) -> frozenset[Right]:
    known: dict[str, Right] = {right: right for right in RIGHTS}
    for word in given:
        if word not in (*known, NOTHING):
            close = suggest(word, known) or f"; there is: {', '.join((*known, NOTHING))}."
            raise UsageError(f"There is no right “{word}”{close}")
    return frozenset(known[word] for word in given if word != NOTHING)


def _require_use(user: User) -> None:
    """A user → nothing. Errors: UsageError where it has a right that it could not use."""
    if user.may("send") and not user.sees_all:
        raise UsageError(
            "A list has recipients for every audience, so who may send sees them all: "
            f"--audiences {ALL}"
        )


def _hash_password(ask: Callable[[], str]) -> str:
    password = ask()
    if fault := find_fault(password):
        raise UsageError(fault)
    return hash_password(password)


def _describe(user: User) -> str:
    """A user → what it may see and do, to stand after its name."""
    return f"may {' and '.join(_list_permissions(user))}"


def _list_permissions(user: User) -> Iterator[str]:
    yield f"see {'all audiences' if user.audiences is None else ', '.join(sorted(user.audiences))}"
    yield from sorted(user.rights)


def _name_token(registration: Registration) -> str:
    return ", with a token" if registration.token else ""
