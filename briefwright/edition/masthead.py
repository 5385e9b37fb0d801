"""Metadata → what stands over the first page, at the head and foot of each, and in the files."""

from briefwright.edition.document import Head, Leaf, Node, Run, Words, text
from briefwright.edition.resolution import Resolver
from briefwright.edition.wording import without_widow
from briefwright.model import Text

_AT = "briefing"


def masthead(resolver: Resolver) -> Node:
    """The metadata → the title block: kicker, title, one sentence, and the imprint's lines."""
    metadata = resolver.briefing.metadata
    return Node(
        "masthead", _AT, "", 1,
        {
            "kicker": _leaf(resolver, "kicker", metadata.kicker),
            "title": Leaf(f"{_AT}.title", without_widow(_runs(resolver, "title", metadata.title))),
            "standfirst": _leaf(resolver, "subtitle", metadata.subtitle),
            "imprint": tuple(_imprint(resolver)),
        },
    )  # fmt: skip


def _leaf(resolver: Resolver, field: str, words: Text | None) -> Leaf | None:
    at = f"{_AT}.{field}"
    return Leaf(at, resolver.runs(words, at, "short")) if words else None


def _imprint(resolver: Resolver) -> list[Leaf]:
    """Who publishes it and when; then whatever else a reader must know before reading."""
    metadata = resolver.briefing.metadata
    owner = _text(resolver, "owner", metadata.owner)
    contact = _text(resolver, "contact", metadata.contact)
    edition = resolver.word("words.edition", metadata.edition)
    status = resolver.word(f"status.{metadata.status}")
    lines = {
        "date": _line(
            _text(resolver, "publisher", metadata.publisher), resolver.date(metadata.date)
        ),
        "reference": _line(metadata.reference, edition, status),
        "contact": _line(
            resolver.word("words.owner", owner), resolver.word("words.contact", contact)
        ),
    }
    if metadata.embargo:
        lines["embargo"] = resolver.word("words.embargo", metadata.embargo)
    if metadata.supersedes:
        lines["supersedes"] = resolver.word("words.supersedes", metadata.supersedes)
    if metadata.change_note:
        note = _text(resolver, "change_note", metadata.change_note)
        lines["change_note"] = resolver.word("words.change_note", note)
    return [Leaf(f"{_AT}.{field}", (Words(line),)) for field, line in lines.items()]


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _text(resolver: Resolver, field: str, words: Text | None) -> str:
    return text(_runs(resolver, field, words)) if words else ""


def _runs(resolver: Resolver, field: str, words: Text) -> tuple[Run, ...]:
    return resolver.runs(words, f"{_AT}.{field}", "short")


def head(resolver: Resolver) -> Head:
    """The metadata → what the pages' heads and feet and the files' properties say."""
    metadata = resolver.briefing.metadata
    title = _text(resolver, "title", metadata.title)
    as_of = resolver.date(metadata.as_of) if metadata.as_of else ""
    return Head(
        title=title,
        author=", ".join(metadata.authors) or _text(resolver, "publisher", metadata.publisher),
        subject=_text(resolver, "subtitle", metadata.subtitle),
        keywords=metadata.keywords,
        date=metadata.date.text,
        running=_text(resolver, "short_title", metadata.short_title) or title,
        foot=_line(
            resolver.word("words.facts_as_of", as_of) if as_of else "",
            resolver.word("words.edition", metadata.edition),
            resolver.word(f"status.{metadata.status}"),
        ),
        marking=metadata.marking,
        properties=metadata.properties,
    )
