"""The demo's server holds what it was given, tells of what arrives, and is gone afterwards."""

import socket
from pathlib import Path
from threading import Thread

import pytest

from mail_agent.demo.inbox import load
from mail_agent.demo.server import Server, serving
from mail_agent.errors import SignInError
from mail_agent.imap import ImapAccount, ImapSettings

BOX = load()


def account(server: Server, password: str | None = None) -> ImapAccount:
    settings = ImapSettings("demo", server.host, server.port, "none", server.login)
    return ImapAccount(settings, lambda: password or server.password)


def test_every_message_is_there_in_order_with_its_octets_flags_and_internal_date() -> None:
    with serving(BOX.messages) as server:
        reader = account(server)
        for mailbox in ("INBOX", "Sent"):
            state = reader.examine(mailbox)
            found = list(reader.fetch(state, reader.search(state)))
            expected = [sample for sample in BOX.messages if sample.mailbox == mailbox]
            assert [one.octets for one in found] == [sample.octets for sample in expected]
            assert [one.flags for one in found] == [sample.flags for sample in expected]
            assert [one.internal_date for one in found] == [sample.internal_date for sample in expected]
        reader.close()


def test_a_delivery_wakes_who_waits() -> None:
    with serving(BOX.messages[:3]) as server:
        waiting = account(server)
        while waiting.wait("INBOX", 0.2):
            pass
        delivering = Thread(target=server.deliver, args=(BOX.arrivals[1],))
        delivering.start()
        assert waiting.wait("INBOX", 30)
        delivering.join()
        state = waiting.examine("INBOX")
        newest = waiting.search(state)[-1:]
        assert [one.octets for one in waiting.fetch(state, newest)] == [BOX.arrivals[1].octets]
        waiting.close()


def test_another_password_is_refused_and_two_servers_never_share_one() -> None:
    with serving([]) as one, serving([]) as other:
        assert one.password != other.password
        with pytest.raises(SignInError):
            account(one, other.password).capabilities()


def test_nothing_listens_any_more_after_an_error_or_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt), serving(BOX.messages[:1]) as server:
        account(server).examine("INBOX")
        raise KeyboardInterrupt
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.host, server.port), timeout=5)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux's list of sockets")
def test_it_listens_on_the_loopback_interface_only() -> None:
    with serving([]) as server:
        assert server.host == "127.0.0.1"
        sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = [fields[1] for fields in sockets if fields[3] == "0A"]
        here = [address for address in listening if address.endswith(f":{server.port:04X}")]
        assert here == [f"0100007F:{server.port:04X}"]
