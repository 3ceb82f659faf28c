"""Reads back from journal and evidence what the index had known (pure)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from classifier.repetition import Signature
from mail_agent.mailbox import Reference
from mail_agent.people import UNKNOWN
from mail_agent.verdict import VerdictKind


@dataclass(frozen=True, slots=True)
class Processed:
    """A message that has been judged and dealt with.

    Attributes:
        reference: where it was when it was judged.
        sha256: `sha256:<hex>` of its octets.
        internal_date: with its offset.
        sender: key of its sender (`people.Sender.key`).
        signature: of the sender's own words; None if there are none.
        automatic: whether a list or a machine sent it.
    """

    reference: Reference
    sha256: str
    internal_date: datetime
    sender: str
    signature: Signature | None
    verdict: VerdictKind
    automatic: bool = False


class Entry(Protocol):
    """As much of a journal entry as is read here."""

    @property
    def kind(self) -> str:
        """What it records."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""
        ...


Records = Callable[[str], Mapping[str, Any] | None]
"""Returns the content of record.json of an evidence item by the item's id, None where there is none."""


def processed_from(intent: Mapping[str, Any], record: Mapping[str, Any] | None) -> Processed:
    """Return what an intent's body says was processed.

    Args:
        intent: with `reference`, `sha256`, `internal_date` and `verdict`.
        record: the item's record.json, whose `history` holds `sender`, `signature` (`exact` and `minhash`, or
            null) and `automatic`. Without it the message is known again, but of no sender and no text.
    """
    kept = (record or {}).get("history") or {}
    where, text = intent["reference"], kept.get("signature")
    return Processed(
        reference=Reference(where["account"], where["mailbox"], int(where["uidvalidity"]), int(where["uid"])),
        sha256=intent["sha256"],
        internal_date=datetime.fromisoformat(intent["internal_date"]),
        sender=kept.get("sender") or UNKNOWN,
        signature=Signature(int(text["exact"]), tuple(map(int, text["minhash"]))) if text else None,
        verdict=VerdictKind(intent["verdict"]),
        automatic=bool(kept.get("automatic")),
    )


def replay(entries: Iterable[Entry], records: Records) -> Iterator[Processed]:
    """Yield what was processed: each intent that has an outcome. Memory grows with open intents alone."""
    intents: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        if entry.kind == "intent":
            intents[entry.body["intent"]] = entry.body
        elif entry.kind in {"outcome", "abandoned"}:
            intent = intents.pop(entry.body["intent"], None)
            if intent is not None and entry.kind == "outcome":
                yield processed_from(intent, records(intent["item"]))
