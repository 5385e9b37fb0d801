"""Everything that can be wrong with the form of a file, in words for its author.

`{line}` in a message is the place as it should be; the rest in braces is filled in where it is
found.
"""

from typing import NamedTuple

from briefwright.problems import Level

BYTES = 1_000_000
TEXT = 50_000  # characters of a text, and of a line
DEPTH = 20  # lists and maps inside one another
NODES = 50_000  # texts, lists and maps


class Fault(NamedTuple):
    """A code and its message."""

    code: str
    message: str
    level: Level = "error"


class TooMuch(Exception):
    """A limit is passed, which has been reported: reading ends here."""


TOO_MUCH = Fault("Y101", "This file holds more than a briefing can: {limit}. Split it up.")
TAB = Fault("Y102", "Here stands a tab. Write spaces instead, two for each step of indentation.")
ODD_BLANK = Fault(
    "Y103",
    "The blank here is not a plain space but one that word processors write "
    "(a no-break space, for instance). Delete it and type a space.",
)
UNPRINTABLE = Fault("Y103", "An invisible character (U+{number:04X}) stands here. Delete it.")
MISALIGNED = Fault(
    "Y104",
    "This line begins in column {column}; those that it seems to belong to begin in column "
    "{expected}. Let it begin there too. If it goes on with the text above, put that whole text "
    "in quotes.",
)
TOO_SHALLOW = Fault(
    "Y104",
    "This line{more} seems to go on with the text above. Indent it, so that it begins in column "
    "{column}. If something new begins here, a “- ” or a key with its colon is missing.",
)
TWICE = Fault(
    "Y105",
    "“{key}” stands here for the second time; the first is in line {first}. Delete one of them, "
    "or put “- ” before the first key of a new block.",
)
NOT_FOR_BRIEFINGS = Fault(
    "Y106",
    "“{sign}” is a sign of YAML's own (an anchor, alias, tag or directive), which briefings don't "
    "have. Write the thing out; if these are words, put the whole text in quotes.",
)
ANOTHER_DOCUMENT = Fault(
    "Y107", "“{sign}” would begin another document. A file holds one: delete this line."
)
NO_KEY = Fault(
    "Y108",
    "Before a colon stands a key, and a key is one text on one line, without “? ”. Write it "
    "before the colon; if the colon belongs to a text, put the whole text in quotes.",
)
RESERVED_SIGN = Fault(
    "Y109",
    "A text can't begin with {sign} unless the whole of it stands in quotes. {hint}Write: {line}",
)
BRACKET_IN_BRACKETS = Fault(
    "Y109",
    "Between brackets, a text that holds “{sign}” must stand in quotes. Write: {line}",
)
SECOND_COLON = Fault(
    "Y110",
    "A text that holds a colon with a blank after it must stand in quotes, or below after “>”. "
    "{hint}Write: {line}",
)
CUT_BY_HASH = Fault(
    "Y111",
    "A “#” after a blank begins a comment, and what follows would be lost. If it is one, put two "
    "spaces before the “#” and one after it; if it belongs to the text, put the whole text in "
    "quotes. Write: {line}",
)
COMMENT_IN_TEXT = Fault(
    "Y111",
    "A comment can't stand between the lines of a text. Move it above the text; if it belongs to "
    "the text, put the whole text in quotes.",
)
CUT_BY_COMMA = Fault(
    "Y112",
    "Between braces a comma ends the value, and the words after it are neither key nor value. If "
    "they belong to it, put it in quotes. Write: {line}",
)
COMMA_IN_NUMBER = Fault(
    "Y112",
    "Between brackets a comma ends the value, so that {number} would be cut. Write {plain}: the "
    "comma is put in where the number is printed. If these are two values, write a space after "
    "the comma.",
)
DECIMAL_COMMA = Fault(
    "Y112",
    "Between brackets a comma ends the value, so that {number} would be cut. Write {plain}: in the "
    "files decimals follow a full stop, each language prints its own sign.",
)
NO_VALUE = Fault(
    "Y112", "Between braces each key has a colon and a value, and these words have none."
)
NO_COMMA = Fault(
    "Y112",
    "If a key begins here, the comma before it is missing. If not, put the whole value in quotes.",
)
UNCLOSED = Fault(
    "Y113",
    "The “{sign}” that opens here is never closed. Put “{closing}” at the end, and let all its "
    "lines be indented deeper than the one where it begins.",
)
WRONG_BRACKET = Fault(
    "Y113", "What opens with “{opening}” must close with “{closing}”, not with “{sign}”."
)
AFTER_BRACKET = Fault(
    "Y113",
    "After the closing bracket the line must end. Put these words on a line of their own, or "
    "inside the brackets.",
)
ONE_TOO_MANY = Fault("Y113", "“{sign}” is one too many.")
OPEN_QUOTE = Fault(
    "Y114",
    "The quote mark {sign} opens here and is never closed. Put one at the end; if the mark "
    "belongs to the text, put the whole text in quotes. Write: {line}",
)
QUOTE_IN_QUOTES = Fault(
    "Y114",
    "The quote mark {sign} here ends the text, and yet words follow. Write {inner} for each mark "
    "that belongs to the text, or curly marks: “ ” ‘ ’.",
)
LONE_BACKSLASH = Fault(
    "Y115", "Between double quote marks, a backslash is written twice. Write: {line}"
)
WORDS_AFTER_SIGN = Fault(
    "Y116", "After “{sign}” the text begins on the next line, indented deeper."
)
RAGGED = Fault(
    "Y116",
    "This line{more} belongs to the text after “>” or “|”, whose lines all begin in column "
    "{column}. Let it begin there too; a blank line starts a paragraph.",
)
TIGHT_COLON = Fault("Y117", "After a key's colon stands a space. Write: {line}")
BULLET = Fault("Y117", "An item begins with a hyphen and a space. Write: {line}")
NO_DASH = Fault(
    "Y117",
    "The lines beside this one are items. Put “- ” before it if it is one too; if it belongs to "
    "the item above, indent it two spaces deeper.",
)
STRAY_LIST = Fault(
    "Y117",
    "An item can't stand here. A list needs a key of its own in the line above it, such as "
    "“items:”, with nothing after the colon; a key has no “- ” unless a new block begins.",
)
KEY_BELOW_TEXT = Fault(
    "Y117",
    "A key can't stand below a bare text. Give the text above its own key, as in “- text: …”, and "
    "let this key begin in the same column as that one.",
)
STRAY_WORDS = Fault(
    "Y117",
    "This line is neither a key with its colon nor an item with its dash. If it goes on with the "
    "text above, put it inside that text's quotes or brackets.",
)
LIKE_COMMENT = Fault(
    "Y118",
    "In a text after “>” or “|” there are no comments: this line is printed. Move the comment "
    "above the text; if the line is meant to be printed, begin it with another word.",
    "warning",
)
LIKE_ITEM = Fault(
    "Y118",
    "In a text after “>” or “|” there are no lists: this line runs on in the text. Make a list of "
    "its own, or in a cell of a table write “|” for “>”; if the sign is meant to be "
    "printed, let another word begin the line.",
    "warning",
)
READ_OTHERWISE = Fault(
    "Y119",
    "Other programs that read YAML stumble here. Put the text in quotes; if a very long text "
    "stands before a colon, move it below, after “>”.",
)
