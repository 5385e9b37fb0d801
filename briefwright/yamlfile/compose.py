"""PyYAML reads the content: a file as it was meant → nodes, each with its place."""

import yaml

from briefwright.problems import Segment, errors
from briefwright.yamlfile import faults
from briefwright.yamlfile.edits import Edit, Mended, brief, mend
from briefwright.yamlfile.lint import Lint
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence, Style
from briefwright.yamlfile.places import trace

# Neither resolves nor converts: `NO`, `12:30`, `010`, `1.10` stay as written. The same in C is
# fifteen times as fast, where PyYAML was built with it.
_LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", ">": "folded", "|": "literal"}


def read_nodes(lint: Lint) -> Node | None:
    """A file, and what its author meant → what it holds; None if nothing, or if it is unreadable.

    Keys that stand twice are added; in a file without a fault also what YAML refuses, and where it
    finds other texts than the lint. Raises TooMuch.
    """
    composer = _Composer(lint)
    try:
        found = yaml.compose(composer.mended.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        stop = error.problem_mark.index if error.problem_mark else 0
        composer.report({composer.mended.origin(stop)[0]})
        return None
    node = composer.node(found) if found else None
    composer.report(set(lint.starts) ^ set(composer.starts))
    return node


def read_trusted(text: str) -> object:
    """A file that came with the program → its lists, maps and texts; nothing is looked for in it.

    Every scalar is a text here too.
    """
    return yaml.load(text, Loader=_LOADER)


class _Composer:
    """Makes our nodes of PyYAML's."""

    def __init__(self, lint: Lint) -> None:
        self.lint = lint
        self.mended = _mend(lint)
        self.starts: list[int] = []

    def report(self, differing: set[int]) -> None:
        if differing and not errors(self.lint.problems):
            self.lint.find(faults.READ_OTHERWISE, min(differing))

    def node(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        place = self.lint.place(self.mended.origin(node.start_mark.index)[0])
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(map(self.node, node.value)), place)
        entries = tuple((self.key(key), self.node(value)) for key, value in node.value)
        if len({key.text for key, _ in entries}) < len(entries):
            self.find_repeated([key for key, _ in entries if key.text])
        return Map(entries, place)

    def key(self, node: yaml.Node) -> Scalar:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        place = self.node(node).place
        return Scalar("", place, "plain", place)

    def find_repeated(self, keys: list[Scalar]) -> None:
        lines: dict[str, int] = {}
        for key in keys:
            if key.text in lines:
                at = self.lint.begins[key.place.line - 1] + key.place.column - 1
                self.lint.find(faults.TWICE, at, key=brief(key.text), first=lines[key.text])
            lines.setdefault(key.text, key.place.line)

    def scalar(self, node: yaml.ScalarNode) -> Scalar:
        begin, text, written = node.start_mark.index, str(node.value), node.style
        at, put_in = self.mended.origin(begin)
        style = _STYLES.get(written, "plain")
        shown: Style = "plain" if put_in else style  # the quote marks may be ours
        if len(text) > faults.TEXT:
            raise self.lint.refuse(at, f"a text of more than {faults.TEXT:,} characters")
        if not text and shown == "plain":
            place = self.lint.place(at)
            return Scalar("", place, shown, place)
        self.starts.append(at)
        end, place = node.end_mark.index, self.lint.place(at)
        last, is_ours = self.mended.origin(begin + len(self.mended.text[begin:end].rstrip()) - 1)
        behind = self.lint.place(last if is_ours else last + 1)
        if style == "plain" and node.start_mark.line == node.end_mark.line:
            return Scalar(text, place, shown, behind, (Segment(0, place.line, place.column),))
        runs = []
        for offset, position in trace(self.mended.text, begin, end, style, text):
            there = self.mended.origin(position)[0]
            row = self.lint.row(there)
            runs.append(Segment(offset, row + 1, there - self.lint.begins[row] + 1))
        return Scalar(text, place, shown, behind, tuple(runs))


def _mend(lint: Lint) -> Mended:
    """The text of a file as its author meant it."""
    lines = {row: lint.lines[row] for row in (*lint.columns, *lint.left_out)}
    moved = [
        Edit(lines[row].begin, lines[row].at - lines[row].begin, " " * column)
        for row, column in lint.columns.items()
    ]
    edits = [edit for edit in (*moved, *lint.meant) if lint.row(edit.at) not in lint.left_out]
    for row in lint.left_out:
        edits.append(Edit(lines[row].begin, lines[row].end - lines[row].begin, ""))
    return mend(lint.text, edits)
