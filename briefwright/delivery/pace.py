"""How fast, how often and how long it is tried: the limits of sending."""

from dataclasses import dataclass, field
from random import Random

from briefwright.delivery.rows import Rates


@dataclass(frozen=True)
class Pace:
    """The limits of sending; times in seconds.

    After a failure it waits `first`, then twice as long each time up to `longest`, for `tries`
    attempts in all. A run waits for what is due within `patience`; it gives up when the relay can't
    be reached `reconnects` times, or refuses the first `refusals` messages one after the other.
    """

    connections: int = 2
    rates: Rates = field(default_factory=Rates)
    first: float = 60.0
    longest: float = 3600.0
    tries: int = 8
    patience: float = 900.0
    reconnects: int = 5
    reconnect_after: float = 2.0
    refusals: int = 10


def find_delay(pace: Pace, failures: int, chance: Random) -> float:
    """The number of failures so far, from 1 → how many seconds to wait.

    Up to a quarter is added by chance, so that not everything is tried at the same moment.
    """
    waited = min(pace.longest, pace.first * 2.0 ** min(failures - 1, 30))
    return waited * (1 + chance.random() / 4)
