"""An archive in which a small briefing was issued, with what is withheld from some of its readers.

Its files stand in for editions; its content is real, since the search for withheld words reads it.
"""

from dataclasses import replace
from pathlib import Path

from sample_mailing import NOON, edition

from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued

SECRET = "Vostochny pipeline ends there"  # what no open edition may say
BRIEFING = f"""\
format: 1
title: The port
date: 2026-10-09
as_of: 2026-10-09
language: en
edition: "1"
owner: Press office
contact: press@port.example
handling: open
status: final
body:
  - The port was enlarged.
  - text: {SECRET}.
    handling: internal
"""
EDITIONS = (
    edition("press", "en"),
    edition("public", "en", formats="pdf"),
    edition("delegation", "en", clearance="open internal"),
    edition("minister", "en"),
)
NAMES = tuple(name for one in EDITIONS for name in one.files.values())
ISSUED = Issued(
    "port", "1", "The port", "P-1", "2026-10-09", "", "", "Ana", NOON, {}, {}, {}, "en", EDITIONS
)
SETTINGS = """\
from: Port press office <press@port.example>
links: https://port.example/issued
publish: press, public
channels: {website: www}
"""


def make_home(folder: Path, settings: str = SETTINGS) -> Path:
    """An empty folder → with one issued edition, settings, a folder to publish in."""
    issue(folder)
    (folder / "www").mkdir()
    (folder / "delivery.yaml").write_text(settings, encoding="utf-8")
    return folder


def issue(folder: Path, issued: Issued = ISSUED, **others: object) -> Issued:
    """A folder, what is issued, what of it is otherwise → issued there."""
    changed = replace(issued, **others)  # type: ignore[arg-type]
    names = [name for one in changed.editions for name in one.files.values()]
    files = {name: f"{name} of edition {changed.number}".encode() for name in names}
    files[f"{archive.INPUTS}/content/port/briefing.yaml"] = BRIEFING.encode()
    whole = replace(changed, files=archive.find_digests(files))
    archive.add(folder / "issued", whole, files)
    return whole
