"""What was issued → what of it is for everybody: which editions, which files, from when on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefwright.audience import LARGE_PRINT
from briefwright.facts import moments
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.mail.mailing import BODY_FORMAT

OPEN = "open"


@dataclass(frozen=True)
class Release:
    """What of an issued briefing is for everybody: some of its editions.

    `successor` is the number of the edition that takes its place, "" for none; `updated` is when
    that, or else this, could be had first.
    """

    issued: Issued
    editions: tuple[IssuedEdition, ...]
    successor: str = ""
    updated: datetime = datetime.min

    @property
    def folder(self) -> str:
        """Where its files stand in a channel, for ever."""
        return f"{self.issued.briefing}/{self.issued.number}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(name for one in self.editions for name in list_files(one).values())

    @property
    def published(self) -> datetime:
        """When it could be had first: once it was issued, and its embargo had ended."""
        moment = moments.parse(self.issued.embargo) if self.issued.embargo else ""
        at = self.issued.at
        return at if isinstance(moment, str) else max(at, moment.local.astimezone(at.tzinfo))


def list_files(edition: IssuedEdition) -> Mapping[str, str]:
    """An edition → the names of its files by format, but for the one that is a mail."""
    return {format_: name for format_, name in edition.files.items() if format_ != BODY_FORMAT}


def make_release(issued: Issued, audiences: Collection[str]) -> Release:
    """What was issued, and the audiences that are published → what of it is for everybody."""
    editions = (one for one in issued.editions if not explain(one, audiences))
    return Release(issued, tuple(editions))


def explain(edition: IssuedEdition, audiences: Collection[str]) -> str:
    """An edition, and the audiences that are published → why it isn't for everybody, or ""."""
    if edition.audience.removesuffix(LARGE_PRINT) not in audiences:
        return "`publish` doesn't name this audience"
    barred = [handling for handling in edition.clearance if handling != OPEN]
    return f"it may hold what is {' or '.join(barred)}" if barred else ""


def read_files(release: Release, kept: Path) -> dict[str, bytes]:
    """A release, and the archive → its files by their paths. Errors: MachineError."""
    folder = archive.find_folder(kept, release.issued.briefing, release.issued.number)
    files = archive.read_files(folder, release.issued, release.names)
    return {f"{release.folder}/{name}": data for name, data in files}


def make_sums(release: Release) -> tuple[str, bytes]:
    """A release → where its list of digests stands, and the list, for `sha256sum -c`."""
    rows = (f"{release.issued.files[name]}  {name}\n" for name in sorted(release.names))
    return f"{release.folder}/{archive.SUMS}", "".join(rows).encode()


def find_published(releases: Iterable[Release], sums: Mapping[str, bytes]) -> Iterator[Release]:
    """Releases, the lists of digests in a channel by path → what of them is whole in there."""
    for release in releases:
        path, _ = make_sums(release)
        there = {line.partition("  ")[2] for line in sums.get(path, b"").decode().splitlines()}
        editions = tuple(one for one in release.editions if there >= {*list_files(one).values()})
        if editions:
            yield replace(release, editions=editions)


def relate(releases: Iterable[Release]) -> tuple[Release, ...]:
    """All releases of a channel → the same, newest first, each with what took its place there.

    A correction that isn't published yet is not named.
    """
    whole = sorted(releases, key=lambda one: (one.published, one.folder), reverse=True)
    return tuple(_relate(whole))


def _relate(releases: Sequence[Release]) -> Iterator[Release]:
    successors = archive.find_successors([one.issued for one in releases])
    times = {(one.issued.briefing, one.issued.number): one.published for one in releases}
    for one in releases:
        briefing = one.issued.briefing
        number = successors.get((briefing, one.issued.number), "")
        updated = max(one.published, times.get((briefing, number), one.published))
        yield replace(one, successor=number, updated=updated)
