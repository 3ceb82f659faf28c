"""An mbox file: what lies in it is told exactly, it is never written, and its UIDs last as long as its messages do."""

import mailbox
import os
import threading
import time
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_agent.errors import MailboxError, RefusedError, UidValidityChangedError
from mail_agent.mailbox import Reference
from mail_agent.maildir import MboxAccount

FIRST = b"From: Ben <ben@example.org>\nStatus: RO\nX-Status: AF\nSubject: Hello\n\nSee you.\n"
SECOND = (
    b"From: Ben <ben@example.org>\nSubject: More\n\n>From now on I write daily.\nFrom here too\n\nand on\n"
)
THIRD = b"Date: Sat, 2 Mar 2024 10:00:00 +0100\nSubject: third\n\n"


def postmark(day: int) -> bytes:
    return b"From ben@example.org Fri Mar %2d 07:08:09 2024\n" % day


def filled(*messages: bytes) -> bytes:
    return b"".join(postmark(day) + octets + b"\n" for day, octets in enumerate(messages, start=1))


class Box:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive.mbox"
        self.state = folder / "state"

    def account(self) -> MboxAccount:
        return MboxAccount("old", self.path, self.state)

    def write(self, octets: bytes) -> None:
        self.path.write_bytes(octets)


@pytest.fixture(name="box")
def _box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def octets_of(account: MboxAccount) -> list[bytes]:
    state = account.examine("INBOX")
    return [one.octets for one in account.fetch(state, account.search(state))]


def test_octets_dates_and_flags_are_those_of_the_file(box: Box) -> None:
    box.write(filled(FIRST, SECOND, THIRD))
    with box.account() as account:
        state = account.examine("INBOX")
        assert (state.exists, state.uidnext) == (3, 4)
        fetched = list(account.fetch(state, [3, 1, 2, 9]))
        assert account.sizes(state, [1, 2, 9]) == {1: len(FIRST), 2: len(SECOND)}
        assert [one.reference.uid for one in fetched] == [1, 2, 3]
        assert [one.octets for one in fetched] == [FIRST, SECOND, THIRD]
        assert fetched[0].flags == {"\\Seen", "\\Answered", "\\Flagged"}
        assert fetched[0].internal_date == datetime(2024, 3, 1, 7, 8, 9, tzinfo=UTC)
        assert account.search(state, since=date(2024, 3, 2)) == [2, 3]
        assert account.search(state, above=2) == [3]
        (header,) = account.fetch(state, [1], header_only=True)
        assert header.octets == FIRST[: FIRST.index(b"\n\n") + 2]


def test_looking_never_changes_the_file_and_acting_is_refused(box: Box) -> None:
    box.write(filled(FIRST, SECOND))
    box.path.chmod(0o400)
    before = (box.path.read_bytes(), box.path.stat().st_mtime_ns)
    with box.account() as account:
        state = account.examine("INBOX")
        assert account.find("INBOX", SECOND) == [Reference("old", "INBOX", state.uidvalidity, 2)]
        assert account.find("INBOX", SECOND, datetime(2024, 3, 1, 7, 8, 9, tzinfo=UTC)) == []
        assert account.read_only
        for act in (account.move, account.copy):
            with pytest.raises(RefusedError, match="only read"):
                act(Reference("old", "INBOX", state.uidvalidity, 1), "Kept")
        with pytest.raises(RefusedError):
            account.ensure("Kept")
        with pytest.raises(MailboxError, match="Kept"):
            account.examine("Kept")
    assert (box.path.read_bytes(), box.path.stat().st_mtime_ns) == before
    assert sorted(path.name for path in box.path.parent.iterdir()) == ["archive.mbox", "state"]


@pytest.mark.parametrize("restart", [False, True])
def test_appended_messages_get_the_next_uids(box: Box, *, restart: bool) -> None:
    box.write(filled(FIRST, SECOND))
    account = box.account()
    state = account.examine("INBOX")
    with box.path.open("ab") as stream:
        stream.write(postmark(9) + THIRD + b"\n")
    if restart:
        account.close()
        account = box.account()
    assert account.examine("INBOX").uidvalidity == state.uidvalidity
    assert account.search(state, above=2) == [3]
    assert [one.octets for one in account.fetch(state, [1, 2, 3])] == [FIRST, SECOND, THIRD]
    account.close()


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize(
    "after",
    [
        filled(SECOND),
        filled(SECOND, FIRST, THIRD),
        filled(FIRST.replace(b"See you", b"See her"), SECOND),
        filled(FIRST, SECOND.replace(b"daily", b"weekly, at least, and then some"), THIRD),
        b"",
    ],
    ids=["first removed", "order changed", "one word changed in place", "last changed and grown", "emptied"],
)
def test_other_messages_mean_another_uidvalidity(box: Box, after: bytes, *, restart: bool) -> None:
    box.write(filled(FIRST, SECOND))
    account = box.account()
    state = account.examine("INBOX")
    time.sleep(0.02)
    box.write(after)
    if restart:
        account.close()
        account = box.account()
    for look in (
        account.search,
        lambda old: list(account.fetch(old, [1])),
        lambda old: account.sizes(old, [1]),
    ):
        with pytest.raises(UidValidityChangedError):
            look(state)
    assert octets_of(account) == octets_in(after)
    account.close()


def octets_in(octets: bytes) -> list[bytes]:
    return [part.partition(b"\n")[2][:-1] for part in octets.split(b"From ben@example.org ")[1:]]


def test_a_changed_status_field_keeps_the_uids(box: Box) -> None:
    box.write(filled(FIRST, SECOND))
    with box.account() as account:
        state = account.examine("INBOX")
        changed = FIRST.replace(b"Status: RO\nX-Status: AF\n", b"Status: O\nX-UID: 77\nContent-Length: 9\n")
        time.sleep(0.02)
        box.write(filled(changed, SECOND, THIRD))
        assert account.search(state) == [1, 2, 3]
        assert [one.octets for one in account.fetch(state, [1, 3])] == [changed, THIRD]


def test_a_rewrite_in_the_midst_of_a_fetch_never_yields_another_message(box: Box) -> None:
    box.write(filled(FIRST, SECOND, THIRD))
    with box.account() as account:
        state = account.examine("INBOX")
        fetched = account.fetch(state, [1, 2, 3])
        assert next(fetched).octets == FIRST
        time.sleep(0.02)
        box.write(filled(SECOND, FIRST, THIRD))
        with pytest.raises(UidValidityChangedError):
            next(fetched)


def test_a_word_changed_behind_the_same_size_and_time_is_noticed_by_content(box: Box) -> None:
    box.write(filled(FIRST, SECOND))
    with box.account() as account:
        state = account.examine("INBOX")
        found = box.path.stat()
        with box.path.open("r+b") as stream:
            stream.write(filled(FIRST.replace(b"See", b"Hit"), SECOND))
        os.utime(box.path, ns=(found.st_atime_ns, found.st_mtime_ns))
        with pytest.raises(UidValidityChangedError):
            list(account.fetch(state, [1]))


def test_a_length_claimed_by_the_sender_hides_no_other_message(box: Box) -> None:
    second = filled(SECOND)
    liar = b"Content-Length: %d\nSubject: x\n\nbody\n" % (len(b"body\n\n") + len(second))
    box.write(postmark(1) + liar + b"\n" + second)
    with box.account() as account:
        assert octets_of(account) == [liar, SECOND]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"From a@example.org Fri Mar  1 07:08:09 2024", datetime(2024, 3, 1, 7, 8, 9, tzinfo=UTC)),
        (b"From - Fri Mar 01 07:08:09 2024", datetime(2024, 3, 1, 7, 8, 9, tzinfo=UTC)),
        (b"From 17@xxx Fri Mar 01 07:08:09 +0000 2024", datetime(2024, 3, 1, 7, 8, 9, tzinfo=UTC)),
        (b"From a@example.org Fri Mar  1 07:08 -0730 2024", datetime(2024, 3, 1, 14, 38, tzinfo=UTC)),
        (b"From a@example.org Fri Mar  1 07:08:09 2024 +0100", datetime(2024, 3, 1, 6, 8, 9, tzinfo=UTC)),
        (b"From a@example.org Fri Mar 41 07:08:09 2024", datetime(2024, 3, 2, 9, tzinfo=UTC)),
        (b"From a@example.org", datetime(2024, 3, 2, 9, tzinfo=UTC)),
    ],
)
def test_the_internal_date_is_the_postmarks_else_the_date_fields(
    box: Box, line: bytes, expected: datetime
) -> None:
    box.write(line + b"\r\n" + THIRD.replace(b"\n", b"\r\n") + b"\r\n")
    with box.account() as account:
        (fetched,) = account.fetch(account.examine("INBOX"), [1])
    assert fetched.internal_date == expected
    assert fetched.octets == THIRD.replace(b"\n", b"\r\n")


def test_a_file_without_messages_and_a_missing_one(box: Box) -> None:
    box.write(b"this is no mbox file\n\nbut a note\n")
    with box.account() as account:
        assert account.examine("INBOX").exists == 0
    box.path.unlink()
    with box.account() as account, pytest.raises(MailboxError, match=r"archive\.mbox cannot be read"):
        account.examine("INBOX")


def test_a_wait_ends_when_mail_is_appended(box: Box) -> None:
    box.write(filled(FIRST))
    with box.account() as account:
        account.examine("INBOX")
        box.write(filled(FIRST, THIRD))
        assert account.wait("INBOX", 60) is True
        postman = threading.Timer(0.2, box.write, (filled(FIRST, SECOND),))
        postman.start()
        assert account.wait("INBOX", 60) is True
        postman.join()
        account.examine("INBOX")
        assert account.wait("INBOX", 0.02) is False
        box.write(filled(FIRST, SECOND, THIRD))
        assert account.wait("INBOX", 60) is True


def test_an_archive_is_read_one_message_at_a_time(box: Box) -> None:
    with box.path.open("wb") as stream:
        for number in range(40):
            stream.write(postmark(1) + b"Subject: %d\n\n" % number + (b"x" * 99 + b"\n") * 10_000 + b"\n")
    with box.account() as account:
        tracemalloc.start()
        state = account.examine("INBOX")
        count = sum(1 for _ in account.fetch(state, account.search(state)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 40
    assert peak < 8_000_000 < box.path.stat().st_size


lines = st.sampled_from(
    [
        b"",
        b"",
        b"text",
        b"From here",
        b">From there",
        b"From a@example.org Fri Mar  1 07:08:09 2024",
        b" folded",
        b"X: y",
        b"x" * 70_000,
    ]
)
messages = st.lists(lines, max_size=12).map(
    lambda found: b"Subject: x\n\n" + b"".join(line + b"\n" for line in found)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(messages, max_size=5), st.lists(messages, max_size=3))
def test_what_the_standard_library_wrote_is_read_as_it_reads_it(
    tmp_path_factory: pytest.TempPathFactory, first: list[bytes], more: list[bytes]
) -> None:
    box = Box(tmp_path_factory.mktemp("mbox"))
    box.write(b"")
    with box.account() as account:
        validity = account.examine("INBOX").uidvalidity
        for batch in (first, more):
            written = mailbox.mbox(box.path)
            for octets in batch:
                written.add(mailbox.mboxMessage(octets))
            written.close()
            reread = mailbox.mbox(box.path)
            assert octets_of(account) == [reread.get_bytes(key) for key in reread.iterkeys()]
            reread.close()
        assert len(octets_of(account)) == len(first) + len(more)
        assert account.examine("INBOX").uidvalidity == validity
