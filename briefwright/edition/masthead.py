"""Metadata → what stands over the first page, at the head and foot of each, and in the files."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from briefwright.edition import organisation
from briefwright.edition.document import Head
from briefwright.edition.nodes import CoverNode, Leaf, MastheadNode, Node
from briefwright.edition.plots import PicturePlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.rewording import count_minutes
from briefwright.edition.runs import Run, Words, fill, text, tie_last_words
from briefwright.edition.web_addresses import link_addresses
from briefwright.facts import moments
from briefwright.facts.dates import localise_digits
from briefwright.model.dictionary import Text

_AT = "briefing"
_SPOKEN_A_MINUTE = {"zh": 220, "ja": 300}  # characters; in other languages 130 words


def build_masthead(resolver: Resolver, spoken: int) -> MastheadNode:
    """The metadata and how many words will be spoken → the parts of the title block in order.

    They are those that the audience wants and the organisation or the briefing has. An embargo is
    never left out.
    """
    metadata, wanted = resolver.briefing.metadata, resolver.audience.masthead
    title = tie_last_words(_resolve(resolver, "title", metadata.title))
    imprint = _write_imprint(resolver)
    return MastheadNode(
        at=_AT,
        cover=_build_cover(resolver) if "cover" in wanted else None,
        logo=organisation.build_logo(resolver, _AT) if "logo" in wanted else None,
        series=_write_series(resolver) if "series" in wanted else None,
        date=imprint.pop("date", None) if "date" in wanted else None,
        reference=imprint.pop("reference", None) if "reference" in wanted else None,
        release=_write_release(resolver) if "release" in wanted else None,
        kicker=_write_kicker(resolver),
        title=Leaf(f"{_AT}.title", title) if "title" in wanted else None,
        standfirst=_write_leaf(resolver, "subtitle", metadata.subtitle),
        authors=_write_authors(resolver) if "authors" in wanted else None,
        imprint=tuple(imprint.values()),
        address=_write_address(resolver) if "address" in wanted else (),
        permalink=_write_permalink(resolver) if "permalink" in wanted else None,
        code=organisation.build_code(resolver, _AT) if "code" in wanted else None,
        minutes=_write_minutes(resolver, spoken) if "minutes" in wanted else None,
    )


# A cover's picture is as wide as A4, and cut to a shape: above its title, or that of the page. It
# is cut again where the page turns out to have another.
_COVER_WIDTH = Fraction(210, 142)
_ABOVE_TITLE, _WHOLE_PAGE = (210, 148), (210, 297)


def _build_cover(resolver: Resolver) -> CoverNode | None:
    """The picture of the cover, the briefing's or the organisation's; without one no cover."""
    metadata, own = resolver.briefing.metadata, organisation.find_house(resolver)
    file = metadata.cover or own.cover
    if not file:
        return None
    at = f"{_AT}.cover"
    given = metadata.cover_alt if metadata.cover else None
    words = _resolve(resolver, "cover_alt", given) if given else ()
    alt = words or (() if metadata.cover else organisation.say(resolver, "cover_alt"))
    below = own.cover_title == "below"
    return CoverNode(
        at=at,
        looks=() if below else ("panel", own.cover_title),
        drawing=Leaf(at, (), kind="figure"),
        file="figures/cover",
        plot=PicturePlot(file, _COVER_WIDTH, _ABOVE_TITLE if below else _WHOLE_PAGE),
        alt=Leaf(at, alt, kind="alt") if alt else None,
        caption=None,
        description=None,
        note=None,
        derived=None,
        source=None,
    )


def _write_series(resolver: Resolver) -> Leaf | None:
    """The series that it is part of, the briefing's or the organisation's, and its number there."""
    metadata = resolver.briefing.metadata
    named = _resolve(resolver, "series", metadata.series) if metadata.series else ()
    named = named or organisation.say(resolver, "series")
    number = resolver.word("words.number", metadata.number) if metadata.number else ""
    between = (Words(resolver.separator(" · ")),) if named and number else ()
    runs = (*named, *between, *((Words(number),) if number else ()))
    return Leaf(f"{_AT}.series", runs) if runs else None


def _write_authors(resolver: Resolver) -> Leaf | None:
    named = resolver.comma.join(resolver.briefing.metadata.authors)
    words = resolver.word("words.authors", named) if named else ""
    return Leaf(f"{_AT}.authors", (Words(words),)) if words else None


def _write_address(resolver: Resolver) -> tuple[Leaf, ...]:
    """The organisation's name and address, a line each."""
    lines = range(len(organisation.find_house(resolver).address))
    said = (
        organisation.say(resolver, "name"),
        *(organisation.say(resolver, "address", n) for n in lines),
    )
    return tuple(Leaf(f"{_AT}.address.{n}", runs) for n, runs in enumerate(filter(None, said), 1))


def _write_permalink(resolver: Resolver) -> Leaf | None:
    runs = organisation.write_permalink(resolver)
    return Leaf(f"{_AT}.permalink", runs) if runs else None


def _write_release(resolver: Resolver) -> Leaf:
    """When it may be published: at once, or not before the embargo ends."""
    embargo = _write_embargo(resolver)
    return Leaf(f"{_AT}.release", (Words(embargo or resolver.word("words.release")),))


def _write_embargo(resolver: Resolver) -> str:
    """When the embargo ends, with the place whose hour that is; "" where there is none."""
    typed = resolver.briefing.metadata.embargo
    shown = moments.show(typed, resolver.language, resolver.labels) if typed else ""
    return resolver.word("words.embargo", shown) if typed else ""


def _write_kicker(resolver: Resolver) -> Leaf | None:
    """The line above the title: for whom this edition is, then the briefing's own kicker."""
    reader, kicker = resolver.audience, resolver.briefing.metadata.kicker
    # A title of one's own beats the words of one's parents.
    lineage = reader.lineage
    own = lineage[: lineage.index(reader.titled) + 1] if reader.titled in lineage else lineage
    named = (resolver.labels.get(f"audiences.{name}") for name in own)
    parts: list[tuple[Run, ...]] = []
    if "audience" in reader.masthead:
        parts.append((Words(next(filter(None, named), reader.title)),))
    if "kicker" in reader.masthead and kicker:
        parts.append(resolver.resolve(kicker, f"{_AT}.kicker", "short"))
    between = ((Words(" · "),), *parts[1:]) if len(parts) > 1 else ()
    runs = tuple(run for part in (*parts[:1], *between) for run in part)
    return Leaf(f"{_AT}.kicker", runs) if runs else None


def _write_minutes(resolver: Resolver, spoken: int) -> Leaf:
    rate = _pace(resolver.language)
    parts = {"minutes": count_minutes(spoken, rate), "words": spoken, "rate": rate}
    shown = {
        name: (Words(resolver.show_number(Decimal(number))),) for name, number in parts.items()
    }
    return Leaf(f"{_AT}.minutes", fill(resolver.word("words.minutes"), **shown))


def write_elapsed(node: Node, spoken: int, resolver: Resolver) -> Leaf:
    """A section and how many words are spoken before it → when that is, to five seconds."""
    minutes, seconds = divmod(round(spoken * 12 / _pace(resolver.language)) * 5, 60)
    shown = localise_digits(f"{minutes}:{seconds:02d}", resolver.labels)
    return Leaf(f"{node.at}.elapsed", (Words(shown),))


def _pace(language: str) -> int:
    """A language → how many of its words are spoken in a minute, or characters."""
    return _SPOKEN_A_MINUTE.get(language.partition("-")[0], 130)


def _write_leaf(resolver: Resolver, field: str, words: Text | None) -> Leaf | None:
    at = f"{_AT}.{field}"
    if words is None or field not in resolver.audience.masthead:
        return None
    return Leaf(at, resolver.resolve(words, at, "short"))


def _write_imprint(resolver: Resolver) -> dict[str, Leaf]:
    """Who publishes it and when; then whatever else a reader must know before reading, by field."""
    lines = _write_imprint_lines(resolver)
    if "release" in resolver.audience.masthead:
        lines.pop("embargo", None)
    if "imprint" not in resolver.audience.masthead:
        kept = {"embargo", *resolver.audience.masthead}
        lines = {field: line for field, line in lines.items() if field in kept}
    return {
        field: Leaf(f"{_AT}.{field}", link_addresses((Words(line),)))
        for field, line in lines.items()
        if line
    }


def _write_imprint_lines(resolver: Resolver) -> dict[str, str]:
    metadata = resolver.briefing.metadata
    owner = _print_text(resolver, "owner", metadata.owner)
    contact = _print_text(resolver, "contact", metadata.contact)
    edition = resolver.edition
    status = resolver.word(f"status.{metadata.status}")
    lines: dict[str, str] = {
        "date": _join_line(
            resolver,
            _print_text(resolver, "publisher", metadata.publisher),
            resolver.show_date(metadata.date),
        ),
        "reference": _join_line(resolver, metadata.reference, edition, status),
        "contact": _join_line(
            resolver, resolver.word("words.owner", owner), resolver.word("words.contact", contact)
        ),
    }
    if embargo := _write_embargo(resolver):
        lines["embargo"] = embargo
    if metadata.supersedes:
        lines["supersedes"] = resolver.word("words.supersedes", metadata.supersedes)
    overlay = resolver.briefing.overlays.get(resolver.language)
    if overlay and overlay.notice:
        lines["notice"] = _print_text(resolver, "notice", overlay.notice)
    if metadata.change_note:
        note = _print_text(resolver, "change_note", metadata.change_note)
        lines["change_note"] = resolver.word("words.change_note", note)
    return lines


def _join_line(resolver: Resolver, *parts: str) -> str:
    return resolver.separator(" · ").join(part for part in parts if part)


def _print_text(resolver: Resolver, field: str, words: Text | None) -> str:
    return text(_resolve(resolver, field, words)) if words else ""


def _resolve(resolver: Resolver, field: str, words: Text) -> tuple[Run, ...]:
    return resolver.resolve(words, f"{_AT}.{field}", "short")


def build_head(resolver: Resolver, handlings: Collection[str]) -> Head:
    """The metadata and how the parts of the edition are handled → heads, feet, properties."""
    metadata = resolver.briefing.metadata
    title = _print_text(resolver, "title", metadata.title)
    as_of = resolver.show_date(metadata.as_of) if metadata.as_of else ""
    return Head(
        title=title,
        author=resolver.comma.join(metadata.authors)
        or _print_text(resolver, "publisher", metadata.publisher),
        subject=_print_text(resolver, "subtitle", metadata.subtitle),
        keywords=metadata.keywords,
        date="" if metadata.date.words else metadata.date.text,
        running=_print_text(resolver, "short_title", metadata.short_title) or title,
        foot=_join_line(
            resolver,
            resolver.word("words.facts_as_of", as_of) if as_of else "",
            resolver.edition,
            resolver.word(f"status.{metadata.status}"),
        ),
        marking=_join_line(resolver, metadata.marking, *_list_markings(resolver, handlings)),
        properties=metadata.properties,
        pdf=resolver.audience.pdf,
        attachments=resolver.audience.attachments,
        web={name: resolver.labels[f"web.{name}"] for name in _WEB},
    )


_WEB = ("skip", "back", "numbers", "notes", "figure")


def _list_markings(resolver: Resolver, handlings: Collection[str]) -> list[str]:
    """How the parts of an edition are handled → what every page must say about that."""
    own = resolver.briefing.metadata.marking
    seen = (one for one in reversed(resolver.audience.clearance) if one in handlings)
    strictest = next(seen, "open")
    words = {"open": "", "internal": resolver.word("words.internal")}
    marking = words.get(strictest, strictest)
    return [marking] if marking and marking not in own else []
