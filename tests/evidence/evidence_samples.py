"""Small evidence folders for tests, made by the store and the journal themselves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mail_agent.evidence.chain import digest
from mail_agent.evidence.journal import FOLDER, Journal
from mail_agent.evidence.store import Item, Store, item_id
from mail_agent.mailbox import Reference

NOON = datetime(2026, 3, 4, 12, 0, 0, 5, tzinfo=UTC)
MESSAGE = b"From: Ann <ann@example.org>\r\nSubject: hello\r\n\r\nI know where.\r\n"


def intend(journal: Journal, octets: bytes, uid: int) -> str:
    """Journal the intent to seal one message; return its id, which is the item's id too."""
    reference = Reference("ann", "INBOX", 7, uid)
    moment = NOON + timedelta(seconds=uid)
    name = item_id(moment, digest(octets), reference)
    where = {"account": "ann", "mailbox": "INBOX", "uidvalidity": 7, "uid": uid}
    body = {"intent": name, "item": name, "reference": where, "sha256": digest(octets), "flags": ["\\Seen"]}
    journal.append("intent", body, moment)
    return name


def seal(journal: Journal, root: Path, name: str, octets: bytes, uid: int) -> Item:
    """Seal a message that was intended, and journal that."""
    moment = NOON + timedelta(seconds=uid)
    item = Store(root).seal(name, octets, {"scores": {"threat": 0.9}, "uid": uid}, moment)
    body = {"intent": name, "item": name, "sha256": item.sha256, "manifest_sha256": item.manifest_sha256}
    journal.append("sealed", body, moment)
    return item


def settle(journal: Journal, name: str, uid: int) -> None:
    """Journal the outcome of an intent."""
    body = {"intent": name, "done": "moved", "destination": None, "read_back": None, "note": ""}
    journal.append("outcome", body, NOON + timedelta(seconds=uid))


def keep(root: Path, messages: Sequence[bytes]) -> list[Item]:
    """Keep each message as the agent does: intent, seal, outcome."""
    items = []
    with Journal(root / FOLDER) as journal:
        for uid, octets in enumerate(messages, start=1):
            name = intend(journal, octets, uid)
            items.append(seal(journal, root, name, octets, uid))
            settle(journal, name, uid)
    return items


def contents(root: Path) -> dict[str, bytes]:
    """Return every file under a folder with its octets."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
