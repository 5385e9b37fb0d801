"""Addresses of pages and of mailboxes as they stand in a text → links that lead there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from briefwright.edition.runs import Bold, Hyperlink, Run, Stressed, Words

# Chinese, Japanese and Korean set no blank before an address nor behind it.
_CJK = r"\u3000-\u9fff\uac00-\ud7af\uff00-\uffef"
_LETTER = rf"[^\W{_CJK}]"
_REST = rf'[^\s<>“”„«»"{_CJK}]'
_ADDRESS = re.compile(
    rf"(?<!{_LETTER})(?<![@/.+-])(?:"
    rf"(?P<page>https?://(?=[\w\[]){_REST}+)"
    rf"|(?P<host>www(?:\.(?:{_LETTER}|-)+){{2,}}{_REST}*)"
    rf"|(?P<mailbox>(?:{_LETTER}|[.+-]|(?<=\w)'(?=\w))*{_LETTER}@(?:(?:{_LETTER}|-)+\.)+[^\W\d{_CJK}]{{2,}})"
    rf")",
    re.IGNORECASE,
)
_ENDS = ".,;:!?…'’*)]}،؛؟。，、；："  # what follows an address and isn't of it
_PAIRS = {")": "(", "]": "[", "}": "{"}


def link_addresses(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs → the same, each bare address in their words a link; the words stay as they are."""
    return tuple(_link(runs))


def _link(runs: tuple[Run, ...]) -> Iterator[Run]:
    for run in runs:
        match run:
            case Words():
                yield from _split(run)
            case Stressed() | Bold():
                yield replace(run, content=link_addresses(run.content))
            case _:
                yield run


def _split(words: Words) -> Iterator[Run]:
    done, text = 0, words.text
    for found in _ADDRESS.finditer(text):
        address = _cut_end(found[0])
        if found.start() > done:
            yield Words(text[done : found.start()])
        yield Hyperlink((Words(address),), _complete(address, found.lastgroup or ""))
        done = found.start() + len(address)
    if done < len(text) or not text:
        yield Words(text[done:]) if done else words


def _cut_end(address: str) -> str:
    """An address with what follows it → the address; a bracket that opens in it closes in it."""
    while (last := address[-1]) in _ENDS:
        if address.count(_PAIRS.get(last, last)) >= address.count(last) and last in _PAIRS:
            break
        address = address[:-1]
    return address


def _complete(address: str, kind: str) -> str:
    return {"host": "https://", "mailbox": "mailto:"}.get(kind, "") + address
