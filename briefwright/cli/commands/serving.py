"""The command `serve`: briefings in a browser, to pick, make and download."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import workers
from briefwright.cache.shared import open_shared
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import doctor
from briefwright.cli.commands.loading import UsageError, choose_executor, require_packages
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.cli.user import find_user
from briefwright.workers import DEFAULT_LIMITS, Executor, Limits, WorkerPool

if TYPE_CHECKING:
    from briefwright.service.users.access import Access

NEEDED = (
    "argon2",
    "email_validator",
    "fastapi",
    "multipart",
    "prometheus_client",
    "starlette",
    "uvicorn",
)
SESSIONS = Path(".service", "sessions.sqlite3")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_LOOPBACK = ("127.0.0.1", "localhost")
_ANY = "0.0.0.0"  # every address of this machine
# For what a page asks to be read or tried while somebody waits for it.
_READING = replace(DEFAULT_LIMITS, seconds=120, processor=60)
_READERS = 2


@dataclass(frozen=True)
class ServeRequest:
    """Where the pages shall be, for whom, and how much work is taken on.

    `port` is 0 for any that is free; `host_names` are what others call this machine; `users` is the
    file of users, None for the one beside content/. `at_once` editions are made at once, 0 for one
    a processor, each within `limits`; `waiting` may wait. The pages stand below `base_path`;
    what the `proxies` at these addresses say of a request is believed, and in the header
    `login_header` who logged in there. `shared` is a cache that other machines use, too; editions
    are made `on` this machine or a cluster.
    """

    host: str = _LOOPBACK[0]
    port: int = 0
    host_names: tuple[str, ...] = ()
    users: Path | None = None
    at_once: int = 0
    waiting: int = 32
    limits: Limits = DEFAULT_LIMITS
    base_path: str = ""
    proxies: tuple[str, ...] = ()
    login_header: str = ""
    shared: str = ""
    on: str = workers.POOL


def serve(folders: Folders, wanted: ServeRequest, show: Callable[[str], None]) -> Result:
    """Folders, what is wanted, what to do with the address → briefings served there, until Ctrl-C.

    Errors: UsageError for an address that others reach, or too small a number; MachineError where
    something is lacking.
    """
    require_packages("serve", NEEDED)
    _check(wanted)
    access, hosts = _find_access(folders, wanted), _list_hosts(wanted)
    from briefwright.editing import recover
    from briefwright.preview.server import open_socket, run_until_stopped
    from briefwright.preview.server import serve as run_server
    from briefwright.service.assembly import make_app  # loads Starlette
    from briefwright.service.catalogue import Catalogue
    from briefwright.service.catalogue import Folders as Sources
    from briefwright.service.edition_maker import EditionMaker
    from briefwright.service.jobs import Queue
    from briefwright.service.limited import LimitedWork, Trials
    from briefwright.service.operation.deployment import Deployment, deploy

    clusters = _find_clusters(wanted)
    if wanted.shared:
        open_shared(wanted.shared)
    recover(folders.content)
    listening = open_socket(wanted.port, wanted.host)
    workers.prepare()
    address = f"http://{wanted.host}:{listening.getsockname()[1]}{wanted.base_path}/"
    deployment = Deployment(wanted.base_path, frozenset(wanted.proxies), wanted.login_header)

    async def run() -> None:
        prepare = doctor.require_libraries
        work = LimitedWork(prepare, _READING, _READERS)
        trials = Trials(prepare, _READING)
        sources = Sources(
            folders.content,
            folders.templates,
            folders.issued,
            folders.recipients,
            folders.deliveries,
            folders.delivery,
        )
        catalogue = Catalogue(sources, work, trials)
        store = Store(folders.output / FOLDER)
        makers = [
            EditionMaker(WorkerPool(1, prepare), store, wanted.limits, wanted.shared, cluster)
            for cluster in clusters
        ]
        queue = Queue(store, makers, wanted.waiting)
        try:
            inner = make_app(catalogue, queue, access, hosts)
            app = deploy(inner, catalogue, queue, deployment, _log)
            beside = queue.work(folders.templates), catalogue.warm_up()
            await run_server(app, listening, beside, lambda: show(address))
        finally:
            queue.close()
            work.close()
            trials.close()

    run_until_stopped(run, listening)
    return Result("serve", messages=("Stopped.",))


def _find_access(folders: Folders, wanted: ServeRequest) -> "Access":
    """Folders and what is wanted → who may come in. Errors: UsageError where everybody could."""
    from briefwright.cli.commands.registering import find_users_file
    from briefwright.service.users import RIGHTS, User
    from briefwright.service.users.access import Access
    from briefwright.service.users.sessions import Sessions

    users = find_users_file(folders, wanted.users)
    is_alone = wanted.host in _LOOPBACK and not wanted.proxies
    if not users.read() and (wanted.users or not is_alone):
        where = f" --users {wanted.users}" if wanted.users else ""
        raise UsageError(
            f"There are no users in {users.path}, and without them everybody who reaches "
            f"{' or '.join((wanted.host, *wanted.proxies))} could read every briefing. Say who may "
            "come in, for instance: "
            f"build.py users add ana --audiences all --may edit{where}"
        )
    sessions = Sessions(folders.output / SESSIONS)
    return Access(users, sessions, User(find_user(), None, frozenset(RIGHTS)), wanted.login_header)


def _find_clusters(wanted: ServeRequest) -> tuple[Executor | None, ...]:
    """What is wanted → for each edition that is made at once, the cluster; None for none.

    Errors: UsageError.
    """
    count = wanted.at_once or workers.count_cores()
    if wanted.on == workers.POOL:
        return (None,) * count
    return tuple(choose_executor(wanted.on) for _ in range(count))


def _list_hosts(wanted: ServeRequest) -> tuple[str, ...]:
    """What is wanted → the names of this machine in addresses. Errors: UsageError without any."""
    if wanted.host == _ANY and not wanted.host_names:
        raise UsageError(
            "Say by which name others reach this machine, as it stands in the address: "
            "--host-name briefings.example.org"
        )
    return (*_LOOPBACK, wanted.host, *wanted.host_names)


def _check(wanted: ServeRequest) -> None:
    """What is wanted → nothing, if it makes sense. Errors: UsageError."""
    if min(wanted.at_once, wanted.waiting) < 0 or wanted.limits.seconds <= 0:
        raise UsageError("--at-once, --waiting and --seconds take numbers from 1 on.")
    if not _PATH.fullmatch(wanted.base_path):
        raise UsageError("--base-path takes a path such as /briefings, without a / at its end.")
    for proxy in wanted.proxies:
        try:
            ip_address(proxy)
        except ValueError as error:
            message = f"--trusted-proxy takes an address such as 127.0.0.1, not “{proxy}”."
            raise UsageError(message) from error
    if wanted.login_header and not wanted.proxies:
        raise UsageError(
            "Everybody can send a header: say with --trusted-proxy from which address "
            f"{wanted.login_header} is to be believed."
        )


def _log(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
