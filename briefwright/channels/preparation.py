"""What was issued and a list → all that is known before anything leaves, or every fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from briefwright import audience
from briefwright.channels import by_mail
from briefwright.channels.by_mail import Outbox
from briefwright.copies.signing import Signer
from briefwright.delivery import Job, Ledger, suppression
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued
from briefwright.mail import DeliverySettings, read_settings
from briefwright.mail.secrets import find_secret
from briefwright.problems import ContentError, Problem
from briefwright.recipients import Choice, Delivery, Plan, plan_deliveries
from briefwright.recipients.lists import List, read_list

MOST_UNASKED = 25  # recipients; above that, their number must be said


class Folders(Protocol):
    """Where everything stands that is needed for sending."""

    @property
    def templates(self) -> Path:
        """Audiences, and the templates of messages."""

    @property
    def issued(self) -> Path:
        """What was issued."""

    @property
    def deliveries(self) -> Path:
        """The ledger, and the addresses that nothing is sent to."""

    @property
    def delivery(self) -> Path:
        """The settings."""


@dataclass(frozen=True)
class Prepared:
    """Everything that is known before anything leaves."""

    recipients: List
    settings: DeliverySettings
    plan: Plan
    job: Job


def prepare(folders: Folders, issued: Issued, path: Path, numbers: Mapping[str, int]) -> Prepared:
    """What was issued, a list's file, the numbers of its copies by address → who gets what.

    Errors: ContentError with all faults of the list and of the settings; MachineError.
    """
    problems = list[Problem]()
    recipients, settings = None, None
    try:
        recipients = read_list(path, audience.names(folders.templates))
    except ContentError as error:
        problems += error.problems
    try:
        settings = read_settings(folders.delivery)
    except ContentError as error:
        problems += error.problems
    if recipients is None or settings is None:
        raise ContentError(problems)
    choice = Choice(
        settings.audience,
        suppression.read(folders.deliveries),
        numbers,
        by_mail.list_encrypted(settings),
    )
    plan = plan_deliveries(recipients.recipients, issued, datetime.now(UTC), choice)
    return Prepared(recipients, settings, plan, by_mail.make_job(plan, path.stem))


def is_confirmed(count: int, said: str) -> bool:
    """How many get something, the number that somebody typed or "" → whether it may be sent."""
    return said.strip().replace(",", "") == str(count) if said else count <= MOST_UNASKED


def open_outbox(
    folders: Folders,
    issued: Issued,
    settings: DeliverySettings,
    deliveries: Iterable[Delivery],
    signer: Signer | None = None,
) -> Outbox:
    """Folders, what was issued, settings, all deliveries → what makes messages.

    Errors: MachineError; as `by_mail.open_outbox`.
    """
    key = ""
    if settings.unsubscribing.page:
        key = find_secret("unsubscribe_key", "The key of the links to unsubscribe")
    folder = archive.find_folder(folders.issued, issued.briefing, issued.number)
    return by_mail.open_outbox(folder, issued, settings, folders.templates, deliveries, key, signer)


def find_numbers(folders: Folders, issued: Issued) -> Mapping[str, int]:
    """What was issued → the numbers of the personal copies that recipients of it have already."""
    if not folders.deliveries.is_dir():
        return {}
    with Ledger(folders.deliveries) as ledger:
        return ledger.list_copies(Job(issued.briefing, issued.number, ""))
