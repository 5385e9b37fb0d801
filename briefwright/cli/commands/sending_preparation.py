"""What is to be sent, by name → all that is known before anything leaves, or every fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefwright import audience
from briefwright.channels import by_mail
from briefwright.channels.by_mail import Outbox
from briefwright.cli.commands.loading import UsageError, check_names
from briefwright.cli.folders import Folders
from briefwright.delivery import Job, Ledger, suppression
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued
from briefwright.mail import DeliverySettings, read_settings
from briefwright.mail.secrets import find_secret
from briefwright.mail.signers import open_signer
from briefwright.problems import ContentError, MachineError, Problem
from briefwright.recipients import Choice, Delivery, Plan, plan_deliveries
from briefwright.recipients.lists import List, read_list


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


@dataclass(frozen=True)
class Prepared:
    """Everything that is known before anything leaves."""

    recipients: List
    settings: DeliverySettings
    plan: Plan
    job: Job
    outbox: Outbox


def prepare(folders: Folders, wanted: SendRequest) -> Prepared:
    """What is wanted → everything that is known before anything leaves; all faults at once."""
    issued = find_issued(folders, wanted.briefing, wanted.edition)
    problems = list[Problem]()
    recipients, settings = None, None
    path = _find_list(folders, wanted.list)
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
    job = Job(issued.briefing, issued.number, path.stem)
    choice = Choice(
        settings.audience,
        suppression.read(folders.deliveries),
        _find_numbers(folders, job),
        by_mail.list_encrypted(settings),
    )
    plan = plan_deliveries(recipients.recipients, issued, datetime.now(UTC), choice)
    outbox = open_outbox(folders, issued, settings, plan.deliveries)
    return Prepared(recipients, settings, plan, job, outbox)


def _find_list(folders: Folders, name: str) -> Path:
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


def open_outbox(
    folders: Folders, issued: Issued, settings: DeliverySettings, deliveries: Iterable[Delivery]
) -> Outbox:
    """Folders, what was issued, settings, all deliveries → what makes messages.

    Errors: MachineError.
    """
    key = ""
    if settings.unsubscribing.page:
        key = find_secret("unsubscribe_key", "The key of the links to unsubscribe")
    folder = archive.find_folder(folders.issued, issued.briefing, issued.number)
    signer = open_signer(settings.signing) if settings.signing else None
    return by_mail.open_outbox(folder, issued, settings, folders.templates, deliveries, key, signer)


def _find_numbers(folders: Folders, job: Job) -> Mapping[str, int]:
    """A job → the numbers of the personal copies that its edition's recipients have already."""
    if not folders.deliveries.is_dir():
        return {}
    with Ledger(folders.deliveries) as ledger:
        return ledger.list_copies(job)
