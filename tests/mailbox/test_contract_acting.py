"""Acting: one message moves or is copied, everything about it survives, and nothing else is touched."""

from datetime import datetime, timedelta, timezone

import pytest

from mail_agent.errors import MailboxError, UidValidityChangedError
from mail_agent.mailbox import KEPT_KEYWORD, Done, Reference
from servers.harness import Harness

PLAIN = b"From: Ben <ben@example.org>\r\nMessage-ID: <one@example.org>\r\nSubject: Hello\r\n\r\nSee you.\r\n"
BARE = b"From: nobody\r\n\r\nGr\xfc\xdfe\r\n"
WHEN = datetime(2023, 3, 26, 1, 59, 59, tzinfo=timezone(timedelta(hours=-7)))
FLAGS = ("\\Seen", "\\Flagged", "\\Answered", "Work")
NAMES = (
    "Kept",
    "Seawall/Evidence",
    "Übersicht",
    "שמור",
    "Sea 🌊",
    'quo"ted',
    "brack]et",
    "brack[et",
    "A & B",
    "&-",
    "star*",
    "50%",
)


def reference(store: Harness, mailbox: str, uid: int) -> Reference:
    account = store.account()
    found = Reference(account.name, mailbox, account.examine(mailbox).uidvalidity, uid)
    account.close()
    return found


def acting_store(store: Harness) -> Harness:
    if not store.acts:
        pytest.skip("this account is read-only")
    return store


@pytest.fixture(name="mover")
def _mover(store: Harness) -> Harness:
    return acting_store(store)


@pytest.mark.parametrize(
    "octets", [PLAIN, BARE, b"Subject: empty\r\n\r\n"], ids=["plain", "8-bit, no id", "empty"]
)
def test_a_moved_message_keeps_octets_flags_and_internal_date(mover: Harness, octets: bytes) -> None:
    uid = mover.deliver("INBOX", octets, flags=FLAGS, internal_date=WHEN)
    (before,) = mover.contents("INBOX")
    account = mover.account()
    target = account.ensure("Seawall/Evidence")
    acted = account.move(reference(mover, "INBOX", uid), target)
    (after,) = mover.contents(target)
    assert after.kept == before.kept
    assert acted.destination is not None
    assert (acted.destination.mailbox, acted.destination.uid) == (target, after.uid)
    state = account.examine(target)
    assert acted.destination.uidvalidity == state.uidvalidity
    if mover.moves:
        assert acted.done is Done.MOVED
        assert mover.contents("INBOX") == []
    else:
        assert acted.done is Done.COPIED_AND_MARKED
        (original,) = mover.contents("INBOX")
        assert original.kept == (before.octets, before.internal_date, before.flags | {KEPT_KEYWORD})


def test_a_copied_message_keeps_all_and_the_original_stays_untouched(mover: Harness) -> None:
    uid = mover.deliver("INBOX", PLAIN, flags=FLAGS, internal_date=WHEN)
    before = mover.contents("INBOX")
    account = mover.account()
    target = account.ensure("Kept")
    acted = account.copy(reference(mover, "INBOX", uid), target)
    (copied,) = mover.contents(target)
    assert acted.done is Done.COPIED
    assert acted.destination is not None
    assert acted.destination.uid == copied.uid
    assert copied.kept == before[0].kept
    assert mover.contents("INBOX") == before


def test_bystanders_survive_even_those_marked_deleted(mover: Harness) -> None:
    deleted = mover.deliver("INBOX", b"Subject: bystander\r\n\r\n", flags=("\\Deleted",), internal_date=WHEN)
    uids = [mover.deliver("INBOX", PLAIN + b"%d\r\n" % n) for n in range(3)]
    same = mover.deliver("INBOX", PLAIN + b"0\r\n", flags=("\\Deleted", "\\Seen"))
    account = mover.account()
    target = account.ensure("Kept")
    mover.deliver(target, b"Subject: there before\r\n\r\n", flags=("\\Deleted",))
    before = {one.uid: one for one in mover.contents("INBOX")}
    there = mover.contents(target)
    account.move(reference(mover, "INBOX", uids[0]), target)
    account.copy(reference(mover, "INBOX", uids[1]), target)
    account.examine("INBOX")
    account.wait("INBOX", 0.05)
    account.close()
    after = {one.uid: one for one in mover.contents("INBOX")}
    for uid in (deleted, uids[1], uids[2], same):
        assert after[uid] == before[uid]
    assert mover.contents(target)[: len(there)] == there
    assert len(mover.contents(target)) == len(there) + 2


def test_of_two_identical_messages_only_the_one_named_is_moved(mover: Harness) -> None:
    first = mover.deliver("INBOX", PLAIN, internal_date=WHEN)
    second = mover.deliver("INBOX", PLAIN, internal_date=WHEN)
    account = mover.account()
    target = account.ensure("Kept")
    earlier = account.move(reference(mover, "INBOX", first), target).destination
    later = account.move(reference(mover, "INBOX", second), target).destination
    assert earlier is not None
    assert later is not None
    assert [one.uid for one in mover.contents(target)] == [earlier.uid, later.uid]
    left = [one.uid for one in mover.contents("INBOX")]
    assert left == ([] if mover.moves else [first, second])


def test_a_large_message_moves_whole(mover: Harness) -> None:
    octets = b"Subject: large\r\n\r\n" + b"".join(b"%075d\r\n" % n for n in range(68_000))
    uid = mover.deliver("INBOX", octets)
    account = mover.account()
    target = account.ensure("Kept")
    account.move(reference(mover, "INBOX", uid), target)
    (after,) = mover.contents(target)
    assert after.octets == octets


def test_a_message_that_is_gone_is_an_error_and_nothing_happens(mover: Harness) -> None:
    uid = mover.deliver("INBOX", PLAIN)
    account = mover.account()
    target = account.ensure("Kept")
    before = mover.contents("INBOX")
    for act in (account.move, account.copy):
        with pytest.raises(MailboxError, match="no longer"):
            act(reference(mover, "INBOX", uid + 1), target)
    assert mover.contents("INBOX") == before
    assert mover.contents(target) == []


def test_a_missing_target_is_an_error_and_the_message_stays(mover: Harness) -> None:
    uid = mover.deliver("INBOX", PLAIN)
    before = mover.contents("INBOX")
    account = mover.account()
    for act in (account.move, account.copy):
        with pytest.raises(MailboxError, match="Nowhere"):
            act(reference(mover, "INBOX", uid), f"{mover.prefix}Nowhere")
    assert mover.contents("INBOX") == before


def test_a_missing_source_is_an_error(mover: Harness) -> None:
    account = mover.account()
    target = account.ensure("Kept")
    with pytest.raises(MailboxError, match="Nowhere"):
        account.move(Reference(account.name, f"{mover.prefix}Nowhere", 1, 1), target)


def test_no_action_by_an_old_uidvalidity(mover: Harness) -> None:
    uid = mover.deliver("INBOX", PLAIN)
    account = mover.account()
    target = account.ensure("Kept")
    old = reference(mover, "INBOX", uid)
    stale = Reference(old.account, old.mailbox, old.uidvalidity - 1, uid)
    for act in (account.move, account.copy):
        with pytest.raises(UidValidityChangedError):
            act(stale, target)
    assert len(mover.contents("INBOX")) == 1
    assert mover.contents(target) == []


def test_looking_goes_on_right_after_acting(mover: Harness) -> None:
    uids = [mover.deliver("INBOX", PLAIN + b"%d\r\n" % n) for n in range(3)]
    account = mover.account()
    target = account.ensure("Kept")
    state = account.examine("INBOX")
    account.move(reference(mover, "INBOX", uids[1]), target)
    left = [uids[0], uids[2]] if mover.moves else uids
    assert account.search(state) == left
    assert [one.reference.uid for one in account.fetch(state, uids)] == left
    assert all("\\Seen" not in one.flags for one in mover.contents("INBOX"))


def test_ensure_makes_a_mailbox_of_any_name_once(mover: Harness) -> None:
    account = mover.account()
    for name in NAMES:
        made = account.ensure(name)
        assert made.startswith(mover.prefix), name
        assert account.ensure(name) == made, name
        assert account.ensure(made) == made, name
        assert made in account.mailboxes(), name
        assert mover.subscribed(made), name
        uid = mover.deliver("INBOX", PLAIN)
        account.move(reference(mover, "INBOX", uid), made)
        assert [one.octets for one in mover.contents(made)] == [PLAIN], name


def test_ensure_maps_levels_to_the_delimiter_of_the_server(mover: Harness) -> None:
    made = mover.account().ensure("Seawall/Evidence")
    assert made == f"{mover.prefix}Seawall{mover.delimiter}Evidence"


def test_ensure_leaves_an_existing_mailbox_as_it_is(mover: Harness) -> None:
    box = f"{mover.prefix}Kept"
    mover.create(box)
    mover.deliver(box, PLAIN, flags=FLAGS, internal_date=WHEN)
    before = mover.contents(box)
    assert mover.account().ensure("Kept") == box
    assert mover.contents(box) == before


def test_ensure_makes_the_parent_of_a_mailbox_usable_too(mover: Harness) -> None:
    account = mover.account()
    account.ensure("Seawall/Evidence")
    parent = account.ensure("Seawall")
    mover.deliver(parent, PLAIN)
    assert len(mover.contents(parent)) == 1


def test_the_inbox_is_ensured_under_its_own_name(mover: Harness) -> None:
    assert mover.account().ensure("INBOX") == "INBOX"
