"""A process killed at any step loses nothing that was sealed, and the next start goes on.

The kills are real (SIGKILL, in a child process) and fall before each system call which changes the disk, and halfway
through each write.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_samples import NOON, intend, keep, seal, settle

from mail_agent.evidence.chain import digest
from mail_agent.evidence.journal import FOLDER, Journal, unsettled
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify

MESSAGES = {2: b"Subject: two\r\n\r\nsecond\r\n", 3: b"third\n" * 50}
CHANGES = {"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.truncate"}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(step: int) -> None:
    """Have this process killed at its `step`-th change to the disk. Each write counts twice: before, and halfway."""
    left = [step]
    write, fsync = os.write, os.fsync

    def one_more() -> bool:
        left[0] -= 1
        return left[0] == 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        creates = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if (event in CHANGES or creates) and one_more():
            die()

    def dying_write(descriptor: int, octets: bytes) -> int:
        if descriptor > 2 and one_more():
            die()
        if descriptor > 2 and one_more():
            write(descriptor, octets[: max(1, len(octets) // 2)])
            die()
        return write(descriptor, octets)

    def dying_fsync(descriptor: int) -> None:
        if one_more():
            die()
        fsync(descriptor)

    os.write, os.fsync = dying_write, dying_fsync  # type: ignore[assignment]
    sys.addaudithook(hook)


def in_child(work: Callable[[], None], step: int) -> bool:
    """Run `work` in a child killed at `step`; return False once the work ends before that step."""
    child = os.fork()
    if child == 0:
        try:
            die_at(step)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def keep_two_more(root: Path, told: int) -> None:
    """Seal two messages as the agent does, telling after each step what now counts as done."""
    with Journal(root / FOLDER) as journal:
        for uid, octets in MESSAGES.items():
            name = intend(journal, octets, uid)
            os.pwrite(told, bytes([journal.count, 0]), 0)
            seal(journal, root, name, octets, uid)
            os.pwrite(told, bytes([journal.count, uid]), 0)
            settle(journal, name, uid)
            os.pwrite(told, bytes([journal.count, uid]), 0)


def settle_all(root: Path) -> None:
    """What the agent does at start: seal what was only intended, and journal the outcome."""
    with Journal(root / FOLDER) as journal:
        for intent in unsettled(journal.entries()):
            uid = intent.reference.uid
            if not intent.sealed:
                seal(journal, root, intent.item, MESSAGES[uid], uid)
            settle(journal, intent.id, uid)


def check_nothing_lost(root: Path, *, entries: int, sealed: int) -> None:
    store = Store(root)
    held = {store.read(item) for item in store.items()}
    assert b"first" in held
    assert held >= {octets for uid, octets in MESSAGES.items() if uid <= sealed}
    with Journal(root / FOLDER) as journal:
        assert journal.count >= entries
        list(journal.entries())


def test_killed_at_any_step_nothing_sealed_is_lost_and_the_next_start_settles_it(tmp_path: Path) -> None:
    step, killed = 0, True
    while killed:
        step += 1
        root = tmp_path / str(step)
        keep(root, [b"first"])
        told = os.open(tmp_path / "told", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        killed = in_child(lambda root=root, told=told: keep_two_more(root, told), step)  # type: ignore[misc]
        entries, sealed = (*os.pread(told, 2, 0), 0, 0)[:2]
        os.close(told)
        assert verify(root).problems == (), step
        check_nothing_lost(root, entries=entries, sealed=sealed)
        settle_all(root)
        report = verify(root)
        assert report.problems == (), step
        assert {note.code for note in report.notes} <= {"leftover"}, step
        with Journal(root / FOLDER) as journal:
            assert unsettled(journal.entries()) == []
            assert journal.count >= entries
    assert step > 80
    check_nothing_lost(root, entries=9, sealed=3)


@pytest.mark.parametrize("torn", [b'{"body":{"te', b""], ids=["torn", "ahead"])
def test_killed_at_any_step_of_the_repair_itself_the_next_repair_is_whole(
    tmp_path: Path, torn: bytes
) -> None:
    step, killed = 0, True
    while killed:
        step += 1
        root = tmp_path / f"{step}"
        keep(root, [b"first"])
        path, head = root / FOLDER / "journal.jsonl", root / FOLDER / "head.json"
        if torn:
            path.write_bytes(path.read_bytes() + torn)
        else:
            pinned = head.read_bytes()
            with Journal(root / FOLDER) as journal:
                journal.append("note", {}, NOON)
            head.write_bytes(pinned)
        killed = in_child(lambda root=root: Journal(root / FOLDER).close(), step)  # type: ignore[misc]
        assert verify(root).problems == (), step
        with Journal(root / FOLDER) as journal:
            recovered = [entry.body["sha256"] for entry in journal.entries() if entry.kind == "recovered"]
        assert (digest(torn) in recovered) is bool(torn)
        report = verify(root)
        assert report.problems == (), step
        assert {note.code for note in report.notes} <= {"leftover"}, step
    assert step > 5


def test_killed_at_any_step_of_the_very_first_start_the_next_start_is_clean(tmp_path: Path) -> None:
    step, killed = 0, True
    while killed:
        step += 1
        root = tmp_path / str(step)
        killed = in_child(lambda root=root: Journal(root / FOLDER).close(), step)  # type: ignore[misc]
        keep(root, [b"first"])
        report = verify(root)
        assert (report.problems, report.items) == ((), 1), step
    assert step > 8
