"""The body of a Word file → where its hidden names stand and where its inner links lead."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from briefwright.document.marks import Statement, normalise
from briefwright.word.counting import VAL, Node, W

_NAME = re.compile(r"_(?:at_.*_|Ref|Toc)([0-9a-f]{8}|\d{9})")
_ADDRESS = re.compile(r"_at_(.*)_[0-9a-f]{8}")
_FIELD = re.compile(r"\s*(REF|NOTEREF|PAGEREF) (\S+)")
_LAST_LETTERS = 16
_SLUG = 27  # characters of an address in the name of its bookmark


class _Field(NamedTuple):
    """A field of a paragraph: REF, NOTEREF or PAGEREF, what it refers to, what it shows."""

    kind: str
    target: str
    shown: str


def read_places(document: Node) -> Iterator[Statement]:
    """The root of the document → each name with the last letters of its paragraph, inner links."""
    for mark in document.iter(W + "bookmarkStart"):
        title = mark.get(W + "name", "")
        paragraph = next(mark.iterancestors(W + "p"), None)
        words = "" if paragraph is None else _read(paragraph)[0]
        yield Statement("place of a name", f"{_number(title)}: {_read_end(words)}")
    yield from _check_controls(document)
    for paragraph in document.iter(W + "p"):
        alone = Counter(_read(paragraph)[1])
        for link in paragraph.iter(W + "hyperlink"):
            if anchor := link.get(W + "anchor"):
                words, fields = _read(link)
                alone -= Counter(fields)
                yield _describe(words, anchor)
                if any(one.target != anchor for one in fields):
                    yield Statement("inner link", f"{normalise(words)} → another place")
        for one in alone.elements():
            if one.kind != "PAGEREF":
                yield _describe(one.shown, one.target)


def _describe(words: str, target: str) -> Statement:
    return Statement("inner link", f"{normalise(words)} → {_number(target)}")


def _number(title: str) -> str:
    """The name of a bookmark → what of it is known: a checksum, or a number."""
    found = _NAME.fullmatch(title)
    return found[1] if found else title


def _read_end(text: str) -> str:
    letters = (letter for letter in normalise(text) if letter.isalpha())
    return "".join(letters)[-_LAST_LETTERS:]


def _read(holder: Node) -> tuple[str, list[_Field]]:
    """A paragraph or link → its words without numbers of pages, and the fields that refer."""
    words = ""
    found: list[_Field] = []
    open_: list[tuple[str, str, bool]] = []  # instruction, what is shown, whether that has begun
    for node in holder.iter(W + "fldChar", W + "instrText", W + "t"):
        kind = node.get(W + "fldCharType", "")
        if kind == "begin":
            open_.append(("", "", False))
        elif kind == "separate" and open_:
            open_[-1] = (*open_[-1][:2], True)
        elif kind == "end" and open_:
            instruction, shown, _ = open_.pop()
            match = _FIELD.match(instruction)
            if match:
                found.append(_Field(match[1], match[2], shown))
            words += "" if match and match[1] == "PAGEREF" else shown
        elif open_ and not open_[-1][2]:
            instruction, shown, begun = open_[-1]
            open_[-1] = (instruction + (node.text or ""), shown, begun)
        elif open_:
            instruction, shown, begun = open_[-1]
            open_[-1] = (instruction, shown + (node.text or ""), begun)
        else:
            words += node.text or ""
    return words + "".join(shown for _, shown, _ in open_), found


def _check_controls(document: Node) -> Iterator[Statement]:
    """An address stands in the control of its block or of a part of it, where there is one."""
    tags = {one.get(VAL, ""): _shorten(one.get(VAL, "")) for one in document.iter(W + "tag")}
    for mark in document.iter(W + "bookmarkStart"):
        address = _ADDRESS.fullmatch(mark.get(W + "name", ""))
        around = [_read_tag(one) for one in mark.iterancestors(W + "sdt")]
        own = [tag for tag, start in tags.items() if address and address[1].startswith(start)]
        if address and own and not any(tag.startswith(tuple(own)) for tag in around):
            yield Statement("control", f"{max(own, key=len)} without {address[1]}")


def _read_tag(control: Node) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(VAL, "")


def _shorten(tag: str) -> str:
    """A control's tag → how the names of addresses in it begin."""
    return re.sub(r"\W+", "_", tag.partition("~")[0], flags=re.ASCII)[:_SLUG] or "-"
