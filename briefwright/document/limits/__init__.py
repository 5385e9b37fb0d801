"""How much may be rendered, checked before anything is: far above any briefing, far below a bomb.

page        a rendered page: its length, its elements and how deep they stand, its cells and spans
stylesheet  a stylesheet: its length, its numbers, how deep it is nested, what its variables come to
drawing     an SVG file of a theme: what it holds, how much that is, and that it loads nothing
"""

from briefwright.document.limits.drawing import check_drawing
from briefwright.document.limits.page import CHARACTERS, check_page
from briefwright.document.limits.stylesheet import check_stylesheet

__all__ = ["CHARACTERS", "check_drawing", "check_page", "check_stylesheet"]
