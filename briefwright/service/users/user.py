"""A user: a name, the audiences that it may see, its rights."""

from dataclasses import dataclass
from typing import Literal, get_args

from briefwright.audience import LARGE_PRINT

Right = Literal["edit", "send"]
RIGHTS: tuple[Right, ...] = get_args(Right)


@dataclass(frozen=True)
class User:
    """Who uses the pages.

    `audiences` are those whose editions it may see, None where it may see all, those that are
    added later, too. Without rights it chooses and downloads.
    """

    name: str
    audiences: frozenset[str] | None
    rights: frozenset[Right] = frozenset()

    def may_see(self, audience: str) -> bool:
        """An audience, in large print or not → whether its editions may be seen."""
        return self.audiences is None or audience.removesuffix(LARGE_PRINT) in self.audiences

    @property
    def sees_all(self) -> bool:
        """Whether nothing of a briefing is withheld from it."""
        return self.audiences is None

    def may(self, right: Right) -> bool:
        """A right → whether it has that."""
        return right in self.rights
