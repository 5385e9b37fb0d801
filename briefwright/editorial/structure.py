"""Headings, items and sections that should match one another."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag, shorten
from briefwright.editorial.wordlists import words
from briefwright.model import addresses
from briefwright.model.dictionary import Blocks, ListBlock, Section

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def check_structure(copy: Copy) -> Iterator[Suggestion]:
    """Headings of one form, a conclusion that keeps the overview's promise, items of one form."""
    yield from _check_headings(copy, copy.briefing.body, "")
    yield from _check_promise(copy)
    for at, block in addresses.walk(copy.briefing.body):
        if isinstance(block, ListBlock):
            yield from _check_items(at, block, copy)
    for passage in copy.passages:
        if passage.role in ("heading", "label"):
            yield from _check_title_case(passage)
        if passage.is_prose and not passage.is_spoken:
            yield from _check_comma_pair(passage)


# ----------------------------------------------------------------- headings


def _check_headings(copy: Copy, body: Blocks, parent: str) -> Iterator[Suggestion]:
    """Sections beside each other: one heading in another form than all the others."""
    places = {passage.at: passage for passage in copy.passages if passage.role == "heading"}
    beside: list[Passage] = []
    for at, block in addresses.children(body, parent):
        if isinstance(block, Section):
            passage = places.get(f"{at}.section")
            if passage and not _is_framing(passage.words):
                beside.append(passage)
            yield from _check_headings(copy, block.body, at)
    forms = {passage.at: _describe_form(passage.words) for passage in beside}
    counts = Counter(forms.values())
    usual, times = counts.most_common(1)[0] if counts else ("", 0)
    if times >= 3 and times == len(beside) - 1:
        odd = next(passage for passage in beside if forms[passage.at] != usual)
        own = f"“{shorten(odd.words)}” is {forms[odd.at]}"
        message = f"{own}; the {times} headings beside it are each {usual}."
        yield flag(odd, 0, len(odd.words), message, f"Make it {usual}.")


def _is_framing(heading: str) -> bool:
    """Whether a heading is one of those that frame the others, such as “Conclusion”."""
    kinds = ("opening", "closing", "framing")
    return any(heading.strip().casefold() in words("words", kind) for kind in kinds)


def _describe_form(heading: str) -> str:
    names = [word.casefold() for word in _WORD.findall(heading)]
    if heading.rstrip().endswith("?"):
        return "a question"
    if not names or names[0] in ("how", "what", "why", "who", "where", "when", "which", "whether"):
        return "a question word’s clause"
    if _has_verb(heading):
        return "a sentence"
    if names[0].endswith("ing") and len(names[0]) > 5 and len(names) > 1:
        return "an -ing phrase"
    return "a noun phrase"


def _has_verb(heading: str) -> bool:
    """Whether a heading is a sentence: a finite verb after its first word, and not as a noun."""
    finite = set(words("words", "finite")) - set(words("words", "also_nouns"))
    names = _WORD.findall(heading)
    for n, word in enumerate(names[1:], 1):
        if word in finite and word.islower():
            participle = word.endswith("ed") or word in (
                "led",
                "held",
                "built",
                "made",
                "given",
                "taken",
            )
            if not (
                participle
                and (n + 1 >= len(names) or names[n + 1] in ("by", "in", "at", "for", "to", "on"))
            ):
                return True
    return False


def _check_title_case(passage: Passage) -> Iterator[Suggestion]:
    """A heading or label in title case, one word of which is small."""
    small = set(words("words", "small"))
    if not passage.is_typed(0, len(passage.words)):
        return
    matches = list(re.finditer(r"[^\W_]+(?:[-’'][^\W_]+)*", passage.words))
    content = [
        match for match in matches[1:] if match[0].casefold() not in small and match[0][0].isalpha()
    ]
    low = [match for match in content if match[0][0].islower() and len(match[0]) > 3]
    high = [match for match in content if match[0][0].isupper() and not match[0].isupper()]
    high = [match for match in high if not _is_in_name(match, matches)]
    if (
        len(low) == 1
        and len(high) >= 2
        and len(high) >= len(content) - 1
        and matches[0][0][0].isupper()
    ):
        names = sum(1 for match in high if not _is_common_noun(match[0]))
        if names < len(high):
            better = low[0][0].capitalize()
            message = f"“{shorten(passage.words)}” is in title case, but for “{low[0][0]}”."
            yield flag(passage, *low[0].span(), message, f"Write {better}.")


def _is_in_name(match: re.Match[str], matches: Sequence[re.Match[str]]) -> bool:
    """Whether a capitalised word belongs to a name: “at Lower Fenn”, “to Mersin, by sea”.

    Its neighbours with capitals have a small word before them, and no noun of a title behind them.
    """
    small = set(words("words", "small"))
    capital = [one[0][0].isupper() for one in matches]
    here = matches.index(match)
    first = next(n for n in range(here, -1, -1) if n == 0 or not capital[n - 1])
    last = next((n for n in range(here, len(matches)) if not capital[n]), len(matches))
    led = first > 0 and matches[first - 1][0] in small
    return led and (last == len(matches) or matches[last][0] in small)


_PLAIN = re.compile(
    r".*(?:tion|ment|ance|ence|ship|ity|ness|ing|ism|ure|age|ists?|ers?|ors?|ics|aid|ives?|als?|ies"
    r"|eed|ief|ons|ents)$"
)


def _is_common_noun(word: str) -> bool:
    """Whether a capitalised word looks like a common noun, which only title case capitalises."""
    return bool(_PLAIN.fullmatch(word.casefold()))


# ----------------------------------------------------------------- promise and sections


def _check_promise(copy: Copy) -> Iterator[Suggestion]:
    """What the overview announces and the sections tell, and the conclusion leaves out."""
    sections = [
        (at, block)
        for at, block in addresses.children(copy.briefing.body)
        if isinstance(block, Section)
    ]
    named = {block.section.source.strip().casefold(): at for at, block in sections}
    opening = next((named[word] for word in words("words", "opening") if word in named), None)
    closing = next((named[word] for word in words("words", "closing") if word in named), None)
    if opening is None or closing is None:
        return
    kept = set().union(*_split_sentences(copy, closing))
    promises = _split_sentences(copy, opening)
    topics = [block for at, block in sections if at not in (opening, closing)]
    announced = [block for block in topics if _is_announced(_find_topic(block, copy), promises)]
    missing = [block for block in announced if not _find_topic(block, copy) & kept]
    within = addresses.subtree(copy.briefing.body, closing)
    passages = [one for one in copy.prose if one.at.partition(".")[0] in within]
    if passages and missing and len(announced) >= 3 and len(missing) * 2 < len(announced):
        for block in missing:
            first = passages[0]
            start, end = first.sentences[0]
            message = (
                f"The overview announces “{block.section.source}”, a section tells of it, and the "
                "conclusion leaves it out."
            )
            yield flag(first, start, end, message, "Name it here as well, or say why not.")


def _split_sentences(copy: Copy, section: str) -> list[set[str]]:
    """A section → the beginnings of the words of each of its sentences."""
    within = addresses.subtree(copy.briefing.body, section)
    return [
        _stem_words(one.words[start:end])
        for one in copy.prose
        if one.at.partition(".")[0] in within
        for start, end in one.sentences
    ]


def _is_announced(topic: frozenset[str], promises: list[set[str]]) -> bool:
    """Whether one sentence holds what a section's heading says, or most of it."""
    return len(topic) > 1 and any(len(topic & held) * 3 >= len(topic) * 2 for held in promises)


def _find_topic(block: Section, copy: Copy) -> frozenset[str]:
    """A section → the words of its heading that tell it from the others."""
    everywhere = _stem_words(copy.briefing.metadata.title.source)
    return frozenset(_stem_words(block.section.source)) - frozenset(everywhere)


def _stem_words(text: str) -> set[str]:
    """A text → the beginnings of its words: “peacekeepers” and “peacekeeping” share theirs."""
    small = set(words("words", "small"))
    found_words = re.findall(r"[^\W\d_]+", text.replace("’s", ""))
    return {
        word.casefold()[:6]
        for word in found_words
        if len(word) > 3 and word.casefold() not in small
    }


# ----------------------------------------------------------------- items


def _check_items(at: str, block: ListBlock, copy: Copy) -> Iterator[Suggestion]:
    """Items of one list: all with labels or none, one case, one ending, a verb in a sentence."""
    texts = {passage.at: passage for passage in copy.groups.get(at, ())}
    listed = list(addresses.entries(at, "items", block.items))
    pairs = [(texts.get(f"{where}.label"), texts.get(f"{where}.text")) for where, _ in listed]
    yield from _check_labels(pairs)
    yield from _check_first_letters(pairs)
    yield from _check_endings([text for _, text in pairs if text])
    for label, text in pairs:
        if text and not label and _lacks_verb(text):
            message = f"“{shorten(text.words)}” ends like a sentence and has no verb of its own."
            yield flag(text, 0, len(text.words), message, "Was it “was”, as in “was adopted”?")


def _check_labels(pairs: Sequence[tuple[Passage | None, Passage | None]]) -> Iterator[Suggestion]:
    bare = [text for label, text in pairs if text and not label]
    if len(pairs) >= 5 and len(bare) == 1:
        message = f"“{shorten(bare[0].words, 40)}” is the one item of {len(pairs)} without a label."
        yield flag(
            bare[0], 0, len(bare[0].words), message, "Give it one, or move it out of the list."
        )


def _check_first_letters(
    pairs: Sequence[tuple[Passage | None, Passage | None]],
) -> Iterator[Suggestion]:
    """After labels some items begin with a capital and some don't: the fewer are flagged."""
    starts: dict[bool, list[Passage]] = {True: [], False: []}
    for label, text in pairs:
        if label and text and text.words[:1].isalpha() and text.is_typed(0, 1):
            if text.words[:1].isupper() and not _has_plain_opening(text.words):
                continue  # perhaps a name, which has its capital anyway
            starts[text.words[0].isupper()].append(text)
    fewer = min(starts, key=lambda capital: (len(starts[capital]), capital))
    if starts[True] and starts[False] and sum(map(len, starts.values())) >= 3:
        kind = "a capital" if fewer else "a small letter"
        for text in starts[fewer]:
            word = re.match(r"\w+", text.words)
            better = text.words[0].swapcase()
            yield flag(
                text,
                0,
                word.end() if word else 1,
                f"This item begins with {kind}, the others of its list don't.",
                f"Begin with “{better}”.",
            )


def _has_plain_opening(text: str) -> bool:
    """Whether a text begins with a word that has its capital from standing first."""
    first = _WORD.findall(text)[:1]
    small = (*words("words", "small"), *map(str.casefold, words("words", "openers")), "we", "they")
    return any(word.casefold() in small for word in first)


def _check_endings(texts: Sequence[Passage]) -> Iterator[Suggestion]:
    """Items that end with a full stop, and some that don't."""
    ends: dict[bool, list[Passage]] = {True: [], False: []}
    for text in texts:
        last = text.words.rstrip('”’") ')[-1:]
        if last not in ";,:?!…" and last:
            ends[last == "."].append(text)
    fewer, more = sorted(ends.values(), key=len)
    if fewer and len(more) >= 3 and len(fewer) * 3 <= len(more):
        how = "ends with a full stop" if fewer is ends[True] else "ends without a full stop"
        for text in fewer:
            at = max(0, len(text.words.rstrip()) - 1)
            yield flag(
                text, at, at + 1, f"This item {how}, the other {len(more)} of its list don’t."
            )


def _lacks_verb(text: Passage) -> bool:
    """Whether an item has a sentence's length and full stop, and participles in a verb's place."""
    names = _WORD.findall(text.words)  # “May” is no verb
    if len(names) < 8 or not text.words.rstrip().endswith(".") or len(text.sentences) > 1:
        return False
    finite = set(words("words", "finite"))
    for n, word in enumerate(names):
        follows = names[n + 1] if n + 1 < len(names) else ""
        if word in finite and not (word.endswith("ed") and follows == "by"):
            return False
        if word.endswith("ed") and follows != "by" and len(word) > 4:
            return False
        if (
            n
            and word.endswith("s")
            and follows in ("a", "an", "the", "to", "that", "with", "its", "their", "all", "on")
        ):
            return False
    return any(word.endswith("ed") for word in names)


_ONE_COMMA = re.compile(
    r"(?:^|[.,;:] )(?:[Tt]he )?([A-Z][\w’-]+(?: [A-Z][\w’-]+)*) "
    r"(?:together|along|in partnership|jointly) with [^,.;:()]{3,60}, "
    r"(?:(?:has|have|had|is|are|was|were|will)\b|(?:\w+ed|built|led|held|made|took|gave|set)\b)"
)


def _check_comma_pair(passage: Passage) -> Iterator[Suggestion]:
    """“Kazakhstan together with its neighbours, created”: one comma of two."""
    for match in _ONE_COMMA.finditer(passage.words):
        if passage.is_typed(match.start(1), match.end(1)):
            message = f"One comma of two: “{shorten(match[0].lstrip('., '))}”."
            yield flag(
                passage,
                match.start(1),
                match.end(),
                message,
                f"Put a comma after {match[1]} as well.",
            )
