"""The options of the command that publishes what was issued."""

from pathlib import Path

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → `publish` with its options."""
    publish = add(
        "publish",
        help="put what was issued and is for everybody into folders and buckets; without --really, "
        "say what would go where",
    )
    publish.add_argument("name", metavar="NAME", help="a briefing that was issued")
    publish.add_argument(
        "--to", dest="channel", default="", metavar="CHANNEL",
        help="a channel in delivery.yaml, by name; all if none",
    )  # fmt: skip
    publish.add_argument(
        "--edition", default="", metavar="N", help="edition N; the last one if none"
    )
    publish.add_argument("--really", action="store_true", help="publish it")
    publish.add_argument("--by", default="", metavar="WHO", help="who publishes it; you, if none")
    publish.add_argument(
        "--delivery", type=Path, metavar="FILE", help="these settings, not delivery.yaml"
    )
    add_folders(publish, ("output", "templates", "issued", "deliveries"))
    add_json(publish)
