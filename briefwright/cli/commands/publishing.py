"""The command `publish`: what was issued and is for everybody, put into folders and buckets."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from filelock import FileLock

from briefwright import disk
from briefwright.channels import publishing, release_pages
from briefwright.channels.places import Place, open_place
from briefwright.channels.release import (
    Release,
    explain,
    find_published,
    make_release,
    make_sums,
    read_files,
    relate,
)
from briefwright.channels.release_pages import Words, make_pages
from briefwright.channels.searching import search_release
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import UsageError, check_names, require_packages
from briefwright.cli.commands.sending_preparation import find_issued
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, LACKING, Result
from briefwright.issuing import archive
from briefwright.mail import PublishingSettings, read_publishing
from briefwright.problems import MachineError
from briefwright.recipients.planning import find_embargo
from briefwright.workers import Task

NEEDED = ("email_validator",)
RECORD = "published.csv"  # in the folder of deliveries
_COLUMNS = ("at", "by", "briefing", "edition", "channel", "place", "digests")


@dataclass(frozen=True)
class PublishRequest:
    """What is published: a briefing by name, an edition's number, "" for the last one.

    `channel` is where, by name, "" for every channel; `is_real` whether anything leaves.
    """

    briefing: str
    edition: str = ""
    channel: str = ""
    is_real: bool = False
    by: str = ""


@dataclass(frozen=True)
class _Prepared:
    """Everything that is known before anything leaves; `at` is the time by this machine's clock."""

    folders: Folders
    settings: PublishingSettings
    channels: Mapping[str, str]
    release: Release
    words: Words
    at: datetime

    def find_size(self, release: Release, name: str) -> int:
        """A release and the name of one of its files → its bytes."""
        return (self.folders.issued / release.folder / name).stat().st_size

    def make_pages(self, releases: tuple[Release, ...]) -> dict[str, bytes]:
        """Releases → their pages and feed by path, none where nobody could see them."""
        publisher = self.settings.publisher.name or self.settings.publisher.address
        links = self.settings.links
        return make_pages(releases, publisher, links, self.words, self.find_size) if links else {}


def publish(folders: Folders, wanted: PublishRequest) -> Result:
    """Folders and what is wanted → published, or shown only.

    Errors: UsageError for an unknown name, or where nothing is for everybody; ContentError;
    MachineError.
    """
    require_packages("send", NEEDED)
    ready = _prepare(folders, wanted)
    lines = list(_describe(ready))
    if not ready.release.editions:
        raise UsageError("\n".join((*lines, "Nothing of it is for everybody.")))
    task = Task(
        f"The pages of {wanted.briefing}", search_release,
        (ready.release, folders.issued / ready.release.folder,
         ready.make_pages(relate([ready.release]))),
    )  # fmt: skip
    (searched,) = run([task], Work(folders.output, "were not searched"))
    if searched.value is None or searched.value:
        problems = (*searched.problems, *(searched.value or ()))
        return Result(
            "publish", messages=("Nothing was published.",), problems=problems,
            fault=searched.lacking, code=searched.code or FAULTY,
        )  # fmt: skip
    held = find_embargo(ready.release.issued, ready.at)
    if held or not wanted.is_real:
        end = f"{held}." if held else f"To publish it: {_write_command(wanted)}"
        code = FAULTY if held and wanted.is_real else 0
        return Result("publish", messages=(*lines, "Nothing was published.", end), code=code)
    return _publish_all(ready, wanted.by)


def _prepare(folders: Folders, wanted: PublishRequest) -> _Prepared:
    issued = find_issued(folders, wanted.briefing, wanted.edition)
    settings = read_publishing(folders.delivery)
    names = tuple(settings.channels)
    if wanted.channel:
        names = check_names((wanted.channel,), names, "channel")
    channels = {name: settings.channels[name] for name in names}
    release = make_release(issued, settings.audiences)
    words = release_pages.read_words(folders.templates)
    return _Prepared(folders, settings, channels, release, words, datetime.now(UTC))


def _write_command(wanted: PublishRequest) -> str:
    words = ["python3 build.py publish", wanted.briefing]
    words += ["--to", wanted.channel] if wanted.channel else []
    words += ["--edition", wanted.edition] if wanted.edition else []
    return " ".join((*words, "--really"))


def _describe(ready: _Prepared) -> Iterator[str]:
    """What is known → what would go where, and what stays."""
    issued, settings = ready.release.issued, ready.settings
    clock = f"{ready.at:%Y-%m-%d %H:%M} UTC by this machine's clock"
    yield f"{issued.briefing}, edition {issued.number}; it is {clock}."
    yield from (f"  to {name}: {place}" for name, place in ready.channels.items())
    yield from (f"  {ready.release.folder}/{name}" for name in ready.release.names)
    for one in issued.editions:
        if why := explain(one, settings.audiences):
            yield f"  not {one.audience} in {one.language}: {why}"
    if not settings.links:
        yield "  without pages and a feed: delivery.yaml has no `links`"


# ----------------------------------------------------------------- done


def _publish_all(ready: _Prepared, by: str) -> Result:
    """What is known → published in each channel; one that fails doesn't stop the others."""
    messages, code = list[str](), 0
    disk.make_folder(ready.folders.deliveries)
    with FileLock(ready.folders.deliveries / f".{RECORD}.lock"):
        for name, place in ready.channels.items():
            try:
                fates = Counter(fate for _, fate in _publish(ready, open_place(place)))
                _record(ready, by, name)
            except MachineError as error:
                messages.append(f"{name}: {error}")
                code = LACKING
                continue
            counts = ", ".join(f"{count} {fate}" for fate, count in fates.items())
            messages.append(f"{name}: {counts}; read again and compared.")
    return Result("publish", messages=tuple(messages), code=code)


def _publish(ready: _Prepared, place: Place) -> Iterator[tuple[str, str]]:
    """A channel → its files, then what lists them, so that nothing is listed that isn't there."""
    yield from publishing.add(place, read_files(ready.release, ready.folders.issued))
    yield from publishing.renew(place, dict([make_sums(ready.release)]))
    yield from publishing.renew(place, ready.make_pages(_find_all(ready, place)))


def _find_all(ready: _Prepared, place: Place) -> tuple[Release, ...]:
    """A channel → everything of the archive that is in it, newest first."""
    found = [
        make_release(issued, ready.settings.audiences)
        for issued in archive.list_issued(ready.folders.issued)
        if not find_embargo(issued, ready.at)
    ]
    paths = [make_sums(one)[0] for one in found if one.editions]
    sums = {path: data for path in paths if (data := place.read(path))}
    return relate(find_published(found, sums))


def _record(ready: _Prepared, by: str, channel: str) -> None:
    """A channel that has everything → written down: what, by whom, when by this machine's clock."""
    path = ready.folders.deliveries / RECORD
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    if not path.is_file():
        rows.writerow(_COLUMNS)
    issued = ready.release.issued
    digest = hashlib.sha256(make_sums(ready.release)[1]).hexdigest()
    at = ready.at.isoformat(timespec="seconds")
    place = ready.channels[channel]
    rows.writerow((at, by, issued.briefing, issued.number, channel, place, digest))
    before = path.read_bytes() if path.is_file() else b""
    disk.replace_file(path, before + table.getvalue().encode(), 0o600)
