"""What `seawall judge` finds below a path, and that it leaves everything as it is."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from mail_agent.cli.sources import Unreadable, find, octets
from mail_agent.message import parse

ONE = b"From: a@example.com\nSubject: one\n\nHi.\n"
POSTMARK = b"From a Mon May  6 10:00:00 2024\n"
TWO = b"From: b@example.com\nSubject: two\n\nFrom here on.\n>From there.\n"


def found(*paths: Path) -> list[tuple[str, bytes | str]]:
    out: list[tuple[str, bytes | str]] = []
    for source in find([str(path) for path in paths]):
        try:
            out.append((source.name, octets(source)))
        except Unreadable as error:
            out.append((source.name, str(error)))
    return out


def snapshot(top: Path) -> dict[str, tuple[int, int, str]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino, sha256(path.read_bytes()).hexdigest())
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def maildir(top: Path, messages: dict[str, bytes]) -> Path:
    for name in ("cur", "new", "tmp"):
        (top / name).mkdir(parents=True)
    for name, content in messages.items():
        (top / name).write_bytes(content)
    return top


def test_a_file_is_a_message_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("x.eml", "12345", "no dots, spaces", "q.txt"):
        (tmp_path / name).write_bytes(ONE)
        assert found(tmp_path / name) == [(str(tmp_path / name), ONE)]


def test_a_folder_gives_every_file_below_it_by_name_and_no_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "b/deep").mkdir(parents=True)
    for name in ("c", "a", "b/deep/2", "b/1", ".hidden"):
        (tmp_path / name).write_bytes(ONE)
    assert [name for name, _ in found(tmp_path)] == [
        str(tmp_path / name) for name in ("a", "b/1", "b/deep/2", "c")
    ]


def test_a_maildir_gives_its_messages_and_its_folders_but_no_index_and_nothing_unfinished(
    tmp_path: Path,
) -> None:
    top = maildir(
        tmp_path / "m",
        {"cur/1:2,S": ONE, "new/2": TWO, "tmp/3": ONE, "dovecot-uidlist": b"3 V1"},
    )
    maildir(top / ".Sent", {"cur/4:2,": ONE})
    assert found(top) == [
        (str(top / "cur/1:2,S"), ONE),
        (str(top / "new/2"), TWO),
        (str(top / ".Sent/cur/4:2,"), ONE),
    ]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_an_mbox_file_gives_each_message_as_it_was_before_it_was_put_in(
    tmp_path: Path, newline: bytes
) -> None:
    box = tmp_path / "archive"
    escaped = TWO.replace(b">From", b">>From").replace(b"\nFrom here", b"\n>From here")
    text = (
        b"From a Mon May  6 10:00:00 2024\n" + ONE + b"\nFrom b Mon May  6 10:00:01 2024\n" + escaped + b"\n"
    )
    box.write_bytes(text.replace(b"\n", newline))
    assert found(box) == [
        (f"{box}#1", ONE.replace(b"\n", newline)),
        (f"{box}#2", TWO.replace(b"\n", newline)),
    ]


def test_a_line_from_inside_a_message_does_not_cut_it(tmp_path: Path) -> None:
    box = tmp_path / "archive"
    box.write_bytes(POSTMARK + ONE + b"From 9:00 on.\n\nFrom the start.\n\n" + POSTMARK + ONE)
    assert found(box) == [(f"{box}#1", ONE + b"From 9:00 on.\n\nFrom the start.\n"), (f"{box}#2", ONE)]


def test_one_message_that_was_saved_with_its_from_line_is_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "saved").write_bytes(POSTMARK + ONE)
    assert found(tmp_path / "saved") == [(str(tmp_path / "saved"), POSTMARK + ONE)]
    assert parse(POSTMARK + ONE).subject == "one"


def test_what_cannot_be_read_is_said_in_its_place_and_the_rest_is_given(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(ONE)
    (tmp_path / "b").symlink_to(tmp_path / "gone")
    (tmp_path / "c").write_bytes(ONE)
    os.mkfifo(tmp_path / "pipe")
    names = [(tmp_path / name) for name in ("a", "missing", "b", "pipe", "c")]
    results = found(*names)
    assert [name for name, _ in results] == [str(name) for name in names]
    assert [one == ONE for _, one in results] == [True, False, False, False, True]
    assert results[1][1] == "No such file or directory"


def test_a_link_that_leads_round_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(ONE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert found(tmp_path) == [(str(tmp_path / "a"), ONE)]


def test_nothing_is_touched(tmp_path: Path) -> None:
    top = maildir(tmp_path / "m", {"cur/1:2,S": ONE, "new/2": TWO})
    (tmp_path / "box").write_bytes(POSTMARK + ONE + b"\n" + POSTMARK + TWO)
    before = snapshot(tmp_path)
    found(top, tmp_path / "box")
    assert snapshot(tmp_path) == before
