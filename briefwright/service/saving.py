"""Changes → tried and saved, however many others save in the same briefing."""

from datetime import datetime

from starlette.concurrency import run_in_threadpool

from briefwright.editing import Change, History, Save, StaleError
from briefwright.service.seen import SeenBriefing
from briefwright.service.trying import Trial, try_out

_ATTEMPTS = 3


class BusyError(Exception):
    """Others save in this briefing at this moment: try again."""


async def save_changes(
    briefing: SeenBriefing, changes: tuple[Change, ...], who: str
) -> tuple[Save, Trial]:
    """A briefing, changes, who makes them → the save, and what the changes do.

    Errors: as `try_out`; RefusedError; BusyError.
    """
    history = await run_in_threadpool(History, briefing.source.content)
    for _ in range(_ATTEMPTS):
        trial: Trial = await briefing.run_trial(try_out, changes)
        now = datetime.now().astimezone()
        try:
            return await run_in_threadpool(history.keep, trial.proposal, who, now), trial
        except StaleError:
            continue
    raise BusyError("Others are saving in this briefing; try again in a moment.")
