"""An authority of the tests' own: certificates that sign, with files to read them from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from briefwright.copies.signing import Signer, read_certificate

PASSWORD = "only for tests"
STAMPED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        """The certificate as a file that is trusted."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pack(self) -> bytes:
        """The PKCS#12 file."""
        return pkcs12.serialize_key_and_certificates(
            b"signer", self.key, self.certificate, [authority().certificate],
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        )  # fmt: skip


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def make(common: str, key: Key, issuer: Holder | None = None, purpose: str = "sign") -> Holder:
    """A name, a key, who certifies it → its certificate, for an authority, to sign or to stamp."""
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common))
        .issuer_name(issuer.certificate.subject if issuer else name(common))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime.now(UTC) + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=issuer is not None,
                key_encipherment=False, data_encipherment=False, key_agreement=False,
                key_cert_sign=issuer is None, crl_sign=issuer is None, encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if purpose == "stamp":
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    signed = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Holder(signed, key)


@cache
def rsa_key(bits: int = 3072) -> rsa.RSAPrivateKey:
    """How many bits → a key, the same for all who need one."""
    return rsa.generate_private_key(65537, bits)


@cache
def authority() -> Holder:
    """Nothing → the authority that certifies all others."""
    return make("Tests' Authority", rsa_key())


@cache
def office() -> Holder:
    """Nothing → whoever signs."""
    return make("Briefing Office", rsa_key(), authority())


def signer(folder: Path) -> Signer:
    """A folder → who signs, read from a file in it."""
    path = folder / "office.p12"
    path.write_bytes(office().pack())
    return read_certificate(path, PASSWORD)


def stamped(given: Signer) -> Signer:
    """Who signs → the same, with a time-stamp server that answers at once."""
    return replace(given, clock=make_clock())


@contextmanager
def run_clock() -> Iterator[str]:
    """→ the address of a time-stamp server (RFC 3161, 3.4), as long as it is needed."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            data = make_clock().request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def make_clock() -> DummyTimeStamper:
    server = make("Tests' Clock", rsa_key(), authority(), "stamp")
    encoded = serialization.Encoding.DER
    return DummyTimeStamper(
        Certificate.load(server.certificate.public_bytes(encoded)),
        PrivateKeyInfo.load(
            rsa_key().private_bytes(
                encoded, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        fixed_dt=STAMPED,
    )
