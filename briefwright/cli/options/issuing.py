"""The options of the commands that issue and check what was issued."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → those that issue and check what was issued, each with its options."""
    issue = add("issue", help="keep a final briefing as it goes out, never to be overwritten")
    issue.add_argument("name", metavar="NAME", help="a folder under content/")
    issue.add_argument(
        "--corrects", default="", metavar="N", help="takes the place of edition N, issued before"
    )
    issue.add_argument("--by", default="", metavar="WHO", help="who issues it; you, if none")
    issue.add_argument("--sign", action="store_true", help="sign its PDFs, as delivery.yaml says")
    issue.add_argument(
        "--delivery", type=Path, metavar="FILE", help="these settings, not delivery.yaml"
    )
    add_folders(issue, ("output", "content", "templates", "issued"))

    issued = add("issued", help="list what was issued")
    issued.add_argument("names", nargs="*", metavar="NAME", help="only of this briefing")
    add_folders(issued, ("issued",))

    compare = add("compare", help="what a briefing says otherwise than what was issued")
    compare.add_argument("name", metavar="NAME", help="a folder under content/")
    compare.add_argument(
        "--from", dest="before", default="", metavar="STATE",
        help="an edition that was issued, a folder or a revision of git; else what was issued last",
    )  # fmt: skip
    compare.add_argument(
        "--to", dest="after", default="", metavar="STATE", help="likewise; else what it is now"
    )
    compare.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    compare.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    compare.add_argument(
        "--format", nargs="+", action="extend", default=[], metavar="F",
        help="files too, in which the changes are marked: pdf docx html",
    )  # fmt: skip
    add_folders(compare, ("output", "content", "templates", "issued"))

    verify = add("verify", help="say whether what was issued is as it was")
    verify.add_argument(
        "path", nargs="?", type=Path, metavar="DIR|FILE",
        help="only this folder; or a file that somebody has: was it issued, who signed it?",
    )  # fmt: skip
    verify.add_argument(
        "--trust", nargs="+", type=Path, default=[], metavar="FILE",
        help="certificates of authorities that are trusted",
    )  # fmt: skip
    add_folders(verify, ("issued",))

    trace = add("trace", help="say whose copy a file is that was found")
    trace.add_argument(
        "what", metavar="FILE", help="a PDF or a Word file; with --copy, a briefing's name"
    )
    trace.add_argument(
        "--copy", type=int, default=0, metavar="N", help="the number printed on a page on paper"
    )
    trace.add_argument("--edition", default="", metavar="N", help="of that edition")
    add_folders(trace, ("templates", "deliveries"))
    for command in (verify, trace):
        command.add_argument("--password", default="", metavar="P", help="of the file, if any")

    reproduce = add("reproduce", help="make again what was issued, and say what differs")
    reproduce.add_argument(
        "manifest", type=Path, metavar="MANIFEST", help="such as issued/NAME/1/manifest.json"
    )
    for command in (issue, issued, compare, verify, trace, reproduce):
        add_json(command)
