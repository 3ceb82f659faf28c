"""Verification of the custody journal: its chain, its pinned head, and what its entries say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mail_agent.evidence import chain
from mail_agent.evidence.findings import Findings
from mail_agent.evidence.journal import FOLDER, HEAD, JOURNAL, TORN


def check_journal(found: Findings) -> tuple[int, str]:
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


def _check_head(found: Findings, head: tuple[bytes | None, int | None, str], lines: int, at_pin: str) -> None:
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


def _check_line(found: Findings, line: bytes, seq: int, prev: str) -> int:
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


def _take_in(found: Findings, entry: chain.Entry) -> None:
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
            if TORN.fullmatch(words["file"]):
                found.torn[words["file"]] = words["sha256"]
            else:
                found.problem(path, "bad-entry", f"entry {entry.seq} names no torn line")


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
