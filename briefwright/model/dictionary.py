"""The dictionary: everything that an author can write in a briefing, and nothing else.

Values are frozen and closed. A field's name is the key in the YAML file (`for_` is `for`, and
`list_` is `list`); its type says which form the loader takes and its `Annotated` text is what
editors show while somebody types. What a build works out from this stands in `edition`, as new
values: nothing here is ever overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

from briefwright.problems import Place, Trail

# ----------------------------------------------------------------- inside a line of text
# What `inline` finds in an author's text. `offset` counts characters of that text from 0,
# so that a fault can point at its own token.


@dataclass(frozen=True)
class Str:
    """Plain words."""

    text: str
    offset: int = 0


@dataclass(frozen=True)
class Emphasis:
    """`*stressed*`"""

    content: tuple["Inline", ...]
    offset: int = 0


@dataclass(frozen=True)
class Strong:
    """`**strong**`"""

    content: tuple["Inline", ...]
    offset: int = 0


@dataclass(frozen=True)
class Link:
    """`[text](https://…)`: https, http, mailto or #."""

    content: tuple["Inline", ...]
    href: str
    offset: int = 0


@dataclass(frozen=True)
class Cite:
    """`[^nca]` or `[^nca, p. 2]`: a source, and where in it."""

    source: str
    locator: str = ""
    offset: int = 0


@dataclass(frozen=True)
class Brace:
    """`{serving_now}`, `{serving_now.words}`, `{UNDOF}`, `{missions}`: something the tool writes."""

    name: str
    form: str = ""
    offset: int = 0

    @property
    def noted(self) -> str:
        """The source whose note a `{note-of-source}` names; "" for any other brace."""
        _, found, source = self.name.partition("note-of-")
        return source if found and self.name.startswith(found) else ""


@dataclass(frozen=True)
class DateBrace:
    """`{2009-03-21}`: a date, printed in the edition's language."""

    date: str
    offset: int = 0


# What a cell of a table may be made of, where it says more than one line of text.
PartKind = Literal["paragraph", "bullet", "number"]


@dataclass(frozen=True)
class PartStart:
    """Where a paragraph or an item of a list begins in a cell; `number` is that of the item.

    A paragraph that comes first has none, so that a cell of one paragraph has none at all.
    """

    part: PartKind
    number: int = 0
    offset: int = 0


Inline = Str | Emphasis | Strong | Link | Cite | Brace | DateBrace | PartStart


@dataclass(frozen=True)
class Text:
    """One paragraph of running text, or a cell of a table: as typed, and what was found in it.

    In a cell each line is a paragraph, or an item of a list.
    `untranslated` is its address, in an edition whose language it isn't written in.
    """

    source: str
    content: tuple[Inline, ...]
    untranslated: str = ""


# ----------------------------------------------------------------- how a value is written


class Form(Enum):
    """How a value is written: the loader reads and checks each form, editors show it."""

    # said by the field's type
    TEXT = "a text in one paragraph"
    TEXTS = "a list of texts"
    ITEMS = "a list of items"
    ROWS = "a list of rows"
    COLUMNS = "a list of columns"
    PLACES = "a list of places"
    EVENTS = "a list of dates with what happened"
    BLOCKS = "a list of blocks"
    WORD = "a word or a short text without markup"
    WORDS = "a list of words"
    FLAG = "yes or no"
    CHOICE = "one of a few words"
    NUMBER = "a number"
    WHEN = "a date or period, or words in quotes"
    PAIRS = "keys of your own, each with a word"
    # said beside the type, since the type alone doesn't
    PROSE = "text; a blank line starts a paragraph"
    FACT = "the name of a fact"
    SOURCE = "the name of a source"
    FACTS = "a list of facts"
    ID = "a name for a block"
    ADDRESS = "the address of a text"
    HANDLING = "open, internal or a marking"
    LANGUAGE = "a language code"
    DAY = "a date with its day"
    MOMENT = "a date, a time and a time zone"
    URL = "a web address"
    PICTURE = "a picture file in the briefing's folder"
    FILE = "a file in the briefing's folder"
    DATA = "a CSV or Excel file in the briefing's folder"
    COUNTRIES = "a list of countries"
    COUNTRY = "a country, or its code"
    POSITION = "a latitude and a longitude"
    RATIO = "a width and a height, such as 16:9"
    FOCUS = "per cent from the left and from the top, such as 30% 70%"
    UNIT = "a word, or its plural forms"
    TOTAL = "yes or no, or a list of columns"
    HOLDS = "a comparison of facts, such as share >= 85 %"


# Running text in which a blank line starts a paragraph.
Prose = Annotated[tuple[Text, ...], Form.PROSE]

FactName = Annotated[str, Form.FACT]  # lower-case letters, digits and `_`
SourceName = Annotated[str, Form.SOURCE]
Id = Annotated[str, Form.ID]
Handling = Annotated[str, Form.HANDLING]
Names = tuple[str, ...]  # a list of names: of audiences, of facts
Flag = bool  # yes or no
Detail = Literal["key", "normal", "full"]
DocumentKind = Literal[
    "briefing", "fact_sheet", "background", "situation_report", "one_pager", "advisory",
    "event_note", "speech", "questions_and_answers", "press_release",
]  # fmt: skip
Status = Literal["draft", "for_comment", "cleared", "final", "superseded"]


@dataclass(frozen=True)
class When:
    """A date or period as precise as the author knows it.

    `text` is what was typed: 2009-03-21, 2015-12, 2013, 2023..2024, 2017.., 2026-03-03 14:30, or
    words in quotes, for which `words` is true. `untranslated` is the address of words that aren't in the edition's
    language.
    """

    text: str
    words: bool = False
    untranslated: str = ""


# ----------------------------------------------------------------- blocks


@dataclass(frozen=True, kw_only=True)
class Common:
    """Keys that every block and every list item may carry."""

    id: Annotated[Id, "A name of your own for this block; it keeps its address when others move"] = ""
    for_: Annotated[Names, "Only these audiences see it"] = ()
    not_for: Annotated[Names, "These audiences don't see it"] = ()
    detail: Annotated[Detail, "How deep it goes: key, normal or full"] = "normal"
    handling: Annotated[Handling, "Whether it may leave the house: open, internal or a marking"] = ""
    origin: Annotated[Literal["source", "ours"], "ours: the published source doesn't say it"] = "source"
    source: Annotated[SourceName, "The source it rests on, by its name in sources"] = ""
    holds: Annotated[str, Form.HOLDS, "What must be true of the facts, so that these words may stand"] = ""
    plain: Annotated[Text | None, "The same in plain words; some audiences prefer it"] = None
    short: Annotated[Text | None, "The same, shorter; some audiences prefer it"] = None
    speak: Annotated[Text | None, "The same, to be spoken; some audiences prefer it"] = None
    comments: Annotated[Names, "What reviewers remarked; no edition prints it"] = ()


@dataclass(frozen=True, kw_only=True)
class Item(Common):
    """One item of a list: `Label: text`, a bare text, or the long form with these keys."""

    label: Annotated[Text | None, "What stands before the colon, set apart"] = None
    text: Annotated[Text | None, "The item's words"] = None
    fact: Annotated[FactName, "A fact, where the item is a number"] = ""
    items: Annotated["Items", "A list inside this item"] = ()


Items = tuple[Item, ...]
FactItems = Annotated[Items, Form.FACTS]


@dataclass(frozen=True, kw_only=True)
class Row(Common):
    """One row of a table: a bare list of cells, the name of a fact, or the long form with these keys."""

    cells: Annotated[tuple[Text, ...], "The row's cells, one for each column; < goes on from the cell to its left, ^ from the one above; after | each line of a cell may be a paragraph, or an item that begins with -, or with 1."] = ()
    group: Annotated[Text | None, "A heading over the rows that follow, across all columns"] = None
    fact: Annotated[FactName, "A fact that fills the row: its label, its number, its date"] = ""
    label: Annotated[Text | None, "What the row calls the fact, in place of the fact's own label"] = None
    total: Annotated[Names, Form.TOTAL, "yes: the row adds up those above it, which is checked; or the columns that it adds up, where others are rates"] = ()


Rows = tuple[Row, ...]
ALL_COLUMNS: Names = ("*",)  # of a total that says `yes`


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table or of a data file: its head alone, or the long form with these keys."""

    column: Annotated[Text, "The head of the column"]
    unit: Annotated[str, "What its numbers count, printed in the head"] = ""
    show: Annotated[Literal["auto", "label", "value", "full", "words", "about", "rounded", "absolute", "short", "unit", "date", "as_of", "source", "line"], "What of a fact stands here; auto is the label first, then the value, then the date; source is where it is from; line is the last number of a series, and a small line of all"] = "auto"
    bars: Annotated[Flag, "yes: a bar beside each number, all on one scale; not in rows that are totals"] = False
    under: Annotated[Text | None, "A head that this column shares with its neighbours, above its own"] = None
    from_: Annotated[str, "The column's name in the data file, where it is another"] = ""


Columns = tuple[Column, ...]


@dataclass(frozen=True)
class Position:
    """A place on the earth, in degrees: north and east are positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class MapPlace(Common):
    """One place on a map."""

    place: Annotated[Text, "What the map calls it"]
    position: Annotated[Position, Form.POSITION, "Where it is, such as 33.1 N 35.8 E"]
    note: Annotated[Text | None, "A few words beside the name"] = None
    fact: Annotated[FactName, "A number that is shown as a circle, whose area it is"] = ""


MapPlaces = tuple[MapPlace, ...]


@dataclass(frozen=True, kw_only=True)
class Event(Common):
    """One event of a timeline: `2009-03-21: what happened`, or the long form with these keys."""

    date: Annotated[When, "When it happened: 1991-08-29, 2015-12, 2013, 1990s, 2023..2024, 2017.., 2026-03-03 14:30"]
    text: Annotated[Text, "What happened"]
    around: Annotated[When | None, "Where words such as “early 1990s” stand in time: 1990..1993"] = None
    group: Annotated[Text | None, "In a Gantt chart, a heading over this row and those that follow"] = None


Events = tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class TextBlock(Common):
    """`text:` running text; a bare text in a body is the same.

    Prints one or more paragraphs, with their links and notes.
    """

    text: Annotated[Prose, "Running text; a blank line starts a paragraph"]


@dataclass(frozen=True, kw_only=True)
class ListBlock(Common):
    """`list:` a list, with words that lead into it or none.

    Prints the words that lead into it, if there are any, then its items: with points, numbered,
    or in columns.
    """

    list_: Annotated[Text | None, "Words that lead into the list"] = None
    items: Annotated[Items, "The items"] = ()
    ordered: Annotated[Flag, "yes: the items are numbered"] = False
    columns: Annotated[Flag, "yes: short items are set in columns"] = False


@dataclass(frozen=True, kw_only=True)
class Section(Common):
    """`section:` a heading and what stands under it; four levels at the most.

    Prints its heading, and below it what stands in its body; in short editions the summary
    instead.
    """

    section: Annotated[Text, "The heading"]
    summary: Annotated[Text | None, "One sentence that replaces the body for hurried audiences"] = None
    slot: Annotated[str, "The place of this section in an audience's order"] = ""
    body: Annotated["Blocks", "What stands in the section"] = ()


@dataclass(frozen=True, kw_only=True)
class KeyMessages(Common):
    """`key_messages:` what a reader keeps who reads nothing else.

    Prints a box headed “Key messages”, with one paragraph a message.
    """

    key_messages: Annotated[Items, "One to five messages, each true standing alone"]


@dataclass(frozen=True, kw_only=True)
class KeyFigures(Common):
    """`key_figures:` a strip of three to six numbers, each a fact.

    Prints a strip: each number large, below it its label and its day. A day that several share, where
    no other key figure lacks one, stands once below them all.
    """

    key_figures: Annotated[FactItems, "Facts by name, or {label: …, fact: …}"]


@dataclass(frozen=True, kw_only=True)
class Figure(Common):
    """Keys that every figure takes. The finding is its headline; without one, its own words are."""

    finding: Annotated[Text | None, "What the reader should see in it, as a sentence: its headline"] = None
    alt: Annotated[Text | None, "The figure in words, for those who can't see it"] = None
    note: Annotated[Text | None, "A remark under the figure"] = None
    credit: Annotated[Text | None, "Who made it"] = None
    licence: Annotated[Text | None, "Under which licence it may be used"] = None


@dataclass(frozen=True, kw_only=True)
class Table(Figure):
    """`table:` a caption, columns and rows.

    Prints a number and the caption above, then heads and rows, the source and notes below.
    Numbers stand to the right.
    """

    table: Annotated[Text, "The caption: say what the table shows"]
    columns: Annotated[Columns, "The heads of the columns"] = ()
    rows: Annotated[Rows, "Rows, each a list of cells or the name of a fact"] = ()
    data: Annotated[str, Form.DATA, "A CSV or Excel file that holds the rows"] = ""
    sheet: Annotated[str, "The sheet of a workbook, if it isn't the first"] = ""
    decimal: Annotated[Literal["auto", "comma", "point"], "comma or point: which stands before decimals in the file"] = "auto"
    wide: Annotated[Flag, "yes: set on a page turned sideways"] = False
    notes: Annotated[tuple[Text, ...], "Notes on single cells: a cell calls the first as [^a], the second as [^b]"] = ()


IconName = Literal["people", "money", "place", "date", "warning", "decision"]
ChartKind = Literal[
    "bar", "stacked_bar", "column", "histogram", "combo", "diverging", "dot", "area", "slope", "line",
    "share", "waffle", "pictogram",
]


@dataclass(frozen=True, kw_only=True)
class Chart(Figure):
    """`chart:` a drawing of numbers, from facts, from series or from a data file.

    Prints a number and the caption, the drawing, and the source below. In Word it is Word’s own
    chart, with its numbers inside.
    """

    chart: Annotated[Text, "What it shows: what is counted, where and when"]
    kind: Annotated[ChartKind, "bar, stacked_bar, column, histogram, combo, diverging, dot, area, slope, line, share, waffle or pictogram"] = "bar"
    rows: Annotated[FactItems, "Facts by name, or {label: …, fact: …}"] = ()
    series: Annotated[FactItems, "Facts that are series, each a line or a colour of its own"] = ()
    data: Annotated[str, Form.DATA, "A CSV or Excel file: labels in its first column, numbers in the others"] = ""
    sheet: Annotated[str, "The sheet of a workbook, if it isn't the first"] = ""
    decimal: Annotated[Literal["auto", "comma", "point"], "comma or point: which stands before decimals in the file"] = "auto"
    columns: Annotated[Columns, "Which columns of the data file are drawn, the one with the labels first"] = ()
    unit: Annotated[Text | None, "What all of its numbers count; printed above the drawing"] = None
    sort: Annotated[Literal["none", "ascending", "descending"], "By the first number of each row: ascending or descending"] = "none"
    highlight: Annotated[Names, "Rows that stand out, or lines; all others are grey"] = ()
    annotations: Annotated[Items, "Remarks on rows: `2021: The border closes.`; a letter at the row leads to each"] = ()
    percent: Annotated[Flag, "yes: each number is printed as what it is of the whole, in per cent"] = False
    threshold: Annotated[FactItems, "A fact such as a target, drawn across columns or lines: its name, or {label: …, fact: …}"] = ()
    log: Annotated[Flag, "yes: lines on a logarithmic scale, where numbers are of very different sizes"] = False
    lines: Annotated[Names, "In a combo: the series that are lines, over the columns of the others"] = ()
    second_axis: Annotated[Text | None, "In a combo: what the lines count, if they have an axis of their own"] = None
    middle: Annotated[str, "In a diverging chart: the series that is on neither side of the line"] = ""
    icon: Annotated[IconName, "In a pictogram: people, money, place, date, warning or decision"] = "people"
    each: Annotated[Decimal | None, "In a pictogram: what one icon stands for; without it a round number is chosen"] = None
    panels: Annotated[Flag, "yes: a small chart of its own for each series"] = False
    own_scales: Annotated[Flag, "yes: each panel has a scale of its own, where their numbers are of very different sizes"] = False
    vega_lite: Annotated[str, Form.FILE, "A specification of your own in Vega-Lite, as a JSON file"] = ""


@dataclass(frozen=True, kw_only=True)
class Map(Figure):
    """`map:` places, and countries or regions that are shaded, by numbers or without.

    Prints a number and the caption, the map with its places, a scale bar, and where the
    positions are from. Numbers are shown in classes or as circles, and printed as a table.
    """

    map: Annotated[Text, "What it shows"]
    places: Annotated[MapPlaces, "The places, each with its position"] = ()
    countries: Annotated[Names, Form.COUNTRIES, "Countries that are shaded, by their English names"] = ()
    regions: Annotated[str, Form.FILE, "A GeoJSON or TopoJSON file with the outlines of regions, such as provinces"] = ""
    region_names: Annotated[str, "Which property of that file holds the names of the regions"] = "name"
    shaded: Annotated[Names, "Regions that are shaded, by their names in that file"] = ()
    data: Annotated[str, Form.DATA, "A CSV or Excel file: countries or regions in its first column, a number for each in another"] = ""
    sheet: Annotated[str, "The sheet of a workbook, if it isn't the first"] = ""
    decimal: Annotated[Literal["auto", "comma", "point"], "comma or point: which stands before decimals in the file"] = "auto"
    columns: Annotated[Columns, "Which columns of the data file are shown: the one with the countries or regions, the one with the numbers"] = ()
    show: Annotated[Literal["shades", "circles"], "shades, or circles whose areas are the numbers"] = "shades"
    classes: Annotated[Literal["quantiles", "equal"], "How they are put into classes: as many in each, or classes of equal width"] = "quantiles"
    breaks: Annotated[Names, "The numbers at which a new class begins, in place of `classes:`"] = ()
    coordinates: Annotated[Text | None, "Where the positions of the places, and the outlines of regions, are from"] = None
    boundary_note: Annotated[Text | None, "What is said of the boundaries, in place of the house's words"] = None
    neighbours: Annotated[Flag, "no: countries around have no names"] = True
    inset: Annotated[Literal["auto", "overview", "detail", "no"], "A small map in a corner: overview shows where the map lies, detail what lies close together; auto: where one is needed"] = "auto"
    enlarge: Annotated[Names, "The places, countries or regions that the detail shows; by itself those whose names have no room"] = ()


@dataclass(frozen=True, kw_only=True)
class Timeline(Figure):
    """`timeline:` dates in order.

    Prints a number and the caption, a table of the dates, and from three dates on
    an axis of time above it; or, as a Gantt chart, a drawing with a row for each date.
    """

    timeline: Annotated[Text, "What it shows"]
    items: Annotated[Events, "A date as the label, then what happened"]
    show: Annotated[Literal["both", "rows", "gantt"], "both: a table and an axis above it; rows: the table alone; gantt: a drawing alone, with a row for each date"] = "both"
    today: Annotated[When | None, Form.DAY, "A day at which a line crosses the rows of a Gantt chart"] = None


PictureWidth = Literal["full", "two_thirds", "half", "third", "quarter"]


@dataclass(frozen=True)
class Ratio:
    """The shape of a picture: `width` to `height`, whole numbers above 0."""

    width: int
    height: int


@dataclass(frozen=True)
class Focus:
    """A point of a picture: per cent of its width from the left, of its height from the top."""

    left: int
    top: int


@dataclass(frozen=True, kw_only=True)
class Image(Figure):
    """`image:` a picture file of this briefing.

    Prints a number and the caption, the picture, and below it who made it. Its alt text is read
    out to those who can’t see it.
    """

    image: Annotated[str, Form.PICTURE, "The picture file, relative to the briefing's folder"]
    caption: Annotated[Text | None, "The caption"] = None
    decorative: Annotated[Flag, "yes: the picture tells nothing and needs no alt text"] = False
    width: Annotated[PictureWidth, "How much of the text's width it takes"] = "full"
    crop: Annotated[Ratio | None, Form.RATIO, "Its width and height after it is cut, such as 16:9"] = None
    focus: Annotated[Focus | None, Form.FOCUS, "What stays in sight where it is cut, such as 30% 70%; the middle if nothing is said"] = None


@dataclass(frozen=True, kw_only=True)
class Quote(Common):
    """`quote:` words that somebody said.

    Prints the words set in, and who said them below.
    """

    quote: Annotated[Prose, "The words"]
    who: Annotated[Text, "Who said them"]
    when: Annotated[When | None, "When"] = None
    where: Annotated[Text | None, "Where"] = None
    pull: Annotated[Flag, "yes: set large, so that it is read first"] = False


@dataclass(frozen=True, kw_only=True)
class Callout(Common):
    """`callout:` text in a box.

    Prints a box on a light ground: its icon, its title, its text.
    """

    callout: Annotated[Prose, "The text in the box"]
    title: Annotated[Text | None, "The box's title"] = None
    kind: Annotated[Literal["note", "warning", "date", "place", "money", "people", "decision", "box"], "note, warning, date, place, money, people, decision or box; all but note and box have an icon"] = "note"


@dataclass(frozen=True, kw_only=True)
class Question(Common):
    """`question:` something that may be asked, and the answer.

    Prints the question in bold letters, the answer below, then what to say if pressed.
    """

    question: Annotated[Text, "The question"]
    answer: Annotated[Prose, "The answer"]
    if_pressed: Annotated[Prose, "What to say to whoever asks again"] = ()


@dataclass(frozen=True, kw_only=True)
class LinesToTake(Common):
    """`lines_to_take:` sentences to say.

    Prints a box headed “Lines to take”, with one line an item. It is for the minister’s page
    and the delegation.
    """

    lines_to_take: Annotated[Items, "The lines, each a sentence that can be quoted"]


@dataclass(frozen=True, kw_only=True)
class Decision(Common):
    """`decision:` what is asked of the reader.

    Prints a box: what is to be decided, what we recommend, by when, and the options as a list.
    """

    decision: Annotated[Text, "What is to be decided"]
    recommendation: Annotated[Prose, "What we recommend"] = ()
    by: Annotated[When | None, "By when"] = None
    options: Annotated[Items, "The options"] = ()


@dataclass(frozen=True, kw_only=True)
class Erratum(Common):
    """`erratum:` a mistake of an earlier edition, put right in this one.

    Prints a box headed “Correction”, at the beginning of an edition: what stood, what stands
    now, and why.
    """

    erratum: Annotated[Text, "What stood, word for word"]
    now: Annotated[Text, "What stands now"]
    why: Annotated[Text | None, "Why"] = None
    edition: Annotated[Text | None, "The edition in which it stood: 1"] = None


@dataclass(frozen=True, kw_only=True)
class Meeting(Common):
    """`meeting:` who meets whom, when and where.

    Prints a box with the meeting’s name, when and where it is, its purpose, who takes part, and
    the agenda.
    """

    meeting: Annotated[Text, "Which meeting"]
    when: Annotated[When | None, "When"] = None
    where: Annotated[Text | None, "Where"] = None
    purpose: Annotated[Text | None, "What it is for"] = None
    participants: Annotated[Items, "Who takes part"] = ()
    agenda: Annotated[Items, "What is talked about"] = ()


@dataclass(frozen=True, kw_only=True)
class Objectives(Common):
    """`objectives:` what we want.

    Prints a list headed “Our objectives”.
    """

    objectives: Annotated[Items, "The objectives"]


@dataclass(frozen=True, kw_only=True)
class Positions(Common):
    """`positions:` who wants what.

    Prints a list headed “Positions”, with each party set apart.
    """

    positions: Annotated[Items, "A party as the label, then its position"]


@dataclass(frozen=True, kw_only=True)
class Background(Common):
    """`background:` for the reader's eyes only; always internal.

    Prints a box headed “Background, not for use”, in editions that may hold what is internal,
    and in no other.
    """

    background: Annotated[Prose, "What the reader should know and not say"]


@dataclass(frozen=True, kw_only=True)
class NotesToEditors(Common):
    """`notes_to_editors:` numbered notes at the end of a press text.

    Prints a numbered list headed “Notes to editors”.
    """

    notes_to_editors: Annotated[Items, "The notes"]


@dataclass(frozen=True, kw_only=True)
class Boilerplate(Common):
    """`boilerplate:` what always stands at the end.

    Prints its heading, if it has one, and its paragraphs.
    """

    boilerplate: Annotated[Prose, "The text"]
    title: Annotated[Text | None, "Its heading"] = None


@dataclass(frozen=True, kw_only=True)
class SourcesBlock(Common):
    """`sources:` the numbered sources, made from `sources` at the place where this stands.

    Prints a section headed “Sources”: each source with its number, in the order in which the
    text refers to them.
    """

    sources: Annotated[Text | None, "A heading of your own"] = None
    show: Annotated[Literal["used", "all"], "used: only those that the text refers to"] = "used"


@dataclass(frozen=True, kw_only=True)
class Glossary(Common):
    """`glossary:` the names that the text uses, written out.

    Prints a section headed “Names and short forms”: each short name and what it stands for.
    """

    glossary: Annotated[Text | None, "A heading of your own"] = None
    show: Annotated[Literal["used", "all"], "used: only those in the text"] = "used"


@dataclass(frozen=True, kw_only=True)
class ListOfFigures(Common):
    """`list_of_figures:` the numbered figures with their pages.

    Prints a list headed “Figures”: number, caption and page of each.
    """

    list_of_figures: Annotated[Text | None, "A heading of your own"] = None


@dataclass(frozen=True, kw_only=True)
class ListOfTables(Common):
    """`list_of_tables:` the numbered tables with their pages.

    Prints a list headed “Tables”: number, caption and page of each.
    """

    list_of_tables: Annotated[Text | None, "A heading of your own"] = None


@dataclass(frozen=True, kw_only=True)
class Contacts(Common):
    """`contacts:` whom to ask.

    Prints a section headed “Contacts”, with one line for each.
    """

    contacts: Annotated[Items, "A name as the label, then how to reach them"]


@dataclass(frozen=True, kw_only=True)
class Annex(Common):
    """`annex:` a section that stands after everything else and may have its own marking.

    Prints a section after all others, which begins with its heading.
    """

    annex: Annotated[Text, "The heading"]
    body: Annotated["Blocks", "What stands in the annex"] = ()


@dataclass(frozen=True, kw_only=True)
class Aside(Common):
    """`aside:` a narrow column beside what follows in its section, up to the next figure or part.

    Prints a narrow column to the right of the text, under a line; where there is no room beside
    the text, it stands above it.
    """

    aside: Annotated[Text | None, "Its title"] = None
    body: Annotated["Blocks", "What stands in it: key figures, contacts, a list, text"] = ()


Block = (
    TextBlock | ListBlock | Section | KeyMessages | KeyFigures | Table | Chart | Map | Timeline
    | Image | Quote | Callout | Question | LinesToTake | Decision | Erratum | Meeting
    | Objectives | Positions | Background | NotesToEditors | Boilerplate | SourcesBlock | Glossary
    | ListOfFigures | ListOfTables | Contacts | Annex | Aside
)  # fmt: skip
Blocks = tuple[Block, ...]

# The registry: a block's first key → its class. A new kind is one class, one row, one template.
KINDS: Mapping[str, type[Block]] = {
    "text": TextBlock,
    "list": ListBlock,
    "section": Section,
    "key_messages": KeyMessages,
    "key_figures": KeyFigures,
    "table": Table,
    "chart": Chart,
    "map": Map,
    "timeline": Timeline,
    "image": Image,
    "quote": Quote,
    "callout": Callout,
    "question": Question,
    "lines_to_take": LinesToTake,
    "decision": Decision,
    "erratum": Erratum,
    "meeting": Meeting,
    "objectives": Objectives,
    "positions": Positions,
    "background": Background,
    "notes_to_editors": NotesToEditors,
    "boilerplate": Boilerplate,
    "sources": SourcesBlock,
    "glossary": Glossary,
    "list_of_figures": ListOfFigures,
    "list_of_tables": ListOfTables,
    "contacts": Contacts,
    "annex": Annex,
    "aside": Aside,
}

KIND_OF: Mapping[type[Block], str] = {kind: name for name, kind in KINDS.items()}


# ----------------------------------------------------------------- facts, names, sources


Operation = Literal[
    "sum", "difference", "share", "ratio", "per_100000", "count", "change", "change_percent"
]


@dataclass(frozen=True)
class Formula:
    """How a fact follows from others.

    sum             all of `of` together, or all points of one series
    difference      the first less the rest
    share           how many per cent the first is of the second
    ratio           how many times the second goes into the first
    per_100000      the same, for each 100,000 of the second: cases among people
    count           how many members a list has, or how many points a series
    change          what a series gained between the points `start` and `end`
    change_percent  the same, in per cent of what it was at `start`
    """

    operation: Operation
    of: Names
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Point:
    """One number of a series, and what it is the number of: a year, a place, a week."""

    label: str
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is known, written once; a number keeps its precision: 2.50 stays 2.50.

    It is one of these: a number, a place in an order, a range, a date, a list, a series.
    `unit` maps a CLDR plural category (one, few, many, other) to its word; a unit given as one
    word is {"other": word}. A fact with a formula is a number; a value beside it is checked, and
    `exact` is what it comes to before it was rounded, nothing where it needed no rounding; a share
    has the two facts that are `compared`.
    `scale` is the power of ten in whose words it prints, as it was typed: 6 of “34.5 million”,
    whose value is 34,500,000. `unit_scale` is the power of ten that its unit says: 6 of “million
    crowns”, of which there are 34.5.
    """

    name: str
    value: Annotated[Decimal | None, "The number: digits alone, or such as 34.5 million"] = None
    rank: Annotated[Decimal | None, "A place in an order: 4 prints 4th"] = None
    range: tuple[Decimal, Decimal] | None = None
    date: Annotated[When | None, "The date, where the fact is one"] = None
    members: Names = ()
    points: tuple[Point, ...] = ()
    about: Annotated[Flag, "yes: the number is not known exactly"] = False
    decimals: Annotated[Decimal | None, "How many decimals a share, a ratio or a change in per cent has"] = None
    unit: Annotated[Mapping[str, str], Form.UNIT, "The unit: one word, or plural forms {one: …, other: …}"] = field(default_factory=dict)
    label: Annotated[Text | None, "What a chart, a table or the strip calls it"] = None
    counts: Annotated[Text | None, "What exactly is counted"] = None
    as_of: Annotated[When | None, "The day for which it holds"] = None
    period: Annotated[When | None, "The time over which it was counted"] = None
    source: Annotated[SourceName, "Where it is from"] = ""
    handling: Annotated[Handling, "Whether it may leave the house"] = ""
    for_: Annotated[Names, "Only these audiences see it"] = ()
    not_for: Annotated[Names, "These audiences don't see it"] = ()
    detail: Annotated[Detail, "How deep it goes: key, normal or full"] = "normal"
    origin: Annotated[Literal["source", "ours"], "ours: the published source doesn't state it"] = "source"
    formula: Formula | None = None
    exact: Decimal | None = None
    compared: tuple["Fact", ...] = field(default=(), repr=False)
    scale: int = 0
    unit_scale: int = 0


@dataclass(frozen=True)
class Name:
    """A short name and what it stands for: written out at first use, short after that.

    `cases` are other forms of what it stands for, as a translation may need: {UN.genitive}.
    """

    short: str
    long: str
    cases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something that facts and texts rest on."""

    name: str
    title: Annotated[Text, "Its title"]
    publisher: Annotated[Text | None, "Who published it"] = None
    author: Annotated[Text | None, "Who wrote it"] = None
    date: Annotated[When | None, "When it was published"] = None
    url: Annotated[str, Form.URL, "Where it can be read"] = ""
    note: Annotated[Text | None, "Anything else a reader needs to find it"] = None


@dataclass(frozen=True, kw_only=True)
class Departure:
    """One place where the briefing corrects the published text that it follows."""

    at: Annotated[str, Form.ADDRESS, "The address of the text"]
    printed: Annotated[str, 'What the published text says; "" where it says nothing']
    corrected: Annotated[str, "What this briefing says instead"]
    why: Annotated[str, "Why"]


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """One finding of the editor that stays as it is, with the reason."""

    code: Annotated[str, "The finding's code, such as E109"]
    at: Annotated[str, Form.ADDRESS, "The address of the text, or of what holds it"]
    words: Annotated[str, "Words of the text or of the finding; without them, every finding there"] = ""
    why: Annotated[str, "Why it stays as it is"]


@dataclass(frozen=True)
class DataTable:
    """A CSV file, or one sheet of a workbook: cells as typed, the header apart.

    `name` is its path in the briefing's folder, for a sheet with `#` and the sheet's name. `lines`
    has for each row the line on which it begins (CSV) or its number in the sheet.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    lines: tuple[int, ...] = field(repr=False)


# ----------------------------------------------------------------- translations


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """A briefing's texts in one more language, by their addresses; numbers are never translated.

    `audiences` are those that it is for, none for all. `notice` is what its readers must know of
    it. `words` are texts without markup, `units` the plural forms of facts' units, `lists` such
    things as keywords. `stale` says which translate a text that has changed since; `places` where
    each was written, `trails` where each character of each text.
    """

    language: str
    file: str
    audiences: Names = ()
    notice: Text | None = None
    texts: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, Name] = field(default_factory=dict)
    lists: Mapping[str, Names] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    trails: Mapping[str, Trail] = field(default_factory=dict, repr=False)


# ----------------------------------------------------------------- the briefing


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What is known about the briefing as a whole."""

    title: Annotated[Text, "The title"]
    language: Annotated[str, Form.LANGUAGE, "The language it is written in: en, ru, kk, ar …"]
    date: Annotated[When, Form.DAY, "The day of publication"]
    owner: Annotated[Text, "The unit that answers for it"]
    contact: Annotated[Text, "Whom to ask about it"]
    handling: Annotated[Handling, "open, internal or a marking; every block inherits it"]
    subtitle: Annotated[Text | None, "One sentence under the title"] = None
    kicker: Annotated[Text | None, "A line above the title, for a series or a subject"] = None
    short_title: Annotated[Text | None, "The title at the head of each page, where the title is long"] = None
    reference: Annotated[str, "Your reference number"] = ""
    edition: Annotated[str, "The edition: 1, 2, 3 …"] = "1"
    kind: Annotated[DocumentKind, "What kind of document: fact_sheet, situation_report, speech …"] = "briefing"
    audiences: Annotated[Names, "Whom it is meant for; all audiences if none are named"] = ()
    status: Annotated[Status, "draft, for_comment, cleared, final or superseded"] = "draft"
    as_of: Annotated[When | None, "The day for which its facts hold"] = None
    marking: Annotated[str, "Printed at the head and foot of every page"] = ""
    embargo: Annotated[str, Form.MOMENT, "Not before: 2026-10-09 14:30 Almaty, or UTC+5"] = ""
    series: Annotated[Text | None, "The series that it is part of; the organisation's own if none is named"] = None
    number: Annotated[str, "Its number in that series"] = ""
    cover: Annotated[str, Form.PICTURE, "The picture of its cover; the organisation's own if none is named"] = ""
    cover_alt: Annotated[Text | None, "What the picture of the cover shows, unless it tells nothing"] = None
    permalink: Annotated[str, Form.URL, "Where it can always be found; the organisation's address with the folder's name, if none is given"] = ""
    supersedes: Annotated[str, "The reference of the edition that this one replaces"] = ""
    change_note: Annotated[Text | None, "What is new in this edition"] = None
    publisher: Annotated[Text | None, "Who publishes it, as the title block prints it"] = None
    authors: Annotated[Names, "Who wrote it"] = ()
    keywords: Annotated[Names, "Words under which it should be found"] = ()
    home: Annotated[str, Form.COUNTRY, "Whose country it is: outlined on maps; the organisation's own if none is named"] = ""
    properties: Annotated[Mapping[str, str], "Anything your filing system needs"] = field(default_factory=dict)


@dataclass(frozen=True)
class Unmended:
    """What a draft's briefing was before all that is at fault was left out of it.

    `restricted` are blocks that couldn't be read whole and say who may see them, each with its
    place: an address of theirs, or one that nothing else has.
    """

    briefing: "Briefing"
    restricted: Mapping[str, Place]


@dataclass(frozen=True)
class Briefing:
    """One content folder, read and checked. `places` maps an address to where it was written.

    `trails` does so for each character of each text.

    `files` are the pictures that the content names, by their path in the folder; `data` the tables
    in CSV files and workbooks, by their names.
    `defaults` are keys that facts inherit, such as `source`; `inherited` says which fact took
    which keys from there, or its `as_of` from the metadata. `overlays` are its translations, by
    language; `untranslated` is empty but for the value that an edition in another language is
    made of: there it says which names, units and words aren't in that language. `unmended` is nothing but
    in a draft. `earlier` is what was issued of it before, where an audience prints what has changed.
    """

    name: str
    metadata: Metadata
    facts: Mapping[str, Fact]
    names: Mapping[str, Name]
    sources: Mapping[str, Source]
    departures: tuple[Departure, ...]
    body: Blocks
    defaults: Mapping[str, str] = field(default_factory=dict)
    inherited: Mapping[str, Names] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    data: Mapping[str, DataTable] = field(default_factory=dict, repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    trails: Mapping[str, Trail] = field(default_factory=dict, repr=False)
    accepted: tuple[Accepted, ...] = ()
    overlays: Mapping[str, Overlay] = field(default_factory=dict, repr=False)
    untranslated: frozenset[str] = frozenset()
    unmended: Unmended | None = field(default=None, repr=False, compare=False)
    earlier: "Briefing | None" = field(default=None, repr=False, compare=False)
