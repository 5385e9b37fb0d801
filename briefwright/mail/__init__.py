"""A delivery → the message that its recipient gets.

settings       delivery.yaml → who sends or publishes, and how
secrets        passwords and keys, from the environment or the keyring
mailing        what all messages of a job have in common
composing      a delivery → a message, from the templates in templates/mail/
message        headers, texts, files → bytes, read back
quoting        a message → what a person reads of it
headers        what may stand in a header; a message's bytes → its headers
unsubscribing  a list and an address ↔ the token of their link
"""

from briefwright.mail.composing import Sent, compose, list_attached
from briefwright.mail.mailing import Mailing, prepare_mailing
from briefwright.mail.message import Message
from briefwright.mail.settings import (
    DeliverySettings,
    Mailbox,
    PublishingSettings,
    RelaySettings,
    read_publishing,
    read_settings,
)

__all__ = [
    "DeliverySettings",
    "Mailbox",
    "Mailing",
    "Message",
    "PublishingSettings",
    "RelaySettings",
    "Sent",
    "compose",
    "list_attached",
    "prepare_mailing",
    "read_publishing",
    "read_settings",
]
