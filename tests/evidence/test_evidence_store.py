"""What is sealed is there whole, unaltered, write-once, and checkable with stock tools."""

import json
import os
import resource
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from evidence_samples import MESSAGE, NOON, contents, intend, keep, seal, settle
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mail_agent.errors import EvidenceError
from mail_agent.evidence.chain import digest
from mail_agent.evidence.journal import FOLDER, Journal
from mail_agent.evidence.store import Store, item_id, manifest_octets
from mail_agent.evidence.verify import verify
from mail_agent.mailbox import Reference

HERE = Reference("ann", "INBOX", 7, 1)


def name_of(octets: bytes, reference: Reference = HERE) -> str:
    return item_id(NOON, digest(octets), reference)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=4096) | st.text("\r\n\0 .>From", max_size=64).map(str.encode))
@example(b"")
@example(b"\0")
@example(b"a\r\nb\nc\rd\r\r\n\n\xff\x00")
@example(bytes(range(256)) * 300)
def test_any_octets_are_read_back_as_they_were_sealed(octets: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (item,) = keep(root, [octets])
        assert Store(root).read(item) == octets
        assert (root / item.folder / "message.eml").read_bytes() == octets
        assert item.sha256 == digest(octets)
        report = verify(root)
        assert (report.problems, report.notes, report.items, report.entries) == ((), (), 1, 3)


def test_the_real_sha256sum_agrees_with_the_manifest_and_sees_a_change(tmp_path: Path) -> None:
    (item,) = keep(tmp_path, [MESSAGE])
    command = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    whole = subprocess.run(command, cwd=tmp_path / item.folder, capture_output=True, text=True, check=False)
    assert (whole.returncode, whole.stdout) == (0, "message.eml: OK\nrecord.json: OK\n")
    message = tmp_path / item.folder / "message.eml"
    message.chmod(0o600)
    message.write_bytes(MESSAGE + b"!")
    assert (
        subprocess.run(command, cwd=tmp_path / item.folder, capture_output=True, check=False).returncode != 0
    )


def test_the_record_is_sorted_utf8_json_and_names_the_message_and_the_moment(tmp_path: Path) -> None:
    name = name_of(MESSAGE)
    item = Store(tmp_path).seal(name, MESSAGE, {"z": ("é", "\udc80"), "a": 1, "item": "forged"}, NOON)
    written = (tmp_path / item.folder / "record.json").read_bytes()
    record = json.loads(written)
    assert record == {
        "a": 1,
        "item": name,
        "octets": len(MESSAGE),
        "sealed_at": "2026-03-04T12:00:00.000005Z",
        "sha256": digest(MESSAGE),
        "z": ["é", "\udc80"],
    }
    assert list(record) == sorted(record)
    assert "é".encode() in written
    assert written.startswith(b'{\n  "a": 1,\n')
    assert written.endswith(b"}\n")


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"octets", NOON])
def test_a_record_that_is_not_json_is_refused_and_nothing_is_written(tmp_path: Path, value: object) -> None:
    with pytest.raises(EvidenceError, match="left where it is"):
        Store(tmp_path).seal(name_of(MESSAGE), MESSAGE, {"value": value}, NOON)
    assert contents(tmp_path) == {}


def test_sealing_the_same_again_changes_nothing_and_gives_the_same_item(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.seal(name_of(MESSAGE), MESSAGE, {"n": 1}, NOON)
    before = contents(tmp_path)
    assert store.seal(name_of(MESSAGE), MESSAGE, {"n": 2}, NOON + timedelta(days=40)) == first
    assert contents(tmp_path) == before


def test_other_octets_under_the_same_id_are_refused_and_the_first_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.seal(name_of(MESSAGE), MESSAGE, {}, NOON)
    before = contents(tmp_path)
    with pytest.raises(EvidenceError, match="other octets"):
        store.seal(name_of(MESSAGE), MESSAGE + b" ", {}, NOON)
    assert contents(tmp_path) == before


def test_an_item_that_was_altered_is_not_given_out(tmp_path: Path) -> None:
    (item,) = keep(tmp_path, [MESSAGE])
    message = tmp_path / item.folder / "message.eml"
    message.chmod(0o600)
    message.write_bytes(MESSAGE.replace(b"know", b"knew"))
    with pytest.raises(EvidenceError, match="not the one that was sealed"):
        Store(tmp_path).read(item)


def test_a_record_is_given_out_only_as_it_was_sealed(tmp_path: Path) -> None:
    (item,) = keep(tmp_path, [MESSAGE])
    store = Store(tmp_path)
    assert store.record(item)["scores"] == {"threat": 0.9}
    path = tmp_path / item.folder / "record.json"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"0.9", b"0.1"))
    with pytest.raises(EvidenceError, match="record is not the one that was sealed"):
        store.record(item)
    manifest = manifest_octets(item.sha256, digest(path.read_bytes()))
    (tmp_path / item.folder / "manifest-sha256.txt").chmod(0o600)
    (tmp_path / item.folder / "manifest-sha256.txt").write_bytes(manifest)
    with pytest.raises(EvidenceError, match="record is not the one that was sealed"):
        store.record(item)
    path.unlink()
    with pytest.raises(EvidenceError, match="record cannot be read"):
        store.record(item)


def test_items_are_found_again_oldest_first_and_by_id(tmp_path: Path) -> None:
    kept = keep(tmp_path, [b"one", b"two", b"two", b""])
    store = Store(tmp_path)
    assert list(store.items()) == kept
    assert [store.get(item.id) for item in kept] == kept
    assert store.get(name_of(b"never sealed")) is None
    assert list(Store(tmp_path / "elsewhere").items()) == []


def test_the_same_octets_from_two_places_are_two_items() -> None:
    there = Reference("ann", "Archive", 7, 1)
    assert name_of(MESSAGE, HERE) != name_of(MESSAGE, there)


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_no_account_or_mailbox_name_ever_shows_in_an_id(moment: datetime, account: str, mailbox: str) -> None:
    reference = Reference(account, mailbox, 1, 2)
    name = item_id(moment, digest(b""), reference)
    assert set(name) <= set("0123456789abcdefTZ.-")
    assert len(name) == 41


@pytest.mark.parametrize(
    "name", ["", "..", "../../x", "20260304T120000.000005Z-" + "a" * 12 + "-bcde/..", "x\0"]
)
def test_what_is_no_item_id_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(EvidenceError, match="not the id"):
        Store(tmp_path).seal(name, MESSAGE, {}, NOON)
    with pytest.raises(EvidenceError, match="not the id"):
        Store(tmp_path).get(name)
    assert contents(tmp_path) == {}


def test_only_the_owner_may_read_and_nobody_writes_what_is_sealed(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        root = tmp_path / "evidence"
        keep(root, [MESSAGE])
    finally:
        os.umask(previous)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [root, *root.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.match("items/*/*/*/*")} == {0o400}
    assert {mode for path, mode in modes.items() if path.parent.name == FOLDER and path.is_file()} == {0o600}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let root mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_says_so_and_is_got_over(small_disk: Path) -> None:
    keep(small_disk, [MESSAGE])
    before = contents(small_disk)
    with Journal(small_disk / FOLDER) as journal:
        big = b"x" * 400_000
        name = intend(journal, big, 2)
        with pytest.raises(EvidenceError, match=r"No space left on device.*left where it is"):
            seal(journal, small_disk, name, big, 2)
        journal.append("abandoned", {"intent": name, "why": "full"}, NOON)
    report = verify(small_disk)
    assert (report.problems, report.notes, report.items) == ((), (), 1)
    after = contents(small_disk)
    assert {path: octets for path, octets in after.items() if path.startswith("items/")} == {
        path: octets for path, octets in before.items() if path.startswith("items/")
    }


def test_a_journal_on_a_full_disk_refuses_and_goes_on_once_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    with Journal(small_disk / FOLDER) as journal:
        name = intend(journal, MESSAGE, 1)
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(b"x" * 400_000)
        for _ in range(3):
            # Longer than a page, so that it cannot fit into what the last page has left.
            with pytest.raises(EvidenceError, match="No space left"):
                journal.append("note", {"text": "y" * 9000}, NOON)
        ballast.unlink()
        seal(journal, small_disk, name, MESSAGE, 1)
        settle(journal, name, 1)
        kinds = [entry.kind for entry in journal.entries()]
    assert [kind for kind in kinds if kind != "recovered"] == ["intent", "sealed", "outcome"]
    report = verify(small_disk)
    assert (report.problems, report.items) == ((), 1)


def test_a_write_that_the_system_cuts_short_leaves_no_half_item(tmp_path: Path) -> None:
    keep(tmp_path, [MESSAGE])
    child = os.fork()
    if child == 0:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
            Store(tmp_path).seal(name_of(b"y" * 9000), b"y" * 9000, {}, NOON)
        except EvidenceError as error:
            status = 0 if "File too large" in str(error) else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    report = verify(tmp_path)
    assert (report.problems, report.notes, report.items) == ((), (), 1)
