"""The options of the commands that say whether the machine, and the program itself, are well."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_json


def add_options(add: Add) -> None:
    """What adds a command → `doctor` with its options, and `test`."""
    doctor = add("doctor", help="what is on this machine, or what of a Word file is used")
    doctor.add_argument("what", nargs="?", choices=("word",), help="of a Word file: its styles")
    doctor.add_argument(
        "word_base", nargs="?", type=Path, metavar="FILE.docx",
        help="a file for `word_base`: which of our styles meets which of its own",
    )  # fmt: skip
    add_json(doctor)
    add("test", help="run all checks; what follows goes to pytest")
