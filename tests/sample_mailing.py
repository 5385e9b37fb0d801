"""A briefing as it was issued for some audiences, and what mails of it have in common."""

from datetime import UTC, datetime

from briefwright.issuing.manifest import Issued, IssuedEdition

NOON = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)


def edition(
    audience: str, *languages: str, clearance: str = "open", formats: str = "pdf docx"
) -> IssuedEdition:
    stem = f"port-{audience}-{'-'.join(languages)}"
    files = {name: f"{stem}.{name}" for name in formats.split()}
    return IssuedEdition(audience, languages, "The port", tuple(clearance.split()), files)


EDITIONS = (
    edition("press", "en"),
    edition("press", "ru"),
    edition("staff", "en", clearance="open internal", formats="pdf"),
    edition("envoys", "en", "ru"),
)
ISSUED = Issued(
    "port", "1", "The port", "P-1", "2026-10-09", "", "", "Ana", NOON, {},
    {name: f"digest of {name}" for one in EDITIONS for name in one.files.values()}, {},
    "en", EDITIONS,
)  # fmt: skip
