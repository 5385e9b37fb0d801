"""Everything that was read → what the editor finds in each briefing, read in limited processes."""

from collections.abc import Iterator

from briefwright.cli.commands.limited import Finished, Work, run
from briefwright.cli.commands.loading import Loaded
from briefwright.cli.doctor import require_libraries
from briefwright.cli.folders import Folders
from briefwright.workers import Limits, Task


def review(folders: Folders, sources: Loaded, limits: Limits) -> Iterator[tuple[str, Finished]]:
    """Everything that was read → for each briefing the editor's Review of it."""
    from briefwright import editorial  # loads Jinja2 and lxml

    readers = tuple(sources.audiences.values())
    briefings = dict(sources.briefings)
    tasks = [
        Task(f"The review of {name}", editorial.review, (briefing, readers))
        for name, briefing in briefings.items()
    ]
    work = Work(folders.output, "was not finished", prepare=require_libraries, limits=limits)
    yield from zip(briefings, run(tasks, work), strict=True)
