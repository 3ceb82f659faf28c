"""A state machine of deliveries, scans, crashes and lost connections: every message is somewhere, unaltered."""

import os
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agent.agent_support import ABUSIVE, ORDINARY, UNSURE, desk, mail
from fakes import FakeAccount, FakeServer, Fault
from mail_agent.errors import EvidenceError, UnreachableError
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify
from mail_agent.mailbox import KEPT_KEYWORD

EVIDENCE = "Seawall/Evidence"


class Killed(BaseException):
    """Stands for SIGKILL: nothing may handle it."""


@contextmanager
def killed_at_fsync(nth: int):
    """Raise Killed in place of the nth fsync: the disk is one of the places where a process can die."""
    real, count = os.fsync, 0

    def fsync(descriptor: int) -> None:
        nonlocal count
        count += 1
        if count == nth:
            raise Killed
        real(descriptor)

    os.fsync = fsync
    try:
        yield
    finally:
        os.fsync = real


class Mailroom(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        # In memory where that can be had: thousands of fsyncs, and only their order matters here.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.root = Path(tempfile.mkdtemp(prefix="seawall-faults-", dir=memory))
        self.server = FakeServer()
        self.account = FakeAccount(self.server)
        self.delivered: list[tuple[str, bytes, datetime, frozenset[str]]] = []
        self.clock = datetime(2026, 3, 1, 12, tzinfo=UTC)

    @initialize(can_move=st.booleans(), tells=st.booleans(), action=st.sampled_from(["move", "copy"]))
    def world(self, *, can_move: bool, tells: bool, action: str) -> None:
        self.server.can_move, self.server.tells_uids, self.action = can_move, tells, action
        self.marks = action == "move" and not can_move

    @rule(
        text=st.sampled_from([ABUSIVE, ORDINARY, UNSURE]),
        flags=st.sampled_from([(), ("\\Seen",), ("\\Deleted", "work")]),
    )
    def deliver(self, text: str, flags: tuple[str, ...]) -> None:
        self.clock += timedelta(hours=30)
        octets = mail(text, len(self.delivered), sender=f"s{len(self.delivered)}@example.net")
        self.server.deliver("INBOX", octets, flags=flags, internal_date=self.clock)
        self.delivered.append((text, octets, self.clock, frozenset(flags)))

    @rule()
    def scan(self) -> None:
        with desk(self.root, self.account, action=self.action) as agent:
            agent.scan()

    @rule(nth=st.integers(1, 60))
    def scan_and_be_killed_at_the_disk(self, nth: int) -> None:
        with suppress(Killed), killed_at_fsync(nth):
            self.scan()

    @rule(nth=st.integers(1, 25), after=st.booleans(), kill=st.booleans())
    def scan_and_lose_the_server(self, nth: int, *, after: bool, kill: bool) -> None:
        self.server.faults = [Fault("*", nth, Killed() if kill else UnreachableError("cut"), after=after)]
        with suppress(Killed, UnreachableError):
            self.scan()
        self.server.faults = []

    @rule()
    def uidvalidity_changes(self) -> None:
        self.server.bump("INBOX")

    @rule()
    def the_person_takes_one_back(self) -> None:
        box = self.server.mailboxes.get(EVIDENCE)
        if box and box.messages and self.action == "move" and self.server.can_move:
            message = box.messages.pop()
            self.server.mailboxes["INBOX"].add(message.octets, message.internal_date, message.flags)

    @rule()
    def the_evidence_mailbox_fills_up_or_has_room_again(self) -> None:
        kept = self.server.mailboxes.get(EVIDENCE)
        if kept:
            kept.full = not kept.full

    def places(self) -> dict[str, Counter[tuple[bytes, datetime, frozenset[str]]]]:
        return {
            name: Counter(
                (m.octets, m.internal_date, frozenset(m.flags) - {KEPT_KEYWORD}) for m in box.messages
            )
            for name, box in self.server.mailboxes.items()
        }

    @invariant()
    def every_message_is_somewhere_unaltered(self) -> None:
        places = self.places()
        for _, octets, date, flags in self.delivered:
            found = [places.get(name, Counter())[octets, date, flags] for name in ("INBOX", EVIDENCE)]
            assert sum(found) >= 1, "a message is lost or altered"
            assert max(found) <= 1, "a message is doubled in one mailbox"
        assert sum(sum(c.values()) for c in places.values()) <= 2 * len(self.delivered)

    @invariant()
    def evidence_holds_each_once_and_verifies(self) -> None:
        if (self.root / "evidence/journal/head.json").exists():  # else: killed before there was any evidence
            assert not verify(self.root / "evidence").problems
        sealed = Counter(item.sha256 for item in Store(self.root / "evidence").items())
        assert all(count == 1 for count in sealed.values()), "a message was sealed twice"

    def teardown(self) -> None:
        try:
            self.server.faults = []
            self.server.create(EVIDENCE).full = False
            self.scan()
            self.every_message_is_somewhere_unaltered()
            self.evidence_holds_each_once_and_verifies()
            self.what_is_abusive_is_kept_and_what_is_not_stays()
        finally:
            shutil.rmtree(self.root)

    def what_is_abusive_is_kept_and_what_is_not_stays(self) -> None:
        places = self.places()
        store = Store(self.root / "evidence")
        sealed = {store.read(item) for item in store.items()}
        for text, octets, date, flags in self.delivered:
            key = (octets, date, flags)
            assert (octets in sealed) is (text != ORDINARY)
            if text == ORDINARY:
                assert places["INBOX"][key] == 1
            elif text == UNSURE:
                continue  # stays, or goes once the same text was set aside before: repetition counts
            elif self.action == "copy" or not self.server.can_move:
                assert places["INBOX"][key] == places[EVIDENCE][key] == 1
        report = verify(self.root / "evidence")
        assert not report.problems


TestMailroom = Mailroom.TestCase
TestMailroom.settings = settings(
    max_examples=60, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
class TestMailroomAtLength(Mailroom.TestCase):
    settings = settings(
        max_examples=400, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )


def test_a_full_disk_leaves_the_message_where_it_is(tmp_path: Path) -> None:
    server = FakeServer()
    account = FakeAccount(server)
    server.deliver("INBOX", mail(ABUSIVE, 1))
    real = os.write

    def full(descriptor: int, octets: bytes) -> int:
        raise OSError(28, "No space left on device")

    with desk(tmp_path, account) as agent:
        os.write = full
        try:
            with pytest.raises(EvidenceError, match=r"(?i)space|full"):
                agent.scan()
        finally:
            os.write = real
    assert len(server.mailboxes["INBOX"].messages) == 1
    assert not server.mailboxes.get(EVIDENCE) or not server.mailboxes[EVIDENCE].messages
    with desk(tmp_path, account) as agent:
        result = agent.scan()
    assert [one.settled.done for one in result.handled] == ["moved"]
    assert not verify(tmp_path / "evidence").problems
