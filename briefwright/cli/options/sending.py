"""The options of the commands that send what was issued."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → those that send what was issued, each with its options."""
    send = add(
        "send", help="send what was issued to a list; without --really, say who would get it"
    )
    send.add_argument("name", metavar="NAME", help="a briefing that was issued")
    send.add_argument(
        "--to", dest="list", required=True, metavar="LIST", help="a list in recipients/, by name"
    )
    send.add_argument("--edition", default="", metavar="N", help="edition N; the last one if none")
    how = send.add_mutually_exclusive_group()
    how.add_argument("--really", action="store_true", help="send it")
    how.add_argument("--test", default="", metavar="ME", help="send the examples to this address")
    send.add_argument(
        "--confirm", type=int, default=0, metavar="COUNT", help="how many recipients you counted"
    )
    resume = add(
        "resume", help="go on sending what waits: after a crash, or where a relay said later"
    )
    resume.add_argument("name", metavar="NAME", help="a briefing that was sent")
    for command in (send, resume):
        command.add_argument("--by", default="", metavar="WHO", help="who sends it; you, if none")
        command.add_argument(
            "--delivery", type=Path, metavar="FILE", help="these settings, not delivery.yaml"
        )
        add_folders(command, ("output", "templates", "issued", "recipients", "deliveries"))
        add_json(command)
