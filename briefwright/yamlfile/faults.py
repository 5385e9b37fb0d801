"""What can be wrong with the form of a file, in words for its author; one function a fault."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefwright.problems import Level, Problem
from briefwright.yamlfile.edits import Edit, brief, quoting, shown
from briefwright.yamlfile.lines import Piece, Source
from briefwright.yamlfile.nodes import Scalar

_CLOSING = {"[": "]", "{": "}"}


class Finding(NamedTuple):
    """A problem, and the edits that mend it where they are safe."""

    problem: Problem
    edits: tuple[Edit, ...] = ()


def _finding(
    source: Source,
    code: str,
    spot: tuple[int, int],
    message: str,
    edits: Iterable[Edit] = (),
    level: Level = "error",
) -> Finding:
    return Finding(Problem(code, message, source.place(*spot), level=level), tuple(edits))


def too_much(source: Source, row: int, at: int, limit: str) -> Finding:
    """Y101: the file goes past a limit, which `limit` names."""
    message = f"This file holds more than a briefing can: {limit}. Split it up."
    return _finding(source, "Y101", (row, at), message)


def tab(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y102: a tab."""
    message = "Here stands a tab. Write spaces instead, two for each step of indentation."
    return _finding(source, "Y102", (row, at), message, edits)


def odd_blank(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y103: a blank from a word processor where only a plain space separates."""
    message = (
        "The blank here is not a plain space but one that word processors write "
        "(a no-break space, for instance). Delete it and type a space."
    )
    return _finding(source, "Y103", (row, at), message, edits)


def unprintable(source: Source, row: int, at: int, sign: str, edits: Sequence[Edit]) -> Finding:
    """Y103: a character that no text holds."""
    message = f"An invisible character (U+{ord(sign):04X}) stands here. Delete it."
    return _finding(source, "Y103", (row, at), message, edits)


def misaligned(source: Source, row: int, at: int, column: int) -> Finding:
    """Y104: a key or an item that doesn't stand straight below those that it belongs to."""
    message = (
        f"This line begins in column {at + 1}; those that it seems to belong to begin in column "
        f"{column + 1}. Let it begin there too. If it goes on with the text above, put that whole "
        "text in quotes."
    )
    return _finding(source, "Y104", (row, at), message)


def too_shallow(source: Source, rows: Sequence[int], column: int) -> Finding:
    """Y104: lines of a text that don't stand deeper than what they belong to."""
    edits = tuple(Edit(row, 0, 0, " " * (column - source.lines[row].indent)) for row in rows)
    more = f" and {len(rows) - 1} more below" if len(rows) > 1 else ""
    message = (
        f"This line{more} seems to go on with the text above. Indent it, so that it begins in "
        f"column {column + 1}. If something new begins here, a “- ” or a key with its colon is "
        "missing."
    )
    return _finding(source, "Y104", (rows[0], source.lines[rows[0]].start), message, edits)


def twice(source: Source, key: Scalar, first: int) -> Finding:
    """Y105: the same key twice in one block; `first` is the line of the first."""
    message = (
        f"“{brief(key.text)}” stands here for the second time; the first is in line {first}. "
        "Delete one of them, or put “- ” before the first key of a new block."
    )
    spot = (key.place.line - 1, key.place.column - 1)
    return _finding(source, "Y105", spot, message)


def not_for_briefings(source: Source, row: int, at: int, sign: str) -> Finding:
    """Y106: an anchor, an alias, a tag or a directive."""
    message = (
        f"“{brief(sign)}” is a sign of YAML's own (an anchor, alias, tag or directive), which "
        "briefings don't have. Write the thing out; if these are words, put the whole text in "
        "quotes."
    )
    return _finding(source, "Y106", (row, at), message)


def another_document(source: Source, row: int) -> Finding:
    """Y107: `---` or `...` below the first line."""
    message = (
        f"“{source.lines[row].text[:3]}” would begin another document. A file holds one: delete "
        "this line."
    )
    return _finding(source, "Y107", (row, 0), message)


def no_key(source: Source, row: int, at: int) -> Finding:
    """Y108: a colon with no text before it, or with something that is no text."""
    message = (
        "Before a colon stands a key, and a key is one text on one line, without “? ”. Write it "
        "before the colon; if the colon belongs to a text, put the whole text in quotes."
    )
    return _finding(source, "Y108", (row, at), message)


def reserved_sign(source: Source, pieces: Sequence[Piece], edits: Sequence[Edit]) -> Finding:
    """Y109: a text that begins with a sign which YAML takes for itself."""
    sign = source.words(pieces[0])[0]
    brackets = (
        "If you meant a list in brackets: it is written [a, b] or {key: value}, and nothing "
        "follows the closing bracket. "
        if sign in _CLOSING and not edits
        else ""
    )
    message = (
        f"A text can't begin with {_named(sign)} unless the whole of it stands in quotes. "
        f"{brackets}{_write(source, quoting(source, pieces))}"
    )
    return _finding(source, "Y109", pieces[0][:2], message, edits)


def bracket_in_brackets(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y109: a text that holds a bracket where brackets mean a list."""
    sign = source.lines[spot[0]].text[spot[1]]
    message = f"Between brackets, a text that holds {_named(sign)} must stand in quotes. " + _write(
        source, quoting(source, pieces)
    )
    return _finding(source, "Y109", spot, message, edits)


def second_colon(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y110: a colon and a blank inside a text."""
    curly = source.words(pieces[0])[:1] in tuple("“„«‘")
    hint = "Curly quote marks don't count, only \" and '. " if curly else ""
    message = (
        "A text that holds a colon with a blank after it must stand in quotes, or below after "
        f"“>”. {hint}{_write(source, quoting(source, pieces))}"
    )
    return _finding(source, "Y110", spot, message, edits)


def cut_by_hash(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y111: a `#` after a blank, which cuts a text short."""
    message = (
        "A “#” after a blank begins a comment, and what follows would be lost. If it is one, put "
        "two spaces before the “#” and one after it; if it belongs to the text, put the whole "
        f"text in quotes. {_write(source, quoting(source, pieces))}"
    )
    return _finding(source, "Y111", spot, message, edits)


def comment_in_text(source: Source, row: int, at: int) -> Finding:
    """Y111: a comment between two lines of one text."""
    message = (
        "A comment can't stand between the lines of a text. Move it above the text; if it "
        "belongs to the text, put the whole text in quotes."
    )
    return _finding(source, "Y111", (row, at), message)


def cut_by_comma(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y112: a comma that ends a text between braces."""
    message = (
        "Between braces a comma ends the value, and the words after it are neither key nor value. "
        "If they belong to it, put it in quotes. " + _write(source, quoting(source, pieces))
    )
    return _finding(source, "Y112", spot, message, edits)


def comma_in_number(source: Source, spot: tuple[int, int], number: str) -> Finding:
    """Y112: a number such as 1,410 between brackets."""
    message = (
        f"Between brackets a comma ends the value, so that {number} would be cut. Write "
        f"{number.replace(',', '')}: the comma is put in where the number is printed. If these are "
        "two values, write a space after the comma."
    )
    return _finding(source, "Y112", spot, message)


def no_value(source: Source, row: int, at: int) -> Finding:
    """Y112: words between braces that are neither key nor value."""
    message = "Between braces each key has a colon and a value, and these words have none."
    return _finding(source, "Y112", (row, at), message)


def no_comma(source: Source, row: int, at: int) -> Finding:
    """Y112: a key in the middle of a value between braces."""
    message = (
        "If a key begins here, the comma before it is missing. If not, put the whole value in "
        "quotes."
    )
    return _finding(source, "Y112", (row, at), message)


def unclosed(source: Source, row: int, at: int) -> Finding:
    """Y113: a bracket that nothing closes."""
    sign = source.lines[row].text[at]
    message = (
        f"The “{sign}” that opens here is never closed. Put “{_CLOSING[sign]}” at the end, and let "
        "all its lines be indented deeper than the one where it begins."
    )
    return _finding(source, "Y113", (row, at), message)


def wrong_bracket(source: Source, row: int, at: int, opening: str) -> Finding:
    """Y113: a bracket of one kind closed by one of the other."""
    sign = source.lines[row].text[at]
    message = (
        f"What opens with “{opening}” must close with “{_CLOSING[opening]}”, not with “{sign}”."
    )
    return _finding(source, "Y113", (row, at), message)


def after_bracket(source: Source, row: int, at: int) -> Finding:
    """Y113: words after the brace that closes a map."""
    message = (
        "After the closing bracket the line must end. Put these words on a line of their own, or "
        "inside the brackets."
    )
    return _finding(source, "Y113", (row, at), message)


def one_too_many(source: Source, row: int, at: int) -> Finding:
    """Y113: a comma with nothing before it, or a sign after the bracket that closes."""
    return _finding(source, "Y113", (row, at), f"“{source.lines[row].text[at]}” is one too many.")


def open_quote(source: Source, pieces: Sequence[Piece]) -> Finding:
    """Y114: a quote mark that nothing closes."""
    mark = source.words(pieces[0])[0]
    message = (
        f"The quote mark {mark} opens here and is never closed. Put one at the end; if the mark "
        "belongs to the text, put the whole text in quotes. "
        + _write(source, quoting(source, pieces))
    )
    return _finding(source, "Y114", pieces[0][:2], message)


def quote_in_quotes(source: Source, row: int, at: int, mark: str) -> Finding:
    """Y114: a quote mark inside a text in the same marks."""
    inner = '\\"' if mark == '"' else "''"
    message = (
        f"The quote mark {mark} here ends the text, and yet words follow. Write {inner} for each "
        "mark that belongs to the text, or curly marks: “ ” ‘ ’."
    )
    return _finding(source, "Y114", (row, at), message)


def lone_backslash(source: Source, row: int, at: int) -> Finding:
    """Y115: a backslash that begins no escape."""
    edits = (Edit(row, at, 0, "\\"),)
    message = f"Between double quote marks, a backslash is written twice. {_write(source, edits)}"
    return _finding(source, "Y115", (row, at), message, edits)


def words_after_sign(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y116: words on the line of the `>`."""
    sign = source.lines[row].text[at]
    message = f"After “{sign}” the text begins on the next line, indented deeper."
    return _finding(source, "Y116", (row, at), message, edits)


def ragged(source: Source, rows: Sequence[int], column: int, edits: Sequence[Edit]) -> Finding:
    """Y116: lines of a text after `>` that don't all begin in the same column."""
    more = f" and {len(rows) - 1} more below" if len(rows) > 1 else ""
    message = (
        f"This line{more} belongs to the text after “>” or “|”, whose lines all begin in column "
        f"{column + 1}. Let it begin there too; a blank line starts a paragraph."
    )
    return _finding(source, "Y116", (rows[0], source.lines[rows[0]].start), message, edits)


def like_comment(source: Source, row: int, at: int) -> Finding:
    """Y118, a warning: a line in a text after `>` that looks like a comment."""
    message = (
        "In a text after “>” or “|” there are no comments: this line is printed. Move the comment "
        "above the text; if the line is meant to be printed, begin it with another word."
    )
    return _finding(source, "Y118", (row, at), message, level="warning")


def like_item(source: Source, row: int, at: int) -> Finding:
    """Y118, a warning: a line in a text after `>` that looks like an item."""
    message = (
        "In a text after “>” or “|” there are no lists: this line runs on in the text. Make a "
        "list of its own; if the sign is meant to be printed, let another word begin the line."
    )
    return _finding(source, "Y118", (row, at), message, level="warning")


def tight_colon(source: Source, row: int, at: int) -> Finding:
    """Y117: a keyword's colon without a blank after it."""
    edits = (Edit(row, at + 1, 0, " "),)
    message = f"After a key's colon stands a space. {_write(source, edits)}"
    return _finding(source, "Y117", (row, at), message, edits)


def bullet(source: Source, row: int, at: int) -> Finding:
    """Y117: a bullet, a long dash, or a hyphen without a space, where an item begins."""
    tight = source.lines[row].text[at] == "-"
    edits = (Edit(row, at + 1, 0, " ") if tight else Edit(row, at, 1, "-"),)
    message = f"An item begins with a hyphen and a space. {_write(source, edits)}"
    return _finding(source, "Y117", (row, at), message, edits)


def no_dash(source: Source, row: int, at: int) -> Finding:
    """Y117: a line without a dash among items."""
    message = (
        "The lines beside this one are items. Put “- ” before it if it is one too; if it belongs "
        "to the item above, indent it two spaces deeper."
    )
    return _finding(source, "Y117", (row, at), message)


def stray_list(source: Source, row: int, at: int) -> Finding:
    """Y117: an item among keys, or below a text."""
    message = (
        "An item can't stand here. A list needs a key of its own in the line above it, such as "
        "“items:”, with nothing after the colon; a key has no “- ” unless a new block begins."
    )
    return _finding(source, "Y117", (row, at), message)


def key_below_text(source: Source, row: int, at: int) -> Finding:
    """Y117: a key below an item that is a bare text."""
    message = (
        "A key can't stand below a bare text. Give the text above its own key, as in “- text: …”, "
        "and let this key begin in the same column as that one."
    )
    return _finding(source, "Y117", (row, at), message)


def stray_words(source: Source, row: int, at: int) -> Finding:
    """Y117: a line without a colon among keys, or after what is already closed."""
    message = (
        "This line is neither a key with its colon nor an item with its dash. If it goes on with "
        "the text above, put it inside that text's quotes or brackets."
    )
    return _finding(source, "Y117", (row, at), message)


def read_otherwise(source: Source, row: int, at: int) -> Finding:
    """Y119: YAML stops here, or reads something else than meets the eye."""
    message = (
        "Other programs that read YAML stumble here. Put the text in quotes; if a very long text "
        "stands before a colon, move it below, after “>”."
    )
    return _finding(source, "Y119", (row, at), message)


def _write(source: Source, edits: Sequence[Edit]) -> str:
    return f"Write: {shown(source, edits)}"


def _named(sign: str) -> str:
    return "a quote mark" if sign in "\"'" else f"“{sign}”"
