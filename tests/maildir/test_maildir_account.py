"""What the contract does not say of a Maildir: files, names and times stay, UIDs last, and other programs are at work."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mail_agent.errors import MailboxError, RefusedError
from mail_agent.mailbox import Reference
from mail_agent.maildir import MaildirAccount
from servers.harness import Harness
from servers.local import MaildirHarness
from servers.stores import ImapHarness, Stores

PLAIN = b"From: Ben <ben@example.org>\nSubject: Hello\n\nSee you.\n"
WHEN = datetime(2023, 3, 26, 1, 59, 59, tzinfo=UTC)


@pytest.fixture(name="store")
def _store() -> Iterator[MaildirHarness]:
    store = MaildirHarness()
    yield store
    store.close()


def reference(account: MaildirAccount, mailbox: str, uid: int) -> Reference:
    return Reference(account.name, mailbox, account.examine(mailbox).uidvalidity, uid)


def put(
    store: MaildirHarness, name: str, octets: bytes = PLAIN, mtime_ns: int = 1_679_795_999_123_456_789
) -> Path:
    path = store.top / name
    path.write_bytes(octets)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def test_looking_in_every_way_leaves_every_file_name_octet_and_time(store: MaildirHarness) -> None:
    put(store, "new/1.a.host")
    put(store, "cur/2.b.host,S=55:2,FSab")
    put(store, "cur/3.c.host:1,experimental")
    store.create("Work")
    before = store.files()
    times = {path: path.stat().st_mtime_ns for path in store.top.rglob("*")}
    with store.account() as account:
        for mailbox in account.mailboxes():
            state = account.examine(mailbox)
            uids = account.search(state, since=WHEN.date())
            account.sizes(state, uids)
            assert len(list(account.fetch(state, uids))) == len(
                list(account.fetch(state, uids, header_only=True))
            )
            account.find(mailbox, PLAIN)
            account.wait(mailbox, 0.01)
    assert store.files() == before
    assert {path: path.stat().st_mtime_ns for path in store.top.rglob("*")} == times


def test_a_move_keeps_name_info_and_time_to_the_nanosecond(store: MaildirHarness) -> None:
    read = put(store, "cur/2.b.host,S=55:2,FRSz")
    unread = put(store, "new/3.c.host")
    kept = {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in (read, unread)
    }
    with store.account() as account:
        target = account.ensure("Seawall/Evidence")
        for uid in account.search(account.examine("INBOX")):
            account.move(reference(account, "INBOX", uid), target)
    folder = store.top / ".Seawall.Evidence"
    moved = [folder / "cur" / read.name, folder / "new" / unread.name]
    assert {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in moved
    } == kept
    assert not read.exists()
    assert not unread.exists()


def test_a_copy_keeps_octets_flags_sizes_and_time_under_a_name_of_its_own(store: MaildirHarness) -> None:
    path = put(store, "cur/2.b.host,S=55,W=59:2,FS")
    before = store.files()
    with store.account() as account:
        target = account.ensure("Kept")
        account.copy(reference(account, "INBOX", 1), target)
        account.copy(reference(account, "INBOX", 1), target)
    copies = list((store.top / ".Kept" / "cur").iterdir())
    assert len({copy.name for copy in copies} | {path.name}) == 3
    for copy in copies:
        assert copy.name.endswith(",S=55,W=59:2,FS")
        assert (copy.read_bytes(), copy.stat().st_mtime_ns) == (PLAIN, path.stat().st_mtime_ns)
    assert list((store.top / ".Kept" / "tmp").iterdir()) == []
    assert {name: one for name, one in store.files().items() if not name.startswith(".Kept")} == before


def test_a_move_never_replaces_a_message_of_the_same_name(store: MaildirHarness) -> None:
    put(store, "cur/2.b.host:2,S")
    with store.account() as account:
        target = account.ensure("Kept")
        other = put(store, ".Kept/cur/2.b.host:2,S", b"Subject: another\n\n")
        acted = account.move(reference(account, "INBOX", 1), target)
        contents = {one.uid: one.octets for one in store.contents(target)}
    assert other.read_bytes() == b"Subject: another\n\n"
    assert acted.destination is not None
    assert contents[acted.destination.uid] == PLAIN
    assert sorted(contents.values()) == sorted([PLAIN, b"Subject: another\n\n"])


def test_uids_last_over_restarts_flag_changes_and_reading(store: MaildirHarness) -> None:
    for number in range(1, 5):
        put(store, f"new/{number}.x.host", b"Subject: %d\n\n" % number)
    with store.account() as account:
        state = account.examine("INBOX")
        first = {one.reference.uid: one.octets for one in account.fetch(state, account.search(state))}
    (store.top / "new/2.x.host").rename(store.top / "cur/2.x.host:2,S")
    (store.top / "new/3.x.host").rename(store.top / "cur/3.x.host:2,FS")
    put(store, "new/0.earlier.host", b"Subject: late\n\n")
    with store.account() as account:
        again = account.examine("INBOX")
        assert again.uidvalidity == state.uidvalidity
        second = {one.reference.uid: one.octets for one in account.fetch(again, account.search(again))}
    assert second == {**first, 5: b"Subject: late\n\n"}


def test_a_uid_is_never_given_twice(store: MaildirHarness) -> None:
    path = put(store, "cur/1.x.host:2,")
    away = store.root / path.name
    with store.account() as account:
        assert account.search(account.examine("INBOX")) == [1]
        path.rename(away)
        assert account.search(account.examine("INBOX")) == []
        put(store, "cur/2.x.host:2,")
        assert account.search(account.examine("INBOX")) == [2]
        away.rename(path)
        assert account.search(account.examine("INBOX"), above=2) == [3]


def test_lost_numbers_are_given_anew_under_another_uidvalidity(store: MaildirHarness) -> None:
    put(store, "cur/1.x.host:2,")
    with store.account() as account:
        before = account.examine("INBOX").uidvalidity
    for part in (store.root / "state").iterdir():
        part.write_bytes(b"damaged " * 1000) if part.suffix == ".sqlite" else part.unlink()
    with store.account() as account, pytest.raises(MailboxError, match="not touched"):
        account.examine("INBOX")
    for part in (store.root / "state").iterdir():
        part.unlink()
    with store.account() as account:
        state = account.examine("INBOX")
        assert account.search(state) == [1]
        assert state.uidvalidity >= before


def test_a_message_whose_flags_change_meanwhile_is_still_fetched_and_moved(store: MaildirHarness) -> None:
    put(store, "new/1.x.host")
    path = put(store, "cur/2.x.host:2,")
    with store.account() as account:
        target = account.ensure("Kept")
        state = account.examine("INBOX")
        path = path.rename(store.top / "cur/2.x.host:2,S")
        (store.top / "new/1.x.host").rename(store.top / "cur/1.x.host:2,F")
        flags = [one.flags for one in account.fetch(state, [1, 2])]
        assert flags == [{"\\Flagged"}, {"\\Seen"}]
        path.rename(store.top / "cur/2.x.host:2,RS")
        account.move(Reference("home", "INBOX", state.uidvalidity, 2), target)
    assert (store.top / ".Kept/cur/2.x.host:2,RS").read_bytes() == PLAIN


def test_moves_while_another_program_changes_flags_lose_nothing(store: MaildirHarness) -> None:
    for number in range(60):
        put(store, f"cur/{number}.x.host:2,", b"Subject: %d\n\n" % number)
    done = threading.Event()

    def other_program() -> None:
        while not done.is_set():
            for path in list((store.top / "cur").iterdir()):
                letters = "FS" if path.name.endswith(",") else ""
                try:
                    path.rename(path.with_name(f"{path.name.partition(':')[0]}:2,{letters}"))
                except FileNotFoundError:
                    continue

    with store.account() as account:
        target = account.ensure("Kept")
        state = account.examine("INBOX")
        uids = account.search(state)[:20]
        thread = threading.Thread(target=other_program)
        thread.start()
        try:
            for uid in uids:
                try:
                    account.move(Reference("home", "INBOX", state.uidvalidity, uid), target)
                except MailboxError:
                    continue
        finally:
            done.set()
            thread.join()
    everywhere = [one.octets for mailbox in ("INBOX", "Kept") for one in store.contents(mailbox)]
    assert sorted(everywhere) == sorted(b"Subject: %d\n\n" % number for number in range(60))


def test_keywords_keep_their_meaning_where_letters_differ(store: MaildirHarness) -> None:
    (store.top / "dovecot-keywords").write_text("0 Work\n1 Urgent\n")
    put(store, "cur/1.x.host:2,Sab")
    store.create("Kept")
    (store.top / ".Kept/dovecot-keywords").write_text("0 Other\n3 Work\n")
    with store.account() as account:
        account.move(reference(account, "INBOX", 1), "Kept")
        state = account.examine("Kept")
        (fetched,) = account.fetch(state, account.search(state))
    assert fetched.flags == {"\\Seen", "Work", "Urgent"}
    (stored,) = store.contents("Kept")
    assert stored.flags == {"\\Seen", "Work", "Urgent"}


def test_a_target_on_another_file_system_is_refused_and_the_message_stays(store: MaildirHarness) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == store.top.stat().st_dev:
        pytest.skip("there is no second file system here")
    away = memory / f"seawall-test-{os.getpid()}"
    for name in ("tmp", "new", "cur"):
        (away / name).mkdir(parents=True)
    try:
        put(store, "cur/1.x.host:2,S")
        (store.top / ".Away").symlink_to(away)
        before = store.files()
        with store.account() as account, pytest.raises(RefusedError, match="another file system"):
            account.move(reference(account, "INBOX", 1), "Away")
        assert store.files() == before
    finally:
        for name in ("tmp", "new", "cur"):
            (away / name).rmdir()
        away.rmdir()


@pytest.mark.parametrize("name", ["a.b", "../x", "a//b", "", "a/../b", "nul\0", "line\nend"])
def test_a_name_that_is_no_folder_is_refused(store: MaildirHarness, name: str) -> None:
    before = sorted(store.root.rglob("*"))
    with store.account() as account, pytest.raises(MailboxError, match="cannot be named"):
        account.ensure(name)
    assert [path for path in sorted(store.root.rglob("*")) if "state" not in path.parts] == before


def test_what_is_no_message_file_is_passed_over(store: MaildirHarness) -> None:
    put(store, "cur/1.x.host:2,")
    put(store, "cur/.hidden")
    (store.top / "cur/folder").mkdir()
    (store.top / "cur/link").symlink_to("/etc/hostname")
    os.mkfifo(store.top / "cur/fifo")
    with store.account() as account:
        state = account.examine("INBOX")
        assert state.exists == 1
        assert [one.octets for one in account.fetch(state, account.search(state))] == [PLAIN]


def test_a_file_name_that_is_not_utf8_and_an_impossible_time_do_no_harm(store: MaildirHarness) -> None:
    path = os.fsencode(store.top / "cur") + b"/1.\xff\xfe.host:2,S"
    with Path(os.fsdecode(path)).open("wb") as stream:
        stream.write(PLAIN)
    os.utime(path, (2**40, 2**40))
    with store.account() as account:
        target = account.ensure("Kept")
        state = account.examine("INBOX")
        (fetched,) = account.fetch(state, account.search(state))
        assert fetched.octets == PLAIN
        account.move(fetched.reference, target)
    assert [os.fsencode(one.name) for one in (store.top / ".Kept/cur").iterdir()] == [b"1.\xff\xfe.host:2,S"]


def test_a_folder_that_is_no_maildir_is_an_error_that_says_what_to_give(tmp_path: Path) -> None:
    with MaildirAccount("home", tmp_path, tmp_path / "state") as account:
        for look in (account.mailboxes, lambda: account.examine("INBOX"), lambda: account.ensure("Kept")):
            with pytest.raises(MailboxError, match="no Maildir") as caught:
                look()
            assert "cur" in caught.value.remedy
    assert [path.name for path in tmp_path.iterdir()] in ([], ["state"])


def test_dovecot_serves_what_was_moved_with_flags_keywords_and_date(
    stores: Stores, dovecot: Harness, tmp_path: Path
) -> None:
    assert isinstance(dovecot, ImapHarness)
    server = stores.dovecot()
    dovecot.deliver("INBOX", PLAIN, flags=("\\Seen", "\\Flagged", "Work"), internal_date=WHEN)
    dovecot.deliver("INBOX", b"Subject: bystander\n\n", flags=("\\Deleted",), internal_date=WHEN)
    moved, bystander = dovecot.contents("INBOX")
    with MaildirAccount("local", server.maildir(dovecot.user), tmp_path / "state") as account:
        state = account.examine("INBOX")
        fetched = next(one for one in account.fetch(state, account.search(state)) if b"See you" in one.octets)
        assert (fetched.internal_date, fetched.flags) == (moved.internal_date, moved.flags)
        account.move(fetched.reference, account.ensure("Seawall/Übel"))
    (after,) = dovecot.contents("Seawall/Übel")
    assert after.kept == moved.kept
    assert dovecot.contents("INBOX") == [bystander]
