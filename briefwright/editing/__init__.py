"""Changes of a briefing's content by address, written into its files: proposed, saved, undone.

changes      what may change: a text, a key, a block, an item
positions    a briefing's folder → where each address stands in which file
applying     changes → the files with them, every other character untouched
proposing    changes → the files with them, and what would be wrong then; nothing is written
word_changes a text before and after → the words that go and come
merging      two texts made of one → both changes in one text
uploads      files that are sent: in the folder, replaced, put back
creating     a new briefing, from the starter or as a copy
history      what was saved, by whom and when; saved so that nothing is lost, and undone
"""

from briefwright.editing.changes import (
    Change,
    Conflict,
    ConflictError,
    Insertion,
    Listing,
    Move,
    Removal,
    Rewording,
    Setting,
    accept,
    read_changes,
    write_changes,
)
from briefwright.editing.creating import NewBriefing, create, propose_head
from briefwright.editing.history import (
    EntangledError,
    History,
    RefusedError,
    Save,
    StaleError,
    recover,
)
from briefwright.editing.proposing import Proposal, propose, propose_texts, try_changes, try_texts

__all__ = [
    "Change",
    "Conflict",
    "ConflictError",
    "EntangledError",
    "History",
    "Insertion",
    "Listing",
    "Move",
    "NewBriefing",
    "Proposal",
    "RefusedError",
    "Removal",
    "Rewording",
    "Save",
    "Setting",
    "StaleError",
    "accept",
    "create",
    "propose",
    "propose_head",
    "propose_texts",
    "read_changes",
    "recover",
    "try_changes",
    "try_texts",
    "write_changes",
]
