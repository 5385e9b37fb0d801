"""Edition + theme → semantic HTML, through the theme's Jinja2 templates.

Two checks guard the border. `check_templates` reads each template before anything is rendered:
elements, roles and attributes are literal and known, and no words stand in it. `check_page` reads
the page that came out: what stands in what, which attributes are there, each address once.
"""

import re
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from lxml import html as lxml_html

from briefwright.audience.theme import Theme
from briefwright.document import limits
from briefwright.document.vocabulary import (
    ATTRIBUTES,
    BY_NAME,
    ELEMENTS,
    GLOBAL_ATTRIBUTES,
    REQUIRED_ATTRIBUTES,
    Role,
    find_role,
)
from briefwright.edition import Edition, Node
from briefwright.problems import ContentError, Place, Problem, suggest
from briefwright.version import __version__

# The frame around the body: not part of the vocabulary, and only `briefing.html` writes it.
_FRAME = frozenset({"html", "head", "meta", "title"})
_FRAME_ATTRIBUTES = frozenset({"lang", "dir", "charset", "name", "content"})


def render(edition: Edition, theme: Theme) -> str:
    """An edition and its theme → the page, in the vocabulary's roles and nothing else.

    Errors: ContentError T… for a template that can't be used, H… for a page that breaks the
    vocabulary.
    """
    if faults := check_templates(theme):
        raise ContentError(faults)
    environment = _environment(_templates(theme))
    try:
        template = environment.get_template("briefing.html")
        page = _filled(template, edition=edition, generator=f"Briefwright {__version__}")
    except (ContentError, MemoryError):
        raise
    except Exception as error:
        raise ContentError([_template_fault(error, theme)]) from error
    if faults := check_page(page):
        raise ContentError(faults)
    return page


def _filled(template: Template, **values: object) -> str:
    """A template and its values → the page. Errors: ContentError R906 as soon as it is too long."""
    pieces: list[str] = []
    size = 0
    for piece in template.generate(**values):
        pieces.append(piece)
        size += len(piece)
        if size > limits.CHARACTERS:
            message = f"The templates make a page of more than {limits.CHARACTERS:,} characters."
            raise ContentError([Problem("R906", message)])
    return "".join(pieces)


# A theme's templates as values: name, source and the file that faults shall name.
_Templates = tuple[tuple[str, str, str], ...]


def _templates(theme: Theme) -> _Templates:
    return tuple((name, text, theme.origins[name]) for name, text in theme.templates.items())


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a template can't work out something huge either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Two values → their product. Errors: SecurityError for more than a page ever needs."""
        if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(f"`{operator}` can't be used here")
        if max(abs(left), abs(right)) > _LARGEST:  # type: ignore[arg-type]
            raise SecurityError(f"numbers above {_LARGEST:,} can't be multiplied here")
        return super().call_binop(context, operator, left, right)


_LARGEST = 1_000_000_000


@lru_cache(maxsize=8)
def _environment(templates: _Templates) -> _Sandbox:
    """Templates → where they are filled in; compiled once in a process, whatever is built."""
    sources = {name: (text, origin, None) for name, text, origin in templates}
    return _Sandbox(
        loader=FunctionLoader(sources.get),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template_fault(error: Exception, theme: Theme) -> Problem:
    """What went wrong while a template was filled in → a Problem at its line.

    Errors: the same again, where it is none of the template's.
    """
    # Jinja2 rewrites the traceback, so that its frames carry the templates' files and lines.
    frames = traceback.extract_tb(error.__traceback__)
    templates = set(theme.origins.values())
    inside = [number for number, frame in enumerate(frames) if frame.filename in templates]
    after = frames[inside[-1] + 1 :] if inside else frames
    ours = any(Path(frame.filename).is_relative_to(_ENGINE) for frame in after)
    if not isinstance(error, TemplateError) and (ours or not inside):
        raise error
    last = frames[inside[-1]] if inside else None
    spot = Place(last.filename, last.lineno or 1) if last else None
    told = "it calls itself" if isinstance(error, RecursionError) else str(error)
    message = f"This can't be filled in: {told.removesuffix('.')}."
    return Problem("T602", message, spot, _block_at(error, templates))


def _block_at(error: Exception, templates: set[str]) -> str:
    """What went wrong while a template was filled in → the address of the block at hand, or ""."""
    at = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in templates:
            held = (value for name, value in frame.f_locals.items() if name == "block")
            at = next((node.at for node in held if isinstance(node, Node)), at)
    return at


_ENGINE = Path(__file__).parent.parent


# ----------------------------------------------------------------- before rendering


def check_templates(theme: Theme) -> tuple[Problem, ...]:
    """A theme → every fault of its templates, each at template:line:column."""
    sources = {origin: text for _, text, origin in _templates(theme)}
    return tuple(fault for one in sources.items() for fault in _checked(*one))


@lru_cache(maxsize=512)
def _checked(origin: str, source: str) -> tuple[Problem, ...]:
    """A template → its faults; read once in a process, whatever is built."""
    try:
        _environment(()).parse(source)
    except TemplateSyntaxError as error:
        message = f"Jinja can't read this: {error.message}."
        return (Problem("T601", message, Place(origin, error.lineno)),)
    except RecursionError:
        message = "Jinja can't read this: too many brackets stand inside one another."
        return (Problem("T601", message, Place(origin, 1)),)
    reader = _TemplateReader(origin)
    reader.feed(_without_jinja(source))
    reader.close()
    return tuple(reader.problems)


_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FILLED, _NOTHING = "\ue000", " "  # stand in for `{{ … }}`, and for what prints nothing


def _without_jinja(source: str) -> str:
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


# ----------------------------------------------------------------- after rendering


def check_page(page: str) -> tuple[Problem, ...]:
    """A rendered page → every breach of the vocabulary, at the address of its block."""
    tree = lxml_html.document_fromstring(
        page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    if faults := tuple(limits.check_page(tree)):
        return faults
    body = next(tree.iter("body"))  # the parser adds one where a template has none
    problems = [problem for element in body.iter() for problem in _breaches(element)]
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


def _breaches(element: etree._Element) -> Iterator[Problem]:
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
