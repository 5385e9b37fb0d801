"""What is to be sent, by name → the list and what was issued."""

from dataclasses import dataclass
from pathlib import Path

from briefwright.cli.commands.loading import UsageError, check_names
from briefwright.cli.folders import Folders
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued
from briefwright.problems import MachineError


@dataclass(frozen=True)
class SendRequest:
    """What is sent: a briefing and a list by name, an edition's number, "" for the last one.

    `is_real` is whether anything leaves; `confirmed` how many recipients somebody said there are,
    0 for nobody; `test` an address that gets the messages that are shown, and nobody else does.
    """

    briefing: str
    list: str
    edition: str = ""
    is_real: bool = False
    confirmed: int = 0
    test: str = ""
    by: str = ""


def find_list(folders: Folders, name: str) -> Path:
    """A list's name, or its path → the file. Errors: UsageError."""
    known = tuple(sorted(path.stem for path in folders.recipients.glob("*.csv")))
    if not known:
        raise UsageError(
            f"There is no list in {folders.recipients}; begin one with: "
            f"python3 build.py new recipients {Path(name).stem}"
        )
    asked = Path(name)
    if asked.parent != Path() and asked.parent.resolve() != folders.recipients.resolve():
        raise UsageError(
            f"{name} isn't in {folders.recipients}; copy it there, and name it: --to {asked.stem}"
        )
    (stem,) = check_names((asked.name.removesuffix(".csv"),), known, "list of recipients")
    return folders.recipients / f"{stem}.csv"


def find_issued(folders: Folders, briefing: str, number: str) -> Issued:
    """A briefing and an edition's number, "" for the last → what was issued, as it was issued.

    Errors: UsageError where nothing was; MachineError where it isn't what it was.
    """
    found = {one.number: one for one in archive.list_issued(folders.issued, briefing)}
    if not found:
        known = sorted({one.briefing for one in archive.list_issued(folders.issued)})
        there_is = f"; there is: {', '.join(known)}" if known else ""
        raise UsageError(
            f"Nothing of “{briefing}” was issued{there_is}. Issue it with: "
            f"python3 build.py issue {briefing}"
        )
    if number and number not in found:
        raise UsageError(
            f"Edition {number} of {briefing} was never issued; there is: {', '.join(found)}."
        )
    issued = found[number] if number else list(found.values())[-1]
    folder = archive.find_folder(folders.issued, briefing, issued.number)
    if damages := list(archive.check(folder)):
        raise MachineError(f"{damages[0].path} {damages[0].fault}, so nothing was sent.")
    return issued
