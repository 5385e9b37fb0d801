"""Settings of signatures → who signs, with the passphrase from the environment or the keyring."""

from pathlib import Path

from briefwright.copies.signing import Signer, read_certificate, read_token
from briefwright.mail.secrets import find_secret
from briefwright.mail.settings import SigningSettings


def open_signer(settings: SigningSettings) -> Signer:
    """Settings → who signs. Errors: MachineError where a file, a token or a secret is missing."""
    if settings.library:
        pin = find_secret("sign_password", f"The PIN of the token {settings.device}")
        library = Path(settings.library)
        return read_token(library, settings.device, settings.label, pin, settings.time_stamp)
    passphrase = find_secret("sign_password", f"The passphrase of {settings.certificate}")
    return read_certificate(Path(settings.certificate), passphrase, settings.time_stamp)
