"""Counts what had come before a moment: from one sender, and with nearly one text."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from classifier.repetition import Signature
from mail_agent.conduct import History
from mail_agent.history import texts

MOST_COUNTED: Final = 1_000
"""Messages of one sender or one text are counted up to here, flagged and unflagged ones apart, a sender's
latest first: a flood costs no more. What a count adds to a verdict grows with its logarithm."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = 86_400 * 1_000_000
_EVER: Final = -(2**63)

_BY_SENDER: Final = """
SELECT count(*), total(internal_date > ?), total(internal_date >= ?), total(internal_date >= ?)
FROM (
    SELECT internal_date FROM message INDEXED BY message_by_sender
    WHERE sender = ? AND flagged = ? AND internal_date < ? ORDER BY internal_date DESC LIMIT ?
)
"""
_FIRST: Final = (
    "SELECT min(internal_date) FROM message WHERE sender = ? AND flagged = ? AND internal_date < ?"
)
_SENT: Final = "SELECT count(DISTINCT at), max(at) FROM outgoing WHERE sender = ? AND at < ?"

_BY_TEXT: Final = """
SELECT message.sender
FROM json_each(?) AS wanted CROSS JOIN message INDEXED BY message_by_text
ON message.text = wanted.value AND message.flagged = ? AND message.internal_date < ?
LIMIT ?
"""


def moment(at: datetime) -> int:
    """Return a moment as it is kept: microseconds since 1970 in UTC.

    Raises:
        ValueError: if `at` has no offset.
    """
    if at.tzinfo is None:
        msg = "a moment in the history needs an offset from UTC"
        raise ValueError(msg)
    return (at - _EPOCH) // _MICROSECOND


def before(connection: sqlite3.Connection, sender: str, signature: Signature | None, at: datetime) -> History:
    """Return what had come before `at`, from this sender and, from anyone, with nearly this text."""
    until = moment(at)
    row = connection.execute("SELECT id FROM sender WHERE key = ?", (sender,)).fetchone()
    wanted = texts.nearly_same(connection, signature)
    plain = _senders_of(connection, wanted, until, flagged=False)
    flagged = _senders_of(connection, wanted, until, flagged=True)
    return _of_sender(
        connection,
        int(row[0]) if row else -1,
        until,
        History(
            same_text=len(plain) + len(flagged),
            same_text_flagged=len(flagged),
            same_text_senders=len({*plain, *flagged}),
        ),
    )


def _of_sender(connection: sqlite3.Connection, sender: int, until: int, found: History) -> History:
    """Return `found` with what the sender did added to it."""
    answered, last = connection.execute(_SENT, (sender, until)).fetchone()
    bounds = (_EVER if last is None else last, until - _DAY, until - 7 * _DAY)
    plain, flagged = (
        tuple(
            map(int, connection.execute(_BY_SENDER, (*bounds, sender, which, until, MOST_COUNTED)).fetchone())
        )
        for which in (False, True)
    )
    firsts = [connection.execute(_FIRST, (sender, which, until)).fetchone()[0] for which in (False, True)]
    first = min((one for one in firsts if one is not None), default=None)
    messages, unanswered, last_day, last_week = (a + b for a, b in zip(plain, flagged, strict=True))
    return replace(
        found,
        messages=messages,
        flagged=flagged[0],
        unanswered=unanswered,
        answered=int(answered),
        last_day=last_day,
        last_week=last_week,
        first_seen=None if first is None else _EPOCH + first * _MICROSECOND,
    )


def _senders_of(connection: sqlite3.Connection, wanted: list[int], until: int, *, flagged: bool) -> list[int]:
    """Return the sender of each earlier message with one of these texts."""
    rows = connection.execute(_BY_TEXT, (json.dumps(wanted), flagged, until, MOST_COUNTED))
    return [int(sender) for (sender,) in rows]
