"""The story: a briefing, an audience, a language → files, and the proof that they agree."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from briefwright import edition, figures, markup, verify
from briefwright.audience import Audience
from briefwright.edition import Edition
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.marks import read_html
from briefwright.model import Briefing
from briefwright.problems import AuthorFault, Problem, errors
from briefwright.verify import Account


@dataclass(frozen=True)
class Build:
    """One finished edition: plain values, so that it can come from a child process.

    `outputs` maps a format's name to the file; `problems` are warnings, for a failed build raises.
    """

    edition: Edition
    html: str = field(repr=False)
    outputs: Mapping[str, bytes] = field(repr=False)
    account: Account = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]


class ParityFault(AuthorFault):
    """A file doesn't say what its edition says; `account` tells what became of each leaf."""

    def __init__(self, problems: Iterable[Problem], account: Account) -> None:
        super().__init__(problems)
        self.account = account

    def __reduce__(self) -> tuple[type["ParityFault"], tuple[object, ...]]:
        return (type(self), (self.problems, self.account))


def build(
    briefing: Briefing,
    audience: Audience,
    language: str,
    formats: Sequence[str] = tuple(FORMATS),
) -> Build:
    """A briefing for an audience in a language → its files, read back and accounted for.

    Errors: AuthorFault for content, templates or layout; ParityFault when a file lost something.
    """
    with _few_collections():
        return _built(briefing, audience, language, formats)


@contextmanager
def _few_collections() -> Iterator[None]:
    """While it lasts, Python looks for circular garbage a hundred times less often.

    A layout makes millions of objects, and all of them stay until the last file is written: to
    look through them again and again took a quarter of a build's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _built(briefing: Briefing, audience: Audience, language: str, formats: Sequence[str]) -> Build:
    chosen = edition.select(briefing, audience, language)
    assets = audience.theme.assets + figures.draw(chosen)
    html = markup.render(chosen, audience.theme)
    layout = arrange(html, assets)
    outputs = {name: FORMATS[name].write(layout) for name in formats}
    found = {"html": read_html(html)} | {
        name: FORMATS[name].read(data) for name, data in outputs.items()
    }
    account = verify.compare(
        chosen.marks(),
        found,
        edition=chosen.name,
        places=briefing.places,
        direction=chosen.direction,
        withheld=chosen.withheld,
    )
    if errors(account.problems):
        raise ParityFault(account.problems, account)
    problems = (*chosen.problems, *layout.problems, *account.problems)
    return Build(chosen, html, outputs, account, len(layout.document.pages), problems)
