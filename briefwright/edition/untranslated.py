"""A fact in one of its forms → the address of what isn't translated in it."""

from collections.abc import Container

from briefwright.model.dictionary import Fact


def find_untranslated(fact: Fact, form: str, untranslated: Container[str]) -> str:
    """A fact, one of its forms and all addresses that aren't translated → its own, or ""."""
    match form:
        case "" | "about" | "rounded" | "absolute" | "short" | "unit":
            lacked = (f"facts.{fact.name}.{part}" for part in ("unit", "list"))
            return next((at for at in lacked if at in untranslated), "")
        case "label":
            return fact.label.untranslated if fact.label else ""
        case "date" | "as_of":
            when = fact.date or fact.as_of or fact.period
            return when.untranslated if when else ""
        case _:
            return ""
