"""A move that the server refused is tried again, once a scan, and never stops the rest; nothing is doubled by it."""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from agent.agent_support import ABUSIVE, desk, mail
from agent.test_faults import EVIDENCE, Killed
from fakes import FakeAccount, FakeServer, Fault
from mail_agent.errors import MailboxError, RefusedError
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify
from mail_agent.history import HistoryIndex
from mail_agent.mailbox import MailboxState
from servers import dovecot as dovecot_server
from servers.relay import relaying
from servers.stores import ImapHarness, Stores


def outcomes(root: Path) -> list[str]:
    lines = (root / "evidence/journal/journal.jsonl").read_text().splitlines()
    return [entry["body"]["done"] for entry in map(json.loads, lines) if entry["kind"] == "outcome"]


def scanned(root: Path, server: FakeServer) -> list[str]:
    with desk(root, FakeAccount(server)) as agent:
        return [one.settled.done for one in agent.scan().handled]


def octets_in(server: FakeServer, mailbox: str) -> list[bytes]:
    return [message.octets for message in server.mailboxes[mailbox].messages]


def test_what_a_full_mailbox_refused_is_moved_once_there_is_room(tmp_path: Path) -> None:
    server = FakeServer()
    kept = server.create(EVIDENCE)
    kept.full = True
    mails = [mail(ABUSIVE, number) for number in range(3)]
    for octets in mails:
        server.deliver("INBOX", octets)
    assert scanned(tmp_path, server) == ["refused"] * 3
    before = (tmp_path / "evidence/journal/journal.jsonl").read_bytes()
    for _ in range(3):
        assert scanned(tmp_path, server) == []
    assert (tmp_path / "evidence/journal/journal.jsonl").read_bytes() == before, (
        "the journal grows with waiting"
    )
    assert octets_in(server, "INBOX") == mails

    kept.full = False
    assert scanned(tmp_path, server) == []
    assert octets_in(server, "INBOX") == []
    assert sorted(octets_in(server, EVIDENCE)) == sorted(mails)
    assert outcomes(tmp_path) == ["refused"] * 3 + ["moved"] * 3
    assert sum(1 for _ in Store(tmp_path / "evidence").items()) == 3
    report = verify(tmp_path / "evidence")
    assert (report.problems, report.notes) == ((), ())

    assert scanned(tmp_path, server) == []
    with HistoryIndex(tmp_path / "history.sqlite") as history:
        assert (history.counts().quarantine, history.counts().messages) == (3, 3)


def test_a_refused_message_that_the_person_has_put_away_is_left_in_peace(tmp_path: Path) -> None:
    server = FakeServer()
    server.create(EVIDENCE).full = True
    server.deliver("INBOX", mail(ABUSIVE, 1))
    assert scanned(tmp_path, server) == ["refused"]
    server.create("Old").messages.append(server.mailboxes["INBOX"].messages.pop())
    server.mailboxes[EVIDENCE].full = False
    for _ in range(2):
        scanned(tmp_path, server)
    assert octets_in(server, EVIDENCE) == []
    assert len(octets_in(server, "Old")) == 1
    assert outcomes(tmp_path) == ["refused", "gone"]


@pytest.mark.parametrize("nth", range(1, 12))
def test_a_crash_while_a_refused_message_is_tried_again_doubles_nothing(tmp_path: Path, nth: int) -> None:
    server = FakeServer()
    server.create(EVIDENCE).full = True
    server.deliver("INBOX", mail(ABUSIVE, 1))
    scanned(tmp_path, server)
    server.mailboxes[EVIDENCE].full = False
    server.faults = [Fault("*", nth, Killed(), after=True)]
    with suppress(Killed):
        scanned(tmp_path, server)
    server.faults = []
    scanned(tmp_path, server)
    assert (octets_in(server, "INBOX"), len(octets_in(server, EVIDENCE))) == ([], 1)
    assert outcomes(tmp_path) == ["refused", "moved"]


def test_an_evidence_mailbox_that_cannot_be_made_after_a_crash_does_not_stop_every_later_scan(
    tmp_path: Path,
) -> None:
    server = FakeServer()
    server.deliver("INBOX", mail(ABUSIVE, 1))
    server.faults = [Fault("move", 1, Killed())]
    with suppress(Killed):
        scanned(tmp_path, server)
    server.faults = [Fault("ensure", 1, RefusedError("CREATE: permission denied"))]
    server.deliver("INBOX", mail(ABUSIVE, 2))
    assert scanned(tmp_path, server) == ["moved"]
    server.faults = []
    scanned(tmp_path, server)
    assert octets_in(server, "INBOX") == []
    assert len(octets_in(server, EVIDENCE)) == 2


def test_a_poor_server_that_alters_its_copies_is_not_given_one_more_at_each_scan(
    stores: Stores, need_dovecot: None, tmp_path: Path
) -> None:
    poor = stores.harness("dovecot-poor")
    poor.deliver("INBOX", mail(ABUSIVE, 1))
    with relaying(poor.settings.port) as relay:
        # What is read from the evidence mailbox differs from what was copied.
        selected = [b""]
        relay.before_command = lambda line: selected.append(line) if b"EXAMINE" in line else None
        relay.rewrite = lambda line: (
            line.replace(b"Subject: Note 1", b"Subject: NOTE 1") if b"Evidence" in selected[-1] else line
        )
        through = ImapHarness("dovecot", relay.port, poor.user, poor.password)
        for _ in range(3):
            with desk(tmp_path, through.account()) as agent:
                agent.scan()
    assert len(poor.contents("INBOX")) == 1
    assert len(poor.contents(EVIDENCE)) == 1
    assert outcomes(tmp_path) == ["altered"]
    poor.close()


def test_on_a_server_with_a_quota_the_copy_is_made_once_there_is_room(
    stores: Stores, need_dovecot: None, tmp_path: Path
) -> None:
    full = ImapHarness("dovecot", stores.dovecot("dovecot-quota").port, "quintus", dovecot_server.PASSWORD)
    full.deliver("INBOX", b"Subject: big\r\n\r\n" + b"a" * 30_000 + b"\r\n", flags=("\\Deleted",))
    abuse = mail(ABUSIVE + "\n" + "x " * 10_000, 1)
    full.deliver("INBOX", abuse)
    with desk(tmp_path, full.account(), action="copy") as agent:
        assert [one.settled.done for one in agent.scan().handled] == ["refused"]
    full.observer.expunge("INBOX")
    with desk(tmp_path, full.account(), action="copy") as agent:
        result = agent.scan()
    assert (result.finished, result.handled) == (1, [])
    assert [one.octets for one in full.contents("INBOX")] == [abuse]
    assert [one.octets for one in full.contents(EVIDENCE)] == [abuse]
    assert outcomes(tmp_path) == ["refused", "copied"]
    full.close()


class Blind(FakeAccount):
    """A login that may put messages into the evidence mailbox and not look into it (RFC 4314 section 4)."""

    def examine(self, mailbox: str) -> MailboxState:
        if mailbox == EVIDENCE:
            raise MailboxError(f"opening {mailbox}: the server said: permission denied")
        return super().examine(mailbox)


def test_a_mailbox_that_takes_messages_and_shows_none_does_not_stop_the_scan(tmp_path: Path) -> None:
    server = FakeServer()
    for number in range(2):
        server.deliver("INBOX", mail(ABUSIVE, number))
    with desk(tmp_path, Blind(server)) as agent:
        result = agent.scan()
    assert [one.settled.done for one in result.handled] == ["altered"] * 2
    assert {one.settled.note for one in result.handled} == {"could not be read back"}
    assert (len(octets_in(server, "INBOX")), len(octets_in(server, EVIDENCE))) == (0, 2)
