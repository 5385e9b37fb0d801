"""Briefwright: one YAML briefing in; a PDF and a Word version out, proven to say the same.

    >>> import briefwright
    >>> press = briefwright.build("content/kazakhstan-peace-security", audience="press")
    >>> press.pages, sorted(press.outputs)
    (2, ['docx', 'pdf'])
    >>> press.account.summary()
    'nothing lost: 6 sections, 57 texts in PDF and Word'

`build` gives the files as bytes and writes nothing; `check` gives what is wrong as Problems.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefwright.problems import (
    ContentError,
    MachineError,
    Place,
    Problem,
    errors,
    in_file_order,
    locate,
    suggest,
)
from briefwright.version import __version__

if TYPE_CHECKING:
    from briefwright.audience import Audience
    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build


__all__ = [
    "Audience",
    "Briefing",
    "Build",
    "ContentError",
    "MachineError",
    "Place",
    "Problem",
    "__version__",
    "build",
    "check",
]


def build(
    briefing: "str | Path | Briefing",
    audience: "str | Audience" = "full",
    language: str = "",
    formats: Sequence[str] = (),
    templates: str | Path | None = None,
) -> "Build":
    """A content folder, or a Briefing, and who shall read it → its files as bytes, and their proof.

    `language` is the briefing's own where none is given; `templates` is a folder of your own, which
    may hold only what differs from the shipped one; without `formats`, the audience gets its own.
    As with the command, errors that an editor finds hold back a final briefing. Errors:
    ContentError with every Problem; LookupError for an audience, a language or a format that there
    isn't. It is read and built in a process with limits, as with the command.
    """
    arguments = (briefing, audience, language, tuple(formats), templates)
    return cast("Build", _work(_build, *arguments))


def check(
    briefing: "str | Path | Briefing",
    audience: "str | Audience" = "",
    templates: str | Path | None = None,
) -> tuple[Problem, ...]:
    """A content folder, or a Briefing → what is wrong with it for an audience, or for all of them.

    Whatever doesn't need finished files is found, in each language; nothing is raised for it.
    Errors: LookupError for an audience that there isn't; ContentError at the limits.
    """
    return cast("tuple[Problem, ...]", _work(_check, briefing, audience, templates))


def _work(function: Callable[..., object], *arguments: object) -> object:
    """A function and its arguments → its result, worked out in a process with limits."""
    from briefwright import workers

    briefing = arguments[0]
    name = str(briefing) if isinstance(briefing, str | Path) else "The briefing"
    task = workers.Task(name, function, arguments)
    with closing(workers.shared_pool(workers.prepare_nothing).run(iter((task,)), 1)) as outcomes:
        return next(outcomes).result()


def _build(
    briefing: "str | Path | Briefing",
    audience: "str | Audience",
    language: str,
    formats: Sequence[str],
    templates: str | Path | None,
) -> "Build":
    from briefwright import content, editorial, pipeline
    from briefwright.formats import FORMATS
    from briefwright.workers import collect_rarely

    _require(formats, FORMATS, "format")
    reader = _audience(audience, templates)
    known = content.read(Path(briefing)) if isinstance(briefing, str | Path) else briefing
    chosen = language or reader.both or known.metadata.language
    _require([chosen], (known.metadata.language, *known.overlays, reader.both), "language")
    try:
        editorial.hold_back(known, (reader,))
        with collect_rarely():
            return pipeline.build(known, reader, chosen, formats)
    except ContentError as error:
        error.problems = locate(error.problems, known.places)
        raise


def _check(
    briefing: "str | Path | Briefing", audience: "str | Audience", templates: str | Path | None
) -> tuple[Problem, ...]:
    from briefwright import audience as audiences
    from briefwright import content, pipeline

    names = [audience] if audience else audiences.names(_folder(templates))
    try:
        readers = tuple(_audience(name, templates) for name in names)
    except ContentError as error:
        return error.problems
    known, found = (
        content.check(Path(briefing)) if isinstance(briefing, str | Path) else (briefing, ())
    )
    if known is None or errors(found):
        return found
    found += pipeline.check_all(known, readers)
    return in_file_order(locate(found, known.places))


def _audience(audience: "str | Audience", templates: str | Path | None) -> "Audience":
    """An audience or its name → the audience. Errors: LookupError, ContentError."""
    from briefwright import audience as audiences

    if not isinstance(audience, str):
        return audience
    folder = _folder(templates)
    _require([audience], audiences.names(folder), "audience")
    return audiences.read(folder, audience)


def _folder(templates: str | Path | None) -> Path:
    from briefwright.audience.shipped import find_shipped

    return find_shipped() if templates is None else Path(templates)


def _require(names: Iterable[str], known: Iterable[str], thing: str) -> None:
    """Names and those that there are → nothing, where all are known. Errors: LookupError."""
    there = tuple(filter(None, known))
    for name in names:
        if name not in there:
            close = suggest(name, there) or f"; there is: {', '.join(there)}."
            raise LookupError(f"There is no {thing} “{name}”{close}")


# Types that load libraries are loaded when they are asked for.
_TYPES = {
    "Audience": "briefwright.audience",
    "Briefing": "briefwright.model.dictionary",
    "Build": "briefwright.pipeline",
}


def __getattr__(name: str) -> object:
    """The name of a type → the type, from where it is at home."""
    if name in _TYPES:
        return getattr(import_module(_TYPES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
