"""The command: `python3 build.py` builds every briefing, for every audience, as PDF and Word.

On a machine that has nothing but Python it first makes its own `.venv` beside this file, once,
with the versions that `constraints.txt` names. Where Briefwright is installed already, it touches
nothing. Needs the standard library only, so that it can run before anything is installed.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"Briefwright needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install a "
        "newer one (from python.org or with your package manager) and start build.py with it, for "
        "instance: python3.12 build.py"
    )

import hashlib
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "briefwright-setup.txt"  # what was installed; UNFINISHED while it is being installed
LOG = VENV / "briefwright-setup.log"
UNFINISHED = "unfinished"
ENVIRONMENT = 3  # the exit code for a machine that lacks something
# What pip says when it reaches no registry, in its own words or in those of the libraries under it.
NO_NETWORK = re.compile(
    r"Retrying \(|from versions: none|NewConnectionError|getaddrinfo|timed out|ProxyError|SSLError"
)


class SetupFault(Exception):
    """This machine can't be set up: one sentence that says why, and what to do."""


def main(arguments: Sequence[str]) -> int:
    """The words after `build.py` → the exit code: 0 good, 1 content, 2 usage, 3 environment."""
    extras = ("test",) if arguments[:1] == ["test"] else ()
    try:
        if not usable_here(extras):
            if not up_to_date(extras):
                set_up(extras)
            return start_again(arguments)
    except SetupFault as fault:
        print(fault, file=sys.stderr)
        return ENVIRONMENT

    from briefwright.cli.main import main as briefwright

    return briefwright(arguments, HOME)


def usable_here(extras: Sequence[str]) -> bool:
    """The wanted extras → whether this very Python has Briefwright and all that it needs.

    Errors: SetupFault where somebody installed Briefwright here without the tools for its tests,
    since an environment of theirs is not ours to change.
    """
    if STAMP.exists() and VENV.samefile(sys.prefix):
        return up_to_date(extras)
    if not (_installed("briefwright") and all(_installed(name) for name in _needs(()))):
        return False
    missing = [name for name in _needs(extras) if not _installed(name)]
    if missing:
        raise SetupFault(
            f"Briefwright is installed in this environment, but not the tools for its tests "
            f"({', '.join(missing)}): run  {Path(sys.executable).name} -m pip install "
            '-c constraints.txt -e ".[test]"'
        )
    return True


def up_to_date(extras: Sequence[str]) -> bool:
    """The wanted extras → whether `.venv` holds them, as pyproject.toml and constraints.txt say."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    digest, *installed = STAMP.read_text(encoding="utf-8").split()
    return digest == _digest() and set(extras) <= set(installed)


def set_up(extras: Sequence[str]) -> None:
    """The wanted extras → a `.venv` that holds Briefwright, what it needs, and them.

    A `.venv` whose making was cut short is made anew; one that is out of date, or that somebody
    made by hand, is brought up to date. Errors: SetupFault.
    """
    stamped = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    wanted = sorted({*stamped[1:], *extras})
    try:
        if stamped == [UNFINISHED] or not PYTHON.exists():
            _make_venv()
        STAMP.write_text(UNFINISHED, encoding="utf-8")
        say("fetching and installing packages, a minute or two …")
        _install(wanted)
        STAMP.write_text(" ".join([_digest(), *wanted]), encoding="utf-8")
    except OSError as error:
        raise SetupFault(
            f"The folder {HOME} can't be written to ({error.strerror or error}): copy Briefwright "
            "to a folder of your own, with a gigabyte to spare, and run build.py there."
        ) from error
    say("done.")


def start_again(arguments: Sequence[str]) -> int:
    """The words after `build.py` → the same command, run by the Python in `.venv`."""
    command = [str(PYTHON), str(HOME / "build.py"), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(PYTHON, command)
    # Windows has no exec: what it calls so returns to the prompt before the work is done.
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child was told as well, and says so itself


def say(what: str) -> None:
    """Progress, where it can't get into the output of `--json`."""
    print(f"Setting up (once): {what}", file=sys.stderr, flush=True)


def _make_venv() -> None:
    """A new, empty `.venv`, whatever stood there. Errors: SetupFault."""
    if find_spec("ensurepip") is None:
        raise SetupFault(
            "This Python can't make virtual environments: install the package python3-venv "
            "(Debian and Ubuntu: sudo apt install python3-venv) and run build.py again."
        )
    say(f"making {VENV.name} …")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    _run([sys.executable, "-m", "venv", str(VENV)], "Python could not make .venv")


def _install(extras: Sequence[str]) -> None:
    """Briefwright, editable, and its needs at the pinned versions → `.venv`. Errors: SetupFault."""
    package = f"{HOME}[{','.join(extras)}]" if extras else str(HOME)
    constraints = str(HOME / "constraints.txt")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    _run(
        [*pip, "--retries", "1", "--quiet", "-c", constraints, "-e", package],
        "The packages could not be installed",
    )


def _run(command: Sequence[str], fault: str) -> None:
    """A command and what to say if it fails → its output, in the log. Errors: SetupFault."""
    done = subprocess.run(
        command, cwd=HOME, env=_clean(os.environ), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    output = done.stdout.decode(errors="replace")
    if VENV.is_dir():
        LOG.write_text(output, encoding="utf-8")
    if done.returncode:
        raise SetupFault(_explain(fault, output))


def _explain(fault: str, output: str) -> str:
    """What failed and what the command printed → one sentence for somebody who can't read it."""
    story = f"The whole story is in {LOG}." if LOG.exists() else ""
    if NO_NETWORK.search(output):
        return (
            f"{fault}: this machine does not reach the Python package registry. Connect it to the "
            "internet, or ask your IT department for its package mirror or proxy, and run build.py "
            f"again. {story}"
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"(Error|ERROR): ", line)]
    said = (errors or lines or ["nothing"])[-1]
    return f"{fault}; the installer says: {said} {story}"


def _clean(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables → those that don't send an installation to some other place."""
    astray = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    return {name: value for name, value in variables.items() if name not in astray}


def _needs(extras: Sequence[str]) -> list[str]:
    """The wanted extras → the names of all packages that pyproject.toml asks for."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = list(project["dependencies"])
    for extra in extras:
        needs += project["optional-dependencies"][extra]
    return [re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0] for need in needs]


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _digest() -> str:
    """pyproject.toml and constraints.txt → a digest that changes with them."""
    files = [(HOME / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join(files)).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
