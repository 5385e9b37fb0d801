"""Which CSS reaches Word: each value that a stylesheet sets and that shows in the PDF alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.document import Document

from briefwright.document.assets import Assets
from briefwright.document.vocabulary import find_role
from briefwright.layout.boxes import read_margin_text
from briefwright.layout.css_limits import BOLD, FREE, LIMITS, SIDES, Subject
from briefwright.layout.fonts import FontFace, may_embed
from briefwright.layout.sources import (
    Declaration,
    find_address,
    find_declaration,
    find_mention,
    find_own,
    find_page_declaration,
    is_shipped,
    list_declarations,
)
from briefwright.layout.styles import Style
from briefwright.problems import Problem

_OWN = 2  # WeasyPrint's precedence from which a declaration isn't the browser's own
_PLACES = tuple(
    f"@{place}-{side}" for place in ("top", "bottom") for side in ("left", "center", "right")
)
# What an element may have besides; a marker and the numbers of a footnote are Word's own.
_PSEUDO = ("before", "after", "first-letter", "first-line")


def check_values(
    root: Element, document: Document, style_for: Callable[..., Style], assets: Assets
) -> tuple[Problem, ...]:
    """A laid-out page and its stylesheets → a warning for each value that Word can't follow.

    At the declaration that sets it, with what Word shows instead. The base needs none; there it
    would be a value that was inherited from another sheet's.
    """
    found: dict[object, Problem] = {}
    for problem in chain(
        _check_elements(root, style_for, assets), _check_pages(root, document, assets)
    ):
        if not is_shipped(problem.where):
            found.setdefault(problem.where, problem)
    return tuple(found.values())


def list_names(longhand: str) -> frozenset[str]:
    """A property with underscores → the names by which a stylesheet may set it, shorthands too."""
    name = longhand.replace("_", "-")
    parts = name.split("-")
    starts = {"-".join(parts[:count]) for count in range(1, len(parts) + 1)}
    if name not in _FONT:
        starts.discard("font")
    inner = "-".join(part for part in parts if part not in (*SIDES, *_ENDS, *_WAYS))
    way = "inline" if parts[-1] in ("left", "right", "width") else "block"
    logical = {name.replace(parts[-1], f"{way}{end}") for end in ("", "-start", "-end", "-size")}
    return frozenset({*starts, *logical, inner, *_SHORTHANDS.get(name, ())})


_WAYS, _ENDS = ("block", "inline"), ("start", "end")
# What the shorthand `font` sets, beside the height of lines.
_FONT = frozenset({
    "font-style", "font-variant-caps", "font-weight", "font-stretch", "font-size", "font-family",
})  # fmt: skip
_SHORTHANDS = {
    "line-height": ("font",),
    "column-width": ("columns",), "column-count": ("columns",),
    "column-gap": ("gap",), "row-gap": ("gap",),
    "flex-direction": ("flex-flow",), "flex-wrap": ("flex-flow",),
    **{f"break-{when}": (f"page-break-{when}",) for when in ("before", "after", "inside")},
    **{
        f"{way}-{what}": (f"place-{what}",)
        for way in ("align", "justify") for what in ("content", "items", "self")
    },
}  # fmt: skip


def reaches_word(name: str) -> bool:
    """The name of a property or of a shorthand → whether values of it come out in Word."""
    return any(name in list_names(longhand) for longhand in (*FREE, *LIMITS))


def find_limits(subject: Subject) -> Iterator[tuple[str, str]]:
    """Something with a style → each property that it sets beyond Word's limits, and what Word has.

    Properties with underscores; a logical side is judged by both sides that it may be.
    """
    cascaded = getattr(subject.style, "cascaded", {})
    for name, (_, weight) in cascaded.items():
        if name.startswith("__") or weight[0] < _OWN or name in FREE:
            continue
        for physical in _list_physical(name):
            value = subject.style[physical]
            limit = LIMITS.get(physical)
            if limit is None and physical not in FREE and value != INITIAL_VALUES[physical]:
                yield name, "nothing like it"
            elif limit and not limit.reaches(value, subject):
                yield name, limit.instead


def _list_physical(name: str) -> tuple[str, ...]:
    """“margin_inline_start” → both sides of a line that it may be; others as they are."""
    for way, sides, size in (
        ("inline", ("left", "right"), "width"),
        ("block", ("top", "bottom"), "height"),
    ):
        if name.endswith(f"{way}_size"):
            return (name.replace(f"{way}_size", size),)
        for end in ("start", "end"):
            if f"_{way}_{end}" in name:
                return tuple(name.replace(f"{way}_{end}", side) for side in sides)
    return (name,)


def _check_elements(
    root: Element, style_for: Callable[..., Style], assets: Assets
) -> Iterator[Problem]:
    usual = _find_usual_weights(root, style_for)
    checked: set[tuple[int, str, bool]] = set()
    reported: set[tuple[str, str, str]] = set()
    for element in root.iter():
        role = find_role(element.tag, element.get("data-role"))
        name = role.name if role else element.tag
        if element is not root and (role is None or role.word == "data"):
            continue
        style, tabular = style_for(element), name in _BOXES and _holds_table(element)
        subject = Subject(
            name, role.word if role else "root", style, tabular, usual.get(_read_cut(style), 0)
        )
        if (id(style), name, tabular) not in checked:
            checked.add((id(style), name, tabular))
            for limited, instead in find_limits(subject):
                key = (name, limited, repr(subject.style[limited]))
                if key not in reported:
                    reported.add(key)
                    declared = find_declaration(assets, root, element, list_names(limited))
                    yield _report(
                        assets, declared, limited, name, instead, find_address(root, element)
                    )
        for pseudo in _PSEUDO:
            yield from _check_pseudo(root, element, name, pseudo, style_for, assets, reported)


_BOXES = frozenset(
    {"figure", "section", "group", "callout", "key-messages", "quote", "pull-quote", "question"}
)


def _holds_table(element: Element) -> bool:
    """Whether a table stands in it that is drawn: Word draws no box around tables."""
    return any(one.get("data-role") is None for one in element.iter("table"))


def _read_cut(style: Style) -> tuple[str, bool]:
    return style["font_family"][0], style["font_weight"] >= BOLD


def _find_usual_weights(
    root: Element, style_for: Callable[..., Style]
) -> dict[tuple[str, bool], float]:
    """A page → the weight that most of its elements have, by font and whether it is bold."""
    counts: dict[tuple[str, bool], Counter[float]] = {}
    for element in root.iter():
        style = style_for(element)
        if find_role(element.tag, element.get("data-role")) and (element.text or "").strip():
            counts.setdefault(_read_cut(style), Counter())[style["font_weight"]] += 1
    return {cut: found.most_common(1)[0][0] for cut, found in counts.items()}


def _check_pseudo(
    root: Element, element: Element, name: str, pseudo: str, style_for: Callable[..., Style],
    assets: Assets, reported: set[tuple[str, str, str]],
) -> Iterator[Problem]:  # fmt: skip
    style = style_for(element, pseudo)
    if style is None or name == "page" or (name, pseudo, "") in reported:
        return
    own = [key for key, (_, weight) in getattr(style, "cascaded", {}).items() if weight[0] >= _OWN]
    shows = pseudo.startswith("first") or style["content"] not in ("none", "normal", "inhibit")
    if own and shows:
        reported.add((name, pseudo, ""))
        names = frozenset(name for key in own for name in list_names(key))
        if not pseudo.startswith("first"):
            names = frozenset({"content"})
        declared = find_declaration(assets, root, element, names, pseudo)
        subject = f"{name}::{pseudo}"
        yield _report(
            assets, declared, own[0], subject, "nothing of it", find_address(root, element)
        )


def _check_pages(root: Element, document: Document, assets: Assets) -> Iterator[Problem]:
    body = root.find("body")
    across = None if body is None else body.get("data-watermark")
    for page in document.pages:
        box = page._page_box
        subjects = [Subject("@page", "@page", box.style)]
        shown = [one for one in box.children if hasattr(one, "at_keyword") and one.children]
        for child in shown:
            if not across or read_margin_text(child) != across:
                subjects.append(Subject(child.at_keyword, "@margin", child.style))
        for subject in subjects:
            beyond = find_limits(subject)
            if subject.name not in ("@page", *_PLACES):
                beyond = iter([("content", "nothing there")])
            for limited, instead in beyond:
                declared = find_page_declaration(assets, subject.name, list_names(limited))
                yield _report(assets, declared, limited, subject.name, instead)
    yield from _check_alike(document, assets)


def _check_alike(document: Document, assets: Assets) -> Iterator[Problem]:
    """Pages of one size after the first have the same margins, heads and feet in Word."""
    usual: dict[tuple[float, float], Mapping[tuple[str, str], object]] = {}
    for page in document.pages[1:]:
        found = _describe_page(page._page_box)
        first = usual.setdefault((page.width, page.height), found)
        for key in sorted(first.keys() | found.keys()):
            if first.get(key) != found.get(key):
                where, limited = key
                declared = find_page_declaration(assets, where, list_names(limited))
                yield _report(assets, declared, limited, where, "all pages as it shows the second")


def _describe_page(box: Any) -> dict[tuple[str, str], object]:
    """A page → what Word has once for all pages: where, which property, its value."""
    sides = {("@page", f"margin_{side}"): getattr(box, f"margin_{side}") for side in SIDES}
    heads = {
        (one.at_keyword, "content"): repr(one.style["content"])
        for one in box.children
        if hasattr(one, "at_keyword")
    }
    ground = {("@page", "background_color"): repr(box.style["background_color"])}
    return {**sides, **heads, **ground}


def _report(
    assets: Assets,
    declared: Declaration | None,
    limited: str,
    name: str,
    instead: str,
    at: str = "",
) -> Problem:
    own = find_own(assets, declared)
    said = own.text if own else limited.replace("_", "-")
    message = f"`{said}` on “{name}” shows in the PDF alone: Word shows {instead}."
    return Problem("L824", message, own.place if own else None, at, level="warning")


# On the root, pairs of families: the organisation's own, and one that stands in for it.
STAND_INS = "--word-fonts"


def check_embedding(faces: Iterable[FontFace], assets: Assets) -> Iterator[Problem]:
    """Declared fonts, stylesheets → a warning for each that can't be put into a Word file.

    None where `--word-fonts` names another for readers who don't have it.
    """
    named = [node.value for _, _, node, _ in list_declarations(assets) if node.name == STAND_INS]
    spared = {token.value for value in named for token in value if token.type == "string"}
    for family in dict.fromkeys(face.family for face in faces if not may_embed(face.data)):
        if family not in spared:
            message = (
                f"“{family}” can't be put into Word files: its maker doesn't allow it, or it isn't "
                "a TrueType font. Readers without it see another font; say which, on :root: "
                f'`{STAND_INS}: "{family}" "Georgia"`.'
            )
            yield Problem("L830", message, find_mention(assets, family), level="warning")
