"""The vocabulary between content and files: every role that a page may be made of, one row each.

Templates may write nothing else, the PDF and the Word file know nothing else. An element's role
is its `data-role`, or else its own name (`role_of`). `class` is free and means look only.

    name      what templates, the sampler and the faults call it
    element   the HTML element that carries it
    parents   the roles that may hold it; INLINE_PARENTS for what stands inside a line
    mark      the kind of Mark its text makes; "" for what holds other roles or stands inside a leaf
    word      how the Word file builds it (a function in `word/`)
    style     the name of the Word style that follows from its computed CSS; "" where it needs none
    sample    the smallest piece of HTML that shows it in its proper place, for the sampler;
              the role itself is the innermost element that carries the role's name
"""

from dataclasses import dataclass
from typing import Literal

MarkKind = Literal[
    "", "heading", "paragraph", "item", "cell", "caption", "entry", "note", "figure", "alt", "data"
]
Construction = Literal[
    "group",  # what stands in it, nothing of its own
    "section",  # a group that may begin a page, turn it or set it in columns
    "paragraph",
    "list",
    "item",
    "strip",  # a list in one row: a borderless table, one cell an item
    "table",
    "row",
    "cell",
    "box",  # bordered, shaded paragraphs
    "parallel",  # two columns side by side: a borderless table
    "drawing",
    "data",  # what a chart is drawn from: never set, it goes into the chart itself
    "contents",
    "run",
    "revision",  # words that came or went
    "link",
    "call",  # the small number that leads to a note
    "footnote",
    "page",  # a page number, filled from the layout
]


@dataclass(frozen=True)
class Role:
    """One row of the vocabulary; the head of this file says what the fields mean."""

    name: str
    element: str
    parents: frozenset[str]
    mark: MarkKind
    word: Construction
    style: str
    sample: str


# A table with everything that a stylesheet may tell apart in one, by place.
_TABLE = (
    '<table><thead><tr><th scope="col">Head</th>'
    + 2 * '<th scope="col">Head</th>'
    + "</tr></thead><tbody>"
    + "".join(
        f'<tr{row}><th scope="row">Name</th>{2 * "<td>Cell</td>"}</tr>'
        for row in ("", "", "", ' class="total"')
    )
    + "</tbody></table>"
)

_CELL = "<section><figure><table><tbody><tr><td>{}</td></tr></tbody></table></figure></section>"

# Sets of parents, so that a row stays readable.
CELLS = frozenset({"th", "td"})
CELL_LISTS = frozenset({"cell-bullets", "cell-numbers"})
CELL_PARTS = frozenset({"cell-text", "cell-item"})
FLOW = frozenset({"body", "section", "landscape", "column", "columns", "group", "question"})
BOXES = frozenset({"callout", "key-messages", "quote", "pull-quote"})
TEXT_HOLDERS = FLOW | BOXES
INLINE_PARENTS = frozenset(
    {
        *(
            "release",
            "series",
            "kicker",
            "title",
            "standfirst",
            "imprint",
            "contents-title",
            "entry",
        ),
        *("h2", "h3", "h4", "h5", "p", "lead-in", "box-title", "attribution", "asked", "li"),
        *("key-figure", "value", "unit", "as-of", "figcaption", "description", "source", "note"),
        *(
            "endnote",
            "th",
            "td",
            "cell-text",
            "cell-item",
            "strong",
            "em",
            "label",
            "a",
            "lang",
            "footnote",
            "ins",
            "del",
        ),
    }
)


def _make_role(
    name: str,
    element: str,
    parents: frozenset[str] | set[str],
    mark: MarkKind,
    word: Construction,
    style: str,
    sample: str,
) -> Role:
    return Role(name, element, frozenset(parents), mark, word, style, sample)


ROLES: tuple[Role, ...] = (
    # name, element, parents, mark, word, style, sample
    _make_role("body", "body", set(), "", "group", "", ""),
    # a first page that a picture covers to the paper's edges; title blocks stand below or on it
    _make_role("cover", "section", {"body"}, "", "section", "", ""),
    _make_role("cover-picture", "img", {"cover"}, "figure", "drawing", "Cover Picture",
         '<section data-role="cover"><img data-role="cover-picture" alt="A cover"></section>'),
    _make_role("cover-panel", "div", {"cover"}, "", "group", "", ""),
    # the head of the first page
    _make_role("masthead", "header", {"body", "section", "column", "cover-panel"}, "", "group", "", ""),
    _make_role("release", "p", {"masthead"}, "paragraph", "paragraph", "Release Line",
         '<header data-role="masthead"><p data-role="release">For release</p></header>'),
    _make_role("series", "p", {"masthead"}, "paragraph", "paragraph", "Series",
         '<header data-role="masthead"><p data-role="series">Series, number</p></header>'),
    _make_role("kicker", "p", {"masthead"}, "paragraph", "paragraph", "Kicker",
         '<header data-role="masthead"><p data-role="kicker">Briefing</p></header>'),
    _make_role("title", "h1", {"masthead"}, "heading", "paragraph", "Title",
         '<header data-role="masthead"><h1 data-role="title">Title</h1></header>'),
    _make_role("standfirst", "p", {"masthead"}, "paragraph", "paragraph", "Subtitle",
         '<header data-role="masthead"><p data-role="standfirst">What it is about</p></header>'),
    _make_role("imprint", "p", {"masthead"}, "paragraph", "paragraph", "Imprint",
         '<header data-role="masthead"><p data-role="imprint">Publisher, date</p></header>'),
    # contents
    _make_role("contents", "nav", {"body", "section", "group"}, "", "contents", "", ""),
    _make_role("contents-title", "p", {"contents"}, "paragraph", "paragraph", "TOC Heading",
         '<nav data-role="contents"><p data-role="contents-title">Contents</p></nav>'),
    _make_role("entries", "ul", {"contents"}, "", "group", "", ""),
    _make_role("entry", "li", {"entries"}, "entry", "paragraph", "TOC 1",
         '<nav data-role="contents"><ul data-role="entries"><li data-role="entry">'
         '<a href="#h2">Section</a><span data-role="page" data-ref="#h2"></span></li></ul></nav>'),
    # sections and their headings
    _make_role("section", "section", FLOW | {"cover-panel"}, "", "section", "", ""),
    _make_role("landscape", "section", {"body", "section", "group"}, "", "section", "", ""),
    _make_role("columns", "div", FLOW, "", "section", "", ""),
    _make_role("group", "div", TEXT_HOLDERS, "", "group", "", ""),
    _make_role("h2", "h2", {"section", "landscape", "column"}, "heading", "paragraph", "Heading 1",
         "<section><h2>Section</h2></section>"),
    _make_role("h3", "h3", {"section", "landscape", "column"}, "heading", "paragraph", "Heading 2",
         "<section><section><h3>Part</h3></section></section>"),
    _make_role("h4", "h4", {"section", "landscape", "column"}, "heading", "paragraph", "Heading 3",
         "<section><section><section><h4>Detail</h4></section></section></section>"),
    _make_role("h5", "h5", {"section", "landscape", "column"}, "heading", "paragraph", "Heading 4",
         "<section><section><section><section><h5>Point</h5></section></section></section></section>"),
    # running text
    _make_role("p", "p", TEXT_HOLDERS, "paragraph", "paragraph", "Body Text",
         "<section><p>Text</p></section>"),
    _make_role("lead-in", "p", TEXT_HOLDERS, "paragraph", "paragraph", "List Lead-in",
         '<section><p data-role="lead-in">Leading into a list</p></section>'),
    # lists; nested lists stand in their item
    _make_role("ul", "ul", TEXT_HOLDERS | {"li", "figure"}, "", "list", "List Bullet",
         "<section><ul><li>Item</li></ul></section>"),
    _make_role("ol", "ol", TEXT_HOLDERS | {"li"}, "", "list", "List Number",
         "<section><ol><li>Item</li></ol></section>"),
    _make_role("li", "li", {"ul", "ol"}, "item", "item", "",
         "<section><ul><li>Item</li></ul></section>"),
    # the strip of key figures
    _make_role("strip", "ul", FLOW, "", "strip", "",
         '<section><ul data-role="strip"><li data-role="key-figure">1</li></ul></section>'),
    _make_role("key-figure", "li", {"strip"}, "item", "cell", "",
         '<section><ul data-role="strip"><li data-role="key-figure">1</li></ul></section>'),
    _make_role("value", "span", {"key-figure"}, "", "paragraph", "Key Figure",
         '<section><ul data-role="strip"><li data-role="key-figure">'
         '<span data-role="value">1</span></li></ul></section>'),
    _make_role("unit", "span", {"key-figure"}, "", "paragraph", "Key Figure Unit",
         '<section><ul data-role="strip"><li data-role="key-figure">'
         '<span data-role="unit">unit</span></li></ul></section>'),
    _make_role("as-of", "span", {"key-figure"}, "", "paragraph", "Key Figure Date",
         '<section><ul data-role="strip"><li data-role="key-figure">'
         '<span data-role="as-of">as of a day</span></li></ul></section>'),
    # figures: a picture, a drawing or a table with its caption, source line and note
    _make_role("figure", "figure", TEXT_HOLDERS, "", "group", "", ""),
    _make_role("figcaption", "figcaption", {"figure"}, "caption", "paragraph", "Caption",
         "<section><figure><figcaption>Caption</figcaption></figure></section>"),
    _make_role("img", "img", {"figure", "masthead", "callout", "column"}, "figure", "drawing", "Figure",
         '<section><figure><img alt="A figure"></figure></section>'),
    _make_role("description", "p", {"figure"}, "paragraph", "paragraph", "Figure Description",
         '<section><figure><p data-role="description">What it shows</p></figure></section>'),
    _make_role("source", "p", {"figure"}, "paragraph", "paragraph", "Figure Source",
         '<section><figure><p data-role="source">Source</p></figure></section>'),
    _make_role("note", "p", FLOW | {"figure"}, "paragraph", "paragraph", "Figure Note",
         '<section><figure><p data-role="note">Note</p></figure></section>'),
    _make_role("table", "table", {"figure"}, "", "table", "",
         f"<section><figure>{_TABLE}</figure></section>"),
    _make_role("thead", "thead", {"table"}, "", "group", "", ""),
    _make_role("tbody", "tbody", {"table", "data-table"}, "", "group", "", ""),
    _make_role("tfoot", "tfoot", {"table"}, "", "group", "", ""),
    _make_role("tr", "tr", {"thead", "tbody", "tfoot"}, "", "row", "", ""),
    _make_role("th", "th", {"tr"}, "cell", "cell", "Table Heading",
         '<section><figure><table><thead><tr><th scope="col">Head</th></tr></thead></table></figure></section>'),
    _make_role("td", "td", {"tr"}, "cell", "cell", "Table Text",
         "<section><figure><table><tbody><tr><td>Cell</td></tr></tbody></table></figure></section>"),
    # a cell that holds more than one line of text: its paragraphs, and its lists
    _make_role("cell-text", "p", CELLS, "", "paragraph", "Table Paragraph",
         _CELL.format('<p data-role="cell-text">Text</p>')),
    _make_role("cell-bullets", "ul", CELLS, "", "list", "Table Bullet",
         _CELL.format('<ul data-role="cell-bullets"><li data-role="cell-item">Item</li></ul>')),
    _make_role("cell-numbers", "ol", CELLS, "", "list", "Table Number",
         _CELL.format('<ol data-role="cell-numbers"><li data-role="cell-item">Item</li></ol>')),
    _make_role("cell-item", "li", CELL_LISTS, "", "item", "",
         _CELL.format('<ul data-role="cell-bullets"><li data-role="cell-item">Item</li></ul>')),
    # what is drawn beside the words of a cell
    _make_role("cell-drawing", "img", {"th", "td"}, "figure", "drawing", "",
         '<section><figure><table><tbody><tr><td>Cell <img data-role="cell-drawing" '
         'alt="A bar"></td></tr></tbody></table></figure></section>'),
    # what a chart is drawn from; a parser may set a <tbody> around the rows
    _make_role("data-table", "table", {"figure"}, "", "data", "", ""),
    _make_role("data-head", "tr", {"data-table", "tbody"}, "", "data", "", ""),
    _make_role("data-row", "tr", {"data-table", "tbody"}, "", "data", "", ""),
    _make_role("data-name", "th", {"data-head", "data-row"}, "", "data", "", ""),
    _make_role("data-value", "td", {"data-row"}, "data", "data", "", ""),
    # boxes
    _make_role("callout", "aside", FLOW, "", "box", "Callout",
         '<section><aside data-role="callout"><p>Boxed text</p></aside></section>'),
    _make_role("key-messages", "aside", FLOW, "", "box", "Key Message",
         '<aside data-role="key-messages"><p>Message</p></aside>'),
    _make_role("box-title", "p", BOXES, "paragraph", "paragraph", "Box Title",
         '<aside data-role="key-messages"><p data-role="box-title">Key messages</p></aside>'),
    _make_role("quote", "blockquote", FLOW, "", "box", "Quote",
         '<section><blockquote data-role="quote"><p>Words</p></blockquote></section>'),
    _make_role("pull-quote", "blockquote", FLOW, "", "box", "Pull Quote",
         '<section><blockquote data-role="pull-quote"><p>Words</p></blockquote></section>'),
    _make_role("attribution", "p", {"quote", "pull-quote"}, "paragraph", "paragraph", "Attribution",
         '<section><blockquote data-role="quote"><p data-role="attribution">Who said it</p></blockquote></section>'),
    _make_role("question", "div", FLOW, "", "group", "", ""),
    _make_role("asked", "p", {"question"}, "paragraph", "paragraph", "Question",
         '<section><div data-role="question"><p data-role="asked">Why?</p></div></section>'),
    # two things side by side
    _make_role("parallel", "div", FLOW, "", "parallel", "", ""),
    _make_role("column", "div", {"parallel"}, "", "cell", "", ""),
    # notes
    _make_role("endnotes", "ol", FLOW, "", "list", "",
         '<section><ol data-role="endnotes"><li data-role="endnote">A source</li></ol></section>'),
    _make_role("endnote", "li", {"endnotes"}, "item", "item", "Endnote Text",
         '<section><ol data-role="endnotes"><li data-role="endnote">A source</li></ol></section>'),
    _make_role("footnote", "span", INLINE_PARENTS, "note", "footnote", "Footnote Text",
         '<section><p>Text<span data-role="footnote">A source</span></p></section>'),
    # inside a line
    _make_role("strong", "strong", INLINE_PARENTS, "", "run", "Strong",
         "<section><p>Text <strong>strong</strong></p></section>"),
    _make_role("em", "em", INLINE_PARENTS, "", "run", "Emphasis",
         "<section><p>Text <em>stressed</em></p></section>"),
    _make_role("label", "strong", INLINE_PARENTS, "", "run", "Item Label",
         '<section><ul><li><strong data-role="label">Label:</strong> text</li></ul></section>'),
    _make_role("number", "span", INLINE_PARENTS, "", "run", "Number",
         '<section><figure><figcaption><span data-role="number">Figure 1</span> Caption</figcaption></figure></section>'),
    _make_role("a", "a", INLINE_PARENTS, "", "link", "Hyperlink",
         '<section><p>Text <a href="https://example.org">link</a></p></section>'),
    _make_role("scheme", "span", {"a"}, "", "run", "",
         '<section><p><a href="https://x.org"><span data-role="scheme">https://x</span>.org</a></p></section>'),
    _make_role("reference", "a", INLINE_PARENTS, "", "link", "Reference",
         '<section><p>as <a data-role="reference" href="#f">Figure 1</a> shows</p></section>'),
    _make_role("call", "a", INLINE_PARENTS, "", "call", "Note Call",
         '<section><p>Text<a data-role="call" href="#n">1</a></p></section>'),
    _make_role("data", "data", INLINE_PARENTS, "", "run", "",
         '<section><p>Text <data value="1">1</data></p></section>'),
    _make_role("lang", "span", INLINE_PARENTS, "", "run", "",
         '<section><p>Text <span data-role="lang" lang="fr">texte</span></p></section>'),
    # two editions compared
    _make_role("ins", "ins", INLINE_PARENTS, "", "revision", "", ""),
    _make_role("del", "del", INLINE_PARENTS, "", "revision", "", ""),
    _make_role("page", "span", {"entry"}, "", "page", "",
         '<nav data-role="contents"><ul data-role="entries"><li data-role="entry">'
         '<a href="#h2">Section</a><span data-role="page" data-ref="#h2"></span></li></ul></nav>'),
)  # fmt: skip

BY_NAME: dict[str, Role] = {role.name: role for role in ROLES}
ELEMENTS: frozenset[str] = frozenset(role.element for role in ROLES)

# The one role that a stylesheet must not show: its numbers stand in the drawing.
NEVER_DRAWN = "data-table"
# Roles that may float or be laid out by flex, grid, columns, position or transform;
# on any other role such a property cannot come out in Word and is a fault.
LAID_OUT = frozenset({"strip", "key-figure", "parallel", "column", "columns", "footnote"})
# Roles that may have `position: absolute`: they stand on their page where the layout has them.
PLACED = frozenset({"cover-picture", "cover-panel"})


def find_role(element: str, data_role: str | None) -> Role | None:
    """An element's name and its `data-role` → its role, or nothing where there is none."""
    role = BY_NAME.get(data_role or element)
    return role if role and role.element == element else None
