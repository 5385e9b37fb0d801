"""Work in processes of its own, at most one a core, each piece stopped at its limits.

limits          how much one piece of work may take, and what its author reads where it took more
tasks           a piece of work, and its outcome
executors       where work is done: here, or on a cluster
pool            the worker processes: given work, watched, stopped
starting        how each of them is started, and what it finds there
reporting       what a piece of work reports before it is done
worker_process  what runs in a worker: it may read, and nothing else
dask_cluster    tasks sent to a cluster of Dask, and what comes back
dask_task       what runs on a worker of Dask: a limited process of its own for each task
bundles         a value as bytes that travel, what is large in it apart
collection      how often Python looks for garbage while an edition is built
preload         what every worker needs, loaded once
scratch         a folder for temporary files that is gone however a process ends
tracebacks      an error → where in the code it came from, without a word of the briefing
"""

from briefwright.workers.collection import collect_rarely
from briefwright.workers.executors import POOL, Executor, choose_executor
from briefwright.workers.limits import DEFAULT_LIMITS, Limits
from briefwright.workers.pool import WorkerPool, shared_pool
from briefwright.workers.reporting import report
from briefwright.workers.starting import count_cores, prepare, prepare_nothing
from briefwright.workers.tasks import Outcome, Task, take_first
from briefwright.workers.tracebacks import describe_error

__all__ = [
    "DEFAULT_LIMITS",
    "POOL",
    "Executor",
    "Limits",
    "Outcome",
    "Task",
    "WorkerPool",
    "choose_executor",
    "collect_rarely",
    "count_cores",
    "describe_error",
    "prepare",
    "prepare_nothing",
    "report",
    "shared_pool",
    "take_first",
]
