"""The fact sheet is issued and sent to a list in three languages, through Postfix, by a sender that
is killed in between: the ledger, the mailbox and the copies, their passwords and their signatures
agree on each recipient."""

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from conftest import HOME, TEMPLATES
from sample_postfix import Postfix, run_postfix
from sample_signers import PASSWORD, authority, office

import briefwright
from briefwright.cli.main import main
from briefwright.copies.signatures import check_signatures, read_roots
from briefwright.copies.tracing import trace
from briefwright.delivery import Job, Ledger, Row, State
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued, IssuedEdition

BRIEFING = "kazakhstan-peace-security"
AUDIENCES = {"en": "press", "ru": "press", "ar": "messages"}
ENCRYPTED = 5  # each fifth copy has a password
JOB = Job(BRIEFING, "1", "readers")
NAMES = {"en": "Ana Souza", "ru": "Анна Қасымова", "ar": "أحمد الخطيب"}
KILLED = (
    "import sys; sys.path.insert(0, sys.argv[1]); import sample_delivery; "
    "from briefwright.cli.main import main; "
    "sample_delivery.kill_at_statement(int(sys.argv[2])); main(sys.argv[3:])"
)


def issue_some(home: Path) -> None:
    """A folder → in it the fact sheet as it is issued, in three languages."""
    content, templates = home / "content" / BRIEFING, home / "templates"
    made, editions = dict[str, bytes](), list[IssuedEdition]()
    for language, reader in AUDIENCES.items():
        name = f"{BRIEFING}-{reader}-{language}.pdf"
        built = briefwright.build(content, reader, language, ("pdf",), templates)
        made[name] = built.outputs["pdf"]
        title, files = "The fact sheet", {"pdf": name}
        editions.append(IssuedEdition(reader, (language,), title, ("open",), files))
    facts = Issued(
        BRIEFING, "1", "The fact sheet", "", "2024-09-21", "", "", "Ana",
        datetime(2024, 9, 21, tzinfo=UTC), {}, archive.find_digests(made), {}, "en",
        tuple(editions),
    )  # fmt: skip
    archive.add(home / "issued", facts, made)


def issue_all(home: Path) -> None:
    """A folder → in it the fact sheet issued by the command, for every audience."""
    assert main(["issue", BRIEFING, "--by", "Ana"], home) == 0


@pytest.mark.parametrize(
    ("recipients", "issue"),
    [(30, issue_some), pytest.param(200, issue_all, marks=pytest.mark.long)],
)
def test_the_ledger_the_mailbox_and_the_copies_agree(
    recipients: int,
    issue: Callable[[Path], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    shutil.copytree(HOME / "content" / BRIEFING, tmp_path / "content" / BRIEFING)
    issue(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("office.p12").write_bytes(office().pack())
    Path("root.pem").write_bytes(authority().pem)
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", PASSWORD)
    languages = [list(NAMES)[n % 3] for n in range(recipients)]
    rows = [
        f"reader{n}@example{n % 3}.org,{NAMES[language]} {n},{language},{AUDIENCES[language]},"
        f"personal,{'' if n % ENCRYPTED else 'phone'}\n"
        for n, language in enumerate(languages, 1)
    ]
    Path("recipients").mkdir()
    table = "address,name,language,audience,copy,password_by\n" + "".join(rows)
    Path("recipients/readers.csv").write_text(table, encoding="utf-8")
    with run_postfix() as postfix:
        relay = f"smtp: {{host: 127.0.0.1, port: {postfix.port}, security: none}}"
        Path("delivery.yaml").write_text(
            f"from: Office <office@example.org>\n{relay}\nencrypt: {{pdf: plain}}\n"
            "sign: {certificate: office.p12}\n"
        )
        words = ["send", BRIEFING, "--to", "readers", "--really", "--confirm", str(recipients)]
        halfway = str(9 * recipients // 2)
        here = str(Path(__file__).parent)
        done = subprocess.run([sys.executable, "-c", KILLED, here, halfway, *words], check=False)
        assert done.returncode == -9
        with Ledger(Path("deliveries")) as ledger:
            counts = ledger.count(JOB)
            assert counts[State.SENT] > 0
            assert counts[State.PLANNED] > 0
        main(["resume", BRIEFING], tmp_path)
        with Ledger(Path("deliveries")) as ledger:
            found = {row.address: row for row in ledger.list_rows(JOB)}
        assert main(["passwords", BRIEFING], tmp_path) == 0
        check_mailbox(postfix, found)
    assert len(found) == recipients
    doubtful = [row for row in found.values() if row.state is State.DOUBTFUL]
    assert len(doubtful) <= 2  # connections
    assert {row.state for row in found.values()} <= {State.SENT, State.DOUBTFUL}


def _wait_for_all(postfix: Postfix, sent: set[str], most: int) -> list[bytes]:
    """A Postfix, who was sent a message → what has come, with all of theirs.

    What is doubtful may come before them.
    """
    for count in range(len(sent), most + 1):
        found = postfix.wait_for("readers", count)
        if sent <= {
            str(message_from_bytes(data, policy=default)["Delivered-To"]) for data in found
        }:
            break
    return found


def check_mailbox(postfix: Postfix, rows: dict[str, Row]) -> None:
    """A Postfix and the ledger → each who was sent it has one message, with that one's own copy.

    It is signed, and opens with that one's own password.
    """
    sent = {address for address, row in rows.items() if row.state is State.SENT}
    seen, roots = set(), read_roots([Path("root.pem")])
    with Path(f"deliveries/passwords/{BRIEFING}.csv").open(encoding="utf-8-sig") as table:
        passwords = {line["address"]: line["password"] for line in csv.DictReader(table)}
    for data in _wait_for_all(postfix, sent, len(rows)):
        message = message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        address = str(message["Delivered-To"])
        assert address not in seen
        seen.add(address)
        row = rows[address]
        assert str(message["Message-ID"]) == f"<{row.id}@example.org>"
        (attached,) = message.iter_attachments()
        language = re.sub(r".*-(\w\w)\.pdf", r"\1", str(attached.get_filename()))
        assert language == list(NAMES)[(row.copy - 1) % 3]
        copy = attached.get_payload(decode=True)
        assert isinstance(copy, bytes)
        password = passwords.get(address, "")
        assert bool(password) == (row.copy % ENCRYPTED == 0)
        assert trace(copy, (), password).numbers == (row.copy,)
        (signature,) = check_signatures(copy, roots, password)
        assert (signature.is_intact, signature.is_whole, signature.is_known) == (True, True, True)
    assert sent <= seen <= set(rows)
