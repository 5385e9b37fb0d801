"""Values in JSON's types → server-sent events.

Source: HTML Standard, 9.2, Server-sent events.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import NamedTuple

_PAUSE = 15.0  # seconds after which a line without meaning shows whether anybody still listens
_QUIET = b": still here\n\n"


class Step(NamedTuple):
    """A value, and the id with which a client that comes back says that it has seen it."""

    id: str
    value: object


async def encode(values: AsyncIterator[object]) -> AsyncIterator[bytes]:
    """Values as they come → the bytes of a stream of events, one for each."""
    coming = asyncio.ensure_future(anext(values))
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=_PAUSE)
            if not done:
                yield _QUIET
                continue
            try:
                yield format_event(coming.result())
            except StopAsyncIteration:
                return
            coming = asyncio.ensure_future(anext(values))
    finally:
        coming.cancel()


def format_event(value: object) -> bytes:
    """A value in JSON's types, or a Step → one event that holds it."""
    if isinstance(value, Step):
        return f"id: {value.id}\n".encode() + format_event(value.value)
    return f"data: {json.dumps(value)}\n\n".encode()
