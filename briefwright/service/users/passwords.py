"""A password → a hash that may be kept; a token → its digest.

Source: RFC 9106, 4 (Argon2id, the second of the recommended settings); NIST SP 800-63B-4, 3.1.1.
"""

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

FEWEST, MOST = 12, 256  # characters of a password
_TOKEN = 32  # bytes: nobody guesses them, so a fast digest is enough
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """A password → its hash, another one each time."""
    return _HASHER.hash(_normalise(password))


def is_password(password: str, hashed: str) -> bool:
    """A password and a hash, "" for nobody's → whether they belong together, in the same time."""
    known = hashed or _hash_nobody()
    try:
        _HASHER.verify(known, _normalise(password[:MOST]))
    except VerifyMismatchError:
        return False
    return bool(hashed)


def find_fault(password: str) -> str:
    """A new password → what is wrong with it, in a sentence; "" if nothing is."""
    if len(password) < FEWEST:
        return f"A password has at least {FEWEST} characters; a few words in a row are good ones."
    return f"A password has at most {MOST} characters." if len(password) > MOST else ""


def make_token() -> str:
    """→ a token for programs, never the same."""
    return secrets.token_urlsafe(_TOKEN)


def find_digest(token: str) -> str:
    """A token → the digest under which it is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _normalise(password: str) -> str:
    """A password → the same from every keyboard and system."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hash_nobody() -> str:
    return hash_password(make_token())
