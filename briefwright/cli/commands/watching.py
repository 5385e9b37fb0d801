"""The command `watch`: a briefing in a browser while it is written; nothing is written to disk."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from briefwright import audience, workers
from briefwright.cli import doctor
from briefwright.cli.commands.loading import (
    UsageError,
    check_names,
    find_briefings,
    require_packages,
)
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.workers import DEFAULT_LIMITS

_NEEDED = ("starlette", "uvicorn", "watchfiles")
_KEY = 16  # bytes
_USUAL = "full"


@dataclass(frozen=True)
class WatchRequest:
    """What shall be looked at: a briefing, an audience and a language by name, "" for the usual.

    `port` is 0 for any that is free.
    """

    briefing: str
    audience: str = ""
    language: str = ""
    large_print: bool = False
    port: int = 0


def watch(folders: Folders, wanted: WatchRequest, show: Callable[[str], None]) -> Result:
    """Folders, what is wanted, what to do with the address → all of it shown there, until Ctrl-C.

    Errors: UsageError for an unknown name; MachineError where the machine lacks something.
    """
    require_packages("watch", _NEEDED)
    from briefwright.preview.app import make_app  # loads Starlette
    from briefwright.preview.building import Builder
    from briefwright.preview.choices import OWN, Choice, Source
    from briefwright.preview.server import HOST, open_socket, run_until_stopped, serve
    from briefwright.preview.watching import watch as watch_files

    (name,) = find_briefings(folders.content, (wanted.briefing,))
    reader = _choose_audience(folders, wanted)
    source = Source(folders.content / name, folders.templates)
    listening = open_socket(wanted.port)
    workers.prepare()
    key = secrets.token_urlsafe(_KEY)
    address = f"http://{HOST}:{listening.getsockname()[1]}/{key}/"

    async def run() -> None:
        builder = Builder(source, doctor.require_libraries, DEFAULT_LIMITS)
        app = make_app(builder, Choice(reader, wanted.language or OWN), key)
        beside = (builder.make_texts(), builder.make_pages(), watch_files(source, builder))
        try:
            await serve(app, listening, beside, lambda: show(address))
        finally:
            builder.close()

    run_until_stopped(run, listening)
    return Result("watch", messages=("Stopped; nothing was written to the output folder.",))


def _choose_audience(folders: Folders, wanted: WatchRequest) -> str:
    known = audience.names(folders.templates)
    if not known:
        raise UsageError(f"There is no audience in {folders.templates / 'audiences'}.")
    usual = _USUAL if _USUAL in known else known[0]
    (name,) = check_names((wanted.audience or usual,), known, "audience")
    return f"{name}{audience.LARGE_PRINT}" if wanted.large_print else name
