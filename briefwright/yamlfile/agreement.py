"""The last word is YAML's: a file without a fault is one that every YAML reader reads the same."""

import re

import yaml

from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.line_faults import read_otherwise
from briefwright.yamlfile.lines import Source
from briefwright.yamlfile.nodes import Node, Step, steps

# The same parser in C, fifteen times as fast, where PyYAML was built with it.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TEXTS: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def disagreement(source: Source, node: Node | None) -> Finding | None:
    """The lines of a file and what was read from them → the place where PyYAML differs, if any."""
    text = "\n".join(line.text for line in source.lines)
    ours = ((kind, _visible(words)) for kind, words in steps(node))
    try:
        events = tuple(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        stop = error.problem_mark
        return read_otherwise(source, stop.line if stop else 0, stop.column if stop else 0)
    for event in events:
        step = _step(event)
        if step and step != next(ours, None):
            mark = event.start_mark
            return read_otherwise(source, mark.line if mark else 0, mark.column if mark else 0)
    return None


def trusted(text: str) -> object:
    """A file that came with the program → its lists, maps and texts; nothing is looked for in it.

    Every scalar is a text here too. It takes a tenth of the time of reading what authors wrote.
    """
    return yaml.load(text, Loader=_TEXTS)


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
