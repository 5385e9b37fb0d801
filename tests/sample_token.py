"""A token (PKCS#11) of the tests' own, in software: SoftHSM, if it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from sample_signers import office

PIN = "1234"
_LIBRARIES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


def make_token(place: Path, patch: pytest.MonkeyPatch) -> Path:
    """A folder → in it a token called Office with the office's key; its library.

    Where there is no SoftHSM, the test is left out, loudly.
    """
    library = next((path for path in map(Path, _LIBRARIES) if path.exists()), None)
    program = shutil.which("softhsm2-util")
    if library is None or program is None:
        pytest.skip("SOFTHSM IS MISSING (apt install softhsm2): no token was tried")
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 IS MISSING: no token was tried")
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place / 'tokens'}\n")
    patch.setenv("SOFTHSM2_CONF", str(place / "softhsm2.conf"))
    initial = ["--init-token", "--free", "--label", "Office"]
    initial += ["--module", str(library), "--pin", PIN, "--so-pin", PIN]
    subprocess.run([program, *initial], check=True, capture_output=True)
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    holder, encoded = office(), serialization.Encoding.DER
    key = holder.key.private_bytes(
        encoded, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    certificate = holder.certificate.public_bytes(encoded)
    named = {pkcs11.Attribute.LABEL: "office", pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(str(library)).get_token(token_label="Office").open(True, PIN) as session:
        session.create_object({**decode_rsa_private_key(key), **named})
        session.create_object({**decode_x509_certificate(certificate), **named})
    return library
