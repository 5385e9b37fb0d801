"""The command `serve`: briefings in a browser, to pick, make and download."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from briefwright import workers
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import doctor
from briefwright.cli.commands.loading import UsageError
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.problems import MachineError
from briefwright.setup import environments
from briefwright.workers import DEFAULT_LIMITS

_NEEDED = ("fastapi", "starlette", "uvicorn", "multipart")
_MOST_WAITING = 32
_LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class ServeRequest:
    """Where the pages shall be: `port` is 0 for any that is free."""

    host: str = _LOOPBACK[0]
    port: int = 0


def serve(folders: Folders, wanted: ServeRequest, show: Callable[[str], None]) -> Result:
    """Folders, what is wanted, what to do with the address → briefings served there, until Ctrl-C.

    Errors: UsageError for an address that others reach; MachineError where something is lacking.
    """
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise MachineError(
            f"`serve` needs {', '.join(missing)}, which this installation lacks; in Briefwright's "
            "folder, run: " + environments.write_command('-e ".[serve]"')
        )
    if wanted.host not in _LOOPBACK:
        raise UsageError(
            f"At {wanted.host}, everybody in your network could read every briefing; only this "
            "machine itself is served: leave out --host."
        )
    from briefwright.preview.server import HOST, open_socket
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
        prepare, slots = doctor.require_libraries, workers.count_cores()
        sources = Sources(folders.content, folders.templates)
        work = LimitedWork(prepare, DEFAULT_LIMITS)
        catalogue = Catalogue(sources, work)
        store = Store(folders.output / FOLDER)
        queue = Queue(store, prepare, DEFAULT_LIMITS, slots, _MOST_WAITING)
        try:
            app = make_app(catalogue, queue)
            await run_server(app, listening, (queue.work(),), lambda: show(address))
        finally:
            queue.close()
            work.close()

    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return Result("serve", messages=("Stopped.",))
