"""Two states of a list → who is new, who went, whose row says something else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefwright.recipients.mailboxes import show
from briefwright.recipients.recipient import Recipient


def compare_lists(before: Iterable[Recipient], after: Iterable[Recipient]) -> Iterator[str]:
    """The recipients when the list was last used, and now → a line for each who is not the same."""
    earlier = {one.address: one for one in before}
    now = {one.address: one for one in after}
    for address, one in now.items():
        if address not in earlier:
            yield f"new      {show(address)}"
        elif replace(one, line=0) != replace(earlier[address], line=0):
            yield f"changed  {show(address)}: {', '.join(_list_changes(earlier[address], one))}"
    yield from (f"gone     {show(address)}" for address in earlier if address not in now)


def _list_changes(before: Recipient, after: Recipient) -> Iterator[str]:
    """A recipient as before and now → each column that says something else."""
    for name, value in vars(after).items():
        old = getattr(before, name)
        if name != "line" and value != old:
            yield f"{name} {_write(old)} → {_write(value)}"


def _write(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " ".join(value) or "empty"
        case _:
            return str(value) or "empty"
