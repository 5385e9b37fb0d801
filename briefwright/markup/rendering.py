"""Edition + theme → semantic HTML, through the theme's Jinja2 templates.

The templates are checked before anything is rendered, and the page that came out after that.
"""

import re
import traceback
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefwright.audience.theme import Theme
from briefwright.document import limits
from briefwright.edition import Edition, Node
from briefwright.markup.line_breaks import tie_lines
from briefwright.markup.page_checks import check_page
from briefwright.markup.template_checks import check_templates
from briefwright.problems import ContentError, Place, Problem
from briefwright.version import __version__


def render(edition: Edition, theme: Theme) -> str:
    """An edition and its theme → the page, in the vocabulary's roles and nothing else.

    Errors: ContentError T… for a template that can't be used, H… for a page that breaks the
    vocabulary.
    """
    if faults := check_templates(theme):
        raise ContentError(faults)
    environment = make_environment(_sources(theme))
    try:
        template = environment.get_template("briefing.html")
        tied = tie_lines(edition, theme.labels)
        page = fill(template, edition=tied, generator=f"Briefwright {__version__}")
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a template can raise anything
        raise ContentError([describe_error(error, set(theme.origins.values()))]) from error
    if faults := check_page(page):
        raise ContentError(locate_in_templates(faults, theme))
    return page


def locate_in_templates(problems: Iterable[Problem], theme: Theme) -> tuple[Problem, ...]:
    """Problems of a page → those without a place at what their own templates write about it.

    What is quoted or named in the message is looked for in the templates outside the base.
    """
    return tuple(
        problem if problem.where else replace(problem, where=_find_in_templates(problem, theme))
        for problem in problems
    )


def _find_in_templates(problem: Problem, theme: Theme) -> Place | None:
    own = {theme.origins[name]: text for name, text in theme.templates.items()}
    for quoted, tag in _QUOTED.findall(problem.message):
        written = re.compile(rf"""(?:<|["'/]){re.escape(quoted or tag)}\b""")
        for file, text in own.items():
            found = None if file.startswith("templates/base/") else written.search(text)
            if found:
                return Place(file, text.count("\n", 0, found.start()) + 1)
    return None


_QUOTED = re.compile(r"“([^”]+)”|<(\w+)>")


def fill(template: Template, **values: object) -> str:
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
Sources = tuple[tuple[str, str, str], ...]


def _sources(theme: Theme) -> Sources:
    return tuple((name, text, theme.origins[name]) for name, text in theme.templates.items())


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a template can't work out something huge either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Two values → their product. Errors: SecurityError for more than a page ever needs."""
        if operator == "**" or not (
            isinstance(left, int | float) and isinstance(right, int | float)
        ):
            raise SecurityError(f"`{operator}` can't be used here")
        if max(abs(left), abs(right)) > _LARGEST:
            raise SecurityError(f"numbers above {_LARGEST:,} can't be multiplied here")
        return super().call_binop(context, operator, left, right)


_LARGEST = 1_000_000_000


def _is_markup(name: str | None) -> bool:
    return not (name or "").endswith(".txt")


@lru_cache(maxsize=8)
def make_environment(templates: Sources) -> Sandbox:
    """Templates → where they are filled in; compiled once in a process, whatever is built.

    What is filled in is escaped, but in plain text.
    """
    sources = {name: (text, origin, None) for name, text, origin in templates}
    return Sandbox(
        loader=FunctionLoader(sources.get),
        autoescape=_is_markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def describe_error(error: Exception, templates: Collection[str]) -> Problem:
    """What went wrong in a template, and the files of all templates → a Problem at its line.

    Errors: the same again, where it is none of the template's.
    """
    # Jinja2 rewrites the traceback, so that its frames carry the templates' files and lines.
    frames = traceback.extract_tb(error.__traceback__)
    inside = [number for number, frame in enumerate(frames) if frame.filename in templates]
    after = frames[inside[-1] + 1 :] if inside else frames
    is_ours = any(Path(frame.filename).is_relative_to(_ENGINE) for frame in after)
    is_ours = is_ours and not isinstance(error, RecursionError)  # it ends wherever there is no room
    if not isinstance(error, TemplateError) and (is_ours or not inside):
        raise error
    last = frames[inside[-1]] if inside else None
    place = Place(last.filename, last.lineno or 1) if last else None
    reason = "it calls itself" if isinstance(error, RecursionError) else str(error)
    message = f"This can't be filled in: {reason.removesuffix('.')}."
    return Problem("T602", message, place, _find_block(error, templates))


def _find_block(error: Exception, templates: Collection[str]) -> str:
    """What went wrong while a template was filled in → the address of the block at hand, or ""."""
    at = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in templates:
            held = (value for name, value in frame.f_locals.items() if name == "block")
            at = next((node.at for node in held if isinstance(node, Node)), at)
    return at


_ENGINE = Path(__file__).parent.parent
