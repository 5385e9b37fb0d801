"""A command → the processor time in seconds and the peak memory of it and all that it starts.

`python cost.py COMMAND …` prints both; memory is that of its largest process, in kB. A process of
its own and a small one: a child's peak memory begins with that of whoever starts it. Linux only:
what the command leaves behind becomes a child of this process, and is waited for (prctl(2),
PR_SET_CHILD_SUBREAPER), so that workers started by workers count.
"""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys

_PR_SET_CHILD_SUBREAPER = 36


def main(command: list[str]) -> None:
    """A command → run to its end, with all that it started; its cost is printed."""
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        sys.exit("This system can't wait for what a command leaves behind.")
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss)


if __name__ == "__main__":
    main(sys.argv[1:])
