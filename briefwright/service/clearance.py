"""A briefing and a user's audiences → what of it may be seen: its parts and its facts.

A part may be seen if neither `handling:` nor `for:` nor `not_for:` keeps it from one of these
audiences; what depth, order or a rewording leaves out is no secret. A fact may be seen if one of
their editions prints it.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from briefwright import audience as audiences
from briefwright.audience import Audience
from briefwright.edition import Edition, withholding
from briefwright.edition.runs import data
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import read_audience
from briefwright.problems import ContentError
from briefwright.service.inspecting import list_own
from briefwright.service.seen import SeenSource
from briefwright.service.selecting import select
from briefwright.verify.disclosure import WithheldContent, collect_withheld, discloses

_OUTSIDE = ("briefing", "facts", "names", "sources")  # of the body


@dataclass(frozen=True)
class Clearance:
    """What of a briefing may be seen: `seen` of all its `records`, by address, `facts`, `sources`.

    `sees_all` is whether nothing is withheld. `hidden` are the facts that neither print nor
    are worked into one that does, and the names that only hidden parts use; `barred` such
    sources; `own` are the files that the user sent and nothing uses yet; `withheld` is what each
    edition must not hold.
    """

    sees_all: bool
    records: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    withheld: tuple[WithheldContent, ...] = field(default=(), repr=False)

    def may_see(self, at: str) -> bool:
        """The address of a record or of a text in it → whether it may be seen."""
        start, _, rest = at.partition(".")
        if self.sees_all:
            return True
        if start in ("facts", "sources"):
            return rest.partition(".")[0] in (self.facts if start == "facts" else self.sources)
        return start == "briefing" or self._find_record(at) in self.seen

    def gives_away(self, words: str) -> bool:
        """Words → whether they hold something that is withheld from each of the audiences."""
        return bool(self.withheld) and all(discloses(one, words) for one in self.withheld)

    def is_known(self, at: str) -> bool:
        """An address → whether something stands there, seen or not."""
        return at.partition(".")[0] in _OUTSIDE or bool(self._find_record(at))

    def _find_record(self, at: str) -> str:
        return next((one for one in list_holders(at) if one in self.records), "")


def find_clearance(source: SeenSource, briefing: Briefing) -> Clearance:
    """A user's audiences and a briefing → what of it may be seen."""
    if source.audiences is None:
        return Clearance(sees_all=True)
    readers = tuple(list_readers(source, briefing))
    whole = briefing.unmended.briefing if briefing.unmended else briefing
    barred = [withholding.find_barred_uses(whole, one) for one in readers]
    records, seen = list_records(readers, briefing)
    facts = frozenset(name for one in readers for name in list_facts(briefing, one))
    printed = {part for one in facts for part in trace(whole, one)}
    names = {name for name in whole.names if all(name in one.names for one in barred)}
    sources = {name for name in whole.sources if all(name in one.sources for one in barred)}
    return Clearance(
        sees_all=False,
        records=records,
        seen=seen,
        facts=facts,
        hidden=frozenset(whole.facts.keys() - printed | names),
        barred=frozenset(sources),
        own=list_own(source, whole),
        sources=frozenset(whole.sources.keys() - sources),
        withheld=tuple(item for one in readers for item in _list_withheld(briefing, one)),
    )


def list_readers(source: SeenSource, briefing: Briefing) -> Iterator[Audience]:
    """The audiences that have an edition, and may have one."""
    for name in source.audiences or ():
        with suppress(ContentError):  # an audience at fault has none
            reader = read_audience(source.templates, name)
            if (
                audiences.languages(briefing, reader)
                and briefing.metadata.handling in reader.clearance
            ):
                yield reader


def list_records(
    readers: Sequence[Audience], briefing: Briefing
) -> tuple[frozenset[str], frozenset[str]]:
    """Audiences and a briefing → the addresses of its parts; of those that may be seen.

    What is at fault in a draft has its own rule; what could not be read whole may not be seen.
    """
    whole, restricted = briefing, frozenset[str]()
    if briefing.unmended:
        whole, restricted = briefing.unmended.briefing, frozenset(briefing.unmended.restricted)
    parts = [part for one in readers for part in withholding.parts(whole, one)]
    seen = frozenset(part.at for part in parts if not part.rule)
    return restricted.union(part.at for part in parts), seen - restricted


def _list_editions(briefing: Briefing, reader: Audience) -> Iterator[Edition]:
    for language in audiences.languages(briefing, reader):
        with suppress(ContentError):  # an edition at fault prints nothing
            yield select(briefing, reader, language)


def list_facts(briefing: Briefing, reader: Audience) -> Iterator[str]:
    """A briefing and an audience → the facts that its editions print."""
    for selected in _list_editions(briefing, reader):
        for leaf in selected.leaves():
            yield from (one.fact for one in data(leaf.runs))


def trace(briefing: Briefing, name: str) -> Iterator[str]:
    """A fact → it, and those from which it is worked out."""
    yield name
    formula = briefing.facts[name].formula if name in briefing.facts else None
    for part in formula.of if formula else ():
        yield from trace(briefing, part)


def _list_withheld(briefing: Briefing, reader: Audience) -> Iterator[WithheldContent]:
    for selected in _list_editions(briefing, reader):
        yield collect_withheld(briefing, reader, selected)


def list_holders(at: str) -> Iterator[str]:
    """An address → it, and the addresses of what may hold it, the nearest first."""
    while at:
        yield at
        at = at.rpartition(".")[0]
