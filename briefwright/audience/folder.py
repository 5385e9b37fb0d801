"""A folder under `templates/audiences/` → Audience: what its readers may see, and in which order.

    templates/base/              ours: templates, labels, theme.css
    templates/house/             the organisation's own, for all audiences
    templates/audiences/<name>/  audience.yaml, theme.css, any template that differs

The nearer folder wins, file by file: the audience, its parents, house, base.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright.audience import house, settings, theme
from briefwright.audience.house import House
from briefwright.audience.settings import SETTINGS, Settings, SettingValue
from briefwright.audience.shipped import (
    display_name,
    find_folder,
    relative_name,
    roots,
)
from briefwright.audience.theme import Theme
from briefwright.document import corporate_template
from briefwright.document.assets import Asset, Assets
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Common, Fact, Map, Table, Timeline
from briefwright.problems import ContentError, Problem, errors, suggest

LARGE_PRINT = "-large-print"  # what an edition in large print has behind its audience's name


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who reads, what they may see and in which order.

    `lineage` is the audience's own name and those of its parents, nearest first: `for: [press]`
    means every audience with `press` in its lineage. `clearance` lists what it may see.
    `others` are the names of all audiences that there are; the title is that of `titled`, itself
    or a parent. `contents` is how many levels of headings the contents show, 0 for none.
    `masthead` lists the parts of the title block, `without` what its readers don't need: kinds,
    their parts, slots, ids, or `body`; `locked` are ids of what reviewers can't change in Word.
    `bilingual` is `sequential` or `parallel` where its editions have two `languages`, else `no`.
    `house` is the organisation that writes to its readers.
    `max_pages` and `rounding` (to so many significant digits) are 0 where nothing was asked for.
    """

    name: str
    title: str
    titled: str
    lineage: tuple[str, ...]
    others: tuple[str, ...]
    order: tuple[str, ...]
    detail: str
    clearance: tuple[str, ...]
    prefers: tuple[str, ...]
    sources: str
    acronyms: str
    contents: int
    numbering: str
    masthead: tuple[str, ...]
    without: tuple[str, ...]
    locked: tuple[str, ...]
    max_pages: int
    rounding: int
    numbers: str
    pauses: bool
    columns: int
    large_print: bool
    bilingual: str
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    pdf: str
    attachments: bool
    house: House
    theme: Theme = field(repr=False)

    @property
    def both(self) -> str:
        """What an edition in both languages has in its name: “en-ru”; "" where there is none."""
        return "" if self.bilingual == "no" else "-".join(self.languages)


def names(templates: Path) -> tuple[str, ...]:
    """The templates folder → the names of its audiences, sorted."""
    found = (path for root in roots(templates) for path in root.glob("audiences/*/audience.yaml"))
    return tuple(sorted({path.parent.name for path in found}))


def check_names(briefing: Briefing, known: Sequence[str]) -> Iterator[Problem]:
    """A briefing and the names of all audiences → a fault for each other name that it uses.

    Who may see a part whose `for:` or `not_for:` names nobody can't be known, so nobody does.
    """
    asked = [("briefing", "audiences", briefing.metadata.audiences)]
    for at, part in _parts(briefing):
        asked += [(at, "for", part.for_), (at, "not_for", part.not_for)]
    for at, key, names in asked:
        for name in names:
            if name not in known:
                effect = "" if key == "audiences" else "; until that is mended, nobody gets this"
                close = suggest(name, known) or f"; there is: {', '.join(known)}."
                message = f"There is no audience “{name}” for `{key}:`{effect}{close}"
                where = briefing.places.get(addresses.field(at, key))
                yield Problem("A510", message, where, at)


def is_meant(briefing: Briefing, name: str) -> bool:
    """A briefing and an audience's own name → whether the briefing is meant for it."""
    return not briefing.metadata.audiences or name in briefing.metadata.audiences


def languages(briefing: Briefing, audience: Audience) -> tuple[str, ...]:
    """A briefing and an audience → the languages of its editions, “en-ru” for one in both."""
    own = audience.lineage[0]
    if not is_meant(briefing, own):
        return ()
    spoken = [briefing.metadata.language] + [
        language
        for language, overlay in briefing.overlays.items()
        if not overlay.audiences or own in overlay.audiences
    ]
    if audience.both:
        return (audience.both,) if set(audience.languages) <= set(spoken) else ()
    return tuple(spoken)


def _parts(briefing: Briefing) -> Iterator[tuple[str, Common | Fact]]:
    """A briefing → everything in it that can be for some audiences only, with its address."""
    for name, fact in briefing.facts.items():
        yield f"facts.{name}", fact
    for at, block in addresses.walk(briefing.body):
        yield at, block
        yield from addresses.items(at, block)
        match block:
            case Table():
                yield from addresses.entries(at, "rows", block.rows)
            case Map():
                yield from addresses.entries(at, "places", block.places)
            case Timeline():
                yield from addresses.entries(at, "items", block.items)
            case _:
                pass


def read(templates: Path, name: str) -> Audience:
    """The templates folder and a name → that Audience; in large print, where its name ends so.

    Errors: ContentError with all its faults.
    """
    problems: list[Problem] = []
    lineage, found = _inherit(templates, name.removesuffix(LARGE_PRINT), problems)
    organisation, sheets = house.read(templates, find_folder(templates, "house"), problems)
    chosen = _choose_look(templates, found.get("look"), organisation, problems)
    wanted = (*(f"audiences/{ancestor}" for ancestor in lineage), "house", *chosen, "base")
    folders = [path for name in wanted if (path := find_folder(templates, name)).is_dir()]
    look, faults = theme.read(templates, folders)
    problems += faults
    look = _add_first(look, sheets)
    if "word_base" in found:
        look = _add_base(templates, folders, found["word_base"], look, problems)
    bilingual = found.get("bilingual")
    if bilingual and bilingual.words != ("no",) and len(_words(found, "languages")) != _TWO:
        message = "An edition is bilingual in two languages: write `languages: [en, ru]`."
        problems.append(Problem("A550", message, bilingual.key))
    if errors(problems):
        raise ContentError(problems)
    made = _make_audience(templates, lineage, found, organisation, look)
    return enlarge(made) if name.endswith(LARGE_PRINT) else made


def _choose_look(
    templates: Path, given: SettingValue | None, organisation: House, problems: list[Problem]
) -> tuple[str, ...]:
    """An audience's `look`, or else the organisation's → its folder, or none."""
    name = given.words[0] if given else organisation.look
    if not name or find_folder(templates, f"looks/{name}").is_dir():
        return (f"looks/{name}",) if name else ()
    code, place = ("A503", given.value) if given else ("A540", organisation.places["look"])
    known = sorted({path.name for root in roots(templates) for path in root.glob("looks/*/")})
    close = suggest(name, known) or f"; there is: {', '.join(known)}."
    problems.append(Problem(code, f"There is no look “{name}”{close}", place))
    return ()


_TWO = 2


def _add_base(
    templates: Path,
    folders: Iterable[Path],
    given: SettingValue,
    look: Theme,
    problems: list[Problem],
) -> Theme:
    """A theme and its `word_base` → the base marked among its files, its page a last stylesheet."""
    (file,) = given.words
    path = next((folder / file for folder in folders if (folder / file).is_file()), None)
    fault = f"There is no file “{file}” beside audience.yaml, nor in the house's folder."
    if path is not None:
        fault = corporate_template.find_fault(file, path.read_bytes())
    if path is None or fault:
        problems.append(Problem("L831", fault, given.key))
        return look
    name = relative_name(templates, path)
    base = Asset(name, path.read_bytes(), corporate_template.MEDIA_TYPE)
    rules = corporate_template.make_stylesheet(
        corporate_template.read(base.data), corporate_template.font_families(look.assets)
    )
    sheet = Asset(f"{name}.css", rules.encode(), "text/css")
    others = (one for one in look.assets if one.name != name)
    return replace(look, assets=Assets((*others, base, sheet)))


def _add_first(look: Theme, sheets: tuple[Asset, ...]) -> Theme:
    """A theme and stylesheets → the same with them before those of its audiences."""
    files = list(look.assets)
    own = (n for n, one in enumerate(files) if one.name.startswith("audiences/"))
    at = next(own, len(files))
    return replace(look, assets=Assets((*files[:at], *sheets, *files[at:])))


def enlarge(reader: Audience) -> Audience:
    """An audience → the same in large print: its own name, one column, the large sheets last.

    Two languages stand one after the other.
    """
    if reader.large_print:
        return reader
    return replace(
        reader,
        name=f"{reader.name}{LARGE_PRINT}",
        columns=1,
        max_pages=0,
        large_print=True,
        bilingual="no" if reader.bilingual == "no" else "sequential",
        theme=_drop_base(reader.theme.enlarge()),
    )


def _drop_base(look: Theme) -> Theme:
    """A theme → the same without a base, whose styles would set small letters."""
    kept = (one for one in look.assets if one.media_type != corporate_template.MEDIA_TYPE)
    return replace(look, assets=Assets(tuple(kept)))


def _words(given: Settings, key: str) -> tuple[str, ...]:
    """The settings that were given and a key → its words, those that hold without it if none."""
    return given[key].words if key in given else SETTINGS[key].default


def _make_audience(
    templates: Path, lineage: tuple[str, ...], given: Settings, organisation: House, look: Theme
) -> Audience:
    name = lineage[0]

    def one(key: str) -> str:
        return many(key)[0]

    def many(key: str) -> tuple[str, ...]:
        return _words(given, key)

    clearance = many("clearance")
    made = Audience(
        name=name,
        title=one("title") if "title" in given else name,
        titled=_find_titled(templates, lineage, given),
        lineage=lineage,
        others=names(templates),
        order=many("order"),
        detail=one("detail"),
        clearance=("open", "internal") if clearance == ("internal",) else clearance,
        prefers=many("prefers"),
        sources=one("sources"),
        acronyms=one("acronyms"),
        contents=int(one("contents")),
        numbering=one("numbering"),
        masthead=many("masthead"),
        without=many("without"),
        locked=many("locked"),
        max_pages=int(one("max_pages")),
        rounding=int(one("rounding")),
        numbers=one("numbers"),
        pauses=one("pauses") == "yes",
        columns=int(one("columns")),
        large_print=False,
        bilingual=one("bilingual"),
        languages=many("languages"),
        formats=many("formats"),
        pdf=one("pdf"),
        attachments=one("attachments") == "yes",
        house=organisation,
        theme=_add_page(look, name, given),
    )
    return enlarge(made) if one("large_print") == "yes" else made


def _find_titled(templates: Path, lineage: tuple[str, ...], given: Settings) -> str:
    """An audience's lineage and its settings → whose title it has: the nearest that gives one."""
    if "title" not in given:
        return lineage[-1]
    file = given["title"].key.file
    named = (find_folder(templates, f"audiences/{name}") / "audience.yaml" for name in lineage)
    files = (display_name(templates, path) for path in named)
    return next(name for name, one in zip(lineage, files, strict=True) if one == file)


def _add_page(look: Theme, name: str, given: Settings) -> Theme:
    """`page` and `type_size` reach the pages as a last stylesheet, so that Word follows too."""
    rules = []
    if "page" in given:
        size = given["page"].words[0]
        rules = [f"@page {{ size: {size} }}", f"@page landscape {{ size: {size} landscape }}"]
    if "type_size" in given:
        rules.append(f"html {{ font-size: {given['type_size'].words[0]} }}")
    if not rules:
        return look
    sheet = Asset(f"audiences/{name}/audience.css", "\n".join(rules).encode(), "text/css")
    return replace(look, assets=Assets((*look.assets, sheet)))


def _inherit(
    templates: Path, name: str, problems: list[Problem]
) -> tuple[tuple[str, ...], Settings]:
    """A name → it and its parents, nearest first, and their settings, the nearest winning."""
    lineage: list[str] = []
    merged: Settings = {}
    following, named_at = name, None
    while following:
        if following in lineage:
            problems.append(Problem("A502", f"“{following}” extends itself.", named_at))
            break
        path = find_folder(templates, f"audiences/{following}") / "audience.yaml"
        if not path.is_file():
            known = names(templates)
            close = suggest(following, known) or f"; there is: {', '.join(known)}."
            problems.append(Problem("A501", f"There is no audience “{following}”{close}", named_at))
            break
        lineage.append(following)
        found = settings.read(templates, path, problems)
        merged = {**found, **merged}
        parent = found.get("extends")
        following, named_at = (parent.words[0], parent.value) if parent else ("", None)
    return tuple(lineage), merged
