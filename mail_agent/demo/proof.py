"""Compares what was delivered with what a new connection finds, and with what was sealed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mail_agent.demo.inbox import Sample
from mail_agent.evidence.verify import verify
from mail_agent.mailbox import NOT_THERE, Account, Fetched


@dataclass(frozen=True, slots=True)
class Proof:
    r"""Counts of messages for which each promise held; `of` is how many were delivered.

    Attributes:
        mailboxes: how many messages each mailbox now holds.
        once: found exactly once in all mailboxes, with the sha256 of what was delivered.
        flags, internal_dates: of these, how many have the same flags and keywords, the same internal date.
        deleted_flag: messages delivered with the \Deleted flag, and how many of them are still there.
        strangers: messages found that nobody delivered.
        sealed: items in the evidence folder.
        sealed_equal: of these, how many hold the octets of a message that was delivered.
        entries: entries of the custody journal.
        problems: what `seawall evidence verify` complains about.
    """

    of: int
    mailboxes: Mapping[str, int]
    once: int
    flags: int
    internal_dates: int
    deleted_flag: tuple[int, int]
    strangers: int
    sealed: int
    sealed_equal: int
    entries: int
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every promise held for every message."""
        everywhere = self.once == self.flags == self.internal_dates == self.of and not self.strangers
        return everywhere and self.sealed == self.sealed_equal and not self.problems


def prove(delivered: Iterable[Sample], account: Account, evidence: Path) -> Proof:
    """Read every mailbox of `account` and every sealed message, and compare them with what was delivered."""
    originals = {sample.sha256: sample for sample in delivered}
    found = _everything(account)
    single = {name: copies[0] for name, copies in found.items() if name in originals and len(copies) == 1}
    report = verify(evidence)
    sealed = [_sha256(path.read_bytes()) for path in evidence.rglob("message.eml")]
    deleted = [name for name, sample in originals.items() if "\\Deleted" in sample.flags]
    return Proof(
        of=len(originals),
        mailboxes=dict(Counter(copy.reference.mailbox for copies in found.values() for copy in copies)),
        once=len(single),
        flags=sum(copy.flags == originals[name].flags for name, copy in single.items()),
        internal_dates=sum(
            copy.internal_date == originals[name].internal_date for name, copy in single.items()
        ),
        deleted_flag=(len(deleted), sum(name in single for name in deleted)),
        strangers=sum(len(copies) for name, copies in found.items() if name not in originals),
        sealed=len(sealed),
        sealed_equal=sum(name in originals for name in sealed),
        entries=report.entries,
        problems=tuple(f"{problem.path}: {problem.detail}" for problem in report.problems),
    )


def _everything(account: Account) -> dict[str, list[Fetched]]:
    """Return what lies in all mailboxes, by the sha256 of its octets."""
    found: defaultdict[str, list[Fetched]] = defaultdict(list)
    for mailbox, attributes in account.mailboxes().items():
        if NOT_THERE & {attribute.lower() for attribute in attributes}:
            continue
        state = account.examine(mailbox)
        for fetched in account.fetch(state, account.search(state)):
            found[_sha256(fetched.octets)].append(fetched)
    return found


def _sha256(octets: bytes) -> str:
    return f"sha256:{sha256(octets).hexdigest()}"
