"""`seawall watch` on a real Dovecot: what arrives is dealt with, SIGTERM ends it in order, errors are one clear line."""

import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.agent_support import ORDINARY, mail
from agent.home import EVIDENCE, FLAGS, Home
from mail_agent.evidence.verify import verify
from servers.stores import ImapHarness


def wait_for(condition, seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_mail_that_arrives_while_watching_is_kept_and_sigterm_ends_it_in_order(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]\npoll_seconds = 600')
    home.deliver_all([mail(ORDINARY, 1)], FLAGS)
    child = home.start("watch")
    try:
        assert wait_for((tmp_path / "state/history.sqlite").exists)
        for number in (2, 3, 4):
            sender = "k@abuser.example" if number != 3 else "o@example.org"
            home.observer.deliver(
                "INBOX", mail("A new letter.", number, sender=sender), (), datetime.now(UTC)
            )
            time.sleep(0.3)
        assert wait_for(lambda: sum(home.contents(EVIDENCE).values()) == 2), "nothing happened on delivery"
    finally:
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    assert "stopped" in err
    assert "A new letter" not in out + err, "private text in the log"
    assert "k@abuser.example" not in err, "an address in the log"
    assert sum(home.contents("INBOX").values()) == 2
    assert not verify(home.evidence).problems


def test_a_second_agent_on_the_same_evidence_is_refused_with_the_first_ones_process_id(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path)
    first = home.start("watch")
    try:
        lock = home.evidence / "journal/lock"
        assert wait_for(lambda: lock.exists() and lock.read_text().strip())
        second = home.start("scan")
        _, err = second.communicate(timeout=60)
        assert second.returncode == 9
        assert str(first.pid) in err
    finally:
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=60)


def finished(home: Home, *arguments: str, password: str | None = None) -> tuple[int, str, str]:
    child = home.start(*arguments, password=password)
    out, err = child.communicate(timeout=90)
    return child.returncode, out, err


def test_each_way_to_fail_is_one_clear_line_with_its_exit_code(dovecot: ImapHarness, tmp_path: Path) -> None:
    home = Home(dovecot, tmp_path)
    home.deliver_all([mail(ORDINARY, 1)], FLAGS)

    code, _, err = finished(home, "scan", password="guess-me")
    assert (code, err.count("\n")) == (4, 1)
    assert "guess-me" not in err
    assert "password" in err

    code, _, err = finished(home, "scan", "--account", "nobody")
    assert (code, err.count("\n")) == (3, 1)
    assert "home" in err

    good = home.config.read_text()
    home.config.write_text(good.replace("[[account]]", '[[account]]\nmailboxes = ["Nowhere"]'))
    code, _, err = finished(home, "scan")
    assert (code, err.count("\n")) == (6, 1)
    assert "Nowhere" in err

    home.config.write_text(good.replace(f"port = {dovecot.settings.port}", "port = 1"))
    code, _, err = finished(home, "scan")
    assert (code, err.count("\n")) == (5, 1)
    assert "127.0.0.1" in err

    home.config.write_text(good.replace("user =", "usr ="))
    code, _, err = finished(home, "scan")
    assert code == 3
    assert "usr" in err
    assert "user" in err

    home.config.write_text(good.replace('host = "127.0.0.1"', 'host = "mail.example.org"'))
    code, _, err = finished(home, "scan")
    assert code == 3
    assert "tls" in err.lower()
    assert sum(home.contents("INBOX").values()) == 1


def test_an_interrupted_scan_ends_between_two_messages_and_goes_on_later(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]')
    home.deliver_all([mail(f"Letter {i}", i, sender="k@abuser.example") for i in range(60)], FLAGS)
    before = home.contents("INBOX")
    child = home.start("scan", "--json")
    journal = home.evidence / "journal/journal.jsonl"
    assert wait_for(lambda: journal.exists() and journal.stat().st_size > 2000)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    if child.returncode == 0:
        pytest.fail("the scan was over before it could be interrupted")
    assert child.returncode == 130, err
    report = verify(home.evidence)
    assert not report.problems
    assert not [note for note in report.notes if "unsettled" in note.code], "stopped amid a message"
    assert home.contents("INBOX") + home.contents(EVIDENCE) == before
    home.scan()
    assert not home.contents("INBOX")
    assert home.contents(EVIDENCE) == before


def test_a_journal_that_was_tampered_with_stops_the_agent_and_touches_nothing(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]')
    home.deliver_all([mail("One", 1, sender="k@abuser.example")], FLAGS)
    home.scan()
    journal = home.evidence / "journal/journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"outcome", b"outcomf"))
    home.deliver_all([mail("Two", 2, sender="k@abuser.example")], FLAGS)
    code, _, err = finished(home, "scan")
    assert (code, err.count("\n")) == (7, 1)
    assert "evidence verify" in err
    assert sum(home.contents("INBOX").values()) == 1
    code, out, _ = finished(home, "evidence", "verify", str(home.evidence))
    assert code == 7
    assert "journal" in out
