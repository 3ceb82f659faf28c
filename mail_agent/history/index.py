"""The history index: what was processed, from whom, and with which text."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from classifier.repetition import Signature
from mail_agent.conduct import History
from mail_agent.history import past, texts
from mail_agent.history.database import connect, reported, transaction
from mail_agent.history.past import moment
from mail_agent.history.replay import Processed
from mail_agent.mailbox import Reference
from mail_agent.verdict import VerdictKind

_UPSERT: Final = """
INSERT INTO message (account, sha256, internal_date, sender, text, verdict, flagged, automatic)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (sha256, internal_date, account) DO UPDATE SET
    sender = excluded.sender, text = excluded.text, automatic = excluded.automatic,
    flagged = iif(verdict = excluded.verdict, flagged, excluded.flagged), verdict = excluded.verdict
RETURNING id
"""
"""Told the same verdict again, a released message stays released."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the index holds, for a status line. Each message counts once, however often it was found."""

    messages: int
    quarantine: int
    review: int
    leave: int
    released: int
    senders: int


class HistoryIndex:
    """The index in one SQLite file. Of a message that was left alone it holds no text.

    One thread uses it at a time; several processes may have it open. What a call wrote outlives a killed
    process; a power cut may lose the newest. Every moment given needs an offset from UTC (ValueError without).

    Args:
        path: the file, made if there is none; `Path(":memory:")` for one that is forgotten.

    Raises:
        EvidenceError: from any method: the file is damaged, of a newer schema, or cannot be written. It is
            left as it is.
        BusyError: from any method: another process keeps it locked.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect(path)

    def cursor(self, account: str, mailbox: str, uidvalidity: int) -> int:
        """Return the highest UID up to which everything has been processed, 0 if unknown."""
        with reported(self._path):
            row = self._connection.execute(
                "SELECT cursor FROM mailbox WHERE account = ? AND name = ? AND uidvalidity = ?",
                (account, mailbox, uidvalidity),
            ).fetchone()
        return int(row[0]) if row else 0

    def advance(self, account: str, mailbox: str, uidvalidity: int, uid: int) -> None:
        """Note that everything up to `uid` has been processed; a lower one than before changes nothing."""
        with self._writing():
            mailbox_id = self._mailbox(account, mailbox, uidvalidity)
            self._connection.execute(
                "UPDATE mailbox SET cursor = max(cursor, ?) WHERE id = ?", (uid, mailbox_id)
            )

    def is_processed(self, reference: Reference) -> bool:
        """Return whether a message was added under this reference."""
        with reported(self._path):
            row = self._connection.execute(
                "SELECT 1 FROM located JOIN mailbox ON mailbox.id = located.mailbox "
                "WHERE account = ? AND name = ? AND uidvalidity = ? AND uid = ?",
                (reference.account, reference.mailbox, reference.uidvalidity, reference.uid),
            ).fetchone()
        return row is not None

    def known(self, account: str, sha256: str, internal_date: datetime) -> VerdictKind | None:
        """Return the verdict on the same octets with the same internal date in this account, or None.

        So a message is known again after a change of UIDVALIDITY, under another Gmail label, or when it was
        released back to the inbox.
        """
        with reported(self._path):
            row = self._connection.execute(
                "SELECT verdict FROM message WHERE sha256 = ? AND internal_date = ? AND account = ?",
                (_digest(sha256), moment(internal_date), account),
            ).fetchone()
        return VerdictKind(row[0]) if row else None

    def add(self, processed: Processed) -> None:
        """Add a message, or put a new verdict in place of an old one; the same again changes nothing.

        The same octets with the same internal date in one account are one message, whatever references lead
        to it.
        """
        self.add_many((processed,))

    def add_many(self, many: Iterable[Processed]) -> None:
        """Add all of them or, after a crash, none."""
        with self._writing():
            for processed in many:
                self._add(processed)

    def add_outgoing(
        self, account: str, reference: Reference, addr_keys: Iterable[str], at: datetime
    ) -> None:
        """Note that the person wrote to these senders (`people.Sender.key`) at that moment.

        One account, one addressee, one moment is one message sent, whatever reference leads to it: reading
        the Sent mailbox again after a change of UIDVALIDITY doubles nothing.

        Raises:
            ValueError: if the reference is of another account.
        """
        if reference.account != account:
            msg = f"the reference is of account {reference.account}, not {account}"
            raise ValueError(msg)
        sent = moment(at)
        with self._writing():
            self._connection.executemany(
                "INSERT OR IGNORE INTO outgoing (sender, at, account) VALUES (?, ?, ?)",
                [(self._sender(key), sent, account) for key in addr_keys],
            )

    def release(self, account: str, sha256: str, internal_date: datetime) -> bool:
        """Note that the person released a message: it counts as flagged no more. False if it is not known."""
        with self._writing():
            found = self._connection.execute(
                "UPDATE message SET flagged = 0 WHERE sha256 = ? AND internal_date = ? AND account = ?",
                (_digest(sha256), moment(internal_date), account),
            )
            return found.rowcount > 0

    def history(self, sender: str, signature: Signature | None, at: datetime) -> History:
        """Return what had come before `at` by internal date, in whatever order it was processed.

        All accounts count together. Counts stop at MOST_COUNTED, and nearly the same texts are looked for
        among the likeliest candidates only (see `texts`), so that a look-up costs milliseconds in an index of
        any size.
        """
        with reported(self._path):
            return past.before(self._connection, sender, signature, at)

    def counts(self) -> Counts:
        """Return how much is in the index."""
        with reported(self._path):
            rows = self._connection.execute(
                "SELECT verdict, count(*), total(verdict <> 'leave' AND NOT flagged) FROM message "
                "GROUP BY verdict"
            ).fetchall()
            (senders,) = self._connection.execute("SELECT count(DISTINCT sender) FROM message").fetchone()
        by_verdict = {VerdictKind(verdict): int(count) for verdict, count, _ in rows}
        return Counts(
            messages=sum(by_verdict.values()),
            quarantine=by_verdict.get(VerdictKind.QUARANTINE, 0),
            review=by_verdict.get(VerdictKind.REVIEW, 0),
            leave=by_verdict.get(VerdictKind.LEAVE, 0),
            released=sum(int(released) for *_, released in rows),
            senders=senders,
        )

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with reported(self._path), transaction(self._connection):
            yield

    def _add(self, processed: Processed) -> None:
        where, kind = processed.reference, processed.verdict
        row = (
            where.account,
            _digest(processed.sha256),
            moment(processed.internal_date),
            self._sender(processed.sender),
            texts.text_id(self._connection, processed.signature),
            kind.value,
            kind is not VerdictKind.LEAVE,
            processed.automatic,
        )
        (message,) = self._connection.execute(_UPSERT, row).fetchone()
        mailbox = self._mailbox(where.account, where.mailbox, where.uidvalidity)
        self._connection.execute(
            "INSERT INTO located (mailbox, uid, message) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET message = excluded.message",
            (mailbox, where.uid, message),
        )

    def _mailbox(self, account: str, name: str, uidvalidity: int) -> int:
        key = (account, name, uidvalidity)
        self._connection.execute(
            "INSERT OR IGNORE INTO mailbox (account, name, uidvalidity) VALUES (?, ?, ?)", key
        )
        row = self._connection.execute(
            "SELECT id FROM mailbox WHERE account = ? AND name = ? AND uidvalidity = ?", key
        ).fetchone()
        return int(row[0])

    def _sender(self, key: str) -> int:
        self._connection.execute("INSERT OR IGNORE INTO sender (key) VALUES (?)", (key,))
        return int(self._connection.execute("SELECT id FROM sender WHERE key = ?", (key,)).fetchone()[0])


def _digest(sha256: str) -> bytes:
    algorithm, _, digits = sha256.partition(":")
    if algorithm != "sha256" or len(digits) != 64:
        msg = "a hash is written sha256:<hex>"
        raise ValueError(msg)
    return bytes.fromhex(digits)
