"""When the power fails: what was reported as done is on the disk, in an order that leaves no half item.

Power cannot be cut here, so each system call that changes the disk is watched, in a child process, and what no fsync
has covered yet is held against the moment at which it must be covered.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_samples import NOON, intend, keep, seal, settle

from mail_agent.evidence.journal import FOLDER, Journal

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to name descriptors")


class Disk:
    """Which files and folders hold changes that no fsync has covered."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.unsynced: set[str] = set()
        self.early: list[str] = []
        self.syncs = 0

    def change(self, path: str) -> None:
        if path.startswith(self.root) and Path(path).name != "lock":
            self.unsynced.add(path)

    def rename(self, old: str, new: str) -> None:
        self.early += [path for path in self.unsynced if path == old or path.startswith(old + "/")]
        self.change(str(Path(old).parent))
        self.change(str(Path(new).parent))

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        paths = [os.fsdecode(a) for a in arguments[:2] if isinstance(a, str | bytes | os.PathLike)]
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT:
            if not Path(paths[0]).exists():
                self.change(str(Path(paths[0]).parent))
        elif event in {"os.mkdir", "os.remove", "os.rmdir"}:
            self.change(str(Path(paths[0]).parent))
        elif event in {"os.link", "os.rename"}:
            self.rename(paths[0], paths[1])
        elif event == "os.truncate" and isinstance(arguments[0], int):
            self.change(of(arguments[0]))

    def watch(self) -> None:
        write, fsync = os.write, os.fsync

        def watched_write(descriptor: int, octets: bytes) -> int:
            self.change(of(descriptor))
            return write(descriptor, octets)

        def watched_fsync(descriptor: int) -> None:
            self.syncs += 1
            self.unsynced.discard(of(descriptor))
            fsync(descriptor)

        os.write, os.fsync = watched_write, watched_fsync  # type: ignore[assignment]
        sys.addaudithook(self.hook)

    def must_be_safe(self) -> None:
        """Hold that all is on the disk, and that nothing was renamed into place before its content was."""
        assert self.syncs > 0
        assert self.unsynced == set()
        assert self.early == []


def of(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def watched(root: Path, work: Callable[[Disk], None]) -> None:
    child = os.fork()
    if child == 0:
        try:
            disk = Disk(root)
            disk.watch()
            work(disk)
            os._exit(0)
        except AssertionError as error:
            os.write(2, f"{error}\n".encode())
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_each_step_of_keeping_a_message_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    root = tmp_path / "evidence"

    def work(disk: Disk) -> None:
        with Journal(root / FOLDER) as journal:
            disk.must_be_safe()
            name = intend(journal, b"octets", 1)
            disk.must_be_safe()
            seal(journal, root, name, b"octets", 1)
            disk.must_be_safe()
            settle(journal, name, 1)
            disk.must_be_safe()

    watched(root, work)


def test_an_entry_that_a_crash_left_unpinned_is_on_the_disk_before_it_is_pinned(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    keep(root, [b"octets"])
    journal, head = root / FOLDER / "journal.jsonl", root / FOLDER / "head.json"
    pinned = head.read_bytes()
    with Journal(root / FOLDER) as opened:
        opened.append("note", {}, NOON)
    head.write_bytes(pinned)

    def work(disk: Disk) -> None:
        at_pin: list[set[str]] = []

        def note(event: str, _arguments: tuple[object, ...]) -> None:
            if event == "os.rename":
                at_pin.append({path for path in disk.unsynced if path == str(journal)})

        # As a process leaves it that was killed between write and fsync.
        disk.change(str(journal))
        sys.addaudithook(note)
        with Journal(root / FOLDER):
            disk.must_be_safe()
        assert at_pin == [set()]

    watched(root, work)


def test_a_torn_line_kept_aside_is_on_the_disk_before_the_journal_is_cut(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    keep(root, [b"octets"])
    with (root / FOLDER / "journal.jsonl").open("ab") as stream:
        stream.write(b"half a li")

    def work(disk: Disk) -> None:
        cut: list[set[str]] = []
        hook = disk.hook

        def also(event: str, arguments: tuple[object, ...]) -> None:
            if (
                event == "os.truncate"
                and isinstance(arguments[0], int)
                and of(arguments[0]).endswith(".jsonl")
            ):
                cut.append(disk.unsynced - {of(arguments[0])})
            hook(event, arguments)

        sys.addaudithook(also)
        with Journal(root / FOLDER):
            disk.must_be_safe()
        assert cut == [set()]

    watched(root, work)
