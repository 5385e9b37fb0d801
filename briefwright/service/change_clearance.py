"""Changes, made or proposed → what of them their author may see, and whether they disclose more."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefwright import audience as audiences
from briefwright import content
from briefwright.content.formulas import KEYS as FORMULA_KEYS
from briefwright.editing import Change, History, Proposal, Save, Setting
from briefwright.facts import find_compared_facts
from briefwright.model.dictionary import Briefing, Form
from briefwright.problems import Problem
from briefwright.service.clearance import (
    Clearance,
    find_clearance,
    list_facts,
    list_holders,
    list_readers,
    list_records,
    trace,
)
from briefwright.service.seen import SeenSource
from briefwright.verify.disclosure import permit

_NAMING = (*FORMULA_KEYS, "highlight")  # keys whose words may be the names of facts
DISCLOSED = (Problem("A511", "This would print something that you may not see."),)
CHANGED = "This was changed meanwhile, or can’t be changed here, so it stays as it is."
_HIDDEN = "It is in a part of the briefing that you may not see."


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
    records, seen = list_records(tuple(list_readers(source, after)), after)
    named = {one for change in changes for at in list_addresses(change) for one in list_holders(at)}
    typed = _write_typed(changes)
    return replace(
        clearance,
        records=records | named,
        seen=seen | (named - records),
        withheld=tuple(permit(one, typed) for one in clearance.withheld),
    )


def find_new_mentions(
    before: tuple[Clearance, Path],
    after: tuple[Clearance, Path],
    changes: Sequence[Change],
) -> tuple[Problem, ...]:
    """A briefing's folder and a copy with changes → a fault if these name something hidden.

    Naming is enough: a text prints what it names, and whether a comparison is at fault tells a
    number. A file may be named again if a part that may be seen names it.
    """
    clearance = before[0]
    if clearance.sees_all:
        return ()
    old, new = (_count_mentions(*one) for one in (before, after))
    added = [*(new - old), *_list_operands(changes)]
    return DISCLOSED if any(_is_hidden(clearance, old, *one) for one in added) else ()


def _count_mentions(clearance: Clearance, path: Path) -> Counter[tuple[Form, str]]:
    """What a briefing names, but for the parts that may not be seen → how often it does."""
    return Counter(
        (one.form, one.name)
        for one in content.list_mentions(path)
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
    printed = (name for one in list_readers(source, after) for name in list_facts(after, one))
    facts = {part for name in printed for part in trace(after, name)} & clearance.hidden
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
    (*readers,) = list_readers(replace(source, audiences=frozenset({name})), briefing)
    records, seen = list_records(readers, briefing)
    has_facts = any(at.startswith("facts.") for at in named)
    facts = frozenset(fact for one in readers if has_facts for fact in list_facts(briefing, one))
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
