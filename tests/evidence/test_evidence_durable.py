"""Files are written whole, forced to the disk, and never over one another."""

import os
import resource
from pathlib import Path

import pytest

from mail_agent.errors import EvidenceError
from mail_agent.evidence import durable


def test_a_name_that_is_taken_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.create(path, b"first")
    with pytest.raises(FileExistsError):
        durable.create(path, b"second")
    assert path.read_bytes() == b"first"


def test_a_link_is_never_followed_to_write_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "a").symlink_to(elsewhere)
    (tmp_path / "b.new").symlink_to(elsewhere)
    with pytest.raises(FileExistsError):
        durable.create(tmp_path / "a", b"x")
    with pytest.raises(OSError, match="symbolic links"):
        durable.replace(tmp_path / "b", b"x")
    assert not elsewhere.exists()


def test_a_file_that_cannot_be_written_whole_is_taken_away_and_a_replaced_one_stands(tmp_path: Path) -> None:
    (tmp_path / "head").write_bytes(b"old")
    child = os.fork()
    if child == 0:
        failed = 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
        for write in (durable.create, durable.replace):
            try:
                write(tmp_path / ("head" if write is durable.replace else "new"), b"x" * 9000)
            except OSError:
                failed += 1
        os._exit(failed)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert not (tmp_path / "new").exists()
    assert (tmp_path / "head").read_bytes() == b"old"


def test_content_is_replaced_whole_and_a_leftover_of_a_crash_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    (tmp_path / "head.json.new").write_bytes(b"a much longer leftover")
    for octets in (b"one", b"two", b""):
        durable.replace(path, octets)
        assert path.read_bytes() == octets
    assert [found.name for found in tmp_path.iterdir()] == ["head.json"]


def test_a_system_error_becomes_one_that_says_what_is_safe_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(EvidenceError, match=r"Not a directory.*left where it is.*run this again"),
        durable.reported(tmp_path),
    ):
        durable.create(tmp_path / "file" / "inside", b"x")
