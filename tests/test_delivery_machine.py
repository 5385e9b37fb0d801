"""The ledger against a model of it: whatever happens in whichever order, and wherever it is killed,
both say the same of each recipient."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sample_delivery import JOB, list_entries

from briefwright.delivery import Ledger, State

EVERYBODY = list_entries(6)


class Deliveries(RuleBasedStateMachine):
    """A ledger, the state of each recipient as it should be, and who has taken the message."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Path(self.folder.name))
        self.states: dict[str, State] = {}
        self.taken: list[str] = []

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @rule(chosen=st.sets(st.sampled_from(range(6))))
    def plan(self, chosen: set[int]) -> None:
        wanted = [EVERYBODY[n] for n in sorted(chosen)]
        self.ledger.plan(JOB, wanted)
        addresses = {one.address for one in wanted}
        for address, state in self.states.items():
            if address not in addresses and state in (State.PLANNED, State.DEFERRED):
                self.states[address] = State.WITHDRAWN
        for address in addresses:
            if self.states.get(address, State.WITHDRAWN) is State.WITHDRAWN:
                self.states[address] = State.PLANNED

    @rule(
        end=st.sampled_from([State.SENT, State.DEFERRED, State.BOUNCED, State.DOUBTFUL]),
        killed_before=st.sampled_from(["", "", "dot", "answer"]),
    )
    def send_one(self, end: State, killed_before: str) -> None:
        row = self.ledger.claim(JOB)
        if row is None:
            assert not {State.PLANNED, State.DEFERRED} & set(self.states.values())
            return
        assert self.states[row.address] in (State.PLANNED, State.DEFERRED)
        self.states[row.address] = State.SENDING
        if killed_before == "dot":
            self.kill()
            return
        row = self.ledger.move(row, State.DOT)
        self.states[row.address] = State.DOT
        if end in (State.SENT, State.DOUBTFUL):
            self.taken.append(row.address)
        if killed_before == "answer":
            self.kill()
            return
        self.ledger.move(row, end)
        self.states[row.address] = end

    @rule()
    def kill(self) -> None:
        self.ledger.close()
        self.ledger = Ledger(Path(self.folder.name))
        self.ledger.recover()
        after = {State.SENDING: State.PLANNED, State.DOT: State.DOUBTFUL}
        self.states = {one: after.get(state, state) for one, state in self.states.items()}

    @precondition(lambda self: State.DOUBTFUL in self.states.values())
    @rule(data=st.data())
    def decide_that_it_was_sent(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.ledger.list_rows(JOB, (State.DOUBTFUL,))))
        self.ledger.move(row, State.SENT)
        self.states[row.address] = State.SENT

    @invariant()
    def both_say_the_same(self) -> None:
        found = {row.address: row.state for row in self.ledger.list_rows(JOB)}
        assert found == self.states
        assert len(self.taken) == len(set(self.taken))
        unfinished = set(self.states.values()) - {State.SENT, State.BOUNCED, State.WITHDRAWN}
        assert self.ledger.is_finished(JOB) == (not unfinished)


Deliveries.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class TestTheLedgerAndItsModel(Deliveries.TestCase):
    """The machine, run."""
