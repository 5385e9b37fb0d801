"""What can be wrong with a file, its lines, keys and items, in words for its author."""

from collections.abc import Sequence

from briefwright.yamlfile.edits import Edit, brief
from briefwright.yamlfile.finding import Finding, finding, write_so
from briefwright.yamlfile.lines import Source
from briefwright.yamlfile.nodes import Scalar


def too_much(source: Source, row: int, at: int, limit: str) -> Finding:
    """Y101: the file goes past a limit, which `limit` names."""
    message = f"This file holds more than a briefing can: {limit}. Split it up."
    return finding(source, "Y101", (row, at), message)


def tab(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y102: a tab."""
    message = "Here stands a tab. Write spaces instead, two for each step of indentation."
    return finding(source, "Y102", (row, at), message, edits)


def odd_blank(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y103: a blank from a word processor where only a plain space separates."""
    message = (
        "The blank here is not a plain space but one that word processors write "
        "(a no-break space, for instance). Delete it and type a space."
    )
    return finding(source, "Y103", (row, at), message, edits)


def unprintable(source: Source, row: int, at: int, sign: str, edits: Sequence[Edit]) -> Finding:
    """Y103: a character that no text holds."""
    message = f"An invisible character (U+{ord(sign):04X}) stands here. Delete it."
    return finding(source, "Y103", (row, at), message, edits)


def misaligned(source: Source, row: int, at: int, column: int) -> Finding:
    """Y104: a key or an item that doesn't stand straight below those that it belongs to."""
    message = (
        f"This line begins in column {at + 1}; those that it seems to belong to begin in column "
        f"{column + 1}. Let it begin there too. If it goes on with the text above, put that whole "
        "text in quotes."
    )
    return finding(source, "Y104", (row, at), message)


def too_shallow(source: Source, rows: Sequence[int], column: int) -> Finding:
    """Y104: lines of a text that don't stand deeper than what they belong to."""
    edits = tuple(Edit(row, 0, 0, " " * (column - source.lines[row].indent)) for row in rows)
    more = f" and {len(rows) - 1} more below" if len(rows) > 1 else ""
    message = (
        f"This line{more} seems to go on with the text above. Indent it, so that it begins in "
        f"column {column + 1}. If something new begins here, a “- ” or a key with its colon is "
        "missing."
    )
    return finding(source, "Y104", (rows[0], source.lines[rows[0]].start), message, edits)


def twice(source: Source, key: Scalar, first: int) -> Finding:
    """Y105: the same key twice in one block; `first` is the line of the first."""
    message = (
        f"“{brief(key.text)}” stands here for the second time; the first is in line {first}. "
        "Delete one of them, or put “- ” before the first key of a new block."
    )
    spot = (key.place.line - 1, key.place.column - 1)
    return finding(source, "Y105", spot, message)


def not_for_briefings(source: Source, row: int, at: int, sign: str) -> Finding:
    """Y106: an anchor, an alias, a tag or a directive."""
    message = (
        f"“{brief(sign)}” is a sign of YAML's own (an anchor, alias, tag or directive), which "
        "briefings don't have. Write the thing out; if these are words, put the whole text in "
        "quotes."
    )
    return finding(source, "Y106", (row, at), message)


def another_document(source: Source, row: int) -> Finding:
    """Y107: `---` or `...` below the first line."""
    message = (
        f"“{source.lines[row].text[:3]}” would begin another document. A file holds one: delete "
        "this line."
    )
    return finding(source, "Y107", (row, 0), message)


def no_key(source: Source, row: int, at: int) -> Finding:
    """Y108: a colon with no text before it, or with something that is no text."""
    message = (
        "Before a colon stands a key, and a key is one text on one line, without “? ”. Write it "
        "before the colon; if the colon belongs to a text, put the whole text in quotes."
    )
    return finding(source, "Y108", (row, at), message)


def tight_colon(source: Source, row: int, at: int) -> Finding:
    """Y117: a keyword's colon without a blank after it."""
    edits = (Edit(row, at + 1, 0, " "),)
    message = f"After a key's colon stands a space. {write_so(source, edits)}"
    return finding(source, "Y117", (row, at), message, edits)


def bullet(source: Source, row: int, at: int) -> Finding:
    """Y117: a bullet, a long dash, or a hyphen without a space, where an item begins."""
    tight = source.lines[row].text[at] == "-"
    edits = (Edit(row, at + 1, 0, " ") if tight else Edit(row, at, 1, "-"),)
    message = f"An item begins with a hyphen and a space. {write_so(source, edits)}"
    return finding(source, "Y117", (row, at), message, edits)


def no_dash(source: Source, row: int, at: int) -> Finding:
    """Y117: a line without a dash among items."""
    message = (
        "The lines beside this one are items. Put “- ” before it if it is one too; if it belongs "
        "to the item above, indent it two spaces deeper."
    )
    return finding(source, "Y117", (row, at), message)


def stray_list(source: Source, row: int, at: int) -> Finding:
    """Y117: an item among keys, or below a text."""
    message = (
        "An item can't stand here. A list needs a key of its own in the line above it, such as "
        "“items:”, with nothing after the colon; a key has no “- ” unless a new block begins."
    )
    return finding(source, "Y117", (row, at), message)


def key_below_text(source: Source, row: int, at: int) -> Finding:
    """Y117: a key below an item that is a bare text."""
    message = (
        "A key can't stand below a bare text. Give the text above its own key, as in “- text: …”, "
        "and let this key begin in the same column as that one."
    )
    return finding(source, "Y117", (row, at), message)


def stray_words(source: Source, row: int, at: int) -> Finding:
    """Y117: a line without a colon among keys, or after what is already closed."""
    message = (
        "This line is neither a key with its colon nor an item with its dash. If it goes on with "
        "the text above, put it inside that text's quotes or brackets."
    )
    return finding(source, "Y117", (row, at), message)


def read_otherwise(source: Source, row: int, at: int) -> Finding:
    """Y119: YAML stops here, or reads something else than meets the eye."""
    message = (
        "Other programs that read YAML stumble here. Put the text in quotes; if a very long text "
        "stands before a colon, move it below, after “>”."
    )
    return finding(source, "Y119", (row, at), message)
