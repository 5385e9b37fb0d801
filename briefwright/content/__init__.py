"""A content folder → Briefing, or every fault of every file at file:line:column.

briefing    the story: the parts of a folder, read and checked, make a Briefing
folder      the files of a folder → nodes; its pictures; the safe rewrites
datafiles   CSV files and workbooks → tables; sheets reads their bytes
facts       nodes → facts, names, sources, departures, acceptances
records     nodes → records of the dictionary, blocks above all
forms       one scalar → its value in the form that its key asks for
agreement   what the keys of one block must agree on
references  what one part says of another
overlays    translations: texts by address, checked against what they translate
skeleton    what a translation lacks, written into its file
ids         missing ids, written into the files
"""

from briefwright.content.briefing import check, draft, read
from briefwright.content.folder import fix
from briefwright.content.ids import write as write_ids
from briefwright.content.skeleton import find_untranslated
from briefwright.content.skeleton import write as write_skeleton

__all__ = ["check", "draft", "find_untranslated", "fix", "read", "write_ids", "write_skeleton"]
