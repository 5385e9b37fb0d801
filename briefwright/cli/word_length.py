"""Word's pages as LibreOffice draws them → how they differ from the PDF's, and what is too long."""

from collections.abc import Iterator, Sequence

from briefwright.cli.word_pages import Paging, Text
from briefwright.problems import Problem

_NAMED = 3  # headings that are named


def describe_length(paging: Paging, texts: Sequence[Text]) -> str:
    """Word's pages and the texts of an edition → how many each file has, and where they differ."""
    of_pdf = max((one.page for one in texts), default=0)
    lengths = f"Pages: {paging.count} in Word, {of_pdf} in the PDF"
    moved = tuple(_find_moved(paging, texts))
    if not moved:
        return f"{lengths}."
    more = f" and {len(moved) - _NAMED} more" if len(moved) > _NAMED else ""
    return (
        f"{lengths}. The contents are the PDF's: in Word, {', '.join(moved[:_NAMED])}{more}. "
        "Click on the contents in Word and press F9 to have Word's own pages there."
    )


def check_length(
    edition: str, most: int, paging: Paging, texts: Sequence[Text]
) -> tuple[Problem, ...]:
    """An edition's name, the pages it may take (0: any), those of Word → a fault if it is too long.

    The pages of a draft that list its faults, before its title, don't count.
    """
    title = (paging.page_of.get(one.number, 1) for one in texts if one.at.startswith("briefing."))
    faults = min(title, default=1) - 1
    taken = paging.count - faults
    if not most or taken <= most:
        return ()
    beyond = (one.words for one in texts if paging.page_of.get(one.number, 0) > most + faults)
    count = sum(len(words.split()) for words in beyond)
    message = (
        f"{edition}.docx may take {most} page{'s' if most > 1 else ''} and takes {taken} "
        f"in LibreOffice: {count} words stand beyond."
    )
    return (Problem("A530", message, at="briefing"),)


def _find_moved(paging: Paging, texts: Sequence[Text]) -> Iterator[str]:
    """Word's pages and texts → each heading of the contents that is on another page, in words."""
    entries = {one.words for one in texts if one.kind == "entry"}
    for one in texts:
        own = paging.page_of.get(one.number, one.page)
        if one.kind == "heading" and one.words in entries and own != one.page:
            yield f"“{one.words}” is on page {own}, not {one.page}"
