"""Work of pyHanko in a thread of its own.

It runs an event loop for each signature, which no thread can begin that has one already, as that
of a notebook or of a server does.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def run_apart(work: Callable[[], T]) -> T:
    """Work → its result, or its error, from a thread in which no event loop runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
