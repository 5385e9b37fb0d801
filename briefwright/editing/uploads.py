"""A file that somebody sends → in the briefing's folder; what it replaces is kept, and put back.

It is written to `.uploads` first, where nothing reads it but the checks, and put in its place in
one step. Earlier versions are in `.history/files`, each by its digest.
"""

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from briefwright import disk
from briefwright.content.starter import RESERVED
from briefwright.content.transliteration import transliterate
from briefwright.editing.history import FOLDER

PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff", ".gif", ".svg"}
)
TABLES = frozenset({".csv", ".tsv", ".xlsx"})
MOST_BYTES = 25_000_000  # of one file
MOST_KEPT = 200_000_000  # bytes of a briefing's folder, earlier versions included
_LONGEST = 80  # characters of a name
_STAGING, _VERSIONS = ".uploads", "files"
_SENDER = "sender"  # beside a file's versions: who sent it
_DIGITS = 8  # of a digest, in a name
_KEPT_FOR = 24 * 3600.0  # seconds, for a file about which its sender is asked
_TOKEN = re.compile(r"[\w-]{20,40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class UploadError(Exception):
    """A file that can't be taken: a sentence that says why, and what to do."""


@dataclass(frozen=True)
class Staged:
    """A file that was sent, where only checks read it; `token` finds it again."""

    token: str
    path: Path

    @property
    def name(self) -> str:
        """What it is called in the briefing's folder."""
        return self.path.name


@dataclass(frozen=True)
class Version:
    """An earlier version of a file: its digest, its size in bytes, when it was replaced."""

    digest: str
    size: int
    replaced: float


@dataclass(frozen=True)
class Sending:
    """A file that was sent: its name, who sent it last, and when."""

    name: str
    who: str
    when: datetime


def clean_name(sent: str) -> str:
    """The name of a file on its sender's disk → the one that it gets. Errors: UploadError."""
    last = re.split(r"[/\\]", sent)[-1]
    stem, dot, ending = last.rpartition(".")
    ending = f"{dot}{ending}".lower()
    if ending not in PICTURES | TABLES:
        raise UploadError(
            f"“{last[:_LONGEST]}” is neither a picture nor a table: send JPEG, PNG, WebP, AVIF, "
            "HEIC, TIFF, GIF or SVG, or CSV, TSV or XLSX."
        )
    cleaned = "-".join(re.findall(r"[a-z0-9]+", transliterate(stem)))[:_LONGEST].strip("-")
    if not cleaned:
        raise UploadError(f"Call “{last}” by a name of letters from a to z, and send it again.")
    if cleaned in RESERVED:
        raise UploadError(f"Windows has no file called “{cleaned}”; send it by another name.")
    return cleaned + ending


def stage(path: Path, sent: str, data: BinaryIO) -> Staged:
    """A content folder, the name of a file on its sender's disk, its bytes → it, not yet in place.

    Errors: UploadError where its name, its size or the folder's size are not right; MachineError.
    """
    name = clean_name(sent)
    _forget_old(path)
    token = secrets.token_urlsafe(18)
    staged = Staged(token, path / _STAGING / token / name)
    disk.make_folder(staged.path.parent)
    try:
        _write(staged.path, data, _measure_room(path))
    except UploadError:
        discard(staged)
        raise
    return staged


def find_staged(path: Path, token: str) -> Staged | None:
    """A content folder and a token → the file that was sent, as long as it is kept."""
    folder = path / _STAGING / token
    found = sorted(folder.iterdir()) if _TOKEN.fullmatch(token) and folder.is_dir() else []
    return Staged(token, found[0]) if found else None


def discard(staged: Staged) -> None:
    """A file that was sent → gone."""
    shutil.rmtree(staged.path.parent, ignore_errors=True)


def place(path: Path, staged: Staged) -> bool:
    """A content folder and a file that was sent → whether it is in place; never over another."""
    target = path / staged.name
    try:
        os.link(staged.path, target)
    except FileExistsError:
        if target.read_bytes() != staged.path.read_bytes():
            return False
    discard(staged)
    return True


def place_beside(path: Path, staged: Staged) -> str:
    """A content folder and a file that was sent → its name, with a number where that is taken."""
    stem, ending = staged.path.stem, staged.path.suffix
    for n in range(2, 1000):
        renamed = Staged(staged.token, staged.path.with_name(f"{stem}-{n}{ending}"))
        if not (path / renamed.name).exists():
            staged.path.rename(renamed.path)
            if place(path, renamed):
                return renamed.name
            staged = renamed
    raise UploadError("There are too many files of this name; call it by another one.")


def name_by_digest(staged: Staged) -> Staged:
    """A file that was sent → the same under a name that no other has, whatever there is.

    So its name says nothing of files that its sender may not see.
    """
    with staged.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    stem, ending = staged.path.stem, staged.path.suffix
    renamed = staged.path.with_name(f"{stem}-{digest[:_DIGITS]}{ending}")
    return Staged(staged.token, staged.path.rename(renamed))


def remember_sender(path: Path, name: str, sender: str) -> None:
    """A content folder, a file in it or about to be, who sent it → kept."""
    disk.replace_file(path / FOLDER / _VERSIONS / name / _SENDER, sender.encode())


def list_sent(path: Path, sender: str) -> frozenset[str]:
    """A content folder and a user's name → the files that this user sent."""
    known = (path / FOLDER / _VERSIONS).glob(f"*/{_SENDER}")
    return frozenset(one.parent.name for one in known if one.read_text("utf-8") == sender)


def list_sendings(path: Path) -> tuple[Sending, ...]:
    """A content folder → the files that were sent, the latest first."""
    found = [
        Sending(
            one.parent.name,
            one.read_text("utf-8"),
            datetime.fromtimestamp(one.stat().st_mtime).astimezone(),
        )
        for one in (path / FOLDER / _VERSIONS).glob(f"*/{_SENDER}")
    ]
    return tuple(sorted(found, key=lambda one: one.when, reverse=True))


def replace(path: Path, staged: Staged) -> None:
    """A content folder and a file that was sent → in place; the one that was there is kept."""
    _keep(path, staged.name)
    disk.replace_file(path / staged.name, staged.path.read_bytes())
    discard(staged)


def put_back(path: Path, name: str, digest: str) -> None:
    """A content folder, a file's name, the digest of an earlier version → that is in place again.

    The one that was there is kept. Errors: KeyError where there is no such version.
    """
    kept = path / FOLDER / _VERSIONS / name / digest
    if not _DIGEST.fullmatch(digest) or not kept.is_file():
        raise KeyError(digest)
    _keep(path, name)
    disk.replace_file(path / name, kept.read_bytes())


def list_versions(path: Path, name: str) -> tuple[Version, ...]:
    """A content folder and a file's name → the versions that it replaced, the latest first."""
    folder = path / FOLDER / _VERSIONS / name
    found = [one for one in folder.glob("*") if _DIGEST.fullmatch(one.name)]
    states = ((one.name, one.stat()) for one in found)
    versions = (Version(digest, state.st_size, state.st_mtime) for digest, state in states)
    return tuple(sorted(versions, key=lambda one: one.replaced, reverse=True))


def _keep(path: Path, name: str) -> None:
    """A file that is going to be replaced → kept by its digest."""
    data = (path / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    disk.replace_file(path / FOLDER / _VERSIONS / name / digest, data)


def _measure_room(path: Path) -> int:
    """A content folder → the bytes that may still be written into it."""
    sizes = (one.stat().st_size for one in path.rglob("*") if one.is_file())
    return MOST_KEPT - sum(sizes)


def _write(path: Path, data: BinaryIO, room: int) -> None:
    """Bytes → a file, piece by piece. Errors: UploadError where there are too many, or none."""
    written = 0
    with path.open("xb") as file:
        for piece in iter(lambda: data.read(1 << 16), b""):
            written += len(piece)
            if written > MOST_BYTES:
                most = MOST_BYTES // 1_000_000
                raise UploadError(f"“{path.name}” is larger than {most} MB; save it smaller.")
            if written > room:
                most = MOST_KEPT // 1_000_000
                raise UploadError(f"The files of a briefing may have {most} MB in all.")
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not written:
        raise UploadError(f"“{path.name}” is empty; save it again.")


def _forget_old(path: Path) -> None:
    """What was sent and never put in place goes after a day."""
    for folder in _list_staged(path):
        if folder.stat().st_mtime < time.time() - _KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)


def _list_staged(path: Path) -> Iterator[Path]:
    staging = path / _STAGING
    if staging.is_dir():
        yield from staging.iterdir()
