"""The commands: folders and what is wanted → what was done, as values; nothing is printed here.

limited    work on files that somebody made, in processes with limits
reviewing  what the editor finds
loading    what was asked for by name → briefings and audiences, and every fault
building   every edition, each in a process of its own
word_reviews  an edition that goes out as a Word file, and what comes back
watching   one edition in a browser while it is written
checking   what is wrong, short of finished files; the safe rewrites
comparing  what one state of a briefing says otherwise than another
states     an issued edition, a folder or a revision of git → the briefing as it was
creating   new briefings and audiences, ids, translations, schemas
importing  a document → the first draft of a briefing
accounting  Word's pages on the accounts of editions
issuing    what goes out: issued, listed, checked, made again
deliveries  how far what was sent is, what is doubtful, what came back
sending    what was issued, to a list; sending_preparation, sending_preview: before it leaves
publishing  what was issued, where everybody finds it
serving    briefings in a browser, to pick, make and download
registering  who may open them, and what each may see and do
showing    who gets what, every role of a page, what this machine has
"""

from briefwright.cli.commands.accounting import show_word_pages
from briefwright.cli.commands.building import build
from briefwright.cli.commands.checking import check, fix
from briefwright.cli.commands.comparing import CompareRequest, compare
from briefwright.cli.commands.creating import (
    create_audience,
    create_briefing,
    create_house,
    create_list,
    translate,
    write_ids,
    write_schema,
)
from briefwright.cli.commands.importing import ImportRequest, import_briefing
from briefwright.cli.commands.issuing import (
    IssueRequest,
    issue,
    list_issued,
    reproduce,
    verify,
)
from briefwright.cli.commands.loading import BuildRequest, UsageError
from briefwright.cli.commands.serving import ServeRequest, serve
from briefwright.cli.commands.showing import (
    ExplainRequest,
    describe_word_base,
    diagnose,
    explain,
    explain_block,
    write_sampler,
)
from briefwright.cli.commands.watching import WatchRequest, watch
from briefwright.cli.commands.word_reviews import (
    ReturnRequest,
    send_out,
    take_in,
    write_translator_file,
)
from briefwright.cli.folders import Folders
from briefwright.cli.scaffold import NewHouse

__all__ = [
    "BuildRequest",
    "CompareRequest",
    "ExplainRequest",
    "Folders",
    "ImportRequest",
    "IssueRequest",
    "NewHouse",
    "ReturnRequest",
    "ServeRequest",
    "UsageError",
    "WatchRequest",
    "build",
    "check",
    "compare",
    "create_audience",
    "create_briefing",
    "create_house",
    "create_list",
    "describe_word_base",
    "diagnose",
    "explain",
    "explain_block",
    "fix",
    "import_briefing",
    "issue",
    "list_issued",
    "reproduce",
    "send_out",
    "serve",
    "show_word_pages",
    "take_in",
    "translate",
    "verify",
    "watch",
    "write_ids",
    "write_sampler",
    "write_schema",
    "write_translator_file",
]
