"""Where pieces of work are done: the interface that all executors have, and the choice of one."""

from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Protocol

from briefwright.workers.limits import DEFAULT_LIMITS, Limits
from briefwright.workers.pool import shared_pool
from briefwright.workers.tasks import Outcome, Task

POOL = "pool"
_DASK = "dask://"


class Executor(Protocol):
    """Something that does pieces of work, each within its limits, here or on other machines."""

    def run(
        self, tasks: Iterator[Task], count: int, limits: Limits = DEFAULT_LIMITS
    ) -> Generator[Outcome, None, None]:
        """Tasks, how many there are, and the limits of each → the outcome of each, in their order.

        A worker that dies is replaced, and its task tried once more. Whoever closes the generator
        cancels what is left. Errors: MachineError where no work can be done at all.
        """

    def interrupt(self) -> None:
        """Tasks that were given to `run` and aren't done are stopped, or not begun, as R904 says.

        Another thread may ask for it, from the call of `run` on.
        """


def choose_executor(
    name: str, prepare: Callable[[], None], list_versions: Callable[[], Mapping[str, str]]
) -> Executor:
    """`pool` or `dask://HOST:PORT` → the executor.

    `prepare` is done first in each process; `list_versions` names what must be the same on
    another machine. Both are functions of modules. Errors: ValueError for any other name.
    """
    if name == POOL:
        return shared_pool(prepare)
    host, _, port = name.removeprefix(_DASK).rpartition(":")
    if not name.startswith(_DASK) or not host or not port.isdecimal():
        raise ValueError(f"--on takes `pool` or `dask://HOST:PORT`, not “{name}”.")
    from briefwright.workers.dask_cluster import DaskCluster

    return DaskCluster(f"{host}:{port}", prepare, list_versions)
