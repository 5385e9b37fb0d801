"""How often Python looks for circular garbage while an edition is built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARER = 100


@contextmanager
def collect_rarely() -> Iterator[None]:
    """While it lasts, Python looks for circular garbage a hundred times less often.

    A layout makes millions of objects, and all of them stay until the last file is written: to
    look through them again and again took a quarter of a build's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * _RARER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
