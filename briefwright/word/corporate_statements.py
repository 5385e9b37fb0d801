"""What the heads and feet of an organisation's Word file must say in ours, beside our own."""

import io
import zipfile
from collections.abc import Iterator

from briefwright.document import corporate_template
from briefwright.document.marks import Statement, Statements
from briefwright.layout import Layout
from briefwright.word.corporate_content import keep_listed
from briefwright.word.read_statements import ORNAMENT, RUNNING, read_statements


def add_heads(stated: Statements, layout: Layout) -> Statements:
    """What a file must say, and its layout → the same with the heads and feet of its base.

    Where the base lacks heads or feet, nothing: ours stand there.
    """
    asset = corporate_template.find(layout.assets)
    if asset is None:
        return stated
    base = corporate_template.read(asset.data)
    if not (base.has_head and base.has_foot):
        return stated
    with zipfile.ZipFile(io.BytesIO(keep_listed(asset.data).data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = layout.root.find("body")
    marking = "" if body is None else body.get("data-marking", "")
    heads = tuple(dict.fromkeys(_list_heads(parts, marking)))
    return Statements(stated.about | {RUNNING, ORNAMENT}, (*stated.said, *heads), stated.names)


def _list_heads(parts: dict[str, bytes], marking: str) -> Iterator[Statement]:
    for one in read_statements(parts):
        if one.about == ORNAMENT:
            yield one
        elif one.about == RUNNING:
            place, _, words = one.text.partition(": ")
            lines = [line for line in words.split(" | ") if line != "nothing"]
            lines += [marking] if marking and place == "top" else []
            yield Statement(RUNNING, f"{place}: {' | '.join(sorted(lines)) or 'nothing'}")
