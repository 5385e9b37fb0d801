"""A computed style → what its custom properties say."""

from collections.abc import Mapping
from typing import Any

# A computed style: CSS property with underscores → WeasyPrint's computed value; lengths in CSS px.
Style = Mapping[str, Any]


def word_style(style: Style) -> str:
    """A computed style → the Word style that a rule for its very element names, or nothing.

    `--word-style` is inherited like every custom property; only where it was set does it count.
    """
    tokens, _ = getattr(style, "cascaded", {}).get("__word_style", ((), None))
    return " ".join(str(token.value) for token in tokens if token.type in ("string", "ident"))


def custom_property(style: Style, name: str) -> str:
    """A computed style and a custom property (“chart-1”) → what it comes to, "" if nobody sets it.

    Its variables are filled in.
    """
    key = "__" + name.replace("-", "_")
    if key not in getattr(style, "cascaded", {}):
        return ""
    return "".join(token.serialize() for token in style[key]).strip()
