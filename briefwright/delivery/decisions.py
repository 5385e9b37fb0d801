"""What a person decides of a delivery: that it arrived, or that it is sent again."""

from typing import Literal

from briefwright.delivery import suppression
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Row
from briefwright.delivery.states import State

Decision = Literal[State.SENT, State.PLANNED]

OPEN: dict[Decision, tuple[State, ...]] = {
    State.SENT: (State.DOUBTFUL,),
    State.PLANNED: (State.DOUBTFUL, State.BOUNCED),
}
"""For each decision, the states that it can be made in."""

_WORDS: dict[Decision, str] = {
    State.SENT: "decided that it was sent",
    State.PLANNED: "decided to send it again",
}


class RefusedError(Exception):
    """A decision that can't be made: one sentence."""


def decide(ledger: Ledger, row: Row, decision: Decision, who: str) -> Row:
    """A ledger, a delivery, what somebody decides of it, and who → it as it is now, recorded.

    Errors: RefusedError where nothing is to be decided, or the address is suppressed.
    """
    if row.state not in OPEN[decision]:
        words = " or ".join(OPEN[decision])
        raise RefusedError(f"The delivery to {row.address} is {row.state}, and not {words}.")
    suppressed = suppression.read(ledger.folder)
    if decision is State.PLANNED and row.address in suppressed:
        raise RefusedError(
            f"{row.address} gets nothing any more ({suppressed[row.address]}). If that was wrong, "
            f"take its line out of {ledger.folder / suppression.NAME} first."
        )
    moved = ledger.move(row, decision, f"{who} {_WORDS[decision]}")
    ledger.record(who, f"{_WORDS[decision]}: {row.job.briefing} {row.job.edition}, {row.address}")
    return moved
