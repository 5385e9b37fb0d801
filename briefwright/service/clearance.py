"""A briefing and a user's audiences → what of it may be seen: its parts, its facts, its saves.

A part may be seen if neither `handling:` nor `for:` nor `not_for:` keeps it from one of these
audiences; what depth, order or a rewording leaves out is no secret. A fact may be seen if one of
their editions prints it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from briefwright import audience as audiences
from briefwright import content, edition
from briefwright.audience import Audience
from briefwright.content.formulas import KEYS as FORMULA_KEYS
from briefwright.content.reading import Mention
from briefwright.editing import Change, History, Proposal, Save, Setting
from briefwright.edition import Edition, withholding
from briefwright.edition.runs import data
from briefwright.facts import find_compared_facts
from briefwright.model.dictionary import Briefing, Form
from briefwright.preview.choices import read_audience
from briefwright.problems import ContentError, Problem
from briefwright.service.inspecting import list_own
from briefwright.service.seen import SeenSource
from briefwright.verify.disclosure import WithheldContent, collect_withheld, discloses, permit

_OUTSIDE = ("briefing", "facts", "names", "sources")  # of the body
_NAMING = (*FORMULA_KEYS, "highlight")  # keys whose words may be the names of facts
DISCLOSED = (Problem("A511", "This would print something that you may not see."),)
CHANGED = "This was changed meanwhile, or can’t be changed here, so it stays as it is."
_HIDDEN = "It is in a part of the briefing that you may not see."


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
        return next((one for one in _list_holders(at) if one in self.records), "")


def find_clearance(source: SeenSource, briefing: Briefing) -> Clearance:
    """A user's audiences and a briefing → what of it may be seen."""
    if source.audiences is None:
        return Clearance(sees_all=True)
    readers = tuple(_list_readers(source, briefing))
    whole = briefing.unmended.briefing if briefing.unmended else briefing
    barred = [withholding.find_barred_uses(whole, one) for one in readers]
    records, seen = _list_records(readers, briefing)
    facts = frozenset(name for one in readers for name in _list_facts(briefing, one))
    printed = {part for one in facts for part in _trace(whole, one)}
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


def _list_readers(source: SeenSource, briefing: Briefing) -> Iterator[Audience]:
    """The audiences that have an edition, and may have one."""
    for name in source.audiences or ():
        with suppress(ContentError):  # an audience at fault has none
            reader = read_audience(source.templates, name)
            if (
                audiences.languages(briefing, reader)
                and briefing.metadata.handling in reader.clearance
            ):
                yield reader


def _list_records(
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
            yield edition.select(briefing, reader, language)


def _list_facts(briefing: Briefing, reader: Audience) -> Iterator[str]:
    for selected in _list_editions(briefing, reader):
        for leaf in selected.leaves():
            yield from (one.fact for one in data(leaf.runs))


def _trace(briefing: Briefing, name: str) -> Iterator[str]:
    """A fact → it, and those from which it is worked out."""
    yield name
    formula = briefing.facts[name].formula if name in briefing.facts else None
    for part in formula.of if formula else ():
        yield from _trace(briefing, part)


def _list_withheld(briefing: Briefing, reader: Audience) -> Iterator[WithheldContent]:
    for selected in _list_editions(briefing, reader):
        yield collect_withheld(briefing, reader, selected)


def _list_holders(at: str) -> Iterator[str]:
    """An address → it, and the addresses of what may hold it, the nearest first."""
    while at:
        yield at
        at = at.rpartition(".")[0]


# ----------------------------------------------------------------- changes


def narrow_proposal(clearance: Clearance, proposal: Proposal) -> Proposal:
    """A Proposal → without what its problems say of parts that may not be seen.

    Why a change can't be made may name any file.
    """
    if clearance.sees_all:
        return proposal
    problems, faults = (
        narrow_problems(clearance, some) for some in (proposal.problems, proposal.faults)
    )
    conflicts = tuple(replace(one, why=CHANGED) for one in proposal.conflicts)
    return replace(proposal, problems=problems, faults=faults, conflicts=conflicts)


def narrow_problems(clearance: Clearance, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems → without their places in files; those of other parts without their words, too.

    What is said twice then is said once.
    """
    if clearance.sees_all:
        return tuple(problems)
    narrowed = (
        replace(one, where=None)
        if one.at and clearance.may_see(one.at) and not clearance.gives_away(one.message)
        else Problem(one.code, _HIDDEN, level=one.level)
        for one in problems
    )
    return tuple(dict.fromkeys(narrowed))


def follow_changes(
    clearance: Clearance, source: SeenSource, after: Briefing, changes: Sequence[Change]
) -> Clearance:
    """A Clearance, a briefing as changes would make it → what of that their author may see.

    What stands at the addresses of the changes is the author's, and what was typed is known.
    """
    if clearance.sees_all:
        return clearance
    records, seen = _list_records(tuple(_list_readers(source, after)), after)
    named = {
        one for change in changes for at in list_addresses(change) for one in _list_holders(at)
    }
    typed = _write_typed(changes)
    return replace(
        clearance,
        records=records | named,
        seen=seen | (named - records),
        withheld=tuple(permit(one, typed) for one in clearance.withheld),
    )


def find_new_mentions(
    before: tuple[Clearance, Sequence[Mention]],
    after: tuple[Clearance, Sequence[Mention]],
    changes: Sequence[Change],
) -> tuple[Problem, ...]:
    """What a briefing names and would name, each with its Clearance → a fault if that is hidden.

    Naming is enough: a text prints what it names, and whether a comparison is at fault tells a
    number. A file may be named again if a part that may be seen names it.
    """
    clearance = before[0]
    if clearance.sees_all:
        return ()
    old, new = (_count_mentions(*one) for one in (before, after))
    added = [*(new - old), *_list_operands(changes)]
    return DISCLOSED if any(_is_hidden(clearance, old, *one) for one in added) else ()


def _count_mentions(clearance: Clearance, mentions: Sequence[Mention]) -> Counter[tuple[Form, str]]:
    """What a briefing names, but for the parts that may not be seen → how often it does."""
    return Counter(
        (one.form, one.name)
        for one in mentions
        if clearance.may_see(one.at) or not clearance.is_known(one.at)
    )


def _list_operands(changes: Sequence[Change]) -> Iterator[tuple[Form, str]]:
    """Changes → the facts and the files from which they work facts out, whether or not they can."""
    for one in changes:
        if isinstance(one, Setting) and one.at.rpartition(".")[2] in _NAMING:
            words = re.findall(r"[a-z][a-z0-9_]*", one.after)
            yield from ((Form.FACT, word) for word in words)
            yield from ((Form.FILE, word) for word in words if word == "file")


def _is_hidden(
    clearance: Clearance, known: Counter[tuple[Form, str]], form: Form, name: str
) -> bool:
    match form:
        case Form.PICTURE | Form.FILE | Form.DATA:
            return (form, name) not in known and name not in clearance.own
        case Form.SOURCE:
            return name in clearance.barred
        case Form.HOLDS:
            return not clearance.hidden.isdisjoint(find_compared_facts(name))
        case _:
            return name in clearance.hidden


def find_disclosures(
    clearance: Clearance, source: SeenSource, after: Briefing, texts: Iterable[str]
) -> tuple[Problem, ...]:
    """A briefing as it would be, its texts → a fault if that prints what may not be seen.

    `clearance` is that of `follow_changes`. A fact could be worked into another one.
    """
    if clearance.sees_all:
        return ()
    printed = (name for one in _list_readers(source, after) for name in _list_facts(after, one))
    facts = {part for name in printed for part in _trace(after, name)} & clearance.hidden
    return DISCLOSED if facts or any(map(clearance.gives_away, texts)) else ()


def _write_typed(changes: Iterable[Change]) -> str:
    """Changes → all that their author typed."""
    values = (getattr(one, name, "") for one in changes for name in ("after", "lines"))
    return "\n".join(str(value) for value in values)


def list_addresses(change: Change) -> list[str]:
    """A change → the addresses that it names."""
    return [getattr(change, name) for name in ("at", "to") if hasattr(change, name)]


def list_audiences(
    source: SeenSource, before: Briefing, after: Briefing, changes: Sequence[Change]
) -> tuple[str, ...]:
    """A briefing as it is and would be, changes → the audiences that may see all they concern."""
    named = [at for change in changes for at in list_addresses(change)]
    return tuple(
        name
        for name in audiences.names(source.templates)
        if all(_may_all_see(source, name, one, named) for one in (before, after))
    )


def _may_all_see(source: SeenSource, name: str, briefing: Briefing, named: Sequence[str]) -> bool:
    """An audience and addresses of a briefing → whether its editions may hold all of them."""
    (*readers,) = _list_readers(replace(source, audiences=frozenset({name})), briefing)
    records, seen = _list_records(readers, briefing)
    has_facts = any(at.startswith("facts.") for at in named)
    facts = frozenset(fact for one in readers if has_facts for fact in _list_facts(briefing, one))
    clearance = Clearance(sees_all=False, records=records, seen=seen, facts=facts)
    return bool(readers) and all(map(clearance.may_see, named))


def list_saves(source: SeenSource, who: str) -> tuple[Save, ...]:
    """A briefing's folder, a user's name → the saves that may be seen, the first one first.

    They are those of what may be seen and might be seen when it was saved; of what is gone by now,
    the user's own. A save that takes another one back concerns the same parts.
    """
    clearance = find_clearance(source, content.draft(source.content)[0])
    found: dict[int, Save] = {}
    for save in History(source.content).list_saves():
        own = save.who == who
        addresses = (
            change[key] for change in save.changes for key in ("at", "to") if key in change
        )
        was_seen = source.audiences is None or not source.audiences.isdisjoint(save.audiences)
        seen = was_seen and all(
            clearance.may_see(at) or (own and not clearance.is_known(at)) for at in addresses
        )
        if save.undoes in found if save.undoes else seen:
            found[save.number] = save
    return tuple(found.values())
