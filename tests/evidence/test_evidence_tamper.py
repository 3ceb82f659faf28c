"""Verification finds every flipped octet, every truncation, and whatever is removed, added, moved or repeated."""

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_samples import NOON, contents, intend, keep

from mail_agent.errors import EvidenceError
from mail_agent.evidence import chain
from mail_agent.evidence.journal import FOLDER, Journal
from mail_agent.evidence.store import Store, manifest_octets
from mail_agent.evidence.verify import Problem, verify

MESSAGES = (b"Subject: a\r\n\r\nfirst\r\n", b"second\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two items, and a torn line that was kept aside: one file of every kind."""
    folder = tmp_path / "evidence"
    keep(folder, MESSAGES)
    with (folder / FOLDER / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"body":{"text":"half a li')
    Journal(folder / FOLDER).close()
    assert not verify(folder).problems
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
    return folder


def evidence_files(root: Path) -> list[Path]:
    """Every file that holds anything: the lock of a journal at rest is empty."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) == 9
    return files


def problems(root: Path) -> tuple[Problem, ...]:
    return verify(root).problems


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80, 0xFF])
def test_every_flipped_octet_of_every_file_is_found(root: Path, mask: int) -> None:
    unseen = []
    for path in evidence_files(root):
        whole = path.read_bytes()
        changed = bytearray(whole)
        with path.open("r+b", buffering=0) as stream:
            for offset in range(len(whole)):
                changed[offset] ^= mask
                os.pwrite(stream.fileno(), changed[offset : offset + 1], offset)
                if not problems(root):
                    unseen.append((path.name, offset))
                changed[offset] ^= mask
                os.pwrite(stream.fileno(), changed[offset : offset + 1], offset)
        assert path.read_bytes() == whole
    assert unseen == []
    assert not problems(root)


def test_every_truncation_of_every_file_is_found(root: Path) -> None:
    unseen = []
    for path in evidence_files(root):
        whole = path.read_bytes()
        for length in range(len(whole) - 1, -1, -1):
            os.truncate(path, length)
            if not problems(root):
                unseen.append((path.name, length))
        path.write_bytes(whole)
    assert unseen == []
    assert not problems(root)


def test_every_octet_added_to_the_end_of_a_file_is_found_but_a_torn_line_is_a_note(root: Path) -> None:
    for path in evidence_files(root):
        whole = path.read_bytes()
        for extra in (b"\n", b"\0", b" "):
            path.write_bytes(whole + extra)
            report = verify(root)
            torn = path.name == "journal.jsonl" and extra != b"\n"
            assert ("torn" in {note.code for note in report.notes}) is torn
            assert bool(report.problems) is not torn
        path.write_bytes(whole)


def test_each_file_removed_is_found_and_named(root: Path) -> None:
    for path in evidence_files(root):
        whole = path.read_bytes()
        path.unlink()
        assert str(path.relative_to(root)) in {problem.path for problem in problems(root)}
        path.write_bytes(whole)
    assert not problems(root)


def test_every_journal_line_dropped_repeated_or_moved_is_found(root: Path) -> None:
    path = root / FOLDER / "journal.jsonl"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    assert len(lines) == 7
    positions = range(len(lines))
    changed = [lines[:n] + lines[n + 1 :] for n in positions]
    changed += [[*lines[:n], lines[m], *lines[n:]] for n in [*positions, len(lines)] for m in positions]
    for one, other in itertools.combinations(positions, 2):
        swapped = list(lines)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        changed.append(swapped)
    changed += [lines[::-1], lines[1:] + lines[:1], []]
    for variant in changed:
        path.write_bytes(b"".join(variant))
        assert problems(root), variant
        with pytest.raises(EvidenceError):
            Journal(root / FOLDER)
    path.write_bytes(whole)
    assert not problems(root)


def test_an_entry_changed_with_the_whole_chain_made_anew_is_still_found_by_the_items(root: Path) -> None:
    """Whoever rewrites the journal consistently must rewrite the items as well."""
    path = root / FOLDER / "journal.jsonl"
    entries = [chain.decode(line) for line in path.read_bytes().splitlines()]
    without_the_second_item = [entry for entry in entries if entry.seq not in {4, 5, 6}]
    prev, lines = chain.GENESIS, []
    for seq, entry in enumerate(without_the_second_item, start=1):
        anew = chain.entry(seq, entry.time, entry.kind, entry.body, prev)
        lines.append(anew.octets + b"\n")
        prev = anew.hash
    path.write_bytes(b"".join(lines))
    (root / FOLDER / "head.json").write_bytes(chain.head_octets(len(lines), prev))
    assert [problem.code for problem in problems(root)] == ["unknown-item"]
    Journal(root / FOLDER).close()


def test_a_rewritten_folder_shows_only_against_a_head_kept_elsewhere(root: Path) -> None:
    """What the documentation says cannot be seen from within is not seen; the report's head tells."""
    before = verify(root)
    with Journal(root / FOLDER) as journal:
        first = next(journal.entries())
    shutil.rmtree(root)
    with Journal(root / FOLDER) as journal:
        journal.append(first.kind, {**first.body, "flags": []}, first.time)
    after = verify(root)
    assert after.problems == ()
    assert after.head != before.head


def items(root: Path) -> tuple[Path, Path]:
    first, second = sorted((root / "items").glob("*/*/*"))
    return first, second


def swap(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def test_swapped_items_swapped_messages_and_swapped_manifests_are_found(root: Path) -> None:
    one, other = items(root)
    for name in ("", "message.eml", "record.json", "manifest-sha256.txt"):
        swap(one / name, other / name)
        assert len(problems(root)) >= 2
        swap(one / name, other / name)
        assert not problems(root)


@pytest.mark.parametrize(
    ("name", "codes"),
    [("record.json", ["manifest-changed"]), ("message.eml", ["manifest-changed", "message-changed"])],
)
def test_a_file_changed_together_with_its_manifest_is_found_by_the_journal(
    root: Path, name: str, codes: list[str]
) -> None:
    one, _ = items(root)
    (one / name).write_bytes((one / name).read_bytes().replace(b"first", b"other").replace(b"0.9", b"0.1"))
    message, record = (one / "message.eml").read_bytes(), (one / "record.json").read_bytes()
    manifest = manifest_octets(chain.digest(message), chain.digest(record))
    (one / "manifest-sha256.txt").write_bytes(manifest)
    assert [problem.code for problem in problems(root)] == codes


def test_an_item_of_an_open_intent_is_a_note_until_its_message_is_another(root: Path) -> None:
    with Journal(root / FOLDER) as journal:
        name = intend(journal, b"third", 3)
    item = Store(root).seal(name, b"third", {}, NOON)
    report = verify(root)
    assert (report.problems, {note.code for note in report.notes}) == ((), {"not-recorded", "unsettled"})
    shutil.rmtree(root / item.folder)
    Store(root).seal(name, b"other", {}, NOON)
    assert [problem.code for problem in problems(root)] == ["message-changed"]


def test_entries_that_contradict_one_another_are_found(root: Path) -> None:
    with Journal(root / FOLDER) as journal:
        name = intend(journal, b"third", 3)
        item = Store(root).seal(name, b"third", {}, NOON)
        hashes = {"sha256": chain.digest(b"other"), "manifest_sha256": item.manifest_sha256}
        journal.append("sealed", {"intent": name, "item": name, **hashes}, NOON)
    codes = [problem.code for problem in problems(root)]
    assert codes == ["bad-entry", "message-changed"]
    with Journal(root / FOLDER) as journal:
        hashes = {"sha256": item.sha256, "manifest_sha256": item.manifest_sha256}
        journal.append("sealed", {"intent": name, "item": name, **hashes}, NOON)
    assert [problem.code for problem in problems(root)] == ["bad-entry", "sealed-twice", "message-changed"]


def test_an_item_moved_away_with_a_link_in_its_place_is_found(root: Path) -> None:
    one, _ = items(root)
    away = root.with_name("away")
    one.rename(away)
    one.symlink_to(away)
    assert [problem.code for problem in problems(root)] == ["unexpected", "missing-item"]


def test_a_removed_item_is_found_and_named(root: Path) -> None:
    one, _ = items(root)
    shutil.rmtree(one)
    assert [(problem.path, problem.code) for problem in problems(root)] == [
        (str(one.relative_to(root)), "missing-item")
    ]


def test_all_items_removed_or_the_whole_journal_removed_is_found(root: Path) -> None:
    away = root.with_name("away")
    (root / "items").rename(away)
    assert [problem.code for problem in problems(root)] == ["missing-item", "missing-item"]
    away.rename(root / "items")
    (root / FOLDER).rename(away)
    codes = [problem.code for problem in problems(root)]
    assert codes.count("unknown-item") == 2
    assert codes.count("missing-file") == 2


STRANGERS: list[Callable[[Path], object]] = [
    lambda one: (one / "extra.txt").write_bytes(b""),
    lambda one: (one / ".hidden").mkdir(),
    lambda one: os.mkfifo(one / "pipe"),
    lambda one: (one / "link").symlink_to("message.eml"),
    lambda one: (one.parent / "loose.eml").write_bytes(b"x"),
    lambda one: (one.parent.parent / "loose.eml").write_bytes(b"x"),
    lambda one: (one.parent.parent.parent / "loose.eml").write_bytes(b"x"),
    lambda one: shutil.copytree(one, one.with_name("copy")),
    lambda one: shutil.copytree(one, one.with_name(one.name[:-4] + "0123")),
    lambda one: one.rename(one.parent.parent / one.name),
]


@pytest.mark.parametrize("add", STRANGERS)
def test_whatever_is_added_among_the_items_is_found(root: Path, add: Callable[[Path], object]) -> None:
    add(items(root)[0])
    assert problems(root)


@pytest.mark.parametrize("name", ["message.eml", "record.json", "manifest-sha256.txt"])
def test_a_file_replaced_by_a_link_to_the_same_octets_a_pipe_or_a_folder_is_found(
    root: Path, name: str
) -> None:
    path = items(root)[0] / name
    away = root.with_name("away")
    path.rename(away)
    replacements: list[Callable[[], object]] = [
        lambda: path.symlink_to(away),
        lambda: os.mkfifo(path),
        lambda: path.symlink_to(root.with_name("nowhere")),
        path.mkdir,
    ]
    for replace in replacements:
        replace()
        assert str(path.relative_to(root)) in {problem.path for problem in problems(root)}
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()


def test_what_lies_beside_the_evidence_and_what_a_crash_left_is_only_noted(root: Path) -> None:
    (root / "tmp" / "half-made").mkdir()
    (root / "README").write_bytes(b"mine")
    (root / FOLDER / "head.json.new").write_bytes(b"")
    report = verify(root)
    assert report.problems == ()
    assert {note.code for note in report.notes} == {"leftover", "stranger"}
    assert len(report.notes) == 3


def test_entries_with_foreign_bodies_are_read_without_stumbling(root: Path) -> None:
    with Journal(root / FOLDER) as journal:
        for kind in ("intent", "sealed", "outcome", "abandoned", "recovered", "note"):
            for value in (None, 1, [], {}, "../../x", "/etc/hostname", "\0", ""):
                journal.append(kind, dict.fromkeys(("intent", "item", "sha256", "file"), value), NOON)
            journal.append(kind, {}, NOON)
    report = verify(root)
    assert report.entries == 7 + 6 * 9
    assert all(not problem.path.startswith("..") for problem in report.problems)


def test_verifying_writes_nothing_and_takes_no_lock(root: Path) -> None:
    def state() -> dict[Path, tuple[int, int, int]]:
        found = [path.lstat() for path in sorted(root.rglob("*"))]
        return {
            path: (s.st_mtime_ns, s.st_mode, s.st_ino)
            for path, s in zip(sorted(root.rglob("*")), found, strict=True)
        }

    with Journal(root / FOLDER):
        before, octets = state(), contents(root)
        assert not problems(root)
        assert state() == before
        assert contents(root) == octets


def test_a_folder_that_is_being_written_to_verifies_clean_at_every_moment(root: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            keep(root, [b"%d" % number for number in range(60)])
            os._exit(0)
        finally:
            os._exit(1)
    ended, seen = 0, set()
    while not ended:
        ended, status = os.waitpid(child, os.WNOHANG)
        report = verify(root)
        assert report.problems == ()
        seen.add(report.entries)
    assert os.waitstatus_to_exitcode(status) == 0
    assert max(seen) == 7 + 60 * 3
    assert len(seen) > 2


def test_a_folder_that_holds_no_evidence_is_an_error_and_not_a_clean_bill(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(EvidenceError, match="no evidence folder"):
            verify(folder)
