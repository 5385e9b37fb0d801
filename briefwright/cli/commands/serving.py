"""The command `serve`: briefings in a browser, to pick, make and download."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from briefwright import workers
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import doctor
from briefwright.cli.commands.loading import UsageError, require_packages
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.workers import DEFAULT_LIMITS, Limits

_NEEDED = ("fastapi", "starlette", "uvicorn", "multipart")
_LOOPBACK = ("127.0.0.1", "localhost")
# For what a page asks to be read or tried while somebody waits for it.
_READING = replace(DEFAULT_LIMITS, seconds=30, processor=30)
_READERS = 2


@dataclass(frozen=True)
class ServeRequest:
    """Where the pages shall be, and how much work is taken on: `port` is 0 for any that is free.

    `at_once` editions are made at once, 0 for one a processor, each within `limits`; `waiting` may
    wait.
    """

    host: str = _LOOPBACK[0]
    port: int = 0
    at_once: int = 0
    waiting: int = 32
    limits: Limits = DEFAULT_LIMITS


def serve(folders: Folders, wanted: ServeRequest, show: Callable[[str], None]) -> Result:
    """Folders, what is wanted, what to do with the address → briefings served there, until Ctrl-C.

    Errors: UsageError for an address that others reach, or too small a number; MachineError where
    something is lacking.
    """
    require_packages("serve", _NEEDED)
    if wanted.host not in _LOOPBACK:
        raise UsageError(
            f"At {wanted.host}, everybody in your network could read every briefing; only this "
            "machine itself is served: leave out --host."
        )
    if min(wanted.at_once, wanted.waiting) < 0 or wanted.limits.seconds <= 0:
        raise UsageError("--at-once, --waiting and --seconds take numbers from 1 on.")
    from briefwright.preview.server import HOST, open_socket, run_until_stopped
    from briefwright.preview.server import serve as run_server
    from briefwright.service.assembly import make_app  # loads Starlette
    from briefwright.service.catalogue import Catalogue
    from briefwright.service.catalogue import Folders as Sources
    from briefwright.service.jobs import Queue
    from briefwright.service.limited import LimitedWork

    listening = open_socket(wanted.port)
    workers.prepare()
    address = f"http://{HOST}:{listening.getsockname()[1]}/"

    async def run() -> None:
        prepare, slots = doctor.require_libraries, wanted.at_once or workers.count_cores()
        work = LimitedWork(prepare, _READING, _READERS)
        catalogue = Catalogue(Sources(folders.content, folders.templates), work)
        store = Store(folders.output / FOLDER)
        queue = Queue(store, prepare, wanted.limits, slots, wanted.waiting)
        try:
            app = make_app(catalogue, queue)
            await run_server(app, listening, (queue.work(),), lambda: show(address))
        finally:
            queue.close()
            work.close()

    run_until_stopped(run, listening)
    return Result("serve", messages=("Stopped.",))
