"""Reads the invented inbox: each message's octets and what the manifest says about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

_FOLDER: Final = files("mail_agent.demo").joinpath("inbox")


@dataclass(frozen=True, slots=True)
class Sample:
    """One invented message.

    Attributes:
        name: file name, which says what it shows and nothing of what it says.
        octets: the whole message (RFC 5322).
        mailbox: INBOX or Sent.
        flags: flags and keywords that it has on the server (RFC 9051 section 2.3.2).
        internal_date: when it arrived.
        kept: whether a careful reader wants it out of the inbox.
        kind: what it is there to show.
        labels: label ids that apply (see classifier.labels).
    """

    name: str
    octets: bytes
    mailbox: str
    flags: frozenset[str]
    internal_date: datetime
    kept: bool
    kind: str
    labels: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """`sha256:<hex>` of the octets."""
        return f"sha256:{sha256(self.octets).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the mailboxes at the start, and what arrives later; both in order of arrival."""

    messages: tuple[Sample, ...]
    arrivals: tuple[Sample, ...]

    def __iter__(self) -> Iterator[Sample]:
        yield from self.messages
        yield from self.arrivals


def load() -> Inbox:
    """Read the invented inbox that comes with the package."""
    manifest = json.loads(_FOLDER.joinpath("manifest.json").read_text("utf-8"))
    return Inbox(
        messages=tuple(_sample(row) for row in manifest["messages"]),
        arrivals=tuple(_sample(row) for row in manifest["arrivals"]),
    )


def _sample(row: dict[str, Any]) -> Sample:
    return Sample(
        name=row["file"],
        octets=_FOLDER.joinpath(row["file"]).read_bytes(),
        mailbox=row["mailbox"],
        flags=frozenset(row["flags"]),
        internal_date=datetime.fromisoformat(row["internal_date"]),
        kept=row["expected"] == "kept",
        kind=row["kind"],
        labels=tuple(row["labels"]),
    )
