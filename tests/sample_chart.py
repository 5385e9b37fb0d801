"""Pages with charts in the vocabulary: their data tables and a drawing for each."""

from collections.abc import Sequence

from sample_page import HEAD, sample_assets

from briefwright.document.assets import Asset, Assets

Row = tuple[str, Sequence[tuple[str, str]]]  # its name; each number in plain digits and as printed

MISSIONS: Sequence[Row] = (
    ("UNDOF, national contingent", [("139", "139")]),
    ("UNDOF, staff officer", [("1", "1")]),
    ("Four other missions", [("17", "17")]),
)
COURSES: Sequence[Row] = (
    ("2019", [("1410", "1,410"), ("2.50", "2.50")]),
    ("2020", [("980", "980"), ("", "")]),
    ("=2021", [("-20", "−20"), ("30", "30")]),
)


def chart(
    identifier: str,
    kind: str,
    rows: Sequence[Row],
    series: Sequence[str] = ("",),
    number: int = 1,
    muted: Sequence[str] = (),
    thresholds: Sequence[str] = (),
    unit: str = "",
    floor: str = "",
    lines: Sequence[str] = (),
    axes: Sequence[tuple[str, str]] = (),
) -> str:
    """An id, a kind, rows and names of series → the figure, as the templates write it.

    `muted` are the rows, or the series, that stand back behind what is highlighted; `thresholds`
    are those of the series that are lines across, and `lines` over the columns of others; all of it
    counts a `unit`; a logarithmic scale begins at its `floor`; `axes` have a unit and ticks.
    """

    def head(name: str) -> str:
        stands_back = ' data-muted="yes"' if name in muted else ""
        across = ' data-drawn="threshold"' if name in thresholds else ""
        over = ' data-drawn="line"' if name in lines else ""
        return f'<th data-role="data-name"{stands_back}{across}{over}>{name}</th>'

    heads = "".join(map(head, series))
    lines = "".join(
        f'<tr data-role="data-row">{head(name)}'
        + "".join(
            f'<td data-role="data-value" data-at="{identifier}.data.{n}.{m}" data-value="{plain}">'
            f"{shown}</td>"
            for m, (plain, shown) in enumerate(cells, start=1)
        )
        + "</tr>"
        for n, (name, cells) in enumerate(rows, start=1)
    )
    begin = f' data-floor="{floor}"' if floor else ""
    for key, (own, ticks) in zip(("", "second-"), axes, strict=False):
        begin += f' data-second-unit="{own}"' if key else ""
        begin += f' data-{key}ticks="{ticks}"'
    return (
        f'<figure data-at="{identifier}" id="{identifier}" data-number="{number}" '
        f'data-label="Figure"><figcaption data-at="{identifier}.caption">'
        f'<span data-role="number">Figure {number}</span> What {identifier} shows.</figcaption>'
        f'<p data-role="description" data-at="{identifier}.chart">Described in words</p>'
        f'<img src="figures/chart.svg" alt="Drawing of {identifier}" '
        f'data-at="{identifier}.drawing" data-chart="{kind}" data-unit="{unit}"{begin}>'
        f'<table data-role="data-table"><tr data-role="data-head">'
        f'<th data-role="data-name"></th>{heads}</tr>{lines}</table>'
        f'<p data-role="source" data-at="{identifier}.source">Source: counted.</p></figure>'
    )


TABLE = (
    '<figure data-at="talks" id="talks" data-number="1" data-label="Table">'
    '<figcaption data-at="talks.table"><span data-role="number">Table 1</span> Talks</figcaption>'
    '<table data-at="talks"><thead><tr><th scope="col" data-at="talks.columns.1">Talks</th>'
    '<th scope="col" data-at="talks.columns.2">Rounds</th></tr></thead><tbody>'
    '<tr><th scope="row" data-at="talks.rows.1.1">+Almaty, “P5+1”</th>'
    '<td data-at="talks.rows.1.2">−5</td></tr></tbody></table></figure>'
)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="530" height="150">'
    b'<rect width="520" height="30" fill="#0b6480"/><rect y="50" width="9" height="30"/></svg>'
)


def chart_html(*figures: str) -> str:
    """Figures → a page with a heading and them."""
    inner = "".join(figures)
    return (
        f'{HEAD}<body class="full" data-running="" data-foot="" data-marking="">'
        '<header data-role="masthead"><h1 data-role="title" data-at="briefing.title">Sample</h1>'
        '</header><section data-at="s" id="s"><h2 data-at="s.section" id="h-s">Charts</h2>'
        f"{inner}</section>"
        "</body></html>"
    )


def sample_charts() -> str:
    """Nothing → a page with two charts and a table between them."""
    return chart_html(
        chart("missions", "bar", MISSIONS),
        TABLE,
        chart("courses", "column", COURSES, ("Men", "Women & others"), 2),
    )


def chart_assets(css: str = "", drawing: bytes = DRAWING) -> Assets:
    """Rules that come after the theme's, a drawing → what such a page loads."""
    sheet = Asset("house/theme.css", css.encode(), "text/css")
    return Assets((*sample_assets(), sheet, Asset("figures/chart.svg", drawing, "image/svg+xml")))
