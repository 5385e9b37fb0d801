"""A message → handed to a relay (RFC 5321), its last step written down before it is taken."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from briefwright.delivery.relay import Relay, RelayError, connect, decode, explain_break
from briefwright.delivery.states import State
from briefwright.mail import Message

_DOT_SECONDS = 600.0  # RFC 5321, 4.5.3.2.6: the answer to the end of a message may take ten minutes
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463


@dataclass(frozen=True)
class Answer:
    """What the relay said: an SMTP code, its words, whether they came after the end of a message.

    0 is for a line that broke. Every error of smtplib is an OSError.
    """

    code: int
    text: str
    after_dot: bool = False

    @property
    def state(self) -> State:
        """What it makes of a delivery."""
        if not 200 <= self.code < 600:
            return State.DOUBTFUL if self.after_dot else State.DEFERRED
        if 200 <= self.code < 300:
            return State.SENT if self.after_dot else State.DEFERRED
        return State.BOUNCED if self.code >= 500 else State.DEFERRED

    @property
    def is_about_mailbox(self) -> bool:
        """Whether it concerns one mailbox and not all of its domain: it is full, for instance."""
        found = _STATUS.match(self.text)
        return found is not None and found[2] in ("1", "2")

    def __str__(self) -> str:
        return f"{self.code} {self.text}" if self.code else self.text


class Connection:
    """A connection to a relay, encrypted and logged in as its settings say.

    Errors: RelayError where no second try would help, UnreachableError where one may.
    """

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self._smtp = connect(relay)

    def transmit(self, message: Message, identifier: str, keep_dot: Callable[[], None]) -> Answer:
        """A message, its name in reports, what writes down that its end goes out → the answer.

        `identifier` comes back in reports of its delivery (RFC 3461). Errors: RelayError where the
        relay takes no messages of this sender.
        """
        try:
            refusal = self._open_envelope(message, identifier)
            if refusal:
                self._reset()
                return refusal
            self._smtp.send(_prepare_body(message.data))
        except OSError as error:
            self.close()
            return Answer(0, explain_break(error))
        keep_dot()
        try:
            self._lengthen_timeout()
            self._smtp.send(b".\r\n")
            answer = Answer(*decode(self._smtp.getreply()), after_dot=True)
        except OSError as error:
            self.close()
            return Answer(0, explain_break(error), after_dot=True)
        if answer.code == 421:
            self.close()
        elif self._smtp.sock:
            self._smtp.sock.settimeout(self.relay.timeout)
        return answer

    @property
    def is_open(self) -> bool:
        """Whether another message can be sent over it."""
        return self._smtp.sock is not None

    def quit(self) -> None:
        """The connection → ended with a word of farewell."""
        with suppress(OSError):
            self._smtp.quit()
        self.close()

    def close(self) -> None:
        """The connection → cut."""
        self._smtp.close()

    def _open_envelope(self, message: Message, identifier: str) -> Answer | None:
        """A message → its envelope with the relay; its answer where it wants no such message."""
        utf8 = not (message.sender + message.recipient).isascii()
        if utf8 and not self._smtp.has_extn("smtputf8"):
            return Answer(
                553, "the relay can't write to an address with other letters than a to z (SMTPUTF8)"
            )
        code, text = decode(
            self._smtp.mail(message.sender, self._list_mail_options(message, identifier))
        )
        if code != 250:
            if code >= 500 and code != 552:  # 552: this message is too large
                raise RelayError(
                    f"The relay {self.relay} takes no mail from {message.sender}: “{text}”. "
                    "Nothing is lost; put `from:` right and run the command again."
                )
            return Answer(code, text)
        options = tuple[str, ...]()
        if self._smtp.has_extn("dsn"):
            options = ("NOTIFY=FAILURE,DELAY", f"ORCPT=rfc822;{_encode_xtext(message.recipient)}")
        code, text = decode(self._smtp.rcpt(message.recipient, options))
        if code not in (250, 251):
            return Answer(code, text)
        self._smtp.putcmd("data")
        code, text = decode(self._smtp.getreply())
        return None if code == 354 else Answer(code, text)

    def _list_mail_options(self, message: Message, identifier: str) -> tuple[str, ...]:
        options = []
        if self._smtp.has_extn("size"):
            options.append(f"SIZE={len(message.data)}")
        if self._smtp.has_extn("8bitmime") and not message.data.isascii():
            options.append("BODY=8BITMIME")
        if not (message.sender + message.recipient).isascii():
            options.append("SMTPUTF8")
        if self._smtp.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={_encode_xtext(identifier)}"]
        return tuple(options)

    def _reset(self) -> None:
        """After a refusal → ready for another message, or closed."""
        try:
            code, _ = self._smtp.rset()
        except OSError:
            code = 0
        if code != 250:
            self.close()

    def _lengthen_timeout(self) -> None:
        if self._smtp.sock:
            self._smtp.sock.settimeout(
                max(self.relay.timeout, min(_DOT_SECONDS, self.relay.timeout * 5))
            )


# ----------------------------------------------------------------- bytes


def _prepare_body(data: bytes) -> bytes:
    """A message → the same with lines that end in CRLF, and dots at their beginnings doubled.

    Any other end of a line could be taken for the end of the message (RFC 5321, 4.1.1.4, 4.5.2).
    """
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def _encode_xtext(text: str) -> str:
    """A text → as a parameter of SMTP may have it (RFC 3461, 4)."""
    return "".join(
        one if "!" <= one <= "~" and one not in "+=" else "".join(f"+{b:02X}" for b in one.encode())
        for one in text
    )
