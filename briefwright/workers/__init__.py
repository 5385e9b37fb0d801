"""Work in processes of its own, at most one a core, each piece stopped at its limits.

limits    how much one piece of work may take, and what is told where it took more
pool      the children: started, given work, asked, stopped
inside    what runs in a child: it may read, and nothing else
collection  how often Python looks for garbage while an edition is built
warm      what every child needs, loaded once
"""

from briefwright.workers.collection import collect_rarely
from briefwright.workers.limits import USUAL, Limits
from briefwright.workers.pool import Children, Outcome, Task, cores, prepare, shared

__all__ = [
    "USUAL",
    "Children",
    "Limits",
    "Outcome",
    "Task",
    "collect_rarely",
    "cores",
    "prepare",
    "shared",
]
