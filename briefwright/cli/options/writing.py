"""The options of the commands that write briefings."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → those that write briefings, each with its options."""
    check = add("check", help="say what is wrong with briefings, without building them")
    check.add_argument("names", nargs="*", metavar="NAME", help="a folder under content/")
    check.add_argument(
        "--fix",
        action="store_true",
        help="mend what mends itself, such as quotes that YAML needs or stray spaces; and show it",
    )
    add_folders(check, ("content", "templates"))

    ids = add("ids", help="write an id into every block of a briefing that has none")
    ids.add_argument("name", metavar="NAME")
    add_folders(ids, ("content",))

    translate = add("translate", help="write what a translation lacks: translate NAME ru")
    translate.add_argument("name", metavar="NAME")
    translate.add_argument("language", metavar="LANGUAGE")
    translate.add_argument(
        "--audience", action="append", default=[], metavar="A", help="a new file is for this one"
    )
    translate.add_argument(
        "--docx", action="store_true", help="also write a Word file of two columns for a translator"
    )
    add_folders(translate, ("output", "content", "templates"))

    new = add(
        "new", help="begin a new briefing, audience, list of recipients or house: new briefing NAME"
    )
    new.add_argument("thing", choices=["briefing", "audience", "recipients", "house"])
    new.add_argument("name", nargs="?", metavar="NAME")
    new.add_argument(
        "--from", dest="parent", default="", metavar="X",
        help="the audience that a new one starts from, full if none; or the document that the "
        "first draft of a new briefing is made of, such as old.docx",
    )  # fmt: skip
    new.add_argument(
        "--language", default="", metavar="L",
        help="the language that a new briefing is in; en, or that of its document, if none",
    )  # fmt: skip
    new.add_argument(
        "--kind", default="briefing", metavar="K",
        help="of a briefing: situation-report, one-pager, event-note, advisory, fact-sheet, "
        "q-and-a or speech, each a finished example",
    )  # fmt: skip
    for option, holds in _HOUSE.items():
        new.add_argument(f"--{option}", default="", metavar="X", help=f"of a house: {holds}")
    add_folders(new, ("content", "templates", "recipients"))

    explain = add("explain", help="who gets what of a briefing, and by which rule not")
    explain.add_argument("name", nargs="?", default="", metavar="NAME")
    explain.add_argument(
        "--audience", action="append", default=[], metavar="A",
        help="only these, such as press,minister; and what they need to be at their best",
    )  # fmt: skip
    explain.add_argument(
        "--between", nargs=2, default=[], metavar="A", help="only what two audiences get otherwise"
    )
    add_folders(explain, ("output", "content", "templates"))

    explain_block = add("explain-block", help="what can be written in a block: explain-block table")
    explain_block.add_argument(
        "kind", nargs="?", default="", metavar="KIND", help="such as chart; none: a list of them"
    )

    schema = add(
        "schema", help="write JSON Schemas, so that editors complete and check the content"
    )
    schema.add_argument(
        "--output",
        dest="schemas",
        type=Path,
        metavar="DIR",
        help="this folder, not content/.schema",
    )
    add_folders(schema, ("content",))

    for command in (check, ids, translate, new, explain, explain_block, schema):
        add_json(command)


# What a house is begun with; in a terminal, what isn't given is asked for.
_HOUSE = {
    "organisation": "its name",
    "colour": "its colour, such as #7a1f3d",
    "logo": "a PNG, JPEG or SVG file, which is copied",
    "address": "its address; “;” ends a line",
}
