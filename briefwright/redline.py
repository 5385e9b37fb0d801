"""Two states of a briefing, an audience, a language → files in which the changes are marked.

One edition is merged from both, and goes the way of every edition. In its Word file the changes are
tracked: accepted, it says what the later edition says; rejected, what the earlier one said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefwright import edition, markup, paging, pipeline
from briefwright.audience import Audience
from briefwright.document.marks import read_html
from briefwright.edition import Edition
from briefwright.edition.legend import add_legend
from briefwright.edition.merging import merge
from briefwright.formats import FORMATS
from briefwright.model.dictionary import Briefing
from briefwright.problems import DisclosureError, Problem, errors
from briefwright.verify import parity
from briefwright.verify.parity import Account, ParityError
from briefwright.word.resolving import Resolution, resolve

WORD = "docx"


@dataclass(frozen=True)
class Redline:
    """Two editions in one: its files by format, what became of everything in them, its pages."""

    edition: Edition
    outputs: Mapping[str, bytes] = field(repr=False)
    account: Account = field(repr=False)
    pages: int

    @property
    def summary(self) -> str:
        """What became of everything in it, as a sentence."""
        said = [self.account.summary()] if self.outputs.keys() - {WORD} else []
        said += [_OF_WORD] if WORD in self.outputs else []
        return "; ".join(said)


_OF_WORD = "in Word, all changes accepted give the later edition, all rejected the earlier one"


def build_redline(
    before: Briefing,
    after: Briefing,
    audience: Audience,
    language: str,
    formats: Sequence[str] = ("pdf", "docx", "html"),
) -> Redline:
    """Two states of a briefing, an audience, a language → its files, read back and searched.

    Errors: ContentError for either state; ParityError where a file doesn't say what it must;
    DisclosureError where one says what this audience must not see of either state.
    """
    reader = replace(audience, max_pages=0)
    old, new = (edition.select(one, reader, language) for one in (before, after))
    merged = merge(old, new)
    shown = _arrange(add_legend(merged, reader.theme.labels[language]), reader)
    outputs = {one: FORMATS[one].write(shown.layout) for one in formats if one != WORD}
    account = _account_for(shown, outputs)
    problems = list(account.problems)
    if WORD in formats:
        tracked = FORMATS[WORD].write(_arrange(merged, reader).layout)
        outputs[WORD] = tracked
        problems += _check_tracked(tracked, old, new, reader)
    for briefing in (after, before):
        account, disclosed, _ = pipeline.search_withheld(
            account, merged, outputs, briefing, audience
        )
        if disclosed:
            raise DisclosureError(disclosed)
    if found := errors(problems):
        raise ParityError(found, account)
    return Redline(merged, outputs, account, shown.layout.pages)


def _arrange(merged: Edition, reader: Audience) -> pipeline.Arranged:
    """A merged edition → it on its pages; nothing moves to close a gap, which would be a change."""
    return pipeline.arrange_drawn(merged, reader, paging.fit)


def _account_for(shown: pipeline.Arranged, outputs: Mapping[str, bytes]) -> Account:
    """An edition as it is printed, its files → what became of everything in them."""
    found = {name: FORMATS[name].read(data) for name, data in outputs.items()}
    return parity.compare(
        shown.edition.marks(),
        {"markup": read_html(shown.html)} | found,
        edition=shown.edition.name,
        direction=edition.reading_direction(shown.edition),
        statements={name: FORMATS[name].list_statements(shown.layout) for name in outputs},
        plots=shown.edition.plots(),
    )


def _check_tracked(data: bytes, old: Edition, new: Edition, reader: Audience) -> Iterator[Problem]:
    """A Word file with tracked changes, both editions → what it doesn't say once they are settled.

    What a change leaves behind in the package is no fault: programs drop it when they save.
    """
    sides: tuple[tuple[Resolution, Edition], ...] = (("accepted", new), ("rejected", old))
    for resolution, chosen in sides:
        found = FORMATS[WORD].read(resolve(data, resolution))
        left = tuple(one for one in found.unlisted if not one.thing.startswith("the relationship"))
        marks = {"markup": read_html(markup.render(chosen, reader.theme))}
        name = f"{chosen.name}, all changes {resolution}"
        account = parity.compare(
            chosen.marks(), marks | {WORD: replace(found, unlisted=left)}, edition=name,
            direction=edition.reading_direction(chosen), plots=chosen.plots(),
        )  # fmt: skip
        yield from account.problems
