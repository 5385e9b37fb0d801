"""Short forms: known, explained at their first use, used again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from briefwright.edition import Leaf
from briefwright.editorial.passages import Copy, Passage, Reader
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import short_forms, words

# A short form: capitals, with a digit or an ampersand perhaps; no code such as PS-2024.
_SHORT = re.compile(r"(?<![\w/&.@#-])[A-Z][A-Z0-9&]*[A-Z](?:\+\d)?(?=s?(?![\w/&@]|-[\dA-Z]|\.\w))")
_EXPLAINED = re.compile(r"\(\s*[“\"‘]?([A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*)[”\"’]?\s*\)")
_GLOSS = re.compile(
    r"s?(?: \((?=[a-z]{2,} )|, (?:the|a|an|its|or|which|known|short)\b| stands for\b| – )"
)
_LONGEST = 12  # letters; longer ones are codes or sequences
_ROMAN = re.compile(r"[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_][\w’']*")


@dataclass(frozen=True)
class Explained:
    """`Long Form (LF)`: a short form, where its long form begins, and where it stands itself."""

    short: str
    passage: Passage
    start: int
    at: int

    @property
    def long(self) -> str:
        """The long form, as typed."""
        return self.passage.words[self.start : self.at].rstrip(' (“"‘')


# ----------------------------------------------------------------- what is known


def find_short_forms(passage: Passage) -> Iterator[re.Match[str]]:
    """A passage → the short forms in it; none where it is all set in capitals."""
    if _is_capitals(passage.words):
        return
    for match in _SHORT.finditer(passage.words):
        if (
            len(match[0]) <= _LONGEST
            and not _ROMAN.fullmatch(match[0])
            and not _is_shouted(match, passage.words)
        ):
            yield match


def _is_capitals(text: str) -> bool:
    names = _WORD.findall(text)
    capitals = sum(word.isupper() for word in names if len(word) > 1)
    return len(names) >= 2 and capitals * 3 >= len(names) * 2


def _is_shouted(match: re.Match[str], text: str) -> bool:
    """Whether the word is set in capitals for stress: it is a plain word, or its neighbour is."""
    if match[0] in words("organisations", "shouted"):
        return True
    after = re.match(r" ([A-Z]{2,})\b", text[match.end() : match.end() + 20])
    before = re.search(r"\b([A-Z]{2,}) $", text[max(0, match.start() - 20) : match.start()])
    return any(near and near[1] not in _list_familiar() for near in (after, before))


@cache
def _list_familiar() -> frozenset[str]:
    """Short forms that need no writing out, and those of organisations and missions."""
    lists = (words("organisations", key) for key in ("known", "real"))
    return frozenset({*short_forms(), *(word for one in lists for word in one)})


def find_explained(passage: Passage) -> Iterator[Explained]:
    """A passage → the short forms that it explains: the long form's letters spell the short one."""
    for match in _EXPLAINED.finditer(passage.words):
        before = passage.before(match.start(), 200)
        start = _find_long_form(match[1], before)
        if start is not None:
            first = match.start() - len(before) + start
            yield Explained(match[1], passage, first, match.start(1))


def _find_long_form(short: str, before: str) -> int | None:
    """A short form and what stands before its bracket → where its long form begins, if any does.

    The capitals of the short form must be initials of the words, in their order, the last of them
    among the last words.
    """
    capitals = [letter for letter in short if letter.isupper()]
    parts = list(re.finditer(r"[^\W\d_]+", before))[-(len(capitals) * 2 + 4) :]
    for first in reversed(range(len(parts))):
        if parts[first][0][0].upper() != capitals[0]:
            continue
        left = capitals[1:]
        for part in parts[first + 1 :]:
            if left and part[0][0].upper() == left[0]:
                left = left[1:]
        gap = before[parts[first].start() :]
        if not left and len(parts) - first >= 2 and not re.search(r"[.;:!?(] ", gap):
            return parts[first].start()
    return None


# ----------------------------------------------------------------- nearly a known one


def find_misspelt(copy: Copy) -> Iterator[Suggestion]:
    """A short form that one letter keeps from being a known one; used often, it is meant."""
    own = {
        *copy.briefing.names,
        *(one.short for text in copy.passages for one in find_explained(text)),
    }
    known = {**short_forms(), **{name.short: name.long for name in copy.briefing.names.values()}}
    used = Counter(match[0] for passage in copy.passages for match in find_short_forms(passage))
    for passage in copy.passages:
        for match in find_short_forms(passage):
            word = match[0]
            if len(word) < 5 or used[word] > 2 or word in own or word in _list_familiar():
                continue
            if not passage.is_typed(*match.span()) or passage.is_quoted(match.start()):
                continue
            close = [one for one in known if len(one) > 3 and is_one_slip(word, one)]
            if close:
                meant = _choose_likeliest(close, known, passage.before(match.start()))
                yield flag(
                    passage,
                    *match.span(),
                    f"Nothing is called “{word}”.",
                    f"Write {meant}, the {known[meant]}, or explain {word} in names.yaml.",
                )


def is_one_slip(word: str, known: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two have changed places."""
    if abs(len(word) - len(known)) > 1 or word == known:
        return False
    if len(word) == len(known):
        wrong = [n for n in range(len(word)) if word[n] != known[n]]
        swapped = (
            len(wrong) == 2
            and word[wrong[0]] == known[wrong[1]]
            and word[wrong[1]] == known[wrong[0]]
        )
        return len(wrong) == 1 or (swapped and wrong[1] == wrong[0] + 1)
    shorter, longer = sorted((word, known), key=len)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def _choose_likeliest(close: list[str], known: Mapping[str, str], before: str) -> str:
    """Of several, the one whose long form shares most words with those just before."""
    last = set(_WORD.findall(before)[-6:])
    return max(close, key=lambda one: len(last & set(_WORD.findall(known[one]))))


# ----------------------------------------------------------------- first use


def find_unexplained(copy: Copy, reader: Reader) -> Iterator[Suggestion]:
    """A short form that this reader meets in running text before anybody has said what it means."""
    if reader.acronyms != "first_use":
        return
    passages = _group_by_leaf(copy)
    household = frozenset(words("organisations", "known"))
    met: set[str] = set(household)
    slips = {one.words for one in find_misspelt(copy)}
    for leaf in reader.edition.leaves():
        met |= _find_explained_in(leaf, copy)
        for passage in passages.get(leaf.at, ()):
            if not passage.is_prose or passage.is_spoken:
                continue
            for match in find_short_forms(passage):
                word = match[0]
                if (
                    _is_known(word, met, copy)
                    or not _needs_words(word, copy)
                    or passage.is_quoted(match.start())
                ):
                    continue
                if word in slips:
                    continue
                met.add(word)
                if not _GLOSS.match(passage.words, match.end()) and not _is_written_out(
                    word, copy, leaf.text
                ):
                    yield _flag_unexplained(word, copy, passage, match)


def _is_known(word: str, met: set[str], copy: Copy) -> bool:
    """Whether a reader knows a short form: itself, its plural, or what stands before an offset."""
    stem = word.partition("+")[0]
    many = f"{word}s"
    return bool({word, many} & met) or stem in ("UTC", "GMT") or many in copy.briefing.names


def _group_by_leaf(copy: Copy) -> dict[str, list[Passage]]:
    """The passages that stand at each leaf's address: an item's leaf has its label and its text."""
    passages: dict[str, list[Passage]] = {}
    for passage in copy.passages:
        held = passage.at.removesuffix(".text").removesuffix(".label")
        for at in {passage.at, held if passage.role in ("item", "label") else passage.at}:
            passages.setdefault(at, []).append(passage)
    return passages


def _find_explained_in(leaf: Leaf, copy: Copy) -> set[str]:
    """What a leaf explains: `Long Form (LF)`, or a name that the tool has written out."""
    found_here = set()
    for match in re.finditer(
        r"[(,] ?[“\"]?([A-Za-z0-9&+]{2,})[”\"]?(?=[),]| as a| and| with)", leaf.text
    ):
        short = match[1]
        long = copy.briefing.names.get(short)
        if (long and long.long in leaf.text) or _has_long_form(
            short, leaf.text[max(0, match.start() - 200) : match.start()]
        ):
            found_here.add(short)
    return {*found_here, *(short.removesuffix("s") for short in found_here)}


def _has_long_form(short: str, before: str) -> bool:
    return short[:1].isupper() and _find_long_form(short, before.rstrip(' (“"')) is not None


def _needs_words(word: str, copy: Copy) -> bool:
    """Whether a short form is one: two letters may be anything, unless somebody knows them."""
    return len(word) > 2 or word in copy.briefing.names or word in short_forms()


def _is_written_out(word: str, copy: Copy, text: str) -> bool:
    """Whether the long form stands in the same text."""
    name = copy.briefing.names.get(word)
    long = name.long if name else short_forms().get(word, "")
    return bool(long) and long.casefold() in text.casefold()


def _flag_unexplained(word: str, copy: Copy, passage: Passage, match: re.Match[str]) -> Suggestion:
    name = copy.briefing.names.get(word)
    long = short_forms().get(word)
    if name:
        proposal = f"Write {{{word}}}, which writes it out at its first use."
    elif long:
        proposal = f"Put “{word}: {long}” into names.yaml and write {{{word}}}."
    else:
        proposal = f"Put it into names.yaml and write {{{word}}}."
    return flag(
        passage, *match.span(), f"“{word}” is not explained where it is first used.", proposal
    )


# ----------------------------------------------------------------- used again


def find_needless(copy: Copy) -> Iterator[Suggestion]:
    """A short form that is explained and never used again, or explained a second time."""
    definitions: dict[str, Explained] = {}
    uses = Counter(
        word for passage in copy.passages for word in re.findall(r"[^\W_][\w&+]*", passage.words)
    )
    for passage in copy.passages:
        if not (passage.is_prose or passage.role in ("label", "heading")) or passage.is_spoken:
            continue
        for short, first in definitions.items():
            yield from _find_repeats(short, first, passage)
        for one in find_explained(passage):
            if not passage.is_typed(one.start, one.at):
                continue
            if one.short not in definitions:
                definitions[one.short] = one
                if _count_uses(one.short, uses) < 2:
                    yield flag(
                        passage,
                        one.at,
                        one.at + len(one.short),
                        f"“{one.short}” is explained here and never used again.",
                        "Leave the short form out.",
                    )


def _count_uses(short: str, uses: Mapping[str, int]) -> int:
    """A short form and how often each word stands → how often it does, in singular and plural."""
    one = short.removesuffix("s")
    return uses[one] + uses[f"{one}s"]


def _find_repeats(short: str, first: Explained, passage: Passage) -> Iterator[Suggestion]:
    """A long form typed again in prose, after its short form was given."""
    if not passage.is_prose or passage is first.passage:
        return
    for match in re.finditer(rf"\b{re.escape(first.long)}\b", passage.words):
        if passage.is_typed(*match.span()) and not passage.is_quoted(match.start()):
            yield flag(
                passage,
                *match.span(),
                f"“{match[0]}” has been {short} since it was explained.",
                f"Write {short}.",
            )
