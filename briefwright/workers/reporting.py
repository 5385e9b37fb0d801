"""What a piece of work reports before it is done → whoever asked for the work hears it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Report:
    """A value that a piece of work reports."""

    value: Any


_senders: list[Callable[[Report], None]] = []


def report(value: object) -> None:
    """A value → reported, where this is a worker's process and somebody may listen."""
    for send in _senders:
        send(Report(value))


def send_reports(send: Callable[[Report], None]) -> None:
    """How this process sends what is reported → so from now on."""
    _senders[:] = [send]
