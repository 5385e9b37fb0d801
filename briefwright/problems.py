"""What can go wrong, and whose fault it is.

    ContentError      the author's: one or many Problems, each at its place     exit 1
    MachineError      the machine's: something is missing, named                exit 3
    any other error   ours: it stops one edition, with a report for us          exit 4

A Problem is a value. Whoever finds one adds it to a list and reads on, so that
all of them are shown in one run; only the ends raise.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


# Every code that a Problem may have, with what it means: the table that the documentation prints;
# `tests/broken/<code>/` holds the smallest specimen of each.
CODES: dict[str, str] = {
    # Y1: the form of a YAML file
    "Y101": "More than a briefing can hold: bytes, depth, texts, or the length of one.",
    "Y102": "A tab where spaces belong.",
    "Y103": "A blank from a word processor, or an invisible character.",
    "Y104": "A line that is indented too little or too much.",
    "Y105": "The same key twice.",
    "Y106": "An anchor, an alias, a tag or a directive.",
    "Y107": "A second document in one file.",
    "Y108": "A key that is not one text on one line.",
    "Y109": "A text that begins with a sign of YAML's own and lacks its quotes.",
    "Y110": "A second colon in a text without quotes.",
    "Y111": "A number sign that would cut a text, or a comment inside one.",
    "Y112": "A comma that cuts a value between brackets, or one that is missing.",
    "Y113": "A bracket that is not closed, or something after it.",
    "Y114": "A quote mark that is not closed, or that closes too early.",
    "Y115": "A single backslash between double quote marks.",
    "Y116": "A text after `>` or `|` that doesn't begin below it, or not straight.",
    "Y117": "A line that is neither a key nor an item, or whose dash or colon is botched.",
    "Y118": "A line in a text after `>` that looks like a comment or an item (a warning).",
    "Y119": "Something that other readers of YAML read otherwise.",
    # C2: what the content says
    "C201": "There is no briefing.yaml in the folder.",
    "C202": "A file is empty, too large, not UTF-8, or leads out of the briefing's folder.",
    "C203": "Nothing reads a YAML file of this name.",
    "C204": "The same thing stands in two places.",
    "C205": "`format:` is missing, or not one that this version reads.",
    "C206": "A key that can't stand here.",
    "C207": "There is no kind of block of this name.",
    "C208": "A label stands outside a list's items.",
    "C209": "A block's first key doesn't say what it is.",
    "C210": "Something that is needed is missing or empty.",
    "C211": "A value has the wrong form: a list where a text belongs, for instance.",
    "C212": "A list, an item or a cell with nothing in it.",
    "C213": "A word that isn't one of those which the key knows.",
    "C214": "Neither yes nor no.",
    "C215": "Not a date.",
    "C216": "Not a number, or one with a thousands separator or a unit.",
    "C217": "Not a language code.",
    "C218": "Neither open nor internal nor a marking in capitals.",
    "C219": "A part is handled less strictly than the whole.",
    "C220": "Not a date, a time and a time zone.",
    "C221": "A second paragraph where there is room for one.",
    "C222": "A row has more or fewer cells than the table has columns.",
    "C223": "A shape or a focus point that a picture can't be cut to.",
    "C224": "A section too deep, or an annex inside a section.",
    "C225": "An id or a name that can't be one.",
    "C226": "Two things have the same address.",
    "C227": "One name for two things: a fact, a name or a figure.",
    "C228": "A brace or a link that leads to nothing.",
    "C229": "A form that a name, a figure or a section doesn't have.",
    "C230": "There is no source of this name.",
    "C231": "There is no fact of this name.",
    "C232": "A picture can't be read: missing, too large, or outside the briefing's folder.",
    "C233": "A web address that doesn't begin with https, http, mailto or #.",
    "C234": "A departure names an address that no text has.",
    "C235": "A departure's text doesn't stand exactly once at its address.",
    "C236": "Nothing uses a fact, a name or a source (a warning).",
    "C237": "A picture without words for those who can't see it.",
    "C238": "A kind of block without its colon.",
    "C239": "A heading with nothing under it (a warning).",
    "C240": "A data file can't be read: missing, too large, of another kind, or not in the folder.",
    "C241": "A CSV file is not saved as UTF-8, or holds a character that can't be printed.",
    "C242": "A data file has more rows than a briefing can print, or none.",
    "C243": "A column of a data file without a name, or with another's, or merged cells.",
    "C244": "A row of a data file has more or fewer cells than its header.",
    "C245": "A cell of a data file begins like a formula.",
    "C246": "A data file has no column, or no sheet, of this name.",
    "C247": "A cell of a data file isn't a number where one belongs.",
    "C248": "A quote mark in a CSV file that is not closed, or that closes too early.",
    "C249": "A merged cell that goes on from none, or makes no rectangle with it.",
    "C250": "A note under a table that no cell calls.",
    "C251": "A CSV file isn't saved as UTF-8; it was read as its country writes (a warning).",
    "C252": "Numbers of a data file were read with a decimal comma (a warning).",
    "C253": "A list in a cell that has a list inside it, or whose numbers don't follow each other.",
    "C260": "Not a position on the earth.",
    "C261": "A chart without numbers, or of one number.",
    "C262": "More rows, categories or series than a reader can take in.",
    "C263": "A number that this kind of chart can't show.",
    "C264": "A timeline that isn't in order.",
    "C265": "A total that isn't the sum of the rows above it.",
    "C266": "A chart of numbers with different units.",
    "C267": "A series where one number belongs, or one number where a series belongs.",
    "C268": "There is no country of this name.",
    "C269": "A specification of a chart that can't be read.",
    "C270": "Something to be highlighted that a chart doesn't have, or can't highlight.",
    "C271": "A threshold, or a day, in a drawing that has no line for it.",
    "C272": "A remark on a row that a chart doesn't have.",
    "C273": "A scale that a chart can't have.",
    "C274": "A chart that lacks series for its lines or sides; gaps or panels of a kind without.",
    "C275": "Numbers that a map can't show: none, of one country twice, of several columns.",
    "C276": "A file of regions that can't be drawn.",
    "C277": "There is no region of this name in a map's file.",
    "C278": "Bars in a column of a table that has no numbers.",
    "C279": "An inset that a map can't have, or of something that isn't on it.",
    "C280": "A translation of something that isn't there, or that isn't a text.",
    "C281": "A translation of a block that has no id of its own.",
    "C282": "A translation that states other facts than the text.",
    "C283": "A translation that doesn't say which text it translates.",
    "C284": "A plural form that a language doesn't have, or one that is missing.",
    "C285": "A translation into a language that can't be one.",
    "C286": "A number that stands in a text or in its translation alone (a warning).",
    # I3: markup inside a text
    "I301": "template code ({{ … }} or {% … %}) in content",
    "I302": "a brace that is not closed, or that closes nothing",
    "I303": "braces around something that can't be looked up",
    "I304": "a date in braces that the calendar doesn't have",
    "I305": "a link that leads elsewhere than https, http, mailto or #",
    "I306": "a link that is not closed",
    "I307": "a link without words, or with another link or a source in its words",
    "I308": "a reference to a source that is not closed or names none",
    "I309": "too many asterisks opened and not closed",
    "I310": "a character that can't be printed",
    # F4: facts
    "F401": "a formula names a fact that there isn't",
    "F402": "facts worked out from one another in a circle",
    "F403": "a formula's facts have different units, and it has none of its own",
    "F404": "the value typed beside a formula is not what it comes to",
    "F405": "a formula of fewer than two facts, or with one fact twice",
    "F406": "a fact with neither value nor formula",
    "F407": "a value of too many digits",
    "F408": "a plural form that no language has, or one that this language lacks",
    "F409": "a form after the dot that facts don't have",
    "F410": "a form that this fact, or this language, can't be printed in",
    "F411": "a formula's facts have different markings, and it has none of its own",
    "F412": "a form after the dot that a fact of this kind doesn't have",
    "F413": "a fact that is two things at once, or a key that its kind doesn't take",
    "F414": "a range that doesn't rise, a place below 1, decimals that aren't a small whole number",
    "F415": "a list or a series with the same entry twice",
    "F416": "a formula over a fact of another kind: a sum of dates, for instance",
    "F417": "a division by zero",
    "F418": "a change from or to a point that its series doesn't have",
    "F419": "`holds:` is no comparison",
    "F420": "`holds:` isn't true",
    "F421": "`holds:` names a fact that there isn't, or that can't be compared",
    "F422": "a difference below zero (a warning)",
    "F423": "a share over 100 per cent, or below zero (a warning)",
    # A5: audience folders
    "A501": "There is no audience of this name.",
    "A502": "An audience extends itself.",
    "A503": "A setting of an audience is unknown or has a wrong value.",
    "A504": "A stylesheet names a font that no installed font package has.",
    "A505": "A text refers to a part that this audience doesn't get.",
    "A506": "There are no words for this language.",
    "A507": "The words for a language are incomplete.",
    "A508": "A file of the templates isn't saved as UTF-8.",
    "A509": "An audience's order has no place for a block.",
    "A510": "`for:`, `not_for:` or `audiences:` names an audience that there isn't.",
    "A511": "Something is for an audience that may not see it by its handling.",
    "A512": "The whole briefing is handled in a way that an audience may not see.",
    "A513": "A text refers to a part in a form that this edition doesn't have.",
    "A514": "A heading refers to itself.",
    "A515": "The words for a language are partly English.",
    "A520": "A text has no translation into the language of an edition.",
    "A521": "A text has changed since it was translated.",
    "A522": "A translation is for an audience that there isn't.",
    # E1: what an editor would mark
    "E101": "An acronym that is nearly, but not quite, a known one.",
    "E102": "An acronym that its first reader can't know (a warning).",
    "E103": "A short form that is explained and not needed, or explained twice (a warning).",
    "E104": "A bracket or a quotation mark that is not closed, or closes nothing.",
    "E105": "Digits typed in a text: a fact has that value, or should (a warning).",
    "E106": "Numbers that don't come to what the text says.",
    "E107": "A word of time without a date that a later reader could hold on to (a warning).",
    "E108": "A figure without its date, or with two values (a warning).",
    "E109": "One thing under two names (a warning).",
    "E110": "An official name with words missing.",
    "E111": "A list that doesn't bear out what is said of it (a warning).",
    "E112": "Dates, ranges and dashes in more than one style (a warning).",
    "E113": "Another spelling, or a word that is likely another (a warning).",
    "E114": "Headings, items and sections that don't match one another (a warning).",
    "E115": "Something that a briefing lacks before it may go out.",
    "E116": "A date that the calendar doesn't have.",
    "E117": "Quotation marks, spaces and signs that don't belong (a warning).",
    "E118": "An acceptance of a code that no rule of the editor has.",
    "E119": "An acceptance that nothing needs any more (a warning).",
    "E120": "“another” beside a number: included, or on top of it? (a warning)",
    "E121": "A superlative without a source (a warning).",
    "E122": "HTML or Markdown in a text, which is printed as it stands (a warning).",
    "E123": "A rise or a fall in words, and a number with the other sign (a warning).",
    "E124": "One name with other capitals, hyphens or letters (a warning).",
    "E125": "A number that is a fact's with two digits swapped (a warning).",
    "E126": "An embargo that ends after the briefing's own day, or after the meeting (a warning).",
    "E127": "A key figure of which nothing says what it counts (a warning).",
    "E128": "One text that is translated in two ways (a warning).",
    "E129": "A unit whose translation is another unit (a warning).",
    "E130": "A chart that names no source (a warning).",
    "E131": "A number so small beside another that its bar can't be seen (a warning).",
    "E132": "A number with the decimal sign or the thousands of another language (a warning).",
    # T6: templates, before anything is rendered
    "A530": "An edition takes more pages than its audience allows.",
    "A540": "A key of house.yaml is unknown or has a wrong value, or its file isn't there.",
    "A541": "A text of house.yaml has no translation into the language of an edition (a warning).",
    "A542": "A row of boundaries.yaml that can't be read, or names no boundary.",
    "A550": "An audience is bilingual and hasn't two languages.",
    "A551": "A briefing lacks a language of a bilingual audience (a warning).",
    "A552": "What has changed since an issued edition is not compared here (a warning).",
    "T601": "A template can't be read: its Jinja is wrong.",
    "T602": "A template asks for something that its block doesn't have.",
    "T603": "A template writes an element that is not in the vocabulary.",
    "T604": "A template writes an attribute that is not in the vocabulary.",
    "T605": "A template writes a role that is not in the vocabulary, or fills one in.",
    "T606": "A template holds words of its own.",
    "T607": "A template holds an HTML comment.",
    # H7: rendered pages
    "H701": "A page holds something that is not in the vocabulary.",
    "H702": "Something stands where the vocabulary doesn't allow it.",
    "H703": "An element lacks an attribute that it needs.",
    "H704": "A text is printed twice.",
    # L8: layout, fonts, files that a page loads
    "L801": "Something could not be set or loaded, and would have been left out.",
    "L802": "A declaration in a stylesheet is unknown and has no effect.",
    "L803": "A page or a stylesheet asks for a file that is not there, or not ours.",
    "L804": "A font lacks a character.",
    "L805": "A stylesheet asks for a font that no @font-face declares.",
    "L806": "A stylesheet lays something out in a way that Word can't follow.",
    "L807": "A stylesheet hides something.",
    "L808": "A link begins with something else than https, http, mailto or #.",
    "L809": "A picture is damaged, too large or of a kind that isn't taken, or moves.",
    "L810": "A specification in Vega-Lite that can't be drawn.",
    "L811": "A drawing that would be higher than a page.",
    "L812": "A variable that drawings take their colours or letters from has no value for that.",
    "L813": "Columns with a threshold have no room for their words side by side.",
    "L820": "A stylesheet shows the table that a chart is drawn from.",
    "L824": "A stylesheet sets what one of the files can't show (a warning).",
    "L825": "The colours of a text are too faint to be read.",
    "L826": "A column of a table is too wide for a page, whatever is done for it.",
    "L830": "A font that can't be put into Word files (a warning).",
    "L831": "The Word file that an audience begins with is missing, or can't be used.",
    "L832": "The Word file that an audience begins with lacks something (a warning).",
    "L833": "The Word file that an audience begins with has a font of its own (a warning).",
    "L834": "The Word file that an audience begins with holds what stays out of files (a warning).",
    "L840": "A mail can't show all of an edition: a drawing, a picture, a wide table.",
    # R9: how much an edition may take
    "R901": "An edition took longer than it may.",
    "R902": "An edition took more of the processor's time than it may.",
    "R903": "An edition needed more memory than it may.",
    "R904": "The process that built an edition ended by itself.",
    "R905": "Elements of a page stand too deep inside one another.",
    "R906": "A page or a table is too long.",
    "R907": "A cell spans more rows or columns than a table may have.",
    "R908": "An edition shows too many pictures, or too many pixels.",
    "R909": "A drawing holds more than can be drawn: bytes, elements, letters, or a number.",
    "R910": "Something that runs, loads or styles stands where it may not.",
    "R911": "A stylesheet is too long, nested too deep, or its variables come to too much.",
    "R912": "A number or a text in a stylesheet is too large or too small.",
    "R913": "A file of the templates leads out of its folder.",
    # P9: parity of the files
    "P901": "something that the edition says is missing from the page or from a file",
    "P902": "something stands twice",
    "P903": "something stands in another place",
    "P904": "something reads differently",
    "P905": "a number differs",
    "P906": "something is printed that the edition doesn't say",
    "P907": "something is set as another kind: a heading as a paragraph",
    "P908": "a line of the contents leads to another page, or a reference names another one",
    "P910": "nothing is expected of an edition",
    "P911": "nothing could be read from a page or file",
    "P913": "something is printed that nobody can see in full",
    "P914": "something stands in a file that isn't on the list of what may stand there",
    "P915": "a head, a link, a property or what is painted isn't what the page says",
    "P916": "a drawing doesn't say what its figure says: its bars, lines, dots or words",
    "P912": "more differs than is listed",
    # S9: what a reader must not see, in finished files
    "S901": "A file holds words of something that its reader must not see.",
    "S902": "A file holds a name or a marking that only withheld parts have.",
    "S903": "A file holds a number that only withheld parts tell.",
    "S904": "A file holds a name of the authors' own for something: an id, a key, a path.",
    "S905": "A file carries something that can't be searched.",
    "S906": "A file holds a picture that its reader must not see.",
    "S907": "A text states a number that a withheld fact alone has (a warning).",
    # D1: lists of recipients
    "D101": "A list of recipients has a column that there isn't, or lacks the one of addresses.",
    "D102": "Something that isn't one e-mail address.",
    "D103": "The same address twice in a list of recipients.",
    "D104": "An address or a name with letters that look like others (a warning).",
    "D105": "A cell of a list of recipients says what its column doesn't know.",
    "D106": "A list of recipients is empty, too long or too large.",
    # D2: delivery.yaml; D3: messages
    "D201": "A setting of delivery.yaml is unknown or has a wrong value.",
    "D202": "There is no delivery.yaml, or something that it needs is missing.",
    "D203": "A password stands in delivery.yaml.",
    "D301": "A header of a message can't hold what it should, or would be another one.",
    # B1: Briefwright itself
    "B101": "A fault of Briefwright, not of the briefing: it stops one edition, and is reported.",
}


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file that somebody wrote: line and column count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Segment(NamedTuple):
    """From the character `offset` of a text on, it stands in one piece at `line` and `column`."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True)
class Trail:
    """Where each character of a text stands in its file, folded lines and escapes included."""

    file: str
    stretches: tuple[Segment, ...]

    def spot(self, offset: int) -> Place:
        """The place of the offset-th character of the text."""
        after = bisect_right(self.stretches, offset, key=lambda stretch: stretch.offset)
        stretch = self.stretches[max(0, after - 1)]
        return Place(self.file, stretch.line, stretch.column + max(0, offset - stretch.offset))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code from CODES, a sentence for its author, and where.

    `where` is the place in a file, `at` the address of the block it is about, if there is one,
    `offset` the character of the text at fault, from 0, where only whoever knows that text can
    say its place; `proposal` says what could stand there instead.
    """

    code: str
    message: str
    where: Place | None = None
    at: str = ""
    level: Level = "error"
    proposal: str = ""
    offset: int = 0

    def __str__(self) -> str:
        spot = f"{self.where}: " if self.where else (f"{self.at}: " if self.at else "")
        mild = "" if self.level == "error" else f"{self.level}: "
        better = f" {self.proposal}" if self.proposal else ""
        return f"{spot}{self.code} {mild}{self.message}{better}"


class ContentError(Exception):
    """The content, a template or an output is at fault: every Problem of the run, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["ContentError"], tuple[object, ...]]:
        return (type(self), (self.problems,))


class ProofError(ContentError):
    """A finished file is at fault: no draft passes over it."""


class DisclosureError(ProofError):
    """A file holds what its reader must not see; nothing in the problems quotes it."""


class MachineError(Exception):
    """The machine lacks something: one sentence that says what to install and how."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems → those that fail a build."""
    return tuple(problem for problem in problems if problem.level == "error")


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems → the same without repeats, by file, line and column; those without a place last."""
    unique = dict.fromkeys(problems)
    nowhere = Place("\uffff", 0)
    return tuple(sorted(unique, key=lambda problem: (problem.where or nowhere, problem.code)))


def locate(problems: Iterable[Problem], places: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Problems and where each address was written → the same, each with its place if it has one.

    A template's fault stands in the template; which block it was to print is said besides.
    """
    return tuple(_with_place(problem, find_place(problem.at, places)) for problem in problems)


def _with_place(problem: Problem, place: Place | None) -> Problem:
    if problem.code == "T602" and place:
        return replace(problem, message=f"{problem.message} It was to print {place}.")
    return replace(problem, where=problem.where or place)


def find_place(at: str, places: Mapping[str, Place]) -> Place | None:
    """An address → where it, or the nearest thing that holds it, was written."""
    while at and at not in places:
        at = at.rpartition(".")[0]
    return places.get(at)


def suggest(word: str, known: Iterable[str]) -> str:
    """A misspelt word and the known ones → ', did you mean “x”?' or nothing.

    Only a slip is put right: a word that other programs know means something else.
    """
    from difflib import get_close_matches  # imported for a message, not on every run

    close = get_close_matches(word, list(known), n=1, cutoff=_NEAR)
    return f"; did you mean “{close[0]}”?" if close and word not in _NO_SLIPS else ""


_NEAR = 0.74  # of their letters, in order, two words share
# Settings of other programs for charts, tables and texts.
_NO_SLIPS = frozenset({
    "area", "align", "axis", "border", "cite", "filter", "foot",
    "format", "group", "head", "legend", "limit", "lines", "link", "merge", "order", "page",
    "place", "scale", "share", "size", "sort", "stack", "style", "sum", "total",
})  # fmt: skip
