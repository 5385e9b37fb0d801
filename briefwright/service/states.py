"""A briefing's jobs → how each of its editions stands: ready, out of date, at fault, on its way."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from briefwright.audience import LARGE_PRINT
from briefwright.preview.choices import Choice
from briefwright.service.jobs import Job
from briefwright.service.seen import SeenBriefing, SeenQueue


@dataclass(frozen=True)
class State:
    """How an edition stands: a name for the stylesheet, words, and its latest job if it has one."""

    name: str
    words: str
    job: str = ""


NOT_MADE = State("none", "not made yet")
_STATES = {
    "waiting": ("live", "waiting"),
    "running": ("live", "being made"),
    "done": ("ready", "ready"),
    "failed": ("fault", "at fault"),
    "cancelled": ("none", "cancelled"),
}


def list_states(queue: SeenQueue, briefing: SeenBriefing) -> Mapping[Choice, State]:
    """A queue and a briefing → for each of its editions, how it stands."""
    inputs = briefing.entry.inputs
    latest: dict[Choice, Job] = {}
    for job in queue.list_jobs():
        if job.order.source.content.name == briefing.entry.name:
            latest.setdefault(job.order.choice, job)
    return {
        choice: _describe(latest[choice], inputs) if choice in latest else NOT_MADE
        for choice in briefing.entry.choices
    }


@dataclass(frozen=True)
class Matrix:
    """Editions by audience and language: None where there is none. In large print if asked for."""

    languages: tuple[str, ...]
    rows: Mapping[str, tuple[State | None, ...]]


def arrange_states(states: Mapping[Choice, State]) -> Matrix:
    """How editions stand → that by audience and language."""
    languages = tuple(dict.fromkeys(choice.language for choice in states))
    shown = dict.fromkeys(
        choice.audience
        for choice, state in states.items()
        if state != NOT_MADE or not choice.audience.endswith(LARGE_PRINT)
    )
    rows = {
        audience: tuple(states.get(Choice(audience, one)) for one in languages)
        for audience in shown
    }
    return Matrix(languages, rows)


def count_states(states: Mapping[Choice, State]) -> tuple[tuple[State, int], ...]:
    """How editions stand → each state with the number of its editions, those not made left out."""
    found = Counter(State(one.name, one.words) for one in states.values() if one != NOT_MADE)
    return tuple(found.items())


def _describe(job: Job, inputs: str) -> State:
    """A job, the digest of what its edition would be made of now → how the edition stands."""
    if job.inputs != inputs and job.state == "done":
        return State("old", "out of date", job.number)
    if job.inputs != inputs and job.state == "failed":
        return NOT_MADE
    return State(*_STATES[job.state], job.number)
