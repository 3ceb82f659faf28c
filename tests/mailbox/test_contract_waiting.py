"""Waiting: a delivery is noticed, also one that falls between two waits; silence ends the wait."""

import threading

from servers.harness import Harness

PLAIN = b"Subject: Hello\r\n\r\nSee you.\r\n"


def test_a_wait_ends_without_news(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    assert account.wait("INBOX", 0.0) is False


def test_a_delivery_during_the_wait_is_noticed(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    postman = threading.Timer(0.2, store.deliver, ("INBOX", PLAIN))
    postman.start()
    assert account.wait("INBOX", 60) is True
    postman.join()
    assert len(account.search(account.examine("INBOX"))) == 1


def test_a_delivery_before_the_wait_is_noticed(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    store.deliver("INBOX", PLAIN)
    assert account.wait("INBOX", 60) is True


def test_a_delivery_between_two_waits_is_noticed(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    store.deliver("INBOX", PLAIN)
    assert account.wait("INBOX", 60) is True


def test_news_is_told_once(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    store.deliver("INBOX", PLAIN)
    assert account.wait("INBOX", 60) is True
    account.search(account.examine("INBOX"))
    assert account.wait("INBOX", 0.3) is False


def test_a_delivery_while_the_account_was_at_work_is_noticed(store: Harness) -> None:
    account = store.account()
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    account.mailboxes()
    store.deliver("INBOX", PLAIN)
    account.mailboxes()
    assert account.wait("INBOX", 60) is True


def test_the_accounts_own_moves_do_not_wake_it(store: Harness) -> None:
    if not store.acts:
        return
    uids = [store.deliver("INBOX", PLAIN + b"%d" % n) for n in range(3)]
    account = store.account()
    target = account.ensure("Kept")
    state = account.examine("INBOX")
    for fetched in list(account.fetch(state, uids)):
        account.move(fetched.reference, target)
    assert account.wait("INBOX", 0.3) is False
