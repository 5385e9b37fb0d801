"""A paragraph that came back with other words → its text written anew, or its fact changed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from briefwright.editing import Change, Rewording, Setting
from briefwright.editing.positions import read_keys
from briefwright.edition import Leaf
from briefwright.edition.runs import text
from briefwright.review.findings import Finding
from briefwright.review.original import Original, write_facts
from briefwright.review.wording import Part, Touched, merge, update
from briefwright.yamlfile.source import SpliceError

_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f' ]*\d|\d")
_MADE = "The program makes these words of others; change those."


def place_rewording(original: Original, leaf: Leaf | None, told: Finding) -> Iterator[Finding]:
    """An edition, what a paragraph is of it, how it changed → findings with the changes to make."""
    if leaf is None:
        yield replace(told, why=_MADE)
        return
    parts = original.list_parts(leaf.at)
    written = parts or (write_facts(leaf),)
    merged = merge(written, text(leaf.runs), update(text(leaf.runs), told.before, told.after))
    changes = tuple(_reword(written, merged.parts, original.overlay))
    if (not parts and changes) or (not changes and not merged.touched):
        yield replace(told, why=_MADE)
    elif changes:
        yield replace(told, changes=changes)
    for one in merged.touched:
        yield _change_number(original, told, one)


def _reword(parts: Sequence[Part], merged: Sequence[Part], language: str) -> Iterator[Change]:
    for one, other in zip(parts, merged, strict=True):
        if one.text != other.text:
            yield Rewording(one.at, one.text, other.text, language)


def _change_number(original: Original, told: Finding, touched: Touched) -> Finding:
    """Words that a fact printed, changed → the fact says so, if it is a number of its own."""
    called = re.fullmatch(r"\s*\{([^{}.]+)(?:\.\w+)?\}\s*", touched.written)
    fact = called[1] if called and called[1] in original.briefing.facts else ""
    found = replace(told, kind="number", before=touched.before, after=touched.after)
    if not fact:
        return replace(found, why=f"`{touched.written.strip()}` makes this; change that by hand.")
    at = f"facts.{fact}"
    found = replace(found, at=at, place=original.briefing.places.get(at))
    with suppress(SpliceError, KeyError, ValueError):
        return replace(found, changes=(_set_fact(original, at, touched),))
    return replace(found, why="It follows from other numbers, or more than its digits changed.")


def _set_fact(original: Original, at: str, touched: Touched) -> Setting:
    """Errors: ValueError, KeyError where a fact is no single number, or more than it changed."""
    (old,), (new,) = (_NUMBER.findall(one) for one in (touched.before, touched.after))
    if touched.before.replace(old, "") != touched.after.replace(new, ""):
        raise ValueError("more changed than a number")
    typed = read_keys(original.path, original.briefing, at)["value"]
    was, now = (_parse(one, original.language) for one in (old, new))
    digits = re.search(r"\d[\d.]*", typed)
    if digits is None or _parse(digits[0], "en") != was:
        raise ValueError("it is typed otherwise than it prints")
    return Setting(f"{at}.value", typed, typed.replace(digits[0], now, 1))


def _parse(number: str, language: str) -> str:
    """A number as a language prints it → with a full stop. Errors: ValueError where it is none."""
    from babel.numbers import NumberFormatError, parse_decimal  # loads Babel

    plain = re.sub(r"[\s']", "", number)
    try:
        return format(parse_decimal(plain, locale=language.replace("-", "_")), "f")
    except NumberFormatError as error:
        raise ValueError(str(error)) from error
