"""A layout → which of its pages is a cover, and which the first that isn't."""

from briefwright.layout import Layout


def find_cover_page(layout: Layout) -> int:
    """A layout → the number of the page that is its cover, 0 without one."""
    found = (one for one in layout.root.iter("section") if one.get("data-role") == "cover")
    return max((layout.page(one) for one in found), default=0)


def find_body_page(layout: Layout) -> int:
    """A layout → the first page that has the margins of the text."""
    return min(2, layout.pages) if find_cover_page(layout) == 1 else 1
