"""The folder of all that was issued: added to in one step, never overwritten, listed, checked.

issued/<briefing>/<edition>/    what its readers got, its manifest, SHA256SUMS, signed
issued/<briefing>/<edition>/accounts/    what was checked of each file
issued/<briefing>/<edition>/inputs/      the content and the templates, as they were
"""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from briefwright import disk
from briefwright.issuing.manifest import (
    NAME,
    Issued,
    ManifestError,
    read_manifest,
    write_manifest,
)
from briefwright.problems import MachineError

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.p7s"
Sign = Callable[[bytes], bytes]  # a list of digests → the signature to stand beside it
INPUTS = "inputs"
ACCOUNTS = "accounts"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_PART = ".part"
_LOCK = ".lock"


@dataclass(frozen=True)
class Damage:
    """What is not as it was issued: a path, and what is wrong with it in a few words."""

    path: Path
    fault: str


def is_number(number: str) -> bool:
    """Whether an edition's number can be the name of a folder on every system."""
    return _NUMBER.fullmatch(number) is not None and not number.endswith(".")


def find_folder(archive: Path, briefing: str, number: str) -> Path:
    """The archive, a briefing, an edition's number → where it is kept, or would be."""
    return archive / briefing / number


def is_sendable(path: str) -> bool:
    """Whether a path in an issued edition's folder is a file for its readers."""
    return "/" not in path


def add(
    archive: Path, issued: Issued, files: Mapping[str, bytes], sign: Sign | None = None
) -> Path:
    """The archive, what is issued, its files by their paths → the folder that holds them.

    It is there whole or not at all, and nobody can write into it.
    Errors: MachineError; FileExistsError where such an edition is there already.
    """
    target = find_folder(archive, issued.briefing, issued.number)
    disk.make_folder(target.parent)
    with FileLock(target.parent / _LOCK):
        for left in target.parent.glob(f".*{_PART}"):  # of somebody who was killed
            _remove(left)
        if target.exists():
            raise FileExistsError(target)
        part = target.with_name(f".{target.name}{_PART}")
        whole = {**files, NAME: write_manifest(replace(issued, is_signed=sign is not None))}
        whole[SUMS] = write_sums(whole)
        if sign:
            whole[SIGNATURE] = sign(whole[SUMS])
        try:
            disk.write({part / path: data for path, data in whole.items()})
            disk.rename(part, target)
            _protect(target)
        finally:
            if part.exists():
                _remove(part)
    return target


def find_digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files by their paths → the SHA-256 of each, in hexadecimal."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}


def write_sums(files: Mapping[str, bytes]) -> bytes:
    """Files by their paths → the list that `sha256sum -c` reads."""
    sums = find_digests(files)
    return "".join(f"{digest}  {path}\n" for path, digest in sums.items()).encode()


def _protect(folder: Path) -> None:
    """A folder → it and all in it can be read only."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    if os.name == "posix":
        for path in (*(one for one in folder.rglob("*") if one.is_dir()), folder):
            path.chmod(0o555)


def _remove(folder: Path) -> None:
    """A folder that was begun → gone, though it can't be written."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


# ----------------------------------------------------------------- reading


def list_issued(archive: Path, briefing: str = "") -> Iterator[Issued]:
    """The archive and a briefing, "" for all → what was issued of it, in the order of time.

    What can't be read is passed over: `check` names it.
    """
    found = []
    for path in archive.glob(f"{briefing or '*'}/*/{NAME}"):
        if not path.parent.name.startswith("."):
            try:
                found.append(read_manifest(path.read_bytes()))
            except (ManifestError, OSError):
                continue
    yield from sorted(found, key=lambda one: (one.briefing, one.at))


def find_earlier(archive: Path, briefing: str, number: str, since: str = "") -> Path | None:
    """The archive, a briefing, its edition's number → the content of the edition before that one.

    It is `since`, else the one issued last before, under another number.
    """
    known = [one.number for one in list_issued(archive, briefing)]
    before = known[: known.index(number)] if number in known else known
    last = since or (before[-1] if before else "")
    return find_folder(archive, briefing, last) / INPUTS / "content" / briefing if last else None


def read_files(folder: Path, issued: Issued, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """An edition's folder, what was issued, names of files → each with its bytes.

    Errors: MachineError where one is not as it was issued.
    """
    for name in names:
        try:
            data = (folder / name).read_bytes()
        except OSError as error:
            raise MachineError(f"{folder / name} is missing, so nothing was sent.") from error
        if hashlib.sha256(data).hexdigest() != issued.files[name]:
            raise MachineError(f"{folder / name} is not as it was issued, so nothing was sent.")
        yield name, data


def find_successors(issued: list[Issued]) -> dict[tuple[str, str], str]:
    """What was issued → for each that was corrected, briefing and number, what took its place."""
    return {(one.briefing, one.corrects): one.number for one in issued if one.corrects}


def check(folder: Path) -> Iterator[Damage]:
    """An edition's folder, a briefing's or the whole archive → whatever isn't as it was issued."""
    editions = sorted(path.parent for path in folder.rglob(SUMS))
    if not editions and any(folder.glob("*")):
        yield Damage(folder, "holds nothing that was issued")
    for edition in editions:
        yield from _check_edition(edition)
    yield from _find_strangers(folder, editions)


def _check_edition(folder: Path) -> Iterator[Damage]:
    """A folder with a list of digests → each file that is missing, changed or not in the list."""
    listed = {}
    for line in (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines():
        digest, _, path = line.partition("  ")
        listed[path] = digest
    for path, digest in listed.items():
        try:
            data = (folder / path).read_bytes()
        except OSError:
            yield Damage(folder / path, "is missing")
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            yield Damage(folder / path, "was changed")
    yield from _check_manifest(folder, listed)
    for one in sorted(folder.rglob("*")):
        if one.is_file() and one.relative_to(folder).as_posix() not in (*listed, SUMS, SIGNATURE):
            yield Damage(one, "was added")


def _check_manifest(folder: Path, listed: Mapping[str, str]) -> Iterator[Damage]:
    """A folder and the digests that its list says → where its manifest says something else."""
    try:
        issued = read_manifest((folder / NAME).read_bytes())
    except OSError:
        return  # it is missing, which was said
    except ManifestError as error:
        yield Damage(folder / NAME, f"can't be read: {error}")
        return
    if {**issued.files, NAME: listed.get(NAME, "")} != listed:
        yield Damage(folder / SUMS, f"doesn't say what {NAME} says")
    if (issued.briefing, issued.number) != (folder.parent.name, folder.name):
        yield Damage(folder, f"holds edition {issued.number} of {issued.briefing}")
    if issued.is_signed and not (folder / SIGNATURE).is_file():
        yield Damage(folder / SIGNATURE, f"is missing, and {NAME} says that it was signed")


def _find_strangers(folder: Path, editions: list[Path]) -> Iterator[Damage]:
    """Files of an archive that belong to no edition."""
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        is_kept = any(path.is_relative_to(edition) for edition in editions)
        if path.is_file() and not is_hidden and not is_kept:
            yield Damage(path, "belongs to no edition that was issued")
