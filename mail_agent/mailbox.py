"""The protocol of a mail account, and the values that cross it (RFC 9051)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Where a message is. Never a key across mailboxes or across a change of UIDVALIDITY."""

    account: str
    mailbox: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class MailboxState:
    """What EXAMINE says about a mailbox. `uidnext` is 0 where the server does not tell."""

    mailbox: str
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Fetched:
    r"""A message as fetched: the octets, untouched, and what the server says about it.

    Attributes:
        octets: BODY.PEEK[] as sent (RFC 9051 section 6.4.5); for header fetches, the header only.
        internal_date: INTERNALDATE with its offset.
        flags: flags and keywords as the server spells them, without \\Recent.
        facts: whatever else the server told (Gmail ids, EMAILID), for the record.
    """

    reference: Reference
    octets: bytes
    internal_date: datetime
    flags: frozenset[str]
    facts: dict[str, str] = field(default_factory=dict)


class Done(StrEnum):
    """What really happened to the message on the server."""

    MOVED = "moved"
    COPIED = "copied"
    COPIED_AND_MARKED = "copied and marked"
    """MOVE is missing: the copy was made, the original stays and carries KEPT_KEYWORD."""


KEPT_KEYWORD = "SeawallKept"
"""Keyword set on an original that could only be copied (never set under action "copy")."""


@dataclass(frozen=True, slots=True)
class Acted:
    """The result of a move or copy; `destination` is None where the server did not say and no search found it."""

    done: Done
    source: Reference
    destination: Reference | None


class Account(Protocol):
    """A login at a server, or a folder of local mail.

    Looking never changes anything; acting changes only the message named. No call here deletes: there is no EXPUNGE.
    Every method raises UnreachableError when the connection is lost, MailboxError for a mailbox that is not there, and
    UidValidityChangedError when `uidvalidity` given is not the mailbox's own. After UnreachableError the account may be
    used again: the next call reconnects.
    """

    name: str
    read_only: bool
    """True where nothing can be moved or copied (mbox); acting raises RefusedError."""

    def capabilities(self) -> frozenset[str]:
        """Return the server's capabilities after sign-in, upper case."""
        ...

    def mailboxes(self) -> dict[str, frozenset[str]]:
        """Return each mailbox name (decoded) with its attributes, among them SPECIAL-USE ones (RFC 6154)."""
        ...

    def examine(self, mailbox: str) -> MailboxState:
        r"""Return the mailbox's present state (EXAMINE after NOOP; \\Seen and \\Recent untouched)."""
        ...

    def search(self, state: MailboxState, *, above: int = 0, since: date | None = None) -> list[int]:
        """Return ascending UIDs greater than `above` whose internal date is on or after `since`."""
        ...

    def fetch(
        self, state: MailboxState, uids: Collection[int], *, header_only: bool = False
    ) -> Iterator[Fetched]:
        """Yield the messages with those UIDs that still exist, in ascending order, with BODY.PEEK.

        Bounded in memory: at most a few messages are held. The caller must not act while iterating.
        """
        ...

    def sizes(self, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
        """Return RFC822.SIZE in octets for those UIDs that still exist."""
        ...

    def ensure(self, mailbox: str) -> str:
        """Create and subscribe the mailbox if it is missing; return its name as the server has it.

        A name given with "/" is mapped to the server's own delimiter and namespace prefix.
        """
        ...

    def move(self, source: Reference, target: str) -> Acted:
        """Move one message (UID MOVE, RFC 6851), or copy and mark it where MOVE is missing."""
        ...

    def copy(self, source: Reference, target: str) -> Acted:
        """Copy one message; the original stays as it is, unmarked."""
        ...

    def find(self, mailbox: str, octets: bytes, internal_date: datetime | None = None) -> list[Reference]:
        """Return every message in `mailbox` whose octets equal `octets`, by content, ascending by UID."""
        ...

    def wait(self, mailbox: str, seconds: float) -> bool:
        """Wait until something may have changed in `mailbox` (IDLE, RFC 2177, or polling); False after `seconds`."""
        ...

    def close(self) -> None:
        """Sign out. Safe to call twice."""
        ...


NOT_THERE = frozenset({"\\noselect", "\\nonexistent"})
"""Attributes, lower case, of a name that is listed and cannot be opened (RFC 9051 section 7.3.1)."""


def without_recent(flags: Iterable[str]) -> frozenset[str]:
    r"""Return the flags without \\Recent, which belongs to the session and not to the message (RFC 3501)."""
    return frozenset(flag for flag in flags if flag.lower() != "\\recent")
