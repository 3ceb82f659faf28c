"""The form of the custody journal: canonical lines, each holding the hash of the line before (pure)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

GENESIS: Final = "sha256:" + "0" * 64
"""What the first entry names as the entry before it."""

# Made once: a new encoder for each line would take a third of the time of reading a journal.
_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_FIELDS: Final = {"seq": int, "time": str, "kind": str, "body": dict, "prev": str}


class ChainError(ValueError):
    """A line is not a journal entry in canonical form, or does not follow the one before."""


def digest(octets: bytes) -> str:
    """Return the SHA-256 (FIPS 180-4) of the octets, written `sha256:<hex>`."""
    return "sha256:" + hashlib.sha256(octets).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one spelling of a JSON value: sorted keys, no spaces, UTF-8 (RFC 8259).

    Only a lone surrogate, which UTF-8 cannot carry, is written as an escape (RFC 8259 section 7).

    Raises:
        ValueError: for NaN and the infinities, which JSON does not have.
        TypeError: for what is no JSON value.
    """
    return _ENCODER.encode(value).encode("utf-8", "backslashreplace")


def timestamp(at: datetime) -> str:
    """Return a moment as RFC 3339 UTC with microseconds.

    Raises:
        ValueError: if `at` has no offset.
    """
    if at.tzinfo is None:
        msg = "a moment in the journal needs an offset from UTC"
        raise ValueError(msg)
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal.

    Attributes:
        seq: counts from 1 without a gap.
        time: when it was written, UTC.
        kind: what it records, such as `intent` or `outcome`.
        body: what it says; JSON values only.
        prev: the hash of the entry before, or GENESIS.
    """

    seq: int
    time: datetime
    kind: str
    body: Mapping[str, Any]
    prev: str

    @property
    def octets(self) -> bytes:
        """The entry's line without its newline."""
        fields = {"seq": self.seq, "time": timestamp(self.time), "kind": self.kind, "body": self.body}
        return canonical({**fields, "prev": self.prev})

    @property
    def hash(self) -> str:
        """The hash of the line, which the next entry names as `prev`."""
        return digest(self.octets)


def entry(seq: int, at: datetime, kind: str, body: Mapping[str, Any], prev: str) -> Entry:
    """Return a new entry whose body is exactly what will be read back from its line.

    Raises:
        ValueError, TypeError: as `canonical` and `timestamp`.
    """
    plain: dict[str, Any] = json.loads(canonical(dict(body)))
    return Entry(seq, datetime.fromisoformat(timestamp(at)), kind, plain, prev)


def decode(line: bytes) -> Entry:
    """Read one line, without its newline.

    Raises:
        ChainError: if it is not an entry, or not spelled as `canonical` spells it.
    """
    try:
        fields = json.loads(line.decode("utf-8"))
        read = Entry(**{**fields, "time": datetime.fromisoformat(fields["time"])})
        spelled = read.octets
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        msg = "the line cannot be read as an entry"
        raise ChainError(msg) from error
    if spelled != line or any(type(fields[name]) is not kind for name, kind in _FIELDS.items()):
        msg = "the line is not in canonical form"
        raise ChainError(msg)
    return read


def misfit(read: Entry, seq: int, prev: str) -> str:
    """Return why an entry is not number `seq` after the entry whose hash is `prev`; empty where it is."""
    if read.seq != seq:
        return f"entry {seq} was expected, and entry {read.seq} stands there"
    if read.prev != prev:
        return f"entry {seq} does not name the entry before it: one of the two was changed"
    return ""


def follow(line: bytes, seq: int, prev: str) -> Entry:
    """Read the line that must be entry `seq` after the entry whose hash is `prev`.

    Raises:
        ChainError: if it is not.
    """
    read = decode(line)
    if why := misfit(read, seq, prev):
        raise ChainError(why)
    return read


def head_octets(count: int, head: str) -> bytes:
    """Return the content of head.json for a journal of `count` entries whose last hash is `head`."""
    return canonical({"count": count, "head": head}) + b"\n"


def decode_head(octets: bytes) -> tuple[int, str] | None:
    """Return the count and head that head.json pins, None where `head_octets` would spell it otherwise."""
    try:
        fields = json.loads(octets.decode("utf-8"))
        count, head = fields["count"], fields["head"]
        same = (
            type(count) is int and count >= 0 and isinstance(head, str) and octets == head_octets(count, head)
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (count, head) if same else None
