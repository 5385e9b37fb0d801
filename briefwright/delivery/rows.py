"""What stands in the ledger: jobs, and a row for each recipient; rows ↔ values."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from briefwright.delivery.states import State

COLUMNS = "id, briefing, edition, list, address, contents, copy, details, state, tries, answer"


@dataclass(frozen=True)
class Job:
    """An issued edition on its way to a list: the briefing, its edition, the list's name."""

    briefing: str
    edition: str
    list: str


@dataclass(frozen=True)
class Entry:
    """What one recipient shall get: an address, the digests of the files, and details to keep.

    Two entries of the same briefing, edition, address and contents are the same delivery, whatever
    their details say: nobody gets it twice. `copy` is the number of a personal copy, 0 for none; in
    an edition each number is one address's.
    """

    address: str
    contents: str
    copy: int = 0
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A delivery, as the ledger has it.

    `id` is the same whenever it is sent again; `tries` counts the attempts, `answer` is what the
    relay, or the line, said last.
    """

    id: str
    job: Job
    address: str
    contents: str
    copy: int
    details: Mapping[str, str]
    state: State
    tries: int
    answer: str


@dataclass(frozen=True)
class Action:
    """What somebody did, in words, and when, in seconds since 1970."""

    at: float
    who: str
    what: str


@dataclass(frozen=True)
class Planned:
    """What planning a list came to: numbers of deliveries.

    `new` were added, `known` were in the ledger already, `withdrawn` had not been sent and are not
    on the list any more.
    """

    new: int
    known: int
    withdrawn: int


@dataclass(frozen=True)
class Rates:
    """How many messages may begin in a minute: at all, and to one domain; 0 for as many as go."""

    relay: int = 0
    domain: int = 0


def make_id(job: Job, entry: Entry) -> str:
    """A job and what one gets → the name of the delivery, the same whenever it is planned."""
    said = (f"{job.briefing}/{job.edition}", entry.address, entry.contents)
    return sha256("\n".join(said).encode()).hexdigest()[:32]


def find_domain(address: str) -> str:
    """An address → its domain."""
    return address.rpartition("@")[2].lower()


def format_time(seconds: float) -> str:
    """Seconds since 1970 → the date and the time here."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def list_values(entry: Entry) -> tuple[str, str, str, int, str]:
    """An entry → its values in the table of deliveries."""
    details = json.dumps(dict(entry.details), ensure_ascii=False)
    return entry.address, find_domain(entry.address), entry.contents, entry.copy, details


def list_key(job: Job) -> tuple[str, str, str]:
    """A job → its key in every table."""
    return job.briefing, job.edition, job.list


def read_row(row: Sequence[object]) -> Row:
    """The values of `COLUMNS` → a row."""
    key, briefing, edition, list_, address, contents, copy, details, state, tries, answer = row
    return Row(
        str(key), Job(str(briefing), str(edition), str(list_)), str(address), str(contents),
        int(str(copy)), json.loads(str(details)), State(str(state)), int(str(tries)), str(answer),
    )  # fmt: skip
