"""An address of an edition → where what stands there comes from, and the page that changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefwright.content.translation import list_translatables
from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Item, Row


@dataclass(frozen=True)
class Origin:
    """Where a text comes from that isn't written at its address, and the page that changes it."""

    sentence: str
    link: str = ""
    words: str = ""


def list_origins(briefing: Briefing, at: str, written: str, language: str) -> Iterator[Origin]:
    """An address → where what stands there comes from, where it isn't written at it."""
    start, _, _ = at.partition(".")
    if language and written:
        overlay = briefing.overlays[language]
        own = next((one.source for one in list_translatables(briefing) if one.at == written), "")
        is_there = written in overlay.texts
        state = "It is the translation of" if is_there else "Its translation is not written yet:"
        yield Origin(f"{state} “{own}”, in {Path(overlay.file).name}.")
        return
    if written:
        return
    if start == "briefing":
        yield Origin("It is made from the title page’s keys.", "record?at=briefing", "Change them")
    elif start == "contents" or ".entries." in at:
        yield Origin("It is made from the headings, figures and tables: change those.")
    elif start == "sources":
        yield Origin("It is made from what is known of the source.", f"record?at={at}", "Change it")
    elif at.endswith(".source"):
        yield Origin("It names the sources of the numbers that stand there.")
    elif at.endswith(".derived"):
        yield Origin("It lists the numbers that are worked out from others.")
    elif data := _find_data(briefing, at):
        yield Origin(f"It comes from the file {data}: change it there, and put it in again.")
    elif at.endswith((".title", ".notice", ".release")):
        yield Origin("The program says it, in every language; templates hold its words as labels.")
    elif not _find_number(briefing, at):
        yield Origin("It is made from the keys of its block.")
    if name := _find_number(briefing, at):
        yield Origin(
            f"It is the number {call_fact(briefing, name)}.",
            f"../numbers/{name}",
            "Change the number",
        )


def _find_data(briefing: Briefing, at: str) -> str:
    record = _find_record(briefing, at)
    data = getattr(record, "data", "")
    return data if isinstance(data, str) and (".data." in at or ".rows." in at) else ""


def _find_record(briefing: Briefing, at: str) -> addresses.Record | None:
    """An address → the innermost record around it."""
    known = dict(addresses.records(briefing.body))
    return next((known[one] for one in list_prefixes(at) if one in known), None)


def list_prefixes(at: str) -> Iterator[str]:
    """An address → it, and the addresses of all that holds it."""
    while at:
        yield at
        at = at.rpartition(".")[0]


def _find_number(briefing: Briefing, at: str) -> str:
    match _find_record(briefing, at):
        case Item(fact=name) | Row(fact=name):
            return name
        case _:
            return ""


def list_called(briefing: Briefing, texts: list[str]) -> Iterator[Origin]:
    """Texts as written → the numbers that they call, each once."""
    found = [call.name for text in texts for call in inline.braces(inline.parse(text)[0])]
    for name in dict.fromkeys(found):
        if name in briefing.facts:
            yield Origin(f"{{{name}}} is {call_fact(briefing, name)}.", f"../numbers/{name}",
                         "Change the number")  # fmt: skip


def call_fact(briefing: Briefing, name: str) -> str:
    """A briefing, a fact of it → what people call it."""
    fact = briefing.facts.get(name)
    return f"“{fact.label.source}”" if fact and fact.label else f"“{name.replace('_', ' ')}”"
