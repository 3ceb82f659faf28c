"""The custody journal: append-only, hash-chained, pinned by its count and head, one writer at a time."""

import contextlib
import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from mail_agent.errors import BusyError, EvidenceError
from mail_agent.evidence import chain, durable
from mail_agent.evidence.chain import GENESIS, Entry
from mail_agent.mailbox import Reference

FOLDER: Final = "journal"
"""The journal's folder, relative to the evidence root."""
JOURNAL: Final = "journal.jsonl"
HEAD: Final = "head.json"
LOCK: Final = "lock"
TORN: Final = re.compile(r"torn-[0-9TZ.]+\.part")
"""Name of a file that keeps a torn line."""

_REMEDY: Final = (
    "Nothing was changed. Run `seawall evidence verify` to see what is wrong, and restore the evidence "
    "folder from a backup; or rename it, keep it, and start with a new one."
)


REFUSED: Final = "refused"
"""`done` of an outcome after which the message is where it was; another outcome may follow, once it is let through."""


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent that is not finished: it has neither outcome nor abandonment, or was refused.

    Attributes:
        id: the intent's own id.
        item: id of the evidence item that it seals.
        reference: where the message was.
        sha256: of the message's octets.
        sealed: whether a `sealed` entry follows it.
        body: the whole body of its entry.
        refused: whether its latest outcome is REFUSED.
    """

    id: str
    item: str
    reference: Reference
    sha256: str
    sealed: bool
    body: Mapping[str, Any]
    refused: bool = False


def unsettled(entries: Iterable[Entry]) -> list[Intent]:
    """Return the intents that are not finished, oldest first (pure); memory holds only these."""
    found: dict[str, Intent] = {}
    for entry in entries:
        body, name = entry.body, entry.body.get("intent", "")
        if entry.kind == "intent":
            found[name] = Intent(
                name, body["item"], Reference(**body["reference"]), body["sha256"], False, body
            )
        elif name in found and entry.kind == "sealed":
            found[name] = replace(found[name], sealed=True)
        elif name in found and entry.kind == "outcome" and body.get("done") == REFUSED:
            found[name] = replace(found[name], refused=True)
        elif name in found and entry.kind in {"outcome", "abandoned"}:
            del found[name]
    return list(found.values())


class Journal:
    """The journal in a folder, held for writing until closed.

    A crash may leave a torn last line, which is moved aside into a file `torn-<time>.part` and named by an
    entry of kind `recovered`; or one whole entry that is not pinned yet, which is then pinned.

    Attributes:
        count: how many entries are pinned.
        head: hash of the last of them, or GENESIS.

    Args:
        folder: the journal's folder; made if it is missing.

    Raises:
        BusyError: if another process holds it.
        EvidenceError: if the chain is broken, the journal is not as long as pinned, or a file is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with durable.reported(folder):
            durable.make_folder(folder)
            self._lock = _acquire(folder / LOCK)
        self._descriptor = -1
        self._dirty = True
        self.count, self.head = 0, GENESIS
        try:
            self._load()
        except BaseException:
            self.close()
            raise

    def append(self, kind: str, body: Mapping[str, Any], at: datetime) -> Entry:
        """Write an entry; when this returns it is on the disk and pinned.

        Raises:
            EvidenceError: if it could not be written. The next call repairs what this one left, or raises.
        """
        if self._dirty:
            self._load()
        try:
            entry = chain.entry(self.count + 1, at, kind, body, self.head)
            line = entry.octets + b"\n"
        except (TypeError, ValueError) as error:
            raise EvidenceError(f"A journal entry of kind {kind} is not plain JSON: {error}.") from error
        # Until it is pinned, whatever interrupts us leaves a state that only the file knows.
        self._dirty = True
        with durable.reported(self.folder):
            durable.write_all(self._descriptor, line)
            self._pin(entry.seq, chain.digest(line[:-1]))
        self._dirty = False
        return entry

    def entries(self) -> Iterator[Entry]:
        """Yield every entry from the first, checking the chain; one entry is in memory at a time.

        Raises:
            EvidenceError: if the chain is broken.
        """
        return read(self.folder)

    def close(self) -> None:
        """Give the journal back. Safe to call twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        if self._lock >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._lock, 0)
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pin(self, count: int, head: str) -> None:
        durable.replace(self.folder / HEAD, chain.head_octets(count, head))
        self.count, self.head = count, head

    def _load(self) -> None:
        """Check the whole journal, repair what a crash leaves, and make ready to append."""
        self._dirty = True
        path = self.folder / JOURNAL
        with durable.reported(self.folder):
            if not path.exists() and not (self.folder / HEAD).exists():
                durable.create(path, b"", 0o600)
                durable.sync_folder(self.folder)
            self.count, self.head, known, good, rest = _survey(self.folder)
            if self._descriptor < 0:
                self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
            if (ahead := _whole(rest, self.count + 1, self.head)) is not None:
                # It was written, but perhaps not yet forced to the disk; a pin must never come first.
                durable.sync(self._descriptor)
                self._pin(ahead.seq, ahead.hash)
            elif rest:
                self._move_aside(good, rest)
            if not (self.folder / HEAD).exists():
                self._pin(self.count, self.head)
        self._dirty = False
        for part in sorted(self.folder.iterdir()):
            if TORN.fullmatch(part.name) and part.name not in known:
                with durable.reported(part):
                    octets = part.read_bytes()
                body = {"file": part.name, "sha256": chain.digest(octets), "octets": len(octets)}
                self.append("recovered", body, datetime.now(UTC))

    def _move_aside(self, good: int, rest: bytes) -> None:
        """Keep a torn line in a file of its own, then end the journal after its last whole entry."""
        moment = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
        # A crash in here leaves the torn line in the journal, and a part that the next start names as well.
        durable.create(self.folder / f"torn-{moment}.part", rest)
        durable.sync_folder(self.folder)
        # Forced to the disk with the entry that names the part, which comes next.
        os.ftruncate(self._descriptor, good)


def read(folder: Path) -> Iterator[Entry]:
    """Yield every whole entry of a journal without holding it; nothing is written.

    Raises:
        EvidenceError: if the chain is broken. A torn last line is not yielded.
    """
    try:
        with (folder / JOURNAL).open("rb") as stream:
            yield from _chained(stream)
    except OSError as error:
        raise EvidenceError(f"The journal in {folder} cannot be read: {error.strerror}.", _REMEDY) from error


def _chained(stream: BinaryIO) -> Iterator[Entry]:
    prev = GENESIS
    for seq, line in enumerate(stream, start=1):
        if not line.endswith(b"\n"):
            return
        try:
            entry = chain.follow(line[:-1], seq, prev)
        except chain.ChainError as error:
            raise EvidenceError(f"The custody journal is broken: {error}.", _REMEDY) from error
        yield entry
        prev = chain.digest(line[:-1])


def _survey(folder: Path) -> tuple[int, str, set[str], int, bytes]:
    """Return the pinned count and head, the torn files named, the octets up to the pin, and the rest."""
    path = folder / JOURNAL
    if not path.exists():
        raise EvidenceError("The custody journal is missing, but its pinned head is there.", _REMEDY)
    count, head = _pinned(folder)
    known: set[str] = set()
    prev, seq = GENESIS, 0
    with path.open("rb") as stream:
        while seq < count:
            line = stream.readline()
            if not line.endswith(b"\n"):
                raise EvidenceError(
                    f"The custody journal was cut: {seq} of {count} entries are there.", _REMEDY
                )
            try:
                entry = chain.follow(line[:-1], seq + 1, prev)
            except chain.ChainError as error:
                raise EvidenceError(f"The custody journal is broken: {error}.", _REMEDY) from error
            if entry.kind == "recovered":
                known.add(str(entry.body.get("file")))
            prev, seq = chain.digest(line[:-1]), entry.seq
        if prev != head:
            raise EvidenceError("The custody journal does not end as its pinned head says.", _REMEDY)
        return count, head, known, stream.tell(), stream.read()


def _pinned(folder: Path) -> tuple[int, str]:
    """Return the pinned count and head."""
    try:
        octets = (folder / HEAD).read_bytes()
    except FileNotFoundError:
        if (folder / JOURNAL).stat().st_size:
            raise EvidenceError("The journal's pinned head (head.json) is missing.", _REMEDY) from None
        return 0, GENESIS
    pin = chain.decode_head(octets)
    if pin is None:
        raise EvidenceError("The journal's pinned head (head.json) was changed.", _REMEDY)
    return pin


def _whole(rest: bytes, seq: int, prev: str) -> Entry | None:
    """Return the one whole entry after the pin, None where there is none or only a torn one.

    Raises:
        EvidenceError: if a whole line follows that is no such entry, or more than one: no crash leaves that.
    """
    if b"\n" in rest[:-1]:
        raise EvidenceError("The custody journal is longer than its pinned head says.", _REMEDY)
    try:
        return chain.follow(rest[:-1], seq, prev) if rest.endswith(b"\n") else None
    except chain.ChainError as error:
        raise EvidenceError(f"The custody journal is broken: {error}.", _REMEDY) from error


def _acquire(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
        os.close(descriptor)
        who = f"process {holder}" if holder.isdecimal() else "another process"
        raise BusyError(
            f"{who} is writing to this evidence folder.", "Stop it, or wait until it ends."
        ) from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
    return descriptor
