"""What all figures share: number and headline, words for those who can't see, notes and sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypedDict
from zlib import crc32

from briefwright.edition.nodes import Leaf, PictureNode
from briefwright.edition.plots import PicturePlot
from briefwright.edition.resolution import Resolver, anchor
from briefwright.edition.runs import Datum, Number, Run, Words, data, fill, text, tie_last_words
from briefwright.facts import is_derived, plain_value
from briefwright.facts.units import read_unit
from briefwright.model.dictionary import Fact, Figure, Image, Text


class Above(TypedDict):
    """What stands above a figure."""

    caption: Leaf | None
    description: Leaf | None


class Below(TypedDict):
    """What stands below a figure: remark, derivation, source line."""

    note: Leaf | None
    derived: Leaf | None
    source: Leaf | None


def make_leaf(resolver: Resolver, words: Text, at: str) -> Leaf:
    """A text of a figure at its address → its leaf; names in it stay short."""
    return Leaf(at, resolver.resolve(words, at, "short"))


def write_above(resolver: Resolver, at: str, block: Figure, title: Text | None, key: str) -> Above:
    """A figure and its own words → its number and headline; below, what a finding is found in."""
    headline, field = (block.finding, "finding") if block.finding else (title, key)
    if reworded := resolver.prefer(block):
        field, headline = reworded
    if headline is None:
        return {"caption": None, "description": None}
    number = resolver.figures[at]
    shown = Number(f"{resolver.name_series(number)} {number.number}")
    said = tie_last_words(resolver.resolve(headline, f"{at}.{field}", "short"))
    runs = (shown, Words(" "), *said)
    return {
        "caption": Leaf(f"{at}.{field}", runs, id=f"{anchor(at)}-caption"),
        "description": make_leaf(resolver, title, f"{at}.{key}")
        if title and field == "finding"
        else None,
    }


def find_facts(leaves: Iterable[Leaf | None]) -> Iterator[str]:
    """Leaves, some of them missing → the names of the facts that are printed in them."""
    for leaf in leaves:
        if leaf:
            yield from (datum.fact for datum in data(leaf.runs))


def write_below(
    resolver: Resolver,
    at: str,
    block: Figure,
    facts: Iterable[str] = (),
    lines: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> Below:
    """A figure, the facts that it states and lines of its own → remark, derivation, source line.

    A figure that names no source rests on those of its facts; `sources` stand with either.
    """
    used = [resolver.briefing.facts[name] for name in dict.fromkeys(facts) if name]
    line = " ".join(
        [*_name_sources(resolver, block, used, sources), *lines, *_name_makers(resolver, at, block)]
    )
    return {
        "note": make_leaf(resolver, block.note, f"{at}.note") if block.note else None,
        "derived": _write_derived(resolver, at, used),
        "source": Leaf(f"{at}.source", (Words(line),)) if line else None,
    }


def _name_sources(
    resolver: Resolver, block: Figure, used: Sequence[Fact], others: Iterable[str]
) -> list[str]:
    names = [block.source] if block.source else [fact.source for fact in used if fact.source]
    known = [resolver.briefing.sources[name] for name in dict.fromkeys((*names, *others))]
    forms = dict.fromkeys(resolver.name_source(source) for source in known)
    return [resolver.word("words.source", resolver.semicolon.join(forms))] if forms else []


def _name_makers(resolver: Resolver, at: str, block: Figure) -> list[str]:
    return [
        resolver.word(f"words.{key}", text(resolver.resolve(said, f"{at}.{key}", "short")))
        for key, said in (("credit", block.credit), ("licence", block.licence))
        if said
    ]


def _write_derived(resolver: Resolver, at: str, used: Sequence[Fact]) -> Leaf | None:
    """Facts that a figure states → those that no source states, since they were worked out."""
    parts: list[Run] = []
    for fact in filter(is_derived, used):
        parts.append(Words(f"{resolver.semicolon if parts else ''}{name_fact(resolver, fact)}"))
        shown = resolver.show(fact, number_form(fact, resolver.language), at)
        value = Datum(fact.name, plain_value(fact), shown)
        parts.extend(fill(resolver.word("signs.brackets"), words=(value,)))
    if not parts:
        return None
    return Leaf(f"{at}.derived", fill(resolver.word("words.derived"), facts=tuple(parts)))


def number_form(fact: Fact, language: str) -> str:
    """A fact → the form of its number alone; a sign of per cent or currency belongs to it.

    What counts millions says of what, since the numbers beside it may count something else.
    """
    if fact.scale or fact.unit_scale:
        return ""
    signs = [read_unit(unit, language) for unit in fact.unit.values()]
    return "" if signs and all(one.sign and not one.words for one in signs) else "value"


def name_fact(resolver: Resolver, fact: Fact) -> str:
    """A fact → what a reader calls it."""
    if fact.label is None:
        return fact.name.replace("_", " ")
    return text(resolver.resolve(fact.label, f"facts.{fact.name}.label", "short"))


def write_alt(resolver: Resolver, at: str, block: Figure, shown: str) -> Leaf:
    """A figure and what it shows, in words → its text for those who can't see it.

    It begins with the finding; the author's own words stand in place of ours.
    """
    parts = [text(resolver.resolve(block.finding, at, "short"))] if block.finding else []
    parts.append(text(resolver.resolve(block.alt, at, "short")) if block.alt else shown)
    words = " ".join(_end_sentence(part, resolver.word("signs.stop")) for part in parts if part)
    return Leaf(f"{at}.drawing", (Words(words),), kind="alt")


def extend_alt(alt: Leaf, sentence: str) -> Leaf:
    """A figure's text for those who can't see it, one sentence more or "" → the text with that."""
    return replace(alt, runs=(Words(f"{text(alt.runs)} {sentence}"),)) if sentence else alt


def _end_sentence(words: str, stop: str) -> str:
    return words if words.endswith((stop, ".", "!", "?", "…", "！", "？")) else f"{words}{stop}"


def place_drawing(at: str) -> Leaf:
    """A figure's address → the place of its drawing."""
    return Leaf(f"{at}.drawing", (), kind="figure")


def name_file(at: str) -> str:
    """A figure's address → the name of the asset that its drawing will be."""
    return f"figures/{anchor(at)}.svg"


_WIDTHS = {
    "full": Fraction(1), "two_thirds": Fraction(2, 3), "half": Fraction(1, 2),
    "third": Fraction(1, 3), "quarter": Fraction(1, 4),
}  # fmt: skip


def _show_picture(resolver: Resolver, block: Image) -> PicturePlot:
    """A picture's block → its file, its printed width, how it is cut, which file it is."""
    crop = (block.crop.width, block.crop.height) if block.crop else None
    focus = (block.focus.left, block.focus.top) if block.focus else (50, 50)
    checksum = crc32(resolver.briefing.files.get(block.image, b""))
    return PicturePlot(block.image, _WIDTHS[block.width], crop, focus, checksum)


def build_image(resolver: Resolver, at: str, block: Image) -> PictureNode:
    """A picture → its node: caption, picture, words for those who can't see it, credit."""
    words = make_leaf(resolver, block.alt, f"{at}.image") if block.alt else None
    above = write_above(resolver, at, block, block.caption, "caption")
    return PictureNode(
        at=at,
        **above,
        drawing=Leaf(f"{at}.image", (), kind="figure"),
        file=f"figures/{anchor(at)}-picture",
        plot=_show_picture(resolver, block),
        width=block.width,
        alt=replace(words, kind="alt") if words else None,
        **write_below(resolver, at, block, find_facts((above["caption"], above["description"]))),
    )
