"""What all figures share: number and headline, words for those who can't see, notes and sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefwright.edition.document import Datum, Leaf, Number, Run, Words, data, text
from briefwright.edition.resolution import Resolver, anchor
from briefwright.facts import is_derived, plain_value
from briefwright.model.dictionary import Fact, Figure, Image, Text

Fields = dict[str, object]


def leaf(resolver: Resolver, words: Text, at: str) -> Leaf:
    """A text of a figure at its address → its leaf; names in it stay short."""
    return Leaf(at, resolver.runs(words, at, "short"))


def over(resolver: Resolver, at: str, block: Figure, title: Text | None, key: str) -> Fields:
    """A figure and its own words → its number and headline; below, what a finding is found in."""
    headline, field = (block.finding, "finding") if block.finding else (title, key)
    if reworded := resolver.preferred(block):
        field, headline = reworded
    if headline is None:
        return {"caption": None, "description": None}
    number = resolver.figures[at]
    shown = Number(f"{resolver.series(number)} {number.number}")
    runs = (shown, Words(" "), *resolver.runs(headline, f"{at}.{field}", "short"))
    return {
        "caption": Leaf(f"{at}.{field}", runs, id=f"{anchor(at)}-caption"),
        "description": leaf(resolver, title, f"{at}.{key}")
        if title and field == "finding"
        else None,
    }


def stated(leaves: Iterable[object]) -> Iterator[str]:
    """Leaves, and what isn't one → the names of the facts that are printed in them."""
    for leaf in leaves:
        if isinstance(leaf, Leaf):
            yield from (datum.fact for datum in data(leaf.runs))


def under(
    resolver: Resolver,
    at: str,
    block: Figure,
    facts: Iterable[str] = (),
    lines: Iterable[str] = (),
) -> Fields:
    """A figure, the facts that it states and lines of its own → remark, derivation, source line.

    A figure that names no source rests on those of its facts.
    """
    used = [resolver.briefing.facts[name] for name in dict.fromkeys(facts) if name]
    told = " ".join([*_sources(resolver, block, used), *lines, *_makers(resolver, at, block)])
    return {
        "note": leaf(resolver, block.note, f"{at}.note") if block.note else None,
        "derived": _derived(resolver, at, used),
        "source": Leaf(f"{at}.source", (Words(told),)) if told else None,
    }


def _sources(resolver: Resolver, block: Figure, used: Sequence[Fact]) -> list[str]:
    names = [block.source] if block.source else [fact.source for fact in used if fact.source]
    known = [resolver.briefing.sources[name] for name in dict.fromkeys(names)]
    forms = dict.fromkeys(resolver.short_form(source) for source in known)
    return [resolver.word("words.source", resolver.semicolon.join(forms))] if forms else []


def _makers(resolver: Resolver, at: str, block: Figure) -> list[str]:
    return [
        resolver.word(f"words.{key}", text(resolver.runs(said, f"{at}.{key}", "short")))
        for key, said in (("credit", block.credit), ("licence", block.licence))
        if said
    ]


def _derived(resolver: Resolver, at: str, used: Sequence[Fact]) -> Leaf | None:
    """Facts that a figure states → those that no source states, since they were worked out."""
    parts: list[Run] = []
    for fact in filter(is_derived, used):
        parts.append(Words(f"{resolver.semicolon if parts else ''}{name_of(resolver, fact)} "))
        parts.append(Datum(fact.name, plain_value(fact), resolver.show(fact, numeral(fact), at)))
    if not parts:
        return None
    before, _, after = resolver.word("words.derived", _GAP).partition(_GAP)
    return Leaf(f"{at}.derived", (Words(before), *parts, Words(after)))


_GAP = "\ue000"  # stands where runs are put into a phrase of the labels


def numeral(fact: Fact) -> str:
    """A fact → the form of its number alone; a per cent sign belongs to the number."""
    return "" if set(fact.unit.values()) == {"%"} else "value"


def name_of(resolver: Resolver, fact: Fact) -> str:
    """A fact → what a reader calls it."""
    if fact.label is None:
        return fact.name.replace("_", " ")
    return text(resolver.runs(fact.label, f"facts.{fact.name}.label", "short"))


def alt(resolver: Resolver, at: str, block: Figure, shown: str) -> Leaf:
    """A figure and what it shows, in words → its text for those who can't see it.

    It begins with the finding; the author's own words stand in place of ours.
    """
    parts = [text(resolver.runs(block.finding, at, "short"))] if block.finding else []
    parts.append(text(resolver.runs(block.alt, at, "short")) if block.alt else shown)
    words = " ".join(_sentence(part) for part in parts if part)
    return Leaf(f"{at}.drawing", (Words(words),), kind="alt")


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def drawing(at: str) -> Fields:
    """A figure's address → the place of its drawing, and the name of the asset that it will be."""
    return {
        "drawing": Leaf(f"{at}.drawing", (), kind="figure"),
        "file": f"figures/{anchor(at)}.svg",
    }


def image(resolver: Resolver, at: str, block: Image) -> Fields:
    """A picture → its fields: caption, picture, words for those who can't see it, credit."""
    words = leaf(resolver, block.alt, f"{at}.image") if block.alt else None
    above = over(resolver, at, block, block.caption, "caption")
    return {
        **above,
        "drawing": Leaf(f"{at}.image", (), kind="figure"),
        "file": block.image,
        "alt": replace(words, kind="alt") if words else None,
        **under(resolver, at, block, stated(above.values())),
    }
