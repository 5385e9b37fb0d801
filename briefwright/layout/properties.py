"""What the head of a page gives its files as properties of their own."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

_OURS = "briefwright."


def properties(root: Element) -> Mapping[str, str]:
    """A page → name and value of each `<meta name="briefwright.…">`, by name, as it is spelt."""
    found = {
        name.removeprefix(_OURS): meta.get("content", "")
        for meta in root.iter("meta")
        if (name := meta.get("name", "")).startswith(_OURS)
    }
    return {name: found[name] for name in sorted(found) if found[name]}
