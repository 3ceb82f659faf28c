"""The journal shows every change, survives a crash, and has one writer."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from evidence_samples import MESSAGE, NOON, contents, intend, keep, seal, settle
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mail_agent.errors import BusyError, EvidenceError
from mail_agent.evidence import journal as journal_module
from mail_agent.evidence.chain import GENESIS, decode
from mail_agent.evidence.journal import FOLDER, Journal, unsettled
from mail_agent.evidence.verify import verify
from mail_agent.mailbox import Reference

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def fill(folder: Path, count: int) -> None:
    with Journal(folder) as journal:
        for number in range(count):
            journal.append("note", {"text": f"note {number}"}, NOON)


def test_each_line_is_canonical_json_and_holds_the_hash_of_the_line_before(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.append("note", {"text": "naïve\n", "b": [1, 2.5], "a": None}, NOON)
        late = datetime(2026, 3, 4, 14, 0, 0, tzinfo=timezone(timedelta(hours=2)))
        journal.append("note", {}, late)
    lines = (tmp_path / "journal.jsonl").read_bytes().split(b"\n")
    assert lines[0].decode() == (
        '{"body":{"a":null,"b":[1,2.5],"text":"naïve\\n"},"kind":"note","prev":"' + GENESIS + '",'
        '"seq":1,"time":"2026-03-04T12:00:00.000005Z"}'
    )
    second = json.loads(lines[1])
    assert second["prev"] == "sha256:" + hashlib.sha256(lines[0]).hexdigest()
    assert second["time"] == "2026-03-04T12:00:00.000000Z"
    assert lines[2:] == [b""]
    pinned = json.loads((tmp_path / "head.json").read_bytes())
    assert pinned == {"count": 2, "head": "sha256:" + hashlib.sha256(lines[1]).hexdigest()}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=4))
@example([{"lone": "\udc80", "pair": "\ud83d\ude00", "line": "\u2028\x85\r\n", "escape": "\\udc80"}])
def test_any_json_body_is_read_back_as_appended_after_reopening(bodies: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Journal(Path(folder)) as journal:
            appended = [journal.append("note", body, NOON) for body in bodies]
        with Journal(Path(folder)) as journal:
            assert list(journal.entries()) == appended
            assert journal.count == len(bodies)


@pytest.mark.parametrize("body", [{"x": float("inf")}, {"x": {1}}, {"x": b""}, {1: 1, "1": 2, None: 3}])
def test_a_body_that_is_not_json_is_refused_and_the_journal_goes_on(
    tmp_path: Path, body: dict[str, Any]
) -> None:
    with Journal(tmp_path) as journal:
        with pytest.raises(EvidenceError, match="not plain JSON"):
            journal.append("note", body, NOON)
        with pytest.raises(EvidenceError, match="offset"):
            journal.append("note", {}, datetime(2026, 1, 1))  # noqa: DTZ001  (without an offset: the point)
        journal.append("note", {}, NOON)
        assert [entry.seq for entry in journal.entries()] == [1]


def test_an_entry_is_the_same_whatever_order_its_fields_were_given_in(tmp_path: Path) -> None:
    with Journal(tmp_path / "a") as one, Journal(tmp_path / "b") as two:
        first = one.append("note", {"x": 1, "y": {"b": 1, "a": 2}}, NOON)
        second = two.append("note", {"y": {"a": 2, "b": 1}, "x": 1}, NOON)
    assert first.hash == second.hash == one.head


def test_unsettled_names_the_intents_without_an_outcome_and_whether_they_were_sealed(tmp_path: Path) -> None:
    with Journal(tmp_path / FOLDER) as journal:
        names = [intend(journal, octet, uid) for uid, octet in enumerate([b"a", b"b", b"c", b"d"], start=1)]
        seal(journal, tmp_path, names[0], b"a", 1)
        settle(journal, names[0], 1)
        seal(journal, tmp_path, names[1], b"b", 2)
        journal.append("abandoned", {"intent": names[2], "why": "gone"}, NOON)
        journal.append("note", {"text": names[3]}, NOON)
        left = unsettled(journal.entries())
    assert [(intent.id, intent.sealed) for intent in left] == [(names[1], True), (names[3], False)]
    assert left[1].reference == Reference("ann", "INBOX", 7, 4)
    assert left[1].body["flags"] == ["\\Seen"]
    report = verify(tmp_path)
    assert report.problems == ()
    assert [note.code for note in report.notes] == ["unsettled", "unsettled"]


@pytest.mark.parametrize("keep_octets", [1, 40, -2, -1])
def test_a_torn_last_line_is_kept_aside_and_named_by_an_entry(tmp_path: Path, keep_octets: int) -> None:
    root, journal = tmp_path, tmp_path / FOLDER
    keep(root, [MESSAGE])
    path = journal / "journal.jsonl"
    whole = path.read_bytes()
    with Journal(journal) as opened:
        line = opened.append("note", {"text": "torn"}, NOON).octets + b"\n"
    (journal / "head.json").write_bytes(b'{"count":3,"head":"' + _hash_of_last(whole).encode() + b'"}\n')
    path.write_bytes(whole + line[:keep_octets])
    assert verify(root).problems == ()
    with Journal(journal) as opened:
        last = list(opened.entries())[-1]
    assert path.read_bytes().startswith(whole)
    assert (last.seq, last.kind) == (4, "recovered")
    (part,) = journal.glob("torn-*.part")
    assert part.read_bytes() == line[:keep_octets]
    assert last.body == {
        "file": part.name,
        "octets": len(part.read_bytes()),
        "sha256": "sha256:" + hashlib.sha256(part.read_bytes()).hexdigest(),
    }
    report = verify(root)
    assert (report.problems, report.notes) == ((), ())
    part.chmod(0o600)
    part.write_bytes(b"other")
    assert [problem.code for problem in verify(root).problems] == ["torn-changed"]


def _hash_of_last(lines: bytes) -> str:
    return "sha256:" + hashlib.sha256(lines.splitlines()[-1]).hexdigest()


def test_one_whole_entry_that_is_not_pinned_yet_is_pinned(tmp_path: Path) -> None:
    root, journal = tmp_path, tmp_path / FOLDER
    keep(root, [MESSAGE])
    pinned = (journal / "head.json").read_bytes()
    with Journal(journal) as opened:
        opened.append("note", {"text": "ahead"}, NOON)
    after = contents(journal)
    (journal / "head.json").write_bytes(pinned)
    report = verify(root)
    assert (report.problems, [note.code for note in report.notes]) == ((), ["not-pinned"])
    with Journal(journal) as opened:
        assert opened.count == 4
    assert contents(journal) == after


def test_two_entries_that_are_not_pinned_are_refused_for_no_crash_leaves_that(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    fill(folder, 1)
    pinned = (folder / "head.json").read_bytes()
    fill(folder, 2)
    (folder / "head.json").write_bytes(pinned)
    _refused(folder, "longer")
    assert [problem.code for problem in verify(tmp_path).problems] == ["journal-longer"]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_journal_with_its_last_entries_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    folder = tmp_path / FOLDER
    fill(folder, 3)
    path = folder / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-cut]))
    _refused(folder, "cut")
    assert [problem.code for problem in verify(tmp_path).problems] == ["journal-cut"]


def test_a_changed_entry_is_refused_even_with_the_head_pinned_anew(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    path = tmp_path / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"note 1", b"note 9"))
    _refused(tmp_path, "broken")


def test_a_last_entry_changed_without_the_pin_is_refused(tmp_path: Path) -> None:
    """The chain alone cannot show this: no later entry names the last one."""
    folder = tmp_path / FOLDER
    fill(folder, 3)
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"note 2", b"note 9"))
    _refused(folder, "does not end as its pinned head says")
    assert [problem.code for problem in verify(tmp_path).problems] == ["head-mismatch"]


@pytest.mark.parametrize(
    ("name", "octets"),
    [("head.json", None), ("journal.jsonl", None), ("head.json", b"{}"), ("head.json", b"")],
)
def test_a_missing_or_foreign_file_is_refused_and_left_as_it_is(
    tmp_path: Path, name: str, octets: bytes | None
) -> None:
    fill(tmp_path, 2)
    (tmp_path / name).unlink()
    if octets is not None:
        (tmp_path / name).write_bytes(octets)
    _refused(tmp_path, "head")


def _refused(folder: Path, why: str) -> None:
    before = contents(folder)
    with pytest.raises(EvidenceError, match=rf"{why}.*Nothing was changed.*backup"):
        Journal(folder)
    assert contents(folder) == before


@settings(max_examples=300)
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
@example(b"[" * 100_000)
@example(b'{"body":{},"kind":"note","prev":"","seq":true,"time":"2026-03-04T12:00:00.000005Z"}')
@example(b'{"body":{},"kind":"note","prev":"","seq":"1","time":"2026-03-04T12:00:00.000005Z"}')
@example(b'{"body":{},"kind":"note","prev":"","seq":1,"time":"2026-03-04T12:00:00.000005"}')
@example(b'{"body":{},"kind":"note","prev":"","seq":1,"seq":1,"time":"2026-03-04T12:00:00.000005Z"}')
@example(b'{"body":{},"kind":"note","prev":"","seq":1,"time":"0001-01-01T00:00:00.000000+23:00"}')
def test_what_is_not_an_entry_is_told_from_one_and_never_taken(line: bytes) -> None:
    with pytest.raises(ValueError, match="line"):
        decode(line)


HOLDER = """
import sys
from pathlib import Path
from mail_agent.evidence.journal import Journal
with Journal(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_with_the_firsts_id_until_the_first_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(journal_module.__file__).parents[2])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid} "):
            Journal(tmp_path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with Journal(tmp_path) as journal:
        journal.append("note", {}, NOON)
    assert (tmp_path / "lock").read_bytes() == b""


def test_a_journal_opened_twice_in_one_process_is_refused_too_and_closing_gives_it_back(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path)
    with pytest.raises(BusyError, match=str(os.getpid())):
        Journal(tmp_path)
    journal.close()
    journal.close()
    Journal(tmp_path).close()


def test_a_journal_that_is_refused_is_not_held(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    head = (tmp_path / "head.json").read_bytes()
    (tmp_path / "head.json").write_bytes(b"{}")
    with pytest.raises(EvidenceError):
        Journal(tmp_path)
    (tmp_path / "head.json").write_bytes(head)
    Journal(tmp_path).close()


def test_reading_and_verifying_hold_one_entry_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    Journal(folder).close()
    lines, prev = [], GENESIS
    for seq in range(1, 4_001):
        entry = journal_module.chain.entry(seq, NOON, "note", {"text": "z" * 1000}, prev)
        lines.append(entry.octets + b"\n")
        prev = entry.hash
    (folder / "journal.jsonl").write_bytes(b"".join(lines))
    (folder / "head.json").write_bytes(journal_module.chain.head_octets(4_000, prev))
    size = sum(map(len, lines))
    del lines
    tracemalloc.start()
    try:
        with Journal(folder) as journal:
            assert sum(1 for _ in journal.entries()) == 4_000
            assert unsettled(journal.entries()) == []
        assert verify(tmp_path).entries == 4_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < size / 10


def test_time_in_an_entry_is_utc_whatever_offset_was_given(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        entry = journal.append("note", {}, NOON.astimezone(timezone(timedelta(hours=-7))))
    assert entry.time == NOON
    assert entry.time.tzinfo == UTC
