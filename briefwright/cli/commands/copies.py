"""Commands for a file that somebody has: whose copy it is, who signed it, was it changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefwright import audience
from briefwright.cli.commands.loading import UsageError
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, GOOD, Result
from briefwright.copies.signatures import Signature, check_signatures, read_roots
from briefwright.copies.tracing import Trace, trace
from briefwright.delivery import Ledger, Row
from briefwright.issuing import archive


@dataclass(frozen=True)
class Found:
    """What somebody found: a file, or the number printed on a page of a briefing's edition.

    `edition` and `copy` are "" and 0 where there is a file; `password` is that of the file.
    """

    what: str
    edition: str = ""
    copy: int = 0
    password: str = ""


def trace_copy(folders: Folders, found: Found) -> Result:
    """Folders, what was found → whose copy it is, by the ledger.

    Errors: UsageError, MachineError.
    """
    if found.copy:
        said = Trace(found.what, found.edition, found.copy, ())
    else:
        said = trace(_read(Path(found.what)), _list_patterns(folders), found.password)
    if not said.numbers:
        return Result("trace", messages=("It is no personal copy, or no line of one is left.",))
    lines = [line for number in said.numbers for line in _describe_copy(folders, said, number)]
    if len(said.numbers) > 1:
        lines.append("It names several copies: somebody has changed it, or put files together.")
    return Result("trace", messages=tuple(lines))


def verify_file(folders: Folders, path: Path, trusted: tuple[Path, ...], password: str) -> Result:
    """Folders, a file, certificates that are trusted, its password → whether it is as it was.

    A file that was issued is known by its digest. Errors: UsageError, MachineError.
    """
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    issued = [
        f"It is {name} of edition {one.number} of {one.briefing}, as it was issued."
        for one in archive.list_issued(folders.issued)
        for name, known in one.files.items()
        if known == digest
    ]
    signatures: tuple[Signature, ...] = ()
    if data.startswith(b"%PDF"):
        signatures = tuple(check_signatures(data, read_roots(trusted) if trusted else (), password))
    lines = [*issued, *(line for one in signatures for line in _describe_signature(one))]
    is_good = bool(issued) or any(one.is_intact and one.is_whole for one in signatures)
    if not lines:
        lines = ["It has no signature, and is no file as it was issued here."]
    return Result("verify", messages=tuple(lines), code=GOOD if is_good else FAULTY)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError(f"There is no file {path}.") from None


def _list_patterns(folders: Folders) -> tuple[str, ...]:
    """Folders → how the line of a copy reads, in all languages."""
    labels = audience.read(folders.templates, audience.names(folders.templates)[0]).theme.labels
    return tuple(words["words.copy"] for words in labels.values() if "words.copy" in words)


def _describe_copy(folders: Folders, said: Trace, number: int) -> Iterator[str]:
    """What a file says, one of its numbers → who got that copy, a line for each who may be."""
    rows = list(_find_rows(folders, said, number))
    what = f"Copy {number}"
    for line in (line for printed, line in said.printed if printed == number):
        what = f"“{line}”"
        break
    if not rows:
        yield f"{what}: no copy with this number is in {folders.deliveries.as_posix()}."
    for row in rows:
        who = ", ".join(filter(None, (row.details.get("name"), row.details.get("organisation"))))
        yield (
            f"{what}: edition {row.job.edition} of {row.job.briefing} for {row.address}"
            f"{f' ({who})' if who else ''}, list {row.job.list}, {row.state}."
        )


def _find_rows(folders: Folders, said: Trace, number: int) -> Iterator[Row]:
    """What a file says, a number → the deliveries that it may come from; of all, if need be."""
    if not folders.deliveries.is_dir():
        return
    with Ledger(folders.deliveries) as ledger:
        editions = dict.fromkeys((job.briefing, job.edition) for job in ledger.list_jobs())
        for briefing, edition in editions:
            if said.briefing in ("", briefing) and said.edition in ("", edition):
                row = ledger.find_copy(briefing, edition, number)
                if row is not None:
                    yield row


def _describe_signature(one: Signature) -> Iterator[str]:
    when = f" on {one.at:%Y-%m-%d %H:%M %Z}" if one.at else ""
    clock = ", by a time-stamp server's clock" if one.is_stamped else ", by the signer's own clock"
    yield f"Signed by {one.signer}{when}{clock if when else ''}."
    if not one.is_intact:
        yield "It was CHANGED after it was signed."
    elif not one.is_whole:
        yield "What was signed is as it was, but something was ADDED after it."
    else:
        yield "Nothing was changed since."
    if not one.is_known:
        yield (
            "Whether that name is true is not known here: --trust FILE names the certificate of "
            "the authority."
        )
