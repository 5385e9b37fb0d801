"""A content folder → Briefing, or every fault of every file at file:line:column.

briefing        the story: the parts of a folder, read and checked, make a Briefing
folder          the files of a folder → nodes; its pictures; the safe rewrites
reading         what is gathered while a folder is read, and where the reading stands
mappings        a YAML mapping → its keys and values; sentences for what can't stand there
records         keys and values → records of the dictionary, blocks above all
entering        a record's address, the handling in force, how deep it stands
forms, texts    one scalar → its value in the form that its key asks for; running text
facts, formulas nodes → facts, names, sources, departures, acceptances
datafiles       CSV files and workbooks → tables; sheets reads their bytes
agreement       what the keys of one block must agree on; figures, what their numbers must
references      what one part says of another
drafting        a briefing with faults → what can be printed of it
translation     what of a briefing can be translated, and a briefing put into a language
overlays        translations as files: texts by address, checked against what they translate
skeleton        what a translation lacks, written into its file
ids             missing ids, written into the files
starter         what a new briefing begins with; transliteration, a name for its folder
schema          the dictionary → JSON Schemas for editors
specifications  what is wrong with an expert's Vega-Lite specification
"""

from briefwright.content.briefing import check, draft, list_mentions, read
from briefwright.content.ids import propose as propose_ids
from briefwright.content.ids import write as write_ids
from briefwright.content.mending import fix
from briefwright.content.skeleton import find_untranslated
from briefwright.content.skeleton import write as write_skeleton

__all__ = [
    "check",
    "draft",
    "find_untranslated",
    "fix",
    "list_mentions",
    "propose_ids",
    "read",
    "write_ids",
    "write_skeleton",
]
