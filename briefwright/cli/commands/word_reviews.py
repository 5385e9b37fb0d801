"""Word files that go out, an edition's or a translator's; what comes back is written down."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from briefwright import audience, content, disk
from briefwright.cli.commands.building import build
from briefwright.cli.commands.creating import translate
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import BuildRequest, UsageError, find_briefings
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, GOOD, File, Result, format_count
from briefwright.document.marks import show_parts
from briefwright.editing import History, RefusedError
from briefwright.review import declined
from briefwright.review.findings import Finding
from briefwright.review.opening import UnreadableError
from briefwright.review.original import Original
from briefwright.review.proving import sort_changes
from briefwright.review.reading import read
from briefwright.review.returned import Places, Returned, find_original, read_returned
from briefwright.review.sending import NotOursError, keep, lock, track_changes
from briefwright.workers import Task

_ENDING = "-review.docx"
_TRANSLATION_ENDING = "-translation.docx"


@dataclass(frozen=True)
class ReturnRequest:
    """Word files that came back; whether their changes are written, only which ones, by whom."""

    files: tuple[Path, ...]
    applies: bool
    only: tuple[int, ...]
    by: str


def send_out(folders: Folders, wanted: BuildRequest, stream: TextIO | None = None) -> Result:
    """Folders, which editions, where to show progress → their files for review, and copies kept."""
    built = build(folders, replace(wanted, formats=("docx",)), stream)
    if built.exit != GOOD:
        return replace(built, command="review")
    made: list[File] = []
    where = Places(folders.content, folders.templates, _find_reviews(folders))
    for file in built.files:
        data = track_changes(Path(file.path).read_bytes())
        data = lock(data, find_original(read(data), where).is_locked)
        path = Path(file.path.removesuffix(".docx") + _ENDING)
        disk.write({path: data})
        keep(_find_reviews(folders), data)
        made.append(replace(file, path=str(path), size=len(data), state="built"))
    said = "Send these out; what comes back is read by: python3 build.py review FILE.docx"
    return replace(built, command="review", files=tuple(made), messages=(*built.messages, said))


def _find_reviews(folders: Folders) -> Path:
    """Folders → where what went out is kept: beside the content."""
    return folders.content.parent / "reviews"


def write_translator_file(
    folders: Folders, name: str, language: str, audiences: Sequence[str] = ()
) -> Result:
    """As `translate`, and a Word file with all that the translation's file names, for a translator.

    Errors: as `translate`.
    """
    done = translate(folders, name, language, audiences)
    if done.exit != GOOD:
        return done
    (known,) = find_briefings(folders.content, [name])
    reader = audiences[0] if audiences else "full"
    folder = folders.content / known
    task = Task(f"The translation of {known}", _make_translation,
                (folder, folders.templates, reader, language))  # fmt: skip
    (finished,) = run([task], Work(folders.output, "was not made"))
    if finished.value is None:
        return replace(done, problems=finished.problems, fault=finished.lacking, code=finished.code)
    path = folders.output / known / f"{known}-{language}{_TRANSLATION_ENDING}"
    disk.write({path: finished.value})
    said = (
        f"{path.as_posix()}: for the translator. What comes back is read by: "
        "python3 build.py review FILE.docx"
    )
    return replace(done, messages=(*done.messages, said))


def _make_translation(folder: Path, templates: Path, reader: str, language: str) -> bytes:
    """A content folder, templates, an audience, a language → the bytes of a translator's file."""
    from briefwright.review.translation_writing import write_file  # loads what writes Word files

    chosen = audience.read(templates, reader)
    return write_file(Original(folder, content.read(folder), chosen, language))


def take_in(
    folders: Folders, wanted: ReturnRequest, ask: Callable[[str], str] | None = None
) -> Result:
    """Folders, files that came back → what was changed, and where it was written if that is wanted.

    `ask` shows a question and gives the answer: each change that can be written is asked about.

    Errors: UsageError for a file that isn't there, isn't read, or is of no edition.
    """
    for file in wanted.files:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.")
    where = Places(folders.content, folders.templates, _find_reviews(folders))
    task = Task(str(wanted.files[0]), _read, (wanted.files, where))
    (finished,) = run([task], Work(folders.output, "was not read"))
    if finished.value is None:
        return Result(
            "review", problems=finished.problems, fault=finished.lacking, code=finished.code
        )
    if isinstance(finished.value, str):
        raise UsageError(finished.value)
    returned: Returned = finished.value
    lines = tuple(_write_findings(returned))
    if ask is not None:
        return _ask_each(returned, ask, wanted.by)
    if not wanted.applies:
        return Result("review", messages=(*lines, *_say_next(returned)))
    every = tuple(range(1, len(returned.whole.findings) + 1))
    return _apply(returned, wanted.only or every, wanted.by, lines)


def _ask_each(returned: Returned, ask: Callable[[str], str], by: str) -> Result:
    """What came back, what asks, who answers → what was written; what was declined is kept."""
    listed = declined.find_list(returned.kept)
    before = declined.read(listed)
    findings = returned.whole.findings
    open_ = {
        n: one
        for n, one in enumerate(findings, 1)
        if one.changes and declined.make_key(one) not in before
    }
    answers = dict(_ask(open_, ask))
    refused = [declined.make_key(open_[n]) for n, answer in answers.items() if answer == "n"]
    if refused:
        declined.write(listed, before.union(refused))
    known = sum(declined.make_key(one) in before.union(refused) for one in findings)
    said = (
        f"{format_count(known, 'change')} declined, and not asked about again; to be asked again, "
        f"delete {listed.as_posix()}"
    )
    chosen = tuple(n for n, answer in answers.items() if answer == "y")
    return _apply(returned, chosen, by, ("", said) if known else ())


def _ask(findings: Mapping[int, Finding], ask: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """Findings by their numbers, what asks → the answer to each, y or n; asking ends at "q"."""
    for n, one in findings.items():
        question = "\n".join(("", *_write_finding(n, one), "Write it? y, n, or q to stop: "))
        answer = ""
        while answer not in ("y", "n", "q"):
            answer = ask(question).strip()[:1].casefold()
        if answer == "q":
            return
        yield n, answer


def _read(files: Sequence[Path], where: Places) -> Returned | str:
    """Files and folders → what came back, or a sentence that says why it isn't read."""
    try:
        return read_returned(files, where)
    except (UnreadableError, NotOursError) as error:
        return f"{files[0].name} isn't read. {error}"


def _apply(returned: Returned, only: Sequence[int], by: str, lines: Sequence[str]) -> Result:
    findings = returned.whole.findings
    unknown = [n for n in only if not 1 <= n <= len(findings)]
    if unknown:
        raise UsageError(f"There is no change {unknown[0]}; there are {len(findings)}.")
    chosen = [one for n, one in enumerate(findings, 1) if n in only]
    changes = sort_changes(chosen)
    if not changes:
        return Result(
            "review", messages=(*lines, "", "Nothing was written: there is no change to write.")
        )
    try:
        save = History(returned.path).save(changes, by, datetime.now().astimezone())
    except RefusedError as error:
        problems = error.proposal.faults
        whys = [f"{one.change.at}: {one.why}" for one in error.proposal.conflicts]
        said = (*lines, "", "Nothing was written.", *whys)
        return Result("review", messages=said, problems=problems, code=FAULTY)
    left = [n for n, one in enumerate(findings, 1) if one in chosen and not one.changes]
    written = f"{format_count(len(changes), 'change')} written as save {save.number}."
    by_hand = f"By hand: {', '.join(map(str, left))}." if left else "Nothing is left to do by hand."
    return Result("review", messages=(*lines, "", written, by_hand))


def _write_findings(returned: Returned) -> Iterator[str]:
    """What came back → lines: how many paragraphs are what, and each change with its place."""
    for one in returned.reviews:
        counted = ", ".join(f"{number} {what}" for what, number in one.counts.items())
        yield f"{one.counted}: {counted}."
    if not returned.is_kept:
        yield "What went out isn't kept here; it is compared with the edition as it is today."
    for n, finding in enumerate(returned.whole.findings, 1):
        yield ""
        yield from _write_finding(n, finding)


def _write_finding(n: int, one: Finding) -> Iterator[str]:
    place = f"{one.place}: " if one.place else ""
    who = f" by {one.by}" if one.by else ""
    when = f", {one.when[:10]}" if one.when else ""
    tracked = "" if one.is_tracked or one.kind in ("comment", "translated") else ", not tracked"
    yield f"{n}. {place}{one.kind}{who}{when}{tracked}    {one.at}"
    if one.before:
        yield f"   − {show_parts(one.before)}"
    if one.after:
        yield f"   + {show_parts(one.after)}"
    if one.prints:
        yield f"   also in: {', '.join(one.prints)}"
    if one.why:
        yield f"   by hand: {one.why}"


def _say_next(returned: Returned) -> Iterator[str]:
    if any(one.changes for one in returned.whole.findings):
        yield ""
        yield "Nothing is written yet. `--apply` writes all of it, `--apply --only 1,3` some."
    elif not returned.whole.findings:
        yield "Nothing was changed."
