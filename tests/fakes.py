"""An in-memory mail server and accounts on it, with faults to order: the third implementation of mailbox.Account."""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from mail_agent.errors import MailboxError, RefusedError, UidValidityChangedError, UnreachableError
from mail_agent.mailbox import (
    KEPT_KEYWORD,
    Acted,
    Done,
    Fetched,
    MailboxState,
    Reference,
    without_recent,
)

T = TypeVar("T")


@dataclass
class FakeMessage:
    uid: int
    octets: bytes
    internal_date: datetime
    flags: set[str]


@dataclass
class FakeMailbox:
    uidvalidity: int
    uidnext: int = 1
    messages: list[FakeMessage] = field(default_factory=list)
    full: bool = False
    """Quota: nothing more goes in."""
    read_only: bool = False
    subscribed: bool = False

    def add(self, octets: bytes, internal_date: datetime, flags: Collection[str]) -> int:
        uid = self.uidnext
        self.uidnext += 1
        self.messages.append(FakeMessage(uid, octets, internal_date, set(flags)))
        return uid


@dataclass
class Fault:
    """Raise `error` at the `nth` call (from 1) of `method` ("*": any), before or `after` its effect, once.

    With `after`, the effect takes place and the caller does not learn of it: a connection lost, or a crash, between the
    act and its answer. Use a BaseException of your own as `error` for a crash that no handler may swallow.
    """

    method: str
    nth: int = 1
    error: BaseException | None = None
    after: bool = False
    calls: int = 0

    def due(self, method: str, *, after: bool) -> bool:
        if after is not self.after or self.method not in (method, "*") or self.calls >= self.nth:
            return False
        self.calls += 1
        return self.calls == self.nth

    def exception(self) -> BaseException:
        return self.error or UnreachableError("The connection was lost (a fault to order).")


class FakeServer:
    """Mailboxes that outlive every account object: the world, which a restart does not change.

    Knobs: `can_move`, `can_mark`, `tells_uids` (UIDPLUS), `faults`; per mailbox `full`, `read_only`;
    `bump(mailbox)` changes UIDVALIDITY and renumbers.
    """

    def __init__(self) -> None:
        self.mailboxes: dict[str, FakeMailbox] = {}
        self.can_move = True
        self.can_mark = True
        self.tells_uids = True
        self.faults: list[Fault] = []
        self._validity = 1_000
        self.create("INBOX")

    def create(self, mailbox: str) -> FakeMailbox:
        self._validity += 1
        return self.mailboxes.setdefault(mailbox, FakeMailbox(self._validity))

    def remove(self, mailbox: str) -> None:
        del self.mailboxes[mailbox]

    def bump(self, mailbox: str) -> None:
        self._validity += 1
        box = self.mailboxes[mailbox]
        box.uidvalidity, box.uidnext = self._validity, 1
        for message in box.messages:
            message.uid = box.uidnext
            box.uidnext += 1

    def deliver(
        self,
        mailbox: str,
        octets: bytes,
        *,
        flags: Collection[str] = (),
        internal_date: datetime | None = None,
    ) -> int:
        return self.mailboxes[mailbox].add(octets, internal_date or datetime.now(UTC), flags)


class FakeAccount:
    """A login at a FakeServer."""

    def __init__(self, server: FakeServer, name: str = "fake", *, read_only: bool = False) -> None:
        self.server = server
        self.name = name
        self.read_only = read_only
        self.calls: list[str] = []
        self._seen: dict[str, tuple[int, int]] = {}

    def _call(self, method: str, effect: Callable[[], T]) -> T:
        self.calls.append(method)
        self._fault(method, after=False)
        result = effect()
        self._fault(method, after=True)
        return result

    def _fault(self, method: str, *, after: bool) -> None:
        for fault in self.server.faults:
            if fault.due(method, after=after):
                raise fault.exception()

    def capabilities(self) -> frozenset[str]:
        has = {"IMAP4REV1", "IDLE"}
        has |= {"MOVE"} if self.server.can_move else set()
        has |= {"UIDPLUS"} if self.server.tells_uids else set()
        return self._call("capabilities", lambda: frozenset(has))

    def mailboxes(self) -> dict[str, frozenset[str]]:
        return self._call("mailboxes", lambda: {name: frozenset[str]() for name in self.server.mailboxes})

    def _box(self, mailbox: str, uidvalidity: int | None = None) -> FakeMailbox:
        box = self.server.mailboxes.get(mailbox)
        if box is None:
            raise MailboxError(f"{mailbox}: no such mailbox.")
        if uidvalidity not in (None, box.uidvalidity):
            raise UidValidityChangedError(f"{mailbox}: UIDVALIDITY is {box.uidvalidity} now.")
        return box

    def _state(self, mailbox: str) -> MailboxState:
        box = self._box(mailbox)
        self._seen[mailbox] = (box.uidvalidity, box.uidnext)
        return MailboxState(mailbox, box.uidvalidity, box.uidnext, len(box.messages))

    def examine(self, mailbox: str) -> MailboxState:
        return self._call("examine", lambda: self._state(mailbox))

    def search(self, state: MailboxState, *, above: int = 0, since: date | None = None) -> list[int]:
        def effect() -> list[int]:
            box = self._box(state.mailbox, state.uidvalidity)
            late = [m for m in box.messages if since is None or m.internal_date.date() >= since]
            return [m.uid for m in late if m.uid > above]

        return self._call("search", effect)

    def fetch(
        self, state: MailboxState, uids: Collection[int], *, header_only: bool = False
    ) -> Iterator[Fetched]:
        for uid in sorted(set(uids)):
            found = self._call("fetch", lambda uid=uid: self._fetched(state, uid, header_only=header_only))
            if found is not None:
                yield found

    def _fetched(self, state: MailboxState, uid: int, *, header_only: bool) -> Fetched | None:
        box = self._box(state.mailbox, state.uidvalidity)
        message = next((m for m in box.messages if m.uid == uid), None)
        if message is None:
            return None
        head, blank, _ = message.octets.partition(b"\r\n\r\n")
        octets = head + blank if header_only else message.octets
        reference = Reference(self.name, state.mailbox, box.uidvalidity, uid)
        return Fetched(reference, octets, message.internal_date, without_recent(message.flags))

    def sizes(self, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
        def effect() -> dict[int, int]:
            box = self._box(state.mailbox, state.uidvalidity)
            return {m.uid: len(m.octets) for m in box.messages if m.uid in set(uids)}

        return self._call("sizes", effect)

    def ensure(self, mailbox: str) -> str:
        def effect() -> str:
            if mailbox not in self.server.mailboxes:
                self.server.create(mailbox).subscribed = True
            return mailbox

        return self._call("ensure", effect)

    def move(self, source: Reference, target: str) -> Acted:
        return self._call("move", lambda: self._act(source, target, keep=False))

    def copy(self, source: Reference, target: str) -> Acted:
        return self._call("copy", lambda: self._act(source, target, keep=True))

    def _act(self, source: Reference, target: str, *, keep: bool) -> Acted:
        box = self._box(source.mailbox, source.uidvalidity)
        message = next((m for m in box.messages if m.uid == source.uid), None)
        if message is None:
            raise MailboxError(f"The message is no longer in {source.mailbox}.")
        if self.read_only or box.read_only:
            raise RefusedError(f"{source.mailbox} is read-only.", "The message stays where it was.")
        there = self._box(target)
        if there.full:
            raise RefusedError(f"{target}: quota exceeded.", "The message stays where it was.")
        uid = there.add(message.octets, message.internal_date, message.flags)
        destination = Reference(self.name, target, there.uidvalidity, uid)
        if keep:
            return Acted(Done.COPIED, source, destination)
        if self.server.can_move:
            box.messages.remove(message)
            return Acted(Done.MOVED, source, destination)
        if not self.server.can_mark:
            return Acted(Done.COPIED, source, destination)
        message.flags.add(KEPT_KEYWORD)
        return Acted(Done.COPIED_AND_MARKED, source, destination)

    def find(self, mailbox: str, octets: bytes, internal_date: datetime | None = None) -> list[Reference]:
        def effect() -> list[Reference]:
            box = self._box(mailbox)
            same = [m.uid for m in box.messages if m.octets == octets]
            return [Reference(self.name, mailbox, box.uidvalidity, uid) for uid in same]

        return self._call("find", effect)

    def wait(self, mailbox: str, seconds: float) -> bool:
        def effect() -> bool:
            deadline = time.monotonic() + seconds
            while True:
                known = self._seen.get(mailbox)
                self._state(mailbox)
                if self._seen[mailbox] != known:
                    return True
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.01)

        return self._call("wait", effect)

    def close(self) -> None:
        self.calls.append("close")
