"""An address ↔ a token that only whoever knows the key can make (RFC 8058)."""

import base64
import hashlib
import hmac

_SIZE = 16  # bytes of the digest, as many as nobody guesses


def make_token(key: str, address: str) -> str:
    """A key and an address → the token that its link to unsubscribe ends with."""
    return _encode(_sign(key, address.encode()) + address.encode())


def read_token(key: str, token: str) -> str:
    """A key and a token → the address that it was made for with that key, "" for no such one."""
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        signature, address = data[:_SIZE], data[_SIZE:]
        is_ours = hmac.compare_digest(signature, _sign(key, address))
        return address.decode() if is_ours else ""
    except ValueError:  # neither base64 nor UTF-8
        return ""


def _sign(key: str, said: bytes) -> bytes:
    return hmac.new(key.encode(), said, hashlib.sha256).digest()[:_SIZE]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
