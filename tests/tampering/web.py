"""Changes of a finished web page, by what they do: tables for the tests that find each named."""

from collections.abc import Callable

from tampering.html import cut, put, restyle, style, swap

Change = Callable[[bytes], bytes]

# What is changed → the code of a fault that must be among those found.
LEAVES: dict[str, tuple[str, Change]] = {
    "a paragraph is gone": ("P901", lambda page: cut(page, r"<p>Because\.</p>")),
    "a paragraph stands twice": (
        "P902",
        lambda page: put(page, "<p>Because.</p>", "<p>Because.</p><p>Because.</p>"),
    ),
    "paragraphs change places": (
        "P903",
        lambda page: swap(page, "<p>Boxed text.</p>", "<p>The second message.</p>"),
    ),
    "a word changes": ("P904", lambda page: put(page, "un mot", "deux mots")),
    "a number changes": ("P905", lambda page: put(page, ">28<", ">29<")),
    "a number breaks": ("P905", lambda page: put(page, "1,410 warheads", "1,4 10 warheads")),
    "a paragraph is added": ("P906", lambda page: put(page, "</main>", "<p>More.</p></main>")),
    "bare words are added": ("P906", lambda page: put(page, "</main>", "More.</main>")),
    "words stand behind the text": ("P906", lambda page: put(page, "</main>", "</main>More.")),
    "words stand before the text": ("P906", lambda page: put(page, "<main", "More.<main")),
    "a cell is added": ("P906", lambda page: put(page, "<td>1</td>", "<td>1</td><td>7</td>")),
    "a heading is a paragraph": (
        "P907",
        lambda page: put(
            page, '<h3 id="h-nested">A part</h3>', '<p id="h-nested">A part</p>'
        ),
    ),
    "a cell is emptied": ("P901", lambda page: put(page, "<td>1,410</td>", "<td></td>")),
    "a note changes": ("P904", lambda page: put(page, "A note at the foot", "A note in the text")),
    "a note's number changes": ("P905", lambda page: put(page, 'value="2">A note', 'value="3">A note')),
    "an item's number changes": ("P905", lambda page: put(page, 'value="2">Two', 'value="4">Two')),
    "an alt text changes": ("P904", lambda page: put(page, "A blue square", "A red circle")),
}  # fmt: skip

STATED: dict[str, Change] = {
    "the title": lambda page: put(page, "<title>A sample", "<title>No sample"),
    "an author": lambda page: put(page, "The sampling unit", "Somebody"),
    "a description": lambda page: put(page, 'content="Every role once"', 'content="Some roles"'),
    "a date": lambda page: put(page, 'content="2024-09-21"', 'content="2023-09-21"'),
    "the language": lambda page: put(page, '<html lang="en"', '<html lang="fr"'),
    "the direction": lambda page: put(page, 'dir="ltr"', 'dir="rtl"'),
    "the language of a word": lambda page: put(page, 'lang="fr"', 'lang="de"'),
    "where a link leads": lambda page: put(page, "https://example.org/", "https://example.net/"),
    "where a reference leads": lambda page: put(page, 'href="#square"', 'href="#numbers"'),
    "where a line of the contents leads": lambda page: put(page, 'href="#h-lists"', 'href="#h-figures"'),
    "where a call leads": lambda page: put(page, 'href="#note-1"', 'href="#square"'),
    "where a note leads back": lambda page: put(page, 'href="#call-note-1"', 'href="#main"'),
    "where the first link leads": lambda page: put(page, 'href="#main"', 'href="#square"'),
    "a place moves": lambda page: put(put(page, ' id="h-nested"', ""), "<h4 id=\"h-detail\"", '<h4 id="h-nested"'),
    "a place is gone": lambda page: put(page, ' id="wide"', ""),
    "a place is added": lambda page: put(page, "<p>Because", '<p id="why">Because'),
    "a link is gone": lambda page: put(page, '<a href="https://example.org/">link</a>', "link"),
    "a link is added": lambda page: put(page, "Because.", '<a href="https://example.org/x">Because.</a>'),
    "the marking above": lambda page: put(page, "<p>INTERNAL</p>", "<p>OPEN</p>"),
    "the marking is gone": lambda page: put(page, "<p>INTERNAL</p>", ""),
    "the sign of a draft": lambda page: put(page, "<p>DRAFT</p>", ""),
    "the foot": lambda page: put(page, "Facts as of 21", "Facts as of 22"),
    "what a region is called": lambda page: put(page, 'aria-label="Figure or table"', 'aria-label="Secret"'),
    "what a navigation is called": lambda page: put(page, 'aria-label="Contents"', 'aria-label="More"'),
    "what a way back is called": lambda page: put(page, "Note 1: back", "Note 9: back"),
    "a picture": lambda page: put(page, "base64,iVBORw0KGgo", "base64,iVBORw0KGgp"),
    "the look": lambda page: style(page, "p { margin: 1rem }"),
    "a colour": lambda page: restyle(page, lambda css: css.replace("--c0b6480: #0b6480", "--c0b6480: #0b6481")),
}  # fmt: skip

UNLISTED: dict[str, Change] = {
    "a comment": lambda page: put(page, "<p>Because.", "<!-- seen? --><p>Because."),
    "a script": lambda page: put(page, "<main", "<script>alert(1)</script><main"),
    "a frame": lambda page: put(page, "</main>", '<iframe src="https://example.org"></iframe></main>'),
    "a form": lambda page: put(page, "</main>", "<form></form></main>"),
    "an object": lambda page: put(page, "</main>", "<object></object></main>"),
    "a template": lambda page: put(page, "</main>", "<template>Hidden.</template></main>"),
    "a stylesheet elsewhere": lambda page: put(page, "<style>", '<link rel="stylesheet" href="x.css"><style>'),
    "a second stylesheet": lambda page: put(page, "</head>", "<style>p { color: var(--ink) }</style></head>"),
    "a base": lambda page: put(page, "<title>", '<base href="https://example.org/"><title>'),
    "a refresh": lambda page: put(page, "<title>", '<meta http-equiv="refresh" content="0"><title>'),
    "another property": lambda page: put(page, "<title>", '<meta name="robots" content="all"><title>'),
    "what happens on a click": lambda page: put(page, "<p>Because.", '<p onclick="x()">Because.'),
    "a style of its own": lambda page: put(page, "<p>Because.", '<p style="color:red">Because.'),
    "a remark": lambda page: put(page, "<p>Because.", '<p title="secret">Because.'),
    "data of its own": lambda page: put(page, "<p>Because.", '<p data-secret="x">Because.'),
    "an address of the edition": lambda page: put(page, "<p>Because.", '<p data-at="ask.answer">Because.'),
    "hidden words": lambda page: put(page, "<p>Because.", "<p hidden>Because."),
    "words that screen readers pass over": lambda page: put(page, "<p>Because.", '<p aria-hidden="true">Because.'),
    "a picture elsewhere": lambda page: put(page, "data:image/png;base64,", "https://example.org/"),
    "a picture of another kind": lambda page: put(page, "data:image/png", "data:image/gif"),
    "bytes that are no picture": lambda page: put(page, "base64,iVBORw0KGgo", "base64,AAAABw0KGgo"),
    "a link that runs a script": lambda page: put(page, "https://example.org/", "javascript:alert(1)"),
    "the same id twice": lambda page: put(page, "<p>Because.", '<p id="square">Because.'),
    "the look of a link past the signs": lambda page: put(page, "<p>Because.", '<p class="skip">Because.'),
    "an attribute twice": lambda page: put(page, '<p class="marking">', '<p class="marking" class="x">'),
    "an end tag that ends nothing": lambda page: put(page, "<p>Because.", "</em><p>Because."),
    "words after the end": lambda page: page + b" ",
    "another doctype": lambda page: put(page, "<!doctype html>", '<!doctype html SYSTEM "about:legacy-compat">'),
    "a looser policy": lambda page: put(page, "default-src 'none'", "default-src *"),
    "no policy": lambda page: cut(page, r'<meta http-equiv="Content-Security-Policy"[^>]*>'),
    "a stylesheet that its policy doesn't know": lambda page: put(page, "<style>", "<style>\n"),
    "words from the stylesheet": lambda page: style(page, 'p::before { content: "Not " }'),
    "text that is not displayed": lambda page: style(page, "p { display: none }"),
    "text that is invisible": lambda page: style(page, "p { visibility: hidden }"),
    "text that is see-through": lambda page: style(page, "p { opacity: 0 }"),
    "text out of the page": lambda page: style(page, "p { position: absolute; left: -999rem }"),
    "text that is turned": lambda page: style(page, "p { transform: scale(0) }"),
    "text that is cut": lambda page: style(page, "p { overflow: hidden; height: 0 }"),
    "a picture behind the text": lambda page: style(page, "p { background: url(https://example.org/x) }"),
    "another stylesheet": lambda page: style(page, '@import "https://example.org/x.css";'),
    "a rule for old browsers": lambda page: style(page, "@supports (x: y) { p { color: var(--ink) } }"),
    "a rule for other screens": lambda page: style(page, "@media (hover) { p { color: var(--ink) } }"),
    "a remark in the stylesheet": lambda page: style(page, "/* secret */"),
    "a font elsewhere": lambda page: style(page, '@font-face { font-family: "X"; src: url("https://example.org/x") }'),
    "a colour by its name": lambda page: style(page, "p { color: red }"),
    "words in a variable": lambda page: style(page, ":root { --x: url(secret) }"),
}  # fmt: skip

UNSEEN: dict[str, Change] = {
    "text in the colour of the page": lambda page: style(page, "p { color: var(--cffffff) }"),
    "text on its own colour": lambda page: style(page, "p { background: var(--ink) }"),
    "text without a size": lambda page: style(page, "p { font-size: 0 }"),
    "text of a tiny size": lambda page: style(page, "p { font-size: 2px }"),
    "text that grows tiny": lambda page: style(page, "div, section, aside, p { font-size: .6em }"),
    "lines over one another": lambda page: style(page, "p { line-height: 0 }"),
    "text far to the left": lambda page: style(page, "p { margin-left: -50rem }"),
    "text far to the right": lambda page: style(page, "p { padding-left: 500rem }"),
    "letters over one another": lambda page: style(page, "p { letter-spacing: -1em }"),
    "text that a dark screen hides": lambda page: style(
        page, "@media screen and (prefers-color-scheme: dark) { p { color: var(--cffffff) } }"
    ),
    "text that paper hides": lambda page: style(page, "@media print { p { color: var(--cffffff) } }"),
    "text that a narrow screen hides": lambda page: style(
        page, "@media screen and (max-width: 40rem) { p { font-size: 1px } }"
    ),
}  # fmt: skip

CHARTS: dict[str, tuple[str, Change]] = {
    "a number in plain digits": ("P905", lambda page: put(page, 'value="139"', 'value="138"')),
    "a number as it is printed": ("P915", lambda page: put(page, ">139</data>", ">138</data>")),
    "a number as a word": ("P914", lambda page: put(page, 'value="139"', 'value="many"')),
    "the name of a row": ("P904", lambda page: put(page, ">Four other missions<", ">Five others<")),
    "a row is gone": ("P901", lambda page: cut(page, r'<tr><th scope="row">UNDOF, staff.*?</tr>')),
    "the title of a table": ("P915", lambda page: put(page, "<summary>The numbers", "<summary>No")),
    "a shape in a drawing": ("P915", lambda page: put(page, 'height="30"', 'height="31"')),
    "a link in a drawing": (
        "P914",
        lambda page: put(page, "<rect", '<a href="https://example.org/"></a><rect'),
    ),
    "a picture in a drawing": ("P914", lambda page: put(page, "<rect", "<image></image><rect")),
    "words in a drawing": ("P915", lambda page: put(page, "<rect", "<text>Secret</text><rect")),
    "a title in a drawing": ("P914", lambda page: put(page, "<rect", "<title>Secret</title><rect")),
    "a drawing that nobody describes": ("P901", lambda page: cut(page, r'(?<=role="img") aria-label="[^"]*"')),
}  # fmt: skip
