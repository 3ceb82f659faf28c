"""Scores and history in, one verdict with its reasons out (pure)."""

from dataclasses import dataclass
from enum import StrEnum

from classifier.score import OperatingPoint


class VerdictKind(StrEnum):
    """What the system thinks; a person's own word is a decision and stands elsewhere."""

    QUARANTINE = "quarantine"
    REVIEW = "review"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code for programs, and a sentence in plain words that repeats no abuse."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict, and why."""

    kind: VerdictKind
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the person has asked for.

    Attributes:
        point: the operating point that keeps the promise which the person chose.
        allow: addr-specs or `@domain`s that are never flagged; the person's word.
        concern: addr-specs or `@domain`s whose every message is kept.
    """

    point: OperatingPoint
    allow: frozenset[str] = frozenset()
    concern: frozenset[str] = frozenset()
