"""Edition + templates → semantic HTML, and the checks of templates and pages.

rendering        the story: templates filled in, and both checks around that
template_checks  what a template may hold, before anything is rendered
page_checks      the page that came out, against the document's vocabulary
"""

from briefwright.markup.page_checks import check_page
from briefwright.markup.rendering import locate_in_templates, render
from briefwright.markup.template_checks import check_templates

__all__ = ["check_page", "check_templates", "locate_in_templates", "render"]
