"""A heading → what heads of pages repeat of it."""

from xml.etree.ElementTree import Element


def read_running_title(heading: Element, number: str = "") -> str:
    """A heading and the number that Word counts by itself → its words for the heads of pages."""
    title = heading.get("data-running") or _read_words(heading)
    return title.removesuffix("…").rstrip().removeprefix(number).lstrip()


def is_shortened(heading: Element) -> bool:
    """Whether heads of pages repeat less of a heading than its words behind its number."""
    number = heading.get("data-number", "")
    return heading.get("data-running", "") not in ("", _read_words(heading, number))


def _read_words(heading: Element, number: str = "") -> str:
    return " ".join("".join(heading.itertext()).split()).removeprefix(number).lstrip()
