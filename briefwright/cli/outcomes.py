"""The outcome of an edition → its files and account issued, or its last good files withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright.account.page import list_account_files
from briefwright.cli import output_folder
from briefwright.cli.fault_report import report_fault
from briefwright.cli.report import BROKEN, LACKING, File, Result
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, MachineError, Problem, locate
from briefwright.verify import parity
from briefwright.workers import Outcome

if TYPE_CHECKING:
    from briefwright.cache.editions import Record
    from briefwright.cache.making import FinishedEdition


def publish(
    output: Path,
    briefing: Briefing,
    name: output_folder.EditionName,
    outcome: Outcome,
    printed: list[parity.FactUse],
) -> Result:
    """An edition and the outcome of making it → published, or its last good files withdrawn.

    Where it prints which facts is added to `printed`.
    """
    move_away = partial(output_folder.withdraw, output, name)
    try:
        made: FinishedEdition = outcome.result()
    except ContentError as fault:
        failed = withdraw(str(name), move_away)
        if isinstance(fault, parity.ParityError):
            output_folder.record(output, name, list_account_files(fault.account, {}))
        return replace(failed, problems=locate(fault.problems, briefing.places))
    except MachineError as lacking:
        return replace(withdraw(str(name), move_away), fault=str(lacking), code=LACKING)
    except BaseException as error:  # the fault is ours, whatever it is
        return _report(output, str(name), move_away, error)
    try:
        written = _write_files(output, name, briefing, made)
    except Exception as error:  # the fault is ours, whatever it is
        return _report(output, str(name), move_away, error)
    if written.files:  # else the old files stand, and what the ledger knows of them
        printed += made.record.uses
    return written


def _report(
    output: Path, title: str, move_away: Callable[[], tuple[Path, ...]], error: BaseException
) -> Result:
    """An edition that failed by a fault of ours → its old files moved away, and a report."""
    failed = withdraw(title, move_away)
    fault = report_fault(output, title, "was not built", error)
    return replace(failed, problems=(fault,), code=max(failed.code, BROKEN))


def write_ledger(
    output: Path, briefing: Briefing, attempted: Sequence[str], printed: Sequence[parity.FactUse]
) -> Result:
    """A briefing, the editions of it that were tried, what all printed → its ledger, written."""
    own = [one for one in printed if one.edition in attempted]
    try:
        output_folder.write_ledger(output, briefing, attempted, own)
    except MachineError as fault:
        return Result("build", fault=str(fault), code=LACKING)
    except Exception as error:  # the fault is ours, whatever it is
        title = f"The ledger of {briefing.name}"
        problem = report_fault(output, title, "was not written", error)
        return Result("build", problems=(problem,), code=BROKEN)
    return Result("build")


def _write_files(
    output: Path, name: output_folder.EditionName, briefing: Briefing, made: "FinishedEdition"
) -> Result:
    """A finished edition → its files, written; what the machine refuses stops this edition only."""
    record, status = made.record, briefing.metadata.status
    try:
        paths = output_folder.write(output, name, status, record.outputs, record.account)
    except MachineError as fault:
        return Result("build", fault=str(fault), code=LACKING)
    state = "built" if made.is_new else "unchanged"
    files = tuple(
        File(path.as_posix(), str(name), format_, _count_pages(format_, record), len(data), state)
        for path, (format_, data) in zip(paths, record.outputs.items(), strict=True)
    )
    problems = locate(record.problems, briefing.places)
    return Result(
        "build", files=files, accounts=((str(name), record.summary),), problems=problems,
        libraries=made.libraries,
    )  # fmt: skip


def _count_pages(format_: str, record: "Record") -> int:
    """A format and a finished edition → how many pages such a file has; 0 where nobody counted."""
    return record.pages if format_ == "pdf" else 0


def hold_back(
    output: Path,
    briefing: Briefing,
    name: output_folder.EditionName,
    made: "FinishedEdition",
    faults: Sequence[Problem],
) -> Result:
    """A finished edition and what is wrong with it → its files beside those published, and where.

    Nothing of it is left where readers look for it.
    """
    record = made.record
    problems = locate((*record.problems, *faults), briefing.places)
    try:
        output_folder.withdraw(output, name)
        status = briefing.metadata.status
        place = output_folder.keep_back(output, name, status, record.outputs, record.account)
    except MachineError as lacking:
        return Result("build", problems=problems, fault=str(lacking), code=LACKING)
    message = f"{name} is held back in {place.as_posix()}."
    return Result("build", problems=problems, messages=(message,), libraries=made.libraries)


def withdraw(title: str, move_away: Callable[[], tuple[Path, ...]]) -> Result:
    """What failed → its last good files moved away, and a sentence that says where to."""
    try:
        moved = move_away()
    except MachineError as fault:
        return Result("build", fault=str(fault), code=LACKING)
    where = f"; its last good files are in {moved[0].parent.as_posix()}" if moved else ""
    return Result("build", messages=(f"{title} was not built{where}.",))
