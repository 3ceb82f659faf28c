"""A message or a mailbox that the server lists and cannot give keeps no other message from being dealt with."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from agent.agent_support import ABUSIVE, ORDINARY, desk, mail
from agent.home import EVIDENCE, Home
from fakes import FakeAccount, FakeServer
from servers.relay import relaying
from servers.stores import ImapHarness, Stores


def damaged(stores: Stores, dovecot: ImapHarness, octets: bytes) -> Path:
    """Make the file of one delivered message unreadable for the server."""
    folder = stores.dovecot().maildir(dovecot.user)
    files = [path for sub in ("new", "cur") for path in (folder / sub).iterdir()]
    (file,) = (path for path in files if path.read_bytes().replace(b"\r\n", b"\n") == octets)
    file.chmod(0)
    return file


def test_one_message_that_the_server_cannot_read_does_not_keep_the_others_from_being_kept(
    dovecot: ImapHarness, stores: Stores, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]')
    mails = [mail(f"Letter {i}", i, sender="k@abuser.example") for i in range(4)]
    home.deliver_all(mails, [""])
    name = damaged(stores, dovecot, mails[1].replace(b"\r\n", b"\n")).name
    child = home.start("scan")
    out, err = child.communicate(timeout=60)
    assert child.returncode == 1, err
    assert "1 could not be read" in out
    assert sum(home.contents(EVIDENCE).values()) == 3

    (file,) = stores.dovecot().maildir(dovecot.user).glob(f"*/{name}*")
    file.chmod(0o600)
    assert home.scan()["quarantine"] == 1, "it was not asked for again"
    assert Counter(octets for octets, *_ in home.contents(EVIDENCE).elements()) == Counter(mails)


def test_a_message_that_a_server_leaves_out_without_a_word_is_asked_for_again(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    dovecot.deliver("INBOX", mail(ORDINARY, 1))
    with relaying(dovecot.settings.port) as relay:
        through = ImapHarness("dovecot", relay.port, dovecot.user, dovecot.password)
        relay.rewrite = lambda line: line.replace(b"RFC822.SIZE", b"RFC822.SIZX")
        with desk(tmp_path, through.account()) as agent:
            assert (agent.scan().looked, agent.scan().unread) == (0, 1)
            relay.rewrite = lambda line: line
            assert agent.scan().looked == 1


def test_a_date_from_nowhere_on_earth_does_not_end_the_scan(dovecot: ImapHarness, tmp_path: Path) -> None:
    dovecot.deliver("INBOX", mail(ABUSIVE, 1))
    with relaying(dovecot.settings.port) as relay:
        through = ImapHarness("dovecot", relay.port, dovecot.user, dovecot.password)
        relay.rewrite = lambda line: line.replace(b' +0000"', b' +9900"')
        with desk(tmp_path, through.account()) as agent:
            assert [one.settled.done for one in agent.scan().handled] == ["moved"]


class Listing(FakeAccount):
    """A server that lists the parent of `Sent/2024`, which is no mailbox itself (RFC 9051 section 7.3.1)."""

    def mailboxes(self) -> dict[str, frozenset[str]]:
        return {**super().mailboxes(), "Sent": frozenset({"\\Noselect", "\\HasChildren"})}


def test_a_name_for_sent_mail_that_is_no_mailbox_is_not_opened(tmp_path: Path) -> None:
    server = FakeServer()
    server.create("Sent/2024")
    server.deliver("INBOX", mail(ABUSIVE, 1))
    with desk(tmp_path, Listing(server)) as agent:
        auto = replace(agent, options=replace(agent.options, sent="auto"))
        assert [one.settled.done for one in auto.scan().handled] == ["moved"]
