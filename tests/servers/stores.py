"""The mail stores that the contract suite runs over, each as a Harness."""

import re
from collections.abc import Collection
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count

from fakes import FakeAccount, FakeServer
from mail_agent.imap import ImapAccount, ImapSettings
from mail_agent.mailbox import Account, without_recent
from servers import dovecot, pymap, relay
from servers.harness import Harness, Stored
from servers.local import MaildirHarness
from servers.observer import Observer, quoted, utf7

_USERS = count(1)
_COPYUID = re.compile(rb"\[COPYUID [^\]]*\] ")
IMAP_STORES = ("pymap", "dovecot", "dovecot-poor", "dovecot-dots", "dovecot-mute")


class FakeHarness:
    """The in-memory server."""

    name = "fake"
    acts = moves = tells = exact = True
    delimiter = "/"
    prefix = ""

    def __init__(self, server: FakeServer) -> None:
        self.server = server
        self.moves = server.can_move

    def account(self) -> Account:
        return FakeAccount(self.server)

    def deliver(
        self,
        mailbox: str,
        octets: bytes,
        *,
        flags: Collection[str] = (),
        internal_date: datetime | None = None,
    ) -> int:
        return self.server.deliver(mailbox, octets, flags=flags, internal_date=internal_date)

    def contents(self, mailbox: str) -> list[Stored]:
        return [
            Stored(m.uid, m.octets, m.internal_date.astimezone(UTC), without_recent(m.flags))
            for m in self.server.mailboxes[mailbox].messages
        ]

    def create(self, mailbox: str) -> None:
        self.server.create(mailbox)

    def remove(self, mailbox: str) -> None:
        self.server.remove(mailbox)

    def store(self, mailbox: str, uid: int, flag: str) -> None:
        next(m for m in self.server.mailboxes[mailbox].messages if m.uid == uid).flags.add(flag)

    def subscribed(self, mailbox: str) -> bool:
        return self.server.mailboxes[mailbox].subscribed

    def close(self) -> None:
        pass


class ImapHarness:
    """A user of a real server. `port` is where the account connects, `direct` where the observer does."""

    acts = True

    def __init__(self, name: str, direct: int, user: str, password: str, port: int | None = None) -> None:
        self.name = name
        self.user = user
        self.settings = ImapSettings("home", "127.0.0.1", port or direct, "none", user, poll_s=0.1)
        self.password = password
        self.observer = Observer(direct, user, password)
        self.delimiter, self.prefix = (".", "INBOX.") if name == "dovecot-dots" else ("/", "")
        self.moves = self.name != "dovecot-poor"
        self.exact = self.name != "pymap"
        self.tells = self.name != "dovecot-mute"
        self._opened: list[ImapAccount] = []

    def account(self) -> ImapAccount:
        account = ImapAccount(self.settings, lambda: self.password)
        self._opened.append(account)
        return account

    def deliver(
        self,
        mailbox: str,
        octets: bytes,
        *,
        flags: Collection[str] = (),
        internal_date: datetime | None = None,
    ) -> int:
        return self.observer.deliver(mailbox, octets, flags, internal_date)

    def contents(self, mailbox: str) -> list[Stored]:
        return self.observer.contents(mailbox)

    def create(self, mailbox: str) -> None:
        self.observer.command("create", quoted(utf7(mailbox)))

    def remove(self, mailbox: str) -> None:
        self.observer.command("delete", quoted(utf7(mailbox)))

    def store(self, mailbox: str, uid: int, flag: str) -> None:
        self.observer.store(mailbox, uid, "+FLAGS", f"({flag})")

    def subscribed(self, mailbox: str) -> bool:
        return self.observer.subscribed(mailbox)

    def close(self) -> None:
        for account in self._opened:
            account.close()


class Stores:
    """Starts each server when it is first asked for, and gives every test a user of its own."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._running: dict[str, dovecot.Dovecot | pymap.Pymap] = {}

    def harness(self, name: str) -> Harness:
        """Return a fresh, empty mail store of that kind."""
        if name == "fake":
            return FakeHarness(FakeServer())
        if name == "fake-poor":
            server = FakeServer()
            server.can_move = False
            return FakeHarness(server)
        if name == "maildir":
            return MaildirHarness()
        user = f"anna{next(_USERS)}"
        if name == "pymap":
            server = self.pymap()
            server.add_user(user)
            return ImapHarness(name, server.port, user, pymap.PASSWORD)
        if name == "dovecot-mute":
            return self._mute(user)
        return ImapHarness(name, self.dovecot(name).port, user, dovecot.PASSWORD)

    def _mute(self, user: str) -> ImapHarness:
        """A server with MOVE which never says where a message went, like one without UIDPLUS."""
        direct = self.dovecot("dovecot").port
        one = self._stack.enter_context(relay.relaying(direct))
        one.rewrite = lambda line: _COPYUID.sub(b"", line).replace(b" UIDPLUS", b"")
        return ImapHarness("dovecot-mute", direct, user, dovecot.PASSWORD, one.port)

    def dovecot(self, name: str = "dovecot") -> dovecot.Dovecot:
        """Return the running Dovecot of that kind."""
        kinds = {
            "dovecot": {},
            "dovecot-poor": {"capability": dovecot.POOR},
            "dovecot-dots": {"separator": ".", "prefix": "INBOX."},
            "dovecot-quota": {"quota": "storage=64k"},
            "dovecot-tls": {"tls": True},
        }
        if name not in self._running:
            self._running[name] = self._stack.enter_context(dovecot.running(**kinds[name]))
        server = self._running[name]
        assert isinstance(server, dovecot.Dovecot)
        return server

    def pymap(self) -> pymap.Pymap:
        """Return the running pymap."""
        if "pymap" not in self._running:
            self._running["pymap"] = self._stack.enter_context(pymap.running())
        server = self._running["pymap"]
        assert isinstance(server, pymap.Pymap)
        return server

    def close(self) -> None:
        self._stack.close()
