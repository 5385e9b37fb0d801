"""The options of the command that sends out a Word file, and takes in what comes back."""

from briefwright.cli.options.shared import Add, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → `review`, with its options."""
    review = add("review", help="send an edition out as a Word file; read what comes back")
    review.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        help="a folder under content/, or Word files of one edition",
    )
    review.add_argument(
        "--out", action="store_true", help="make the Word files that go out, with changes tracked"
    )
    review.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    review.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    review.add_argument(
        "--apply", action="store_true", help="write into the briefing what came back"
    )
    review.add_argument(
        "--only", action="append", default=[], metavar="N", help="only these changes: 1,3"
    )
    review.add_argument(
        "--each", action="store_true", help="ask about each change, and write those that you want"
    )
    review.add_argument("--by", default="", metavar="WHO", help="who writes it; you, if none")
    add_folders(review, ("output", "content", "templates"))
    add_json(review)
