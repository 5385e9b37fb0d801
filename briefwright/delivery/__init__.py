"""Messages on their way: planned in a ledger, handed to a relay, followed until nothing is left.

states       the states of a delivery, and which may follow which
rows         what stands in the ledger
database     the ledger's tables; changes that are on the disk or not made at all
ledger       who gets what, and how far each delivery is
locking      one sender at a time
pace         how fast, how often, how long
relay        the server that takes messages: its settings → a connection
smtp         a message → handed to the relay, step by step
sending      a job → its messages with the relay
suppression  addresses that nothing is sent to any more
decisions    what a person decides of a delivery that is doubtful or bounced
inbox        a mailbox → the messages in it
bounces      messages that came back → what they say, in the ledger
progress     a job → how far it is, in a sentence and on a page
"""

from briefwright.delivery.bounces import Findings, read_bounces
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.pace import Pace
from briefwright.delivery.relay import Relay
from briefwright.delivery.rows import Entry, Job, Planned, Rates, Row
from briefwright.delivery.sending import Outcome, Sender, send
from briefwright.delivery.states import State

__all__ = [
    "Entry",
    "Findings",
    "Job",
    "Ledger",
    "Outcome",
    "Pace",
    "Planned",
    "Rates",
    "Relay",
    "Row",
    "Sender",
    "State",
    "read_bounces",
    "send",
]
