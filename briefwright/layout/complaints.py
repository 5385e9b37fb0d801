"""What WeasyPrint complains of in its log → Problems."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.css.properties import KNOWN_PROPERTIES
from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError

from briefwright.document.assets import Assets
from briefwright.layout.sources import find_mention, locate
from briefwright.problems import ContentError, Place, Problem, suggest

# A picture with an empty text for those who can't see it is decoration, which is allowed; that
# every picture has such a text, empty or not, is checked with the other attributes.
_NO_FAULTS = frozenset({'Image "%s" has no required alt description'})
_PASSED_OVER = "Ignored `%s:%s` at %d:%d, %s."
_NO_SELECTOR = "Invalid or unsupported selector"
_WORSE_THAN_WARNINGS = frozenset({"Font-face %r cannot be loaded"})


def explain_absence(name: str, assets: Assets) -> str:
    """The name of a file that nobody declared, and those that there are → what is wrong."""
    file = name.rpartition("/")[2]
    named = (asset.name for asset in assets if asset.name.rpartition("/")[2] == file)
    close = next((f"; write “/{one}”." for one in named), ", and nothing else is ever loaded.")
    return f"“{name}” is not among the files of this briefing and its templates{close}"


@contextmanager
def collect_complaints(assets: Assets, sheet: str = "") -> Iterator[list[Problem]]:
    """While it lasts, all that WeasyPrint logs comes into a list; `sheet` is what it parses.

    Errors: ContentError L803 when something is to be loaded that is not among the assets.
    """
    listener = _Listener(sheet)
    before = LOGGER.handlers, LOGGER.disabled  # whoever calls may have silenced all logs
    LOGGER.handlers, LOGGER.disabled = [listener], False
    try:
        yield listener.problems
    except FatalURLFetchingError as denied:
        name = str(denied)
        raise ContentError(
            [
                Problem(
                    "L803",
                    explain_absence(name, assets),
                    find_mention(assets, name) or find_mention(assets, name.rpartition("/")[2]),
                )
            ]
        ) from denied
    finally:
        LOGGER.handlers, LOGGER.disabled = before


class _Listener(logging.Handler):
    """Turns each log record of WeasyPrint into a Problem: its ERROR is a failed build."""

    def __init__(self, sheet: str) -> None:
        super().__init__(logging.WARNING)
        self.sheet = sheet
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One log record → one Problem, kept."""
        message = record.getMessage()
        if record.msg in _NO_FAULTS:
            return
        if record.levelno >= logging.ERROR or record.msg in _WORSE_THAN_WARNINGS:
            self.problems.append(
                Problem("L801", f"Could not be set or loaded: {message}.", self._place(message))
            )
        else:
            self.problems.append(
                Problem("L802", _explain(record), self._place(message), level="warning")
            )

    def _place(self, message: str) -> Place | None:
        spot = re.search(r" at (\d+):(\d+)", message)
        return locate(self.sheet, int(spot[1]), int(spot[2])) if self.sheet and spot else None


def _explain(record: logging.LogRecord) -> str:
    """What WeasyPrint passes over in a stylesheet → a sentence for whoever wrote it."""
    if record.msg == _PASSED_OVER and isinstance(record.args, tuple):
        name, value, _, _, reason = record.args
        known = KNOWN_PROPERTIES if reason == "unknown property" else ()
        close = suggest(str(name), sorted(known)) or "."
        declared = " ".join(f"{name}: {value}".split())
        return f"`{declared}` has no effect: {reason}{close}"
    message = " ".join(record.getMessage().split()).removesuffix(".")
    if record.msg.startswith(_NO_SELECTOR):
        return f"A rule has no effect; is a brace missing before it? {message}."
    return f"This has no effect: {message}."
