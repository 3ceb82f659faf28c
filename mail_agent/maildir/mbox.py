"""An mbox file as an account that is only read (RFC 4155; mboxo, mboxrd and mboxcl)."""

import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, NoReturn, Self

from mail_agent.errors import MailboxError, RefusedError, UidValidityChangedError
from mail_agent.mailbox import Acted, Fetched, MailboxState, Reference
from mail_agent.maildir.postmarks import Place, Places, fingerprint, places, postmark_date
from mail_agent.maildir.uids import Uids

INBOX: Final = "INBOX"
UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Internal date of a message that has a date neither in its postmark nor in its header."""

_POLL_SECONDS: Final = 1.0
_STATUS: Final = MappingProxyType(
    {"R": "\\Seen", "A": "\\Answered", "F": "\\Flagged", "T": "\\Draft", "D": "\\Deleted"}
)


@dataclass(frozen=True, slots=True)
class _Index:
    size: int
    changed: int
    inode: int
    uidvalidity: int
    places: Places


class MboxAccount:
    """An mbox file, whose one mailbox is INBOX.

    The octets are the file's own, from after the postmark (the From_ line) up to the empty line before the next one.
    `>From ` is left as it is: which lines were quoted so cannot be told from the file. The internal date is the
    postmark's, else that of the Date header field. A UID is the message's place in the file; UIDVALIDITY changes when
    anything but status header fields was changed in the messages known, and stays when messages were appended.

    Args:
        name: the account's name.
        path: the file.
        state: Seawall's state folder.
    """

    read_only: bool = True

    def __init__(self, name: str, path: Path, state: Path) -> None:
        self.name = name
        self._path = path.expanduser()
        self._uids = Uids(state, path)
        self._index: _Index | None = None
        self._noticed: tuple[int, int] | None = None

    def capabilities(self) -> frozenset[str]:
        """Return nothing: no act is possible."""
        return frozenset()

    def mailboxes(self) -> dict[str, frozenset[str]]:
        """Return INBOX."""
        return {INBOX: frozenset()}

    def examine(self, mailbox: str) -> MailboxState:
        """Return the present state; a file that grew is read from its last message on, another one from the start.

        Raises:
            MailboxError: there is no such mailbox or file.
        """
        if mailbox.upper() != INBOX:
            raise MailboxError(f"There is no mailbox {mailbox!a}: an mbox file is one mailbox, INBOX.")
        with self._opened() as stream:
            index = self._read(stream)
        return MailboxState(mailbox, index.uidvalidity, len(index.places) + 1, len(index.places))

    def search(self, state: MailboxState, *, above: int = 0, since: date | None = None) -> list[int]:
        """Return ascending UIDs greater than `above` whose internal date (in UTC) is on or after `since`.

        Raises:
            MailboxError, UidValidityChangedError: as the protocol says.
        """
        with self._opened() as stream:
            index = self._checked(self._read(stream), state)
            uids = range(max(above, 0) + 1, len(index.places) + 1)
            if since is None:
                return list(uids)
            return [uid for uid in uids if _internal_date(stream, index.places[uid - 1]).date() >= since]

    def fetch(
        self, state: MailboxState, uids: Collection[int], *, header_only: bool = False
    ) -> Iterator[Fetched]:
        """Yield the messages with those UIDs, in ascending order; one is in memory at a time.

        Raises:
            MailboxError: there is no such file, or it was rewritten while it was read.
            UidValidityChangedError: other messages have those UIDs now.
        """
        for uid in sorted(set(uids)):
            with self._opened() as stream:
                index = self._checked(self._read(stream), state)
                if not 0 < uid <= len(index.places):
                    continue
                place = index.places[uid - 1]
                octets = _octets(stream, place)
                if fingerprint(octets) != place.fingerprint:
                    self._index = None
                    raise UidValidityChangedError(
                        f"The mbox file {self._path} was changed while it was read.", "Scan again."
                    )
                internal_date = _internal_date(stream, place)
            header = _header(octets)
            reference = Reference(self.name, state.mailbox, state.uidvalidity, uid)
            yield Fetched(reference, header if header_only else octets, internal_date, _flags(header))

    def sizes(self, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
        """Return the size in octets of those messages that are there.

        Raises:
            MailboxError, UidValidityChangedError: as the protocol says.
        """
        with self._opened() as stream:
            found = self._checked(self._read(stream), state).places
        wanted = sorted(uid for uid in set(uids) if 0 < uid <= len(found))
        return {uid: found[uid - 1].end - found[uid - 1].start for uid in wanted}

    def ensure(self, mailbox: str) -> str:
        """Return INBOX for INBOX; nothing else can be made.

        Raises:
            RefusedError: for any other name.
        """
        return INBOX if mailbox.upper() == INBOX else self._refuse()

    def move(self, source: Reference, target: str) -> Acted:  # noqa: ARG002  (the protocol's parameters)
        """Refuse.

        Raises:
            RefusedError: always.
        """
        self._refuse()

    def copy(self, source: Reference, target: str) -> Acted:  # noqa: ARG002  (the protocol's parameters)
        """Refuse.

        Raises:
            RefusedError: always.
        """
        self._refuse()

    def find(self, mailbox: str, octets: bytes, internal_date: datetime | None = None) -> list[Reference]:
        """Return every message whose octets are these, and whose internal date is, ascending by UID.

        Raises:
            MailboxError: there is no such mailbox or file.
        """
        state = self.examine(mailbox)
        every = self.sizes(state, range(1, state.exists + 1))
        sized = [uid for uid, size in every.items() if size == len(octets)]
        return [
            fetched.reference
            for fetched in self.fetch(state, sized)
            if fetched.octets == octets and internal_date in (None, fetched.internal_date)
        ]

    def wait(self, mailbox: str, seconds: float) -> bool:
        """Look once a second whether the file changed since the last look; False after `seconds`.

        Raises:
            MailboxError: there is no such mailbox or file.
        """
        if mailbox.upper() != INBOX:
            raise MailboxError(f"There is no mailbox {mailbox!a}: an mbox file is one mailbox, INBOX.")
        end = time.monotonic() + seconds
        while True:
            with self._opened() as stream:
                found = os.fstat(stream.fileno())
            now = (found.st_size, found.st_mtime_ns)
            before, self._noticed = self._noticed, now
            if before not in (None, now):
                return True
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(left, _POLL_SECONDS))

    def close(self) -> None:
        """Let go of the file with the UIDs. Safe to call twice; the next call opens it again."""
        self._uids.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _refuse(self) -> NoReturn:
        raise RefusedError(
            f"The mbox file {self._path} is only read; nothing in it is moved or copied.",
            "Convert it to a Maildir to have messages moved.",
        )

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            with self._path.open("rb") as stream:
                yield stream
        except OSError as error:
            raise MailboxError(f"The mbox file {self._path} cannot be read: {error.strerror}.") from error

    def _read(self, stream: BinaryIO) -> _Index:
        """Return where the messages lie, reading as much of the file as is new."""
        found = os.fstat(stream.fileno())
        size, changed, inode = found.st_size, found.st_mtime_ns, found.st_ino
        self._noticed = (size, changed)
        known = self._index
        if known is not None and (known.size, known.changed, known.inode) == (size, changed, inode):
            return known
        grown = known is not None and known.inode == inode and known.size < size
        layout = (known and grown and _extended(stream, known.places)) or _whole(stream)
        uidvalidity = self._uids.by_order(INBOX, layout.fingerprints).uidvalidity
        self._index = _Index(size, changed, inode, uidvalidity, layout)
        return self._index

    def _checked(self, index: _Index, state: MailboxState) -> _Index:
        if state.mailbox.upper() != INBOX:
            raise MailboxError(f"There is no mailbox {state.mailbox!a} in an mbox file.")
        if index.uidvalidity != state.uidvalidity:
            raise UidValidityChangedError(
                f"The messages of the mbox file {self._path} are not those of before.", "Scan again."
            )
        return index


def _whole(stream: BinaryIO) -> Places:
    found = Places()
    for place in places(stream):
        found.append(place)
    return found


def _extended(stream: BinaryIO, known: Places) -> Places | None:
    """Read on from the last message known; None where that message is another one now."""
    if not len(known):
        return None
    last = known[-1]
    stream.seek(last.postmark)
    if stream.read(5) != b"From ":
        return None
    new = places(stream, last.postmark)
    if next(new, None) != last:
        return None
    for place in new:
        known.append(place)
    return known


def _octets(stream: BinaryIO, place: Place) -> bytes:
    stream.seek(place.start)
    return stream.read(place.end - place.start)


def _header(octets: bytes) -> bytes:
    """Return everything up to and with the empty line that ends the header (RFC 5322 section 2.1)."""
    if octets.startswith((b"\n", b"\r\n")):
        return octets[: octets.index(b"\n") + 1]
    ends = [octets.find(mark) + len(mark) for mark in (b"\n\n", b"\n\r\n") if mark in octets]
    return octets[: min(ends)] if ends else octets


def _flags(header: bytes) -> frozenset[str]:
    """Return the flags that mail programs keep in Status and X-Status."""
    letters = "".join(
        value.strip()
        for name, _, value in (line.partition(":") for line in header.decode("latin-1").splitlines())
        if name.strip().lower() in {"status", "x-status"}
    )
    return frozenset(_STATUS[letter] for letter in letters if letter in _STATUS)


def _internal_date(stream: BinaryIO, place: Place) -> datetime:
    stream.seek(place.postmark)
    found = postmark_date(stream.read(place.start - place.postmark))
    return found or _date_field(_header(_octets(stream, place))) or UNDATED


def _date_field(header: bytes) -> datetime | None:
    try:
        value = BytesHeaderParser().parsebytes(header).get("Date")
        moment = parsedate_to_datetime(str(value)) if value else None
    except (ValueError, TypeError, IndexError, OverflowError, MessageError):
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
