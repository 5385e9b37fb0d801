"""The key in the folder of deliveries → the password of each delivery, whenever it is asked for.

A password stands nowhere: it follows from the key, which only its owner can read, and the delivery.
"""

import hashlib
import hmac
import secrets

from briefwright import disk
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Row
from briefwright.delivery.states import State
from briefwright.problems import MachineError

NAME = "passwords.key"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for others
_GROUPS, _GROUP = 4, 5  # 20 letters of 31: 99 bits
_KEY_BYTES = 32


def make_key() -> bytes:
    """A new key, from which passwords are derived."""
    return secrets.token_bytes(_KEY_BYTES)


def derive_password(key: bytes, name: str) -> str:
    """A key and a name → its password, always the same: letters and digits, to be read out.

    A number of 256 bits is written with 31 letters: none is likelier than another.
    """
    number = int.from_bytes(hmac.digest(key, name.encode(), hashlib.sha256))
    letters = ""
    for _ in range(_GROUPS * _GROUP):
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def open_key(ledger: Ledger) -> bytes:
    """A ledger → the key beside it, made where no delivery has needed one yet.

    Errors: MachineError where it is missing: with another, passwords that were passed on are wrong.
    """
    path = ledger.folder / NAME
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        if any(list_protected(ledger)):
            raise MachineError(
                f"{path} is missing, from which the passwords of {ledger.folder} follow: put it "
                "back from your copy of the folder."
            ) from None
    except (OSError, ValueError) as error:
        raise MachineError(
            f"{path} can't be read as the key of passwords: put it back from your copy of the "
            "folder."
        ) from error
    disk.add_file(path, make_key().hex().encode(), 0o600)  # of two at once, one makes it
    return bytes.fromhex(path.read_text(encoding="ascii"))


def list_protected(ledger: Ledger, briefing: str = "") -> list[Row]:
    """A ledger, a briefing, "" for all → its deliveries whose files have a password."""
    rows = [row for job in ledger.list_jobs(briefing) for row in ledger.list_rows(job)]
    return [row for row in rows if is_protected(row) and row.state is not State.WITHDRAWN]


def is_protected(row: Row) -> bool:
    """A delivery → whether its files have a password."""
    return bool(row.details.get("password_by"))


def find_password(key: bytes, row: Row) -> str:
    """A key and a delivery → the password of its files."""
    return derive_password(key, row.id)
