"""A second client over plain imaplib, so that the adapter under test is never its own witness."""

import imaplib
import re
from base64 import b64encode
from collections.abc import Collection
from datetime import UTC, datetime

from servers.harness import Stored

_UID = re.compile(rb"UID (\d+)")
_FLAGS = re.compile(rb"FLAGS \(([^)]*)\)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')


def quoted(name: str) -> str:
    """Return an already encoded mailbox name as an IMAP quoted string."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Observer:
    """Delivers by APPEND and looks by EXAMINE; `encode` turns a mailbox name into modified UTF-7."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._login = (port, user, password)

    def connect(self) -> imaplib.IMAP4:
        port, user, password = self._login
        client = imaplib.IMAP4("127.0.0.1", port, timeout=30)
        client.login(user, password)
        return client

    def deliver(
        self, mailbox: str, octets: bytes, flags: Collection[str], internal_date: datetime | None
    ) -> int:
        with self.connect() as client:
            when = imaplib.Time2Internaldate(internal_date) if internal_date else ""
            before = set(self._uids(client, mailbox))
            # Not client.append, which turns a bare CR or LF into CRLF.
            client.literal = octets
            typ, data = client._simple_command("APPEND", quoted(utf7(mailbox)), f"({' '.join(flags)})", when)
            assert typ == "OK", data
            (uid,) = set(self._uids(client, mailbox)) - before
            return uid

    @staticmethod
    def _uids(client: imaplib.IMAP4, mailbox: str) -> list[int]:
        typ, data = client.select(quoted(utf7(mailbox)), readonly=True)
        assert typ == "OK", data
        typ, data = client.uid("SEARCH", "ALL")
        return [int(uid) for uid in (data[0] or b"").split()]

    def contents(self, mailbox: str) -> list[Stored]:
        with self.connect() as client:
            return [self._one(client, uid) for uid in sorted(self._uids(client, mailbox))]

    @staticmethod
    def _one(client: imaplib.IMAP4, uid: int) -> Stored:
        typ, data = client.uid("FETCH", str(uid), "(UID FLAGS INTERNALDATE BODY.PEEK[])")
        assert typ == "OK", data
        told = b" ".join(part[0] if isinstance(part, tuple) else part for part in data)
        literals = [part[1] for part in data if isinstance(part, tuple)]
        octets = literals[0] if literals else b""
        when = datetime.strptime(_DATE.search(told)[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
        flags = _FLAGS.search(told)[1].decode().split()
        assert int(_UID.search(told)[1]) == uid
        kept = frozenset(flag for flag in flags if flag.lower() != "\\recent")
        return Stored(uid, octets, when.astimezone(UTC), kept)

    def command(self, name: str, *args: str) -> None:
        with self.connect() as client:
            typ, data = getattr(client, name)(*args)
            assert typ == "OK", data

    def store(self, mailbox: str, uid: int, change: str, flags: str) -> None:
        """Change flags as another client of the same person would."""
        with self.connect() as client:
            client.select(quoted(utf7(mailbox)))
            typ, data = client.uid("STORE", str(uid), change, flags)
            assert typ == "OK", data

    def expunge(self, mailbox: str) -> None:
        """Remove what is marked \\Deleted, as another client of the same person may."""
        with self.connect() as client:
            client.select(quoted(utf7(mailbox)))
            typ, data = client.expunge()
            assert typ == "OK", data

    def subscribed(self, mailbox: str) -> bool:
        with self.connect() as client:
            _, data = client.lsub('""', "*")
            return any(line and utf7(mailbox) in _name(line) for line in data)


def _name(line: bytes | tuple[bytes, bytes]) -> str:
    if isinstance(line, tuple):
        return line[1].decode()
    return line.decode().replace('\\"', '"').replace("\\\\", "\\")


def utf7(name: str) -> str:
    """Encode a mailbox name in modified UTF-7 (RFC 3501 section 5.1.3), by Python's own UTF-7 codec."""
    pieces = re.split(r"([^\x20-\x7e]+)", name)
    return "".join(
        _shifted(piece) if index % 2 else piece.replace("&", "&-") for index, piece in enumerate(pieces)
    )


def _shifted(piece: str) -> str:
    return "&" + b64encode(piece.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
