"""Lasting UIDs for messages that have none: a file in the state folder, outside the mail (RFC 9051 section 2.3.1)."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mail_agent.errors import BusyError, MailboxError

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS mailbox (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    identity TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uidnext INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS message (
    mailbox INTEGER NOT NULL REFERENCES mailbox,
    uid INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (mailbox, uid)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A mailbox's numbers: `keys` maps each UID, ascending, to what tells its message from the others."""

    uidvalidity: int
    uidnext: int
    keys: Mapping[int, bytes]


class Uids:
    """Numbers for the mailboxes under one path. Several processes and threads may use it, one call at a time each.

    A UID is never given twice under one UIDVALIDITY; losing the file makes new UIDVALIDITYs, nothing worse.

    Args:
        state: Seawall's state folder.
        path: the Maildir or mbox file; its resolved name, hashed, names the file in `state`.
    """

    def __init__(self, state: Path, path: Path) -> None:
        name = hashlib.sha256(os.fsencode(path.expanduser().resolve())).hexdigest()[:16]
        self._path = state / f"uids-{name}.sqlite"
        self._connection: sqlite3.Connection | None = None

    def by_key(self, mailbox: str, identity: str, present: Sequence[bytes]) -> Numbered:
        """Number messages that have distinct keys: a known key keeps its UID, a new one gets the next.

        A key that is not present any more is forgotten; if it comes back it is a new message, as in IMAP.

        Args:
            mailbox: its name.
            identity: changes when the mailbox was made anew; then UIDVALIDITY changes.
            present: every key, in the order in which new ones get their UIDs.
        """
        with self._writing() as connection:
            row, uidvalidity, uidnext = _mailbox(connection, mailbox, identity)
            keys = dict(
                connection.execute("SELECT uid, key FROM message WHERE mailbox = ? ORDER BY uid", (row,))
            )
            here, known = set(present), set(keys.values())
            gone = [uid for uid, key in keys.items() if key not in here]
            new = dict(enumerate((key for key in present if key not in known), start=uidnext))
            connection.executemany(
                "DELETE FROM message WHERE mailbox = ? AND uid = ?", [(row, uid) for uid in gone]
            )
            _add(connection, row, new)
        for uid in gone:
            del keys[uid]
        return Numbered(uidvalidity, uidnext + len(new), keys | new)

    def by_order(self, mailbox: str, keys: Sequence[bytes]) -> Numbered:
        """Number messages by their place, counting from 1; UIDVALIDITY changes unless only new ones were appended."""
        with self._writing() as connection:
            row, uidvalidity, _ = _mailbox(connection, mailbox, "")
            before = [
                key
                for (key,) in connection.execute(
                    "SELECT key FROM message WHERE mailbox = ? ORDER BY uid", (row,)
                )
            ]
            if list(keys[: len(before)]) != before:
                connection.execute("UPDATE mailbox SET identity = 'changed' WHERE id = ?", (row,))
                row, uidvalidity, _ = _mailbox(connection, mailbox, "")
                before = []
            _add(connection, row, dict(enumerate(keys[len(before) :], start=len(before) + 1)))
        return Numbered(uidvalidity, len(keys) + 1, dict(enumerate(keys, start=1)))

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise BusyError(
                    f"Another process keeps {self._path} locked.", "Wait until it ends."
                ) from error
            raise MailboxError(
                f"The message numbers in {self._path} cannot be used ({error}). The mail is not touched.",
                "Rename that file: numbers are then given anew, and messages are known again by content.",
            ) from error

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            except OSError as error:
                raise MailboxError(
                    f"The message numbers cannot be kept in {self._path}: {error.strerror}."
                ) from error
            # A lookout is made in one thread and used in another, never in two at once.
            self._connection = sqlite3.connect(
                self._path, timeout=10.0, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(_SCHEMA)
        return self._connection


def _mailbox(connection: sqlite3.Connection, name: str, identity: str) -> tuple[int, int, int]:
    """Return row id, UIDVALIDITY and UIDNEXT, all new where the mailbox is new or was made anew."""
    found = connection.execute(
        "SELECT id, uidvalidity, uidnext FROM mailbox WHERE name = ? AND identity = ?", (name, identity)
    ).fetchone()
    if found:
        return int(found[0]), int(found[1]), int(found[2])
    (highest,) = connection.execute("SELECT coalesce(max(uidvalidity), 0) FROM mailbox").fetchone()
    uidvalidity = max(int(time.time()), highest + 1)
    row = connection.execute("SELECT id FROM mailbox WHERE name = ?", (name,)).fetchone()
    if row:
        connection.execute("DELETE FROM message WHERE mailbox = ?", row)
    (made,) = connection.execute(
        "INSERT INTO mailbox (name, identity, uidvalidity, uidnext) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (name) DO UPDATE SET identity = excluded.identity, uidvalidity = excluded.uidvalidity, "
        "uidnext = 1 RETURNING id",
        (name, identity, uidvalidity),
    ).fetchone()
    return int(made), uidvalidity, 1


def _add(connection: sqlite3.Connection, row: int, new: Mapping[int, bytes]) -> None:
    if new:
        connection.executemany(
            "INSERT INTO message (mailbox, uid, key) VALUES (?, ?, ?)",
            [(row, uid, key) for uid, key in new.items()],
        )
        connection.execute("UPDATE mailbox SET uidnext = ? WHERE id = ?", (max(new) + 1, row))
