"""Looking: every Account tells what is there, whole and exact, and changes nothing by it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mail_agent.errors import MailboxError, UidValidityChangedError
from mail_agent.mailbox import MailboxState
from servers.harness import Harness

PLAIN = b"From: Ben <ben@example.org>\r\nMessage-ID: <one@example.org>\r\nSubject: Hello\r\n\r\nSee you.\r\n"
WHEN = datetime(2023, 3, 26, 1, 59, 59, tzinfo=timezone(timedelta(hours=-7)))
CORPUS = {
    "plain": PLAIN,
    "8-bit header": "From: Zoë <zoe@example.org>\r\nSubject: Grüße ☂\r\n\r\nbody\r\n".encode(),
    "latin-1 header": b"From: x\r\nSubject: Gr\xfc\xdfe\r\n\r\n\xe4\xf6\xfc\r\n",
    "no message id": b"From: nobody\r\n\r\nno id here\r\n",
    "empty message id": b"Message-ID: \r\nSubject: x\r\n\r\nbody\r\n",
    "quotes in message id": b'Message-ID: <"a b\\"c"@example.org>\r\n\r\nbody\r\n',
    "empty body": b"Subject: nothing\r\n\r\n",
    "header only, no blank line": b"Subject: cut off\r\n",
    "only digits": b"12345\r\n",
    "looks like a literal": b"Subject: {10}\r\n\r\n* 1 FETCH (FLAGS (\\Deleted))\r\nx {4}\r\n",
    "dots and controls": b"Subject: x\r\n\r\n.\r\n..\r\n\x01\x07\x1b[31m\x7f\r\n",
    "bare carriage return": b"Subject: x\r\n\r\nab\rcd\r\n",
    "no final line end": b"Subject: x\r\n\r\nab",
    "long line": b"Subject: x\r\n\r\n" + b"a" * 20_000 + b"\r\n",
    "many header fields": b"".join(b"X-%d: y\r\n" % n for n in range(300)) + b"\r\nbody\r\n",
}


def deliver_corpus(store: Harness) -> dict[str, int]:
    return {name: store.deliver("INBOX", octets, internal_date=WHEN) for name, octets in CORPUS.items()}


def test_fetch_returns_the_octets_as_they_lie_there(store: Harness) -> None:
    uids = deliver_corpus(store)
    stored = {one.uid: one.octets for one in store.contents("INBOX")}
    account = store.account()
    fetched = {
        one.reference.uid: one.octets for one in account.fetch(account.examine("INBOX"), uids.values())
    }
    for name, uid in uids.items():
        assert fetched[uid] == stored[uid], name
        assert stored[uid] == CORPUS[name] or not store.exact, name


def test_a_message_with_bare_line_feeds_is_fetched_as_the_server_has_it(store: Harness) -> None:
    store.deliver("INBOX", b"Subject: x\n\nab\ncd\n")
    account = store.account()
    state = account.examine("INBOX")
    (fetched,) = account.fetch(state, account.search(state))
    (stored,) = store.contents("INBOX")
    assert fetched.octets == stored.octets
    assert fetched.octets.replace(b"\r\n", b"\n") == b"Subject: x\n\nab\ncd\n"


def test_a_message_of_five_megabytes_arrives_whole(store: Harness) -> None:
    octets = b"Subject: large\r\n\r\n" + b"".join(b"%075d\r\n" % n for n in range(68_000))
    uid = store.deliver("INBOX", octets)
    account = store.account()
    state = account.examine("INBOX")
    assert account.sizes(state, [uid]) == {uid: len(octets)}
    (fetched,) = account.fetch(state, [uid])
    assert fetched.octets == octets


def test_flags_and_internal_date_are_told_exactly(store: Harness) -> None:
    store.deliver("INBOX", PLAIN, flags=("\\Seen", "\\Flagged", "Work", "$Label1"), internal_date=WHEN)
    account = store.account()
    state = account.examine("INBOX")
    (fetched,) = account.fetch(state, account.search(state))
    assert fetched.flags == {"\\Seen", "\\Flagged", "Work", "$Label1"}
    assert fetched.internal_date == WHEN
    assert fetched.internal_date.tzinfo is not None
    assert fetched.reference.account == account.name


def test_looking_in_every_way_changes_nothing(store: Harness) -> None:
    for index, octets in enumerate(CORPUS.values()):
        store.deliver("INBOX", octets, flags=("\\Flagged",) if index % 2 else (), internal_date=WHEN)
    before = store.contents("INBOX")
    account = store.account()
    account.mailboxes()
    state = account.examine("INBOX")
    uids = account.search(state, since=date(2020, 1, 1))
    account.sizes(state, uids)
    assert len(list(account.fetch(state, uids))) == len(CORPUS)
    list(account.fetch(state, uids, header_only=True))
    account.find("INBOX", PLAIN)
    account.find("INBOX", b"Message-ID: <one@example.org>\r\n\r\nother\r\n")
    account.wait("INBOX", 0.05)
    account.close()
    assert store.contents("INBOX") == before


def test_header_only_fetches_end_with_the_header(store: Harness) -> None:
    store.deliver("INBOX", PLAIN)
    account = store.account()
    state = account.examine("INBOX")
    (fetched,) = account.fetch(state, account.search(state), header_only=True)
    assert fetched.octets.rstrip(b"\r\n") == PLAIN.partition(b"\r\n\r\n")[0]


def test_search_returns_uids_above_the_last_one_seen(store: Harness) -> None:
    uids = [store.deliver("INBOX", b"Subject: %d\r\n\r\n" % n) for n in range(4)]
    account = store.account()
    state = account.examine("INBOX")
    assert account.search(state) == uids
    assert account.search(state, above=uids[1]) == uids[2:]
    assert account.search(state, above=uids[-1]) == []
    assert account.search(state, above=2**32 - 1) == []


def test_search_since_goes_by_the_internal_date_not_by_the_date_field(store: Harness) -> None:
    noon = datetime(2024, 5, 10, 12, tzinfo=UTC)
    old = b"Date: Fri, 1 Jan 2038 00:00:00 +0000\r\n\r\n"
    store.deliver("INBOX", old, internal_date=noon - timedelta(days=2))
    new = [
        store.deliver("INBOX", b"Date: never\r\n\r\n", internal_date=noon + timedelta(days=n))
        for n in range(2)
    ]
    account = store.account()
    assert account.search(account.examine("INBOX"), since=noon.date()) == new


def test_an_empty_mailbox_has_no_messages(store: Harness) -> None:
    account = store.account()
    state = account.examine("INBOX")
    assert state.exists == 0
    assert account.search(state) == []
    assert account.sizes(state, []) == {}
    assert list(account.fetch(state, [])) == []
    assert account.find("INBOX", PLAIN) == []


def test_messages_that_are_gone_are_left_out(store: Harness) -> None:
    uid = store.deliver("INBOX", PLAIN)
    account = store.account()
    state = account.examine("INBOX")
    assert [fetched.reference.uid for fetched in account.fetch(state, [uid, uid + 5])] == [uid]
    assert account.sizes(state, [uid + 5]) == {}


def test_messages_come_in_ascending_order_each_once(store: Harness) -> None:
    uids = [store.deliver("INBOX", b"Subject: %d\r\n\r\n" % n) for n in range(5)]
    account = store.account()
    fetched = account.fetch(account.examine("INBOX"), [*reversed(uids), uids[0]])
    assert [one.reference.uid for one in fetched] == uids


def test_a_message_delivered_after_examine_is_found_by_the_next_search(store: Harness) -> None:
    account = store.account()
    state = account.examine("INBOX")
    assert account.search(state) == []
    uid = store.deliver("INBOX", PLAIN)
    assert account.search(state) == [uid]


def test_a_missing_mailbox_is_an_error_with_its_name(store: Harness) -> None:
    with pytest.raises(MailboxError, match="Nowhere"):
        store.account().examine(f"{store.prefix}Nowhere")


def test_old_references_are_refused_when_the_mailbox_was_replaced(store: Harness) -> None:
    box = f"{store.prefix}Work"
    store.create(box)
    store.deliver(box, PLAIN)
    account = store.account()
    state = account.examine(box)
    uids = account.search(state)
    store.remove(box)
    store.create(box)
    store.deliver(box, PLAIN)
    for look in (account.search, account.sizes, account.fetch):
        arguments = (state,) if look == account.search else (state, uids)
        with pytest.raises(UidValidityChangedError):
            list(look(*arguments))
    assert account.examine(box).uidvalidity != state.uidvalidity


def test_a_state_made_up_from_old_records_is_checked_too(store: Harness) -> None:
    store.deliver("INBOX", PLAIN)
    account = store.account()
    state = account.examine("INBOX")
    stale = MailboxState("INBOX", state.uidvalidity + 1, 0, 0)
    with pytest.raises(UidValidityChangedError):
        account.search(stale)
    assert account.search(state)


def test_find_goes_by_content_and_finds_every_copy(store: Harness) -> None:
    first = store.deliver("INBOX", PLAIN, internal_date=WHEN)
    store.deliver("INBOX", PLAIN.replace(b"See", b"Sea"))
    store.deliver("INBOX", PLAIN + b"more\r\n")
    again = store.deliver("INBOX", PLAIN)
    account = store.account()
    assert [reference.uid for reference in account.find("INBOX", PLAIN)] == [first, again]


def test_find_needs_no_message_id_and_no_date(store: Harness) -> None:
    uids = deliver_corpus(store)
    stored = {one.uid: one.octets for one in store.contents("INBOX")}
    account = store.account()
    for name, uid in uids.items():
        assert [found.uid for found in account.find("INBOX", stored[uid], WHEN)] == [uid], name
        assert [found.uid for found in account.find("INBOX", stored[uid])] == [uid], name
        assert account.find("INBOX", stored[uid] + b"x", WHEN) == [], name


def test_after_close_the_account_can_be_used_again(store: Harness) -> None:
    uid = store.deliver("INBOX", PLAIN)
    account = store.account()
    account.close()
    account.close()
    assert account.search(account.examine("INBOX")) == [uid]
    account.close()
