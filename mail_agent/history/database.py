"""Opens the index file: its schema, its durability, and what is said when it cannot be used."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mail_agent.errors import BusyError, EvidenceError

SCHEMA_VERSION: Final = 1
"""Kept in the file as `PRAGMA user_version`."""

_APPLICATION: Final = 0x5EA3A11D
_BUSY_SECONDS: Final = 10.0
_MEMORY: Final = ":memory:"

_SCHEMA: Final = """
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, name, uidvalidity)
) STRICT;
CREATE TABLE sender (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE text (id INTEGER PRIMARY KEY, exact INTEGER NOT NULL, minhash BLOB NOT NULL) STRICT;
CREATE INDEX text_by_exact ON text (exact);
CREATE TABLE band (
    key INTEGER NOT NULL,
    text INTEGER NOT NULL REFERENCES text,
    PRIMARY KEY (key, text)
) STRICT, WITHOUT ROWID;
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    internal_date INTEGER NOT NULL,
    sender INTEGER NOT NULL REFERENCES sender,
    text INTEGER REFERENCES text,
    verdict TEXT NOT NULL CHECK (verdict IN ('quarantine', 'review', 'leave')),
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
    UNIQUE (sha256, internal_date, account)
) STRICT;
CREATE INDEX message_by_sender ON message (sender, flagged, internal_date);
CREATE INDEX message_by_text ON message (text, flagged, internal_date, sender) WHERE text IS NOT NULL;
CREATE TABLE located (
    mailbox INTEGER NOT NULL REFERENCES mailbox,
    uid INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES message,
    PRIMARY KEY (mailbox, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE outgoing (
    sender INTEGER NOT NULL REFERENCES sender,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (sender, at, account)
) STRICT, WITHOUT ROWID;
"""
"""Moments are microseconds since 1970 in UTC. `flagged` is 0 again once the person has released a message."""

_REMEDY: Final = (
    "No message and no evidence is touched. Rename it and keep it, then run `seawall scan`: a new index is "
    "made, what rests on evidence is read back from there, and mail that was left alone is judged once more."
)


def connect(path: Path) -> sqlite3.Connection:
    """Open the index, or make an empty one where there is no file. An existing file is never made anew.

    Raises:
        EvidenceError: the file is damaged, of a newer schema, of another program, or cannot be opened.
        BusyError: another process keeps it locked.
    """
    name = str(path)
    with reported(path):
        if name != _MEMORY:
            _make(path)
        connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into an error for a person.

    Raises:
        EvidenceError: the file is damaged, or cannot be read or written.
        BusyError: another process keeps it locked.
    """
    try:
        yield
    except OSError as error:
        raise EvidenceError(f"The history index {path} cannot be opened: {error.strerror}.") from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BusyError(
                f"Another process keeps the history index {path} locked.", "Wait until it ends."
            ) from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise EvidenceError(f"The history index {path} is damaged ({error}).", _REMEDY) from error
        if code in {
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_PERM,
        }:
            raise EvidenceError(
                f"The history index {path} cannot be read or written ({error}).",
                "Make room there or make it writable, then run this again.",
            ) from error
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; when the block has ended without an error, what it wrote outlives this process."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _make(path: Path) -> None:
    """Create an empty file that is the owner's alone, before SQLite does it for everyone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # Before anything is written, so that a file which is not ours is left as it is.
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    new = not (version or application or tables)
    if not new and application != _APPLICATION:
        raise EvidenceError(f"{path} is a database of another program, not a history index.", _REMEDY)
    if version > SCHEMA_VERSION:
        raise EvidenceError(
            f"The history index {path} was made by a newer Seawall (schema {version}; this one knows "
            f"{SCHEMA_VERSION}).",
            f"Use the newer Seawall. Or: {_REMEDY[0].lower()}{_REMEDY[1:]}",
        )
    connection.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing. A power cut may lose the newest entries, never consistency: what rests on evidence
    # is read back from there, and what was left alone is judged once more. FULL would cost an fsync for each message.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    if new:
        with transaction(connection):
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
