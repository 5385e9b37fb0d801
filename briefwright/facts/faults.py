"""What is wrong with a fact, as a value, and as an error where it should be printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LedgerFault:
    """What is wrong with a fact: a code from CODES, a sentence, the fact's name.

    `part` leads from the fact to the guilty spot: ("sum", 1) is the second name in its sum;
    empty where it is the fact as a whole.
    """

    code: str
    message: str
    fact: str
    part: tuple[str | int, ...] = ()


class FormFault(LookupError):
    """A fact can't be printed in the form that was asked for; `fault` says why."""

    def __init__(self, fault: LedgerFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return self.fault.message
