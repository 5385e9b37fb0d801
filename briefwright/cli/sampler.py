"""A theme → a page with its colours, drawings and every role, as PDF and Word, for its designer.

Over each sample stands what a stylesheet calls the role and what its style is called in Word.
"""

from collections.abc import Iterator, Sequence
from html import escape

import lxml.html
from lxml.html import HtmlElement

from briefwright.audience.theme import Theme
from briefwright.cli.sample_drawings import DRAWINGS, draw_samples
from briefwright.document.assets import Asset, Assets
from briefwright.document.attributes import REQUIRED_ATTRIBUTES
from briefwright.document.vocabulary import BY_NAME, ROLES, Role
from briefwright.figures import palette
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange, word_style

_PICTURE = Asset(
    "figures/sample.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="537" height="60" viewBox="0 0 537 60">'
    b'<rect width="537" height="60" fill="#c9d3d9"/></svg>',
    "image/svg+xml", 537, 60,
)  # fmt: skip
_TARGET = "a-sample"  # what every link of the page leads to

# What an element of a sample must have and a sample doesn't say.
_FILLED = {
    "src": _PICTURE.name,
    "alt": "A sample of a picture",
    "href": f"#{_TARGET}",
    "data-ref": f"#{_TARGET}",
    "data-number": "1",
    "data-fact": "a_fact",
    "data-value": "1",
    "value": "1",
    "scope": "col",
}


def build_sampler(
    theme: Theme, audience: str, formats: Sequence[str] = ("pdf", "docx")
) -> dict[str, bytes]:
    """A theme, the audience's name and formats → the sampler in each of them.

    Errors: ContentError for stylesheets that a build would refuse as well.
    """
    drawn = draw_samples(palette.read(theme.assets))
    assets = Assets((*theme.assets, _PICTURE, *drawn))
    first = arrange(make_page(audience, {}), assets)
    layout = arrange(make_page(audience, dict(_find_word_styles(first))), assets)
    return {name: FORMATS[name].write(layout) for name in formats}


def make_page(audience: str, styles: dict[str, str]) -> str:
    """An audience's name and Word styles that its stylesheet names, by role → the page."""
    samples = "\n".join(_make_sample(role, styles) for role in ROLES if role.sample)
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        f"<title>Sampler: {escape(audience)}</title></head>"
        f'<body class="{escape(audience)}" data-running="Sampler" data-foot="{escape(audience)}" '
        f'data-marking="MARKING">{_make_masthead(audience)}{_show_drawings()}'
        f'<section><h2 id="{_TARGET}">Roles</h2></section>{samples}</body></html>'
    )


def _make_masthead(audience: str) -> str:
    return (
        f'<header data-role="masthead"><h1 data-role="title">Sampler: {escape(audience)}</h1>'
        '<p data-role="standfirst">Every role that a page may be made of: what a stylesheet calls '
        "it, and its style in Word.</p></header>"
    )


def _show_drawings() -> str:
    """Colours and drawings, each with what it is."""
    figures = (
        f"<figure><figcaption>{escape(what)}</figcaption>"
        f'<img src="{name}" alt="{escape(what)}"{_CODE if "code" in name else ""}></figure>'
        for name, what in DRAWINGS.items()
    )
    return f"<section><h2>Colours and drawings</h2>{''.join(figures)}</section>"


_CODE = ' class="quarter"'


def _make_sample(role: Role, styles: dict[str, str]) -> str:
    style = styles.get(role.name, role.style)
    word = f"in Word: {style}" if style else "no style of its own in Word"
    label = f"<strong>{escape(role.name)}</strong> · {escape(selector(role))} · {escape(word)}"
    return f"<section><p>{label}</p></section>{_complete_sample(role)}"


def selector(role: Role) -> str:
    """A role → the selector by which a stylesheet finds it."""
    return role.element if role.element == role.name else f"[data-role={role.name}]"


def _complete_sample(role: Role) -> str:
    """A role's sample with every attribute that a page needs; the contents lead somewhere."""
    tree = lxml.html.fragment_fromstring(role.sample, create_parent="body")
    for element in tree.iterdescendants():
        _add_attributes(element, role)
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in tree)


def _add_attributes(element: HtmlElement, sampled: Role) -> None:
    role = BY_NAME.get(element.get("data-role") or element.tag)
    for name in sorted(REQUIRED_ATTRIBUTES.get(role.name, ()) if role else ()):
        if element.get(name) is None:
            element.set(name, _FILLED.get(name, f"{name}-of-{sampled.name}"))
    if element.tag == "figcaption":
        element.set("data-number", "1")
        element.set("data-label", "Figure")
    for name in ("href", "data-ref"):
        if (element.get(name) or "").startswith("#"):
            element.set(name, f"#{_TARGET}")


def _find_word_styles(layout: Layout) -> Iterator[tuple[str, str]]:
    """A layout → each role to which the stylesheet gives a Word style of its own name."""
    for role in ROLES:
        if role.sample and (name := word_style(layout.sample(role.name))):
            yield role.name, name
