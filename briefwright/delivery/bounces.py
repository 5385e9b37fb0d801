"""Messages in the mailbox to which mail comes back → what they say of deliveries, in the ledger.

A report (RFC 3464) counts where it names a delivery of ours, which only who had the message can
know; one that names an address alone could be anybody's. It is read once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mail
from email.utils import parseaddr
from hashlib import sha256

from briefwright.delivery import suppression
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Row, format_time
from briefwright.delivery.states import State, is_allowed
from briefwright.recipients import mailboxes

_ID = re.compile(r"^message-id:\s*<([0-9a-f]{32})@", re.IGNORECASE | re.MULTILINE)
_UNSUBSCRIBE = re.compile(r"\s*unsubscribe\b", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """What a relay reports of one recipient; `id` is "" where it doesn't say of which delivery.

    `action` is `failed`, `delayed`, `delivered`, `relayed` or `expanded`; `answer` is the status
    and the reason.
    """

    id: str
    address: str
    action: str
    answer: str


@dataclass(frozen=True)
class Findings:
    """The reports and letters found in a mailbox, each as what it asks for.

    `bounced` and `delayed` are rows of the ledger; beside them stand the addresses that want no
    more, those of reports that name no delivery of ours, and how many messages were none of these.
    """

    bounced: tuple[Row, ...] = ()
    delayed: tuple[Row, ...] = ()
    unsubscribed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    others: int = 0


def read_bounces(ledger: Ledger, messages: Iterable[bytes]) -> Findings:
    """A ledger and messages → what they say, kept: bounced rows, and addresses suppressed.

    Errors: MachineError where the ledger or the suppression list can't be written.
    """
    bounced, delayed = list[Row](), list[Row]()
    leaving, unknown, others = list[str](), list[str](), 0
    for data in messages:
        digest = sha256(data).hexdigest()
        if ledger.has_read(digest):
            continue
        mail = message_from_bytes(data)
        reports = tuple(read_reports(mail))
        for report in reports:
            row = ledger.find(report.id) if report.id else None
            if row is None:
                unknown.append(report.address)
            elif report.action == "failed" and is_allowed(row.state, State.BOUNCED):
                bounced.append(ledger.move(row, State.BOUNCED, report.answer))
            elif report.action == "delayed":
                delayed.append(row)
        if not reports and (address := _find_leaving(mail)) and ledger.knows_address(address):
            leaving.append(address)
        elif not reports:
            others += 1
        _suppress(ledger, bounced, leaving)
        ledger.keep_read(digest)
    return Findings(tuple(bounced), tuple(delayed), tuple(leaving), tuple(unknown), others)


def _suppress(ledger: Ledger, bounced: Iterable[Row], leaving: Iterable[str]) -> None:
    gone = {row.address: row.answer for row in bounced if suppression.is_without_mailbox(row)}
    why = gone | dict.fromkeys(leaving, "wrote “unsubscribe”")
    suppression.add(ledger.folder, why, format_time(ledger.clock()))


def read_reports(mail: Mail) -> Iterator[Report]:
    """A message → what it reports, for each recipient; nothing where it is no report."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return
    for part in mail.walk():
        fields = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(fields, list):
            whole, *recipients = [one for one in fields if isinstance(one, Mail)] or [Mail()]
            identifier = _get(whole, "Original-Envelope-Id") or _find_id(mail)
            for one in recipients:
                answer = f"{_get(one, 'Status')} {_get_value(one, 'Diagnostic-Code')}".strip()
                address = _get_value(one, "Original-Recipient") or _get_value(
                    one, "Final-Recipient"
                )
                yield Report(identifier, address, _get(one, "Action").lower(), answer)


def _find_id(mail: Mail) -> str:
    """A report → the delivery that the returned headers name, "" where they name none."""
    for part in mail.walk():
        is_returned = part.get_content_type() in ("message/rfc822", "text/rfc822-headers")
        found = _ID.search(part.as_bytes().decode("ascii", "replace")) if is_returned else None
        if found:
            return found[1]
    return ""


def _find_leaving(mail: Mail) -> str:
    """A message → the address of somebody who wants no more mail, "" for any other message."""
    if not _UNSUBSCRIBE.match(_get(mail, "Subject")):
        return ""
    try:
        return mailboxes.normalise(parseaddr(_get(mail, "From"))[1])
    except mailboxes.AddressFault:
        return ""


def _get(mail: Mail, name: str) -> str:
    """A header → its text on one line, "" where there is none."""
    said = " ".join(str(mail.get(name, "")).split())
    return "".join(one if one.isprintable() else "?" for one in said)[:500]


def _get_value(mail: Mail, name: str) -> str:
    """A header with a type before a semicolon, such as `rfc822; ana@example.org` → its value."""
    return _get(mail, name).partition(";")[2].strip()
