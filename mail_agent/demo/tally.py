"""Counts by kind what was kept and what was missed, against what a careful reader expects (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from mail_agent.demo.inbox import Sample
from mail_agent.verdict import VerdictKind


@dataclass(slots=True)
class Tally:
    """Counts of messages that a careful reader wants out of the inbox, and of those that should stay.

    Attributes:
        moved, sealed, missed: of the former: quarantined, put up for review, left alone.
        untouched, doubted, wrongly_moved: of the latter: left alone, put up for review, quarantined.
    """

    moved: int = 0
    sealed: int = 0
    missed: int = 0
    untouched: int = 0
    doubted: int = 0
    wrongly_moved: int = 0

    def add(self, *, kept: bool, verdict: VerdictKind) -> None:
        """Count one message: `kept` is what the reader expects, `verdict` what the system said."""
        wanted = {VerdictKind.QUARANTINE: "moved", VerdictKind.REVIEW: "sealed", VerdictKind.LEAVE: "missed"}
        stays = {
            VerdictKind.LEAVE: "untouched",
            VerdictKind.REVIEW: "doubted",
            VerdictKind.QUARANTINE: "wrongly_moved",
        }
        name = (wanted if kept else stays)[verdict]
        setattr(self, name, getattr(self, name) + 1)

    @property
    def wanted(self) -> int:
        """How many a careful reader wants out of the inbox."""
        return self.moved + self.sealed + self.missed

    @property
    def ordinary(self) -> int:
        """How many should stay."""
        return self.untouched + self.doubted + self.wrongly_moved


def by_kind(samples: Iterable[Sample], verdicts: Mapping[str, VerdictKind]) -> dict[str, Tally]:
    """Count the judged messages of each kind; `verdicts` holds those that were not left alone, by sha256."""
    tallies: dict[str, Tally] = {}
    for sample in samples:
        if sample.mailbox != "Sent":
            verdict = verdicts.get(sample.sha256, VerdictKind.LEAVE)
            tallies.setdefault(sample.kind, Tally()).add(kept=sample.kept, verdict=verdict)
    return dict(sorted(tallies.items()))


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies."""
    added = Tally()
    for tally in tallies:
        for one in fields(Tally):
            setattr(added, one.name, getattr(added, one.name) + getattr(tally, one.name))
    return added
