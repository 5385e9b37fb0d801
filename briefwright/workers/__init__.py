"""Work in processes of its own, at most one a core, each piece stopped at its limits.

limits          how much one piece of work may take, and what its author reads where it took more
pool            the worker processes: started, given work, watched, stopped
worker_process  what runs in a worker: it may read, and nothing else
collection      how often Python looks for garbage while an edition is built
preload         what every worker needs, loaded once
scratch         a folder for temporary files that is gone however a process ends
tracebacks      an error → where in the code it came from, without a word of the briefing
"""

from briefwright.workers.collection import collect_rarely
from briefwright.workers.limits import DEFAULT_LIMITS, Limits
from briefwright.workers.pool import (
    Outcome,
    Task,
    WorkerPool,
    count_cores,
    prepare,
    prepare_nothing,
    shared_pool,
)
from briefwright.workers.tracebacks import describe_error

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "Outcome",
    "Task",
    "WorkerPool",
    "collect_rarely",
    "count_cores",
    "describe_error",
    "prepare",
    "prepare_nothing",
    "shared_pool",
]
