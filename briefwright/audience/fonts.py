"""Stylesheets → the fonts that they name, read from installed font packages.

A stylesheet names one as url("/fonts/<package>/<file>"). What a fallback.css names is read for the
editions that need it: those with letters that the theme's own fonts lack.
"""

import importlib.util
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from briefwright.document.assets import Asset, Assets
from briefwright.problems import Place, Problem

_FALLBACK = re.compile(r"(?:^|/)fallback(?:\.[a-z-]+)?\.css$")

_URL = re.compile(r"""url\(\s*["']?/fonts/([a-z0-9-]+)/([^"')]+)["']?\s*\)""")
_RULE = re.compile(r"@font-face\s*\{[^}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SUFFIXES = {".ttf", ".otf"}
# Scripts whose letters are joined: tracking would part them.
_JOINED = (range(0x600, 0x8A0), range(0x8A0, 0x900), range(0x1800, 0x18B0), range(0xFB50, 0xFDFE))
_JOINED_RULE = "*, ::before, ::after, ::marker { letter-spacing: 0 !important }"


def read(sheets: Sequence[tuple[str, str]], problems: list[Problem]) -> Iterator[Asset]:
    """The names and texts of stylesheets → each font that they name; A504 where there is none."""
    seen: set[str] = set()
    for sheet, css in sheets:
        for found in _URL.finditer(css):
            name, path = _find(found)
            if path is None:
                package, file = found.groups()
                line = css.count("\n", 0, found.start()) + 1
                message = (
                    f"The font “{file}” is in no installed package “fontpkg-{package}” "
                    f"or “{package}”."
                )
                problems.append(Problem("A504", message, Place(f"templates/{sheet}", line)))
            elif name not in seen:
                seen.add(name)
                yield _load(name, path)


def is_fallback(name: str) -> bool:
    """A file of a theme → whether it declares fonts for letters that others lack."""
    return _FALLBACK.search(name) is not None


def may_be_missing(name: str) -> bool:
    """A stylesheet → whether fonts that it names may be missing: those of ours for rare letters."""
    return name.startswith("base/") and is_fallback(name)


def add_fallback(files: Assets, fallback: Sequence[Asset], letters: Collection[str]) -> Assets:
    """An edition's files, its fallback.css from the nearest on, its letters → with what it needs.

    Of each fallback.css, the fonts stay that are the first to have a letter which one of the
    edition's own fonts lacks.
    """
    own = [_read_letters(file.data) for file in files if file.media_type.startswith("font/")]
    lacking = {
        letter
        for letter in letters
        if unicodedata.category(letter)[0] not in "CZ"
        and not all(ord(letter) in one for one in own)
    }
    is_joined = any(ord(letter) in span for letter in lacking for span in _JOINED)
    added: list[Asset] = []
    for sheet in fallback:
        added += _choose(sheet, lacking)
    if added and is_joined:
        added.append(Asset("joined.css", _JOINED_RULE.encode(), "text/css"))
    known = {file.name for file in files}
    return files + (file for file in dict.fromkeys(added) if file.name not in known)


def _choose(sheet: Asset, lacking: set[str]) -> Iterator[Asset]:
    """A fallback.css and the letters that are lacking → the rules needed, and their fonts.

    Where a font of it is needed, so is what the sheet says beside its fonts. What a font of it has
    is lacking no longer, for the sheets that follow.
    """
    fonts = dict[str, Asset]()
    rules = list[str]()
    families = set[str]()
    css = _COMMENT.sub("", sheet.data.decode())
    for rule in _RULE.findall(css):
        found = _URL.search(rule)
        name, path = _find(found) if found else ("", None)
        if path is None:
            continue
        family = _family(rule)
        font = _load(name, path)
        has = {letter for letter in lacking if ord(letter) in _read_letters(font.data)}
        if has or family in families:
            families.add(family)
            rules.append(rule)
            fonts[name] = font
            lacking -= has
    if rules:
        rules.append(_RULE.sub("", css).strip())
        yield Asset(sheet.name, "\n".join(rules).encode(), "text/css")
        yield from fonts.values()


def _family(rule: str) -> str:
    found = re.search(r"""font-family\s*:\s*["']?([^"';}]+)""", rule)
    return found[1].strip() if found else ""


def _find(url: re.Match[str]) -> tuple[str, Path | None]:
    """A font's URL → its name and its file; None where no installed package has it."""
    package, file = url.groups()
    return f"fonts/{package}/{file}", _find_file(package, file)


@lru_cache(maxsize=256)
def _find_file(package: str, file: str) -> Path | None:
    """A font package and a file of it → its path, looked for once in a process."""
    module = package.replace("-", "_")
    for name, below in ((f"fontpkg_{module}", "files"), (module, ".")):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent / below
        path = folder / file
        if (
            path.suffix in _SUFFIXES
            and path.is_file()
            and path.resolve().is_relative_to(folder.resolve())
        ):
            return path
    return None


@lru_cache(maxsize=64)
def _load(name: str, path: Path) -> Asset:
    return Asset(name, path.read_bytes(), "font/ttf")


@lru_cache(maxsize=128)
def _read_letters(data: bytes) -> frozenset[int]:
    """A font file → the code points that it has letters for; none where it is no font."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes)
