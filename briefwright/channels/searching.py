"""A release and what is published beside its files → each withheld word in it, as a fault.

The files were searched when they were built; their names, the pages and the feed come to them here.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from briefwright import audience, content, edition
from briefwright.channels.release import Release, list_files
from briefwright.issuing.archive import INPUTS
from briefwright.issuing.manifest import IssuedEdition
from briefwright.pipeline import collect_withheld
from briefwright.problems import Problem
from briefwright.verify import disclosure

_Found = dict[tuple[str, str], Problem]


def search_release(
    release: Release, folder: Path, pages: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """A release, where it was issued, its pages by path → every disclosure, as a fault.

    An edition's own words and names must hold nothing that is withheld from its readers; a page of
    several editions nothing that is withheld from the readers of all.
    Errors: ContentError where what it was made of can't be read.
    """
    own, common = _Found(), list[_Found]()
    for one in release.editions:
        names = (release.folder, one.audience, *list_files(one).values())
        common.append(_Found())
        for withheld in _collect(release, one, folder):
            own |= _index(disclosure.search_texts(withheld, [one.title], "title"))
            own |= _index(disclosure.search(withheld, {}, " ".join(names)))
            for path, page in pages.items():
                texts = (page.decode(), Markup(page.decode()).striptags())  # a tag can part a word
                common[-1] |= _index(disclosure.search_texts(withheld, texts, path))
    everywhere = set.intersection(*map(set, common)) if common else set()
    return tuple({**own, **{key: common[0][key] for key in everywhere}}.values())


def _index(faults: Iterable[Problem]) -> _Found:
    return {(fault.code, fault.at): fault for fault in faults}


def _collect(
    release: Release, one: IssuedEdition, folder: Path
) -> Iterator[disclosure.WithheldContent]:
    """An edition → what its readers must not see, in each of its languages."""
    inputs = folder / INPUTS
    briefing = content.read(inputs / "content" / release.issued.briefing)
    reader = audience.read(inputs / "templates", one.audience)
    chosen = edition.select(briefing, reader, one.language)
    return collect_withheld(chosen, briefing, reader)
