"""Commands for what goes out: a final briefing issued; what was issued listed, checked, remade."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from briefwright import content
from briefwright.cli import doctor, output_folder
from briefwright.cli.commands.building import build
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import (
    BuildRequest,
    UsageError,
    find_briefings,
    find_editions,
    load,
)
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, GOOD, Result, format_count
from briefwright.issuing import archive
from briefwright.issuing.manifest import (
    NAME,
    Issued,
    IssuedEdition,
    ManifestError,
    read_manifest,
)
from briefwright.issuing.reproduction import compare_files, compare_machines
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Erratum
from briefwright.workers import Task

_FINAL = "final"
_CONTENT, _TEMPLATES = "content", "templates"


@dataclass(frozen=True)
class IssueRequest:
    """What is issued: a briefing by name, whose edition it corrects ("" for none), by whom.

    `is_signed` is whether its PDFs are signed by whom delivery.yaml names; `counts` is as in a
    BuildRequest.
    """

    briefing: str
    corrects: str
    by: str
    is_signed: bool = False
    counts: bool = False


def issue(folders: Folders, wanted: IssueRequest, stream: TextIO | None = None) -> Result:
    """Folders, what is wanted, where to show progress → the briefing built, checked and kept.

    Errors: UsageError where it is not final, or its number is taken; MachineError.
    """
    (name,) = find_briefings(folders.content, (wanted.briefing,))
    inputs = _read_inputs(folders, name)
    read = _read_briefing(folders, name)
    if isinstance(read, Result):
        return read
    metadata = read.metadata
    _require_final(read)
    if wanted.corrects:
        _require_correction(folders.issued, read, wanted.corrects)
    request = BuildRequest((name,), since=wanted.corrects, counts=wanted.counts)
    built = build(folders, request, stream)
    if built.exit != GOOD or not built.files:
        return replace(built, command="issue", messages=(*built.messages, "Nothing was issued."))
    files = _collect_files(folders.output, name, built)
    if _read_inputs(folders, name) != inputs:
        raise UsageError(
            f"{name} was changed while it was built, so nothing was issued; try again."
        )
    editions = tuple(_list_editions(folders, name, files))
    made, sign_sums = _list_sent(files), None
    if wanted.is_signed:
        from briefwright.cli.commands import issued_signatures  # loads what takes a PDF apart
        from briefwright.copies.detached import sign_beside

        signer = issued_signatures.read_signer(folders.delivery)
        files = issued_signatures.sign_files(files, editions, folders.templates, signer)
        sign_sums = partial(sign_beside, signer=signer)
    whole = files | {f"{archive.INPUTS}/{path}": data for path, data in inputs.items()}
    issued = Issued(
        name, metadata.edition, metadata.title.source, metadata.reference, metadata.date.text,
        metadata.embargo, wanted.corrects, wanted.by, datetime.now().astimezone(),
        dict(built.accounts), archive.find_digests(whole), doctor.list_versions(),
        metadata.language, editions,
    )  # fmt: skip
    problems = built.problems
    sentence = _add(folders.issued, issued, whole, sign_sums, made, read)
    return Result("issue", messages=(sentence,), problems=problems)


def _list_editions(
    folders: Folders, name: str, files: Mapping[str, bytes]
) -> Iterator[IssuedEdition]:
    """Folders, a briefing's name, its files and accounts → who gets which of them."""
    wanted = BuildRequest((name,))
    sources, sent = load(folders, wanted), _list_sent(files)
    for edition in find_editions(sources, wanted):
        reader = sources.audiences[edition.audience]
        languages = reader.languages if reader.both else (edition.language,)
        named = {Path(file).suffix[1:]: file for file in sent if Path(file).stem == str(edition)}
        title = _find_title(json.loads(files[f"{archive.ACCOUNTS}/{edition}.json"]))
        yield IssuedEdition(reader.name, languages, title, reader.clearance, named)


def _find_title(account: Mapping[str, Any]) -> str:
    """The account of an edition → the title that it prints, "" where it prints none."""
    titles = (leaf["text"] for leaf in account["leaves"] if leaf["at"].endswith("briefing.title"))
    return next(titles, "")


def _add(
    where: Path,
    issued: Issued,
    files: Mapping[str, bytes],
    sign_sums: archive.Sign | None,
    made: Mapping[str, bytes],
    briefing: Briefing,
) -> str:
    """The archive, what is issued, what its readers get before it is signed → kept; a sentence.

    Errors: UsageError where other files were issued as this edition.
    """
    title = f"Edition {issued.number} of {issued.briefing}"
    try:
        folder = archive.add(where, issued, files, sign_sums)
    except FileExistsError:
        folder = archive.find_folder(where, issued.briefing, issued.number)
        earlier, again = _read_issued(folder / NAME), _sign_likewise(folder, made)
        others = [path for path, fate in compare_files(earlier, again) if fate != _SAME]
        if not others:
            return f"{title} was issued on {_write_time(earlier)} by {earlier.by}; it is the same."
        raise UsageError(
            f"{title} was issued on {_write_time(earlier)} by {earlier.by}, and stays as it is; "
            f"{format_count(len(others), 'file')} would be another one, such as {others[0]}. Give "
            f"this one a number of its own, such as `edition: {_follow(issued.number)}` in "
            f"{_find_line(briefing, 'edition')}."
        ) from None
    sent = len(_list_sent(files))
    return f"{title} is issued: {folder.as_posix()}, {format_count(sent, 'file')} for its readers."


_SAME = "the same"


def _sign_likewise(folder: Path, made: Mapping[str, bytes]) -> dict[str, bytes]:
    from briefwright.cli.commands import issued_signatures  # loads what takes a PDF apart

    return issued_signatures.sign_likewise(folder, made)


def _list_sent(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if archive.is_sendable(path)}


def _read_briefing(folders: Folders, name: str) -> Briefing | Result:
    """A briefing's name → it, read in a limited process; or what is wrong with it."""
    tasks = [Task(f"The briefing {name}", content.read, (folders.content / name,))]
    (finished,) = run(tasks, Work(folders.output, "was not read"))
    if finished.value is None:
        return Result(
            "issue", problems=finished.problems, fault=finished.lacking, code=finished.code
        )
    briefing: Briefing = finished.value
    return briefing


def _require_final(briefing: Briefing) -> None:
    """Errors: UsageError where a briefing is not final, or its number can't name a folder."""
    metadata = briefing.metadata
    if metadata.status != _FINAL:
        raise UsageError(
            f"{briefing.name} is “{metadata.status}”; only what is final is issued. Once it is, "
            f"write `status: {_FINAL}` in {_find_line(briefing, 'status')}."
        )
    if not archive.is_number(metadata.edition):
        raise UsageError(
            f"“{metadata.edition}” can't be the name of a folder; write letters, digits, dots and "
            f"hyphens after `edition:` in {_find_line(briefing, 'edition')}."
        )


def _require_correction(where: Path, briefing: Briefing, corrects: str) -> None:
    """Errors: UsageError where that edition was never issued, or no reader learns what was wrong.

    An erratum says so.
    """
    name, number = briefing.name, briefing.metadata.edition
    if corrects == number:
        raise UsageError(
            f"Edition {corrects} can't correct itself; write `edition: {_follow(number)}` in "
            f"{_find_line(briefing, 'edition')}."
        )
    known = [one.number for one in archive.list_issued(where, name)]
    if corrects not in known:
        there_is = f"there is: {', '.join(known)}" if known else "none was"
        raise UsageError(f"Edition {corrects} of {name} was never issued; {there_is}.")
    if not any(isinstance(block, Erratum) for _, block in addresses.walk(briefing.body)):
        raise UsageError(
            f"{name} doesn't say what it corrects. Under `body:` in {_find_line(briefing, 'title')}"
            " or in a section, write: - erratum: what stood, and below it now: what stands now"
        )


def _find_line(briefing: Briefing, key: str) -> str:
    """A briefing and a key of its metadata → the file and the line where it stands, or should."""
    place = briefing.places.get(f"briefing.{key}")
    return f"{place.file}:{place.line}" if place else f"the briefing.yaml of {briefing.name}"


def _follow(number: str) -> str:
    return str(int(number) + 1) if number.isdecimal() else f"{number}.1"


def _read_inputs(folders: Folders, name: str) -> dict[str, bytes]:
    """Folders and a briefing's name → all that it is made of, by path: its content, templates."""
    found = {}
    roots = {f"{_CONTENT}/{name}": folders.content / name, _TEMPLATES: folders.templates}
    for title, root in roots.items():
        for path in sorted(root.rglob("*")):
            inner = path.relative_to(root)
            if path.is_file() and not any(part.startswith((".", "__")) for part in inner.parts):
                found[f"{title}/{inner.as_posix()}"] = path.read_bytes()
    return found


def _collect_files(output: Path, name: str, built: Result) -> dict[str, bytes]:
    """The output folder and a build → its files and accounts, by their paths in the archive."""
    files = {Path(file.path).name: Path(file.path).read_bytes() for file in built.files}
    for edition in dict.fromkeys(file.edition for file in built.files):
        for path in output_folder.list_accounts(output, name, edition):
            files[f"{archive.ACCOUNTS}/{path.name}"] = path.read_bytes()
    return files


# ----------------------------------------------------------------- what was issued


def list_issued(folders: Folders, names: Sequence[str]) -> Result:
    """Folders and briefings by name, none for all → what was issued of them, a line each.

    Errors: UsageError for a briefing of which nothing was issued.
    """
    found = list(archive.list_issued(folders.issued))
    if not found:
        return Result("issued", messages=(f"Nothing was issued in {folders.issued}.",))
    successors = archive.find_successors(found)
    known = dict.fromkeys(one.briefing for one in found)
    if unknown := [name for name in names if name not in known]:
        raise UsageError(
            f"Nothing was issued of {', '.join(unknown)}; of these there was: {', '.join(known)}."
        )
    shown = [one for one in found if not names or one.briefing in names]
    return Result("issued", messages=tuple(_describe(one, successors) for one in shown))


def _describe(issued: Issued, successors: Mapping[tuple[str, str], str]) -> str:
    line = f"{issued.briefing}  edition {issued.number}  {_write_time(issued)}  by {issued.by}"
    successor = successors.get((issued.briefing, issued.number))
    corrects = f"  corrects edition {issued.corrects}" if issued.corrects else ""
    return f"{line}{corrects}" + (f"  superseded by edition {successor}" if successor else "")


def verify(path: Path, trusted: Sequence[Path] = ()) -> Result:
    """The archive, or a folder in it, certificates that are trusted → whether it is as issued."""
    if not path.is_dir():
        raise UsageError(f"There is no folder {path}.")
    damages = [f"{one.path.as_posix()} {one.fault}." for one in archive.check(path)]
    from briefwright.cli.commands import issued_signatures  # loads what takes a PDF apart

    signers = Counter[tuple[str, str]]()
    for where, one in issued_signatures.list_signatures(path, trusted):
        if not (one.is_intact and one.is_whole):
            damages.append(f"{where.as_posix()} was changed after it was signed.")
        known = "" if one.is_known else ", whose certificate is not trusted here (--trust FILE)"
        what = "digest list" if where.name == archive.SUMS else "PDF"
        signers[what, f"{one.signer}{known}"] += 1
    signed = [
        f"{format_count(count, what)} signed by {who}." for (what, who), count in signers.items()
    ]
    count = len(list(path.rglob(archive.SUMS)))
    sound = f"{format_count(count, 'edition')}: every file is as it was issued."
    return Result(
        "verify", messages=(*(damages or [sound]), *signed), code=FAULTY if damages else GOOD
    )


def reproduce(path: Path, stream: TextIO | None = None) -> Result:
    """The manifest of what was issued → the same made again, and what differs.

    Errors: UsageError where there is no manifest, or what it was made of isn't as it was.
    """
    issued = _read_issued(path)
    if damages := list(archive.check(path.parent)):
        raise UsageError(f"{damages[0].path} {damages[0].fault}, so it can't be made again.")
    inputs = path.parent / archive.INPUTS
    with TemporaryDirectory() as scratch:
        kept = path.resolve().parents[2]  # of issued/NAME/1/manifest.json
        folders = Folders(inputs / _CONTENT, inputs / _TEMPLATES, Path(scratch), kept)
        wanted = BuildRequest((issued.briefing,), caches=False, since=issued.corrects)
        built = build(folders, wanted, stream)
        made = _list_sent(_collect_files(Path(scratch), issued.briefing, built))
    made = _sign_likewise(path.parent, made)
    fates = list(compare_files(issued, made))
    others = [f"{name} {fate}." for name, fate in fates if fate != _SAME]
    if not others:
        sentence = f"The same, byte for byte: {format_count(len(fates), 'file')}."
        return Result("reproduce", messages=(sentence,))
    machines = tuple(compare_machines(issued, doctor.list_versions()))
    return Result(
        "reproduce", messages=(*others, *machines), problems=built.problems, fault=built.fault,
        code=FAULTY,
    )  # fmt: skip


def _read_issued(path: Path) -> Issued:
    """A manifest's path → what was issued. Errors: UsageError."""
    try:
        return read_manifest(path.read_bytes())
    except OSError:
        raise UsageError(
            f"There is no manifest {path}; name one, such as issued/NAME/1/{NAME}."
        ) from None
    except ManifestError as error:
        raise UsageError(f"{path} can't be used: {error}.") from error


def _write_time(issued: Issued) -> str:
    return f"{issued.at:%Y-%m-%d %H:%M}"
