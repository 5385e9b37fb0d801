"""A folder under `templates/audiences/` → Audience: what its readers may see, and in which order.

    templates/base/              ours: templates, labels, theme.css
    templates/house/             the house's own, for all audiences
    templates/audiences/<name>/  audience.yaml, theme.css, any template that differs

The nearer folder wins, file by file: the audience, its parents, house, base.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefwright import addresses, theme, yamlfile
from briefwright.assets import Asset, Assets
from briefwright.model import Briefing, Common, Table
from briefwright.problems import AuthorFault, Place, Problem, errors, nearest
from briefwright.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who reads, what they may see and in which order.

    `lineage` is the audience's own name and those of its parents, nearest first: `for: [press]`
    means every audience with `press` in its lineage. `clearance` lists what it may see.
    `contents` is how many levels of headings the contents show, 0 for none.
    """

    name: str
    title: str
    lineage: tuple[str, ...]
    order: tuple[str, ...]
    detail: str
    clearance: tuple[str, ...]
    prefers: tuple[str, ...]
    sources: str
    acronyms: str
    contents: int
    numbering: str
    theme: Theme = field(repr=False)


@dataclass(frozen=True)
class _Setting:
    """One key of audience.yaml: what holds without it, and its choices (none named: anything)."""

    default: tuple[str, ...]
    choices: tuple[str, ...] = ()


_SETTINGS: Mapping[str, _Setting] = {
    "title": _Setting(()),
    "extends": _Setting(()),
    "order": _Setting(("contents", "body", "sources")),
    "detail": _Setting(("full",), ("key", "normal", "full")),
    "clearance": _Setting(("open",)),
    "prefers": _Setting((), ("plain", "short", "speak")),
    "sources": _Setting(("endnotes",), ("endnotes", "footnotes", "inline", "none")),
    "acronyms": _Setting(("first_use",), ("first_use", "long", "short")),
    "contents": _Setting(("0",), ("0", "1", "2", "3")),
    "numbering": _Setting(("none",), ("none", "decimal")),
    "page": _Setting(("A4",), ("A4", "Letter")),
    "type_size": _Setting(()),
}
_LISTS = frozenset({"order", "clearance", "prefers"})
_NOT_YET = frozenset({"max_pages", "rounding", "attachments", "word_base"})

Settings = Mapping[str, tuple[str, ...]]


def names(templates: Path) -> tuple[str, ...]:
    """The templates folder → the names of its audiences, sorted."""
    return tuple(sorted(path.parent.name for path in templates.glob("audiences/*/audience.yaml")))


def astray(briefing: Briefing, known: Iterable[str]) -> Iterator[Problem]:
    """A briefing and the names of all audiences → a warning for each other name that it uses.

    A slip in `for:` keeps a part from everybody, and one in `not_for:` shows it to everybody.
    """
    audiences = tuple(known)
    for at, part in _parts(briefing):
        for key, asked, effect in (
            ("for", part.for_, "lets nobody see this"),
            ("not_for", part.not_for, "keeps nobody from seeing this"),
        ):
            for name in asked:
                if name not in audiences:
                    close = nearest(name, audiences) or f"; there is: {', '.join(audiences)}."
                    message = f"There is no audience “{name}”, so the name in `{key}:` {effect}"
                    where = briefing.places.get(addresses.field(at, key))
                    yield Problem("A510", f"{message}{close}", where, at, "warning")


def _parts(briefing: Briefing) -> Iterator[tuple[str, Common]]:
    """A briefing → everything in it that can be for some audiences only, with its address."""
    for at, block in addresses.walk(briefing.body):
        yield at, block
        yield from addresses.items(at, block)
        if isinstance(block, Table):
            yield from addresses.listed(at, "rows", block.rows)


def read(templates: Path, name: str) -> Audience:
    """The templates folder and a name → that Audience. Errors: AuthorFault with all its faults."""
    problems: list[Problem] = []
    lineage, settings = _inherited(templates, name, problems)
    folders = [
        *(templates / "audiences" / ancestor for ancestor in lineage),
        templates / "house",
        templates / "base",
    ]
    look, faults = theme.read(templates, [folder for folder in folders if folder.is_dir()])
    problems += faults
    if errors(problems):
        raise AuthorFault(problems)
    return _audience(name, lineage, settings, look)


def _audience(name: str, lineage: tuple[str, ...], settings: Settings, look: Theme) -> Audience:
    def one(key: str) -> str:
        return settings.get(key, _SETTINGS[key].default)[0]

    def many(key: str) -> tuple[str, ...]:
        return settings.get(key, _SETTINGS[key].default)

    clearance = many("clearance")
    return Audience(
        name=name,
        title=one("title") if "title" in settings else name,
        lineage=lineage,
        order=many("order"),
        detail=one("detail"),
        clearance=("open", "internal") if clearance == ("internal",) else clearance,
        prefers=many("prefers"),
        sources=one("sources"),
        acronyms=one("acronyms"),
        contents=int(one("contents")),
        numbering=one("numbering"),
        theme=_with_page(look, name, settings),
    )


def _with_page(look: Theme, name: str, settings: Settings) -> Theme:
    """`page` and `type_size` reach the pages as a last stylesheet, so that Word follows too."""
    rules = []
    if "page" in settings:
        size = settings["page"][0]
        rules = [f"@page {{ size: {size} }}", f"@page landscape {{ size: {size} landscape }}"]
    rules += (
        [f"html {{ font-size: {settings['type_size'][0]} }}"] if "type_size" in settings else []
    )
    if not rules:
        return look
    sheet = Asset(f"audiences/{name}/audience.css", "\n".join(rules).encode(), "text/css")
    return Theme(look.templates, look.origins, look.labels, Assets((*look.assets, sheet)))


def _inherited(
    templates: Path, name: str, problems: list[Problem]
) -> tuple[tuple[str, ...], Settings]:
    """A name → it and its parents, nearest first, and their settings, the nearest winning."""
    lineage: list[str] = []
    merged: dict[str, tuple[str, ...]] = {}
    following: str | None = name
    asked_at: Place | None = None
    while following:
        if following in lineage:
            problems.append(Problem("A502", f"“{following}” extends itself.", asked_at))
            break
        path = templates / "audiences" / following / "audience.yaml"
        if not path.is_file():
            known = names(templates)
            close = nearest(following, known) or f"; there is: {', '.join(known)}."
            problems.append(Problem("A501", f"There is no audience “{following}”{close}", asked_at))
            break
        lineage.append(following)
        own, asked_at = _own(templates, path, problems)
        merged = {**own, **merged}
        following = own.get("extends", ("",))[0]
    return tuple(lineage), merged


def _own(
    templates: Path, path: Path, problems: list[Problem]
) -> tuple[dict[str, tuple[str, ...]], Place | None]:
    """One audience.yaml → its settings, checked, and where its `extends` stands."""
    shown = (Path(templates.name) / path.relative_to(templates)).as_posix()
    node, faults = yamlfile.read(theme.text(path, shown, problems), shown)
    problems += faults
    settings: dict[str, tuple[str, ...]] = {}
    extends: Place | None = None
    if not isinstance(node, yamlfile.Map):
        problems.append(
            Problem(
                "A503",
                "An audience is a list of settings, such as `title: Press`.",
                Place(shown, 1),
            )
        )
        return settings, extends
    for key, value in node.entries:
        if fault := _fault(key.text, value):
            problems.append(Problem("A503", fault, key.place))
        elif words := _words(value):
            settings[key.text] = words
        extends = value.place if key.text == "extends" else extends
    return settings, extends


def _fault(key: str, value: yamlfile.Node) -> str:
    """One setting → what is wrong with it, or nothing."""
    if key in _NOT_YET:
        return f"`{key}` is not yet supported; take it out."
    if key not in _SETTINGS:
        return f"There is no setting `{key}`{nearest(key, _SETTINGS)}"
    if isinstance(value, yamlfile.Map) or (
        isinstance(value, yamlfile.Sequence) and key not in _LISTS
    ):
        return f"`{key}` takes one value."
    choices = _SETTINGS[key].choices
    wrong = [word for word in _words(value) if choices and word not in choices]
    if wrong:
        return f"`{key}` can't be “{wrong[0]}”; it may be {', '.join(choices)}."
    return _unclear(value) if key == "clearance" else ""


def _unclear(value: yamlfile.Node) -> str:
    """The value of `clearance` → what no part of a briefing can be marked with, or nothing."""
    known = ("open", "internal")
    for word in _words(value):
        if word not in known and word.lower() in (word, *known):
            close = nearest(word.lower(), known) or "."
            return (
                f"`clearance` can't be “{word}”: it lists open, internal and markings, which are "
                f"written in capitals{close}"
            )
    return ""


def _words(value: yamlfile.Node) -> tuple[str, ...]:
    """A setting's value → its words; a mapping has none."""
    if isinstance(value, yamlfile.Scalar):
        return (value.text,) if value.text else ()
    items = value.items if isinstance(value, yamlfile.Sequence) else ()
    return tuple(item.text for item in items if isinstance(item, yamlfile.Scalar))
