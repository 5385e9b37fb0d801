"""What all messages of one job have in common: the templates, their words, editions as mail."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from briefwright import audience
from briefwright.audience.shipped import display_name, find_folder
from briefwright.audience.theme import read_text
from briefwright.facts import Labels
from briefwright.issuing.manifest import Issued
from briefwright.mail.settings import DeliverySettings
from briefwright.markup.rendering import Sources
from briefwright.problems import ContentError, Problem, errors

FOLDER = "mail"
BODY_FORMAT = "eml"  # the edition itself as a mail's text
TEMPLATES = ("subject.txt", "mail.txt", "mail.html")
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


@dataclass(frozen=True)
class Mailing:
    """What all messages of one job have in common.

    `sources` are the templates, `words` the
    labels by audience and language, `bodies` the editions issued as e-mail, HTML and text, by the
    names of their files. `key` makes tokens to unsubscribe with, "" where no page takes them.
    """

    issued: Issued
    settings: DeliverySettings
    sources: Sources
    words: Mapping[tuple[str, str], Labels]
    bodies: Mapping[str, tuple[str, str]]
    key: str = ""


def prepare_mailing(
    issued: Issued,
    settings: DeliverySettings,
    templates: Path,
    read: Callable[[str], bytes],
    key: str = "",
) -> Mailing:
    """What is sent, the settings, the templates folder, what reads an issued file → the Mailing.

    Errors: ContentError where a template can't be read.
    """
    words: dict[tuple[str, str], Labels] = {}
    bodies: dict[str, tuple[str, str]] = {}
    known = audience.names(templates)
    looks: dict[str, Mapping[str, Labels]] = {}
    for edition in issued.editions:
        own = edition.audience.removesuffix(audience.LARGE_PRINT)
        if own not in looks:
            looks[own] = audience.read(templates, own if own in known else known[0]).theme.labels
        labels = looks[own]
        for language in edition.languages:
            words[edition.audience, language] = labels[language]
        if name := edition.files.get(BODY_FORMAT):
            bodies[name] = _read_body(read(name))
    return Mailing(issued, settings, _read_templates(templates), words, bodies, key)


def _read_templates(templates: Path) -> Sources:
    problems: list[Problem] = []
    folder = find_folder(templates, FOLDER)
    paths = [folder / name for name in TEMPLATES]
    shown = [display_name(templates, path) for path in paths]
    texts = [read_text(path, one, problems) for path, one in zip(paths, shown, strict=True)]
    if errors(problems):
        raise ContentError(problems)
    return tuple(zip(TEMPLATES, texts, shown, strict=True))


def _read_body(data: bytes) -> tuple[str, str]:
    """An edition issued as e-mail → what stands inside the body of its HTML, and its text."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    parts = {part.get_content_type(): str(part.get_content()) for part in message.iter_parts()}
    found = _BODY.search(parts["text/html"])
    assert found is not None  # Briefwright wrote it
    return found[1], parts["text/plain"].replace("\r\n", "\n").strip("\n")
