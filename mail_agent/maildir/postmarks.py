"""Where the messages lie in an mbox stream, in bounded memory (RFC 4155 appendix A)."""

import hashlib
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final, NamedTuple

_PIECE: Final = 64 * 1024
_POSTMARK: Final = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}")
_MONTHS: Final = (
    b"Jan",
    b"Feb",
    b"Mar",
    b"Apr",
    b"May",
    b"Jun",
    b"Jul",
    b"Aug",
    b"Sep",
    b"Oct",
    b"Nov",
    b"Dec",
)
_DATE: Final = re.compile(
    rb"(?P<month>"
    + b"|".join(_MONTHS)
    + rb") +(?P<day>\d{1,2}) +(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    rb"(?: +[A-Z]{1,5})?(?: +(?P<before>[+-]\d{4}))? +(?P<year>\d{4})(?: +(?P<after>[+-]\d{4}))?\s*$"
)
_CHANGING: Final = re.compile(
    rb"(?:X-)?(?:Status|Keywords|UID|IMAP|IMAPbase|Content-Length|Lines|Mozilla-\w+)[ \t]*:", re.IGNORECASE
)
_EMPTY: Final = frozenset({b"\n", b"\r\n"})


class Place(NamedTuple):
    """Where one message lies: its postmark (From_ line), its octets from `start` to `end`, and its fingerprint."""

    postmark: int
    start: int
    end: int
    fingerprint: bytes


@dataclass(slots=True)
class Places:
    """The places of all messages, packed, since an archive may hold a million."""

    postmarks: "array[int]" = field(default_factory=lambda: array("Q"))
    starts: "array[int]" = field(default_factory=lambda: array("Q"))
    ends: "array[int]" = field(default_factory=lambda: array("Q"))
    fingerprints: list[bytes] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.fingerprints)

    def __getitem__(self, index: int) -> Place:
        return Place(self.postmarks[index], self.starts[index], self.ends[index], self.fingerprints[index])

    def append(self, place: Place) -> None:
        """Add a message at the end."""
        self.postmarks.append(place.postmark)
        self.starts.append(place.start)
        self.ends.append(place.end)
        self.fingerprints.append(place.fingerprint)

    def pop(self) -> None:
        """Take the last message out."""
        for column in (self.postmarks, self.starts, self.ends, self.fingerprints):
            column.pop()


class Fingerprint:
    """A hash by which a message is known again although a mail program changed its status header fields."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)
        self._in_header = True
        self._skipping = False

    def feed(self, piece: bytes, *, at_line_start: bool) -> None:
        """Add a line, or a piece of a long one."""
        if at_line_start:
            self._in_header = self._in_header and piece not in _EMPTY
            self._skipping = self._in_header and _CHANGING.match(piece) is not None
        if not self._skipping:
            self._hash.update(piece)

    def digest(self) -> bytes:
        """Return the hash of what was added."""
        return self._hash.digest()


def fingerprint(octets: bytes) -> bytes:
    """Return the fingerprint of a whole message."""
    made = Fingerprint()
    start = 0
    while start < len(octets):
        end = octets.find(b"\n", start) + 1 or len(octets)
        made.feed(octets[start:end], at_line_start=True)
        start = end
    return made.digest()


def places(stream: BinaryIO, offset: int = 0) -> Iterator[Place]:
    """Yield each message from `offset` on, which must be at a postmark.

    A message begins after a line `From ` which follows an empty line and bears a time; the empty line before
    the next postmark belongs to neither. Lengths that header fields claim are not believed, since the sender
    can write them.
    """
    stream.seek(offset)
    reader = _Reader(offset)
    for piece in iter(lambda: stream.readline(_PIECE), b""):
        if (found := reader.take(piece)) is not None:
            yield found
    if (found := reader.finish()) is not None:
        yield found


@dataclass(slots=True)
class _Reader:
    offset: int
    postmark: int = -1
    start: int = -1
    held: bytes = b""
    """An empty line of which it is not known yet whether it belongs to the message."""
    at_line_start: bool = True
    in_postmark: bool = False
    made: Fingerprint = field(default_factory=Fingerprint)

    def take(self, piece: bytes) -> Place | None:
        found = None
        if self.at_line_start and self._begins(piece):
            found = self.finish()
            self.postmark, self.start, self.held, self.in_postmark = self.offset, -1, b"", True
            self.made = Fingerprint()
        elif not self.in_postmark and self.postmark >= 0:
            self._add(piece)
        self.offset += len(piece)
        self.at_line_start = piece.endswith(b"\n")
        if self.in_postmark and self.at_line_start:
            self.in_postmark, self.start = False, self.offset
        return found

    def finish(self) -> Place | None:
        if self.start < 0:
            return None
        return Place(self.postmark, self.start, self.offset - len(self.held), self.made.digest())

    def _begins(self, piece: bytes) -> bool:
        if self.postmark < 0:
            return piece.startswith(b"From ")
        after_empty = bool(self.held) or self.offset == self.start
        return after_empty and _POSTMARK.match(piece) is not None

    def _add(self, piece: bytes) -> None:
        if self.held:
            self.made.feed(self.held, at_line_start=True)
            self.held = b""
        if self.at_line_start and piece in _EMPTY:
            self.held = piece
        else:
            self.made.feed(piece, at_line_start=self.at_line_start)


def postmark_date(line: bytes) -> datetime | None:
    """Return the moment in a postmark, in UTC unless it has an offset; None where there is none."""
    match = _DATE.search(line)
    if match is None:
        return None
    offset = (match["before"] or match["after"] or b"+0000").decode()
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
    try:
        moment = datetime(
            int(match["year"]),
            _MONTHS.index(match["month"]) + 1,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            min(int(match["second"] or 0), 59),
            tzinfo=UTC,
        )
        return moment - ahead if offset[0] == "+" else moment + ahead
    except (ValueError, OverflowError):
        return None
