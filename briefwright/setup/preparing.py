"""What lacks → a `.venv` that can run Briefwright, and the way into it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefwright.setup import environments, packagers, requirements, running, unpacking
from briefwright.setup.installation import Installation, Record
from briefwright.setup.requirements import Requirement
from briefwright.setup.running import SetupError, say

_EVERYTHING = "test"  # the extra that holds all the others
# Tells a process that it was started by this set-up: nothing is looked for a second time.
STARTED = "BRIEFWRIGHT_VENV"
PROBE = (
    "from briefwright.setup.requirements import find_missing; "
    "print(*(need.name for need in find_missing(())), sep='\\n')"
)


def is_ready(installation: Installation, extras: Sequence[str]) -> bool:
    """The wanted extras → whether this very Python has Briefwright and all that it needs.

    Errors: SetupError where somebody installed Briefwright here without the tools for its tests,
    since an environment of theirs is not ours to change.
    """
    venv = installation.venv
    if installation.record() and venv.samefile(sys.prefix):
        return os.environ.get(STARTED) == str(venv) and _up_to_date(installation, extras)
    needs = environments.list_needs(installation.home, ())
    if not all(map(environments.is_installed, ("briefwright", *needs))):
        return False
    needs = environments.list_needs(installation.home, extras)
    if missing := [name for name in needs if not environments.is_installed(name)]:
        raise SetupError(
            f"Briefwright is installed in this environment, but not the tools for its tests "
            f"({', '.join(missing)}): run  " + environments.write_command('-e ".[test]"')
        )
    return True


def prepare(installation: Installation, extras: Sequence[str]) -> None:
    """The wanted extras → a `.venv` that holds Briefwright, what it needs, and them.

    A `.venv` whose making was cut short is made anew; one that is out of date, or that somebody
    made by hand, is brought up to date. Errors: SetupError.
    """
    began = time.monotonic()
    try:
        if not _set_up(installation, extras):
            return
        megabytes = installation.size() / 1e6
    except OSError as error:
        raise SetupError(
            f"The folder {installation.home} can't be written to ({error.strerror or error}): copy "
            "Briefwright to a folder of your own, with a gigabyte to spare, and run build.py there."
        ) from error
    say(f"done in {time.monotonic() - began:.0f} s; .venv takes {megabytes:.0f} MB of disk.")


def start_again(installation: Installation, arguments: Sequence[str]) -> int:
    """The words after `build.py` → the same command, run by the Python in `.venv`."""
    command = [str(installation.python), str(installation.home / "build.py"), *arguments]
    variables = {
        **os.environ,
        **unpacking.find_variables(installation.unpacked),
        STARTED: str(installation.venv),
    }
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(installation.python, command, variables)
    # Windows has no exec: what it calls so returns to the prompt before the work is done.
    with subprocess.Popen(command, env=variables) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child was told as well, and says so itself


def _set_up(installation: Installation, extras: Sequence[str]) -> bool:
    """The wanted extras → whether there was anything to do, and it is done. Errors: SetupError."""
    record = _begun(installation)
    settled = {*record.unpacked, *record.lacking}
    missing = requirements.find_missing(extras, settled)
    current = _up_to_date(installation, extras)
    if current and not missing:
        return False
    installation.log.unlink(missing_ok=True)
    for wanted in (False, True):  # what the tests need keeps no build from its own
        record = _provided(installation, record, [n for n in missing if bool(n.extra) == wanted])
    record = replace(record, extras=tuple(sorted({*record.extras, *extras})))
    if not current:
        installation.write(replace(record, digest=""))
        _fill(installation, record.extras)
    installation.write(replace(record, digest=installation.digest()))
    return True


def _begun(installation: Installation) -> Record:
    """An installation → its record; where it was cut short or has no Python, all begins anew."""
    record = installation.record()
    if installation.python.exists() and (record is None or record.digest):
        return record or Record()
    shutil.rmtree(installation.venv, ignore_errors=True)
    installation.venv.mkdir(exist_ok=True)
    installation.write(Record())
    return Record()


def _up_to_date(installation: Installation, extras: Collection[str]) -> bool:
    """The wanted extras → whether `.venv` holds them, as pyproject.toml and constraints.txt say."""
    record = installation.record()
    if record is None or not installation.python.exists():
        return False
    has_extras = _EVERYTHING in record.extras or set(extras) <= set(record.extras)
    return record.digest == installation.digest() and has_extras


def _fill(installation: Installation, extras: Sequence[str]) -> None:
    """The wanted extras → `.venv` with all packages of Python. Errors: SetupError."""
    if not installation.python.exists():
        say(f"making {installation.venv.name} …")
        environments.make(installation)
    say("fetching and installing packages, a minute or two …")
    environments.install(installation, extras)


# ----------------------------------------------------------------- the system's part


def _provided(installation: Installation, record: Record, missing: Sequence[Requirement]) -> Record:
    """A record, what the system lacks → the same with how that was got: installed, or unpacked.

    What failed is tried again at the next start; what nobody here may do is not. Errors:
    SetupError where no `.venv` can be made without it.
    """
    kind = requirements.find_system()
    rights = packagers.find_rights(kind) if missing else None
    packages = requirements.choose_packages(missing, kind)
    failed = False
    if packages and rights is not None:
        say(f"installing {', '.join(packages)} with {packagers.find_program(kind)} …")
        try:
            packagers.install(kind, rights, packages, installation.log)
            record = replace(record, installed=(*record.installed, *packages))
        except SetupError as fault:
            say(str(fault))
            failed = True
        missing = [need for need in missing if not need.found()]
    if kind == "apt" and packagers.find_program(kind) and any(need.unpacked for need in missing):
        try:
            found = _unpack(installation, missing)
            record = replace(record, unpacked=(*record.unpacked, *found))
            missing = [need for need in missing if need.name not in found]
        except SetupError as fault:
            if any(need.name == "python3-venv" for need in missing):
                raise  # without it nothing else can be done
            say(str(fault))
            failed = True
    if failed:
        return record
    return replace(record, lacking=(*record.lacking, *(need.name for need in missing)))


def _unpack(installation: Installation, missing: Sequence[Requirement]) -> tuple[str, ...]:
    """What the system lacks → the names of what was unpacked into `.venv`. Errors: SetupError."""
    wanted = [need for need in missing if need.unpacked]
    packages = [need.unpacked for need in wanted]
    say(f"fetching {', '.join(packages)} into .venv, as they can't be installed on the system …")
    unpacking.unpack(packages, installation.unpacked, installation.log)
    still = running.run(
        [sys.executable, "-c", PROBE], "", installation.log,
        unpacking.find_variables(installation.unpacked),
    )  # fmt: skip
    lacking = set(still.splitlines()) - {"python3-venv"}  # only the wheel of pip was unpacked
    return tuple(need.name for need in wanted if need.name not in lacking)
