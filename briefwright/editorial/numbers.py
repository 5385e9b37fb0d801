"""Numbers in texts: typed though a fact has them, or without a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefwright.editorial.dating import YEAR
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag, flag_at, shorten
from briefwright.editorial.wordlists import words
from briefwright.facts import quantity, scales
from briefwright.facts.kinds import multiply
from briefwright.model import addresses
from briefwright.model.dictionary import Fact, KeyFigures

NUMBER = re.compile(
    r"(?<![\w.,/–+#§-])(?<![€$£])"
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,]*\.\d)(?!\w)|\d+(?:\.\d+)?(?![\w/–]|[.,]\d|-\d))"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
BEFORE_MONTH = re.compile(rf"^(?:st|nd|rd|th)? {_MONTH}\b|^ ?(?:[ap]\.?m\b|:\d\d|°)")
_AFTER_NAME = re.compile(
    rf"(?:\b[A-Z][\w’-]*|\b{_MONTH}|[Rr]esolutions?|[Aa]rticles?|[Pp]ages?|[Cc]hapters?|\bpp?\."
    r"|\bNos?\.|\bart\.|[Pp]aragraphs?|[Ss]ections?|[Vv]ersion|[Pp]art|[Vv]olume|[Aa]nnex"
    r"|[Ff]igure|[Tt]able|the age of|aged) $"
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Figure:
    """A number that was typed into a text: where it stands, and what it comes to."""

    passage: Passage
    start: int
    end: int
    value: Decimal

    @property
    def words(self) -> str:
        """The number as typed."""
        return self.passage.words[self.start : self.end]

    @property
    def after(self) -> str:
        """What follows in its sentence."""
        end = self.passage.sentence(self.start)[1]
        return self.passage.words[self.end : min(end, self.end + 120)]


def find_figures(passage: Passage) -> Iterator[Figure]:
    """A passage → the numbers typed in it that count something: no years, dates, names or times."""
    for match in NUMBER.finditer(passage.words):
        start, end = match.span()
        if not passage.is_typed(start, end) or passage.is_quoted(start):
            continue
        before, after = passage.before(start), passage.after(end)
        is_year = re.fullmatch(YEAR, match[0]) is not None
        if is_year or BEFORE_MONTH.match(after) or _belongs_to_a_name(before, passage, start):
            continue
        yield Figure(passage, start, end, Decimal(match[0].replace(",", "")))


def _belongs_to_a_name(before: str, passage: Passage, start: int) -> bool:
    named = _AFTER_NAME.search(before)
    if named is None:
        return False
    first, _ = passage.sentence(start)
    opens = start - len(before) + named.start() <= first
    return not (opens and named[0].strip() in words("words", "openers"))


# ----------------------------------------------------------------- typed by hand


def find_typed(copy: Copy) -> Iterator[Suggestion]:
    """Digits that a fact holds already, or that none holds; sentences that begin with digits."""
    for passage in copy.passages:
        if passage.role in ("cell", "quote", "alt") or passage.block == "briefing":
            continue
        if passage.kind == "fact":
            continue
        for figure in find_figures(passage):
            if fact := _find_fact(figure, copy):
                message = f"“{figure.words}” is typed here, and {{{fact.name}}} has that number."
                proposal = f"Write {{{fact.name}}} or {{{fact.name}.value}}."
                yield flag(passage, figure.start, figure.end, message, proposal)
            elif (
                passage.is_prose
                and figure.value >= 100
                and _LETTERS.match(figure.after.lstrip(" "))
            ):
                message = f"“{figure.words}” is in no fact, so nothing checks or dates it."
                proposal = "Put it into facts.yaml, with its unit, date and source."
                yield flag(passage, figure.start, figure.end, message, proposal)
        if passage.is_prose:
            yield from _check_beginnings(passage)
            yield from _find_arithmetic(passage)


def _find_fact(figure: Figure, copy: Copy) -> Fact | None:
    """A number → the fact that has it: its value, and a word of its unit or label beside it."""
    if figure.value < 10:
        return None
    near = {word.casefold() for word in _LETTERS.findall(figure.after[:60])}
    power = scales.find_scale(figure.after.strip(), copy.language)[0]
    value = multiply(figure.value, power)
    for fact in copy.briefing.facts.values():
        if fact.value == figure.value or (power and quantity(fact) == value):
            units = " ".join(fact.unit.values())
            label = fact.label.source if fact.label else ""
            if near & {word.casefold() for word in _LETTERS.findall(f"{units} {label}")}:
                return fact
    return None


def _check_beginnings(passage: Passage) -> Iterator[Suggestion]:
    """A sentence that begins with digits; a year may, and so may an item as a whole."""
    for start, end in passage.sentences:
        sentence = passage.words[start:end].rstrip()
        match = re.match(r"[“‘\"]?(\d[\d,.]*)(?= [a-z])", sentence)
        whole_item = passage.role == "item" and start == 0
        if match is None or whole_item or len(sentence) < 30 or not sentence.endswith("."):
            continue
        at = start + match.start(1)
        if not re.fullmatch(YEAR, match[1]) and not passage.is_quoted(at):
            yield flag(
                passage,
                at,
                at + len(match[1]),
                f"A sentence begins with digits: “{shorten(sentence, 40)}”.",
                f"Begin with a word, such as “The {match[1]} …”, or {_propose_words(passage, at)}.",
            )


def _propose_words(passage: Passage, at: int) -> str:
    """A number in a passage → how to write it in words: as a form of its fact, if it is one."""
    facts = (span.name for span in passage.spans if span.start == at and span.hand == "fact")
    name = next(facts, "")
    return f"write {{{name}.words}} and what it counts" if name else "write the number in words"


def _find_arithmetic(passage: Passage) -> Iterator[Suggestion]:
    for match in re.finditer(r"(?<=[\w)] )\+ ?\d+(?= [a-z])", passage.words):
        if passage.is_typed(*match.span()):
            message = f"“{match[0]}” is a sum typed into a sentence."
            yield flag(passage, *match.span(), message, "Write “and”, and the number as a fact.")


# ----------------------------------------------------------------- key figures


def find_unnamed(copy: Copy) -> Iterator[Suggestion]:
    """A key figure that has neither a label nor a word for its unit."""
    for at, block in addresses.walk(copy.briefing.body):
        for where, item in addresses.items(at, block) if isinstance(block, KeyFigures) else ():
            fact = copy.briefing.facts.get(item.fact)
            if fact and not (
                item.label or fact.label or _LETTERS.search(" ".join(fact.unit.values()))
            ):
                message = f"Nothing says what the key figure “{fact.name}” counts."
                proposal = "Give the fact its `label:`."
                yield flag_at(where, 0, fact.name, message, proposal)


# ----------------------------------------------------------------- dates of numbers


def find_undated(copy: Copy) -> Iterator[Suggestion]:
    """A number of something that changes, in a sentence without a date; or a fact with none."""
    counted = "|".join(map(re.escape, words("words", "counted")))
    passages = copy.prose if copy.briefing.metadata.as_of is None else ()
    for passage in passages:
        for figure in find_figures(passage):
            if not 10 <= figure.value < 100 or _find_fact(figure, copy):
                continue  # flagged as typed by hand
            if not re.match(rf" (?:[\w-]+ )?(?:{counted})\b", figure.after):
                continue
            start, end = passage.sentence(figure.start)
            if not re.search(rf"\b{YEAR}\b|\bas of\b", passage.words[start:end]):
                message = (
                    f"“{shorten(figure.words + figure.after, 35)}” will change, and has no date."
                )
                proposal = "Put it into facts.yaml with `as_of:`, and say as of when."
                yield flag(passage, figure.start, figure.end, message, proposal)
                break  # one for each text is enough
    yield from _find_undated_facts(copy)
    yield from _find_two_values(copy)


def _find_undated_facts(copy: Copy) -> Iterator[Suggestion]:
    """Facts without a date that a text prints, in a briefing that is about to go out."""
    for fact, at, offset, printed in copy.undated_facts if copy.is_released else ():
        message = f"The fact “{fact.name}” has neither `as_of:` nor `period:`."
        yield flag_at(at, offset, printed, message, "Say when it held.")


def _find_two_values(copy: Copy) -> Iterator[Suggestion]:
    """The same three words after two different numbers, neither of them dated."""
    first: dict[str, Figure] = {}
    for passage in copy.prose:
        for figure in find_figures(passage):
            follows = re.match(r" ([a-z]+ [\w’-]+ [\w’-]+ [\w’-]+)", figure.after)
            start, end = passage.sentence(figure.start)
            if not follows or re.search(rf"\b{YEAR}\b", passage.words[start:end]):
                continue
            other = first.setdefault(follows[1], figure)
            if other.value != figure.value:
                message = (
                    f"“{figure.words} {follows[1]}” here, and {other.words} at {other.passage.at}."
                )
                yield flag(passage, figure.start, figure.end, message)
