"""What the keys of one block, or of one item, must agree on; each rule is one function."""

from string import ascii_lowercase

from briefwright.content.reading import Context
from briefwright.facts import inline
from briefwright.model import addresses, merged_cells
from briefwright.model.dictionary import (
    Annex,
    Aside,
    Block,
    Chart,
    Form,
    Image,
    Item,
    ListBlock,
    Map,
    Row,
    Section,
    Table,
)
from briefwright.problems import Place


def check(block: Block, context: Context, place: Place) -> None:
    """A block that was read, at its address → faults where its keys don't fit together."""
    match block:
        case ListBlock():
            _check_items(block, context, place)
        case Table():
            _check_rows(block, context, place)
            _check_cells(block, context)
        case Chart():
            _check_chart_source(block, context, place)
        case Map():
            _check_places(block, context, place)
        case Image():
            _check_crop(block, context, place)
            _check_alt(block, context, place)
        case Section() | Annex() | Aside():
            _check_content(block, context, place)
        case _:
            pass  # its keys are independent of each other


def check_item(item: Item, form: Form, context: Context, place: Place) -> None:
    """An item that was read → a fault where it holds nothing, or what its list can't print."""
    if form is Form.FACTS:
        if item.text or item.items:
            message = "Each of these is a fact: its name, or `{label: …, fact: …}`."
            context.report("C211", message, place)
        elif not item.fact:
            context.report("C210", "`fact:` is missing here: the name of a fact.", place)
    elif item.fact:
        message = (
            f"`fact:` belongs in key figures and charts; here write {{{item.fact}}} in a text."
        )
        context.report("C211", message, place)
    elif not item.text and not item.items:
        message = "This item has no text."
        if item.label:
            message = f"After “{item.label.source}:” belongs a text, or the items below it."
        context.report("C212", message, place)


def _check_items(block: ListBlock, context: Context, place: Place) -> None:
    if not block.items:
        context.report(
            "C212", "This list has no items; write `items:` and each item after a hyphen.", place
        )


def check_row(row: Row, context: Context, place: Place) -> None:
    """A table's row that was read → a fault where it holds nothing, or two things at once."""
    if row.group:
        if row.cells or row.fact or row.label or row.total:
            message = "`group:` is a heading over the rows that follow; give those a row each."
            context.report("C204", message, place)
    elif not row.cells and not row.fact:
        message = "A row needs `cells:`, or `fact:` and a fact's name, or `group:` and a heading."
        context.report("C212", message, place)
    elif row.cells and (row.fact or row.label):
        message = "A row has `cells:`, or is filled from its `fact:`; take one of the two out."
        context.report("C204", message, place)


def _check_rows(table: Table, context: Context, place: Place) -> None:
    if table.data and table.rows:
        message = "The rows stand here and in the data file as well; keep one of the two."
        context.report("C204", message, place)
    elif not table.data and not table.rows:
        message = "This table has no rows; write `rows:`, or `data:` and the name of a file."
        context.report("C210", message, place)
    elif not table.data and not table.columns:
        message = "`columns:` is missing here (the heads of the columns)."
        context.report("C210", message, place)


def _check_chart_source(chart: Chart, context: Context, place: Place) -> None:
    given = [key for key in ("rows", "series", "data") if getattr(chart, key)]
    if len(given) > 1:
        message = f"A chart takes its numbers from one place; here are {' and '.join(given)}."
        context.report("C204", message, place)
    elif not given and not chart.vega_lite:
        message = "This chart has no numbers; write `rows:` with facts, `series:` or `data:`."
        context.report("C261", message, place)
    if chart.vega_lite and not (chart.alt or chart.finding):
        message = "Say in `alt:` what the chart shows: nobody else can read your specification."
        context.report("C237", message, place)


def _check_places(block: Map, context: Context, place: Place) -> None:
    if not (block.places or block.countries or block.regions or block.data):
        message = "This map shows nothing; write `places:`, `countries:`, `regions:` or `data:`."
        context.report("C212", message, place)
    if block.shaded and not block.regions:
        message = "Name the file with the regions that are `shaded:`: `regions: provinces.geojson`."
        context.report("C212", message, place)
    if block.regions and not block.coordinates:
        message = "Say in `coordinates:` where the outlines of the regions are from."
        context.report("C210", message, place)
    given = [key for key in ("countries", "shaded", "data") if getattr(block, key)]
    given += ["regions"] if block.regions and block.countries else []
    if len(given) > 1:
        message = f"A map takes what it shades from one place; here are {' and '.join(given)}."
        context.report("C204", message, place)
    elif block.places and not block.coordinates:
        message = "Say in `coordinates:` where the positions of the places are from."
        context.report("C210", message, place)


def _check_cells(table: Table, context: Context) -> None:
    columns = len(table.columns)
    for at, row in addresses.entries(context.at, "rows", table.rows):
        if row.cells and len(row.cells) != columns:
            context.move(at).report(
                "C222",
                f"Cells in this row: {len(row.cells)}; columns of the table: {columns}. "
                "A cell with a comma in it needs quotes.",
                context.collector.places[at],
            )
    _check_merged(table, context)
    _check_notes(table, context)


def _check_notes(table: Table, context: Context) -> None:
    """Each note under a table must be called by a cell, or by a head."""
    texts = addresses.texts(context.at, table)
    called = {cite.source for _, text in texts for cite in inline.cites(text.content)}
    for n, mark in enumerate(ascii_lowercase[: len(table.notes)], 1):
        if mark not in called:
            at = addresses.field(context.at, "notes", n)
            message = f"No cell of this table calls this note; write [^{mark}] in the one it is on."
            context.move(at).report("C250", message, context.collector.places[at])
    if len(table.notes) > len(ascii_lowercase):
        message = f"A table has {len(ascii_lowercase)} notes at the most, one for each letter."
        context.report("C250", message, context.collector.places[f"{context.at}.notes"])


def _check_merged(table: Table, context: Context) -> None:
    """Cells that go on from another must fill a rectangle with it."""
    rows = tuple(addresses.entries(context.at, "rows", table.rows))
    typed = [[cell.source for cell in row.cells] for _, row in rows]
    for line, column in merged_cells.find_torn(merged_cells.find_owners(typed)):
        at = f"{rows[line][0]}.{column + 1}"
        message = (
            f"This {typed[line][column]} has no cell to go on from, or makes no rectangle with it: "
            "< goes on from the cell to its left, ^ from the one above."
        )
        context.move(at).report("C249", message, context.collector.places[at])


def _check_alt(image: Image, context: Context, place: Place) -> None:
    if not image.alt and not image.decorative:
        context.report(
            "C237",
            "Say in `alt:` what the picture shows, for those who can't see it, "
            "or write `decorative: yes` if it tells nothing.",
            place,
        )
    if image.alt and image.decorative:
        context.report(
            "C237", "A decorative picture has no `alt:`; take one of the two out.", place
        )


def _check_crop(image: Image, context: Context, place: Place) -> None:
    if image.focus and not image.crop:
        message = "`focus:` says where a picture is cut; add `crop:` with its shape, such as 16:9."
        context.report("C223", message, place)


def _check_content(section: Section | Annex | Aside, context: Context, place: Place) -> None:
    if not section.body:
        context.collector.warn("C239", "Nothing stands under this heading.", place, context.at)
