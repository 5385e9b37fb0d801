"""The last word is YAML's: a file without a fault is one that every YAML reader reads the same."""

import re
from collections.abc import Iterator

import yaml

from briefwright.yamlfile.faults import Finding, read_otherwise
from briefwright.yamlfile.lines import Source
from briefwright.yamlfile.nodes import Map, Node, Scalar

# The same parser in C, fifteen times as fast, where PyYAML was built with it.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What a reader meets on its way: the signs [ ] { } for lists and maps, or a text.
Step = tuple[str, str]


def disagreement(source: Source, node: Node | None) -> Finding | None:
    """The lines of a file and what was read from them → the place where PyYAML differs, if any."""
    text = "\n".join(line.text for line in source.lines)
    ours = _steps(node) if node is not None else iter(())
    mark = None
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            step = _step(event)
            if step and step != next(ours, None):
                mark = event.start_mark
                break
        else:
            return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
    return read_otherwise(source, mark.line if mark else 0, mark.column if mark else 0)


def _steps(node: Node) -> Iterator[Step]:
    """Our reading."""
    if isinstance(node, Scalar):
        yield "text", _visible(node.text)
    elif isinstance(node, Map):
        yield "{", ""
        for key, value in node.entries:
            yield from _steps(key)
            yield from _steps(value)
        yield "}", ""
    else:
        yield "[", ""
        for item in node.items:
            yield from _steps(item)
        yield "]", ""


def _step(event: yaml.Event) -> Step | None:
    """PyYAML's reading."""
    match event:
        case yaml.ScalarEvent(anchor=None, tag=None):
            return "text", _visible(event.value)
        case yaml.MappingStartEvent(anchor=None, tag=None):
            return "{", ""
        case yaml.MappingEndEvent():
            return "}", ""
        case yaml.SequenceStartEvent(anchor=None, tag=None):
            return "[", ""
        case yaml.SequenceEndEvent():
            return "]", ""
        case yaml.NodeEvent():
            return "refused", ""
        case _:
            return None


def _visible(text: str) -> str:
    """A text without the blanks that stand on an otherwise empty line."""
    return re.sub("\n[ \n]*\n", "\n", text)
