"""Looks at messages and changes nothing: search, sizes, fetch in bounded batches, find by content."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from mail_agent.imap import wire
from mail_agent.imap.session import Session, same_validity
from mail_agent.mailbox import Fetched, MailboxState, Reference, without_recent

BATCH_OCTETS = 8_000_000
"""At most this many octets are fetched at once, or one message if it is larger."""
BATCH_MESSAGES = 50
_SIZES_AT_ONCE = 500
_HEADERS_AT_ONCE = 100
_UID_MAX = 2**32 - 1
_DAY = timedelta(days=1)


def search(session: Session, state: MailboxState, above: int = 0, since: date | None = None) -> list[int]:
    """Return ascending UIDs greater than `above`, whose internal date is on or after `since`."""
    if above >= _UID_MAX:
        return []
    # Afresh: a server may go on serving a mailbox that was replaced, as long as it stays open.
    same_validity(session.examine(state.mailbox), state.uidvalidity)
    criteria: list[Any] = ["UID", f"{above + 1}:*"]
    if since is not None:
        criteria += ["SINCE", since]
    # "n:*" always names the last message, even below n.
    return [uid for uid in _search(session, state, criteria) if uid > above]


def sizes(session: Session, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
    """Return RFC822.SIZE by UID for those that still exist."""
    found: dict[int, int] = {}
    for some in _cut(sorted(set(uids)), _SIZES_AT_ONCE):
        with session.looking(state, f"asking for sizes in {state.mailbox}") as client:
            told = wire.fetch(client, some, ["RFC822.SIZE"])
        found.update(
            (uid, int(told[uid]["RFC822.SIZE"])) for uid in some if "RFC822.SIZE" in told.get(uid, {})
        )
    return found


def fetch(
    session: Session, state: MailboxState, uids: Collection[int], *, header_only: bool = False
) -> Iterator[Fetched]:
    """Yield the messages, or their headers, that still exist, ascending, with BODY.PEEK (RFC 9051 section 6.4.5)."""
    ordered = sorted(set(uids))
    section = "BODY[HEADER]" if header_only else "BODY[]"
    batches = _cut(ordered, _HEADERS_AT_ONCE) if header_only else _bounded(session, state, ordered)
    for batch in batches:
        with session.looking(state, f"reading {state.mailbox}") as client:
            items = [
                section.replace("BODY", "BODY.PEEK"),
                "FLAGS",
                "INTERNALDATE",
                *_fact_items(session.capabilities()),
            ]
            told = wire.fetch(client, batch, items)
        for uid in batch:
            message = told.pop(uid, None)
            if message is not None and section in message:
                yield _fetched(session.settings.name, state, message, section)


def find(
    session: Session,
    state: MailboxState,
    octets: bytes,
    internal_date: datetime | None = None,
    above: int = 0,
) -> list[Reference]:
    """Return where the same octets lie, by comparing them whole.

    Candidates come from the size, which a proper server knows; where that finds nothing, from comparing headers, since
    a search may be wrong but "it is not there" must not be. Message-ID is no help: absent, repeated or forged.
    """
    for narrow in (_by_size, _by_header):
        candidates = [uid for uid in narrow(session, state, octets, internal_date) if uid > above]
        same = [found.reference for found in fetch(session, state, candidates) if found.octets == octets]
        if same:
            return same
    return []


def _by_size(session: Session, state: MailboxState, octets: bytes, _when: datetime | None) -> list[int]:
    size = len(octets)
    larger = ["LARGER", size - 1] if size else []
    return _search(session, state, [*larger, "SMALLER", size + 1])


def _by_header(session: Session, state: MailboxState, octets: bytes, when: datetime | None) -> list[int]:
    # Servers search by their own day, wherever they are.
    dates = ["SINCE", when.date() - _DAY, "BEFORE", when.date() + 2 * _DAY] if when else ["ALL"]
    uids = _search(session, state, dates)
    headers = fetch(session, state, uids, header_only=True)
    return [found.reference.uid for found in headers if octets.startswith(found.octets.rstrip(b"\r\n"))]


def _search(session: Session, state: MailboxState, criteria: list[Any]) -> list[int]:
    with session.looking(state, f"searching {state.mailbox}") as client:
        return sorted(set(client.search(criteria)))


def _bounded(session: Session, state: MailboxState, uids: Sequence[int]) -> Iterator[list[int]]:
    """Cut the UIDs into batches of at most BATCH_OCTETS and BATCH_MESSAGES, by the sizes that the server tells."""
    for some in _cut(uids, _SIZES_AT_ONCE):
        batch: list[int] = []
        octets = 0
        for uid, size in sizes(session, state, some).items():
            if batch and (octets + size > BATCH_OCTETS or len(batch) == BATCH_MESSAGES):
                yield batch
                batch, octets = [], 0
            batch.append(uid)
            octets += size
        if batch:
            yield batch


def _cut(uids: Sequence[int], length: int) -> Iterator[list[int]]:
    rest = iter(uids)
    while some := list(islice(rest, length)):
        yield some


def _fact_items(capabilities: Collection[str]) -> list[str]:
    """Return the ids which the server keeps beside UID (Gmail's extensions; RFC 8474)."""
    gmail = ["X-GM-MSGID", "X-GM-THRID", "X-GM-LABELS"] if "X-GM-EXT-1" in capabilities else []
    return gmail + (["EMAILID", "THREADID"] if "OBJECTID" in capabilities else [])


def _fetched(account: str, state: MailboxState, told: dict[str, Any], section: str) -> Fetched:
    plain = {section, "UID", "FLAGS", "INTERNALDATE", "MODSEQ", "RFC822.SIZE"}
    return Fetched(
        reference=Reference(account, state.mailbox, state.uidvalidity, told["UID"]),
        octets=_octets(told[section]),
        internal_date=wire.internal_date(told.get("INTERNALDATE")),
        flags=without_recent(wire.text(flag) for flag in told.get("FLAGS") or ()),
        facts={name: wire.text(value) for name, value in told.items() if name not in plain},
    )


def _octets(told: bytes | int | None) -> bytes:
    """Return a body as octets; NIL is an empty one, and an unquoted number is what it looks like."""
    return b"" if told is None else told if isinstance(told, bytes) else str(told).encode("ascii")
