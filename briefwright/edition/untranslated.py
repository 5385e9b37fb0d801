"""What an edition prints in the language in which it was written, since its own lacks it."""

from collections.abc import Iterator

from briefwright.edition.resolution import Resolver
from briefwright.problems import Level, Place, Problem

# While a briefing is one of these, it may still be printed with words that aren't translated.
_UNFINISHED = frozenset({"draft", "for_comment"})


def untranslated(resolver: Resolver) -> Iterator[Problem]:
    """Everything that was printed → a problem for each translation that is missing or stale.

    It is a warning while the briefing is a draft; a finished edition can't be built.
    """
    briefing = resolver.briefing
    overlay = briefing.overlays.get(resolver.language)
    if overlay is None or not resolver.lacking:
        return
    level: Level = "warning" if briefing.metadata.status in _UNFINISHED else "error"
    start = Place(overlay.file, 1)
    how = f"python3 build.py translate {briefing.name} {overlay.language}"
    for at in resolver.lacking:
        where = overlay.places.get(at, start)
        if at in overlay.stale:
            message = f"What stands at {at} has changed since it was translated"
            yield Problem("A521", f"{message}; see both texts with: {how}", where, at, level)
        else:
            message = f"{at} has no translation into “{overlay.language}”"
            yield Problem("A520", f"{message}; write what is missing with: {how}", where, at, level)
