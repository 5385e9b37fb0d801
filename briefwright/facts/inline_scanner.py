"""One text, scanned once from left to right: nodes that are whole, delimiters of the others.

`inline` says what the markup is and makes the tree. Each character is looked at a fixed number of
times, so that no text can make the tool slow.
"""

import re
import string
from dataclasses import dataclass
from typing import Literal

from briefwright.facts import examples
from briefwright.facts.dates import check_date, is_date
from briefwright.model.dictionary import Brace, Cite, DateBrace, Str
from briefwright.problems import Problem

# Asterisks that stand open at the same time; nobody means so many, and trees stay shallow.
MAX_OPEN = 8

_WORDS = re.compile(r"[^\\*\[\]{}]+")
_ASTERISKS = re.compile(r"\*+")
_BRACKETS = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_BRACES = re.compile(r"\{[^{}]*\}")
_TEMPLATE_CODE = re.compile(r"\{[{%][^{}]*\}{0,2}")
# Vowel signs of Indic scripts, which stand inside words, are no letters to `re`.
_NAME = re.compile(r"([^\W\d_][\w+&/\u0300-\u036f\u0900-\u0963\u0970-\u109f-]*)(?:\.(\w+))?")
_CITE = re.compile(r"\[\^([^\[\]]*)(\]?)")
_SOURCE = re.compile(r"\s*(\w[\w.-]*)\s*(?:,\s*(\S[^\[\]]*))?")
_HREF = re.compile(r"https?://[^/].*|mailto:[^@]+@[^@]+|#.+", re.IGNORECASE)
# Control characters, halves of characters, and signs that turn letters of any script around.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)
SPACES = re.compile(r"[ \t\r\n]+")

# An asterisk between an opening bracket and its closing one, as in (*), stresses nothing.
_CANT_BEGIN, _CANT_END = ")]},;:）】》」』，、；：。", "([{（【《「『"
# Letters of scripts that set no blanks between words: Thai to Burmese, Khmer, Chinese, Japanese.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff]")

_WHAT_BRACES_HOLD = (
    f"braces hold the name of a fact, a name or a figure, such as {examples.FACT}, or a date, "
    f"such as {{{examples.DAY}}}; for a brace that is one write \\{{"
)
_WHERE_LINKS_LEAD = "a link begins with https://, http://, mailto: or #"


@dataclass(eq=False)
class Delimiter:
    """Asterisks or the bracket of a link; words, until what they open is closed."""

    mark: Literal["*", "**", "["]
    offset: int
    role: Literal["words", "opens", "closes"] = "words"
    href: str = ""


Part = Str | Cite | Brace | DateBrace | Delimiter


class Scanner:
    """Goes over a text, or a part of it, once from left to right; fills `parts`, `problems`."""

    def __init__(self, source: str, start: int = 0, end: int | None = None) -> None:
        self.source = source
        meant = source[start:end]
        self.at = start + len(meant) - len(meant.lstrip())
        self.end = start + len(meant.rstrip())
        self.parts: list[Part] = []
        self.problems: list[Problem] = []
        self.pairs = _bracket_pairs(source)
        self.open: list[Delimiter] = []
        self.outside: list[Delimiter] = []
        self.link: Delimiter | None = None
        self.link_end = -1

    def scan(self) -> None:
        """The whole text; what is still open at its end stays words."""
        if found := _UNPRINTABLE.search(self.source, self.at, self.end):
            sign = f"U+{ord(found[0]):04X}"
            self.report("I310", found.start(), f"The character {sign} can't be printed; delete it.")
        while self.at < self.end:
            self.step()
        if self.link:
            self.link.role = "words"

    def step(self) -> None:
        """What stands at the present place."""
        following = self.source[self.at : self.at + 2]
        match self.source[self.at]:
            case "\\":
                self.escape()
            case "*":
                self.read_asterisks()
            case "[" if following == "[^":
                self.read_cite()
            case "[":
                self.open_bracket()
            case "]":
                self.close_bracket()
            case "{" if following in ("{{", "{%"):
                self.read_template_code()
            case "{":
                self.read_brace()
            case "}":
                self.report("I302", self.at, f"This brace closes nothing; {_WHAT_BRACES_HOLD}.")
                self.take_words(1)
            case _:
                self.take_words(self.measure(_WORDS))

    def measure(self, pattern: re.Pattern[str]) -> int:
        """How many characters a pattern takes from the present place."""
        found = pattern.match(self.source, self.at, self.end)
        return found.end() - self.at if found else 0

    def take_words(self, length: int) -> None:
        """The next characters are words."""
        self.take(Str(self.source[self.at : self.at + length], self.at), length)

    def take(self, part: Part, length: int) -> None:
        """A part of some length stands here."""
        self.parts.append(part)
        self.at += length

    def report(self, code: str, offset: int, message: str) -> None:
        """Something is wrong at a place; reading goes on."""
        self.problems.append(Problem(code, message, offset=offset))

    # --- escapes and emphasis

    def escape(self) -> None:
        r"""`\*` is an asterisk; a backslash before a letter is a backslash."""
        following = self.source[self.at + 1 : min(self.at + 2, self.end)]
        if following and following in string.punctuation:
            self.take(Str(following, self.at), 2)
        else:
            self.take_words(1)

    def read_asterisks(self) -> None:
        """One to three asterisks close what is open, or else open something; more are words."""
        length = self.measure(_ASTERISKS)
        before = self.source[self.at - 1 : self.at] or " "
        after = self.source[self.at + length : self.end][:1] or " "
        marks = _MARKS.get(length, ())
        within = before.isalnum() and not _UNSPACED.match(before) and not _UNSPACED.match(after)
        product = length != _STRONG and within and before.isdigit() and after.isalnum()  # 3*4, 2*x
        closing = not (before.isspace() or before in _CANT_END or product)
        inside = within and not (length == _STRONG and before.isalpha())
        opening = not (after.isspace() or after in _CANT_BEGIN or inside)
        if closing and self.find_opener(marks):
            self.close_emphasis(marks)
        elif opening and marks:
            self.open_emphasis(marks)
        else:
            self.take_words(length)

    def find_opener(self, marks: "_Emphases") -> Delimiter | None:
        """The innermost open asterisks that one of these marks closes."""
        return next((opener for opener in reversed(self.open) if opener.mark in marks), None)

    def open_emphasis(self, marks: "_Emphases") -> None:
        """Asterisks that may open; `***` opens twice at one place."""
        start = self.at
        for mark in marks:
            delimiter = Delimiter(mark, start)
            self.open.append(delimiter)
            self.take(delimiter, len(mark))
        if len(self.open) > MAX_OPEN:
            self.limit_open()

    def limit_open(self) -> None:
        """The outermost asterisks are given up; said once in a text."""
        outermost = self.open[0].offset
        self.open = self.open[-MAX_OPEN:]
        if not any(problem.code == "I309" for problem in self.problems):
            message = f"From here on, more than {MAX_OPEN} asterisks are opened and not closed"
            self.report("I309", outermost, f"{message}; an asterisk that is one is written \\*.")

    def close_emphasis(self, marks: "_Emphases") -> None:
        """Asterisks that close what is open; of `***`, each half on its own."""
        self.order_three(marks)
        left = list(marks)
        while left and (opener := self.find_opener(tuple(left))):
            del self.open[self.open.index(opener) :]
            opener.role = "opens"
            left.remove("*" if opener.mark == "*" else "**")
            self.take(Delimiter(opener.mark, self.at, "closes"), len(opener.mark))
        for mark in left:
            self.take_words(len(mark))

    def order_three(self, marks: "_Emphases") -> None:
        """`***a* b**`: which half of three asterisks is the outer one shows when one is closed."""
        if len(marks) == 1 and len(self.open) > 1:
            outer, inner = self.open[-2:]
            if outer.offset == inner.offset and outer.mark in marks:
                outer.mark, inner.mark = inner.mark, outer.mark

    # --- links and sources

    def open_bracket(self) -> None:
        """`[` begins a link where `](` follows its end; any other bracket is words."""
        close = self.pairs.get(self.at, self.end)
        end = self.pairs.get(close + 1)
        if not self.source.startswith("](", close, self.end):
            self.take_words(1)
        elif end is None:
            self.report("I306", self.at, "This link is not closed; it ends with “)”.")
            self.take_words(1)
        elif self.link:
            self.report("I307", self.at, "A link can't stand in the words of another link.")
            self.take_words(1)
        else:
            self.open_link(close, end)

    def open_link(self, close: int, end: int) -> None:
        """A link whose words end at `close` and whose address ends at `end`."""
        href = self.source[close + 2 : end]
        if not self.source[self.at + 1 : close].strip():
            message = "A link needs words that say where it leads: [the resolution](https://…)."
            self.report("I307", self.at, message)
        if fault := _check_href(href):
            self.report("I305", close + 2, fault)
        self.link, self.link_end = Delimiter("[", self.at, "opens", href), close
        self.outside, self.open = self.open, []
        self.take(self.link, 1)

    def close_bracket(self) -> None:
        """`]` ends the open link, with all that stands open in it; any other is words."""
        if self.link and self.at == self.link_end:
            length = self.pairs[self.at + 1] + 1 - self.at
            self.link, self.open = None, self.outside
            self.take(Delimiter("[", self.at, "closes"), length)
        else:
            self.take_words(1)

    def read_cite(self) -> None:
        """`[^nca]` or `[^nca, p. 2]`."""
        found = _CITE.match(self.source, self.at, self.end)
        inner, closed = found.groups() if found else ("", "")
        named = _SOURCE.fullmatch(inner.rstrip())
        if not closed:
            message = "This reference to a source is not closed; write [^nca] or [^nca, p. 2]."
            self.report("I308", self.at, message)
        elif not named:
            message = f"“[^{_brief(inner)}]” names no source; write [^nca] or [^nca, p. 2]."
            self.report("I308", self.at, message)
        elif self.link:
            message = "A source can't be named in the words of a link; name it behind the link."
            self.report("I307", self.at, message)
        if closed and named:
            locator = SPACES.sub(" ", named[2] or "")
            self.take(Cite(named[1], locator, self.at), len(inner) + 3)
        else:
            self.take_words(2)

    # --- braces

    def read_brace(self) -> None:
        """`{…}`: a fact, a name, a figure or a date; or its faults."""
        length = self.measure(_BRACES)
        inner = self.source[self.at + 1 : self.at + length - 1]
        if not length:
            self.report("I302", self.at, f"This brace is not closed; {_WHAT_BRACES_HOLD}.")
            self.take_words(1)
        elif named := _NAME.fullmatch(inner):
            self.take(Brace(named[1], named[2] or "", self.at), length)
        elif is_date(inner):
            if fault := check_date(inner):
                self.report("I304", self.at, fault)
            self.take(DateBrace(inner, self.at), length)
        else:
            self.report("I303", self.at, _describe_braces(inner))
            self.take_words(length)

    def read_template_code(self) -> None:
        """`{{ … }}` and `{% … %}` belong into templates."""
        length = self.measure(_TEMPLATE_CODE)
        code = self.source[self.at : self.at + length]
        inner = code.strip("{}% \t\r\n")
        called = code.startswith("{{") and _NAME.fullmatch(inner)
        advice = f"write {{{inner}}}" if called else _WHAT_BRACES_HOLD
        self.report("I301", self.at, f"“{_brief(code)}” is template code, not content; {advice}.")
        self.take_words(length)


_STRONG = 2  # asterisks: they may open inside a word, which one can't: 3*4*5
_Emphases = tuple[Literal["*", "**"], ...]
_MARKS: dict[int, _Emphases] = {1: ("*",), 2: ("**",), 3: ("*", "**")}


def _bracket_pairs(source: str) -> dict[int, int]:
    """A text → where each of its brackets that are closed is closed; escaped ones are none."""
    waiting: dict[str, list[int]] = {"]": [], ")": []}
    pairs = {}
    for found in _BRACKETS.finditer(source):
        match found[0]:
            case "[":
                waiting["]"].append(found.start())
            case "(":
                waiting[")"].append(found.start())
            case "]" | ")" as closing if waiting[closing]:
                pairs[waiting[closing].pop()] = found.start()
    return pairs


def _check_href(href: str) -> str:
    """Where a link leads → a sentence that says why it can't, or nothing."""
    if not href:
        return f"This link leads nowhere; {_WHERE_LINKS_LEAD}."
    if any(sign.isspace() or not sign.isprintable() for sign in href):
        return f"“{_brief(href)}” holds a space or a sign that no address may have."
    if not _HREF.fullmatch(href):
        return f"“{_brief(href)}” can't be linked to; {_WHERE_LINKS_LEAD}."
    return ""


def _describe_braces(inner: str) -> str:
    """What stands in braces → a sentence that says what may stand there."""
    if _NAME.fullmatch(inner.strip()) or is_date(inner.strip()):
        return f"No space stands inside braces; write {{{inner.strip()}}}."
    return f"“{{{_brief(inner)}}}” is nothing that can be looked up; {_WHAT_BRACES_HOLD}."


def _brief(text: str) -> str:
    words = SPACES.sub(" ", text)
    return words if len(words) <= 40 else f"{words[:39]}…"
