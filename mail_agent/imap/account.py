"""An IMAP login as a mailbox.Account."""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import date, datetime

from mail_agent.errors import MailboxError
from mail_agent.imap import acting, looking, names, wire
from mail_agent.imap.connection import ImapSettings
from mail_agent.imap.session import Session
from mail_agent.imap.waiting import Waiter
from mail_agent.mailbox import NOT_THERE, Acted, Fetched, MailboxState, Reference


class ImapAccount:
    r"""A login at an IMAP server (RFC 9051, RFC 3501), with one connection, made when first needed.

    Looking is EXAMINE and BODY.PEEK; SELECT only while acting; no EXPUNGE, no CLOSE, no \Deleted. Not for use by two
    threads at once: an account that waits and one that works are two objects. The errors are those of mailbox.Account.

    Args:
        settings: where and as whom to sign in.
        password: asked at each sign-in; never kept, logged or shown.

    Raises:
        ConfigError: plain text to another computer.
    """

    read_only = False

    def __init__(self, settings: ImapSettings, password: Callable[[], str]) -> None:
        self.name = settings.name
        self._session = Session(settings, password)
        self._waiter = Waiter(self._session)

    def capabilities(self) -> frozenset[str]:
        """Return the server's capabilities after sign-in, upper case."""
        return self._session.capabilities()

    def mailboxes(self) -> dict[str, frozenset[str]]:
        """Return each mailbox name (decoded) with its attributes, SPECIAL-USE ones included (RFC 6154)."""
        with self._session.calling("listing mailboxes") as client:
            return {listed.name: listed.attributes for listed in wire.listing(client)}

    def examine(self, mailbox: str) -> MailboxState:
        """Return the mailbox's present state."""
        state = self._session.examine(mailbox)
        self._session.seen[mailbox] = state
        return state

    def search(self, state: MailboxState, *, above: int = 0, since: date | None = None) -> list[int]:
        """Return ascending UIDs greater than `above` whose internal date is on or after `since` (the server's day)."""
        return looking.search(self._session, state, above, since)

    def fetch(
        self, state: MailboxState, uids: Collection[int], *, header_only: bool = False
    ) -> Iterator[Fetched]:
        """Yield the messages that still exist, ascending; at most `looking.BATCH_OCTETS` or one message are held."""
        return looking.fetch(self._session, state, uids, header_only=header_only)

    def sizes(self, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
        """Return RFC822.SIZE in octets for those UIDs that still exist."""
        return looking.sizes(self._session, state, uids)

    def ensure(self, mailbox: str) -> str:
        """Create and subscribe the mailbox if it is missing; return its name as the server has it."""
        wanted = names.on_server(mailbox, *self._namespace())
        with self._session.calling(f"looking for {mailbox}") as client:
            for name in dict.fromkeys((wanted, mailbox)):
                if _listed(wire.listing(client, name), name):
                    return name
        try:
            with self._session.calling(f"creating {wanted}", acting=True) as client:
                client.create_folder(wanted)
        except MailboxError:
            with self._session.calling(f"looking for {wanted}") as client:
                if not _listed(wire.listing(client, wanted), wanted):  # else: another client was faster
                    raise
        with suppress(MailboxError), self._session.calling(f"subscribing {wanted}") as client:
            client.subscribe_folder(wanted)
        return wanted

    def _namespace(self) -> tuple[str, str]:
        """Return the prefix and the delimiter of the person's own mailboxes (RFC 2342; else from LIST)."""
        with self._session.calling("asking for the namespace") as client:
            if client.has_capability("NAMESPACE"):
                personal = client.namespace().personal
                if personal:
                    return str(personal[0][0]), str(personal[0][1] or "")
            root = wire.listing(client, "")
            return "", root[0].delimiter if root else ""

    def move(self, source: Reference, target: str) -> Acted:
        """Move one message, or copy and mark it where MOVE is missing."""
        return acting.move(self._session, source, target)

    def copy(self, source: Reference, target: str) -> Acted:
        """Copy one message; the original stays as it is, unmarked."""
        return acting.copy(self._session, source, target)

    def find(self, mailbox: str, octets: bytes, internal_date: datetime | None = None) -> list[Reference]:
        """Return every message in `mailbox` with the same octets, ascending by UID."""
        return looking.find(self._session, self._session.examine(mailbox), octets, internal_date)

    def wait(self, mailbox: str, seconds: float) -> bool:
        """Wait until something may have come into `mailbox`; False after `seconds`."""
        return self._waiter.wait(mailbox, seconds)

    def close(self) -> None:
        """Sign out. Safe to call twice; the next call signs in again."""
        self._session.close()


def _listed(lines: Collection[wire.Listed], name: str) -> bool:
    return any(
        line.name == name and not {attribute.lower() for attribute in line.attributes} & NOT_THERE
        for line in lines
    )
