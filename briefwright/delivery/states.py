"""The states of a delivery, and which may follow which: the one table of them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """How far a delivery is. What its name says is on the disk before it happens."""

    PLANNED = "planned"
    SENDING = "sending"  # the relay may have some of it, and not its end
    DOT = "dot"  # the end of the message may have gone out
    SENT = "sent"  # the relay said that it has it
    DEFERRED = "deferred"  # the relay, or the line to it, said: not now
    BOUNCED = "bounced"  # refused, or come back
    DOUBTFUL = "doubtful"  # the line broke between the end of the message and the answer
    WITHDRAWN = "withdrawn"  # not on the list any more, or on the suppression list


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.SENDING, State.WITHDRAWN}),
    State.SENDING: frozenset({State.DOT, State.DEFERRED, State.BOUNCED, State.PLANNED}),
    State.DOT: frozenset({State.SENT, State.DEFERRED, State.BOUNCED, State.DOUBTFUL}),
    State.SENT: frozenset({State.BOUNCED}),
    State.DEFERRED: frozenset({State.SENDING, State.BOUNCED, State.WITHDRAWN}),
    State.BOUNCED: frozenset({State.PLANNED}),  # only where a person decides so
    State.DOUBTFUL: frozenset({State.SENT, State.BOUNCED, State.PLANNED}),
    State.WITHDRAWN: frozenset({State.PLANNED}),
}

WAITING = (State.PLANNED, State.DEFERRED)
"""What is still to be sent."""

UNFINISHED = (*WAITING, State.SENDING, State.DOT, State.DOUBTFUL)
"""While one delivery is in one of them, its job is not finished."""


def is_allowed(before: State, after: State) -> bool:
    """Two states → whether the second may follow the first."""
    return after in TRANSITIONS[before]
