"""Options → the command that they name, run, and its result shown: here the engine is loaded.

Exit codes: 0 good, 1 content or output at fault, 2 usage, 3 environment, 4 Briefwright itself.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefwright.cli import commands, report
from briefwright.cli.commands import BuildRequest, Folders, UsageError
from briefwright.cli.fault_report import report_fault
from briefwright.cli.report import BROKEN, LACKING, MISUSED, Result
from briefwright.problems import ContentError, MachineError
from briefwright.workers import DEFAULT_LIMITS, Limits


def dispatch(options: argparse.Namespace, home: Path) -> int:
    """Options and the folder that holds everything → the exit code; the result is printed."""
    _step_out_of_briefing(options)
    result = _run(options, _find_folders(options, home))
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
    except Exception as error:
        subject = f"The command “{options.command}”"
        problem = report_fault(folders.output, subject, "was not finished", error)
        return Result(options.command, problems=(problem,), code=BROKEN)


def _show(result: Result) -> None:
    output = "\n".join((*report.summarise(result), *report.format_survey(result.components)))
    faults = "\n".join(report.format_problems(result.problems))
    # What a check finds is what it was asked for; to a build it is an obstacle.
    if faults and result.command != "check":
        print(faults, file=sys.stderr)
    if output:
        print(output)
    if faults and result.command == "check":
        print(faults)
    if result.fault:
        print(result.fault, file=sys.stderr)


# ----------------------------------------------------------------- the commands


def _build(options: argparse.Namespace, folders: Folders) -> Result:
    wanted = BuildRequest(
        tuple(options.names),
        _split(options.audience),
        _split(options.language),
        _split(options.format),
        options.large_print,
        options.draft,
        _make_limits(options.seconds),
    )
    return commands.build(folders, wanted, None if options.json else sys.stderr)


def _split(words: Sequence[str]) -> tuple[str, ...]:
    """Words, some of them several between commas → each by itself."""
    return tuple(filter(None, (part.strip() for word in words for part in word.split(","))))


def _make_limits(seconds: int | None) -> Limits:
    """How many seconds an edition may take, if that was said → its limits."""
    return (
        replace(DEFAULT_LIMITS, seconds=seconds, processor=seconds) if seconds else DEFAULT_LIMITS
    )


def _check(options: argparse.Namespace, folders: Folders) -> Result:
    command = commands.fix if options.fix else commands.check
    return command(folders, options.names, None if options.json else sys.stderr)


def _new(options: argparse.Namespace, folders: Folders) -> Result:
    if options.thing == "audience":
        return commands.create_audience(folders, options.name, options.parent)
    return commands.create_briefing(folders, options.name)


# The registry: a command's name → what it does. `test` is missing: it takes pytest's own options.
COMMANDS: Mapping[str, Callable[[argparse.Namespace, Folders], Result]] = {
    "build": _build,
    "check": _check,
    "ids": lambda options, folders: commands.write_ids(folders, options.name),
    "translate": lambda options, folders: commands.translate(
        folders, options.name, options.language, _split(options.audience)
    ),
    "new": _new,
    "explain": lambda options, folders: commands.explain(folders, options.name, options.between),
    "sampler": lambda options, folders: commands.write_sampler(folders, options.audience),
    "schema": lambda options, folders: commands.write_schema(folders, options.schemas),
    "doctor": lambda options, folders: commands.diagnose(),
}


def _find_folders(options: argparse.Namespace, home: Path) -> Folders:
    return Folders(
        content=Path(getattr(options, "content", None) or _shorten_path(home / "content")),
        templates=Path(getattr(options, "templates", None) or _shorten_path(home / "templates")),
        output=Path(getattr(options, "output", None) or _shorten_path(home / "output")),
    )


def _step_out_of_briefing(options: argparse.Namespace) -> None:
    """Where `--content` names a briefing's own folder, that briefing is meant."""
    named = Path(getattr(options, "content", None) or "")
    if (named / "briefing.yaml").is_file() and named.resolve() != Path.cwd():
        options.content = named.parent
        if getattr(options, "names", None) == []:
            options.names = [named.resolve().name]


def _shorten_path(path: Path) -> Path:
    """A path → the same as seen from the current folder, where it stands below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
