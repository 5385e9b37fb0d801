"""What `build.py` calls: the words after it → options; a command's modules load when it runs."""

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from briefwright.cli.repeating import begin, repeat
from briefwright.problems import suggest
from briefwright.version import __version__

MISUSED = 2
INTERRUPTED = 130  # what shells use for Ctrl-C
UNREAD = 141  # what shells use where whoever reads along has gone: `… | head`


def main(arguments: Sequence[str] | None = None, home: Path = Path()) -> int:
    """The words after `build.py` and the folder that holds everything → the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # some consoles know few letters
    parser, names = _parser()
    words = _add_command(words)
    if words[0] == "test":
        return test(words[1:], home)
    if not words[0].startswith("-") and words[0] not in names:
        close = suggest(words[0], names) or "; to build one briefing: python3 build.py build NAME"
        print(f"There is no command “{words[0]}”{close}", file=sys.stderr)
        return MISUSED
    options = parser.parse_args(words)
    try:
        run = begin(options, home)
        if run and (printed := run.find_unchanged()):
            return repeat(printed, options)
        from briefwright.cli.dispatch import dispatch  # loads the engine

        return dispatch(options, home, run)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return UNREAD


def _discard_output() -> None:
    """What is still to be printed goes nowhere, without another word from Python as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def test(arguments: Sequence[str], home: Path) -> int:
    """Words for pytest and the folder that holds everything → pytest's exit code.

    Unless some are named, all are run, on every processor; `--long` adds their long forms.
    """
    from briefwright.workers import count_cores

    words = [word for word in arguments if word != _LONG]
    if len(words) < len(arguments):
        words += ["-m", "long or not long"]
    if not any(word.startswith("tests/") for word in words):
        words += ["-n", str(count_cores()), "--dist", "loadfile"]
    return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=home)


_LONG = "--long"


def _add_command(words: list[str]) -> list[str]:
    """Words as typed → the same with a command before them: without one, `build` is meant."""
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        return ["build", *words]
    return words


def _parser() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """The parser of all words, and the names of its commands."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="One YAML briefing in; a PDF and a Word version out, proven to say the same. "
        "Without a command: build everything.",
        epilog="The exit code is 0 when all is well, 1 when something in the content or a file is "
        "at fault, 2 for a wrong command, 3 when the machine lacks something, and 4 for a fault of "
        "Briefwright itself, with a report to send us.",
    )
    parser.add_argument("--version", action="version", version=f"Briefwright {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add = commands.add_parser

    build = add("build", help="build briefings: all of them, or those that you name")
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
    build.add_argument(
        "--on", default="pool", metavar="EXECUTOR",
        help="where editions are built: pool (this machine, if none) or dask://HOST:PORT",
    )  # fmt: skip
    _add_folders(build, ("output", "content", "templates"))

    watch = add("watch", help="show a briefing in your browser while you write it")
    watch.add_argument("name", metavar="NAME", help="a folder under content/")
    watch.add_argument("--audience", default="", metavar="A", help="for this audience first")
    watch.add_argument("--language", default="", metavar="L", help="in this language first")
    watch.add_argument("--large-print", action="store_true", help="in large print first")
    watch.add_argument("--port", type=int, default=0, metavar="N", help="at this port of yours")
    watch.add_argument("--no-open", action="store_true", help="say the address, open no browser")
    watch.set_defaults(json=False)
    _add_folders(watch, ("content", "templates"))

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
    _add_folders(serve, ("output", "content", "templates"))

    issue = add("issue", help="keep a final briefing as it goes out, never to be overwritten")
    issue.add_argument("name", metavar="NAME", help="a folder under content/")
    issue.add_argument(
        "--corrects", default="", metavar="N", help="takes the place of edition N, issued before"
    )
    issue.add_argument("--by", default="", metavar="WHO", help="who issues it; you, if none")
    _add_folders(issue, ("output", "content", "templates", "issued"))

    issued = add("issued", help="list what was issued")
    issued.add_argument("names", nargs="*", metavar="NAME", help="only of this briefing")
    _add_folders(issued, ("issued",))

    changes = add("changes", help="what a briefing says otherwise than what was issued")
    changes.add_argument("name", metavar="NAME", help="a folder under content/")
    changes.add_argument(
        "--since", default="1", metavar="N", help="than edition N that was issued; 1 if none"
    )
    changes.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    changes.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    _add_folders(changes, ("output", "content", "templates", "issued"))

    verify = add("verify", help="say whether what was issued is as it was")
    verify.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="only this folder")
    _add_folders(verify, ("issued",))

    reproduce = add("reproduce", help="make again what was issued, and say what differs")
    reproduce.add_argument(
        "manifest", type=Path, metavar="MANIFEST", help="such as issued/NAME/1/manifest.json"
    )
    _add_users(add("users", help="who may open the pages of `serve`, and what each may see and do"))

    check = add("check", help="say what is wrong with briefings, without building them")
    check.add_argument("names", nargs="*", metavar="NAME", help="a folder under content/")
    check.add_argument(
        "--fix",
        action="store_true",
        help="mend what mends itself, such as quotes that YAML needs or stray spaces; and show it",
    )
    _add_folders(check, ("content", "templates"))

    ids = add("ids", help="write an id into every block of a briefing that has none")
    ids.add_argument("name", metavar="NAME")
    _add_folders(ids, ("content",))

    translate = add("translate", help="write what a translation lacks: translate NAME ru")
    translate.add_argument("name", metavar="NAME")
    translate.add_argument("language", metavar="LANGUAGE")
    translate.add_argument(
        "--audience", action="append", default=[], metavar="A", help="a new file is for this one"
    )
    _add_folders(translate, ("content", "templates"))

    new = add("new", help="begin a new briefing or audience: new briefing NAME")
    new.add_argument("thing", choices=["briefing", "audience"])
    new.add_argument("name", metavar="NAME")
    new.add_argument(
        "--from", dest="parent", default="full", metavar="A",
        help="the audience that a new one starts from; full if none",
    )  # fmt: skip
    _add_folders(new, ("content", "templates"))

    account = add("account", help="draw Word's pages beside the PDF's on the accounts of editions")
    account.add_argument("name", metavar="NAME")
    account.add_argument(
        "--audience", action="append", default=[], metavar="A", help="only for this audience"
    )
    account.add_argument(
        "--language", action="append", default=[], metavar="L", help="only in this language"
    )
    _add_folders(account, ("output",))

    explain = add("explain", help="who gets what of a briefing, and by which rule not")
    explain.add_argument("name", metavar="NAME")
    explain.add_argument(
        "--between", nargs=2, default=[], metavar="A", help="only what two audiences get otherwise"
    )
    _add_folders(explain, ("output", "content", "templates"))

    sampler = add("sampler", help="every role of a page in an audience's look, for designers")
    sampler.add_argument("--audience", default="full", metavar="A", help="whose look; full if none")
    _add_folders(sampler, ("output", "templates"))

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
    _add_folders(schema, ("content",))

    doctor = add("doctor", help="what is on this machine, and what is missing")
    add("test", help="run all checks; what follows goes to pytest")
    for command in (issue, issued, changes, verify, reproduce):
        _add_json(command)
    for command in (build, check, ids, translate, new, account, explain, sampler, schema, doctor):
        _add_json(command)
    return parser, commands.choices


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
        action.add_argument("--may", action="append", metavar="RIGHT", help="edit, or nothing")
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
        _add_folders(action, ("content", "templates"))


def _add_folders(parser: argparse.ArgumentParser, names: Sequence[str]) -> None:
    for name in names:
        parser.add_argument(f"--{name}", metavar="DIR", help=f"this folder instead of {name}/")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document, for machines")
