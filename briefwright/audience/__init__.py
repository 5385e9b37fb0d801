"""A folder under `templates/audiences/` → Audience: what its readers see, in which order and look.

folder    the folder and its parents → Audience
shipped   the templates that come with Briefwright, and an own folder before them
house     house.yaml → what the organisation says of itself, and its colours
boundaries  boundaries.yaml → the boundaries that maps draw dashed
settings  audience.yaml → its settings, checked
theme     templates, labels, stylesheets, fonts and pictures of an audience, the nearest winning
"""

from briefwright.audience.folder import (
    LARGE_PRINT,
    Audience,
    check_names,
    enlarge,
    is_meant,
    languages,
    names,
    read,
)
from briefwright.audience.theme import read_labels

__all__ = [
    "LARGE_PRINT",
    "Audience",
    "check_names",
    "enlarge",
    "is_meant",
    "languages",
    "names",
    "read",
    "read_labels",
]
