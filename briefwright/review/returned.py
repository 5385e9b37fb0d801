"""Word files that came back → what their reviewers changed, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefwright import audience, content, pipeline
from briefwright.review.combining import combine
from briefwright.review.findings import Review
from briefwright.review.opening import UnreadableError
from briefwright.review.original import Original
from briefwright.review.proving import prove
from briefwright.review.reading import WordText, read
from briefwright.review.reviewing import review
from briefwright.review.sending import find_kept, track_changes
from briefwright.review.translation_reading import review_translation
from briefwright.review.translation_rows import PROPERTY


@dataclass(frozen=True)
class Places:
    """Where briefings, templates and the copies of what went out stand."""

    content: Path
    templates: Path
    reviews: Path


@dataclass(frozen=True)
class Returned:
    """What came back: of which briefing's folder, a Review for each file, and one for all of them.

    `kept` is where a copy of what went out is kept, which `is_kept` where it is needed.
    """

    path: Path
    reviews: tuple[Review, ...]
    whole: Review
    kept: Path
    is_kept: bool


def read_returned(files: Sequence[Path], places: Places) -> Returned:
    """Files that came back of one edition → what was changed.

    Errors: UnreadableError, NotOursError; ContentError where the edition can't be made any more.
    """
    texts = [read(one.read_bytes()) for one in files]
    if any(PROPERTY in one.properties for one in texts):
        return _read_translation(texts, places)
    kept = {find_kept(places.reviews, one.properties): one for one in texts}
    if len(kept) > 1:
        raise UnreadableError("These are files of several editions; read those of one at a time.")
    ((copy, text),) = kept.items()
    original = find_original(text, places)
    sent = read(copy.read_bytes() if copy.is_file() else _make_anew(original))
    reviews = tuple(review(sent, one, original) for one in texts)
    whole = reviews[0]
    if len(reviews) > 1:
        combined = combine(one.findings for one in reviews)
        whole = replace(whole, findings=prove(combined, original))
    return Returned(original.path, reviews, whole, copy, copy.is_file())


def _read_translation(texts: Sequence[WordText], places: Places) -> Returned:
    """A translator's file → what was translated. Errors: as `read_returned`."""
    if len(texts) > 1:
        raise UnreadableError("One of these is a translator's file; read it by itself.")
    said = {"Briefing": "", "Audience": "", **texts[0].properties}
    if any(not one or Path(one).name != one for one in (said["Briefing"], said["Audience"])):
        raise UnreadableError("It doesn't say which briefing it translates.")
    text = replace(texts[0], properties={**said, "Language": said[PROPERTY]})
    original = find_original(text, places)
    if original.language not in original.briefing.overlays:
        raise UnreadableError(
            f"Nobody has begun to translate {said['Briefing']} into “{original.language}”."
        )
    found = review_translation(text, original)
    kept = places.reviews / said["Briefing"] / f"translation-{original.language}.docx"
    return Returned(original.path, (found,), found, kept, is_kept=True)


def find_original(text: WordText, places: Places) -> Original:
    """What a Word file says → the edition that it is, as it is today.

    Errors: UnreadableError where its briefing is gone; ContentError.
    """
    said = text.properties
    path = places.content / said["Briefing"]
    if not path.is_dir():
        raise UnreadableError(f"It is of the briefing {said['Briefing']}, and there is none here.")
    reader = audience.read(places.templates, said["Audience"])
    return Original(path, content.read(path), reader, said["Language"])


def _make_anew(original: Original) -> bytes:
    """An edition → its Word file, as it would go out today."""
    made = pipeline.build(original.briefing, original.audience, original.language, ("docx",))
    return track_changes(made.outputs["docx"])
