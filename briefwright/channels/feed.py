"""Releases → an Atom feed (RFC 4287): an entry for each edition, the same whenever written."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from briefwright.channels.places import find_media_type
from briefwright.channels.release import Release, list_files
from briefwright.issuing.manifest import IssuedEdition

NAME = "feed.atom"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_feed(
    releases: Sequence[Release],
    publisher: str,
    links: str,
    describe: Callable[[Release, IssuedEdition], str],
    sizes: Callable[[Release, str], int],
) -> bytes:
    """Releases, newest first, whose they are, where they stand, their summaries → the feed.

    `sizes` are those of files in bytes. Nothing in it depends on when it is written.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"{links}/{NAME}")
    _add(feed, "title", publisher)
    _add(feed, "updated", _show(max((one.updated for one in releases), default=_NEVER)))
    _add(_add(feed, "author"), "name", publisher)
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{links}/{NAME}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{links}/")
    for release in releases:
        for edition in release.editions:
            entry = _add(feed, "entry")
            entry.set(_LANGUAGE, edition.languages[0])
            _fill(entry, release, edition, links)
            _add(entry, "summary", describe(release, edition))
            for name in list_files(edition).values():
                _add(
                    entry, "link", rel="enclosure", type=find_media_type(name),
                    length=str(sizes(release, name)), href=f"{links}/{release.folder}/{name}",
                )  # fmt: skip
    ElementTree.indent(feed, " ")
    data: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return data + b"\n"


_NEVER = datetime.fromtimestamp(0, UTC)


def _fill(entry: ElementTree.Element, release: Release, edition: IssuedEdition, links: str) -> None:
    """An entry → with its name for ever (RFC 4151), its title, its times, its pages."""
    issued = release.issued
    day = f"{issued.at.astimezone(UTC):%Y-%m-%d}"
    name = f"{release.folder}/{edition.audience}/{edition.language}"
    _add(entry, "id", f"tag:{urlsplit(links).hostname},{day}:{name}")
    _add(entry, "title", edition.title or issued.title)
    _add(entry, "published", _show(release.published))
    _add(entry, "updated", _show(release.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{links}/{release.folder}/")
    if release.successor:  # RFC 5829
        where = f"{links}/{issued.briefing}/{release.successor}/"
        _add(entry, "link", rel="successor-version", type="text/html", href=where)


def _show(moment: datetime) -> str:
    """A moment → as RFC 3339 has it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    one = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    one.text = text or None
    return one
