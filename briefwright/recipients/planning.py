"""Recipients and an issued edition → who gets which files and why, and who gets nothing and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from briefwright.facts import moments
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.recipients.recipient import Recipient

DEFAULT_FORMAT = "pdf"


@dataclass(frozen=True)
class IssuedFile:
    """A file of an issued edition: its name, its format, its SHA-256 in hexadecimal."""

    name: str
    format: str
    digest: str


@dataclass(frozen=True)
class Delivery:
    """What one recipient gets: files of one edition, and why these, in words.

    `copy_number` is 0 for a plain copy.
    """

    recipient: Recipient
    edition: IssuedEdition
    files: tuple[IssuedFile, ...]
    reason: str
    copy_number: int = 0


@dataclass(frozen=True)
class Stopped:
    """A recipient who gets nothing, and why, in a sentence."""

    recipient: Recipient
    reason: str


@dataclass(frozen=True)
class Plan:
    """Who gets what of an issued briefing, as decided at a moment by this machine's clock."""

    issued: Issued
    at: datetime
    deliveries: tuple[Delivery, ...]
    stopped: tuple[Stopped, ...]


@dataclass(frozen=True)
class Choice:
    """What holds for all recipients of a list.

    `audience` is for those whose row names none, `suppressed` are addresses that nothing is sent
    to any more, `numbers` those of the copies that recipients have already, by address, `encrypted`
    the formats that can have a password.
    """

    audience: str = ""
    suppressed: Collection[str] = ()
    numbers: Mapping[str, int] | None = None
    encrypted: Collection[str] = ()


def plan_deliveries(
    recipients: Iterable[Recipient], issued: Issued, now: datetime, choice: Choice | None = None
) -> Plan:
    """Recipients, an issued edition, the time → who gets what, and who nothing, in their order."""
    chosen = choice or Choice()
    numbers = dict(chosen.numbers or {})
    deliveries, stopped = list[Delivery](), list[Stopped]()
    for one in recipients:
        decided = _decide(one, issued, now, chosen)
        if isinstance(decided, str):
            stopped.append(Stopped(one, decided))
            continue
        edition, files, reason = decided
        number = 0
        if one.copy == "personal":
            number = numbers.setdefault(one.address, max(numbers.values(), default=0) + 1)
        deliveries.append(Delivery(one, edition, files, reason, number))
    return Plan(issued, now, tuple(deliveries), tuple(stopped))


_Decided = tuple[IssuedEdition, tuple[IssuedFile, ...], str]


def _decide(one: Recipient, issued: Issued, now: datetime, choice: Choice) -> _Decided | str:
    """A recipient → the edition, its files and why; or why nothing is sent."""
    if one.address in choice.suppressed:
        return "Nothing is sent to this address any more: it is on the suppression list."
    if (held := find_embargo(issued, now)) and not one.under_embargo:
        return f"{held}; in the list, the row doesn't say `under_embargo: yes`."
    audience = one.audience or choice.audience
    chosen = _choose_edition(one, audience, issued)
    if isinstance(chosen, str):
        return chosen
    edition, reason = chosen
    barred = [handling for handling in edition.clearance if handling not in _see(one)]
    if barred:
        return (
            f"The {edition.audience} edition may hold what is {' or '.join(barred)}, and the row's "
            f"`clearance` doesn't name that."
        )
    wanted = one.formats or (DEFAULT_FORMAT,)
    if fault := _find_limit(one, wanted, choice.encrypted):
        return fault
    if missing := [name for name in wanted if name not in edition.files]:
        there = " and ".join(edition.files)
        return f"No {missing[0]} was issued for {edition.audience}; there is {there}."
    files = tuple(
        IssuedFile(edition.files[name], name, issued.files[edition.files[name]]) for name in wanted
    )
    return edition, files, reason


def _find_limit(one: Recipient, wanted: tuple[str, ...], encrypted: Collection[str]) -> str:
    """A recipient, its formats, those that can have a password → what can't be made, or ""."""
    others = [name for name in wanted if name not in _MARKED]
    if one.copy == "personal" and others:
        return f"A personal copy is a PDF or a Word file; the row's `format` says {others[0]}."
    plain = [name for name in wanted if name not in encrypted] if one.password_by else []
    return _explain_plain(plain[0]) if plain else ""


def _explain_plain(format_: str) -> str:
    """A format that can't have a password → why, and what can be done."""
    match format_:
        case "pdf":
            return (
                "Its row asks for a password, and a PDF/A can't have one: leave `password_by` "
                "empty, or write `encrypt: {pdf: plain}` in delivery.yaml: then files with a "
                "password are plain PDF, which screen readers read as well."
            )
        case "docx":
            return (
                "Its row asks for a password, and a Word file gets one by msoffcrypto-tool, which "
                "is missing: .venv/bin/python -m pip install -c constraints.txt msoffcrypto-tool"
            )
        case _:
            return (
                f"Its row asks for a password, and {format_} can't have one; write pdf or docx "
                "after `format`, or leave `password_by` empty."
            )


_MARKED = ("pdf", "docx")  # formats of which there are personal copies


def _see(one: Recipient) -> tuple[str, ...]:
    return ("open", *one.clearance)


def find_embargo(issued: Issued, now: datetime) -> str:
    """An issued edition and the time → until when it is held back, in words; "" once it is free."""
    if not issued.embargo:
        return ""
    moment = moments.parse(issued.embargo)
    if isinstance(moment, str):  # nobody knows until when
        return f"Its embargo can't be read: {moment}"
    if now >= moment.local:
        return ""
    return (
        f"It is under embargo until {issued.embargo}, and by this machine's clock it is "
        f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    )


def _choose_edition(
    one: Recipient, audience: str, issued: Issued
) -> tuple[IssuedEdition, str] | str:
    """A recipient and the audience named for it → the edition, and why; or why there is none."""
    audiences = list(dict.fromkeys(edition.audience for edition in issued.editions))
    if not audience and len(audiences) == 1:
        audience = audiences[0]
    if not audience:
        return f"Its row names no audience; issued for: {', '.join(audiences)}."
    editions = [edition for edition in issued.editions if edition.audience == audience]
    if not editions:
        there = f"issued for: {', '.join(audiences)}" if audiences else "no edition is named in it"
        return f"Nothing was issued for {audience}; {there}."
    why = "its row names the audience" if one.audience else "the audience of rows that name none"
    return _choose_language(one, editions, issued, why)


def _choose_language(
    one: Recipient, editions: list[IssuedEdition], issued: Issued, why: str
) -> tuple[IssuedEdition, str]:
    """A recipient, the editions of its audience → the one in its language, or in the own one."""
    for edition in _find_in(editions, one.language):
        also = "and the language" if one.audience else "; its row names the language"
        return edition, f"{why} {also}".replace(" ;", ";")
    own = next(_find_in(editions, issued.language), editions[0])
    if one.language:
        return own, f"{why}; there is none in {one.language}, so {own.language}"
    return own, f"{why}; it names no language, so {own.language}"


def _find_in(editions: list[IssuedEdition], language: str) -> Iterator[IssuedEdition]:
    return (edition for edition in editions if language and language in edition.languages)
