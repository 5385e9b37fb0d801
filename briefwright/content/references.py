"""What one part of a briefing says of another: every name must lead somewhere.

Facts, names and figures share one namespace, since braces call all three.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

from briefwright.content.reading import Collector, Declaration, LocatedText
from briefwright.facts import check_comparison, check_form, find_compared_facts, inline, is_derived
from briefwright.model import addresses
from briefwright.model.dictionary import (
    KINDS,
    Block,
    Blocks,
    Brace,
    Cite,
    Departure,
    Fact,
    Form,
    Glossary,
    Link,
    SourcesBlock,
)
from briefwright.problems import suggest

# Kinds of block that have a number, so that a text can say “Figure 2”.
FIGURES = frozenset({"table", "chart", "map", "timeline", "image"})
HEADED = frozenset({"section", "annex"})  # those that a text calls “section 2.3”
# Cases in which a language can put “Figure 2”, “section 2.3”, “page 4”.
CASES = (
    "genitive",
    "dative",
    "accusative",
    "instrumental",
    "prepositional",
    "locative",
    "ablative",
)
# Texts that are set before pages have numbers, or that nobody sees on a page.
_WITHOUT_PAGES = re.compile(
    r"(briefing|facts|names|sources)\..*|.*\.(alt|credit|licence|coordinates|boundary_note)"
    r"|.*\.(rows|series|places)\.\d+\.(label|note|place)"
)
NAME_FORMS = ("", "long", "short")


def check(collector: Collector, facts: Mapping[str, Fact]) -> None:
    """Everything that was read → faults for names that lead nowhere, or to two things."""
    figures = {at: one for at, one in collector.blocks.items() if one.named and one.kind in FIGURES}
    _check_collisions(collector, figures)
    check_texts(collector, facts)
    _check_mentions(collector, facts)


def check_texts(collector: Collector, facts: Mapping[str, Fact]) -> None:
    """The texts that were read → faults for what they call and there isn't."""
    for written in collector.texts:
        for node in inline.walk(written.text.content):
            match node:
                case Brace():
                    _check_brace(node, written, collector, facts)
                case Link() if node.href.startswith("#"):
                    _check_anchor(node, written, collector)
        for cite in inline.cites(written.text.content):
            if cite.source not in collector.sources and not _may_call_cell_note(cite, collector):
                message = (
                    f"There is no source “{cite.source}”{_suggest(cite.source, collector.sources)}"
                )
                collector.report("C230", message, written.spot(cite.offset), written.at)


_CELL_NOTE = re.compile(r".*\.notes\.\d+")


def _may_call_cell_note(cite: Cite, collector: Collector) -> bool:
    """Whether a reference may lead to a note under its table; its edition knows where it stands."""
    letter = len(cite.source) == 1 and cite.source in ascii_lowercase
    return letter and any(_CELL_NOTE.fullmatch(written.at) for written in collector.texts)


def _check_collisions(collector: Collector, figures: Mapping[str, Declaration]) -> None:
    known: dict[str, Declaration] = {}
    for declared in (collector.facts, collector.names, figures):
        for name, one in declared.items():
            earlier = known.setdefault(name, one)
            if earlier is not one:
                message = (
                    f"“{name}” is also the {earlier.kind} at {earlier.place}; {{{name}}} in a "
                    "text could mean either. Choose another name for one of them."
                )
                collector.report("C227", message, one.place)


def _check_brace(
    brace: Brace, written: LocatedText, collector: Collector, facts: Mapping[str, Fact]
) -> None:
    """One `{name.form}` in a text → a fault where it calls nothing, or nothing in that form."""
    place, name = written.spot(brace.offset), brace.name
    if name in collector.facts:
        fault = check_form(facts[name], brace.form) if name in facts else None
        if fault and (fault.code == "F409" or not _is_lost(facts[name])):
            collector.add(fault, place, written.at)
    elif name in collector.names:
        forms = (*NAME_FORMS, *collector.names[name].forms)
        if brace.form not in forms:
            known = " and ".join(f".{form}" for form in forms if form)
            message = f"A name has the forms {known}; there is no “.{brace.form}”."
            collector.report("C229", message, place, written.at)
    elif brace.noted and name not in collector.blocks:
        _check_note(brace, written, collector)
    elif message := _check_target(brace, written.at, collector):
        code = "C229" if name in collector.blocks else "C228"
        collector.report(code, message, place, written.at)


def _is_lost(fact: Fact) -> bool:
    """Whether nothing came of a fact's formula, which was reported at the fact."""
    return is_derived(fact) and fact.value is None


def _check_note(brace: Brace, written: LocatedText, collector: Collector) -> None:
    """A reference to the note of a source → a fault where there is none that it can name."""
    source, place = brace.noted, written.spot(brace.offset)
    forms = ("number", *CASES)
    if source not in collector.sources:
        message = f"There is no source “{source}”{_suggest(source, collector.sources)}"
        collector.report("C230", message, place, written.at)
    elif brace.form and brace.form not in forms:
        known = ", ".join(f".{one}" for one in forms)
        message = (
            f"There is no “.{brace.form}” of a note; there is {known}{_suggest(brace.form, forms)}"
        )
        collector.report("C229", message, place, written.at)
    elif _WITHOUT_PAGES.fullmatch(written.at):
        message = f"No note can be named here; write [^{source}]."
        collector.report("C229", message, place, written.at)


def _check_target(brace: Brace, at: str, collector: Collector) -> str:
    """A brace that calls neither fact nor name → why it calls no other part either, or nothing."""
    block, name, form = collector.blocks.get(brace.name), brace.name, brace.form
    if block is None or not block.named or block.kind not in KINDS:
        blocks = {at for at, one in collector.blocks.items() if one.named and one.kind in KINDS}
        close = _suggest(name, {*collector.facts, *collector.names, *blocks})
        return f"Nothing is called “{name}”: no fact, name, figure or section{close}"
    if form == "page":
        unpaged = f"No page can be named here; write {{{name}}}."
        return unpaged if _WITHOUT_PAGES.fullmatch(at) else ""
    if block.kind not in FIGURES | HEADED:
        return (
            f"“{name}” is neither a figure nor a section, so it has no number and no heading; "
            f"name its page, {{{name}.page}}, or link to it: [words](#{name})."
        )
    if not block.captioned:
        return f"The picture “{name}” has no caption, so it has no number to refer to."
    forms = ("number", *(("title",) if block.kind in HEADED else ()), "page", *CASES)
    if form and form not in forms:
        known = ", ".join(f".{one}" for one in forms)
        return f"There is no “.{form}” of a {block.kind}; there is {known}{_suggest(form, forms)}"
    return ""


def _check_anchor(link: Link, written: LocatedText, collector: Collector) -> None:
    named = {at for at, one in collector.blocks.items() if one.named and one.kind in KINDS}
    if (name := link.href.removeprefix("#")) not in named:
        message = f"This link leads to “{name}”, and no block has this id{_suggest(name, named)}"
        collector.report("C228", message, written.spot(link.offset), written.at)


def _check_mentions(collector: Collector, facts: Mapping[str, Fact]) -> None:
    """Facts and sources that keys name, such as `source: nca`, and what must hold of facts."""
    for mention in collector.mentions:
        if mention.form is Form.FACT and mention.name not in collector.facts:
            message = f"There is no fact “{mention.name}”{_suggest(mention.name, collector.facts)}"
            collector.report("C231", message, mention.place, mention.at)
        if mention.form is Form.HOLDS:
            fault = check_comparison(mention.name, facts)
            lost = {f"facts.{name}" for name in collector.facts.keys() - facts.keys()}
            if fault and fault.at not in lost:  # that one was reported where it is declared
                collector.add(fault, mention.place, mention.at)
        if mention.form is Form.SOURCE and mention.name not in collector.sources:
            message = (
                f"There is no source “{mention.name}”{_suggest(mention.name, collector.sources)}"
            )
            collector.report("C230", message, mention.place, mention.at)


def _suggest(name: str, known: Iterable[str]) -> str:
    """A name that leads nowhere → the end of the sentence, with the name that was likely meant."""
    folded = {one.casefold(): one for one in known}
    same = folded.get(name.casefold())
    return f"; did you mean “{same}”?" if same else suggest(name, folded.values()) or "."


# ----------------------------------------------------------------- departures


def check_departures(collector: Collector, departures: Iterable[tuple[str, Departure]]) -> None:
    """Departures by their addresses → a fault where one doesn't match exactly once."""
    texts = collect_wording(collector)
    for at, departure in departures:
        place = collector.places[f"{at}.corrected"]
        if departure.at not in texts:
            message = _describe_missing_text(departure.at, texts)
            collector.report("C234", message, collector.places[f"{at}.at"], at)
        elif message := _check_once(departure, texts[departure.at]):
            collector.report("C235", message, place, at)


def _describe_missing_text(at: str, texts: Mapping[str, str]) -> str:
    below = [one for one in texts if one.startswith(f"{at}.")]
    close = f"; its texts are {', '.join(below[:4])}." if below else _suggest(at, texts)
    return f"No text has the address “{at}”{close}"


def _check_once(departure: Departure, text: str) -> str:
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


def collect_wording(collector: Collector) -> Mapping[str, str]:
    """Everything that was read → what was typed at each address; an item as `Label: text`."""
    texts = {written.at: written.text.source for written in collector.texts}
    items = [at for at, one in collector.blocks.items() if one.kind == "item"]
    whole = {
        at: [texts[part] for part in (f"{at}.label", f"{at}.text") if part in texts] for at in items
    }
    return texts | {at: ": ".join(parts) for at, parts in whole.items() if parts}


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


# ----------------------------------------------------------------- what nothing uses


def check_use(collector: Collector, facts: Mapping[str, Fact], body: Blocks) -> None:
    """Everything that was read → a warning for each fact, name and source that nothing uses."""
    shown = {type(block) for _, block in addresses.walk(body) if _shows_all(block)}
    called = {brace.name for one in collector.texts for brace in inline.braces(one.text.content)}
    mentioned = {(mention.form, mention.name) for mention in collector.mentions}
    cited = {cite.source for one in collector.texts for cite in inline.cites(one.text.content)}
    held = {
        name for form, text in mentioned if form is Form.HOLDS for name in find_compared_facts(text)
    }
    used_facts = called | held | {name for form, name in mentioned if form is Form.FACT}
    used_sources = cited | {name for form, name in mentioned if form is Form.SOURCE}
    for kind, declared, used in (
        ("fact", collector.facts, used_facts | set(_parts(facts))),
        ("name", collector.names, set(collector.names) if Glossary in shown else called),
        (
            "source",
            collector.sources,
            set(collector.sources) if SourcesBlock in shown else used_sources,
        ),
    ):
        for name in declared.keys() - used:
            call = f"[^{name}]" if kind == "source" else f"{{{name}}}"
            message = f"Nothing uses the {kind} “{name}”. A text calls it as `{call}`."
            collector.warn("C236", message, declared[name].place)


def _shows_all(block: Block) -> bool:
    return isinstance(block, Glossary | SourcesBlock) and block.show == "all"


def _parts(facts: Mapping[str, Fact]) -> Iterator[str]:
    for fact in facts.values():
        if fact.formula:
            yield from fact.formula.of
