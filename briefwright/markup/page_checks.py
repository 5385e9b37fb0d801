"""A rendered page → each breach of the document's vocabulary.

What stands in what, which attributes are there, each address once.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from briefwright.document import limits
from briefwright.document.attributes import REQUIRED_ATTRIBUTES
from briefwright.document.vocabulary import Role, find_role
from briefwright.problems import Problem


def check_page(page: str) -> tuple[Problem, ...]:
    """A rendered page → every breach of the vocabulary, at the address of its block."""
    tree = lxml_html.document_fromstring(
        page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    if faults := tuple(limits.check_page(tree)):
        return faults
    body = next(tree.iter("body"))  # the parser adds one where a template has none
    problems = [problem for element in body.iter() for problem in _find_breaches(element)]
    counts = Counter(element.get("data-at") for element in body.iter() if _is_leaf(element))
    problems += [
        Problem("H704", "This is printed twice.", at=at)
        for at, count in counts.items()
        if at and count > 1
    ]
    return tuple(problems)


def _is_leaf(element: etree._Element) -> bool:
    role = _role(element)
    return bool(role and role.mark)


def _role(element: etree._Element) -> Role | None:
    return find_role(str(element.tag), element.get("data-role"))


def _find_breaches(element: etree._Element) -> Iterator[Problem]:
    at = _nearest_address(element)
    role = _role(element)
    if role is None:
        named = element.get("data-role") or element.tag
        message = f"<{element.tag}> with the role “{named}” is not in the vocabulary."
        yield Problem("H701", message, at=at)
        return
    parent = element.getparent()
    holder = _role(parent) if parent is not None else None
    if role.parents and (holder is None or holder.name not in role.parents):
        inside = holder.name if holder else "nothing"
        yield Problem("H702", f"“{role.name}” can't stand in “{inside}”.", at=at)
    required = REQUIRED_ATTRIBUTES.get(role.name, frozenset())
    for name in sorted(name for name in required if element.get(name) is None):
        yield Problem("H703", f"“{role.name}” needs the attribute “{name}”.", at=at)


def _nearest_address(element: etree._Element | None) -> str:
    while element is not None:
        if at := element.get("data-at"):
            return at
        element = element.getparent()
    return ""
