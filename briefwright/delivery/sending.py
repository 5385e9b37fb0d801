"""A job of the ledger → its messages with the relay: over a few connections, at its pace."""

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from random import Random
from threading import Event, Lock

from briefwright.delivery import suppression
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.locking import lock_sending
from briefwright.delivery.pace import Pace, find_delay
from briefwright.delivery.relay import Relay, RelayError, UnreachableError
from briefwright.delivery.rows import Job, Row
from briefwright.delivery.smtp import Answer, Connection
from briefwright.delivery.states import State
from briefwright.mail import Message
from briefwright.problems import MachineError

Compose = Callable[[Row], Message]
_GLANCE = 0.2  # seconds between two looks at what is due, and at the progress


@dataclass(frozen=True)
class Outcome:
    """What a run came to: how many deliveries are in each state, and why it ended before all of
    them were done: a sentence, "" where nothing more could be done now.

    `next` is when the next one is due, in seconds since 1970, None where none is left.
    """

    counts: Mapping[State, int]
    stopped: str = ""
    next: float | None = None
    interrupted: bool = False


@dataclass(frozen=True)
class Sender:
    """Who sends, at what pace, and who is shown how many deliveries are in each state."""

    name: str = ""
    pace: Pace = field(default_factory=Pace)
    report: Callable[[Mapping[State, int]], None] = lambda counts: None


def send(
    ledger: Ledger,
    job: Job,
    compose: Compose,
    relay: Relay,
    sender: Sender = Sender(),
) -> Outcome:
    """A ledger, a job, what makes a row's message, a relay → as much as can be sent now is sent.

    Ctrl-C lets each connection end its message. Errors: MachineError where somebody else is
    sending, or the clock was put back; whatever `compose` raises, when all connections have ended.
    """
    with lock_sending(ledger, sender.name):
        ledger.check_clock()
        ledger.recover()
        run = _Run(ledger, job, compose, relay, sender.pace)
        run.withdraw_suppressed()
        interrupted = _run_all(run, sender)
        if run.refuses_all:
            run.put_refused_back()
        suppression.suppress_refused(ledger, job)
    counts = ledger.count(job)
    due = ledger.find_next(job, sender.pace.rates)
    return Outcome(counts, run.reason, due, interrupted)


def _run_all(run: "_Run", sender: Sender) -> bool:
    """A run → done over all its connections; whether Ctrl-C ended it."""
    interrupted = False
    with ThreadPoolExecutor(sender.pace.connections, "connection") as pool:
        futures = [pool.submit(run.work) for _ in range(sender.pace.connections)]
        pending = set[Future[None]](futures)
        while pending:
            try:
                _, pending = wait(pending, _GLANCE, FIRST_EXCEPTION)
                sender.report(run.ledger.count(run.job))
            except KeyboardInterrupt:
                interrupted = True
                run.halt("")
            except BaseException:  # the connections must not go on without anyone who waits
                run.halt("")
                raise
    for future in futures:
        future.result()
    return interrupted


class _Run:
    """What the connections of one run share."""

    def __init__(
        self, ledger: Ledger, job: Job, compose: Compose, relay: Relay, pace: Pace
    ) -> None:
        self.ledger = ledger
        self.job = job
        self.compose = compose
        self.relay = relay
        self.pace = pace
        self.reason = ""
        self.refuses_all = False
        self._stop = Event()
        self._lock = Lock()
        self._chance = Random()
        self._sent = 0
        self._refused = list[Row]()
        self._suppressed_at = -1  # the state of the suppression list that was last obeyed

    def halt(self, reason: str) -> None:
        """Why → every connection ends its message, and no other begins."""
        with self._lock:
            self.reason = self.reason or reason
        self._stop.set()

    def work(self) -> None:
        """What is due → sent over one connection, until nothing is, or the run is halted."""
        connection: Connection | None = None
        try:
            while not self._stop.is_set():
                if connection is None or not connection.is_open:
                    connection = self._connect()
                    if connection is None:
                        return
                self.withdraw_suppressed()
                row = self.ledger.claim(self.job, self.pace.rates)
                if row:
                    self._deliver(row, connection)
                elif not self._wait_for_next(connection):
                    break
            if connection:
                connection.quit()
        except MachineError as error:
            self.halt(str(error))
        except BaseException:  # the other connections must not go on as if nothing was wrong
            self.halt("")
            raise
        finally:
            if connection:
                connection.close()

    def withdraw_suppressed(self) -> None:
        """What waits for addresses that came onto the suppression list since → not sent."""
        with self._lock:
            state = suppression.find_state(self.ledger.folder)
            if state != self._suppressed_at:
                self._suppressed_at = state
                addresses = suppression.read(self.ledger.folder).keys()
                self.ledger.withdraw(self.job, addresses, "on the suppression list")

    def _connect(self) -> Connection | None:
        """As soon as something is due → a connection; None where nothing is, or no relay."""
        if not self._wait_for_next(None):
            return None
        for attempt in range(1, self.pace.reconnects + 1):
            try:
                return Connection(self.relay)
            except UnreachableError as error:
                if attempt == self.pace.reconnects:
                    self.halt(
                        f"The relay {self.relay} can't be reached: {error}. Nothing is lost; run "
                        "the command again when it can."
                    )
                else:
                    delay = self.pace.reconnect_after * 2 ** (attempt - 1)
                    if self._stop.wait(delay * (1 + self._chance.random() / 4)):
                        break
        return None

    def _wait_for_next(self, connection: Connection | None) -> bool:
        """Waits until something may be due → whether it is worth to look; not where nothing is
        left, or only what is due later than this run waits for."""
        due = self.ledger.find_next(self.job, self.pace.rates)
        if due is None:
            return False
        delay = due - self.ledger.clock()
        if delay > self.pace.patience:
            return False
        if connection is None and delay <= 0:
            return True
        if connection and delay > self.relay.timeout / 4:
            connection.quit()  # few relays let one wait for longer
        return not self._stop.wait(max(delay, _GLANCE / 4))

    def _deliver(self, row: Row, connection: Connection) -> None:
        """A row that is `sending`, a connection → its message sent, and its next state kept."""
        try:
            message = self.compose(row)
            if message.recipient != row.address:
                raise ValueError(f"a message to {message.recipient} is not one to {row.address}")
        except BaseException:  # nothing went out, whatever went wrong
            self.ledger.move(row, State.PLANNED)
            raise
        current = row

        def keep_dot() -> None:
            nonlocal current
            current = self.ledger.move(row, State.DOT)

        try:
            answer = connection.transmit(message, row.id, keep_dot)
        except RelayError:
            self.ledger.move(current, State.PLANNED)
            raise
        self._keep(current, answer)

    def _keep(self, row: Row, answer: Answer) -> None:
        """A row and the relay's answer → its next state, and when it is tried again."""
        state, said, due = answer.state, str(answer), 0.0
        if state is State.DEFERRED and row.tries >= self.pace.tries:
            state, said = State.BOUNCED, f"given up after {row.tries} tries: {answer}"
        elif state is State.DEFERRED:
            due = self.ledger.clock() + self._find_delay(row.tries)
            if answer.code and not answer.is_about_mailbox:
                due = self.ledger.defer_domain(row.address, self._find_delay)
        moved = self.ledger.move(row, state, said, due)
        if state is State.SENT:
            self._sent += 1
            self.ledger.restore_domain(row.address)
        elif state is State.BOUNCED:
            self._count_refusal(moved, answer)

    def _find_delay(self, failures: int) -> float:
        return find_delay(self.pace, failures, self._chance)

    def _count_refusal(self, row: Row, answer: Answer) -> None:
        with self._lock:
            self._refused.append(row)
            all_refused = not self._sent and len(self._refused) >= self.pace.refusals
        if all_refused:
            self.refuses_all = True
            self.halt(
                f"The relay {self.relay} refused the first {len(self._refused)} messages, the last "
                f"with “{answer}”. None of them is given up; ask whoever runs it, then run the "
                "command again."
            )

    def put_refused_back(self) -> None:
        """What a relay refused that refuses everything → planned, since no address is at fault."""
        for row in self._refused:
            self.ledger.move(row, State.PLANNED, row.answer)
