"""How long personal copies take: made to disk, signed, and beside Typst that renders such pages.

.venv/bin/python -m pip install -c constraints.txt -e .[sign,benchmark]
.venv/bin/python benchmarks/copies.py
"""

import datetime
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium

from briefwright import audience, content, pipeline
from briefwright.copies import CopyMark, Master, make_style, prepare
from briefwright.copies.signing import Signer, add_signature_field, read_certificate, sign

HOME = Path(__file__).resolve().parent.parent
COPIES, SIGNED, RENDERED = 10_000, 40, 5
_NAMES = ("Ana Souza", "Анна Қасымова", "Ευανθία Παπαδοπούλου", "أحمد الخطيب", "Maria Schmidt")


def main() -> None:
    """Nothing → the figures, a line each."""
    reader = audience.read(HOME / "templates", "full")
    briefing = content.read(HOME / "content" / "kazakhstan-peace-security")
    pdf = pipeline.build(briefing, reader, "en", ("pdf",)).outputs["pdf"]
    pages = tuple(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    marks = [
        CopyMark(n, f"{_NAMES[n % len(_NAMES)]} {n}", "Ministry of Foreign Affairs")
        for n in range(1, COPIES + 1)
    ]
    style = make_style(reader, "en", marks)
    master, taken = measure(lambda: prepare(pdf, marks, style))
    print(f"{len(pages)} pages, {len(pdf):,} bytes; prepared for {COPIES:,} names: {taken:.2f} s")
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        _, taken = measure(lambda: write_all(master, marks, Path(folder)))
        print(f"{COPIES:,} copies on the disk: {taken:.2f} s, {COPIES / taken:,.0f} a second")
        _, making = measure(lambda: [master.make_copy(mark) for mark in marks[:1000]])
        print(f"one copy in memory: {making:.3f} ms")
        print(compare_typst(pages, Path(folder), taken / COPIES))
        signer = make_signer(Path(folder))
        ready = prepare(add_signature_field(pdf, "Digital signature"), marks[:SIGNED], style)
        _, taken = measure(lambda: [sign(ready.make_copy(one), signer) for one in marks[:SIGNED]])
        print(f"{SIGNED} signed copies: {taken:.2f} s")


T = TypeVar("T")


def measure(work: Callable[[], T]) -> tuple[T, float]:
    """Some work → what comes out, and the seconds that it takes."""
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def write_all(master: Master, marks: list[CopyMark], folder: Path) -> None:
    """A master, its marks, a folder → a file for each."""
    for mark in marks:
        (folder / f"{mark.number}.pdf").write_bytes(master.make_copy(mark))


def compare_typst(pages: tuple[str, ...], folder: Path, copy: float) -> str:
    """The texts of pages, the seconds for a copy → how much longer Typst takes, in a sentence."""
    if find_spec("typst") is None:
        return "Typst is missing: .venv/bin/python -m pip install -c constraints.txt typst"
    seconds = measure_typst(pages, folder)
    return (
        f"Typst, {len(pages)} pages of the same text: {seconds * 1000:.0f} ms, "
        f"{seconds / copy:,.0f} times as long as a copy on the disk"
    )


def measure_typst(pages: tuple[str, ...], folder: Path) -> float:
    """The texts of pages → the seconds that Typst takes for as many pages of them, on average."""
    import typst

    source = folder / "pages.typ"
    texts = (page.replace("\r\n", " ") for page in pages)
    strings = ("".join(one for one in text if one not in '\\"') for text in texts)
    body = "\n#pagebreak()\n".join(f'#text("{text}")' for text in strings)
    source.write_text(f'#set page(paper: "a4")\n#set text(size: 9pt)\n{body}\n', encoding="utf-8")
    typst.compile(str(source))
    _, taken = measure(lambda: [typst.compile(str(source)) for _ in range(RENDERED)])
    return taken / RENDERED


def make_signer(folder: Path) -> Signer:
    """A folder → who signs, with a key of its own that certifies itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12

    key = rsa.generate_private_key(65537, 3072)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Benchmark")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "signer.p12"
    secret = serialization.BestAvailableEncryption(b"benchmark")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, secret))
    return read_certificate(path, "benchmark")


if __name__ == "__main__":
    main()
