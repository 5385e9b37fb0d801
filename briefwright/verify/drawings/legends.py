"""The keys of a chart, the names of its series, the titles of its panels → what differs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from briefwright.document.boxes import Box
from briefwright.document.drawings import Colour
from briefwright.verify.drawings.labels import Label, Labels, fold
from briefwright.verify.drawings.shapes import Area, is_visible

_BESIDE = 1.0  # of the size of letters: no key stands farther before its name
COLOURS = 6  # a theme has; a seventh series takes the first one's
MUTED = -1  # stands for the series of all that is muted


def check_words(labels: Labels) -> Iterator[str]:
    """The texts of a drawing as they were found → what it lacks and what it says besides."""
    for text in labels.lacking:
        yield f"it doesn't say “{text}”, or not in one place"
    if labels.strange:
        yield f"it says “{''.join(labels.strange)[:40]}”, which its figure doesn't"


def check_keys(
    names: Sequence[str],
    colours: Sequence[Colour | None],
    keys: Sequence[Area],
    labels: Labels,
    *,
    is_turned: bool,
) -> Iterator[str]:
    """Names of series, their colours (None where nothing is drawn), keys → what differs."""
    if len(keys) != len(names):
        yield f"it has {len(keys)} keys where {len(names)} should be"
        return
    for name, colour in zip(names, colours, strict=True):
        found = find_key(keys, labels.of([name]), is_turned=is_turned)
        if found is None:
            yield f"“{name}” has no key beside it"
        elif colour is not None and found[0].colour != colour:
            yield f"the key of “{name}” has another colour than what is drawn for it"
    yield from check_colours(names, [key.colour for key in keys])


def find_key(
    keys: Iterable[Area], labels: Sequence[Label], *, is_turned: bool
) -> tuple[Area, Label] | None:
    """Keys and labels of one text → the key that stands before one of them, with the label."""
    pairs = ((key, label) for key in keys for label in labels)
    return next((pair for pair in pairs if _stands_before(*pair, is_turned=is_turned)), None)


def _stands_before(key: Area, label: Label, *, is_turned: bool) -> bool:
    middle = (key.box.bottom + key.box.top) / 2
    gap = _gap(key.box, label.box, is_turned=is_turned)
    first_line = label.box.top - 1.2 * label.size <= middle <= label.box.top + 0.3 * label.size
    return first_line and -0.1 * label.size <= gap <= _BESIDE * label.size


def _gap(before: Box, after: Box, *, is_turned: bool) -> float:
    """Two rectangles → how much room is between them as one reads."""
    return before.left - after.right if is_turned else after.left - before.right


def follows(before: Box, label: Label, *, is_turned: bool) -> bool:
    """Whether a label stands right behind a rectangle, on its line."""
    middle = (label.box.bottom + label.box.top) / 2
    gap = _gap(before, label.box, is_turned=is_turned)
    level = before.bottom - 0.3 * label.size <= middle <= before.top + 0.3 * label.size
    return level and -0.1 * label.size <= gap <= _BESIDE * label.size


def check_colours(names: Sequence[str], colours: Iterable[Colour | None]) -> Iterator[str]:
    """Series and their colours → whether they can be told apart, and from paper."""
    known = list(colours)
    used = [colour for colour in known if colour is not None]
    first = [colour for colour in known[:COLOURS] if colour is not None]
    if not all(map(is_visible, used)):
        yield "something is drawn in the colour of paper"
    if len(set(first)) < len(first):
        yield "two of " + ", ".join(f"“{name}”" for name in names[:3]) + " … have one colour"


def check_muted(colours: Mapping[int, Colour]) -> Iterator[str]:
    """Series by position and their colours → whether what is muted can be told from the others."""
    others = {colour for number, colour in colours.items() if number != MUTED}
    if MUTED in colours and (colours[MUTED] in others or not is_visible(colours[MUTED])):
        yield "what it highlights doesn't stand out"


def check_line_colours(
    names: Sequence[str], colours: Mapping[int, Colour], is_muted: Callable[[int], bool]
) -> Iterator[str]:
    """Series, the colours of those that are drawn, which are muted → what can't be told apart."""
    grey = {colour for number, colour in colours.items() if is_muted(number)}
    others = {number: colour for number, colour in colours.items() if not is_muted(number)}
    yield from check_colours(names, [others.get(number) for number in range(len(names))])
    if len(grey) > 1:
        yield "its muted lines have several colours"
    for colour in grey:
        yield from check_muted({**others, MUTED: colour})


def check_titles(names: Sequence[str], labels: Labels, *, is_turned: bool) -> Iterator[str]:
    """The names of panels, in order → whether their titles stand in that order."""
    found = (label.letters for label in read_in_order(labels.of(names), is_turned=is_turned))
    if not all(fold(name) in found for name in names):  # each behind the one before
        yield "the titles of its panels stand in another order"


def read_in_order(labels: Iterable[Label], *, is_turned: bool) -> list[Label]:
    """Labels → the same as one reads them, line by line."""
    ordered = sorted(labels, key=lambda label: -label.box.top)
    lines: list[list[Label]] = []
    for label in ordered:
        if lines and lines[-1][0].box.top - label.box.top < 0.6 * label.size:
            lines[-1].append(label)
        else:
            lines.append([label])
    sign = -1 if is_turned else 1
    return [one for line in lines for one in sorted(line, key=lambda label: sign * label.x)]
