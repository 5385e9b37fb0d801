"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

arrangement   the Layout; all that reaches into WeasyPrint's private parts
loading       what a page may load: the assets of its edition, and nothing else
fonts         letters that no declared font has
forbidden     what Word could not follow: floats, grids, hidden blocks, links that lead out
origin        an element or a declaration → its address, its place in a stylesheet
"""

from briefwright.layout.arrangement import (
    Layout,
    MarginBox,
    PageBox,
    Style,
    arrange,
    draw,
    word_style,
)

__all__ = ["Layout", "MarginBox", "PageBox", "Style", "arrange", "draw", "word_style"]
