"""Word's pages as LibreOffice draws them → how they differ from the PDF's, and what is too long."""

from collections.abc import Iterator, Sequence

from briefwright.account.page import Page
from briefwright.cli.word_pages import Text
from briefwright.problems import Problem

_NAMED = 3  # headings that are named


def describe_length(pages: Sequence[Page], texts: Sequence[Text]) -> str:
    """Word's pages and the texts of an edition → how many each file has, and where they differ."""
    of_pdf = max((one.page for one in texts), default=0)
    lengths = f"Pages: {len(pages)} in Word, {of_pdf} in the PDF"
    moved = tuple(_find_moved(pages, texts))
    if not moved:
        return f"{lengths}."
    more = f" and {len(moved) - _NAMED} more" if len(moved) > _NAMED else ""
    return (
        f"{lengths}. The contents are the PDF's: in Word, {', '.join(moved[:_NAMED])}{more}. "
        "Click on the contents in Word and press F9 to have Word's own pages there."
    )


def check_length(
    edition: str, most: int, pages: Sequence[Page], texts: Sequence[Text]
) -> tuple[Problem, ...]:
    """An edition's name, the pages it may take (0: any), those of Word → a fault if it is too long.

    The pages of a draft that list its faults, before its title, don't count.
    """
    on = _list_pages(pages)
    faults = (
        min((on.get(one.number, 1) for one in texts if one.at.startswith("briefing.")), default=1)
        - 1
    )
    taken = len(pages) - faults
    if not most or taken <= most:
        return ()
    beyond = (one.words for one in texts if on.get(one.number, 0) > most + faults)
    count = sum(len(words.split()) for words in beyond)
    message = (
        f"{edition}.docx may take {most} page{'s' if most > 1 else ''} and takes {taken} "
        f"in LibreOffice: {count} words stand beyond."
    )
    return (Problem("A530", message, at="briefing"),)


def _find_moved(pages: Sequence[Page], texts: Sequence[Text]) -> Iterator[str]:
    """Pages and texts → each heading of the contents that Word has on another page, in words."""
    on = _list_pages(pages)
    entries = {one.words for one in texts if one.kind == "entry"}
    for one in texts:
        own = on.get(one.number, one.page)
        if one.kind == "heading" and one.words in entries and own != one.page:
            yield f"“{one.words}” is on page {own}, not {one.page}"


def _list_pages(pages: Sequence[Page]) -> dict[int, int]:
    """Pages → the page of each text, by its number."""
    return {one.number: page.number for page in pages for one in page.outlines}
