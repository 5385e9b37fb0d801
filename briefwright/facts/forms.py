"""The forms of a fact: what may follow the dot in {fact.form}, and which kind of fact has which."""

from collections.abc import Mapping

from briefwright.facts import examples
from briefwright.facts.kinds import A_KIND, Kind, kind_of, kinds
from briefwright.model.dictionary import Fact, Str
from briefwright.problems import Problem, suggest

# What may follow the dot in {fact.form}, and what it prints.
FORMS: Mapping[str, str] = {
    "": "157 peacekeepers",
    "value": "157",
    "words": "one hundred and fifty-seven",
    "about": "about 160 peacekeepers",
    "rounded": "160 peacekeepers",
    "absolute": "157 peacekeepers",
    "short": "157 peacekeepers",
    "parts": "146 of 240 (61%)",
    "unit": "peacekeepers",
    "label": "peacekeepers serving now",
    "date": examples.LONG_DAY,
    "as_of": f"as of {examples.LONG_DAY}",
    "low": "120",
    "high": "150",
    "count": "14",
}

_ANY = ("label", "date", "as_of")
# What each kind of fact can be printed as.
FORMS_OF: Mapping[Kind, tuple[str, ...]] = {
    "number": (
        "",
        "value",
        "words",
        "about",
        "rounded",
        "absolute",
        "short",
        "parts",
        "unit",
        *_ANY,
    ),
    "rank": ("", "value", "words", "unit", *_ANY),
    "range": ("", "value", "about", "rounded", "unit", "low", "high", *_ANY),
    "date": ("", "value", *_ANY),
    "list": ("", "count", "unit", *_ANY),
    "series": ("low", "high", "count", "unit", *_ANY),
}


def check_form(fact: Fact, form: str) -> Problem | None:
    """A fact and what follows the dot in its braces → why it can't be printed so, in any language.

    A missing value is no fault here: `derive` has reported it.
    """
    own = FORMS_OF[kind_of(fact)]
    if form not in FORMS:
        close = suggest(form, own) or "."
        message = f"“.{form}” is no form of a fact; the forms are {_list_forms(own)}{close}"
        return report(fact, "F409", message)
    called = f"{fact.name}.{form}" if form else fact.name
    if form not in own and kinds(fact):
        return report(fact, "F412", f"{{{called}}} can't be printed: {_describe_forms(fact)}")
    lacking = _describe_lack(fact, form)
    message = f"{{{called}}} can't be printed: {lacking}."
    return report(fact, "F410", message) if lacking else None


def report(fact: Fact, code: str, message: str) -> Problem:
    """A fact, a code of CODES, a sentence → the Problem, at the fact."""
    return Problem(code, message, at=f"facts.{fact.name}")


def _list_forms(forms: tuple[str, ...]) -> str:
    return ", ".join(f".{name}" for name in forms if name)


def _describe_forms(fact: Fact) -> str:
    """A fact that was asked for a form of another kind → what it is, and its own forms."""
    own = kind_of(fact)
    instead = {
        "list": f"; for its number in words, make a fact {{count: {fact.name}}}",
        "series": "; a chart draws it, and a text takes facts that are worked out from it",
        "range": "; write words yourself, with .low and .high for its ends",
    }.get(own, "")
    return f"it is {A_KIND[own]}, whose forms are {_list_forms(FORMS_OF[own])}{instead}."


def _describe_lack(fact: Fact, form: str) -> str:
    match form:
        case "unit" if not fact.unit:
            return "the fact has no unit"
        case "label" if fact.label is None:
            return "the fact has no label"
        case "label" if plain_label(fact) is None:
            return "the fact's label holds more than plain words"
        case "date" if not (fact.date or fact.as_of or fact.period):
            return "the fact has neither as_of nor period"
        case "as_of" if fact.period and not fact.as_of:
            return f"the fact has no as_of; write {{{fact.name}.date}} for its period"
        case "as_of" if not fact.as_of:
            return "the fact has no as_of"
        case "parts" if not fact.compared:
            return "the fact is no `share:` of one fact in another"
        case "words" if fact.value is not None and fact.value != fact.value.to_integral_value():
            return "only whole numbers are written in words"
        case _:
            return ""


def plain_label(fact: Fact) -> str | None:
    """A fact → the words of its label, or nothing where there is more in it than words."""
    content = fact.label.content if fact.label else ()
    words = [node.text for node in content if isinstance(node, Str)]
    return "".join(words) if words and len(words) == len(content) else None
