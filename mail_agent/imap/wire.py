"""Reads from IMAPClient what it leaves unparsed or parses too trustingly; all contact with its internals is here."""
# ruff: noqa: SLF001

import imaplib
import logging
import re
import select
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from typing import Any

from imapclient import IMAPClient
from imapclient.datetime_util import parse_to_datetime
from imapclient.imap_utf7 import decode as decode_utf7
from imapclient.response_parser import parse_response

# A SEARCH answer is one line: imaplib's own bound of 1 MB ends at about 150,000 messages.
imaplib._MAXLINE = 20_000_000  # type: ignore[attr-defined]

# At DEBUG, IMAPClient writes commands and mail content; neither belongs in a log.
logging.getLogger("imapclient").setLevel(logging.WARNING)

_COPYUID = re.compile(rb"(\d+) (\d+) (\d+)$")
_LIST = re.compile(rb'\(([^)]*)\) (NIL|"(?:[^"\\]|\\.)*") ?(.*)', re.DOTALL)
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 4))


def prepare(client: IMAPClient) -> None:
    """Keep the connection quick and alive through idle routers, and message content out of imaplib's trace.

    IMAPClient sets imaplib's trace to a level at which every literal is formatted into a string, logged or not: a 50 MB
    message would cost 200 MB more.
    """
    client._imap.debug = 0
    sock = client.socket()
    # IMAPClient sends a command and its line end apart; by Nagle's algorithm the second waits 40 ms for an ACK.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE:
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def noop(client: IMAPClient) -> None:
    """NOOP (RFC 9051 section 6.1.2): let the server tell what changed; shows whether the connection is alive."""
    typ, data = client._imap.noop()
    if typ != "OK":
        raise imaplib.IMAP4.error(f"NOOP failed: {data!r}")


def fetch(client: IMAPClient, uids: Iterable[int], items: Sequence[str]) -> dict[int, dict[str, Any]]:
    """UID FETCH; return each message's items by UID, names upper case.

    IMAPClient takes the sequence number of an unsolicited FETCH response for a UID. A response to UID FETCH always
    carries the UID (RFC 9051 section 6.4.9); those without it are about something else and are left out, and so is what
    an earlier command left behind.
    """
    client._imap.response("FETCH")
    numbers = ",".join(map(str, uids)).encode()
    if not numbers:
        return {}
    wanted = f"(UID {' '.join(items)})".encode()
    parsed = parse_response(client._raw_command_untagged(b"FETCH", [numbers, wanted]))
    found: dict[int, dict[str, Any]] = {}
    for pairs in parsed[1::2]:
        told = {str(name, "ascii", "replace").upper(): value for name, value in _pairs(pairs)}
        if "UID" in told:
            found.setdefault(told["UID"], {}).update(told)
    return found


def _pairs(items: Sequence[Any]) -> Iterable[tuple[bytes, Any]]:
    return zip(items[::2], items[1::2], strict=False)


def internal_date(told: bytes | None) -> datetime:
    """Return INTERNALDATE with the server's own offset; the epoch where it cannot be read."""
    try:
        when: datetime = parse_to_datetime(told or b"", normalise=False)
        offset = when.utcoffset()
        return when.replace(tzinfo=UTC if offset is None else timezone(offset))
    except (ValueError, IndexError):
        return datetime.fromtimestamp(0, UTC)


def text(value: object) -> str:
    """Return a token of a response as text: keywords like 123 come as numbers, ids in brackets as tuples."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, tuple):
        return " ".join(map(text, value))
    return "NIL" if value is None else str(value)


def forget_copyuid(client: IMAPClient) -> None:
    """Drop a COPYUID that an earlier command left behind."""
    client._imap.response("COPYUID")


def copyuid(client: IMAPClient, uid: int) -> tuple[int, int] | None:
    """Return (UIDVALIDITY, UID) of the copy of `uid` from the response code COPYUID (RFC 4315 section 3), if told.

    Servers send it tagged (after COPY, and Gmail always) or untagged (after MOVE, RFC 6851 section 4.3); imaplib files
    both under its name.
    """
    _, told = client._imap.response("COPYUID")
    for code in told:
        match = _COPYUID.match((code or b"").strip())
        if match and int(match[2]) == uid:
            return int(match[1]), int(match[3])
    return None


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of LIST: the name decoded, the delimiter or an empty string, the attributes."""

    name: str
    delimiter: str
    attributes: frozenset[str]


def listing(client: IMAPClient, pattern: str = "*") -> list[Listed]:
    """LIST (RFC 9051 section 6.3.9). IMAPClient gives up on the whole list over one odd name such as `a[b`."""
    quoted = client._normalise_folder(pattern)
    typ, data = client._imap.list('""', quoted)
    if typ != "OK":
        raise imaplib.IMAP4.error(f"LIST failed: {data!r}")
    return [listed for line in data if line and (listed := _listed(line))]


def _listed(line: bytes | tuple[bytes, bytes]) -> Listed | None:
    head, literal = line if isinstance(line, tuple) else (line, None)
    match = _LIST.match(head)
    if match is None:
        return None
    delimiter = "" if match[2] == b"NIL" else _unquoted(match[2]).decode("ascii", "replace")
    name = literal if literal is not None else _unquoted(match[3])
    return Listed(_decoded(name), delimiter, frozenset(match[1].decode("ascii", "replace").split()))


def _unquoted(token: bytes) -> bytes:
    if len(token) >= 2 and token[:1] == token[-1:] == b'"':
        return re.sub(rb"\\(.)", rb"\1", token[1:-1])
    return token


def _decoded(name: bytes) -> str:
    try:
        return str(decode_utf7(name))
    except (UnicodeError, ValueError):
        return name.decode("utf-8", "backslashreplace")


def begin_idle(client: IMAPClient) -> bool:
    """IDLE (RFC 2177); return whether the server told of messages before it went idle.

    IMAPClient's own `idle` fails when anything comes before the continuation.
    """
    client._imap.response("EXISTS")
    tag = client._idle_tag = client._imap._command("IDLE")
    while client._imap._get_response() is not None:
        if client._imap.tagged_commands[tag]:
            raise imaplib.IMAP4.error(f"IDLE failed: {client._imap.tagged_commands.pop(tag)!r}")
    return bool(client._imap.response("EXISTS")[1][0])


def idle_lines(client: IMAPClient, seconds: float) -> list[bytes] | None:
    """Return the lines that came while idle, waiting for the first one up to `seconds`; None if the line may be dead.

    Reads before it waits: lines may already lie in a buffer which the system's poll knows nothing of.
    """
    lines = _lines_at_hand(client)
    if lines:
        return lines
    poller = select.poll()
    poller.register(client.socket().fileno(), select.POLLIN)
    if not poller.poll(seconds * 1000):
        return []
    return _lines_at_hand(client) or None


def _lines_at_hand(client: IMAPClient) -> list[bytes]:
    lines: list[bytes] = []
    client.socket().setblocking(False)
    try:
        # Without data, imaplib's reader reports the end of the stream, whether it has ended or not.
        with suppress(OSError, imaplib.IMAP4.abort):
            while True:
                lines.append(client._imap._get_line())
    finally:
        client._set_read_timeout()
    return lines
