"""The relay: the server that takes messages; its settings → a connection to it."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefwright.problems import MachineError

Security = Literal["starttls", "tls", "none"]
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class Relay:
    """The server that takes messages, and how to speak to it; `timeout` in seconds.

    `certificates` is a file with the authorities that are trusted, the system's if none.
    """

    host: str
    port: int = 0
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    certificates: Path | None = None
    timeout: float = 120.0

    def __str__(self) -> str:
        return f"{self.host}:{self.port or _PORTS[self.security]}"


class UnreachableError(Exception):
    """No connection to the relay, for now: one sentence that says why."""


class RelayError(MachineError):
    """The relay takes nothing from us, whoever the recipient is: one sentence that says why."""


# ----------------------------------------------------------------- connecting


def connect(relay: Relay) -> smtplib.SMTP:
    """A relay → a connection to it. Errors: RelayError, UnreachableError."""
    if relay.user and relay.security == "none" and relay.host not in ("localhost", "127.0.0.1"):
        raise RelayError(
            f"A password is not sent to {relay} without encryption. Write `security: starttls` or "
            "`security: tls`, or leave `user:` out."
        )
    try:
        smtp = _open(relay)
        try:
            _log_in(smtp, relay)
        except BaseException:  # no open connection is left behind, whatever went wrong
            smtp.close()
            raise
    except ssl.SSLCertVerificationError as error:
        raise RelayError(
            f"The certificate of {relay} is not to be trusted ({error.verify_message}), so nothing "
            "was sent. Name the relay as its certificate does, or ask whoever runs it."
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        text = decode((error.smtp_code, _as_bytes(error.smtp_error)))[1]
        raise RelayError(
            f"The relay {relay} doesn't accept the user {relay.user} with this password: “{text}”. "
            "Nothing was sent."
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise RelayError(
            f"The relay {relay} has no log-in; leave `user:` out of `smtp:`. Nothing was sent."
        ) from error
    except ssl.SSLError as error:
        raise RelayError(
            f"{relay} doesn't speak TLS ({error.reason}). Use another `port:` or `security:`."
        ) from error
    except OSError as error:
        raise UnreachableError(explain_break(error)) from error
    return smtp


def _open(relay: Relay) -> smtplib.SMTP:
    """A relay → a connection, encrypted where its settings don't say `none`."""
    port = relay.port or _PORTS[relay.security]
    if relay.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            relay.host, port, "localhost", timeout=relay.timeout, context=_trust(relay)
        )
    else:
        smtp = smtplib.SMTP(relay.host, port, "localhost", timeout=relay.timeout)
    if smtp.sock:  # else the last line of a message waits for the answer to what came before it
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.local_hostname = _write_literal(smtp.sock.getsockname()[0])
    smtp.ehlo_or_helo_if_needed()
    if relay.security == "starttls":
        if not smtp.has_extn("starttls"):
            smtp.close()
            raise RelayError(
                f"The relay {relay} offers no encryption (STARTTLS), so nothing was sent. Write "
                "`security: tls`, or, in a network that you trust, `security: none`."
            )
        smtp.starttls(context=_trust(relay))
        smtp.ehlo()
    return smtp


def _trust(relay: Relay) -> ssl.SSLContext:
    """A relay → what its certificate must be: in its name, from an authority that is trusted."""
    return ssl.create_default_context(cafile=relay.certificates)


def _write_literal(address: str) -> str:
    """An address of this machine → how it says who it is, without a search for its name.

    RFC 5321, 4.1.3.
    """
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _log_in(smtp: smtplib.SMTP, relay: Relay) -> None:
    if relay.user:
        smtp.login(relay.user, relay.password)


def decode(reply: tuple[int, bytes]) -> tuple[int, str]:
    """A reply of smtplib → its code, and its words on one line."""
    code, text = reply
    said = " ".join(text.decode("utf-8", "replace").split())
    return code, "".join(one if one.isprintable() else "?" for one in said)[:500]


def _as_bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def explain_break(error: Exception) -> str:
    """Why a line broke → in a few words."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "the relay doesn't answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, smtplib.SMTPResponseException):
        return decode((error.smtp_code, _as_bytes(error.smtp_error)))[1]
    return "the connection broke"
