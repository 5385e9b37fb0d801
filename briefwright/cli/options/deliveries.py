"""The options of the commands for what is on its way."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → those for what is on its way, each with its options."""
    status = add("status", help="how far each list is, who bounced, who is doubtful")
    status.add_argument("name", nargs="?", default="", metavar="NAME", help="only this briefing")
    status.add_argument("--html", type=Path, metavar="FILE", help="write a page with pictures, too")

    doubtful = add("doubtful", help="name messages that may have arrived, and decide")
    doubtful.add_argument("name", nargs="?", default="", metavar="NAME", help="only this briefing")
    doubtful.add_argument(
        "--sent", nargs="+", default=[], metavar="A", help="these addresses have it"
    )
    doubtful.add_argument(
        "--again", nargs="+", default=[], metavar="A",
        help="send it to these addresses again, also where it bounced",
    )  # fmt: skip

    bounces = add("bounces", help="read what came back, from a mailbox")
    bounces.add_argument(
        "mailbox", metavar="MAILBOX", help="a mailbox file, a Maildir, or imaps://USER@HOST/FOLDER"
    )
    secret = add("passwords", help="write down who gets which password, for you alone")
    secret.add_argument("name", metavar="NAME", help="a briefing that was sent")
    for command in (status, doubtful, bounces, secret):
        add_folders(command, ("deliveries",))
        add_json(command)
