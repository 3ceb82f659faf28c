"""What the IMAP adapter promises beyond the contract: nothing private in logs, bounded memory, no dangerous command."""

import logging
import re
import tracemalloc
from dataclasses import replace

import pytest

from mail_agent.imap import ImapAccount, looking, names
from servers.relay import relaying
from servers.stores import ImapHarness, Stores

SECRET = b"Subject: for your eyes only\r\n\r\nthe hidden words\r\n"


def work_through(harness: ImapHarness, account: ImapAccount) -> None:
    """Do everything that an account can do."""
    uids = [harness.deliver("INBOX", SECRET + b"%d" % n) for n in range(3)]
    target = account.ensure("Kept")
    state = account.examine("INBOX")
    account.sizes(state, account.search(state))
    fetched = list(account.fetch(state, uids))
    account.wait("INBOX", 0.05)
    account.move(fetched[0].reference, target)
    account.copy(fetched[1].reference, target)
    account.find(target, SECRET + b"0")
    account.find(target, SECRET + b"9")
    account.mailboxes()
    account.close()


def test_neither_password_nor_mail_reaches_the_log_at_any_level(
    dovecot: ImapHarness, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        work_through(dovecot, dovecot.account())
        logging.getLogger("imapclient.imaplib").debug("the level set by the program does not matter")
    assert dovecot.password not in caplog.text
    assert "hidden words" not in caplog.text
    assert "eyes only" not in caplog.text


@pytest.mark.parametrize("kind", ["dovecot", "dovecot-poor"])
def test_no_command_ever_expunges_closes_or_marks_deleted(
    need_dovecot: None, stores: Stores, kind: str
) -> None:
    harness = stores.harness(kind)
    commands: list[bytes] = []
    with relaying(harness.settings.port) as relay:
        relay.before_command = commands.append
        work_through(
            harness, ImapAccount(replace(harness.settings, port=relay.port), lambda: harness.password)
        )
    text = b"".join(commands).upper()
    assert b"UID FETCH" in text
    assert not re.search(rb"EXPUNGE|CLOSE|DELETE|RENAME|APPEND", text)
    # A body is only ever asked for by PEEK.
    assert b"BODY[" not in text
    assert b"RFC822 " not in text
    assert b"RFC822)" not in text


def test_select_is_sent_for_acting_only(dovecot: ImapHarness) -> None:
    commands: list[bytes] = []
    uid = dovecot.deliver("INBOX", SECRET)
    with relaying(dovecot.settings.port) as relay:
        relay.before_command = commands.append
        account = ImapAccount(replace(dovecot.settings, port=relay.port), lambda: dovecot.password)
        state = account.examine("INBOX")
        list(account.fetch(state, account.search(state)))
        account.find("INBOX", SECRET)
        account.wait("INBOX", 0.05)
        assert not [line for line in commands if b" SELECT " in line]
        target = account.ensure("Kept")
        account.copy(account.find("INBOX", SECRET)[0], target)
        account.close()
    verbs = [line.split()[1] for line in commands if len(line.split()) > 1]
    assert verbs[verbs.index(b"SELECT") :].count(b"UNSELECT") == 1
    assert [one.uid for one in dovecot.contents("INBOX")] == [uid]


def test_looking_leaves_recent_to_the_persons_own_client(dovecot: ImapHarness) -> None:
    dovecot.deliver("INBOX", SECRET)
    account = dovecot.account()
    state = account.examine("INBOX")
    (fetched,) = account.fetch(state, account.search(state))
    account.close()
    assert "\\Recent" not in fetched.flags
    with dovecot.observer.connect() as client:
        client.select("INBOX")
        assert client.response("RECENT") == ("RECENT", [b"1"])


def test_a_fetch_holds_a_few_messages_and_not_the_mailbox(dovecot: ImapHarness) -> None:
    octets = b"Subject: photo\r\n\r\n" + b"".join(b"%074d\r\n" % n for n in range(26_000))
    uids = [dovecot.deliver("INBOX", octets) for _ in range(30)]
    account = dovecot.account()
    state = account.examine("INBOX")
    tracemalloc.start()
    try:
        fetched = sum(len(one.octets) for one in account.fetch(state, uids))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fetched == 30 * len(octets) > 50_000_000
    assert peak < 3 * looking.BATCH_OCTETS


def test_a_copyuid_in_the_tagged_answer_is_understood_as_well(dovecot: ImapHarness) -> None:
    codes: list[bytes] = []

    def as_gmail_does(line: bytes) -> bytes:
        code = re.match(rb"\* OK (\[COPYUID [^\]]+\])", line)
        if code:
            codes.append(code[1])
            return b""
        return line.replace(b" OK ", b" OK " + codes[-1] + b" ", 1) if b"OK Move completed" in line else line

    commands: list[bytes] = []
    dovecot.deliver("INBOX", SECRET)
    with relaying(dovecot.settings.port) as relay:
        account = ImapAccount(replace(dovecot.settings, port=relay.port), lambda: dovecot.password)
        target = account.ensure("Kept")
        (source,) = account.find("INBOX", SECRET)
        relay.rewrite = as_gmail_does
        relay.before_command = commands.append
        acted = account.move(source, target)
        account.close()
    assert len(codes) == 1
    assert acted.destination is not None
    assert [one.uid for one in dovecot.contents(target)] == [acted.destination.uid]
    assert not [line for line in commands if b"SEARCH" in line]


def test_the_servers_own_message_id_is_told_and_outlives_a_move(pymap: ImapHarness) -> None:
    uid = pymap.deliver("INBOX", SECRET)
    account = pymap.account()
    target = account.ensure("Kept")
    (before,) = account.fetch(account.examine("INBOX"), [uid])
    acted = account.move(before.reference, target)
    assert acted.destination is not None
    (after,) = account.fetch(account.examine(target), [acted.destination.uid])
    assert after.facts["EMAILID"] == before.facts["EMAILID"] != ""


def test_a_message_with_nul_octets_is_read_found_and_moved_as_the_server_shows_it(
    dovecot: ImapHarness, stores: Stores
) -> None:
    dovecot.deliver("INBOX", SECRET)
    spool = stores.dovecot().maildir(dovecot.user) / "new"
    (spool / "1700000000.nul.example").write_bytes(b"Subject: a\0b\n\nc\0d\n")
    account = dovecot.account()
    state = account.examine("INBOX")
    (nul,) = list(account.fetch(state, account.search(state)))[1:]
    assert nul.octets.startswith(b"Subject: a")
    assert account.find("INBOX", nul.octets) == [nul.reference]
    target = account.ensure("Kept")
    account.move(nul.reference, target)
    assert [one.octets for one in dovecot.contents(target)] == [nul.octets]


def test_one_account_has_one_connection_whatever_it_does(dovecot: ImapHarness) -> None:
    with relaying(dovecot.settings.port) as relay:
        work_through(
            dovecot, ImapAccount(replace(dovecot.settings, port=relay.port), lambda: dovecot.password)
        )
        assert relay.connections == 1


@pytest.mark.parametrize(
    ("name", "prefix", "delimiter", "expected"),
    [
        ("Seawall/Evidence", "", "/", "Seawall/Evidence"),
        ("Seawall/Evidence", "INBOX.", ".", "INBOX.Seawall.Evidence"),
        ("INBOX.Seawall", "INBOX.", ".", "INBOX.Seawall"),
        ("INBOX/Seawall", "INBOX.", ".", "INBOX.Seawall"),
        ("inbox", "INBOX.", ".", "INBOX"),
        ("Seawall/Evidence", "", "", "Seawall-Evidence"),
        ("/Seawall//Evidence/", "", ".", "Seawall.Evidence"),
    ],
)
def test_names_are_mapped_to_prefix_and_delimiter(
    name: str, prefix: str, delimiter: str, expected: str
) -> None:
    assert names.on_server(name, prefix, delimiter) == expected
