"""Commands that show something: who gets what, every role of a page, what this machine has."""

from collections.abc import Sequence

from briefwright import audience
from briefwright.cli import disk, output_folder
from briefwright.cli.commands.loading import BuildRequest, Folders, check_names, load
from briefwright.cli.doctor import find_missing, require_libraries, survey
from briefwright.cli.report import GOOD, LACKING, Result
from briefwright.problems import ContentError, MachineError, errors


def explain(folders: Folders, name: str, between: Sequence[str] = ()) -> Result:
    """A briefing, and two audiences or none → who gets what, printed and written as a page.

    Errors: UsageError for an unknown name; ContentError where an edition can't be put together.
    """
    from briefwright import edition  # loads Jinja2
    from briefwright.cli import explanation  # loads Jinja2

    sources = load(folders, BuildRequest((name,)))
    if faults := errors(sources.problems):
        raise ContentError(faults)
    (briefing,) = sources.briefings.values()
    language = briefing.metadata.language
    editions = {
        reader: edition.select(briefing, one, language) for reader, one in sources.audiences.items()
    }
    whole = explanation.explain(briefing, editions)
    chosen = whole.between(*check_names(between, whole.audiences, "audience")) if between else whole
    page = folders.output / briefing.name / output_folder.ACCOUNT / "explanation.html"
    disk.write({page: chosen.as_html().encode()})
    return Result("explain", messages=(*chosen.as_text(), "", f"As a page: {page.as_posix()}"))


def write_sampler(folders: Folders, name: str) -> Result:
    """An audience → a page with every role, as PDF and Word, in the output folder.

    Errors: UsageError for an unknown name; ContentError for stylesheets that can't be used.
    """
    require_libraries()
    from briefwright.cli.sampler import build_sampler as made  # loads WeasyPrint

    (known,) = check_names((name,), audience.names(folders.templates), "audience")
    outputs = made(audience.read(folders.templates, known).theme, known)
    files = {
        folders.output / "sampler" / f"sampler-{known}.{ending}": data
        for ending, data in outputs.items()
    }
    disk.write(files)
    return Result("sampler", messages=tuple(path.as_posix() for path in files))


def diagnose() -> Result:
    """What is on this machine, and what is missing."""
    components = survey()
    code = LACKING if find_missing(components) else GOOD
    try:
        require_libraries()
    except MachineError as fault:
        return Result("doctor", components=components, fault=str(fault), code=LACKING)
    return Result("doctor", components=components, code=code)
