"""The runs of a paragraph → its words as a text of a briefing, with markup."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from briefwright.facts import inline
from briefwright.importing.outline import ENTRY, Run
from briefwright.review.wording import protect

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff"
                     "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffc\ufffe\uffff]")  # fmt: skip
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)

# Words as they are written, without markup in them → the same with facts and names called.
Offer = Callable[[str], str]


def clean(words: str) -> str:
    """Words of another program → without signs that nobody sees, every blank a plain one."""
    return re.sub(r"\s+", " ", _UNSEEN.sub("", words))


def keep(words: str) -> str:
    """Words → the same: nothing is called in them."""
    return words


def write_plain(runs: Iterable[Run]) -> str:
    """Runs → their words alone, such as a heading's."""
    return protect(clean("".join(one.text for one in runs))).strip()


def write_markup(
    runs: Sequence[Run], calls: Mapping[str, str] | None = None, offer: Offer = keep
) -> str:
    """Runs, the name of each note's source, what is called in words → them as a text is written.

    What is stressed all through is not stressed. Where marks would be read otherwise than they
    are meant, only the words and their notes are written.
    """
    named = calls or {}
    spoken = [one for one in runs if one.text.strip()]
    is_bold, is_stressed = (
        any(getattr(one, name) for one in spoken) and not all(getattr(one, name) for one in spoken)
        for name in ("is_bold", "is_stressed")
    )
    written = "".join(_write_runs(runs, named, offer, is_bold, is_stressed)).strip()
    content, problems = inline.parse(written)
    bare = "".join(_write_runs(runs, named, offer, False, False)).strip()
    if problems or inline.plain_text(content) != inline.plain_text(inline.parse(bare)[0]):
        links = [Run(one.text, note=one.note) for one in runs]
        return "".join(_write_runs(links, named, offer, False, False)).strip()
    return written


def _write_runs(
    runs: Sequence[Run], named: Mapping[str, str], offer: Offer, is_bold: bool, is_stressed: bool
) -> Iterator[str]:
    notes = accumulate((bool(one.note) for one in runs), initial=0)  # a note ends what is set alike

    def look(run: tuple[int, Run]) -> tuple[int, str, bool, bool]:
        n, one = run
        return n, one.href, one.is_bold and is_bold, one.is_stressed and is_stressed

    for (_, href, bold, stressed), group in groupby(zip(notes, runs, strict=False), look):
        said = [one for _, one in group]
        words = clean("".join(one.text for one in said if not _is_call(one, named)))
        before, core, after = _split(words)
        mark = "*" * (2 * bold + stressed)
        inner = protect(core) if href else _call(offer(protect(core)), named)
        is_link = _is_address(href) and core != href
        linked = f"[{inner}]({href})" if core and is_link else inner
        yield f"{before}{mark}{linked}{mark}{after}" if core else words
        yield from (f"[^{named[one.note]}]" for one in said if one.note in named)


def _is_call(run: Run, named: Mapping[str, str]) -> bool:
    """A run → whether its words are the number of a source, which the program prints."""
    return run.note.startswith(ENTRY) and run.note in named


def _call(words: str, named: Mapping[str, str]) -> str:
    """Words as they are written → the same; numbers of sources, such as [1], call them."""

    def name(found: re.Match[str]) -> str:
        source = named.get(f"{ENTRY} {found[1]}")
        return f"[^{source}]" if source else found[0]

    return _NUMBER.sub(name, words)


_NUMBER = re.compile(r"\\\[(\d+)\\\]")  # in brackets that are no markup


def _split(words: str) -> tuple[str, str, str]:
    found = _EDGES.fullmatch(words)
    assert found is not None
    return found[1], found[2], found[3]


def _is_address(href: str) -> bool:
    return bool(re.fullmatch(r"(https?://|mailto:)[^\s()\[\]]+", href))
