"""What can be wrong with a text or with brackets, in words for its author."""

from collections.abc import Sequence

from briefwright.yamlfile.edits import Edit, quoting
from briefwright.yamlfile.finding import Finding, finding, write_so
from briefwright.yamlfile.lines import Piece, Source

_CLOSING = {"[": "]", "{": "}"}


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
        f"{brackets}{write_so(source, quoting(source, pieces))}"
    )
    return finding(source, "Y109", pieces[0][:2], message, edits)


def bracket_in_brackets(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y109: a text that holds a bracket where brackets mean a list."""
    sign = source.lines[spot[0]].text[spot[1]]
    proposal = write_so(source, quoting(source, pieces))
    message = f"Between brackets, a text that holds {_named(sign)} must stand in quotes. {proposal}"
    return finding(source, "Y109", spot, message, edits)


def second_colon(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y110: a colon and a blank inside a text."""
    curly = source.words(pieces[0])[:1] in tuple("“„«‘")
    hint = "Curly quote marks don't count, only \" and '. " if curly else ""
    message = (
        "A text that holds a colon with a blank after it must stand in quotes, or below after "
        f"“>”. {hint}{write_so(source, quoting(source, pieces))}"
    )
    return finding(source, "Y110", spot, message, edits)


def cut_by_hash(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y111: a `#` after a blank, which cuts a text short."""
    message = (
        "A “#” after a blank begins a comment, and what follows would be lost. If it is one, put "
        "two spaces before the “#” and one after it; if it belongs to the text, put the whole "
        f"text in quotes. {write_so(source, quoting(source, pieces))}"
    )
    return finding(source, "Y111", spot, message, edits)


def comment_in_text(source: Source, row: int, at: int) -> Finding:
    """Y111: a comment between two lines of one text."""
    message = (
        "A comment can't stand between the lines of a text. Move it above the text; if it "
        "belongs to the text, put the whole text in quotes."
    )
    return finding(source, "Y111", (row, at), message)


def cut_by_comma(
    source: Source, pieces: Sequence[Piece], spot: tuple[int, int], edits: Sequence[Edit]
) -> Finding:
    """Y112: a comma that ends a text between braces."""
    message = (
        "Between braces a comma ends the value, and the words after it are neither key nor value. "
        "If they belong to it, put it in quotes. " + write_so(source, quoting(source, pieces))
    )
    return finding(source, "Y112", spot, message, edits)


def comma_in_number(source: Source, spot: tuple[int, int], number: str) -> Finding:
    """Y112: a number such as 1,410 between brackets."""
    message = (
        f"Between brackets a comma ends the value, so that {number} would be cut. Write "
        f"{number.replace(',', '')}: the comma is put in where the number is printed. If these are "
        "two values, write a space after the comma."
    )
    return finding(source, "Y112", spot, message)


def no_value(source: Source, row: int, at: int) -> Finding:
    """Y112: words between braces that are neither key nor value."""
    message = "Between braces each key has a colon and a value, and these words have none."
    return finding(source, "Y112", (row, at), message)


def no_comma(source: Source, row: int, at: int) -> Finding:
    """Y112: a key in the middle of a value between braces."""
    message = (
        "If a key begins here, the comma before it is missing. If not, put the whole value in "
        "quotes."
    )
    return finding(source, "Y112", (row, at), message)


def unclosed(source: Source, row: int, at: int) -> Finding:
    """Y113: a bracket that nothing closes."""
    sign = source.lines[row].text[at]
    message = (
        f"The “{sign}” that opens here is never closed. Put “{_CLOSING[sign]}” at the end, and let "
        "all its lines be indented deeper than the one where it begins."
    )
    return finding(source, "Y113", (row, at), message)


def wrong_bracket(source: Source, row: int, at: int, opening: str) -> Finding:
    """Y113: a bracket of one kind closed by one of the other."""
    sign = source.lines[row].text[at]
    message = (
        f"What opens with “{opening}” must close with “{_CLOSING[opening]}”, not with “{sign}”."
    )
    return finding(source, "Y113", (row, at), message)


def after_bracket(source: Source, row: int, at: int) -> Finding:
    """Y113: words after the brace that closes a map."""
    message = (
        "After the closing bracket the line must end. Put these words on a line of their own, or "
        "inside the brackets."
    )
    return finding(source, "Y113", (row, at), message)


def one_too_many(source: Source, row: int, at: int) -> Finding:
    """Y113: a comma with nothing before it, or a sign after the bracket that closes."""
    return finding(source, "Y113", (row, at), f"“{source.lines[row].text[at]}” is one too many.")


def open_quote(source: Source, pieces: Sequence[Piece]) -> Finding:
    """Y114: a quote mark that nothing closes."""
    mark = source.words(pieces[0])[0]
    message = (
        f"The quote mark {mark} opens here and is never closed. Put one at the end; if the mark "
        "belongs to the text, put the whole text in quotes. "
        + write_so(source, quoting(source, pieces))
    )
    return finding(source, "Y114", pieces[0][:2], message)


def quote_in_quotes(source: Source, row: int, at: int, mark: str) -> Finding:
    """Y114: a quote mark inside a text in the same marks."""
    inner = '\\"' if mark == '"' else "''"
    message = (
        f"The quote mark {mark} here ends the text, and yet words follow. Write {inner} for each "
        "mark that belongs to the text, or curly marks: “ ” ‘ ’."
    )
    return finding(source, "Y114", (row, at), message)


def lone_backslash(source: Source, row: int, at: int) -> Finding:
    """Y115: a backslash that begins no escape."""
    edits = (Edit(row, at, 0, "\\"),)
    message = f"Between double quote marks, a backslash is written twice. {write_so(source, edits)}"
    return finding(source, "Y115", (row, at), message, edits)


def words_after_sign(source: Source, row: int, at: int, edits: Sequence[Edit]) -> Finding:
    """Y116: words on the line of the `>`."""
    sign = source.lines[row].text[at]
    message = f"After “{sign}” the text begins on the next line, indented deeper."
    return finding(source, "Y116", (row, at), message, edits)


def ragged(source: Source, rows: Sequence[int], column: int, edits: Sequence[Edit]) -> Finding:
    """Y116: lines of a text after `>` that don't all begin in the same column."""
    more = f" and {len(rows) - 1} more below" if len(rows) > 1 else ""
    message = (
        f"This line{more} belongs to the text after “>” or “|”, whose lines all begin in column "
        f"{column + 1}. Let it begin there too; a blank line starts a paragraph."
    )
    return finding(source, "Y116", (rows[0], source.lines[rows[0]].start), message, edits)


def like_comment(source: Source, row: int, at: int) -> Finding:
    """Y118, a warning: a line in a text after `>` that looks like a comment."""
    message = (
        "In a text after “>” or “|” there are no comments: this line is printed. Move the comment "
        "above the text; if the line is meant to be printed, begin it with another word."
    )
    return finding(source, "Y118", (row, at), message, level="warning")


def like_item(source: Source, row: int, at: int) -> Finding:
    """Y118, a warning: a line in a text after `>` that looks like an item."""
    message = (
        "In a text after “>” or “|” there are no lists: this line runs on in the text. Make a "
        "list of its own; if the sign is meant to be printed, let another word begin the line."
    )
    return finding(source, "Y118", (row, at), message, level="warning")


def _named(sign: str) -> str:
    return "a quote mark" if sign in "\"'" else f"“{sign}”"
