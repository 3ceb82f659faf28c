"""The index against a naive list: whatever was added in whatever order, it counts what came before."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from classifier.repetition import SAME_TEXT, Signature, bands, signature, similarity
from mail_agent.conduct import History
from mail_agent.history import HistoryIndex, Processed
from mail_agent.mailbox import Reference
from mail_agent.verdict import VerdictKind

START = datetime(2024, 2, 28, 12, tzinfo=UTC)
LONG = "you will be sorry when you come home tonight, and everybody on your street will know what you are"
TEXTS = (
    "",
    "ok",
    "no",
    LONG,
    LONG.replace("tonight", "tomorrow"),
    LONG.replace("street", "road"),
    f"Hi Anna, {LONG}",
    "The parcel with the order number is going to arrive on Tuesday between nine and eleven in the morning.",
)
SIGNATURES = (None, *map(signature, TEXTS))
ACCOUNTS = ("home", "work")
SENDERS = ("ann@example.org", "ben@example.org", "unknown")

moments = st.integers(0, 12).map(lambda n: START + timedelta(hours=17 * n))
references = st.builds(
    Reference,
    st.sampled_from(ACCOUNTS),
    st.sampled_from(("INBOX", "Work")),
    st.sampled_from((1, 7)),
    st.integers(1, 6),
)
processed = st.builds(
    Processed,
    reference=references,
    sha256=st.integers(0, 5).map(lambda n: f"sha256:{n:064x}"),
    internal_date=moments,
    sender=st.sampled_from(SENDERS),
    signature=st.sampled_from(SIGNATURES),
    verdict=st.sampled_from(VerdictKind),
    automatic=st.booleans(),
)


@dataclass
class Naive:
    """What the index promises, over plain dictionaries."""

    messages: dict[tuple[str, str, datetime], Processed] = field(default_factory=dict)
    released: set[tuple[str, str, datetime]] = field(default_factory=set)
    located: set[Reference] = field(default_factory=set)
    sent: set[tuple[str, str, datetime]] = field(default_factory=set)
    cursors: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def add(self, one: Processed) -> None:
        key = (one.reference.account, one.sha256, one.internal_date)
        if key in self.messages and self.messages[key].verdict is not one.verdict:
            self.released.discard(key)
        self.messages[key] = one
        self.located.add(one.reference)

    def flagged(self, key: tuple[str, str, datetime]) -> bool:
        return self.messages[key].verdict is not VerdictKind.LEAVE and key not in self.released

    def history(self, sender: str, text: Signature | None, at: datetime) -> History:
        earlier = {key: one for key, one in self.messages.items() if one.internal_date < at}
        mine = {key: one.internal_date for key, one in earlier.items() if one.sender == sender}
        alike = {key: one.sender for key, one in earlier.items() if nearly(text, one.signature)}
        answers = {(account, when) for account, who, when in self.sent if who == sender and when < at}
        last = max((when for _, when in answers), default=None)
        return History(
            messages=len(mine),
            flagged=sum(map(self.flagged, mine)),
            unanswered=sum(last is None or when > last for when in mine.values()),
            answered=len({when for _, when in answers}),
            last_day=sum(when >= at - timedelta(days=1) for when in mine.values()),
            last_week=sum(when >= at - timedelta(days=7) for when in mine.values()),
            same_text=len(alike),
            same_text_flagged=sum(map(self.flagged, alike)),
            same_text_senders=len(set(alike.values())),
            first_seen=min(mine.values(), default=None),
        )


def nearly(a: Signature | None, b: Signature | None) -> bool:
    return bool(a and b and set(bands(a)) & set(bands(b)) and similarity(a, b) >= SAME_TEXT)


class IndexMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.index = HistoryIndex(Path(":memory:"))
        self.naive = Naive()

    @rule(one=processed)
    def add(self, one: Processed) -> None:
        self.index.add(one)
        self.naive.add(one)

    @rule(many=st.lists(processed, max_size=4))
    def add_many(self, many: list[Processed]) -> None:
        self.index.add_many(many)
        for one in many:
            self.naive.add(one)

    @rule(reference=references, keys=st.lists(st.sampled_from(SENDERS), max_size=2), at=moments)
    def write_to(self, reference: Reference, keys: list[str], at: datetime) -> None:
        self.index.add_outgoing(reference.account, reference, keys, at)
        self.naive.sent |= {(reference.account, key, at) for key in keys}

    @rule(account=st.sampled_from(ACCOUNTS), number=st.integers(0, 5), at=moments)
    def release(self, account: str, number: int, at: datetime) -> None:
        key = (account, f"sha256:{number:064x}", at)
        assert self.index.release(*key) is (key in self.naive.messages)
        if key in self.naive.messages:
            self.naive.released.add(key)

    @rule(reference=references)
    def advance(self, reference: Reference) -> None:
        key = (reference.account, reference.mailbox, reference.uidvalidity)
        self.index.advance(*key, reference.uid)
        self.naive.cursors[key] = max(self.naive.cursors.get(key, 0), reference.uid)

    @rule(
        sender=st.sampled_from((*SENDERS, "stranger@example.net")),
        text=st.sampled_from(SIGNATURES),
        at=moments,
    )
    def ask(self, sender: str, text: Signature | None, at: datetime) -> None:
        assert self.index.history(sender, text, at) == self.naive.history(sender, text, at)

    @rule(one=processed)
    def ask_about(self, one: Processed) -> None:
        key = (one.reference.account, one.sha256, one.internal_date)
        known = self.naive.messages.get(key)
        assert self.index.known(*key) is (known.verdict if known else None)
        assert self.index.is_processed(one.reference) is (one.reference in self.naive.located)
        where = (one.reference.account, one.reference.mailbox, one.reference.uidvalidity)
        assert self.index.cursor(*where) == self.naive.cursors.get(where, 0)

    @invariant()
    def counts_agree(self) -> None:
        counts = self.index.counts()
        kinds = [one.verdict for one in self.naive.messages.values()]
        assert counts.messages == len(kinds)
        assert (counts.quarantine, counts.review, counts.leave) == tuple(
            kinds.count(kind) for kind in (VerdictKind.QUARANTINE, VerdictKind.REVIEW, VerdictKind.LEAVE)
        )
        flagged = sum(map(self.naive.flagged, self.naive.messages))
        assert counts.released == len(kinds) - kinds.count(VerdictKind.LEAVE) - flagged
        assert counts.senders == len({one.sender for one in self.naive.messages.values()})

    def teardown(self) -> None:
        self.index.close()


TestIndexAgainstTheNaiveModel = IndexMachine.TestCase
TestIndexAgainstTheNaiveModel.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_the_texts_of_the_model_are_partly_alike() -> None:
    alike = [(a, b) for a in SIGNATURES for b in SIGNATURES if a is not b and nearly(a, b)]
    assert (SIGNATURES[4], SIGNATURES[5]) in alike
    assert (SIGNATURES[4], SIGNATURES[8]) not in alike


def test_a_message_found_again_elsewhere_counts_once() -> None:
    with HistoryIndex(Path(":memory:")) as index:
        one = Processed(
            Reference("home", "INBOX", 1, 1),
            f"sha256:{1:064x}",
            START,
            SENDERS[0],
            SIGNATURES[4],
            VerdictKind.REVIEW,
        )
        index.add_many([one, replace(one, reference=Reference("home", "INBOX", 2, 9)), one])
        past = index.history(SENDERS[0], SIGNATURES[4], START + timedelta(seconds=1))
    assert (past.messages, past.flagged, past.same_text, past.unanswered) == (1, 1, 1, 1)
