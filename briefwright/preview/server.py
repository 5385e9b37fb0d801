"""An app at an address of this machine alone, until it is stopped."""

import asyncio
import os
import socket
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from briefwright.problems import MachineError

HOST = "127.0.0.1"
_GRACE = 1  # seconds for open answers once it is stopped


def open_socket(port: int, host: str = HOST) -> socket.socket:
    """A port, 0 for any that is free, and an address → a socket that listens there.

    Errors: MachineError.
    """
    # With its protocol named, since asyncio sends small pieces at once for such sockets alone.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let others listen, too
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()  # whoever comes before the app is up waits
    except OSError as error:
        listening.close()
        raise MachineError(
            f"Port {port} of {host} can't be used ({error.strerror}); another one can, or none: "
            "without `--port`, a free one is taken."
        ) from error
    return listening


def run_until_stopped(
    run: Callable[[], Coroutine[Any, Any, None]], listening: socket.socket
) -> None:
    """What serves at a socket → done until Ctrl-C; then the socket is closed."""
    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


async def serve(
    app: ASGIApp,
    listening: socket.socket,
    beside: Iterable[Coroutine[Any, Any, None]],
    started: Callable[[], None],
) -> None:
    """An app, a socket, work that goes on beside it, what to do once it answers → until Ctrl-C.

    Work that ends with an error ends the server, and its error is raised.
    """
    config = uvicorn.Config(
        app, log_config=None, lifespan="off", ws="none", server_header=False,
        timeout_graceful_shutdown=_GRACE, proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    work = [asyncio.create_task(one) for one in beside]
    for task in work:
        task.add_done_callback(lambda _: setattr(server, "should_exit", True))
    asyncio.get_running_loop().call_soon(started)
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in work:
            task.cancel()
        await asyncio.wait(work)
    for task in work:
        if not task.cancelled() and (error := task.exception()):
            raise error
