"""delivery.yaml → how mail is sent and files are published, or everything that is wrong with it.

A setting is one value, those of a part below its name. A new one is one row of SETTINGS.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal, cast

from briefwright import yamlfile
from briefwright.problems import ContentError, Place, Problem, suggest
from briefwright.recipients import mailboxes

NAME = "delivery.yaml"
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class Setting:
    """One key: what holds without it, and what it may be, as choices or as a pattern.

    `expected` says the pattern in words.
    """

    default: str
    choices: tuple[str, ...] = ()
    shape: str = r".+"
    expected: str = ""


_WEB = r"https://[^\s<>\"]+"
_USER = r"(?:[^\s:/@]+@)?"
_WEBDAV = rf"https://{_USER}[^\s@]+|http://{_USER}(?:localhost|127\.0\.0\.1)[:/][^\s@]*"
_PORT = r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]"  # up to 65535
SETTINGS: Mapping[str, Setting] = {
    "from": Setting(""),
    "reply_to": Setting(""),
    "audience": Setting("", shape=r"[a-z0-9-]+", expected="the name of an audience, such as press"),
    "links": Setting("", shape=_WEB, expected="where the files are: https://example.org/issued"),
    "publish": Setting(
        "", shape=r"[a-z0-9-]+(?:[ ,]+[a-z0-9-]+)*", expected="audiences, such as press, public"
    ),
    "channels.*": Setting(
        "",
        shape=r"(?!\w+://).+|s3://[^/@\s]+(?:/\S*)?|" + _WEBDAV,
        expected="a folder, or s3://bucket/folder, or https://USER@HOST/FOLDER (WebDAV)",
    ),
    "unsubscribe.mail": Setting(""),
    "unsubscribe.address": Setting(
        "", shape=_WEB, expected="a page that answers, such as https://example.org/leave"
    ),
    "encrypt.pdf": Setting("refuse", ("refuse", "plain")),
    "sign.certificate": Setting("", expected="a file with a certificate and its key (PKCS#12)"),
    "sign.library": Setting("", expected="the library of a token (PKCS#11)"),
    "sign.device": Setting("", expected="the label of a token"),
    "sign.label": Setting("", expected="the label of the certificate on the token"),
    "sign.time_stamp": Setting(
        "", shape=r"https?://[^\s<>\"]+", expected="the address of a time-stamp server (RFC 3161)"
    ),
    "smtp.host": Setting("", shape=r"[A-Za-z0-9.:-]+", expected="a name such as mail.example.org"),
    "smtp.port": Setting("0", shape=_PORT, expected="a number such as 587"),
    "smtp.security": Setting("starttls", ("starttls", "tls", "none")),
    "smtp.user": Setting(""),
}
_ADDRESSES = ("from", "reply_to", "unsubscribe.mail")
_SECRET = re.compile(r"pass(?:word|wd|phrase)?|secret|token|key|pwd", re.IGNORECASE)


@dataclass(frozen=True)
class Mailbox:
    """A name, "" for none, and a normalised address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True)
class RelaySettings:
    """The server that takes mail, and how it is spoken to; `user` is "" where it asks for none.

    `port` is 0 for the usual one.
    """

    host: str
    port: int = 0
    security: Security = "starttls"
    user: str = ""


@dataclass(frozen=True)
class Unsubscribing:
    """Where recipients say that they want no more: a mailbox, and a page, "" for none."""

    mailbox: Mailbox
    page: str = ""


@dataclass(frozen=True)
class SigningSettings:
    """Who signs: a file, or a token with the label of a certificate on it; who says the time.

    `certificate` and `library` are paths, `library` "" where there is no token; `time_stamp` is the
    address of a server, "" for none.
    """

    certificate: str = ""
    library: str = ""
    device: str = ""
    label: str = ""
    time_stamp: str = ""


@dataclass(frozen=True)
class DeliverySettings:
    """Who sends, through which relay, for which audience where a row names none.

    `links` is where the issued files can be fetched, "" where they go as attachments.
    `encrypts_pdf` is whether a PDF gives up that it is PDF/A where it must have a password,
    `signing` who signs PDFs, nobody if None.
    """

    sender: Mailbox
    relay: RelaySettings
    unsubscribing: Unsubscribing
    reply_to: Mailbox | None = None
    audience: str = ""
    links: str = ""
    encrypts_pdf: bool = False
    signing: SigningSettings | None = None


@dataclass(frozen=True)
class PublishingSettings:
    """Who publishes, for which audiences, and where: channels by name, each a folder or a bucket.

    `links` is where the pages of all channels can be seen, "" where no pages are wanted.
    """

    publisher: Mailbox
    audiences: tuple[str, ...]
    channels: Mapping[str, str]
    links: str = ""


def read_settings(path: Path) -> DeliverySettings:
    """delivery.yaml → how mail is sent. Errors: ContentError D2… with all that is wrong with it."""
    values = _read_values(path, ("from", "smtp.host"))
    return _make_settings(values, _make_signing(values, path))


def read_signing(path: Path) -> SigningSettings:
    """delivery.yaml → who signs. Errors: as `read_settings`, also where nobody does."""
    signing = _make_signing(_read_values(path, ()), path)
    if signing is None:
        message = "`sign` is missing. Write `sign: {certificate: office.p12}`."
        raise ContentError([Problem("D202", message, Place(str(path), 1))])
    return signing


def read_publishing(path: Path) -> PublishingSettings:
    """delivery.yaml → how files are published. Errors: as `read_settings`.

    A folder is as seen from the file.
    """
    values = _read_values(path, ("from", "publish", _CHANNELS))
    places = {
        name.partition(".")[2]: place if "://" in place else str(path.parent / place)
        for name, place in values.items()
        if name.startswith("channels.") and place
    }
    audiences = tuple(re.split(r"[ ,]+", values["publish"]))
    links = values["links"].rstrip("/")
    return PublishingSettings(_read_mailbox(values["from"]), audiences, places, links)


def _read_values(path: Path, needed: Sequence[str]) -> dict[str, str]:
    """delivery.yaml and the settings that it must have → all by name. Errors: ContentError D2…"""
    if not path.is_file():
        message = f"There is no {NAME}. Write one, with at least: {_describe_least(needed)}"
        raise ContentError([Problem("D202", message, Place(str(path), 1))])
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "This file isn't saved as UTF-8; save it again with that encoding."
        raise ContentError([Problem("A508", message, Place(str(path), line))]) from error
    node, faults = yamlfile.read(text, str(path))
    problems = [*faults]
    found = dict(_list_values(node, "", problems))
    values: dict[str, str] = {}
    for name, value in found.items():
        if fault := _check(name, value):
            problems.append(fault)
        else:
            values[name] = value.text
    given = {_find_row(name) for name, value in found.items() if value.text}
    for name in needed:
        if name not in given:
            message = f"`{name.removesuffix('.*')}` is missing. Write `{_EXAMPLES[name]}`."
            problems.append(Problem("D202", message, Place(str(path), 1)))
    if problems:
        raise ContentError(problems)
    return {name: one.default for name, one in SETTINGS.items()} | values


def _describe_least(needed: Sequence[str]) -> str:
    return ", and below it ".join(_EXAMPLES[name] for name in needed)


_CHANNELS = "channels.*"  # each by a name of its own
_EXAMPLES = {
    "from": "from: Press office <press@example.org>",
    "smtp.host": "smtp: {host: mail.example.org}",
    "publish": "publish: press, public",
    _CHANNELS: "channels: {website: /srv/www/issued}",
}


def _find_row(name: str) -> str:
    """A setting's name → that of its row in SETTINGS, "" for none."""
    if name in SETTINGS and name != _CHANNELS:
        return name
    return _CHANNELS if re.fullmatch(r"channels\.[a-z0-9-]+", name) else ""


def _list_values(
    node: yamlfile.Node | None, before: str, problems: list[Problem]
) -> Iterator[tuple[str, yamlfile.Scalar]]:
    """A file → each setting in it by its whole name; what is none is added to the problems."""
    if not isinstance(node, yamlfile.Map):
        return
    parts = {name.rpartition(".")[0] for name in SETTINGS}
    for key, value in node.entries:
        name = f"{before}{key.text}"
        if _SECRET.search(key.text):
            problems.append(_refuse_secret(key))
        elif name in parts and isinstance(value, yamlfile.Map):
            yield from _list_values(value, f"{name}.", problems)
        elif _find_row(name) and isinstance(value, yamlfile.Scalar):
            yield name, value
        else:
            problems.append(_refuse(name, before, key, parts))


def _refuse(name: str, before: str, key: yamlfile.Scalar, parts: set[str]) -> Problem:
    known = [one for one in (*SETTINGS, *parts) if one]
    if before == "channels." and not _find_row(name):
        message = f"A channel's name is small letters, digits and “-”, not “{key.text}”."
        return Problem("D201", message, key.place)
    if _find_row(name) or name in parts:
        form = "settings below it" if name in parts else "one value"
        return Problem("D201", f"`{name}` takes {form}.", key.place)
    near = [one.removeprefix(before) for one in known if one.startswith(before)]
    names = ", ".join(dict.fromkeys(one.partition(".")[0] for one in near))
    close = suggest(key.text, near) or f"; there is: {names}."
    return Problem("D201", f"There is no setting `{name}`{close}", key.place)


def _refuse_secret(key: yamlfile.Scalar) -> Problem:
    message = (
        f"No secret stands in {NAME}: take `{key.text}` out, and since others may have read it, "
        "change it at your mail server. Before sending, type: "
        "export BRIEFWRIGHT_SMTP_PASSWORD='…', or keep it in your keyring."
    )
    return Problem("D203", message, key.place)


def _check(name: str, value: yamlfile.Scalar) -> Problem | None:
    """A setting's name and value → what is wrong with it, or nothing."""
    setting, text = SETTINGS[_find_row(name)], value.text
    if not text:
        return None
    if setting.choices and text not in setting.choices:
        message = f"`{name}` can't be “{text}”; it is {', '.join(setting.choices)}."
        return Problem("D201", message, value.place)
    if not re.fullmatch(setting.shape, text):
        message = f"`{name}` can't be “{text}”; write {setting.expected}."
        return Problem("D201", message, value.place)
    if name in _ADDRESSES:
        try:
            _read_mailbox(text)
        except mailboxes.AddressFault as fault:
            message = f"{fault} Write an address, or a name and it: {_EXAMPLES['from']}."
            if re.fullmatch(r"[^\"<]*,[^<]*<.*>", text):
                quoted = re.sub(r"\s*<", '" <', text, count=1)
                message = f"A name with a comma stands in quotes: write {name}: '\"{quoted}'."
            return Problem("D201", message, value.place)
    return None


def _read_mailbox(typed: str) -> Mailbox:
    name, address = parseaddr(typed)
    return Mailbox(" ".join(name.split()), mailboxes.normalise(address or typed))


def _make_signing(values: Mapping[str, str], path: Path) -> SigningSettings | None:
    """Values that were checked, the file that they are from → who signs, None for nobody.

    A path is as seen from the file. Errors: ContentError D202.
    """
    said = {name: values[f"sign.{name}"] for name in SigningSettings.__dataclass_fields__}
    if not any(said.values()):
        return None
    if said["library"]:
        missing = [name for name in ("device", "label") if not said[name]]
    else:
        missing = [] if said["certificate"] else ["certificate"]
    if missing:
        expected = SETTINGS[f"sign.{missing[0]}"].expected
        message = f"`sign.{missing[0]}` is missing. Write {expected}."
        raise ContentError([Problem("D202", message, Place(str(path), 1))])
    files = {
        name: str(path.parent / said[name]) for name in ("certificate", "library") if said[name]
    }
    return SigningSettings(**said | files)


def _make_settings(values: Mapping[str, str], signing: SigningSettings | None) -> DeliverySettings:
    """Values that were checked, by name, and who signs → the settings."""
    sender = _read_mailbox(values["from"])
    reply_to = _read_mailbox(values["reply_to"]) if values["reply_to"] else None
    named = values["unsubscribe.mail"]
    leaving = _read_mailbox(named) if named else reply_to or sender
    security = cast(Security, values["smtp.security"])
    return DeliverySettings(
        sender,
        RelaySettings(values["smtp.host"], int(values["smtp.port"]), security, values["smtp.user"]),
        Unsubscribing(leaving, values["unsubscribe.address"]),
        reply_to,
        values["audience"],
        values["links"].rstrip("/"),
        values["encrypt.pdf"] == "plain",
        signing,
    )
