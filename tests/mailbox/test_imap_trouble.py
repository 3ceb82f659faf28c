"""The IMAP adapter in trouble: refused, unreachable, cut off, full, read-only; each says what to do, and it goes on."""

import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from traceback import format_exception

import pytest

from mail_agent.errors import ConfigError, RefusedError, SignInError, UnreachableError
from mail_agent.imap import ImapAccount, ImapSettings, waiting
from mail_agent.mailbox import Done
from servers import dovecot as dovecot_server
from servers.relay import Relay, relaying
from servers.stores import ImapHarness, Stores

PLAIN = b"From: Ben <ben@example.org>\r\nSubject: Hello\r\n\r\nSee you.\r\n"


@pytest.fixture
def relay(dovecot: ImapHarness) -> Iterator[Relay]:
    with relaying(dovecot.settings.port) as one:
        yield one


@pytest.fixture
def account(dovecot: ImapHarness, relay: Relay) -> Iterator[ImapAccount]:
    """An account that reaches the server by way of the relay."""
    account = ImapAccount(replace(dovecot.settings, port=relay.port), lambda: dovecot.password)
    yield account
    account.close()


def test_a_wrong_password_is_a_sign_in_error_that_says_what_to_do(dovecot: ImapHarness) -> None:
    wrong = "secret" * 2
    account = ImapAccount(dovecot.settings, lambda: wrong)
    with pytest.raises(SignInError, match="app password") as caught:
        account.examine("INBOX")
    assert wrong not in "".join(format_exception(caught.value))


def test_a_server_that_asks_to_come_back_later_is_unreachable_and_the_log_line_names_no_address(
    dovecot: ImapHarness, relay: Relay
) -> None:
    relay.rewrite = lambda line: line.replace(b"[AUTHENTICATIONFAILED]", b"[UNAVAILABLE]")
    settings = replace(dovecot.settings, port=relay.port, user="anna@example.org")
    with pytest.raises(UnreachableError, match="later") as caught:
        ImapAccount(settings, lambda: "wrong").examine("INBOX")
    assert "anna@" not in str(caught.value)
    assert settings.name in str(caught.value)


def test_a_password_with_a_line_break_is_never_sent(dovecot: ImapHarness) -> None:
    account = ImapAccount(dovecot.settings, lambda: dovecot.password + "\r\nx LOGOUT")
    with pytest.raises(SignInError, match="line break"):
        account.examine("INBOX")


def test_a_password_beyond_ascii_is_sent_as_it_is(dovecot: ImapHarness) -> None:
    account = ImapAccount(dovecot.settings, lambda: "pässwört")
    with pytest.raises(SignInError, match="refused to sign in"):
        account.examine("INBOX")


@pytest.mark.parametrize("user", ["with space", 'quo"te', "back\\slash", "ümlaut"])
def test_any_user_name_reaches_the_server_whole(dovecot: ImapHarness, user: str, stores: Stores) -> None:
    account = ImapAccount(replace(dovecot.settings, user=user), lambda: dovecot.password)
    account.examine("INBOX")
    account.close()
    assert stores.dovecot().maildir(user).is_dir()


def test_a_closed_port_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    account = ImapAccount(ImapSettings("home", "127.0.0.1", port, "none", "anna"), lambda: "x")
    with pytest.raises(UnreachableError, match="Nothing listens"):
        account.examine("INBOX")


@pytest.mark.parametrize("host", ["no-such-host.invalid", "imap..example.org", "a" * 70 + ".example"])
def test_an_unknown_host_is_unreachable(host: str) -> None:
    account = ImapAccount(ImapSettings("home", host, 993, "tls", "anna"), lambda: "x")
    with pytest.raises(UnreachableError, match=re.escape(host)):
        account.examine("INBOX")


def test_plain_text_to_another_computer_is_refused_before_any_connection() -> None:
    with pytest.raises(ConfigError, match="another computer"):
        ImapAccount(ImapSettings("work", "mail.example.org", 143, "none", "anna"), lambda: "x")


def test_a_server_that_does_not_answer_is_unreachable_and_no_password_is_asked_for() -> None:
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings = ImapSettings("home", "127.0.0.1", deaf.getsockname()[1], "none", "anna", timeout_s=0.3)
        with pytest.raises(UnreachableError, match="did not answer"):
            ImapAccount(settings, lambda: asked.append("x") or "x").examine("INBOX")
    assert asked == []


def _tls(stores: Stores, tls: str, host: str = "localhost", port: int = 0) -> tuple[ImapSettings, Path]:
    server = stores.dovecot("dovecot-tls")
    port = server.port_tls if tls == "tls" else server.port
    return ImapSettings("home", host, port, tls, "tess"), server.root / "cert.pem"


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_that_is_not_trusted_ends_it_before_the_password(
    stores: Stores, need_dovecot: None, tls: str
) -> None:
    asked: list[str] = []
    settings, _ = _tls(stores, tls)
    with pytest.raises(UnreachableError, match="certificate") as caught:
        ImapAccount(settings, lambda: asked.append("x") or "x").examine("INBOX")
    assert "no password was sent" in str(caught.value)
    assert asked == []


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_trusted_certificate_is_used_and_waiting_works_over_tls(
    stores: Stores, need_dovecot: None, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, certificate = _tls(stores, tls)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    account = ImapAccount(settings, lambda: dovecot_server.PASSWORD)
    account.examine("INBOX")
    assert account.wait("INBOX", 0.2) is False
    account.close()


def test_a_certificate_for_another_name_is_refused(
    stores: Stores, need_dovecot: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, certificate = _tls(stores, "tls", host="127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(UnreachableError, match="certificate"):
        ImapAccount(settings, lambda: dovecot_server.PASSWORD).examine("INBOX")


def test_starttls_is_not_skipped_when_the_server_does_not_offer_it(dovecot: ImapHarness) -> None:
    asked: list[str] = []
    account = ImapAccount(replace(dovecot.settings, tls="starttls"), lambda: asked.append("x") or "x")
    with pytest.raises(UnreachableError, match="STARTTLS"):
        account.examine("INBOX")
    assert asked == []


def test_after_a_lost_connection_the_next_look_reconnects_by_itself(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    uid = dovecot.deliver("INBOX", PLAIN)
    state = account.examine("INBOX")
    relay.hang_up()
    assert account.search(state) == [uid]
    relay.hang_up()
    assert [one.octets for one in account.fetch(state, [uid])] == [PLAIN]
    assert relay.connections == 3


@pytest.mark.parametrize("command", [b"UID FETCH", b"UID SEARCH", b"EXAMINE"])
def test_a_connection_lost_amid_a_command_is_an_error_and_the_next_call_works(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount, command: bytes
) -> None:
    uid = dovecot.deliver("INBOX", PLAIN)
    account.capabilities()
    relay.before_command = _hang_up_once(relay, command)
    with pytest.raises(UnreachableError):
        list(account.fetch(account.examine("INBOX"), account.search(account.examine("INBOX"))))
    state = account.examine("INBOX")
    assert [one.octets for one in account.fetch(state, [uid])] == [PLAIN]


def test_a_connection_lost_just_before_the_move_leaves_the_message_where_it_was(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    uid = dovecot.deliver("INBOX", PLAIN)
    target = account.ensure("Kept")
    (source,) = account.find("INBOX", PLAIN)
    relay.before_command = _hang_up_once(relay, b"UID MOVE")
    with pytest.raises(UnreachableError):
        account.move(source, target)
    assert [one.uid for one in dovecot.contents("INBOX")] == [uid]
    assert account.move(source, target).done is Done.MOVED
    assert [one.octets for one in dovecot.contents(target)] == [PLAIN]


def test_an_answer_lost_after_the_move_is_an_error_and_the_message_is_found_by_content(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    dovecot.deliver("INBOX", PLAIN)
    target = account.ensure("Kept")
    (source,) = account.find("INBOX", PLAIN)
    relay.rewrite = _hang_up_at(relay, b"COPYUID")
    with pytest.raises(UnreachableError):
        account.move(source, target)
    relay.rewrite = lambda line: line
    assert account.find("INBOX", PLAIN) == []
    assert [found.mailbox for found in account.find(target, PLAIN)] == [target]


def test_a_connection_that_went_silent_is_lost_after_the_timeout(dovecot: ImapHarness, relay: Relay) -> None:
    settings = replace(dovecot.settings, port=relay.port, timeout_s=0.5)
    account = ImapAccount(settings, lambda: dovecot.password)
    account.examine("INBOX")
    relay.silent = True
    with pytest.raises(UnreachableError, match="did not answer"):
        account.examine("INBOX")
    relay.silent = False
    assert account.examine("INBOX").exists == 0
    account.close()


def test_a_server_that_hangs_up_during_idle_is_noticed_and_mail_of_the_gap_too(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    hang_up = threading.Timer(0.2, relay.hang_up)
    hang_up.start()
    with pytest.raises(UnreachableError):
        account.wait("INBOX", 60)
    hang_up.join()
    dovecot.deliver("INBOX", PLAIN)
    assert account.wait("INBOX", 60) is True


def test_a_connection_that_died_silently_during_idle_is_replaced_when_idle_is_renewed(
    dovecot: ImapHarness, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "RENEW_SECONDS", 0.3)
    settings = replace(dovecot.settings, port=relay.port, timeout_s=0.5)
    account = ImapAccount(settings, lambda: dovecot.password)
    account.examine("INBOX")
    assert account.wait("INBOX", 0.05) is False
    relay.forget()
    dovecot.deliver("INBOX", PLAIN)
    assert account.wait("INBOX", 60) is True
    assert account.examine("INBOX").exists == 1
    account.close()


def test_a_signal_handler_that_raises_ends_the_wait_and_the_account_stays_usable(
    dovecot: ImapHarness, account: ImapAccount
) -> None:
    class StopError(Exception):
        pass

    def stop(*_: object) -> None:
        raise StopError

    account.examine("INBOX")
    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(StopError):
            account.wait("INBOX", 60)
    finally:
        signal.signal(signal.SIGALRM, before)
    uid = dovecot.deliver("INBOX", PLAIN)
    assert account.search(account.examine("INBOX")) == [uid]


def test_a_full_mailbox_is_a_refusal_in_the_servers_words_and_the_message_stays(
    stores: Stores, need_dovecot: None
) -> None:
    full = ImapHarness("dovecot", stores.dovecot("dovecot-quota").port, "quentin", dovecot_server.PASSWORD)
    uid = full.deliver("INBOX", b"Subject: big\r\n\r\n" + b"a" * 40_000 + b"\r\n")
    before = full.contents("INBOX")
    account = full.account()
    target = account.ensure("Kept")
    source = next(iter(account.fetch(account.examine("INBOX"), [uid]))).reference
    with pytest.raises(RefusedError, match=r"(?i)quota"):
        account.copy(source, target)
    assert full.contents("INBOX") == before
    assert full.contents(target) == []
    full.close()


def test_a_read_only_mailbox_is_a_refusal_and_the_message_stays(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    dovecot.deliver("INBOX", PLAIN)
    before = dovecot.contents("INBOX")
    target = account.ensure("Kept")
    (source,) = account.find("INBOX", PLAIN)
    relay.rewrite = lambda line: line.replace(b"[READ-WRITE]", b"[READ-ONLY]")
    with pytest.raises(RefusedError, match="read-only"):
        account.move(source, target)
    assert dovecot.contents("INBOX") == before
    assert account.search(account.examine("INBOX")) == [source.uid]


def test_flags_changed_by_another_client_are_not_taken_for_those_of_another_message(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    # UIDs 2..4 have the sequence numbers 1..3: an unasked "2 FETCH (FLAGS ...)" is about UID 3.
    dovecot.deliver("INBOX", b"Subject: gone\r\n\r\n", flags=("\\Deleted",))
    dovecot.observer.expunge("INBOX")
    uids = [dovecot.deliver("INBOX", b"Subject: %d\r\n\r\n" % n) for n in range(3)]
    assert uids == [2, 3, 4]
    state = account.examine("INBOX")
    unasked = b"* 2 FETCH (FLAGS (\\Flagged))\r\n"
    relay.rewrite = lambda line: unasked + line if b"OK Fetch completed" in line else line
    assert {one.reference.uid: one.flags for one in account.fetch(state, uids)} == dict.fromkeys(
        uids, frozenset()
    )
    assert account.sizes(state, uids).keys() == set(uids)


def test_find_does_not_rely_on_the_servers_search_by_size(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount
) -> None:
    octets = b"Message-ID: <here@example.org>\r\n" + PLAIN
    uids = [dovecot.deliver("INBOX", text) for text in (PLAIN, octets, octets, octets + b"more\r\n")]
    asked = [b""]
    relay.before_command = asked.append
    relay.rewrite = lambda line: b"* SEARCH\r\n" if b"* SEARCH" in line and b"SMALLER" in asked[-1] else line
    assert [found.uid for found in account.find("INBOX", octets)] == uids[1:3]
    assert account.find("INBOX", octets + b"x") == []


@pytest.mark.parametrize(
    ("told", "instead"), [(rb"BODY\[\] \{\d+\}", b"BODY[] {10}"), (rb"FLAGS \(", b'FLAGS ("')]
)
def test_an_answer_that_cannot_be_read_is_an_error_without_a_word_of_the_message(
    dovecot: ImapHarness, relay: Relay, account: ImapAccount, told: bytes, instead: bytes
) -> None:
    uid = dovecot.deliver("INBOX", PLAIN)
    state = account.examine("INBOX")
    relay.rewrite = lambda line: re.sub(told, instead, line)
    with pytest.raises(UnreachableError) as caught:
        list(account.fetch(state, [uid]))
    assert "Subject" not in str(caught.value)
    assert "Hello" not in str(caught.value)
    relay.rewrite = lambda line: line
    assert [one.octets for one in account.fetch(state, [uid])] == [PLAIN]


def test_a_message_removed_by_another_client_during_a_fetch_is_left_out(
    dovecot: ImapHarness, account: ImapAccount
) -> None:
    uids = [dovecot.deliver("INBOX", b"Subject: %d\r\n\r\n" % n + b"a" * 5_000_000) for n in range(3)]
    messages = account.fetch(account.examine("INBOX"), uids)
    first = next(messages).reference.uid
    dovecot.store("INBOX", uids[1], "\\Deleted")
    dovecot.observer.expunge("INBOX")
    assert [first, *(one.reference.uid for one in messages)] == [uids[0], uids[2]]


def _hang_up_once(relay: Relay, command: bytes) -> Callable[[bytes], None]:
    """Hang up just before the server would get this command, and let all be well from then on."""

    def inspect(line: bytes) -> None:
        if command in line:
            relay.before_command = lambda _line: None
            relay.hang_up()
            raise ConnectionResetError

    return inspect


def _hang_up_at(relay: Relay, word: bytes) -> Callable[[bytes], bytes]:
    """Hang up instead of handing on the server's line with this word: the act took place, its answer is lost."""

    def rewrite(line: bytes) -> bytes:
        if word in line:
            relay.hang_up()
            raise ConnectionResetError
        return line

    return rewrite
