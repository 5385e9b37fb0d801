"""One page in the vocabulary: every role once, with the fonts and pictures that it loads."""

import importlib.resources
import io
from pathlib import Path

from PIL import Image

from briefwright.document.assets import Asset, Assets

THEME = Path(__file__).parent.parent / "templates" / "base" / "theme.css"

HEAD = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A sample of everything</title>
<meta name="author" content="The sampling unit"><meta name="description" content="Every role once">
<meta name="keywords" content="sample, roles"><meta name="dcterms.created" content="2024-09-21">
<meta name="dcterms.modified" content="2024-09-21"><meta name="generator" content="Briefwright">
<meta name="web.skip" content="Skip to the text"><meta name="web.back" content="Note {number}: back to the text">
<meta name="web.numbers" content="The numbers as a table"><meta name="web.notes" content="Notes"><meta name="web.figure" content="Figure or table">
</head>"""

BODY = """<body class="full" data-running="Sample" data-foot="Facts as of 21 September 2024" data-marking="">
<header data-role="masthead"><p data-role="kicker" data-at="briefing.kicker">Briefing · Samples</p>
<h1 data-role="title" data-at="briefing.title">A sample of everything</h1>
<p data-role="standfirst" data-at="briefing.subtitle">Every role of the vocabulary, once.</p>
<p data-role="imprint" data-at="briefing.imprint">The sampling unit · 21 September 2024</p></header>
<aside data-role="key-messages" data-at="messages"><p data-role="box-title" data-at="messages.title">Key messages</p>
<p data-at="messages.1">The first message, with <data value="1410" data-fact="warheads">1,410</data> warheads.</p>
<p data-at="messages.2">The second message.</p></aside>
<ul data-role="strip" data-at="strip"><li data-role="key-figure" data-at="strip.1"><span data-role="value"><data value="1410" data-fact="warheads">1,410</data></span> <span data-role="unit">nuclear warheads</span> <span data-role="as-of">early 1990s</span></li>
<li data-role="key-figure" data-at="strip.2"><span data-role="value"><data value="28" data-fact="members">28</data></span> <span data-role="unit">member states</span> <span data-role="as-of">as of 21 September 2024</span></li></ul>
<nav data-role="contents" data-at="contents"><p data-role="contents-title" data-at="contents.title">Contents</p>
<ul data-role="entries"><li data-role="entry" data-at="contents.1" data-level="1"><a href="#h-lists">Lists</a><span data-role="page" data-ref="#h-lists"></span></li>
<li data-role="entry" data-at="contents.2" data-level="2"><a href="#h-nested">A part</a><span data-role="page" data-ref="#h-nested"></span></li>
<li data-role="entry" data-at="contents.3" data-level="1"><a href="#h-figures">Figures</a><span data-role="page" data-ref="#h-figures"></span></li></ul></nav>
<section data-at="lists" id="lists"><h2 data-at="lists.section" id="h-lists">Lists</h2>
<p data-at="lists/text-1.text">Running text with <em>stress</em>, <strong>strength</strong>, a <a href="https://example.org/">link</a>, a note<a data-role="call" href="#note-1" data-number="1">1</a> and <span data-role="lang" lang="fr">un mot</span>; see <a data-role="reference" href="#numbers">Table 1</a> and <a data-role="reference" href="#square">Figure 1</a>.</p>
<p data-role="lead-in" data-at="lists/list-1.list">Leading in</p>
<ul data-at="lists/list-1"><li data-at="lists/list-1.items.1"><strong data-role="label">Label:</strong> the first item.<ul><li data-at="lists/list-1.items.1.items.1">An inner item.</li></ul></li>
<li data-at="lists/list-1.items.2">The second item, which is long enough to run over the end of its line, so that the hanging indent can be seen on the page.</li></ul>
<ol data-at="lists/list-2"><li data-at="lists/list-2.items.1" data-number="1" value="1">One</li><li data-at="lists/list-2.items.2" data-number="2" value="2">Two</li></ol>
<section data-at="nested" id="nested"><h3 data-at="nested.section" id="h-nested">A part</h3>
<p data-at="nested/text-1.text">A foot<span data-role="footnote" data-at="note.2" data-number="2">A note at the foot, with <em>stress</em>.</span> and its text.</p>
<section data-at="detail" id="detail"><h4 data-at="detail.section" id="h-detail">A detail</h4><p data-at="detail/text-1.text">Text below the third level.</p>
<ol data-at="detail/list-1"><li data-at="detail/list-1.items.1" data-number="1" value="1">One again</li></ol></section></section>
<aside data-role="callout" data-at="box"><p data-role="box-title" data-at="box.title">Note</p><p data-at="box.callout.1">Boxed text.</p><p data-at="box.callout.2">More of it.</p></aside>
<blockquote data-role="quote" data-at="words"><p data-at="words.quote">Words that somebody said.</p><p data-role="attribution" data-at="words.who">Somebody, 2013</p></blockquote>
<div data-role="question" data-at="ask"><p data-role="asked" data-at="ask.question">Why?</p><p data-at="ask.answer">Because.</p></div>
</section>
<section data-at="figures" id="figures"><h2 data-at="figures.section" id="h-figures">Figures</h2>
<figure data-at="square" id="square" data-number="1" data-label="Figure"><figcaption data-at="square.caption"><span data-role="number">Figure 1</span> A square</figcaption>
<img src="images/square.png" alt="A blue square" width="320" height="120" data-at="square.image"><p data-role="source" data-at="square.source">Source: own drawing.</p><p data-role="note" data-at="square.note">A remark.</p></figure>
<figure data-at="numbers" id="numbers" data-number="1" data-label="Table"><figcaption data-at="numbers.table"><span data-role="number">Table 1</span> Numbers</figcaption>
<table data-at="numbers"><thead><tr><th scope="col" data-at="numbers.columns.1">Name</th><th scope="col" data-at="numbers.columns.2">Count</th></tr></thead>
<tbody><tr><th scope="row" data-at="numbers.rows.1.1">One</th><td data-at="numbers.rows.1.2">1</td></tr><tr><th scope="row" data-at="numbers.rows.2.1">Many</th><td data-at="numbers.rows.2.2">1,410</td></tr></tbody></table>
<p data-role="source" data-at="numbers.source">Source: counted.</p></figure>
<div data-role="columns"><p data-at="cols.1">Text set in two columns, long enough to fill a line or two of each of them and to be cut.</p><p data-at="cols.2">The second paragraph in columns.</p></div>
<div data-role="parallel" data-at="pair"><div data-role="column"><p data-at="pair.1">Left.</p></div><div data-role="column"><p data-at="pair.2">Right.</p></div></div>
</section>
<section data-role="landscape" data-at="wide" id="wide"><h2 data-at="wide.section" id="h-wide">Sideways</h2><p data-at="wide/text-1.text">Text on a turned page.</p></section>
<section data-at="sources" id="sources"><h2 data-at="sources.title" id="h-sources">Sources</h2>
<ol data-role="endnotes" data-at="sources.list"><li data-role="endnote" data-at="note.1" id="note-1" data-number="1" value="1">A source with its title, 2024.</li></ol></section>
</body></html>"""


def sample_html() -> str:
    """Nothing → a page that uses every role of the vocabulary."""
    return HEAD + BODY


def sample_assets() -> Assets:
    """Nothing → the base theme, its fonts and the one picture of the sample page."""
    theme = Asset("base/theme.css", THEME.read_bytes(), "text/css")
    picture = Asset("images/square.png", square(), "image/png", 320, 120)
    return Assets((theme, *fonts(), picture))


def square() -> bytes:
    """Nothing → a small blue PNG."""
    stream = io.BytesIO()
    Image.new("RGB", (640, 240), "#0b6480").save(stream, "png")
    return stream.getvalue()


def fonts() -> tuple[Asset, ...]:
    """Nothing → the font files of the two families that the base theme declares."""
    return tuple(
        Asset(
            f"fonts/{package.replace('fontpkg_', '').replace('_', '-')}/{file.name}",
            file.read_bytes(),
            "font/ttf",
        )
        for package in ("fontpkg_source_sans_3", "fontpkg_source_serif_4")
        for file in sorted(
            importlib.resources.files(package).joinpath("files").iterdir(), key=lambda f: f.name
        )
    )
