"""What a Word file must say of an organisation's own one in which it is written."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from briefwright.document import corporate_template
from briefwright.document.marks import Statement, Statements
from briefwright.layout import Layout
from briefwright.layout.colour_statements import SERIES
from briefwright.layout.statements import state_running
from briefwright.word.corporate_content import keep_listed
from briefwright.word.covers import find_cover_page
from briefwright.word.read_statements import ORNAMENT, RUNNING, read_statements


def add_base(stated: Statements, layout: Layout) -> Statements:
    """What a file must say, and its layout → the same with what its base says in its place.

    The base has its own heads, its own feet, or both; where it lacks them, and on a cover, ours
    stand there. Its theme gives the colours of charts, and its styles may have colours too.
    """
    asset = corporate_template.find(layout.assets)
    if asset is None:
        return stated
    base = corporate_template.read(asset.data)
    with zipfile.ZipFile(io.BytesIO(keep_listed(asset.data).data)) as archive:
        own = tuple(read_statements({name: archive.read(name) for name in archive.namelist()}))
    taken = {place for place, has in (("top", base.has_head), ("bottom", base.has_foot)) if has}
    body = layout.root.find("body")
    marking = "" if body is None else body.get("data-marking", "")
    kept = (one for one in stated.said if one.about != SERIES and _find_place(one) not in taken)
    covers = filter(None, (find_cover_page(layout),))
    heads = (*_list_heads(own, marking), *state_running(layout, covers))
    return replace(
        stated,
        about=stated.about - {SERIES},
        said=(*kept, *dict.fromkeys(one for one in heads if _find_place(one) in taken)),
        names=stated.names | {one.text for one in own if one.about in ("colour", "line at words")},
    )


def _find_place(one: Statement) -> str:
    """A statement → “top” or “bottom” for what stands in a head or foot."""
    return one.text.partition(":")[0] if one.about in (RUNNING, ORNAMENT) else ""


def _list_heads(own: tuple[Statement, ...], marking: str) -> Iterator[Statement]:
    """What a base says → its heads and feet, the marking of the briefing in each head."""
    for one in own:
        if one.about == ORNAMENT:
            yield one
        elif one.about == RUNNING:
            place, _, words = one.text.partition(": ")
            lines = [line for line in words.split(" | ") if line != "nothing"]
            lines += [marking] if marking and place == "top" else []
            yield Statement(RUNNING, f"{place}: {' | '.join(sorted(lines)) or 'nothing'}")
