"""The options of the commands that serve."""

import argparse
from pathlib import Path

from briefwright.cli.options.shared import Add, add_executor, add_folders


def add_options(add: Add) -> None:
    """What adds a command → those that serve, each with its options."""
    serve = add("serve", help="briefings in your browser: pick one, an audience, and download")
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="at this address")
    serve.add_argument("--port", type=int, default=0, metavar="N", help="at this port")
    serve.add_argument(
        "--host-name", action="append", default=[], metavar="NAME",
        help="what others call this machine in their browsers",
    )  # fmt: skip
    serve.add_argument(
        "--users", type=Path, metavar="FILE", help="who may come in: users.json beside content/"
    )
    serve.add_argument(
        "--at-once", type=int, default=0, metavar="N",
        help="make so many editions at once; as many as there are processors, if none",
    )  # fmt: skip
    serve.add_argument(
        "--waiting", type=int, default=32, metavar="N", help="let so many editions wait; 32 if none"
    )
    serve.add_argument(
        "--seconds", type=int, metavar="N", help="stop an edition that takes longer than this"
    )
    serve.add_argument(
        "--cache", default="", metavar="WHERE",
        help="share what is made with other machines: a folder, or s3://bucket/prefix",
    )  # fmt: skip
    add_executor(serve)
    serve.add_argument(
        "--base-path", default="", metavar="/P", help="below this path, as a proxy hands it on"
    )
    serve.add_argument(
        "--trusted-proxy", action="append", default=[], metavar="A",
        help="believe the proxy at this address from where and how it was asked",
    )  # fmt: skip
    serve.add_argument(
        "--login-header", default="", metavar="H",
        help="in this header a trusted proxy says who logged in there",
    )  # fmt: skip
    serve.add_argument("--no-open", action="store_true", help="say the address, open no browser")
    serve.set_defaults(json=False)
    serve.add_argument(
        "--delivery", type=Path, metavar="FILE", help="these settings, not delivery.yaml"
    )
    add_folders(serve, ("output", "content", "templates", "issued", "recipients", "deliveries"))
    _add_users(add("users", help="who may open the pages of `serve`, and what each may see and do"))


def _add_users(users: argparse.ArgumentParser) -> None:
    """The parser of `users` → with what can be done to them."""
    users.set_defaults(json=False)
    actions = users.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="a new one; its password is asked for")
    change = actions.add_parser("change", help="what one may see and do, or its password")
    remove = actions.add_parser("remove", help="one that shall not come in any more")
    token = actions.add_parser("token", help="a new token for its programs, shown once")
    everyone = actions.add_parser("list", help="all of them")
    for action in (add, change, remove, token):
        action.add_argument("name", metavar="NAME")
    for action in (add, change):
        action.add_argument(
            "--audiences", action="append", metavar="A,B", help="whose editions it may see, or all"
        )
        action.add_argument("--may", action="append", metavar="RIGHT", help="edit, send, nothing")
        action.add_argument(
            "--password-stdin", action="store_true", help="the password comes from standard input"
        )
    change.add_argument("--password", action="store_true", help="ask for a new password")
    for action in (add, change, remove, token, everyone):
        action.add_argument(
            "--users",
            type=Path,
            metavar="FILE",
            help="kept here, not in users.json beside content/",
        )
        add_folders(action, ("content", "templates"))
