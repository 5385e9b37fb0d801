"""The database of the ledger: its tables; changes that are on the disk or not made at all.

Write-ahead log and synchronous FULL (sqlite.org/pragma.html): what is committed is on the disk.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from briefwright import disk
from briefwright.delivery.states import WAITING
from briefwright.problems import MachineError

_FILE = "ledger.sqlite"
_SCHEMA = f"""
PRAGMA user_version = 1;
CREATE TABLE IF NOT EXISTS jobs(
  briefing TEXT NOT NULL, edition TEXT NOT NULL, list TEXT NOT NULL, planned REAL NOT NULL,
  PRIMARY KEY (briefing, edition, list));
CREATE TABLE IF NOT EXISTS deliveries(
  id TEXT PRIMARY KEY, briefing TEXT NOT NULL, edition TEXT NOT NULL, list TEXT NOT NULL,
  copy INTEGER NOT NULL, address TEXT NOT NULL, domain TEXT NOT NULL, contents TEXT NOT NULL,
  details TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  began REAL NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, changed REAL NOT NULL,
  answer TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (briefing, edition, list) REFERENCES jobs);
CREATE TABLE IF NOT EXISTS history(
  id TEXT NOT NULL REFERENCES deliveries, state TEXT NOT NULL, at REAL NOT NULL,
  answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS domains(
  domain TEXT PRIMARY KEY, failures INTEGER NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS actions(at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages(digest TEXT PRIMARY KEY);
CREATE INDEX IF NOT EXISTS by_due ON deliveries(briefing, edition, list, due)
  WHERE state IN {WAITING[0].value, WAITING[1].value};
CREATE INDEX IF NOT EXISTS by_start ON deliveries(began);
CREATE INDEX IF NOT EXISTS by_address ON deliveries(address);
CREATE INDEX IF NOT EXISTS by_copy ON deliveries(briefing, edition, copy);
CREATE INDEX IF NOT EXISTS by_delivery ON history(id);
CREATE TRIGGER IF NOT EXISTS keep_planned AFTER INSERT ON deliveries BEGIN
  INSERT INTO history VALUES (NEW.id, NEW.state, NEW.changed, NEW.answer); END;
CREATE TRIGGER IF NOT EXISTS keep_changed AFTER UPDATE OF state ON deliveries BEGIN
  INSERT INTO history VALUES (NEW.id, NEW.state, NEW.changed, NEW.answer); END;
"""


class Database:
    """The database in a folder, which is made where there is none; used by several threads at once.

    Errors, of each method: MachineError where the disk is full or the file can't be read.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.exists():
            disk.make_folder(folder)
            folder.chmod(0o700)  # it holds addresses
        self.folder = folder
        self._lock = RLock()
        with _explain_errors(folder):
            self._database = sqlite3.connect(
                folder / _FILE, timeout=60, isolation_level=None, check_same_thread=False
            )
            (folder / _FILE).chmod(0o600)
            self._database.execute("PRAGMA journal_mode = wal")
            self._database.execute("PRAGMA synchronous = full")
            self._database.execute("PRAGMA foreign_keys = on")
            self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """The database → closed."""
        with self._lock:
            self._database.close()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Statements → done; those of other threads wait meanwhile."""
        with self._lock, _explain_errors(self.folder):
            yield self._database

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Statements → done together and on the disk, or not at all."""
        with self.read() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            finally:
                if database.in_transaction:
                    database.execute("ROLLBACK")


@contextmanager
def _explain_errors(folder: Path) -> Iterator[None]:
    """What SQLite says of a ledger → MachineError, one sentence that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise MachineError(f"The ledger in {folder} can't be used: {_explain(error)}.") from error


def _explain(error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return "the disk is full or broken; make room on it and run `resume`, nothing is lost"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return "you have no right to write there"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "its file is damaged; put back your last copy of the folder"
    return str(error)
