"""A verdict in, the steps to take out; a plan is a value and does nothing by itself (pure)."""

from dataclasses import dataclass
from typing import Literal

from mail_agent.verdict import Verdict, VerdictKind


@dataclass(frozen=True, slots=True)
class Seal:
    """Write the octets and the record into evidence."""


@dataclass(frozen=True, slots=True)
class Move:
    """Move the message into `target`, out of sight."""

    target: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy the message into `target`; the original stays where it is, untouched."""

    target: str


@dataclass(frozen=True, slots=True)
class Record:
    """Write the outcome into the custody journal, after the act."""


Action = Literal["move", "copy"]
"""What happens to a quarantined message: out of sight, or a copy while the original stays."""

Step = Seal | Move | Copy | Record


def plan(verdict: Verdict, *, action: Action, evidence_mailbox: str, read_only: bool) -> tuple[Step, ...]:
    """Return the steps for one message, in the order in which no crash can lose it: seal, act, record.

    A message put up for review stays where it is, and so does every message of a read-only account; both are
    sealed. A message that is left alone leaves no trace.
    """
    if verdict.kind is VerdictKind.LEAVE:
        return ()
    if verdict.kind is VerdictKind.REVIEW or read_only:
        return (Seal(), Record())
    act = Move(evidence_mailbox) if action == "move" else Copy(evidence_mailbox)
    return (Seal(), act, Record())
