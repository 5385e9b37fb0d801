"""The bytes of a document that Pandoc reads → a Word file that says the same."""

import shutil
import subprocess

from briefwright.problems import MachineError
from briefwright.review.opening import UnreadableError

_SECONDS = 60
# Neither other files nor the network are read, and no more memory is taken (Pandoc's manual, “A
# note on security”).
_SAFELY = ("--sandbox", "+RTS", "-M1G", "-RTS")


def convert(data: bytes, kind: str) -> bytes:
    """The bytes of a document, its kind as Pandoc calls it → the bytes of a .docx.

    Errors: MachineError without Pandoc; UnreadableError where Pandoc doesn't read it.
    """
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise MachineError(
            f"A draft out of .{kind} needs Pandoc: install it (https://pandoc.org), or save the "
            "document as .docx."
        )
    command = [pandoc, *_SAFELY, "--from", kind, "--to", "docx", "--output", "-"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"Pandoc took more than {_SECONDS} seconds for it.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise UnreadableError(f"Pandoc doesn't read it: {said}") from error
    return done.stdout
