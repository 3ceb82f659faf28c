"""One pass over one account: what is new is fetched, judged in batches, and acted upon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from classifier.repetition import Signature, signature
from classifier.score import Scorer, Scores
from mail_agent import judge as judging
from mail_agent.agent import record as recording
from mail_agent.agent.custody import ALTERED, GONE, Custody, Settled
from mail_agent.agent.reading import batches, read
from mail_agent.errors import MailboxError
from mail_agent.evidence.journal import REFUSED
from mail_agent.history import HistoryIndex, Processed
from mail_agent.judge import Judgement, Scored
from mail_agent.mailbox import NOT_THERE, Account, Fetched, MailboxState, Reference
from mail_agent.message import parse
from mail_agent.passages import PassageKind
from mail_agent.people import keys
from mail_agent.people import sender as sender_of
from mail_agent.plan import Action, Step, plan
from mail_agent.verdict import Policy, Verdict, VerdictKind

FAILURES = frozenset({ALTERED, GONE, REFUSED})

Progress = Callable[[int, int], None]
"""Called with (messages looked at so far, messages to look at) in the present mailbox."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for, for one account."""

    policy: Policy
    mailboxes: tuple[str, ...] = ("INBOX",)
    sent: str | None = "auto"
    action: Action = "move"
    evidence_mailbox: str = "Seawall/Evidence"


@dataclass(frozen=True, slots=True)
class Handled:
    """A message that was not simply left: verdict, scores, the plan, and what came of it (None in a dry run)."""

    reference: Reference
    sha256: str
    verdict: Verdict
    scores: Scores
    steps: tuple[str, ...]
    settled: Settled | None


@dataclass(slots=True)
class ScanResult:
    """Counts of one pass, and the messages that were kept.

    Attributes:
        unread: messages that are there and that the server could not give; they are asked for again next time.
        unknown: messages that were left alone and whose language the model does not know.
        finished: messages of an earlier pass that was interrupted or refused, dealt with now.
    """

    looked: int = 0
    unread: int = 0
    finished: int = 0
    left: int = 0
    unknown: int = 0
    known: int = 0
    handled: list[Handled] = field(default_factory=list)
    interrupted: bool = False

    def count(self, kind: VerdictKind) -> int:
        """Return how many messages got this verdict."""
        return (
            self.left if kind is VerdictKind.LEAVE else sum(one.verdict.kind is kind for one in self.handled)
        )

    @property
    def failed(self) -> int:
        """How many messages could not be put where they should be."""
        return sum(one.settled is not None and one.settled.done in FAILURES for one in self.handled)

    def add(self, other: "ScanResult") -> None:
        """Add another pass's counts and messages to this one."""
        self.looked += other.looked
        self.unread += other.unread
        self.finished += other.finished
        self.left += other.left
        self.unknown += other.unknown
        self.known += other.known
        self.handled.extend(other.handled)
        self.interrupted = self.interrupted or other.interrupted


@dataclass(frozen=True, slots=True)
class Agent:
    """Everything that one pass over one account needs. With `custody` None nothing is touched: a dry run."""

    account: Account
    options: Options
    scorer: Scorer
    history: HistoryIndex
    custody: Custody | None
    stop: Callable[[], bool] = _never

    def settle(self) -> list[Settled]:
        """Finish what an interruption left open; nothing to do costs nothing."""
        if self.custody is None:
            return []
        settled = self.custody.settle(self.account)
        self.history.add_many(one.processed for one in settled if one.processed)
        return settled

    def scan(
        self, *, since: date | None = None, everything: bool = False, progress: Progress | None = None
    ) -> ScanResult:
        """Look at what is new in each mailbox and act, once what an interruption left open is settled.

        Args:
            since: only messages whose internal date is on or after this day.
            everything: judge also what was left alone before.
            progress: told how far it is.

        Raises:
            EvidenceError: sealing failed; the message is where it was.
            UnreachableError: the connection was lost; scanning again goes on where this stopped.
        """
        total = ScanResult(finished=sum(one.processed is not None for one in self.settle()))
        self._read_sent()
        for mailbox in self.options.mailboxes:
            total.add(self._scan_mailbox(mailbox, since, everything=everything, progress=progress))
            if total.interrupted:
                break
        return total

    def _scan_mailbox(
        self, mailbox: str, since: date | None, *, everything: bool, progress: Progress | None
    ) -> ScanResult:
        state = self.account.examine(mailbox)
        above = 0 if everything else self.history.cursor(self.account.name, mailbox, state.uidvalidity)
        uids = self.account.search(state, above=above, since=since)
        if not everything:
            uids = [uid for uid in uids if not self.history.is_processed(self._reference(state, uid))]
        result = ScanResult()
        if progress:
            progress(0, len(uids))
        for chunk in batches(self.account, state, uids):
            batch, unread = read(self.account, state, chunk)
            result.unread += len(unread)
            self._handle_batch(batch, result, everything=everything)
            if result.interrupted:
                return result
            # Once a message could not be read, the cursor stays below it, so that it is asked for again.
            if since is None and self.custody is not None and not (result.unread - len(unread)):
                up_to = unread[0] - 1 if unread else chunk[-1]
                self.history.advance(self.account.name, mailbox, state.uidvalidity, up_to)
            if progress:
                progress(min(result.looked, len(uids)), len(uids))
        return result

    def _handle_batch(self, batch: Sequence[Fetched], result: ScanResult, *, everything: bool) -> None:
        scored = judging.score([judging.read(fetched.octets) for fetched in batch], self.scorer)
        for fetched, one in zip(batch, scored, strict=True):
            if self.stop():
                result.interrupted = True
                return
            self._handle(fetched, one, result, everything=everything)

    def _handle(self, fetched: Fetched, scored: Scored, result: ScanResult, *, everything: bool) -> None:
        result.looked += 1
        message = scored.reading.message
        sender = sender_of(message)
        text = _signature(scored)
        seen = self.history.known(self.account.name, message.sha256, fetched.internal_date)
        before = self.history.history(sender.key, text, fetched.internal_date)
        judgement = judging.judge(scored, self.options.policy, before)
        processed = Processed(
            reference=fetched.reference,
            sha256=message.sha256,
            internal_date=fetched.internal_date,
            sender=sender.key,
            signature=text,
            verdict=judgement.verdict.kind,
            automatic=sender.automatic,
        )
        if seen is not None and not (everything and seen is VerdictKind.LEAVE):
            result.known += 1
            self.history.add(replace(processed, verdict=seen))
            return
        self._carry_out(fetched, judgement, text, result)
        self.history.add(processed)

    def _carry_out(
        self, fetched: Fetched, judgement: Judgement, text: Signature | None, result: ScanResult
    ) -> None:
        steps = plan(
            judgement.verdict,
            action=self.options.action,
            evidence_mailbox=self.options.evidence_mailbox,
            read_only=self.account.read_only,
        )
        if not steps:
            result.left += 1
            result.unknown += not judgement.scored.scores.known
            return
        settled = self._act(fetched, judgement, text, steps) if self.custody else None
        scored = judgement.scored
        sha256, words = scored.reading.message.sha256, tuple(recording.step_words(steps))
        result.handled.append(
            Handled(fetched.reference, sha256, judgement.verdict, scored.scores, words, settled)
        )

    def _act(
        self, fetched: Fetched, judgement: Judgement, text: Signature | None, steps: Sequence[Step]
    ) -> Settled:
        assert self.custody is not None
        at = self.custody.now()
        record = recording.record(
            fetched,
            judgement,
            policy=self.options.policy,
            capabilities=self.account.capabilities(),
            sender=sender_of(judgement.scored.reading.message),
            signature=text,
        )
        intent = recording.intent(self.custody.new_id(fetched, at), fetched, judgement, steps)
        return self.custody.carry_out(self.account, fetched, intent, record)

    def _read_sent(self) -> None:
        """Note to whom the person has written (recipients and dates only; the Sent mailbox is never changed)."""
        mailbox = self._sent_mailbox()
        if mailbox is None:
            return
        state = self.account.examine(mailbox)
        name = self.account.name
        above = self.history.cursor(name, mailbox, state.uidvalidity)
        uids = self.account.search(state, above=above)
        for chunk in batches(self.account, state, uids):
            headers, _ = read(self.account, state, chunk, header_only=True)
            for fetched in headers:
                to = keys(address.addr_spec for address in parse(fetched.octets).recipients)
                self.history.add_outgoing(name, fetched.reference, to, fetched.internal_date)
            self.history.advance(name, mailbox, state.uidvalidity, chunk[-1])
            if self.stop():
                return

    def _sent_mailbox(self) -> str | None:
        if self.options.sent != "auto":
            return self.options.sent or None
        try:
            attributes = self.account.mailboxes()
        except MailboxError:
            return None
        there = {
            name: lower
            for name, flags in attributes.items()
            if not (lower := {flag.lower() for flag in flags}) & NOT_THERE
        }
        special = [name for name, flags in there.items() if "\\sent" in flags]
        named = [name for name in there if name.lower() in {"sent", "inbox.sent", "inbox/sent"}]
        return next(iter(special + named), None)

    def _reference(self, state: MailboxState, uid: int) -> Reference:
        return Reference(self.account.name, state.mailbox, state.uidvalidity, uid)


def _signature(scored: Scored) -> Signature | None:
    """Return the signature of the sender's own words in the body, or of the subject where there are none."""
    passages = scored.reading.passages
    words = "\n".join(one.text for one in passages if one.kind is PassageKind.NEW).strip()
    words = words or "\n".join(one.text for one in passages if one.kind is PassageKind.SUBJECT).strip()
    return signature(words) if words else None
