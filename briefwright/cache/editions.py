"""An edition → its key, the digest of all that can change its bytes; and what is kept under it.

What a reader must not see is no part of it: where only that changed, the kept files are searched
again, and that is all.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from briefwright.audience import Audience, theme
from briefwright.cache.digests import find_digest
from briefwright.cache.inputs import describe_engine, describe_machine, list_system_libraries
from briefwright.cache.store import Entries, Store
from briefwright.edition import Edition, walk
from briefwright.edition.plots import PicturePlot
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, Problem
from briefwright.verify.parity import FactUse

Parts = Mapping[str, str]  # what an edition is made of, by what people call it → its digest
_AT = "at "  # before the address of a leaf


@dataclass(frozen=True)
class Record:
    """What is kept of a finished edition: its files by format, its account by ending.

    `searched` is the digest of the briefing for whose withheld content the files were searched.
    """

    outputs: Mapping[str, bytes] = field(repr=False)
    account: Mapping[str, bytes] = field(repr=False)
    summary: str
    pages: int
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    uses: tuple[FactUse, ...] = field(repr=False)
    searched: str


# ----------------------------------------------------------------- keys


def find_key(parts: Parts) -> str:
    """What an edition is made of → its key."""
    return find_digest(dict(sorted(parts.items())))


def digest_briefing(briefing: Briefing) -> str:
    """A briefing → the digest of all its content, whoever may read it."""
    return find_digest(replace(briefing, places={}, trails={}))


def list_parts(selected: Edition, audience: Audience, formats: Sequence[str]) -> Parts:
    """What a reader gets, who that is, and in which formats → what the edition is made of."""
    shown = replace(selected, files=_find_pictures(selected), problems=())
    leaves = {f"{_AT}{leaf.at}": find_digest(leaf) for leaf in selected.leaves()}
    languages = (*selected.languages, *selected.main_languages)
    look = theme.adapt(audience.theme, selected.direction, languages)
    return {
        **leaves,
        "the arrangement of the text": find_digest(shown),
        **_list_look(look, languages),
        **_list_settings(audience),
        **_list_tools(formats),
    }


def list_draft_parts(
    briefing: Briefing,
    audience: Audience,
    language: str,
    formats: Sequence[str],
    faults: Iterable[Problem],
) -> Parts:
    """A briefing, a reader, a language, formats and the faults on page 1 → what a draft is made of.

    All of the briefing counts, since what fails in it falls out of the draft.
    """
    lines = {at: str(place) for at, place in briefing.places.items()}
    printed = [str(fault) for fault in faults]
    return {
        "the briefing": find_digest((digest_briefing(briefing), language, lines, printed)),
        **_list_look(audience.theme, tuple(audience.theme.labels)),
        **_list_settings(audience),
        **_list_tools(formats),
    }


def _find_pictures(selected: Edition) -> dict[str, bytes]:
    """An edition → the picture files that it prints."""
    plots = (getattr(node, "plot", None) for node in walk((selected.masthead, *selected.blocks)))
    names = [plot.file for plot in plots if isinstance(plot, PicturePlot)]
    return {name: selected.files[name] for name in sorted(set(names)) if name in selected.files}


def _list_look(look: theme.Theme, languages: Iterable[str]) -> Parts:
    """A theme and the languages of an edition → its templates, words, stylesheets and fonts."""
    templates = {
        f"the template {look.origins[name]}": find_digest(source)
        for name, source in look.templates.items()
    }
    words = {
        f"the labels in {language}": find_digest(words)
        for language, words in look.labels.items()
        if language.partition("-")[0] in {one.partition("-")[0] for one in languages}
    }
    files = {f"the file {one.name}": find_digest(one) for one in (*look.assets, *look.fallback)}
    order = find_digest((list(look.templates), [one.name for one in look.assets], look.lettering))
    return {**templates, **words, **files, "the order of stylesheets": order}


def _list_settings(audience: Audience) -> Parts:
    """An audience → its settings; which others there are, an edition that is sound can't show."""
    settings = {one.name: getattr(audience, one.name) for one in fields(audience)}
    del settings["theme"], settings["others"]
    return {f"the setting {name}": find_digest(value) for name, value in settings.items()}


def _list_tools(formats: Sequence[str]) -> Parts:
    return {
        "the formats": " ".join(formats),
        "Briefwright": describe_engine(),
        **describe_machine(),
        **list_system_libraries(),
    }


# ----------------------------------------------------------------- records


def recall(store: Entries, key: str) -> Record | None:
    """A key → what was kept of that edition, if all of it is there, whole and of that edition."""
    data = store.read(f"editions/{key}")
    try:
        return _read_record(store, key, json.loads(data)) if data else None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # it was written by something else


def _read_record(store: Entries, key: str, known: dict[str, Any]) -> Record | None:
    if known["key"] != key or not all(
        map(_ENDING.fullmatch, (*known["outputs"], *known["account"]))
    ):
        return None
    outputs, account = _find_all(store, known["outputs"]), _find_all(store, known["account"])
    if outputs is None or account is None:
        return None
    return Record(
        outputs=outputs,
        account=account,
        summary=known["summary"],
        pages=known["pages"],
        problems=tuple(map(_read_problem, known["problems"])),
        remarks=tuple(known["remarks"]),
        uses=tuple(map(_read_use, known["uses"])),
        searched=known["searched"],
    )


_ENDING = re.compile(r"[a-z0-9.-]+")  # of a file's name, which leads nowhere else


def fetch(store: Entries, shared: Entries | None, key: str) -> Record | None:
    """An own cache, one that is shared, and a key → what either keeps of that edition.

    What only the shared one has is kept in the own one, too.
    """
    record = recall(store, key)
    if record is None and shared and (record := recall(shared, key)):
        remember(store, key, record)
    return record


def remember(store: Entries, key: str, record: Record) -> None:
    """A key and a finished edition → kept; the last file that is written makes it one."""
    files = {
        kind: {name: store.keep(data) for name, data in getattr(record, kind).items()}
        for kind in ("outputs", "account")
    }
    known = {
        "key": key,
        **files,
        "summary": record.summary,
        "pages": record.pages,
        "problems": [asdict(one) for one in record.problems],
        "remarks": record.remarks,
        "uses": [asdict(one) for one in record.uses],
        "searched": record.searched,
    }
    store.write(f"editions/{key}", json.dumps(known).encode())


def _find_all(store: Entries, digests: Mapping[str, str]) -> dict[str, bytes] | None:
    """Names and the digests of files → the files; nothing where one is missing or damaged."""
    found: dict[str, bytes] = {}
    for name, digest in digests.items():
        data = store.find(digest)
        if data is None:
            return None
        found[name] = data
    return found


def _read_problem(known: dict[str, Any]) -> Problem:
    where = known.pop("where")
    place = Place(**where) if isinstance(where, dict) else None
    return Problem(**known, where=place)


def _read_use(known: dict[str, Any]) -> FactUse:
    spots = {name: (status, page) for name, (status, page) in known.pop("found").items()}
    return FactUse(**known, found=spots)


# ----------------------------------------------------------------- why


def explain(store: Store, name: str, parts: Parts, places: Mapping[str, Place]) -> str:
    """An edition's name, what it is made of, where its texts stand → what changed since the last.

    Of what was printed, it is the addresses, and where they were written.
    """
    data = store.read(f"latest/{name}")
    if data is None:
        return f"{name}: no earlier build is known."
    before = json.loads(data)
    names = sorted({*before, *parts})
    changed = [one for one in names if before.get(one) != parts.get(one)]
    texts = [one for one in changed if one.startswith(_AT)]
    if texts and "the arrangement of the text" in changed:
        changed.remove("the arrangement of the text")  # it changes with every text
    if not changed:
        return f"{name}: nothing changed."
    said = [_say_part(one, places) for one in changed]
    return f"{name}: changed since it was last built: {'; '.join(said)}."


def note_latest(store: Store, name: str, parts: Parts) -> None:
    """An edition's name and what it is made of → kept, so that the next can say what changed."""
    store.write(f"latest/{name}", json.dumps(dict(parts)).encode())


def _say_part(part: str, places: Mapping[str, Place]) -> str:
    if not part.startswith(_AT):
        return part
    at = holder = part.removeprefix(_AT)
    while holder and holder not in places:
        holder = holder.rpartition(".")[0]
    return f"{at} ({places[holder]})" if holder in places else at
