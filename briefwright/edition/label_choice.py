"""An audience and a language → the words that the program prints, or which of them are lacking."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from briefwright.audience import Audience
from briefwright.document.counters import DIGITS
from briefwright.facts import Labels
from briefwright.problems import ContentError, Problem


def choose_labels(audience: Audience, language: str) -> Labels:
    """An audience and a language → its words; English is the measure of what is needed.

    Errors: ContentError where the templates lack some.
    """
    labels = audience.theme.labels.find(language)
    if labels is None:
        raise ContentError([_describe_unworded(language, audience)])
    lacking = set(audience.theme.labels.get("en", {})) - set(labels)
    missing = sorted(lacking, key=lambda word: (audience.theme.written[word].file, word))
    if missing:
        raise ContentError(_find_unworded(missing, audience, f"labels/{language}.yaml"))
    return labels


def choose_digits(labels: Labels) -> str:
    """The words of a language → the name of the digits in which it counts; "" for Latin ones."""
    digits = labels.get("digits", "")
    return digits if digits in DIGITS else ""


def _describe_unworded(language: str, audience: Audience) -> Problem:
    known = ", ".join(sorted(audience.theme.labels))
    message = (
        f"There are no words for “{language}”, such as “Contents” or “Table”: write a language "
        f"that has them ({known}), or translate templates/base/labels/en.yaml into "
        f"templates/house/labels/{language}.yaml."
    )
    return Problem("A506", message, at="briefing.language")


def _find_unworded(missing: Iterable[str], audience: Audience, file: str) -> Iterator[Problem]:
    """English words that another language's labels lack → a fault for each folder with some."""
    places = audience.theme.written
    for folder, group in groupby(missing, lambda word: places[word].file.rpartition("labels/")[0]):
        words = tuple(group)
        own = "templates/house/" if folder.startswith("templates/base") else folder
        *above, last = words[0].split(".")
        line = "".join(f"{name}: {{" for name in above) + f"{last}: …" + "}" * len(above)
        english = audience.theme.labels["en"]
        named = ", ".join(f"{word} (in English {_quote(english[word])})" for word in words)
        message = (
            f"{own}{file} lacks {named}. Write there, to begin with: `{line}`; where the language "
            'has no such word, `""`.'
        )
        yield Problem("A507", message, places[words[0]])


def _quote(words: str) -> str:
    """Words of the labels → the first of them in quotation marks."""
    short = textwrap.shorten(words, _LONGEST_QUOTE, placeholder=" …")
    return f"“{short}”" if short else "none"


_LONGEST_QUOTE = 40  # characters of a label in a fault
