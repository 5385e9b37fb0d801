"""A job of the ledger → how far it is: a sentence, and a page with pictures."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import accumulate
from typing import Any

from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Job, format_time
from briefwright.delivery.states import State

WORDS: Mapping[State, str] = {
    State.SENT: "sent",
    State.DOUBTFUL: "doubtful: whether it arrived isn't known, and you decide",
    State.BOUNCED: "bounced: refused, or come back",
    State.DEFERRED: "deferred: tried again later",
    State.SENDING: "begun",
    State.DOT: "on its way",
    State.PLANNED: "still to be sent",
    State.WITHDRAWN: "withdrawn: not on the list any more, or suppressed",
}
_COLOURS: Mapping[State, str] = {
    State.SENT: "#1f5fa8",
    State.DOUBTFUL: "#c8780a",
    State.BOUNCED: "#a3273a",
    State.DEFERRED: "#8a6fb0",
    State.SENDING: "#5f97d4",
    State.DOT: "#5f97d4",
    State.PLANNED: "#c9d3e0",
    State.WITHDRAWN: "#8b939e",
}
_NAMED = {
    "For you to decide": State.DOUBTFUL,
    "Bounced": State.BOUNCED,
    "Tried again later": State.DEFERRED,
}
_WIDTH, _HEIGHT = 720, 120  # units of the pictures


def describe(ledger: Ledger, job: Job) -> str:
    """A ledger and a job → how far it is, in a sentence."""
    return describe_counts(ledger.count(job))


def describe_counts(counts: Mapping[State, int]) -> str:
    """How many deliveries are in each state → a sentence."""
    done = counts.get(State.SENT, 0)
    total = sum(counts.values()) - counts.get(State.WITHDRAWN, 0)
    said = [f"{done} of {total} sent"]
    left = sum(counts.get(one, 0) for one in (State.PLANNED, State.SENDING, State.DOT))
    rest = {
        "still to be sent": left,
        "deferred": counts.get(State.DEFERRED, 0),
        "bounced": counts.get(State.BOUNCED, 0),
        "doubtful": counts.get(State.DOUBTFUL, 0),
        "withdrawn": counts.get(State.WITHDRAWN, 0),
    }
    said += [f"{count} {word}" for word, count in rest.items() if count]
    open_ = left + rest["deferred"] + rest["doubtful"]
    return ", ".join(said) + ("." if open_ else ". Finished.")


def describe_job(job: Job) -> str:
    """A job → its name in words."""
    return f"{job.briefing}, edition {job.edition}, to {job.list}"


def make_page(ledger: Ledger, jobs: tuple[Job, ...]) -> str:
    """A ledger and jobs → a page in HTML: for each its pictures, and who bounced or is doubtful."""
    from jinja2 import Environment, StrictUndefined

    text = (files(__package__) / "progress.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    shown = [_draw_job(ledger, job) for job in jobs]
    return environment.from_string(text).render(at=format_time(ledger.clock()), jobs=shown)


def _draw_job(ledger: Ledger, job: Job) -> dict[str, Any]:
    """A job → all that the page says of it."""
    counts = ledger.count(job)
    parts = list(_draw_bar(counts))
    times = [at for at, state in ledger.list_history(job) if state is State.SENT]
    return {
        "title": describe_job(job),
        "sentence": describe_counts(counts),
        "parts": parts,
        "bar_label": ", ".join(f"{part['count']} {part['words']}" for part in parts),
        "taken": f"{len(times):,}",
        "curve": _draw_curve(times),
        "curve_label": f"{len(times)} messages were taken by the relay, one after the other.",
        "began": format_time(times[0]) if times else "",
        "ended": format_time(times[-1]) if times else "",
        "lists": [(name, ledger.list_rows(job, (state,))) for name, state in _NAMED.items()],
    }


def _draw_bar(counts: Mapping[State, int]) -> Iterator[dict[str, Any]]:
    """How many deliveries are in each state → the parts of a bar, side by side."""
    shown = [state for state in WORDS if counts.get(state)]
    total = sum(counts[state] for state in shown)
    ends = list(accumulate((counts[state] for state in shown), initial=0))
    for state, before in zip(shown, ends, strict=False):
        yield {
            "x": round(_WIDTH * before / total, 2),
            "width": round(_WIDTH * counts[state] / total, 2),
            "colour": _COLOURS[state],
            "words": WORDS[state],
            "count": counts[state],
        }


def _draw_curve(times: list[float]) -> str:
    """When messages were taken, in order → the path of a line that rises with each; "" for few."""
    if len(times) < 2 or times[-1] <= times[0]:
        return ""
    step = max(1, len(times) // _WIDTH)
    chosen = [*range(0, len(times), step), len(times) - 1]
    span = times[-1] - times[0]
    points = (
        f"{_WIDTH * (times[n] - times[0]) / span:.1f} {_HEIGHT * (1 - (n + 1) / len(times)):.1f}"
        for n in chosen
    )
    return "M" + " L".join(points)
