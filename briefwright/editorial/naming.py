"""One thing, one name; and official names in full."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import any_of, pairs, sets, short_forms, words

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
_JOINTS = re.compile(r"[ \-‐‑]")
# A capitalised word before a state's name, not the first of its sentence; or after it.
_LEADS = re.compile(r"(?<![.!?:] )(?<!^)(?<!\A)\b([A-Z][\w’]+) (?:of )?(?:the )?$")
_FOLLOWS = re.compile(r" (?:[A-Z][a-z]+|of [A-Z])")


@dataclass(frozen=True)
class Mention:
    """A name in a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        """As it stands there."""
        return self.passage.words[self.start : self.end]

    def flag(self, message: str, proposal: str = "") -> Suggestion:
        """What is wrong with it → the suggestion."""
        return flag(self.passage, self.start, self.end, message, proposal)


def check_names(copy: Copy) -> Iterator[Suggestion]:
    """Two names for one state, one name in two spellings, one term in two words."""
    yield from _check_states(copy)
    yield from _check_capitals(copy)
    yield from _check_terms(copy)


# ----------------------------------------------------------------- states


def _check_states(copy: Copy) -> Iterator[Suggestion]:
    outdated = pairs("countries", "outdated")
    mentions: dict[str, list[Mention]] = {}
    for passage in copy.passages:
        if not passage.is_spoken and passage.role != "cell" and passage.kind != "contacts":
            for mention in _find_states(passage):
                mentions.setdefault(mention.words, []).append(mention)
    for name, places in mentions.items():
        for mention in places if name in outdated else ():
            message = f"“{name}” is not the name that the United Nations writes."
            yield mention.flag(message, f"Write {outdated[name]}.")
    for variants in sets("countries", "variants"):
        used = [name for name in variants if name in mentions]
        usual = max(used, key=lambda name: len(mentions[name]), default="")
        for name in used:
            if name != usual:
                message = f"“{name}” here, and {usual} ({len(mentions[usual])}×) elsewhere."
                yield mentions[name][0].flag(message, f"Write {usual}.")


@cache
def _state_pattern() -> re.Pattern[str]:
    variants = (name for group in sets("countries", "variants") for name in group)
    names = any_of({*variants, *pairs("countries", "outdated")})
    return re.compile(rf"(?<![\w’-]){names}(?!\w|-\w|’\w\w)")


def _find_states(passage: Passage) -> Iterator[Mention]:
    """A passage → the states' names that stand in it by themselves, not in a longer name."""
    for match in _state_pattern().finditer(passage.words):
        if passage.is_typed(*match.span()) and not passage.is_quoted(match.start()):
            longer = _LEADS.search(passage.before(match.start(), 60))
            title = _FOLLOWS.match(passage.after(match.end()))
            titled = passage.role in ("label", "heading", "caption")
            if not longer and (not title or titled):
                yield Mention(passage, *match.span())


# ----------------------------------------------------------------- spellings of a name


def _check_capitals(copy: Copy) -> Iterator[Suggestion]:
    """“Semipalatinsk Test Site” and “Semipalatinsk test site”, both in the middle of prose."""
    seen: dict[str, dict[str, list[Mention]]] = {}
    for passage in copy.prose:
        tokens = list(_TOKEN.finditer(passage.words))
        for n, token in enumerate(tokens):
            if not token[0][0].isupper() or _begins_sentence(passage, token.start()):
                continue
            for length in (3, 2):
                group = tokens[n : n + length]
                if len(group) == length and _stand_together(passage.words, group):
                    mention = Mention(passage, group[0].start(), group[-1].end())
                    if passage.is_typed(mention.start, mention.end) and not passage.is_quoted(
                        mention.start
                    ):
                        forms = seen.setdefault(mention.words.casefold(), {})
                        forms.setdefault(mention.words, []).append(mention)
    flagged: list[tuple[Passage, int, int]] = []
    for forms in sorted(seen.values(), key=lambda one: -len(next(iter(one)))):
        if len(forms) < 2:
            continue
        rare = min(
            forms, key=lambda form: (len(forms[form]), _order_from_end(forms[form][0], copy))
        )
        mention = forms[rare][0]
        if any(
            one is mention.passage and start <= mention.start < end for one, start, end in flagged
        ):
            continue
        flagged.append((mention.passage, mention.start, mention.end))
        usual = next(form for form in forms if form != rare)
        yield mention.flag(f"“{rare}” here, and “{usual}” elsewhere.", "Take one spelling.")


def _begins_sentence(passage: Passage, at: int) -> bool:
    before = passage.before(at).rstrip('“‘"(')
    return not before.strip() or before.rstrip()[-1:] in ".!?:;–•" or at == passage.sentence(at)[0]


def _stand_together(text: str, group: Sequence[re.Match[str]]) -> bool:
    """Whether words follow each other with single blanks or hyphens between."""
    return all(_JOINTS.fullmatch(text[one.end() : other.start()]) for one, other in pairwise(group))


def _order_from_end(mention: Mention, copy: Copy) -> tuple[int, int]:
    """What sorts the last place first: of two names as frequent, the later is flagged."""
    return -copy.passages.index(mention.passage), -mention.start


# ----------------------------------------------------------------- terms that drift


def _check_terms(copy: Copy) -> Iterator[Suggestion]:
    """“dispute resolution processes” and “conflict resolution processes”."""
    partner: Mapping[str, tuple[str, ...]] = {
        word: group for group in sets("words", "drifting") for word in group
    }
    seen: dict[tuple[tuple[str, ...], str], dict[str, list[Mention]]] = {}
    for passage in copy.passages:
        if passage.is_spoken or passage.role == "cell":
            continue
        tokens = list(_TOKEN.finditer(passage.words))
        for one, second, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
            group = partner.get(one[0].casefold())
            if group and _stand_together(passage.words, (one, second, third)) and len(third[0]) > 3:
                rest = f"{second[0]} {third[0]}".casefold()
                if second[0].casefold() not in words("words", "small"):
                    forms = seen.setdefault((group, rest), {})
                    mention = Mention(passage, one.start(), third.end())
                    forms.setdefault(one[0].casefold(), []).append(mention)
    for (_, rest), forms in seen.items():
        if len(forms) > 1:
            usual, *others = sorted(forms, key=lambda form: -len(forms[form]))
            for rare in others:
                times = len(forms[usual])
                message = f"“{forms[rare][0].words}” here, “{usual} {rest}” elsewhere ({times}×)."
                yield forms[rare][0].flag(message, "If they are one thing, take one term.")


# ----------------------------------------------------------------- names cut short


@dataclass(frozen=True)
class _Official:
    """An official name and its words, spellings levelled."""

    name: str
    parts: tuple[str, ...]


def _normalise(word: str) -> str:
    return (
        word.casefold().replace("z", "s").replace("centre", "center").replace("defence", "defense")
    )


@cache
def _list_official(own: tuple[str, ...]) -> Mapping[tuple[str, ...], list[_Official]]:
    """A briefing's own long names → all official names by their first two words."""
    names = dict.fromkeys((*own, *short_forms().values(), *words("organisations", "names")))
    by_start: dict[tuple[str, ...], list[_Official]] = {}
    for name in names:
        parts = tuple(map(_normalise, _TOKEN.findall(name)))
        if len(parts) > 2:
            by_start.setdefault(parts[:2], []).append(_Official(name, parts))
    return by_start


def find_cut_short(copy: Copy) -> Iterator[Suggestion]:
    """Official names with words missing: at their end, or in the middle."""
    by_start = _list_official(tuple(name.long for name in copy.briefing.names.values()))
    for passage in copy.passages:
        tokens = list(_TOKEN.finditer(passage.words))
        levelled = [_normalise(token[0]) for token in tokens]
        for n in range(len(tokens) - 1):
            candidates = by_start.get((levelled[n], levelled[n + 1]))
            if (
                candidates
                and tokens[n][0][0].isupper()
                and not passage.is_quoted(tokens[n].start())
            ):
                yield from _find_cuts(candidates, passage, tokens, levelled, n)


def _find_cuts(
    candidates: list[_Official],
    passage: Passage,
    tokens: list[re.Match[str]],
    levelled: list[str],
    n: int,
) -> Iterator[Suggestion]:
    found_here: list[tuple[int, _Official, int]] = []
    for official in candidates:
        if tuple(levelled[n : n + len(official.parts)]) == official.parts:
            return  # in full
        length = _count_kept(official, levelled[n:])
        if length:
            found_here.append((length, official, n + length - 1))
    if not found_here:
        return
    length, official, last = max(found_here, key=lambda one: one[0])
    start, end = tokens[n].start(), tokens[last].end()
    named = all(
        token[0][0].isupper()
        for token in tokens[n : last + 1]
        if token[0].casefold() not in words("words", "small")
    )
    if not named or not passage.is_typed(start, end):
        return
    if _goes_on(official, length, passage.after(end), levelled[n : n + length]):
        return
    message = f"“{passage.words[start:end]}” lacks a part of the name."
    yield flag(passage, start, end, message, f"Write {official.name}.")


def _count_kept(official: _Official, levelled: list[str]) -> int:
    """How many words stand there of a name that isn't whole; 0 if it isn't that name at all."""
    parts, at, length = official.parts, 0, 0
    skipped: list[str] = []
    for word in levelled:
        if word not in parts[at:]:
            break
        step = parts.index(word, at)
        skipped += parts[at:step]
        at, length = step + 1, length + 1
        if at == len(parts):
            break
    small = words("words", "small")
    content = [part for part in parts if part not in small]
    if at == len(parts):
        missing = [part for part in skipped if part not in small]
        enough = length >= 5 and len(missing) == 1 and len(content) - 1 >= 4
        return length if enough else 0
    head = parts[-1] in {_normalise(word) for word in words("organisations", "heads")}
    return length if head and not skipped and length == len(parts) - 1 >= 3 else 0


def _goes_on(official: _Official, length: int, after: str, levelled: list[str]) -> bool:
    """Whether a name that stops before its last word goes on otherwise: with another noun."""
    if levelled[-1] == official.parts[-1]:
        return False
    follows = re.match(r"[’']?s?[\s-]*([^\W\d_]+)?", after)
    word = follows[1] if follows else None
    verbs = {*words("words", "small"), *words("words", "finite"), "have"}
    return word is not None and after[:1] not in ",.;:)" and word not in verbs
