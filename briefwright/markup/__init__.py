"""Edition + templates → semantic HTML, and the checks of templates and pages.

rendering   the story: templates filled in, and the page checked against the vocabulary
"""

from briefwright.markup.rendering import check_page, check_templates, render

__all__ = ["check_page", "check_templates", "render"]
