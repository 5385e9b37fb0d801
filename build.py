"""The command: `python3 build.py` builds every briefing, for every audience, as PDF and Word.

On a machine that has nothing but Python it first sets itself up (`briefwright/setup/`), once: it
gets what the system lacks and makes its own `.venv` beside this file, with the versions that
`constraints.txt` names. Where Briefwright is installed already, it touches nothing.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"Briefwright needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install a "
        "newer one (from python.org or with your package manager) and start build.py with it, for "
        "instance: python3.12 build.py"
    )

from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parent
ENVIRONMENT = 3  # the exit code for a machine that lacks something


def main(arguments: Sequence[str], home: Path = HOME) -> int:
    """The words after `build.py` → the exit code.

    0 good, 1 content, 2 usage, 3 environment, 4 a fault of Briefwright itself.
    """
    if not asks_only(arguments):
        from briefwright.setup import preparing
        from briefwright.setup.installation import Installation
        from briefwright.setup.running import SetupError

        installation = Installation(home)
        extras = tuple(word for word in arguments[:1] if word in ("test", "watch", "serve"))
        try:
            if not preparing.is_ready(installation, extras):
                preparing.prepare(installation, extras)
                return preparing.start_again(installation, arguments)
        except SetupError as fault:
            print(fault, file=sys.stderr)
            return ENVIRONMENT

    from briefwright.cli.main import main as briefwright

    return briefwright(arguments, home)


def asks_only(arguments: Sequence[str]) -> bool:
    """The words after `build.py` → whether they ask for help or the version, which need no more."""
    return arguments[:1] != ["test"] and not {"-h", "--help", "--version"}.isdisjoint(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
