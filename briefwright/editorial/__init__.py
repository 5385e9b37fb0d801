"""The editor: a briefing and its editions → what a careful colleague would mark before it goes out.

review        the story: passages, rules, what the author accepted, problems
rules         the table: one row a rule
passages      what an editor reads: texts as printed
transcription a briefing → its passages, each letter with its place
acronyms, claims, dating, naming, numbers, release, signs, slips, spelling, structure,
sums          the rules
suggestions   what a rule finds
mending       the safe changes, spliced into the files
wordlists     the word lists of data/

Rules are pure and prefer silence: five false alarms, and nobody reads the sixth line.
"""

from briefwright.editorial.mending import mend
from briefwright.editorial.review import RELEASED, Review, hold_back, review
from briefwright.editorial.rules import RULES

__all__ = ["RELEASED", "RULES", "Review", "hold_back", "mend", "review"]
