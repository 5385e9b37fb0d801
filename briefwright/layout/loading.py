"""What WeasyPrint may load, and what it complains of → assets, Problems."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote, urljoin

from weasyprint.css.properties import KNOWN_PROPERTIES
from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from briefwright.document.assets import BASE_URL, Assets
from briefwright.layout.sources import mention, place
from briefwright.problems import ContentError, Place, Problem, suggest

# A picture with an empty text for those who can't see it is decoration, which is allowed; that
# every picture has such a text, empty or not, is checked with the other attributes.
_NO_FAULTS = frozenset({'Image "%s" has no required alt description'})
_PASSED_OVER = "Ignored `%s:%s` at %d:%d, %s."
_NO_SELECTOR = "Invalid or unsupported selector"
_WORSE_THAN_WARNINGS = frozenset({"Font-face %r cannot be loaded"})


class AssetFetcher(URLFetcher):
    """Serves the assets of one edition by name, and nothing else: no network, no disk."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A URL → the asset of that name. Errors: FatalURLFetchingError, which stops the build."""
        asset = self.assets.find(asset_name(url))
        if asset is None:
            raise FatalURLFetchingError(asset_name(url))
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


def asset_name(url: str) -> str:
    """A URL of a page → the name of the asset that it means, or the URL where it means none."""
    return unquote(urljoin(BASE_URL, url).removeprefix(BASE_URL).partition("#")[0])


def absent(name: str) -> str:
    """The name of a file that nobody declared → the sentence that says so."""
    return f"“{name}” is not among the files of this briefing, and nothing else is ever loaded."


@contextmanager
def complaints(assets: Assets, sheet: str = "") -> Iterator[list[Problem]]:
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
        raise ContentError([Problem("L803", absent(name), mention(assets, name))]) from denied
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
                Problem("L802", _told(record), self._place(message), level="warning")
            )

    def _place(self, message: str) -> Place | None:
        spot = re.search(r" at (\d+):(\d+)", message)
        return place(self.sheet, int(spot[1]), int(spot[2])) if self.sheet and spot else None


def _told(record: logging.LogRecord) -> str:
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
