"""Who would get what of what was issued, and why: in words, as messages, as a table."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from briefwright import disk
from briefwright.channels.by_mail import Outbox
from briefwright.channels.preparation import MOST_UNASKED, Prepared
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import MAIL
from briefwright.cli.report import Result, format_count
from briefwright.cli.tables import make_table
from briefwright.delivery import Job
from briefwright.mail import Message
from briefwright.mail.quoting import quote
from briefwright.recipients import Delivery, Plan, Recipient, compare_lists, mailboxes
from briefwright.recipients.grouping import choose_samples, describe, group
from briefwright.recipients.lists import read_list


def show(folders: Folders, ready: Prepared, outbox: Outbox) -> Result:
    """A plan, what makes messages → in words, some messages as files; nothing leaves."""
    plan = ready.plan
    samples = choose_samples(plan.deliveries)
    now = plan.at.astimezone()
    messages = [outbox.preview(one, ready.job, plan.at) for one in samples]
    paths = _write_samples(folders, ready, messages)
    lines = (
        f"{plan.issued.briefing}, edition {plan.issued.number}, to the list {ready.job.list}, "
        f"planned {now:%Y-%m-%d %H:%M %Z} by this machine's clock. Nothing was sent.",
        "",
        *_list_groups(plan.deliveries),
        *list_stopped(plan),
        *_list_changes(folders, ready),
        *(line for one, path in zip(messages, paths, strict=True) for line in _quote(one, path)),
        *describe_sample_password(outbox, samples),
        "",
        f"Everybody, with what they get and why: {_write_plan(folders, ready).as_posix()}",
        _say_how_to_send(ready),
    )
    return Result("send", messages=lines, problems=ready.recipients.warnings)


def describe_sample_password(outbox: Outbox, samples: Sequence[Delivery]) -> Iterator[str]:
    """What makes messages, deliveries that are shown → what their files open with, if anything."""
    if any(one.recipient.password_by for one in samples):
        yield ""
        yield f"Files with a password open with {outbox.sample}, in these messages alone."


def _list_groups(deliveries: Sequence[Delivery]) -> Iterator[str]:
    """Deliveries → how many get the same for the same reason, a line for each such group."""
    verb = "gets" if len(deliveries) == 1 else "get"
    yield f"{format_count(len(deliveries), 'recipient')} {verb} something:"
    for count, what, why in group(deliveries):
        yield f"{count:>7,}  {what}: {why}"


def list_stopped(plan: Plan) -> Iterator[str]:
    """A plan → each recipient who gets nothing, by name, and why."""
    if plan.stopped:
        verb = "gets" if len(plan.stopped) == 1 else "get"
        yield f"{format_count(len(plan.stopped), 'recipient')} {verb} nothing:"
    for one in plan.stopped:
        yield f"  {_name(one.recipient)}: {one.reason}"


def _name(one: Recipient) -> str:
    """A recipient → its address, its name where it has one, and its line in the list."""
    who = f"{one.name}, line {one.line}" if one.name else f"line {one.line}"
    return f"{mailboxes.show(one.address)} ({who})"


def _list_changes(folders: Folders, ready: Prepared) -> Iterator[str]:
    """What the list says otherwise than when it was last used, if it was."""
    path = _find_last(folders, ready.job)
    if not path.is_file():
        return
    changes = list(compare_lists(read_list(path).recipients, ready.recipients.recipients))
    used = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    yield f"Since the list was last used, {used:%Y-%m-%d %H:%M}: " + (
        format_count(len(changes), "change") if changes else "no change."
    )
    yield from (f"  {line}" for line in changes)


def _find_last(folders: Folders, job: Job) -> Path:
    """A job → where its list is kept as it was last used."""
    return folders.deliveries / "lists" / f"{job.list}.csv"


def keep_list(folders: Folders, job: Job) -> None:
    """A job that begins → its list kept, for the next time to be compared with."""
    data = (folders.recipients / f"{job.list}.csv").read_bytes()
    disk.replace_file(_find_last(folders, job), data, 0o600)


def _write_samples(
    folders: Folders, ready: Prepared, messages: Sequence[Message]
) -> tuple[Path, ...]:
    """Messages → files that mail programs open; those of an earlier time are gone."""
    folder = folders.output / ready.job.briefing / MAIL
    for path in folder.glob(f"{ready.job.list}-*.eml"):
        path.unlink()
    files = {
        folder / f"{ready.job.list}-{number}.eml": one.data
        for number, one in enumerate(messages, start=1)
    }
    disk.make_folder(folder)
    for path, data in files.items():
        disk.replace_file(path, data, 0o600)  # a message holds what only its recipient may read
    return tuple(files)


def _write_plan(folders: Folders, ready: Prepared) -> Path:
    """A plan → a table of everybody in it; a cell that a spreadsheet would run is made harmless."""
    rows = [
        *((one.recipient, *describe(one)) for one in ready.plan.deliveries),
        *((one.recipient, "nothing", one.reason) for one in ready.plan.stopped),
    ]
    cells = [
        (recipient.address, recipient.name, what, why)
        for recipient, what, why in sorted(rows, key=lambda row: row[0].line)
    ]
    path = folders.output / ready.job.briefing / MAIL / f"{ready.job.list}-plan.csv"
    disk.replace_file(path, make_table(("address", "name", "gets", "why"), cells), 0o600)
    return path


def _quote(message: Message, path: Path) -> Iterator[str]:
    """A message and its file → its headers and its text, as a person reads them."""
    seen = quote(message)
    yield ""
    yield f"-- {path.as_posix()}"
    yield from (f"{name}: {value}" for name, value in seen.headers)
    yield from (f"Attached: {name}" for name in seen.attached)
    yield ""
    yield from seen.text.split("\n")


def _say_how_to_send(ready: Prepared) -> str:
    count = len(ready.plan.deliveries)
    confirm = f" --confirm {count}" if count > MOST_UNASKED else ""
    job = ready.job
    return f"To send it: python3 build.py send {job.briefing} --to {job.list} --really{confirm}"
