"""An organisation's Word file → which of our styles meets which of its own, in lines."""

from collections.abc import Iterator

from briefwright.document.corporate_template import CorporateTemplate
from briefwright.document.vocabulary import ROLES

# Beside those of the roles: deeper lists, the sign of a footnote, tables.
_OTHERS = (
    *("List Bullet 2", "List Bullet 3", "List Number 2", "List Number 3", "Footnote Reference"),
    *("Briefing Table", "Key Figures", "Parallel"),
)
_NUMBERED = ", which numbers by itself"


def describe_styles(name: str, base: CorporateTemplate) -> Iterator[str]:
    """The name of a Word file and what is known of it → a line for each style of ours."""
    ours = tuple(dict.fromkeys(("Normal", *(one.style for one in ROLES if one.style), *_OTHERS)))
    met = [one for one in ours if one.lower() in base.styles]
    wide = max(map(len, ours))
    yield f"{len(met)} of our {len(ours)} styles have one of the same name in {name}, which wins:"
    for style in met:
        numbered = _NUMBERED if style.lower() in base.numbered else ""
        yield f"  {style.ljust(wide)}  {base.styles[style.lower()]}{numbered}"
    yield "The others come from the stylesheets:"
    yield from (f"  {style}" for style in ours if style not in met)
    text = base.text_font or "the stylesheets' font"
    yield f"Text is set in {text}, headings in {base.heading_font or text}."
    for what, has in (("head", base.has_head), ("foot", base.has_foot)):
        yield f"Its {what} goes along." if has else f"It has no {what}: the stylesheets' is taken."
