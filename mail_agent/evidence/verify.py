"""Verification: recompute every hash and the chain of an evidence folder, and say what was changed."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mail_agent.errors import EvidenceError
from mail_agent.evidence import chain
from mail_agent.evidence.journal import FOLDER, HEAD, JOURNAL, LOCK
from mail_agent.evidence.store import (
    ITEMS,
    MANIFEST,
    MESSAGE,
    RECORD,
    TMP,
    item_folder,
    manifest_hashes,
)

_FILES: Final = frozenset({MESSAGE, RECORD, MANIFEST})
_TORN: Final = re.compile(r"torn-.*\.part")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was sealed.

    Attributes:
        path: relative to the evidence folder.
        code: stable, for programs.
        detail: one sentence.
    """

    path: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """Worth knowing, but no sign of a change: for example what a crash left. Fields as in Problem."""

    path: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was verified.

    Attributes:
        items: items found on the disk.
        entries: whole lines found in the journal.
        head: hash of the last of these; kept elsewhere, it pins all that is there now.
    """

    items: int
    entries: int
    head: str
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Findings:
    """What has been found so far: the journal's word on each item, and what is wrong."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    intents: dict[str, str] = field(default_factory=dict)
    intended: dict[str, set[str]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    sealed: dict[str, tuple[str, str]] = field(default_factory=dict)
    torn: dict[str, str] = field(default_factory=dict)

    def problem(self, path: Path, code: str, detail: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.root)), code, detail))

    def note(self, path: Path, code: str, detail: str) -> None:
        self.notes.append(Note(str(path.relative_to(self.root)), code, detail))


def verify(root: Path) -> Report:
    """Verify an evidence folder. Writes nothing, takes no lock, and may run while the agent works.

    It finds any change of any octet, a file cut short, missing or added, and an item or a journal entry
    removed, moved, swapped or repeated: in messages, records, manifests, the journal, its pinned head and torn
    lines kept aside. The lock file holds no evidence and is not looked at.

    What nobody can see from within: a whole folder replaced by another that is consistent in itself, and the
    last entries removed together with their items and a head pinned anew. For that, keep `Report.head` and
    `Report.entries` elsewhere and compare. Where a crash came between sealing and its journal entry, the
    record of that one item rests on its manifest alone; and an entry that no pin names yet may be cut off.

    Raises:
        EvidenceError: if there is no evidence folder at `root`.
    """
    if not (root / ITEMS).is_dir() and not (root / FOLDER).is_dir():
        raise EvidenceError(
            f"There is no evidence folder at {root}.",
            "Name the folder that holds `items` and `journal`; before a first message is kept there is none.",
        )
    found = _Findings(root)
    # Listed before the journal is read: an item's intent is written before the item.
    folders = list(_item_folders(found))
    entries, head = _check_journal(found)
    for folder in folders:
        _check_item(found, folder)
    _check_all_there(found)
    _check_surroundings(found)
    return Report(len(folders), entries, head, tuple(found.problems), tuple(found.notes))


def _listed(found: _Findings, folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        found.problem(folder, "unreadable", f"the folder cannot be read: {error.strerror}")
        return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _folders(found: _Findings, parent: Path) -> Iterator[Path]:
    """Yield the folders in a folder; report all else there."""
    for path in _listed(found, parent):
        if _is_folder(path):
            yield path
        else:
            found.problem(path, "unexpected", "nothing of this name belongs here")


def _item_folders(found: _Findings) -> Iterator[Path]:
    """Yield the folders items/YYYY/MM/<id>; report all else there."""
    for year in _folders(found, found.root / ITEMS):
        for month in _folders(found, year):
            for item in _folders(found, month):
                if _in_place(found.root, item):
                    yield item
                else:
                    found.problem(item, "unexpected", "no item of this name belongs here")


def _in_place(root: Path, folder: Path) -> bool:
    try:
        return root / item_folder(folder.name) == folder
    except EvidenceError:
        return False


def _hash(found: _Findings, path: Path) -> str | None:
    """Return the file's hash; report and return None where it is not a plain file that can be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            found.problem(path, "unexpected", "this is not a plain file")
            return None
        # Neither a link nor a pipe put in its place in the meantime can mislead or hold us.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        found.problem(path, "missing-file", "the file is missing")
    except OSError as error:
        found.problem(path, "unreadable", f"the file cannot be read: {error.strerror}")
    return None


def _check_item(found: _Findings, folder: Path) -> None:
    for path in _listed(found, folder):
        if path.name not in _FILES:
            found.problem(path, "unexpected", "nothing of this name belongs to an item")
    hashes = {name: _hash(found, folder / name) for name in sorted(_FILES)}
    if (manifest := hashes[MANIFEST]) is not None:
        _check_manifest(found, folder, hashes)
    message = hashes[MESSAGE]
    name = folder.name
    if name in found.sealed:
        sha256, manifest_sha256 = found.sealed[name]
        if manifest is not None and manifest != manifest_sha256:
            found.problem(
                folder / MANIFEST, "manifest-changed", "it is not the manifest that the journal names"
            )
        if message is not None and message != sha256:
            found.problem(folder / MESSAGE, "message-changed", "it is not the message that the journal names")
        return
    intended = found.intended.get(name, set())
    if not intended:
        found.problem(folder, "unknown-item", "the journal does not know this item")
    elif message is not None and message not in intended:
        found.problem(folder / MESSAGE, "message-changed", "it is not the message that was to be sealed")
    else:
        found.note(
            folder, "not-recorded", "sealed, but the journal does not say so yet: a crash came between"
        )


def _check_manifest(found: _Findings, folder: Path, hashes: dict[str, str | None]) -> None:
    named = manifest_hashes((folder / MANIFEST).read_bytes())
    if named is None:
        found.problem(folder / MANIFEST, "manifest-changed", "it does not have the form of a manifest")
        return
    for name, sha256 in named.items():
        if hashes[name] not in (None, sha256):
            found.problem(folder / name, "hash-mismatch", "its hash is not the one in the manifest")


def _check_all_there(found: _Findings) -> None:
    for name in found.sealed:
        try:
            folder = found.root / item_folder(name)
        except EvidenceError:
            found.problem(found.root / FOLDER / JOURNAL, "bad-entry", f"{name!a} is no item id")
            continue
        if not _is_folder(folder):
            found.problem(
                folder, "missing-item", "the journal says that this item was sealed, and it is not there"
            )
    for name in sorted(found.unsettled):
        found.note(found.root / FOLDER / JOURNAL, "unsettled", f"intent {name} has no outcome yet")


def _check_surroundings(found: _Findings) -> None:
    """Look at what lies beside the items: torn lines kept aside, what a crash left, and strangers."""
    folder = found.root / FOLDER
    for path in _listed(found, folder):
        if _TORN.fullmatch(path.name) and path.name not in found.torn:
            found.note(path, "torn", "a torn line was kept aside, and the journal does not say so yet")
        elif path.name not in {JOURNAL, HEAD, LOCK, *found.torn}:
            found.note(path, "leftover", "this is no part of the journal")
    for name, sha256 in found.torn.items():
        now = _hash(found, folder / Path(name).name)
        if now is not None and now != sha256:
            found.problem(folder / name, "torn-changed", "it is not the torn line that the journal names")
    for path in _listed(found, found.root / TMP):
        found.note(path, "leftover", "an item that is being sealed, or that a crash left half made")
    for path in _listed(found, found.root):
        if path.name not in {ITEMS, FOLDER, TMP}:
            found.note(path, "stranger", "this is no part of the evidence")


def _check_journal(found: _Findings) -> tuple[int, str]:
    """Walk the journal and compare it with its pinned head; return the number of lines and the last hash."""
    path = found.root / FOLDER / JOURNAL
    # Read first, so that an agent at work can only be ahead of it.
    pinned = _head_octets(found.root)
    count, pin = (pinned and chain.decode_head(pinned)) or (None, "")
    seq, lines, prev, at_pin = 0, 0, chain.GENESIS, chain.GENESIS
    try:
        with path.open("rb") as stream:
            for line in stream:
                if not line.endswith(b"\n"):
                    found.note(path, "torn", "the last line is torn: a crash came while it was written")
                    break
                seq = _check_line(found, line[:-1], seq + 1, prev)
                lines, prev = lines + 1, chain.digest(line[:-1])
                at_pin = prev if lines == count else at_pin
    except OSError as error:
        found.problem(path, "missing-file", f"the journal cannot be read: {error.strerror}")
    _check_head(found, (pinned, count, pin), lines, at_pin)
    return lines, prev


def _head_octets(root: Path) -> bytes | None:
    try:
        return (root / FOLDER / HEAD).read_bytes()
    except OSError:
        return None


def _check_head(
    found: _Findings, head: tuple[bytes | None, int | None, str], lines: int, at_pin: str
) -> None:
    path = found.root / FOLDER / HEAD
    pinned, count, pin = head
    if pinned is None:
        found.problem(path, "missing-file", "the journal's pinned head is missing")
    elif count is None:
        found.problem(path, "head-changed", "it does not have the form of a pinned head")
    elif lines < count:
        found.problem(path, "journal-cut", f"it pins {count} entries, and the journal has {lines}")
    elif at_pin != pin:
        found.problem(path, "head-mismatch", f"entry {count} of the journal is not the one that is pinned")
    elif lines == count + 1:
        found.note(path, "not-pinned", "the last entry is not pinned yet: a crash came between")
    elif lines > count and pinned == _head_octets(found.root):
        found.problem(path, "journal-longer", f"it pins {count} entries, and the journal has {lines}")
    elif lines > count:
        found.note(
            path,
            "at-work",
            "the journal grew during this check; what is newer was not compared with the head",
        )


def _check_line(found: _Findings, line: bytes, seq: int, prev: str) -> int:
    """Check one line and take in what it says; return the number of the entry that it is."""
    path = found.root / FOLDER / JOURNAL
    try:
        entry = chain.decode(line)
    except chain.ChainError as error:
        found.problem(path, "broken-chain", f"entry {seq}: {error}")
        return seq
    if why := chain.misfit(entry, seq, prev):
        found.problem(path, "broken-chain", why)
    _take_in(found, entry)
    return entry.seq


def _take_in(found: _Findings, entry: chain.Entry) -> None:
    words = {
        name: _text(entry.body, name) for name in ("intent", "item", "sha256", "manifest_sha256", "file")
    }
    intent = words["intent"]
    path = found.root / FOLDER / JOURNAL
    match entry.kind:
        case "intent":
            found.intents[intent] = words["sha256"]
            found.intended.setdefault(words["item"], set()).add(words["sha256"])
            found.unsettled.add(intent)
        case "sealed":
            sealed = (words["sha256"], words["manifest_sha256"])
            if found.sealed.setdefault(words["item"], sealed) != sealed:
                found.problem(
                    path, "sealed-twice", f"entry {entry.seq} seals an item again, with other hashes"
                )
            if found.intents.get(intent, sealed[0]) != sealed[0]:
                found.problem(
                    path, "bad-entry", f"entry {entry.seq} seals another message than its intent names"
                )
        case "outcome" | "abandoned":
            found.unsettled.discard(intent)
        case "recovered":
            found.torn[words["file"]] = words["sha256"]


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
