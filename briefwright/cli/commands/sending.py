"""The commands that send what was issued, or say who would get what."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TextIO

from briefwright import delivery
from briefwright.channels import by_mail
from briefwright.channels.by_mail import Outbox
from briefwright.channels.preparation import (
    MOST_UNASKED,
    Prepared,
    find_numbers,
    is_confirmed,
    open_outbox,
    prepare,
)
from briefwright.cli.commands.deliveries import find_jobs
from briefwright.cli.commands.loading import UsageError, require_packages
from briefwright.cli.commands.sending_preparation import SendRequest, find_issued, find_list
from briefwright.cli.commands.sending_preview import (
    describe_sample_password,
    keep_list,
    list_stopped,
    show,
)
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, GOOD, LACKING, Result, format_count
from briefwright.delivery import Job, Ledger, Outcome, Relay, Sender, State, passwords, progress
from briefwright.delivery import relay as relays
from briefwright.delivery.states import UNFINISHED
from briefwright.issuing.manifest import Issued
from briefwright.mail import DeliverySettings, read_settings
from briefwright.mail.secrets import find_secret
from briefwright.mail.signers import open_signer
from briefwright.recipients import Delivery, mailboxes
from briefwright.recipients.grouping import choose_samples

_MINUTE = 60.0  # seconds
NEEDED = ("email_validator",)


def send(
    folders: Folders,
    wanted: SendRequest,
    ask: Callable[[str], str] | None = None,
    stream: TextIO | None = None,
) -> Result:
    """Folders, what is wanted, what asks a question, where to show progress → sent, or shown only.

    Errors: UsageError for an unknown name, or where the number of recipients wasn't said;
    ContentError for a list or settings at fault; MachineError.
    """
    require_packages("send", NEEDED)
    issued = find_issued(folders, wanted.briefing, wanted.edition)
    numbers = find_numbers(folders, issued)
    ready = prepare(folders, issued, find_list(folders, wanted.list), numbers)
    outbox = _open_outbox(folders, issued, ready.settings, ready.plan.deliveries)
    if wanted.test:
        return _send_test(ready, outbox, wanted.test)
    if not wanted.is_real:
        return show(folders, ready, outbox)
    _require_number(len(ready.plan.deliveries), wanted.confirmed, ask)
    with Ledger(folders.deliveries) as ledger:
        key = passwords.open_key(ledger)
        entries = [by_mail.make_entry(one) for one in ready.plan.deliveries]
        planned = ledger.plan(ready.job, entries)
        keep_list(folders, ready.job)
        ledger.record(wanted.by, f"sends {progress.describe_job(ready.job)}")
        lines = [
            f"{planned.new} new, {planned.known} known already, {planned.withdrawn} withdrawn.",
            *list_stopped(ready.plan),
        ]
        keyed = replace(outbox, key=key)
        result = _go_on(ledger, ready.job, keyed, ready.settings, wanted.by, stream)
    messages = (*lines, *result.messages)
    return replace(result, messages=messages, problems=ready.recipients.warnings)


def resume(folders: Folders, briefing: str, by: str = "", stream: TextIO | None = None) -> Result:
    """Folders and a briefing's name → what was planned of it and not sent, sent now.

    Errors: UsageError where nothing of it was planned; MachineError.
    """
    require_packages("send", NEEDED)
    settings = read_settings(folders.delivery)
    messages, code = list[str](), GOOD
    with Ledger(folders.deliveries) as ledger:
        jobs = find_jobs(ledger, briefing)
        ledger.record(by, f"goes on sending {briefing}")
        key = passwords.open_key(ledger)
        for job in jobs:
            issued = find_issued(folders, briefing, job.edition)
            rows = ledger.list_rows(job, UNFINISHED)
            deliveries = [by_mail.read_delivery(row, issued) for row in rows]
            outbox = replace(_open_outbox(folders, issued, settings, deliveries), key=key)
            result = _go_on(ledger, job, outbox, settings, by, stream)
            messages += [f"{job.briefing} {job.edition} to {job.list}:", *result.messages]
            code = max(code, result.code)
    return Result("resume", messages=tuple(messages), code=code)


def _open_outbox(
    folders: Folders, issued: Issued, settings: DeliverySettings, deliveries: Sequence[Delivery]
) -> Outbox:
    """The same as `open_outbox`, with what signs. Errors: MachineError."""
    signer = open_signer(settings.signing) if settings.signing else None
    return open_outbox(folders, issued, settings, deliveries, signer)


def _require_number(count: int, confirmed: int, ask: Callable[[str], str] | None) -> None:
    """How many get something, what somebody said, what asks → nothing. Errors: UsageError."""
    if not count:
        raise UsageError("Nobody on the list would get anything; nothing was sent.")
    said = str(confirmed) if confirmed else ""
    if count > MOST_UNASKED and not said and ask:
        said = ask(f"It would go to {count:,} recipients. Type their number to send it: ").strip()
    if not is_confirmed(count, said):
        raise UsageError(
            f"It would go to {count:,} recipients, not {said or 'a number that somebody checked'}; "
            f"nothing was sent. Say their number: --confirm {count}"
        )


def _make_relay(settings: DeliverySettings) -> Relay:
    """Settings → the relay, with the password from the environment or the keyring."""
    relay = Relay(**vars(settings.relay))
    if not relay.user:
        return relay
    secret = find_secret("smtp_password", f"The password of {relay.user} at {relay.host}")
    return replace(relay, password=secret)


def _go_on(
    ledger: Ledger,
    job: Job,
    outbox: Outbox,
    settings: DeliverySettings,
    by: str,
    stream: TextIO | None,
) -> Result:
    """A job of the ledger → what waits of it sent, as far as that can be done now."""

    def report(counts: Mapping[State, int]) -> None:
        if stream:
            stream.write(f"\r{_count(counts)}\x1b[K" if stream.isatty() else "")
            stream.flush()

    sender = Sender(by, report=report)
    outcome = delivery.send(ledger, job, outbox.compose, _make_relay(settings), sender)
    if stream and stream.isatty():
        stream.write("\n")
    return Result("send", messages=tuple(_describe_outcome(outcome, job)), code=_judge(outcome))


def _count(counts: Mapping[State, int]) -> str:
    return ", ".join(f"{count:,} {state}" for state, count in counts.items() if count)


def _describe_outcome(outcome: Outcome, job: Job) -> Iterator[str]:
    """What a run came to → in sentences, with what is to be done next."""
    yield f"{_count(outcome.counts)}."
    if outcome.stopped:
        yield outcome.stopped
    if outcome.next is not None:
        due = datetime.fromtimestamp(outcome.next).astimezone()
        is_now = outcome.next < time.time() + _MINUTE
        when = "can be sent now" if is_now else f"is due {due:%Y-%m-%d %H:%M}"
        yield f"More {when}: python3 build.py resume {job.briefing}"
    if outcome.counts.get(State.DOUBTFUL):
        yield f"Decide who has it already: python3 build.py doubtful {job.briefing}"


def _judge(outcome: Outcome) -> int:
    """What a run came to → the exit code."""
    if outcome.stopped:
        return LACKING
    left = sum(outcome.counts.get(state, 0) for state in State) - sum(
        outcome.counts.get(state, 0) for state in (State.SENT, State.WITHDRAWN)
    )
    return FAULTY if left else GOOD


def _send_test(ready: Prepared, outbox: Outbox, address: str) -> Result:
    """The messages that would be shown → to one address, and to nobody else."""
    try:
        own = mailboxes.normalise(address)
    except mailboxes.AddressFault as fault:
        raise UsageError(str(fault)) from fault
    samples = choose_samples(ready.plan.deliveries)
    with relays.connect(_make_relay(ready.settings)) as smtp:
        for one in samples:
            to_self = replace(one, recipient=replace(one.recipient, address=own))
            message = outbox.preview(to_self, ready.job, ready.plan.at)
            smtp.sendmail(message.sender, [own], message.data)
    sentence = (
        f"{format_count(len(samples), 'message')} went to {own}, and nothing to anybody else."
    )
    lines = (sentence, *describe_sample_password(outbox, samples))
    return Result("send", messages=lines)
