"""A list and an address ↔ a token that only whoever knows the key can make (RFC 8058, 3.1)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

FIELD, VALUE = "List-Unsubscribe", "One-Click"  # what a mail program sends (RFC 8058, 3.1)
_SIZE = 16  # bytes of the digest, as many as nobody guesses


@dataclass(frozen=True)
class Subscription:
    """An address, the list that a message went to it from, and its language, "" if unknown."""

    list: str
    address: str
    language: str = ""


def make_token(key: str, one: Subscription) -> str:
    """A key and a subscription → the token that its link to unsubscribe ends with."""
    said = f"{one.list}\n{one.address}\n{one.language}".removesuffix("\n").encode()
    return base64.urlsafe_b64encode(_sign(key, said) + said).decode().rstrip("=")


def read_token(key: str, token: str) -> Subscription | None:
    """A key and a token → what it was made for with that key, None for no such one."""
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        signature, said = data[:_SIZE], data[_SIZE:]
        if not hmac.compare_digest(signature, _sign(key, said)):
            return None
        return Subscription(*said.decode().split("\n"))
    except (ValueError, TypeError):  # neither base64 nor UTF-8, or of other parts
        return None


def _sign(key: str, said: bytes) -> bytes:
    return hmac.new(key.encode(), said, hashlib.sha256).digest()[:_SIZE]
