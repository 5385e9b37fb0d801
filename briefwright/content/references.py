"""What one part of a briefing says of another: every name must lead somewhere.

Facts, names and figures share one namespace, since braces call all three.
"""

from collections.abc import Iterable, Iterator, Mapping

from briefwright.content.reading import Declared, Gathered, Written
from briefwright.facts import check_form, inline, is_derived, named, untrue
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Block,
    Blocks,
    Brace,
    Departure,
    Fact,
    Form,
    Glossary,
    Link,
    SourcesBlock,
)
from briefwright.problems import nearest

# Kinds of block that have a number, so that a text can say “Figure 2”.
FIGURES = frozenset({"table", "chart", "map", "timeline", "image"})
NAME_FORMS = ("", "long", "short")


def check(gathered: Gathered, facts: Mapping[str, Fact]) -> None:
    """Everything that was read → faults for names that lead nowhere, or to two things."""
    figures = {at: one for at, one in gathered.blocks.items() if one.named and one.kind in FIGURES}
    _collisions(gathered, figures)
    check_texts(gathered, facts)
    _mentions(gathered, facts)


def check_texts(gathered: Gathered, facts: Mapping[str, Fact]) -> None:
    """The texts that were read → faults for what they call and there isn't."""
    for written in gathered.texts:
        for node in inline.walk(written.text.content):
            match node:
                case Brace():
                    _brace(node, written, gathered, facts)
                case Link() if node.href.startswith("#"):
                    _anchor(node, written, gathered)
        for cite in inline.cites(written.text.content):
            if cite.source not in gathered.sources:
                message = (
                    f"There is no source “{cite.source}”{_close(cite.source, gathered.sources)}"
                )
                gathered.fault("C230", message, written.spot(cite.offset), written.at)


def _collisions(gathered: Gathered, figures: Mapping[str, Declared]) -> None:
    known: dict[str, Declared] = {}
    for declared in (gathered.facts, gathered.names, figures):
        for name, one in declared.items():
            earlier = known.setdefault(name, one)
            if earlier is not one:
                message = (
                    f"“{name}” is also the {earlier.kind} at {earlier.place}; {{{name}}} in a "
                    "text could mean either. Choose another name for one of them."
                )
                gathered.fault("C227", message, one.place)


def _brace(brace: Brace, written: Written, gathered: Gathered, facts: Mapping[str, Fact]) -> None:
    """One `{name.form}` in a text → a fault where it calls nothing, or nothing in that form."""
    place, name = written.spot(brace.offset), brace.name
    if name in gathered.facts:
        fault = check_form(facts[name], brace.form) if name in facts else None
        if fault and (fault.code == "F409" or not _is_lost(facts[name])):
            gathered.fault(fault.code, fault.message, place, written.at)
    elif name in gathered.names:
        forms = (*NAME_FORMS, *gathered.names[name].forms)
        if brace.form not in forms:
            known = " and ".join(f".{form}" for form in forms if form)
            message = f"A name has the forms {known}; there is no “.{brace.form}”."
            gathered.fault("C229", message, place, written.at)
    elif message := _not_a_figure(brace, gathered):
        code = "C229" if name in gathered.blocks else "C228"
        gathered.fault(code, message, place, written.at)


def _is_lost(fact: Fact) -> bool:
    """Whether nothing came of a fact's formula, as was told of the fact."""
    return is_derived(fact) and fact.value is None


def _not_a_figure(brace: Brace, gathered: Gathered) -> str:
    """A brace that calls neither fact nor name → why it calls no figure either, or nothing."""
    block = gathered.blocks.get(brace.name)
    if block is None or not block.named:
        figures = {at for at, one in gathered.blocks.items() if one.named and one.kind in FIGURES}
        known = {*gathered.facts, *gathered.names, *figures}
        return (
            f"Nothing is called “{brace.name}”: no fact, name or figure{_close(brace.name, known)}"
        )
    if block.kind not in FIGURES:
        return f"“{brace.name}” is neither a figure nor a table, so it has no number to refer to."
    if not block.captioned:
        return f"The picture “{brace.name}” has no caption, so it has no number to refer to."
    if brace.form:
        return f"A figure has no forms; write {{{brace.name}}}."
    return ""


def _anchor(link: Link, written: Written, gathered: Gathered) -> None:
    named = {at for at, one in gathered.blocks.items() if one.named}
    if (name := link.href.removeprefix("#")) not in named:
        message = f"This link leads to “{name}”, and no block has this id{_close(name, named)}"
        gathered.fault("C228", message, written.spot(link.offset), written.at)


def _mentions(gathered: Gathered, facts: Mapping[str, Fact]) -> None:
    """Facts and sources that keys name, such as `source: nca`, and what must hold of facts."""
    for mention in gathered.mentions:
        if mention.form is Form.FACT and mention.name not in gathered.facts:
            message = f"There is no fact “{mention.name}”{_close(mention.name, gathered.facts)}"
            gathered.fault("C231", message, mention.place, mention.at)
        if mention.form is Form.HOLDS:
            fault = untrue(mention.name, facts)
            lost = fault and fault.fact in gathered.facts.keys() - facts.keys()  # told there
            if fault and not lost:
                gathered.fault(fault.code, fault.message, mention.place, mention.at)
        if mention.form is Form.SOURCE and mention.name not in gathered.sources:
            message = f"There is no source “{mention.name}”{_close(mention.name, gathered.sources)}"
            gathered.fault("C230", message, mention.place, mention.at)


def _close(name: str, known: Iterable[str]) -> str:
    """A name that leads nowhere → the end of the sentence, with the name that was likely meant."""
    folded = {one.casefold(): one for one in known}
    same = folded.get(name.casefold())
    return f"; did you mean “{same}”?" if same else nearest(name, folded.values()) or "."


# ----------------------------------------------------------------- departures


def check_departures(gathered: Gathered, departures: Iterable[tuple[str, Departure]]) -> None:
    """Departures by their addresses → a fault where one doesn't match exactly once."""
    texts = wording(gathered)
    for at, departure in departures:
        place = gathered.places[f"{at}.corrected"]
        if departure.at not in texts:
            message = _no_text(departure.at, texts)
            gathered.fault("C234", message, gathered.places[f"{at}.at"], at)
        elif message := _not_once(departure, texts[departure.at]):
            gathered.fault("C235", message, place, at)


def _no_text(at: str, texts: Mapping[str, str]) -> str:
    below = [one for one in texts if one.startswith(f"{at}.")]
    close = f"; its texts are {', '.join(below[:4])}." if below else _close(at, texts)
    return f"No text has the address “{at}”{close}"


def _not_once(departure: Departure, text: str) -> str:
    """A departure and the text at its address → why the one isn't once in the other, or nothing."""
    corrected, found = departure.corrected, text.count(departure.corrected)
    if departure.printed == corrected:
        return "The correction is the same as what was printed."
    if found == 0:
        return f"“{corrected}” doesn't stand in the text at {departure.at}: “{_brief(text)}”."
    if found > 1:
        return (
            f"“{corrected}” stands {found} times in the text at {departure.at}; take in the words "
            "around it, here and in `printed:`."
        )
    return ""


def wording(gathered: Gathered) -> Mapping[str, str]:
    """Everything that was read → what was typed at each address; an item as `Label: text`."""
    texts = {written.at: written.text.source for written in gathered.texts}
    items = [at for at, one in gathered.blocks.items() if one.kind == "item"]
    whole = {
        at: [texts[part] for part in (f"{at}.label", f"{at}.text") if part in texts] for at in items
    }
    return texts | {at: ": ".join(parts) for at, parts in whole.items() if parts}


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


# ----------------------------------------------------------------- what nothing uses


def check_use(gathered: Gathered, facts: Mapping[str, Fact], body: Blocks) -> None:
    """Everything that was read → a warning for each fact, name and source that nothing uses."""
    shown = {type(block) for _, block in addresses.walk(body) if _shows_all(block)}
    called = {brace.name for one in gathered.texts for brace in inline.braces(one.text.content)}
    mentioned = {(mention.form, mention.name) for mention in gathered.mentions}
    cited = {cite.source for one in gathered.texts for cite in inline.cites(one.text.content)}
    held = {name for form, text in mentioned if form is Form.HOLDS for name in named(text)}
    used_facts = called | held | {name for form, name in mentioned if form is Form.FACT}
    used_sources = cited | {name for form, name in mentioned if form is Form.SOURCE}
    for kind, declared, used in (
        ("fact", gathered.facts, used_facts | set(_parts(facts))),
        ("name", gathered.names, set(gathered.names) if Glossary in shown else called),
        (
            "source",
            gathered.sources,
            set(gathered.sources) if SourcesBlock in shown else used_sources,
        ),
    ):
        for name in declared.keys() - used:
            gathered.warn("C236", f"Nothing uses the {kind} “{name}”.", declared[name].place)


def _shows_all(block: Block) -> bool:
    return isinstance(block, Glossary | SourcesBlock) and block.show == "all"


def _parts(facts: Mapping[str, Fact]) -> Iterator[str]:
    for fact in facts.values():
        if fact.formula:
            yield from fact.formula.of
