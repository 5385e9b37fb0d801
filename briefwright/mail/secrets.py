"""The name of a secret → the secret, from the environment or the keyring, never from a file."""

import os
from importlib.util import find_spec

from briefwright.problems import MachineError

_SERVICE = "briefwright"


def find_secret(name: str, purpose: str) -> str:
    """A secret's name, such as `smtp_password`, and what it is for → the secret.

    Errors: MachineError that says where to put it.
    """
    variable = f"BRIEFWRIGHT_{name.upper()}"
    if found := os.environ.get(variable) or _ask_keyring(name):
        return found
    raise MachineError(
        f"{purpose} is missing: type export {variable}='…', or keep it in the keyring with: "
        f"keyring set {_SERVICE} {name}"
    )


def _ask_keyring(name: str) -> str:
    """A secret's name → it, "" where there is no keyring or it isn't there."""
    if find_spec("keyring") is None:
        return ""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, name) or ""
    except KeyringError:
        return ""
