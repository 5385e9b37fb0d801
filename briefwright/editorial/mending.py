"""The safe changes of a review, spliced into a briefing's files, every other byte untouched.

Each change is proven by reading the file again: the one text says what it should, and all others
say what they said. A change that a departure rests on is left to the author.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefwright.content import folder
from briefwright.content.folder import Rewrite
from briefwright.editorial.review import Review
from briefwright.editorial.suggestions import Edit, shorten
from briefwright.model.dictionary import Briefing, Departure
from briefwright.problems import Place
from briefwright.yamlfile.rewording import find_text, replace_text
from briefwright.yamlfile.source import Source, SpliceError


def mend(path: Path, briefing: Briefing, review: Review) -> tuple[str, ...]:
    """A content folder, its briefing and the review → its files mended; each change as a diff.

    What a departure forbids is said in a sentence.
    """
    edits = [edit for suggestion in review.suggestions for edit in suggestion.edits]
    kept = [one for one in edits if _find_departure(one, briefing) is None]
    rewrites = [_rewrite(file, path, briefing, kept) for file in folder.files(path)]
    diffs = [rewrite.write() for rewrite in rewrites if rewrite.before != rewrite.after]
    return (*diffs, *_explain_kept(edits, briefing))


def _explain_kept(edits: Iterable[Edit], briefing: Briefing) -> Iterator[str]:
    for one in edits:
        if departure := _find_departure(one, briefing):
            place = briefing.trails[one.at].spot(one.start)
            yield (
                f"{place}: “{shorten(one.old)}” stays: the departure at {departure.at} says "
                f"that the briefing prints “{shorten(departure.corrected)}”. "
                "Change both, or neither."
            )


def _find_departure(one: Edit, briefing: Briefing) -> Departure | None:
    """A change → the departure whose corrected words it would touch, if there is one."""
    text = one.text
    for departure in briefing.departures:
        if one.at == departure.at or one.at.startswith(f"{departure.at}."):
            at = text.find(departure.corrected)
            touched = at < one.end and one.start < at + len(departure.corrected)
            if touched if at >= 0 else one.old in departure.corrected:
                return departure
    return None


# ----------------------------------------------------------------- splicing


def _rewrite(file: Path, path: Path, briefing: Briefing, edits: Iterable[Edit]) -> Rewrite:
    before = folder.read_text(file, path)
    here = [one for one in edits if briefing.trails[one.at].file == str(file)]
    spots = {one: briefing.trails[one.at].spot(one.start) for one in dict.fromkeys(here)}
    after = before
    for one in sorted(spots, key=lambda one: spots[one], reverse=True):
        after = splice(after, str(file), one, spots[one])
    return Rewrite(file, before, after)


def splice(text: str, file: str, change: Edit, place: Place) -> str:
    """A file's text, a change and where its first letter stands → the text with it.

    The same text where anything else would change with it.
    """
    try:
        source = Source.read(text, file)
        scalar = find_text(source, place)
        starts = (match.start() for match in re.finditer(re.escape(change.old), scalar.text))
        start = next((start for start in starts if scalar.spot(start) == place), None)
        if start is None:
            return text  # a quote mark or a backslash is written otherwise there
        words = scalar.text[:start] + change.new + scalar.text[start + len(change.old) :]
        return replace_text(source, scalar, words)
    except SpliceError:
        return text
