"""What `build.py` calls: the words after it → options; a command's modules load when it runs."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefwright.cli.options import make_parser
from briefwright.cli.repeating import begin, repeat
from briefwright.problems import suggest

MISUSED = 2
INTERRUPTED = 130  # what shells use for Ctrl-C
UNREAD = 141  # what shells use where whoever reads along has gone: `… | head`


def main(arguments: Sequence[str] | None = None, home: Path = Path()) -> int:
    """The words after `build.py` and the folder that holds everything → the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # some consoles know few letters
    parser, names = make_parser()
    words = _add_command(words)
    if words[0] == "test":
        return test(words[1:], home)
    if not words[0].startswith("-") and words[0] not in names:
        close = suggest(words[0], names) or "; to build one briefing: python3 build.py build NAME"
        print(f"There is no command “{words[0]}”{close}", file=sys.stderr)
        return MISUSED
    options = parser.parse_args(words)
    try:
        run = begin(options, home)
        if run and (printed := run.find_unchanged()):
            return repeat(printed, options)
        from briefwright.cli.dispatch import dispatch  # loads the engine

        return dispatch(options, home, run)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return UNREAD


def _discard_output() -> None:
    """What is still to be printed goes nowhere, without another word from Python as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def test(arguments: Sequence[str], home: Path) -> int:
    """Words for pytest and the folder that holds everything → pytest's exit code.

    Unless some are named, all are run, by one process more than there are processors, since many
    tests wait for a server or another program, and file by file in the order of collection, the
    longest first: the order of xdist leaves them for the end. `--long` adds their long forms.
    """
    from briefwright.workers import count_cores

    words = [word for word in arguments if word != _LONG]
    if len(words) < len(arguments):
        words += ["-m", "long or not long"]
    if not any(word.startswith("tests/") for word in words):
        words += ["-n", str(count_cores() + 1), "--dist", "loadfile", "--no-loadscope-reorder"]
    return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=home)


_LONG = "--long"


def _add_command(words: list[str]) -> list[str]:
    """Words as typed → the same with a command before them: without one, `build` is meant."""
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        return ["build", *words]
    return words
