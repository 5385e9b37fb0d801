"""The options of the commands that build, watch and look."""

from briefwright.cli.options.shared import Add, add_executor, add_folders, add_json


def add_options(add: Add) -> None:
    """What adds a command → those that build, watch and look, each with its options."""
    build = add("build", help="build briefings: all of them, or those that you name")
    build.epilog = (
        "Where an audience's max_pages limits a final edition, LibreOffice counts the pages of its "
        "Word file too, if it is installed: some seconds an edition, once."
    )
    build.add_argument("names", nargs="*", metavar="NAME", help="a folder under content/")
    build.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    build.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    build.add_argument(
        "--format",
        nargs="+",
        action="extend",
        default=[],
        metavar="F",
        help="only these: pdf docx html eml",
    )
    build.add_argument(
        "--draft", action="store_true",
        help="write each edition whatever is wrong, its faults on the first page",
    )  # fmt: skip
    build.add_argument(
        "--large-print", action="store_true", help="in large print: 18 pt, one column, no tables"
    )
    cache = build.add_mutually_exclusive_group()
    cache.add_argument(
        "--no-cache", action="store_true", help="build everything, whatever was built before"
    )
    cache.add_argument(
        "--cache", default="", metavar="WHERE",
        help="share what is built with other machines: a folder, or s3://bucket/prefix",
    )  # fmt: skip
    build.add_argument(
        "--why", action="store_true", help="say what changed since an edition was last built"
    )
    build.add_argument(
        "--seconds", type=int, metavar="N", help="stop an edition that takes longer than this"
    )
    add_executor(build)
    add_folders(build, ("output", "content", "templates"))

    watch = add("watch", help="show a briefing in your browser while you write it")
    watch.add_argument("name", metavar="NAME", help="a folder under content/")
    watch.add_argument("--audience", default="", metavar="A", help="for this audience first")
    watch.add_argument("--language", default="", metavar="L", help="in this language first")
    watch.add_argument("--large-print", action="store_true", help="in large print first")
    watch.add_argument("--port", type=int, default=0, metavar="N", help="at this port of yours")
    watch.add_argument("--no-open", action="store_true", help="say the address, open no browser")
    watch.set_defaults(json=False)
    add_folders(watch, ("content", "templates"))

    account = add("account", help="draw Word's pages beside the PDF's on the accounts of editions")
    account.add_argument("name", metavar="NAME")
    account.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    account.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    add_folders(account, ("output",))

    sampler = add("sampler", help="every role of a page in an audience's look, for designers")
    sampler.add_argument("--audience", default="full", metavar="A", help="whose look; full if none")
    add_folders(sampler, ("output", "templates"))
    for command in (build, account, sampler):
        add_json(command)
