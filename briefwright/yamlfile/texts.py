"""A text with quote marks, without, or after `>` → where it ends, and what is wrong with it.

A text without quotes is meant as a whole, also where YAML would stop or cut it. The lines of a text
stand deeper than the column `parent`; in the mended file that is the column `floor`.
"""

import re
from collections.abc import Sequence

from briefwright.yamlfile import faults, syntax
from briefwright.yamlfile.edits import Edit
from briefwright.yamlfile.lint import STEP, Line, Lint

Segment = tuple[int, int]  # from a position up to another

_NOT_FOR_BRIEFINGS = re.compile(r"\*[\w-]+$|!![\w:.-]+(?= |$)", re.MULTILINE)
_TROUBLE = re.compile(r":(?![^ \n])|(?<![^ \n])#")
_COMMENT_OR_WORDS = re.compile(r"(?<![^ \n])#(?![^ \n])")
_NUMBER_SIGN = re.compile(r"#\d")
_ONE_BRACE = re.compile(r"\{[^:,{}\n]*\}|\[\^\w.*")
# A backslash with what YAML lets follow it; half of a surrogate pair is no character.
_BACKSLASH = re.compile(
    r"\\(x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U(?!0000[dD][89A-Fa-f])00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
    r'|[0abt\tnvfre "/\\N_LP]| *\n)?'
)
_HEADER = re.compile(r"[>|][-+]?([1-9]?)[-+]?(?: +#(?: .*)?| *)$", re.MULTILINE)
_WORDS_AFTER_SIGN = re.compile(r"[>|][-+]?( +)(?=[^\d #\n])")
_LOOKALIKE = re.compile("(#)(?![^ \n])|[-*•] ")


def quote_end(lint: Lint, at: int, parent: int) -> int | None:
    """The position after the quote mark that answers the one at `at`, if there is one."""
    row = lint.row(at)
    end = syntax.closing_quote(lint.text, at, lint.lines[row].end)
    return end or syntax.closing_quote(lint.text, at, lint.extent(row, parent))


def accept_quoted(lint: Lint, at: int, end: int, floor: int) -> None:
    """Adds a text in quote marks; names the first backslash that begins no escape.

    Where one doesn't, those before letters are likely meant as they stand, too.
    """
    lint.begin_text(at)
    lint.indent(at, end, floor)
    signs = tuple(_BACKSLASH.finditer(lint.text, at, end) if lint.text[at] == '"' else ())
    lone = [Edit(found.start(), 0, "\\") for found in signs if found[1] is None]
    if lone:
        letters = [found for found in signs if (found[1] or " ")[0].isalpha()]
        edits = sorted([*lone, *(Edit(found.start(), 0, "\\") for found in letters)])
        lint.find(faults.LONE_BACKSLASH, lone[0].at, edits, () if letters else lone)


def plain_text(lint: Lint, row: int, at: int, parent: int, floor: int) -> int:
    """A text without quotes that begins at `at` → the row after it.

    Lines that don't stand deeper than `parent` and yet begin nothing of their own are taken too,
    and named.
    """
    text, lines = lint.text, lint.lines
    end, comment = syntax.value_end(text, at, lines[row].end)
    last = row
    shallow: list[int] = []
    comments: list[Segment] = []
    between = [] if comment is None else [(comment, lines[row].end)]
    below = lint.next_row(row)
    while below is not None:
        line = lines[below]
        if text[line.at] == "#" and not (
            line.indent > parent and _NUMBER_SIGN.match(text, line.at)
        ):
            between.append((line.at, line.end))  # `#1` inside a text is more likely a rank
        elif not _goes_on(text, line, parent):
            break
        else:
            if line.indent <= parent:
                if between or syntax.is_reserved(text, at):
                    break
                shallow.append(below)
            comments += between
            end, comment = syntax.value_end(text, line.at, line.end)
            last = below
            between = [] if comment is None else [(comment, line.end)]
        below = lint.next_row(below)
    # What goes on with prose is prose; below a date or a number stands something forgotten.
    safe = not shallow or " " in text[at : min(end, lines[row].end)]
    if shallow:
        report_shallow(lint, shallow, max(parent, 0) + STEP, safe=safe)
    lint.begin_text(at)
    lint.indent(at, end, floor)
    check_plain(lint, (at, end), comments, safe=safe)
    return last + 1


def _goes_on(text: str, line: Line, parent: int) -> bool:
    """Whether a line belongs to the plain text above it."""
    at = line.at
    if line.indent <= parent or (at == line.begin and syntax.is_document_marker(text, at)):
        return not syntax.begins_entry(text, at, line.end)
    return not (
        syntax.is_dash(text, at) or syntax.is_bullet(text, at) or syntax.is_keyword(text, at)
    )


def report_shallow(lint: Lint, rows: Sequence[int], column: int, *, safe: bool) -> None:
    """Names lines of a text that don't stand deeper than what they belong to."""
    lines = [lint.lines[row] for row in rows]
    edits = [Edit(line.begin, 0, " " * (column - line.indent)) for line in lines] if safe else ()
    lint.find(faults.TOO_SHALLOW, lines[0].at, safe=edits, more=_more(rows), column=column + 1)


def _more(rows: Sequence[object]) -> str:
    return f" and {len(rows) - 1} more below" if len(rows) > 1 else ""


def quoting(lint: Lint, stretch: Segment) -> list[Edit]:
    """A plain text → the edits that put it in quote marks; it reads the same with them."""
    begin, end = stretch
    words = lint.text[begin:end]
    mark = "'" if '"' in words or "\\" in words else '"'
    inner = [begin + at for at, sign in enumerate(words) if sign == mark] if mark == "'" else []
    return [Edit(begin, 0, mark), *(Edit(at, 1, "''") for at in inner), Edit(end, 0, mark)]


def safe_quotes(lint: Lint, stretch: Segment, comments: Sequence[Segment]) -> list[Edit]:
    """The edits that put a text in quotes, unless a part of it may be meant as a comment."""
    doubtful = comments or _COMMENT_OR_WORDS.search(lint.text, *stretch)
    return [] if doubtful else quoting(lint, stretch)


def check_plain(
    lint: Lint, stretch: Segment, comments: Sequence[Segment], *, safe: bool = True
) -> bool:
    """Names where YAML would stop in a plain text, cut it or read something else; whether it would.

    `comments` are those between its lines.
    """
    text, (begin, end) = lint.text, stretch
    lint.meant += [Edit(at, stop - at, "") for at, stop in comments]
    if syntax.is_reserved(text, begin):
        _report_reserved(lint, stretch, comments, safe=safe)
        return True
    for found in _TROUBLE.finditer(text, begin, end):
        at = found.start()
        if not any(first <= at < stop for first, stop in comments):
            quotes = safe_quotes(lint, stretch, comments) if safe else ()
            curly = text[begin] in "“„«‘"
            hint = "Curly quote marks don't count, only \" and '. " if curly else ""
            fault = faults.SECOND_COLON if found[0] == ":" else faults.CUT_BY_HASH
            lint.find(fault, at, quoting(lint, stretch), quotes, hint=hint)
            return True
    if comments:
        lint.find(faults.COMMENT_IN_TEXT, comments[0][0])
    return bool(comments)


def _report_reserved(
    lint: Lint, stretch: Segment, comments: Sequence[Segment], *, safe: bool
) -> None:
    """Names a plain text that begins with a sign of YAML's own, by the fault that it is."""
    text, (begin, end), quotes = lint.text, stretch, quoting(lint, stretch)
    sign = text[begin]
    inner = (syntax.closing_quote(text, begin, end) or begin) if sign in "'\"" else -1
    after = syntax.blanks_end(text, inner)
    if foreign := _NOT_FOR_BRIEFINGS.match(text, begin, end):
        lint.find(faults.NOT_FOR_BRIEFINGS, begin, quotes, sign=foreign[0])
    elif text.startswith("? ", begin):
        lint.find(faults.NO_KEY, begin, quotes)
    elif inner == begin:
        lint.find(faults.OPEN_QUOTE, begin, quotes, sign=sign)
    elif inner > begin and text.startswith("#", after):
        lint.find(faults.CUT_BY_HASH, after, quotes)
    elif inner > begin and text[end - 1] == sign:
        escaped = '\\"' if sign == '"' else "''"
        lint.find(faults.QUOTE_IN_QUOTES, inner - 1, quotes, sign=sign, inner=escaped)
    else:
        sure = safe and (sign not in "[{" or _surely_text(text, begin, end))
        report_sign(lint, stretch, safe_quotes(lint, stretch, comments) if sure else ())


def report_sign(lint: Lint, stretch: Segment, safe: Sequence[Edit]) -> None:
    """Names a text that begins with a sign which YAML takes for itself."""
    sign = lint.text[stretch[0]]
    hint = (
        "If you meant a list in brackets: it is written [a, b] or {key: value}, and nothing "
        "follows the closing bracket. "
        if sign in "[{" and not safe
        else ""
    )
    name = "a quote mark" if sign in "\"'" else f"“{sign}”"
    quotes = quoting(lint, stretch)
    lint.find(faults.RESERVED_SIGN, stretch[0], quotes, safe, sign=name, hint=hint)


def _surely_text(text: str, begin: int, end: int) -> bool:
    """Whether what begins with a bracket is certainly a text, as words follow the bracket."""
    line, *more = text[begin:end].split("\n")
    close = syntax.closing_bracket(line, 0, len(line))
    if close is None:
        return False
    return bool(more or re.search(r"[\w(]", line[close:]) or _ONE_BRACE.fullmatch(line))


def block_text(lint: Lint, row: int, at: int, parent: int, floor: int) -> int | None:
    """What begins with `>` or `|` at `at` → the row after it; None where it is a plain text.

    Lines that don't stand deeper than `parent` and yet begin nothing of their own are taken too,
    and named.
    """
    text, sign = lint.text, lint.text[at]
    header = _HEADER.match(text, at)
    words = None if header or at == lint.lines[row].at else _WORDS_AFTER_SIGN.match(text, at)
    if not header and not words:
        return None
    step = int(header[1] or 0) if header else 0
    depth = max(parent, 0) + step if step else None
    rows: list[int] = []
    below = lint.next_row(row)
    while below is not None and _belongs(text, lint.lines[below], depth, parent):
        depth = lint.lines[below].indent if depth is None else depth
        rows.append(below)
        below = lint.next_row(below)
    column = depth if depth is not None and depth > parent else max(parent, 0) + STEP
    mended = max(floor, 0) + step if step else column if column > floor else floor + STEP
    lint.begin_text(at)
    if words:
        end, comment = syntax.value_end(text, words.end(), lint.lines[row].end)
        edit = Edit(words.start(1), len(words[1]), "\n" + " " * column)
        safe = (edit,) if comment is None else ()
        cut = Edit(end, lint.lines[row].end - end, "")
        meant = (edit._replace(new="\n" + " " * mended), cut)
        lint.find(faults.WORDS_AFTER_SIGN, at, meant, safe, sign=sign)
    ragged = []
    for number in rows:
        line = lint.lines[number]
        deeper = max(0, line.indent - column) if sign == "|" else 0
        if mended + deeper != line.indent:
            lint.columns[number] = mended + deeper
        if line.indent < column or (line.indent > column and sign == ">"):
            ragged.append(_align(line, column))
        like = _LOOKALIKE.match(text, line.at)
        if like and (like[1] or sign == ">"):  # whether a text after “|” has lists, its key says
            lint.find(faults.LIKE_COMMENT if like[1] else faults.LIKE_ITEM, line.at)
    if ragged:
        first = lint.lines[lint.row(ragged[0].at)].at
        more = _more(ragged)
        lint.find(faults.RAGGED, first, safe=ragged, more=more, column=column + 1)
    return len(lint.lines) if below is None else below


def _belongs(text: str, line: Line, depth: int | None, parent: int) -> bool:
    """Whether a line belongs to a text after `>`; `depth` is how deep its first line stands."""
    if line.indent > parent and (depth is None or line.indent >= depth):
        return True
    at = line.at
    marker = at == line.begin and syntax.is_document_marker(text, at)
    if text[at] == "#" or syntax.is_dash(text, at) or syntax.is_keyword(text, at) or marker:
        return False
    undecided = depth is None or depth <= parent or line.indent > parent
    return undecided or not syntax.begins_entry(text, at, line.end)


def _align(line: Line, column: int) -> Edit:
    if line.indent < column:
        return Edit(line.at, 0, " " * (column - line.indent))
    return Edit(max(line.begin, line.at - line.indent + column), line.indent - column, "")
