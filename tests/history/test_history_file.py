"""The index as a file: what survives a kill, what it refuses, what it never holds, and how it is made again."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import history_writer
import pytest

from classifier.repetition import signature
from mail_agent.errors import BusyError, EvidenceError, Exit
from mail_agent.evidence.journal import Journal
from mail_agent.evidence.store import Store, item_id
from mail_agent.history import MOST_COUNTED, SCHEMA_VERSION, HistoryIndex, Processed, replay
from mail_agent.mailbox import Reference
from mail_agent.verdict import VerdictKind

NOW = datetime(2024, 6, 1, 8, tzinfo=UTC)
SECRET = "meet me behind the old mill at a quarter past nine"


def made(
    uid: int, verdict: VerdictKind = VerdictKind.REVIEW, text: str = SECRET, sender: str = "x@example.org"
) -> Processed:
    when = NOW - timedelta(minutes=10_000 - uid)
    return Processed(
        Reference("home", "INBOX", 5, uid),
        f"sha256:{uid:064x}",
        when,
        sender,
        signature(text),
        verdict,
        False,
    )


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.sqlite"


@pytest.mark.parametrize("seed", range(3))
def test_what_was_added_is_there_after_kill_9_and_the_file_is_whole(path: Path, seed: int) -> None:
    root = Path(__file__).resolve().parents[2]
    child = subprocess.Popen(
        [sys.executable, history_writer.__file__, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={"PYTHONPATH": str(root)},
    )
    enough = random.Random(seed).randint(20, 60)
    try:
        told = next(uid for uid in map(int, child.stdout) if uid >= enough)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    told = max([told, *map(int, child.stdout.read().split())])
    child.stdout.close()
    with HistoryIndex(path) as index:
        assert all(index.is_processed(history_writer.message(uid).reference) for uid in range(1, told + 1))
        assert told <= index.counts().messages <= told + 1
        assert index.cursor("home", "INBOX", 1) in (told, told + 1)
        past = index.history("p1@example.org", history_writer.message(told + 2).signature, NOW)
        assert past.same_text == index.counts().messages
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_second_process_sees_what_was_added_at_once(path: Path) -> None:
    with HistoryIndex(path) as writer, HistoryIndex(path) as reader:
        writer.add(made(1))
        assert reader.is_processed(made(1).reference)
        assert reader.known("home", made(1).sha256, made(1).internal_date) is VerdictKind.REVIEW


def test_no_word_of_a_message_is_in_the_file(path: Path) -> None:
    with HistoryIndex(path) as index:
        index.add(made(1, VerdictKind.LEAVE))
    octets = b"".join(part.read_bytes() for part in path.parent.iterdir())
    assert b"x@example.org" in octets
    for word in SECRET.split():
        if len(word) > 3:
            assert word.encode() not in octets


def test_the_file_is_the_owners_alone(path: Path) -> None:
    with HistoryIndex(path) as index:
        index.add(made(1))
        assert {part.stat().st_mode & 0o777 for part in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_index_of_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    HistoryIndex(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(EvidenceError, match="newer Seawall") as caught:
        HistoryIndex(path)
    assert caught.value.code is Exit.EVIDENCE
    assert "seawall scan" in caught.value.remedy
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "octets", [b"not a database at all, but long enough " * 40, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_index_is_refused_and_left_as_it_is(path: Path, octets: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(octets)
    with pytest.raises(EvidenceError, match="damaged") as caught:
        HistoryIndex(path)
    assert "keep it" in caught.value.remedy
    assert path.read_bytes() == octets


def test_damage_found_later_is_told_too(path: Path) -> None:
    with HistoryIndex(path) as index:
        index.add_many(made(uid, text=f"{SECRET} {uid}") for uid in range(1, 200))
    octets = bytearray(path.read_bytes())
    octets[8192:] = b"\xa5" * (len(octets) - 8192)
    path.write_bytes(octets)
    with pytest.raises(EvidenceError, match="damaged"), HistoryIndex(path) as index:
        index.history("x@example.org", signature(SECRET), NOW)
        index.counts()


def test_a_database_of_another_program_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE diary (entry TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(EvidenceError, match="another program"):
        HistoryIndex(path)
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="cannot be opened"):
        HistoryIndex(tmp_path)


def test_a_file_locked_for_too_long_is_told_as_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mail_agent.history.database._BUSY_SECONDS", 0.05)
    with HistoryIndex(path) as index:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            index.add(made(1))
        other.execute("ROLLBACK")
        other.close()
        index.add(made(1))
        assert index.is_processed(made(1).reference)


def test_a_failed_batch_leaves_nothing_behind(path: Path) -> None:
    with HistoryIndex(path) as index:
        broken = Processed(made(2).reference, "no hash", NOW, "x@example.org", None, VerdictKind.LEAVE)
        with pytest.raises(ValueError, match="sha256"):
            index.add_many([made(1), broken])
        assert index.counts().messages == 0
        assert index.history("x@example.org", signature(SECRET), NOW).same_text == 0


def test_a_moment_without_an_offset_is_refused(path: Path) -> None:
    with HistoryIndex(path) as index, pytest.raises(ValueError, match="offset"):
        index.history("x@example.org", None, NOW.replace(tzinfo=None))


def test_the_same_moment_in_another_time_zone_is_the_same_message(path: Path) -> None:
    from zoneinfo import ZoneInfo

    with HistoryIndex(path) as index:
        index.add(made(1))
        assert index.known("home", made(1).sha256, made(1).internal_date.astimezone(ZoneInfo("Asia/Kolkata")))
        assert index.known("work", made(1).sha256, made(1).internal_date) is None


def test_a_flood_is_counted_up_to_the_limit_and_what_was_flagged_stays_in_sight(path: Path) -> None:
    with HistoryIndex(path) as index:
        index.add(made(1, VerdictKind.QUARANTINE))
        index.add_many(made(uid, VerdictKind.LEAVE) for uid in range(2, MOST_COUNTED + 500))
        past = index.history("x@example.org", signature(SECRET), NOW)
    assert (past.messages, past.same_text) == (MOST_COUNTED + 1, MOST_COUNTED + 1)
    assert (past.flagged, past.same_text_flagged) == (1, 1)
    assert past.first_seen == made(1).internal_date


def test_a_released_message_stays_released_when_it_is_seen_again(path: Path) -> None:
    one = made(1, VerdictKind.QUARANTINE)
    with HistoryIndex(path) as index:
        index.add(one)
        assert index.release("home", one.sha256, one.internal_date)
        index.add(
            Processed(
                Reference("home", "INBOX", 5, 77),
                one.sha256,
                one.internal_date,
                one.sender,
                one.signature,
                one.verdict,
            )
        )
        assert index.history(one.sender, one.signature, NOW).flagged == 0
        assert index.counts().released == 1


def record(one: Processed) -> dict[str, object]:
    text = one.signature
    kept = {"exact": text.exact, "minhash": list(text.minhash)} if text else None
    return {"history": {"sender": one.sender, "signature": kept, "automatic": one.automatic}}


def intent(name: str, one: Processed) -> dict[str, object]:
    where = {name: getattr(one.reference, name) for name in ("account", "mailbox", "uidvalidity", "uid")}
    return {
        "intent": name,
        "item": name,
        "reference": where,
        "sha256": one.sha256,
        "internal_date": one.internal_date.isoformat(),
        "verdict": one.verdict.value,
    }


def test_what_rests_on_evidence_is_rebuilt_from_journal_and_store(tmp_path: Path, path: Path) -> None:
    kept = [
        made(1, VerdictKind.QUARANTINE),
        made(2),
        made(3, text="something else entirely, about the garden"),
    ]
    left = made(4, VerdictKind.LEAVE)
    open_one, given_up = made(5), made(6)
    store = Store(tmp_path / "evidence")
    with Journal(tmp_path / "evidence" / "journal") as journal:
        for one in (*kept, open_one, given_up):
            name = item_id(NOW, one.sha256, one.reference)
            journal.append("intent", intent(name, one), NOW)
            store.seal(name, b"octets", record(one), NOW)
            if one in kept:
                journal.append("outcome", {"intent": name, "done": "moved"}, NOW)
            elif one is given_up:
                journal.append("abandoned", {"intent": name, "why": "test"}, NOW)
        with HistoryIndex(path) as first:
            first.add_many([*kept, left])
            expected = first.history("x@example.org", signature(SECRET), made(4).internal_date)
        path.rename(path.with_suffix(".old"))

        def records(name: str) -> dict[str, object] | None:
            item = store.get(name)
            return json.loads((store.root / item.folder / "record.json").read_bytes()) if item else None

        with HistoryIndex(path) as again:
            for _ in range(2):
                again.add_many(replay(journal.entries(), records))
            assert again.counts().messages == 3
            assert again.history("x@example.org", signature(SECRET), made(4).internal_date) == expected
            assert [again.is_processed(one.reference) for one in (*kept, left, open_one, given_up)] == [
                *[True] * 3,
                *[False] * 3,
            ]
            assert again.known("home", kept[0].sha256, kept[0].internal_date) is VerdictKind.QUARANTINE


def test_without_its_record_a_message_is_known_but_counts_for_nobody(path: Path, tmp_path: Path) -> None:
    one = made(1)
    with Journal(tmp_path / "journal") as journal, HistoryIndex(path) as index:
        journal.append("intent", intent("a", one), NOW)
        journal.append("outcome", {"intent": "a"}, NOW)
        index.add_many(replay(journal.entries(), lambda _: None))
        assert index.known("home", one.sha256, one.internal_date) is VerdictKind.REVIEW
        assert index.history("x@example.org", one.signature, NOW).messages == 0


def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    HistoryIndex(path).close()

    def write(start: int) -> None:
        with HistoryIndex(path) as index:
            for uid in range(start, start + 40):
                index.add(made(uid))

    threads = [threading.Thread(target=write, args=(start,)) for start in (1, 101)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with HistoryIndex(path) as index:
        assert index.counts().messages == 80
