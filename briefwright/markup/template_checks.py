"""A theme's templates → what is wrong with them, before anything is rendered.

Elements, roles and attributes are literal and known, and no words stand in a template: every word
comes from the content or the labels.
"""

import re
from functools import lru_cache
from html.parser import HTMLParser

from jinja2 import Environment, TemplateSyntaxError

from briefwright.audience.theme import Theme
from briefwright.document.attributes import ATTRIBUTES, GLOBAL_ATTRIBUTES
from briefwright.document.vocabulary import (
    BY_NAME,
    ELEMENTS,
    Role,
    find_role,
)
from briefwright.problems import Place, Problem, suggest

# The frame around the body: not part of the vocabulary, and only `briefing.html` writes it.
_FRAME = frozenset({"html", "head", "meta", "title"})
_FRAME_ATTRIBUTES = frozenset({"lang", "dir", "class", "charset", "name", "content"})


def check_templates(theme: Theme) -> tuple[Problem, ...]:
    """A theme → every fault of its templates, each at template:line:column."""
    sources = {theme.origins[name]: text for name, text in theme.templates.items()}
    return tuple(fault for one in sources.items() for fault in _check(*one))


@lru_cache(maxsize=512)
def _check(origin: str, source: str) -> tuple[Problem, ...]:
    """A template → its faults; read once in a process, whatever is built."""
    try:
        Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        message = f"Jinja can't read this: {error.message}."
        return (Problem("T601", message, Place(origin, error.lineno)),)
    except RecursionError:
        message = "Jinja can't read this: too many brackets stand inside one another."
        return (Problem("T601", message, Place(origin, 1)),)
    reader = _TemplateReader(origin)
    reader.feed(_blank_jinja(source))
    reader.close()
    return tuple(reader.problems)


_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FILLED, _NOTHING = "\ue000", " "  # stand in for `{{ … }}`, and for what prints nothing


def _blank_jinja(source: str) -> str:
    """A template → the same with Jinja's parts replaced, every line and column where it was."""

    def stand_in(found: re.Match[str]) -> str:
        sign = _FILLED if found[0].startswith("{{") else _NOTHING
        return "".join(character if character == "\n" else sign for character in found[0])

    return _JINJA.sub(stand_in, source)


class _TemplateReader(HTMLParser):
    """Reads one template's own HTML; what Jinja fills in is a sign that is no letter."""

    def __init__(self, origin: str) -> None:
        super().__init__(convert_charrefs=True)
        self.origin = origin
        self.problems: list[Problem] = []

    def _fault(self, code: str, message: str) -> None:
        line, column = self.getpos()
        self.problems.append(Problem(code, message, Place(self.origin, line, column + 1)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FRAME:
            unknown = [name for name, _ in attrs if name not in _FRAME_ATTRIBUTES]
        elif tag not in ELEMENTS:
            self._fault("T603", f"<{tag}> is not in the vocabulary{suggest(tag, ELEMENTS)}")
            return
        else:
            role = self._role(tag, dict(attrs).get("data-role"))
            if role is None:
                return
            allowed = GLOBAL_ATTRIBUTES | ATTRIBUTES.get(role.name, frozenset())
            unknown = [name for name, _ in attrs if name not in allowed]
        for name in unknown:
            self._fault("T604", f"<{tag}> can't have the attribute “{name}”.")

    def _role(self, tag: str, named: str | None) -> Role | None:
        if named and _FILLED in named:
            self._fault("T605", f"The role of <{tag}> must be written out, not filled in.")
            return None
        role = find_role(tag, named)
        if role is None:
            known = [role.name for role in BY_NAME.values() if role.element == tag]
            close = suggest(named or tag, known)
            self._fault("T605", f"<{tag}> has no role “{named or tag}”{close}")
        return role

    def handle_data(self, data: str) -> None:
        words = data.replace(_FILLED, "").strip()
        if any(character.isalnum() for character in words):
            self._fault(
                "T606", f"Words belong into the content or the labels, not here: “{words}”."
            )

    def handle_comment(self, data: str) -> None:
        self._fault("T607", "A comment would get into the page; write it as {# … #}.")
