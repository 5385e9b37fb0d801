"""Template folders → a Theme: the templates, words, stylesheets and files of one audience.

Folders are given in the order of their precedence, the base last; the first that has a template
or a word gives it. Stylesheets cascade the other way: the base first, the audience last.
"""

import mimetypes
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright import yamlfile
from briefwright.audience import boundaries, labels
from briefwright.audience import fonts as font_packages
from briefwright.audience.labels import Vocabularies
from briefwright.audience.shipped import display_name, find_folder, find_shipped, relative_name
from briefwright.document.assets import Asset, Assets
from briefwright.facts import Labels
from briefwright.facts.dates import locale_of, script_of
from briefwright.geography import Boundary
from briefwright.problems import Place, Problem

_LARGE = 1.95  # times the usual letters of drawings, 8.25 pt, in a wider column: 18 pt
_LARGE_PRINT = "large-print.css"  # any folder may have one: it counts in large print only
_READ_ELSEWHERE = {".html", ".yaml", ".md"}


@dataclass(frozen=True)
class Theme:
    """How an audience's pages look: templates by name, words by language, sheets and files.

    `templates` maps `blocks/list.html` to the source that wins, and `base/blocks/list.html`,
    `house/…`, `<audience>/…` to each folder's own, so that one may extend another.
    `origins` maps the same names to the files that they were read from. `large_print` are the
    stylesheets that come last where everything is set in large print, `special` those and the
    fonts that only some editions need: see `adapt`. `fallback` are stylesheets with fonts for
    letters that those fonts lack, the nearest first. `lettering` is how many times larger
    than usual the letters in drawings are. `written` says where each English word stands, since
    other languages need the same; `untranslated` has a warning for each language whose words are
    partly English. Maps draw the `boundaries` dashed.
    """

    templates: Mapping[str, str] = field(repr=False)
    origins: Mapping[str, str] = field(repr=False)
    labels: Vocabularies = field(repr=False)
    assets: Assets = field(repr=False)
    large_print: tuple[Asset, ...] = field(default=(), repr=False)
    lettering: float = 1.0
    special: tuple[Asset, ...] = field(default=(), repr=False)
    written: Mapping[str, Place] = field(default_factory=dict, repr=False)
    untranslated: Mapping[str, Problem] = field(default_factory=dict, repr=False)
    fallback: tuple[Asset, ...] = field(default=(), repr=False)
    boundaries: tuple[Boundary, ...] = field(default=(), repr=False)

    def enlarge(self) -> "Theme":
        """This theme → the same, its stylesheets for large print behind all others."""
        assets = Assets((*self.assets, *self.large_print))
        return replace(self, assets=assets, large_print=(), lettering=_LARGE)


def read(templates: Path, folders: Sequence[Path]) -> tuple[Theme, tuple[Problem, ...]]:
    """The templates folder and those of its folders that count, first wins → Theme and faults."""
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    origins: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            own = path.relative_to(folder).as_posix()
            shown = display_name(templates, path)
            if _leads_out(path, folder, shown, problems):
                continue
            source = read_text(path, shown, problems)
            for name in (own, f"{folder.name}/{own}"):
                sources.setdefault(name, source)
                origins.setdefault(name, shown)
    files = tuple(
        asset for folder in reversed(folders) for asset in _files(templates, folder, problems)
    )
    sheets = [(file.name, _decode_sheet(file, problems)) for file in files if _is_sheet(file)]
    required = [one for one in sheets if not font_packages.may_be_missing(one[0])]
    fallback = tuple(file for file in files if font_packages.is_fallback(file.name))
    files = tuple(file for file in files if file not in fallback)
    fonts = tuple(font_packages.read(required, problems))
    words = labels.combine(_read_labels(templates, folders, problems))
    large = tuple(filter(_is_for_large_print, files))
    tagged = tuple(file for file in files if _own_tag(file.name))
    usual = tuple(file for file in files if file not in (*large, *tagged))
    named = b"".join(file.data for file in (*usual, *large) if file.media_type == "text/css")
    theirs = tuple(font for font in fonts if font.name.encode() not in named)
    ours = tuple(font for font in fonts if font not in theirs)
    look = Theme(
        sources,
        origins,
        labels.complete(words),
        Assets((*usual, *ours)),
        large,
        special=(*tagged, *theirs),
        written={key: word.place for key, word in words.get("en", {}).items()},
        untranslated=dict(labels.find_english(words)),
        fallback=fallback[::-1],
        boundaries=_read_boundaries(templates, folders, problems),
    )
    return look, tuple(problems)


def adapt(
    theme: Theme, direction: str, languages: Iterable[str], letters: Collection[str] = ()
) -> Theme:
    """A theme, how an edition runs, its languages and letters → with what only such editions need.

    `theme.rtl.css` is for editions that run from right to left, `theme.fa.css` for those with
    Persian in them, `theme.arab.css` for every language in Arabic script, `theme.cjk.css` for
    Chinese, Japanese and Korean; so are the fonts that only such a sheet names. Each sheet comes
    after the others of its folder; those for large print stay the last. `fallback.ja.css` comes
    before its folder's `fallback.css`.
    """
    wanted = [*(tag for language in languages for tag in _list_tags(language)), direction]
    sheets = [asset for asset in theme.special if _own_tag(asset.name) in wanted]
    sheets.sort(key=lambda one: wanted.index(_own_tag(one.name)))
    named = b"".join(sheet.data for sheet in sheets)
    fonts = [one for one in theme.special if one not in sheets and one.name.encode() in named]
    last = [one for one in theme.assets if _is_for_large_print(one)]
    ordered = [one for one in theme.assets if one not in last]
    for sheet in sheets:
        beside = [n for n, one in enumerate(ordered, 1) if _folder(one) == _folder(sheet)]
        ordered.insert(max(beside, default=len(ordered)), sheet)
    files = Assets((*ordered, *last, *fonts))
    fallback = [one for one in theme.fallback if _own_tag(one.name) in {*wanted, ""}]
    fallback.sort(key=lambda one: (_place(theme.fallback, one), not _own_tag(one.name)))
    assets = font_packages.add_fallback(files, fallback, letters)
    return replace(theme, assets=assets)


def _list_tags(language: str) -> tuple[str, ...]:
    """A language → what files call it, the widest first: “cjk”, its script, itself, both."""
    name, script = locale_of(language).language, script_of(language).lower()
    east_asian = ("cjk",) if script in ("hans", "hant", "jpan", "kore") else ()
    return (*east_asian, script, name, f"{name}-{script}")


def _place(sheets: Sequence[Asset], sheet: Asset) -> int:
    """The place of a sheet's folder among those of all sheets."""
    return [_folder(one) for one in sheets].index(_folder(sheet))


def extend_ids(theme: Theme, second: str) -> Theme:
    """A theme and the second language of an edition, or "" → what it says of an id holds for both.

    In the second language, `#missions` is called `#ru.missions`; where its paragraphs stand side
    by side, the second of them is `#missions.2`.
    """
    if not second:
        return theme
    assets = (
        replace(one, data=_extend_selectors(one.data.decode(), second).encode())
        if one.media_type == "text/css" and b"#" in one.data
        else one
        for one in theme.assets
    )
    return replace(theme, assets=Assets(tuple(assets)))


def _extend_selectors(css: str, second: str) -> str:
    def extend(found: re.Match[str]) -> str:
        return _ID.sub(rf':is(#\1, #{second}\\.\1, [id^="\1."], [id^="{second}.\1."])', found[0])

    return _SELECTOR.sub(extend, css)


_SELECTOR = re.compile(r"[^{};@/]*#[^{};@/]*\{")  # with an id in it
_ID = re.compile(r"#([a-z][\w-]*)")


def _folder(asset: Asset) -> str:
    return asset.name.rpartition("/")[0]


def _is_for_large_print(asset: Asset) -> bool:
    return Path(asset.name).name == _LARGE_PRINT


def _own_tag(name: str) -> str:
    """A file of a theme → what its editions must have: “rtl” of theme.rtl.css; "" for all."""
    found = _FOR_SOME.search(name)
    return found[1] if found else ""


# A language, perhaps with its script, or one of the scripts that want a look of their own.
_FOR_SOME = re.compile(
    r"(?:^|/)(?:theme|fallback)\.([a-z]{2,3}(?:-[a-z]{4})?|arab|deva|hebr|hans|hant|jpan|kore)\.css$"
)


def read_text(path: Path, shown: str, problems: list[Problem]) -> str:
    """A file and what faults call it → its text; A508 and no text where it isn't UTF-8."""
    return _decode(path.read_bytes(), shown, problems)


def _decode(data: bytes, shown: str, problems: list[Problem]) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "This file isn't saved as UTF-8; save it again with that encoding."
        problems.append(Problem("A508", message, Place(shown, line)))
        return ""


def _is_sheet(file: Asset) -> bool:
    return file.media_type == "text/css"


def _decode_sheet(file: Asset, problems: list[Problem]) -> str:
    return _decode(file.data, f"templates/{file.name}", problems)


def _leads_out(path: Path, folder: Path, shown: str, problems: list[Problem]) -> bool:
    """A file of a folder → whether it really stands elsewhere, which is reported."""
    if path.resolve().is_relative_to(folder.resolve()):
        return False
    message = "This file leads out of its folder; put the file itself here."
    problems.append(Problem("R913", message, Place(shown, 1)))
    return True


def _files(templates: Path, folder: Path, problems: list[Problem]) -> Iterator[Asset]:
    """A folder's stylesheets and pictures, named as they stand under the templates folder."""
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and path.suffix not in _READ_ELSEWHERE
            and not _leads_out(path, folder, display_name(templates, path), problems)
        ):
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            yield Asset(relative_name(templates, path), path.read_bytes(), kind)


def _read_boundaries(
    templates: Path, folders: Sequence[Path], problems: list[Problem]
) -> tuple[Boundary, ...]:
    """The table of the nearest folder that has one → its boundaries."""
    for path in (folder / boundaries.FILE for folder in folders):
        if path.is_file():
            shown = display_name(templates, path)
            return boundaries.read(read_text(path, shown, problems), shown, problems)
    return ()


def read_labels(templates: Path, language: str) -> Labels | None:
    """The templates folder and a language → its labels for what no audience reads, if it has any.

    What the organisation's own files lack, or say in a way that can't be read, is as shipped.
    Errors: LookupError for a variant of no language.
    """
    shipped = find_shipped()
    own = [find_folder(templates, name) for name in ("house", "base")]
    files = (*_read_labels(templates, own, []), *_read_labels(shipped, [shipped / "base"], []))
    return labels.complete(labels.combine(files)).find(language)


def _read_labels(
    templates: Path, folders: Sequence[Path], problems: list[Problem]
) -> Iterator[tuple[str, yamlfile.Node | None]]:
    """The files of labels, the nearest folder's first → each file's language and its node."""
    for folder in folders:
        for path in sorted(folder.glob("labels/*.yaml")):
            shown = display_name(templates, path)
            if not _is_language(path.stem):
                message = f"“{path.stem}” is no language; call the file fi.yaml, pt-BR.yaml …"
                problems.append(Problem("C217", message, Place(shown, 1)))
                continue
            node, faults = yamlfile.read(read_text(path, shown, problems), shown)
            problems += faults
            yield path.stem, node


def _is_language(tag: str) -> bool:
    try:
        return bool(locale_of(tag))
    except LookupError:
        return False
