"""Options → the command that they name, run, and its result shown: here the engine is loaded.

Exit codes: 0 good, 1 content or output at fault, 2 usage, 3 environment, 4 Briefwright itself.
"""

import argparse
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

from briefwright.cache.runs import Printed, Run
from briefwright.cli import commands, output_folder, report
from briefwright.cli.commands import (
    BuildRequest,
    IssueRequest,
    ReturnRequest,
    ServeRequest,
    UsageError,
    WatchRequest,
    deliveries,
)
from briefwright.cli.commands.importing import ImportRequest
from briefwright.cli.commands.loading import require_packages
from briefwright.cli.commands.serving import NEEDED
from briefwright.cli.fault_report import report_fault
from briefwright.cli.folders import Folders, find_folders, step_out_of_briefing
from briefwright.cli.questions import find_password_source, read_house
from briefwright.cli.repeating import show
from briefwright.cli.report import BROKEN, GOOD, LACKING, MISUSED, Result
from briefwright.cli.user import find_user
from briefwright.problems import ContentError, MachineError
from briefwright.workers import DEFAULT_LIMITS, Limits


def dispatch(options: argparse.Namespace, home: Path, run: Run | None = None) -> int:
    """Options and the folder that holds everything → the exit code; the result is printed.

    A `run` that went well is remembered.
    """
    step_out_of_briefing(options)
    folders = find_folders(options, home)
    result = _run(options, folders)
    if run and result.exit == GOOD and result.files:
        _remember(run, result, folders.output)
    if options.json:
        print(report.as_json(result))
    else:
        _show(result)
    sys.stdout.flush()  # where nobody reads any more, it shows here
    return result.exit


def _run(options: argparse.Namespace, folders: Folders) -> Result:
    """Options and folders → what the command did, or what kept it from its work."""
    try:
        return COMMANDS[options.command](options, folders)
    except UsageError as misuse:
        return Result(options.command, fault=str(misuse), code=MISUSED)
    except MachineError as fault:
        return Result(options.command, fault=str(fault), code=LACKING)
    except ContentError as fault:
        return Result(options.command, problems=fault.problems)
    except BrokenPipeError:
        raise  # whoever reads along has gone
    except Exception as error:  # the fault is ours, whatever it is
        subject = f"The command “{options.command}”"
        problem = report_fault(folders.output, subject, "was not finished", error)
        return Result(options.command, problems=(problem,), code=BROKEN)


def _show(result: Result) -> None:
    printed = _print(result)
    if result.command == "check":  # what it finds is what it was asked for
        printed = Printed("\n".join(filter(None, (printed.text, printed.faults))), "", "")
    show(printed)
    if result.fault:
        print(result.fault, file=sys.stderr)


def _print(result: Result) -> Printed:
    output = "\n".join((*report.summarise(result), *report.format_survey(result.components)))
    return Printed(output, "\n".join(report.format_problems(result.problems)), "")


def _remember(run: Run, result: Result, output: Path) -> None:
    """A build that went well → the next one finds what it would say, as long as nothing changes."""
    files = tuple(replace(file, state="unchanged") for file in result.files)
    again = replace(result, files=files, messages=())
    printed = _print(again)._replace(json=report.as_json(again))
    beside = (
        path
        for file in files
        for path in output_folder.list_beside(output, _find_briefing(output, file), file.edition)
    )
    outputs = dict.fromkeys((*(Path(file.path) for file in files), *beside))
    run.remember(outputs, result.libraries, printed)


def _find_briefing(output: Path, file: report.File) -> str:
    """The output folder and a file of an edition in it → the briefing."""
    return Path(file.path).relative_to(output).parts[0]


# ----------------------------------------------------------------- the commands


def _build(options: argparse.Namespace, folders: Folders) -> Result:
    wanted = BuildRequest(
        tuple(options.names), _split(options.audience), _split(options.language),
        _split(options.format), options.large_print, options.draft, not options.no_cache,
        options.why, _make_limits(options.seconds), options.on, options.cache, counts=True,
    )  # fmt: skip
    return commands.build(folders, wanted, None if options.json else sys.stderr)


def _split(words: Sequence[str]) -> tuple[str, ...]:
    """Words, some of them several between commas → each by itself."""
    return tuple(filter(None, (part.strip() for word in words for part in word.split(","))))


def _make_limits(seconds: int | None) -> Limits:
    """How many seconds an edition may take, if that was said → its limits."""
    if not seconds:
        return DEFAULT_LIMITS
    return replace(DEFAULT_LIMITS, seconds=seconds, processor=seconds)


def _check(options: argparse.Namespace, folders: Folders) -> Result:
    command = commands.fix if options.fix else commands.check
    return command(folders, options.names, None if options.json else sys.stderr)


def _new(options: argparse.Namespace, folders: Folders) -> Result:
    if options.thing == "house":
        ask = input if sys.stdin.isatty() else lambda question: ""
        return commands.create_house(folders, read_house(options, ask))
    if not options.name:
        raise UsageError(f"Say what the {options.thing} is called: new {options.thing} NAME.")
    if options.thing == "audience":
        return commands.create_audience(folders, options.name, options.parent or "full")
    if options.thing == "recipients":
        return commands.create_list(folders, options.name)
    if options.parent:
        document = Path(options.parent)
        wanted = ImportRequest(options.name, document, options.language, options.kind)
        return commands.import_briefing(folders, wanted)
    return commands.create_briefing(folders, options.name, options.language or "en", options.kind)


def _watch(options: argparse.Namespace, folders: Folders) -> Result:
    wanted = WatchRequest(
        options.name, options.audience, options.language, options.large_print, options.port
    )
    return commands.watch(folders, wanted, _open_at(f"“{options.name}” is shown at", options))


def _serve(options: argparse.Namespace, folders: Folders) -> Result:
    wanted = ServeRequest(
        options.host,
        options.port,
        _split(options.host_name),
        options.users,
        options.at_once,
        options.waiting,
        _make_limits(options.seconds),
        options.base_path,
        tuple(options.trusted_proxy),
        options.login_header,
        options.cache,
        options.on,
    )
    return commands.serve(folders, wanted, _open_at("Briefings are served at", options))


def _issue(options: argparse.Namespace, folders: Folders) -> Result:
    wanted = IssueRequest(
        options.name, options.corrects, options.by or find_user(), options.sign, True
    )
    return commands.issue(folders, wanted, None if options.json else sys.stderr)


def _reproduce(options: argparse.Namespace, _: Folders) -> Result:
    return commands.reproduce(options.manifest, None if options.json else sys.stderr)


def _decide(options: argparse.Namespace, folders: Folders) -> Result:
    decided = deliveries.Decisions(tuple(options.sent), tuple(options.again))
    return deliveries.decide(folders, options.name, decided)


def _review(options: argparse.Namespace, folders: Folders) -> Result:
    if options.out:
        asked = (tuple(options.names), _split(options.audience), _split(options.language))
        stream = None if options.json else sys.stderr
        return commands.send_out(folders, BuildRequest(*asked), stream)
    only = _split(options.only)
    if not all(one.isdecimal() for one in only):
        raise UsageError("`--only` takes the numbers of changes, such as --only 1,3.")
    files = tuple(map(Path, options.names))
    wanted = ReturnRequest(files, options.apply, tuple(map(int, only)), options.by or find_user())
    if options.each and not sys.stdin.isatty():
        raise UsageError("`--each` asks about each change, which needs a terminal; use `--only`.")
    return commands.take_in(folders, wanted, input if options.each else None)


def _send(options: argparse.Namespace, folders: Folders) -> Result:
    from briefwright.cli.commands import sending  # loads what reads and writes mail
    from briefwright.cli.commands.sending_preparation import SendRequest

    wanted = SendRequest(
        options.name,
        options.list,
        options.edition,
        options.really,
        options.confirm,
        options.test,
        options.by or find_user(),
    )
    ask = input if sys.stdin.isatty() and not options.json else None
    return sending.send(folders, wanted, ask, None if options.json else sys.stderr)


def _resume(options: argparse.Namespace, folders: Folders) -> Result:
    from briefwright.cli.commands import sending  # loads what reads and writes mail

    stream = None if options.json else sys.stderr
    return sending.resume(folders, options.name, options.by or find_user(), stream)


def _publish(options: argparse.Namespace, folders: Folders) -> Result:
    from briefwright.cli.commands import publishing  # loads what reads settings of mail

    by = options.by or find_user()
    wanted = publishing.PublishRequest(
        options.name, options.edition, options.channel, options.really, by
    )
    return publishing.publish(folders, wanted)


def _users(options: argparse.Namespace, folders: Folders) -> Result:
    require_packages("serve", NEEDED)
    from briefwright.cli.commands import registering  # loads Starlette

    said = vars(options)
    audiences, rights = (
        None if said.get(name) is None else _split(said[name]) for name in ("audiences", "may")
    )
    wanted = registering.UserRequest(said.get("name", ""), audiences, rights, options.users)
    match options.action:
        case "add":
            return registering.add_user(folders, wanted, find_password_source(options))
        case "change":
            is_renewed = options.password or options.password_stdin
            ask = find_password_source(options) if is_renewed else None
            return registering.change_user(folders, wanted, ask)
        case "remove":
            return registering.remove_user(folders, wanted)
        case "token":
            return registering.renew_token(folders, wanted)
        case _:
            return registering.list_users(folders, wanted)


def _open_at(sentence: str, options: argparse.Namespace) -> Callable[[str], None]:
    """How a sentence begins, and options → what ends it with an address, and opens that."""

    def show(address: str) -> None:
        print(f"{sentence} {address} until Ctrl-C.", flush=True)
        if not options.no_open:  # some browsers run in the terminal until they are left
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    return show


def _compare(options: argparse.Namespace, folders: Folders) -> Result:
    editions = BuildRequest(
        (options.name,), _split(options.audience), _split(options.language), _split(options.format)
    )
    wanted = commands.CompareRequest(editions, options.before, options.after)
    return commands.compare(folders, wanted, None if options.json else sys.stderr)


def _verify(options: argparse.Namespace, folders: Folders) -> Result:
    path = options.path or folders.issued
    if not path.is_file():
        return commands.verify(path, options.trust)
    from briefwright.cli.commands import copies  # loads what takes a PDF apart

    return copies.verify_file(folders, path, tuple(options.trust), options.password)


def _trace(options: argparse.Namespace, folders: Folders) -> Result:
    from briefwright.cli.commands import copies  # loads what takes a PDF apart

    found = copies.Found(options.what, options.edition, options.copy, options.password)
    return copies.trace_copy(folders, found)


# The registry: a command's name → what it does. `test` is missing: it takes pytest's own options.
COMMANDS: Mapping[str, Callable[[argparse.Namespace, Folders], Result]] = {
    "build": _build,
    "watch": _watch,
    "serve": _serve,
    "issue": _issue,
    "compare": _compare,
    "issued": lambda options, folders: commands.list_issued(folders, options.names),
    "verify": _verify,
    "trace": _trace,
    "reproduce": _reproduce,
    "status": lambda options, folders: deliveries.show_status(folders, options.name, options.html),
    "doubtful": _decide,
    "bounces": lambda options, folders: deliveries.read_bounces(folders, options.mailbox),
    "passwords": lambda options, folders: deliveries.write_passwords(folders, options.name),
    "review": _review,
    "send": _send,
    "resume": _resume,
    "publish": _publish,
    "users": _users,
    "check": _check,
    "ids": lambda options, folders: commands.write_ids(folders, options.name),
    "translate": lambda options, folders: (
        commands.write_translator_file if options.docx else commands.translate
    )(folders, options.name, options.language, _split(options.audience)),
    "new": _new,
    "account": lambda options, folders: commands.show_word_pages(
        folders,
        BuildRequest((options.name,), _split(options.audience), _split(options.language)),
        None if options.json else sys.stderr,
    ),
    "explain": lambda options, folders: commands.explain(
        folders,
        commands.ExplainRequest(options.name, _split(options.audience), tuple(options.between)),
    ),
    "explain-block": lambda options, _: commands.explain_block(options.kind),
    "sampler": lambda options, folders: commands.write_sampler(folders, options.audience),
    "schema": lambda options, folders: commands.write_schema(folders, options.schemas),
    "doctor": lambda options, _: (
        commands.describe_word_base(options.word_base) if options.what else commands.diagnose()
    ),
}
