"""Other programs: run, logged, and explained where they fail."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# What installers say when they reach no server, in their words or in those of what is under them.
NO_NETWORK = re.compile(
    r"Retrying \(|from versions: none|NewConnectionError|getaddrinfo|timed out|ProxyError|SSLError"
    r"|Could not resolve|Temporary failure|Could not connect|Unable to connect|Failed to fetch"
)
UNLISTED = re.compile(r"Unable to locate package|has no installation candidate")
ERROR = re.compile(r"(Error|ERROR|^E|^error): ")
# They would send an installation to some other place.
ASTRAY = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")


class SetupError(Exception):
    """This machine can't be set up: one sentence that says why, and what to do."""


def say(what: str) -> None:
    """Progress, where it can't get into the output of `--json`."""
    print(f"Setting up (once): {what}", file=sys.stderr, flush=True)


def run(
    command: Sequence[str], fault: str, log: Path, variables: Mapping[str, str] | None = None
) -> str:
    """A command, what to say if it fails, its log, variables to add → what it printed.

    Errors: SetupError.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in ASTRAY}
    try:
        done = subprocess.run(
            command, cwd=log.parent.parent, env={**inherited, **(variables or {})},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        raise SetupError(f"{fault}: {command[0]} can't be started ({error.strerror}).") from error
    output = done.stdout.decode(errors="replace")
    if log.parent.is_dir():
        with log.open("a", encoding="utf-8") as file:
            file.write(f"$ {' '.join(command)}\n{output}\n")
    if done.returncode:
        raise SetupError(explain(fault, output, log))
    return output


def explain(fault: str, output: str, log: Path) -> str:
    """What failed, what was printed, the log → one sentence for somebody who can't read that."""
    story = f"The whole story is in {log}." if log.exists() else ""
    if UNLISTED.search(output) and log.exists():  # had apt's lists come? That is no error to apt
        output = log.read_text(encoding="utf-8")
    if NO_NETWORK.search(output):
        return (
            f"{fault}: this machine does not reach the servers that packages come from. Connect it "
            "to the internet, or ask your IT department for its package mirror or proxy, and run "
            f"build.py again. {story}".strip()
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if ERROR.search(line)]
    said = (errors or lines or ["nothing"])[-1]
    return f"{fault}; the installer says: {said.rstrip('.')}. {story}".strip()
