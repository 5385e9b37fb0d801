"""A kind of block → the smallest one of it, as its form shows it first: what is typed, by field."""

from collections.abc import Mapping, Sequence

from briefwright.model.dictionary import KINDS, Briefing

_A, _B, _C = "{a}", "{b}", "{c}"  # stand for numbers of the briefing

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "text": {"text": "A paragraph of running text."},
    "list": {"list": "What it offers", "items.1.text": "First", "items.2.text": "Second"},
    "section": {"section": "A heading", "body": "The first paragraph under it."},
    "key_messages": {"key_messages.1.text": "The one sentence that a reader shall keep."},
    "key_figures": {
        "key_figures.1.fact": _A, "key_figures.2.fact": _B, "key_figures.3.fact": _C,
    },
    "table": {
        "table": "What the table shows",
        "columns.1.column": "Place", "columns.2.column": "What there is",
        "rows.1.1": "North", "rows.1.2": "Hills", "rows.2.1": "South", "rows.2.2": "Plains",
    },
    "chart": {"chart": "What is counted, where and when", "rows.1.fact": _A, "rows.2.fact": _B},
    "map": {
        "map": "What the map shows",
        "places.1.place": "Astana", "places.1.position": "51.2 N 71.4 E",
        "places.1.fact": _A, "inset": "overview",
        "coordinates": "Where the positions are from.",
    },
    "timeline": {
        "timeline": "What the dates are of",
        "items.1.date": "2015", "items.1.text": "It begins",
        "items.2.date": "2024-09-21", "items.2.text": "It is finished",
    },
    "image": {"image": "{picture}", "caption": "What is seen", "alt": "The picture in words"},
    "quote": {"quote": "What was said, word for word.", "who": "Who said it"},
    "callout": {"callout": "A remark that stands in a box."},
    "question": {"question": "What may be asked?", "answer": "What to answer."},
    "lines_to_take": {"lines_to_take.1.text": "A sentence that can be quoted."},
    "decision": {"decision": "What is to be decided", "recommendation": "What we recommend."},
    "erratum": {"erratum": "What stood there, word for word.", "now": "What stands there now."},
    "meeting": {"meeting": "Which meeting", "when": "2024-09-21", "where": "Where it is held"},
    "objectives": {"objectives.1.text": "What we want to come to."},
    "positions": {"positions.1.label": "A party", "positions.1.text": "what it wants."},
    "background": {"background": "What the reader should know, and not say."},
    "notes_to_editors": {"notes_to_editors.1.text": "What a newsroom needs to know."},
    "boilerplate": {"boilerplate": "What always stands at the end.", "title": "About us"},
    "sources": {},
    "glossary": {},
    "list_of_figures": {},
    "list_of_tables": {},
    "contacts": {"contacts.1.label": "Press office", "contacts.1.text": "press@example.org"},
    "aside": {"aside": "In short", "body": "What stands beside the text."},
    "annex": {"annex": "A heading", "body": "The first paragraph under it."},
}  # fmt: skip
assert EXAMPLES.keys() == KINDS.keys(), "a kind of block needs an example, and an example its kind"


def write_example(kind: str, briefing: Briefing, pictures: Sequence[str]) -> dict[str, str]:
    """A kind of block, the briefing for which it is, the pictures in its folder → an example.

    It calls the briefing's own numbers; where there are none, or no picture, that stays empty.
    """
    return fill_example(EXAMPLES[kind], _find_numbers(briefing), next(iter(pictures), ""))


def fill_example(
    example: Mapping[str, str], numbers: Sequence[str], picture: str
) -> dict[str, str]:
    """An example, names of numbers, a picture's file → the example that calls them."""
    fill = dict(zip((_A, _B, _C), (*numbers, "", "", ""), strict=False))
    fill["{picture}"] = picture
    return {name: fill.get(said, said) for name, said in example.items()}


def _find_numbers(briefing: Briefing) -> list[str]:
    """A briefing → the names of its numbers, first those of which several count the same."""
    by_unit: dict[str, list[str]] = {}
    for name, fact in briefing.facts.items():
        if fact.value is not None:
            by_unit.setdefault(fact.unit.get("other", ""), []).append(name)
    groups = sorted(by_unit.items(), key=lambda one: (not one[0], len(one[1]) < 2))
    return [name for _, names in groups for name in names]
