"""What the contract suite needs of a mail store beside the account under test: a second, independent look at it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mail_agent.mailbox import Account


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as an independent observer sees it; flags without \\Recent."""

    uid: int
    octets: bytes
    internal_date: datetime
    flags: frozenset[str]

    @property
    def kept(self) -> tuple[bytes, datetime, frozenset[str]]:
        """All that must survive a move: everything except the UID."""
        return self.octets, self.internal_date, self.flags


class Harness(Protocol):
    """A mail store of its own for one test.

    Attributes:
        name: for test ids.
        acts: whether the account can move at all.
        moves: whether a move removes the original (False: it is copied and marked).
        tells: whether moves and copies name their destination even when nothing can be searched (UIDPLUS).
        exact: whether octets that lack a blank line or any header are kept as they came.
        delimiter: between the levels of a mailbox name as the account shows it.
        prefix: what the names of the user's own mailboxes begin with.
    """

    name: str
    acts: bool
    moves: bool
    tells: bool
    exact: bool
    delimiter: str
    prefix: str

    def account(self) -> Account:
        """Return a new account object for the same store (a restart, as it were)."""
        ...

    def deliver(
        self,
        mailbox: str,
        octets: bytes,
        *,
        flags: Collection[str] = (),
        internal_date: datetime | None = None,
    ) -> int:
        """Put a message into the mailbox, as mail delivery or another client does; return its UID."""
        ...

    def contents(self, mailbox: str) -> list[Stored]:
        """Return what is in the mailbox, ascending by UID, seen by someone who is not the account under test."""
        ...

    def create(self, mailbox: str) -> None:
        """Create a mailbox by its server-side name."""
        ...

    def remove(self, mailbox: str) -> None:
        """Remove a mailbox by its server-side name."""
        ...

    def subscribed(self, mailbox: str) -> bool:
        """Tell whether the mailbox is subscribed; True where there is no such thing."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...
