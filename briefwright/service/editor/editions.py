"""Folders → drafts, editions and their web pages, each read once until one of its files changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from briefwright import audience as audiences
from briefwright import content, pipeline
from briefwright.audience.shipped import roots
from briefwright.edition import Edition
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source, read_audience
from briefwright.problems import ContentError
from briefwright.service import selecting

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_LINK = '<link rel="stylesheet" href="page.css?{query}">'

_States = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class WebPage:
    """An edition's web page with addresses, and its stylesheet."""

    html: str = field(repr=False)
    css: str = field(repr=False)


def read_draft(source: Source) -> Briefing:
    """A briefing's folder → the briefing, without what is at fault in it. Errors: ContentError."""
    return _read_draft(source.content, _describe(source.content))


def select(source: Source, choice: Choice, briefing: Briefing) -> Edition:
    """A briefing's folder, a Choice, the briefing → that edition. Errors: ContentError."""
    reader = read_audience(source.templates, choice.audience)
    return selecting.select(briefing, reader, choice.language)


def list_texts(source: Source, choice: Choice, briefing: Briefing) -> dict[str, str]:
    """The same → the edition's texts by address; none where it has a fault."""
    try:
        leaves = select(source, choice, briefing).leaves()
    except ContentError:
        return {}
    return {leaf.at: leaf.text for leaf in leaves if leaf.at}


def make_page(source: Source, choice: Choice, query: str) -> WebPage:
    """A briefing's folder, a Choice, what asks for it → its web page. Errors: ContentError."""
    return _make_page(source.content, source.templates, choice, query, *describe_files(source))


def list_choices(source: Source, briefing: Briefing) -> Iterator[Choice]:
    """A briefing's folder, the briefing → its editions, but for those in large print."""
    for name in audiences.names(source.templates):
        try:
            reader = read_audience(source.templates, name)
        except ContentError:
            continue
        for language in audiences.languages(briefing, reader):
            yield Choice(name, language)


@lru_cache(maxsize=8)
def _read_draft(path: Path, _: _States) -> Briefing:
    return content.draft(path)[0]


@lru_cache(maxsize=8)
def _make_page(
    path: Path, templates: Path, choice: Choice, query: str, states: _States, _: _States
) -> WebPage:
    reader = read_audience(templates, choice.audience)
    made = pipeline.preview(_read_draft(path, states), reader, choice.language)
    html = _POLICY.sub("", made.page.decode())
    style = _STYLE.search(html)
    assert style is not None, "a web page has one stylesheet"
    link = _LINK.format(query=query)
    return WebPage(html[: style.start()] + link + html[style.end() :], style[1])


def describe_files(source: Source) -> tuple[_States, _States]:
    """A briefing's folder → name, size and time of its files, and of those of the templates."""
    templates = (one for root in roots(source.templates) for one in _describe(root))
    return _describe(source.content), tuple(templates)


def _describe(path: Path) -> _States:
    """A folder → name, size and time of every file in it, hidden ones left out."""
    found = (one for one in sorted(path.rglob("*")) if one.is_file())
    own = (one for one in found if not _is_hidden(one.relative_to(path)))
    return tuple((str(one), (state := one.stat()).st_size, state.st_mtime_ns) for one in own)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
