"""Releases → the pages on which everybody finds them: one of all, and one for each edition."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefwright import audience
from briefwright.audience.shipped import display_name, find_folder
from briefwright.audience.theme import read_text
from briefwright.channels.feed import NAME as FEED
from briefwright.channels.feed import write_feed
from briefwright.channels.release import Release, list_files, make_sums
from briefwright.facts import Labels, dates
from briefwright.formats import FORMATS
from briefwright.issuing import archive
from briefwright.issuing.manifest import IssuedEdition
from briefwright.markup.rendering import Sources, describe_error, fill, make_environment
from briefwright.model.dictionary import When
from briefwright.problems import ContentError, Problem, errors

_TEMPLATES, _TEMPLATE = "release", "page.html"
_INDEX = "index.html"
_SLOT = re.compile(r"\{\w+\}")
_KB = 1000


@dataclass(frozen=True)
class Words:
    """The template of pages, the labels by language, the audiences' titles by name."""

    sources: Sources
    labels: Mapping[str, Labels]
    titles: Mapping[str, str]


def read_words(templates: Path) -> Words:
    """The templates folder → what pages are written with. Errors: ContentError."""
    problems = list[Problem]()
    path = find_folder(templates, _TEMPLATES) / _TEMPLATE
    shown = display_name(templates, path)
    source = read_text(path, shown, problems)
    if errors(problems):
        raise ContentError(problems)
    readers = [audience.read(templates, name) for name in audience.names(templates)]
    titles = {one.name: one.title for one in readers}
    return Words(((_TEMPLATE, source, shown),), readers[0].theme.labels, titles)


def make_pages(
    releases: Sequence[Release],
    publisher: str,
    links: str,
    words: Words,
    sizes: Callable[[Release, str], int],
) -> dict[str, bytes]:
    """Releases, newest first, whose and where they are, words, sizes of files → pages by path.

    Errors: ContentError for a template that can't be filled in.
    """

    def describe(release: Release, edition: IssuedEdition) -> str:
        notes = _list_notes(release, words.labels[edition.languages[0]])
        return " · ".join((*notes, _write_imprint(release, edition, words)))

    def write(shown: Sequence[Release], to_root: str) -> bytes:
        language = shown[0].editions[0].languages[0]
        rows = [_describe(one, words, sizes, to_root) for one in shown]
        page = {
            "language": language, "direction": dates.direction(language), "publisher": publisher,
            "title": publisher if not to_root else f"{rows[0]['title']} · {publisher}",
            "root": to_root, "feed": f"{to_root}{FEED}", "releases": rows,
        }  # fmt: skip
        return _fill(words.sources, page)

    if not releases:
        return {}
    pages = {f"{one.folder}/{_INDEX}": write([one], "../../") for one in releases}
    feed = write_feed(releases, publisher, links, describe, sizes)
    return {**pages, _INDEX: write(releases, ""), FEED: feed}


def _fill(sources: Sources, page: Mapping[str, object]) -> bytes:
    try:
        return fill(make_environment(sources).get_template(_TEMPLATE), page=page).encode()
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a template can raise anything
        raise ContentError([describe_error(error, {shown for _, _, shown in sources})]) from error


def _describe(
    release: Release, words: Words, sizes: Callable[[Release, str], int], to_root: str
) -> dict[str, object]:
    """A release → what the template is filled in with: texts and lists of texts."""
    first, issued = release.editions[0], release.issued
    language = first.languages[0]
    successor = f"{to_root}{issued.briefing}/{release.successor}/{_INDEX}"
    return {
        "title": first.title or issued.title,
        "language": language,
        "direction": dates.direction(language),
        "link": f"{to_root}{release.folder}/{_INDEX}",
        "sums": f"{to_root}{make_sums(release)[0]}",
        "sums_name": archive.SUMS,
        "imprint": _write_imprint(release, first, words),
        "status": words.labels[language]["status.superseded"] if release.successor else "",
        "successor": successor if release.successor else "",
        "successor_name": _name_edition(release.successor, words.labels[language]),
        "editions": [_describe_edition(release, one, words, sizes, to_root)
                     for one in release.editions],
    }  # fmt: skip


def _describe_edition(
    release: Release,
    edition: IssuedEdition,
    words: Words,
    sizes: Callable[[Release, str], int],
    to_root: str,
) -> dict[str, object]:
    language = edition.languages[0]
    labels = words.labels[language]
    own = edition.audience.removesuffix(audience.LARGE_PRINT)
    files = [
        {
            "name": name,
            "format": FORMATS[format_].title,
            "size": f"{max(1, round(sizes(release, name) / _KB)):,} kB",
            "link": f"{to_root}{release.folder}/{name}",
            "digest": release.issued.files[name],
        }
        for format_, name in list_files(edition).items()
    ]
    return {
        "title": edition.title or release.issued.title,
        "audience": labels.get(f"audiences.{own}") or words.titles.get(own, own),
        "spoken": ", ".join(map(_name_language, edition.languages)),
        "language": language,
        "direction": dates.direction(language),
        "files": files,
    }


def _list_notes(release: Release, labels: Labels) -> tuple[str, ...]:
    if not release.successor:
        return ()
    return (f"{labels['status.superseded']} → {_name_edition(release.successor, labels)}",)


def _name_edition(number: str, labels: Labels) -> str:
    return _SLOT.sub(lambda _: number, labels["words.edition"])


def _name_language(language: str) -> str:
    """A language's tag → its name in that language."""
    from babel import Locale  # takes a moment to load

    name = Locale.parse(language, sep="-").get_display_name() or language
    return name[:1].upper() + name[1:]


def _write_imprint(release: Release, edition: IssuedEdition, words: Words) -> str:
    """A release → its number, date and reference, as an edition's pages print them."""
    issued, language = release.issued, edition.languages[0]
    labels = words.labels[language]
    day = dates.show_date(When(issued.date), language, labels) if issued.date else ""
    named = _name_edition(issued.number, labels)
    return " · ".join(filter(None, (named, day, issued.reference)))
