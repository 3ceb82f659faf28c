"""One connection of an account, replaced when it is lost, and the mailbox it has open."""

import imaplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient
from imapclient.exceptions import ProtocolError

from mail_agent.errors import MailboxError, RefusedError, SeawallError, UidValidityChangedError
from mail_agent.imap import connection, wire
from mail_agent.mailbox import MailboxState, Reference

_FAREWELL_SECONDS = 5.0
_ACT_STAYS = "The message stays where it was."


class Session:
    """Signs in when first needed. Not for use by two threads at once.

    Attributes:
        idling: the mailbox under IDLE, which any other call ends first; else None.
        seen: the newest state of each mailbox that was told to the caller or waited upon.
    """

    def __init__(self, settings: connection.ImapSettings, password: Callable[[], str]) -> None:
        connection.check(settings)
        self.settings = settings
        self.idling: str | None = None
        self.seen: dict[str, MailboxState] = {}
        self._password = password
        self._client: IMAPClient | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._open: tuple[str, int] | None = None

    def capabilities(self) -> frozenset[str]:
        """Return the server's capabilities after sign-in, upper case."""
        if self._client is None:
            self.ready()
        return self._capabilities

    @contextmanager
    def calling(self, doing: str, *, acting: bool = False) -> Iterator[IMAPClient]:
        """Lend the connection, found alive, for some commands. Not to be nested.

        Raises:
            UnreachableError, SignInError: see `connection.sign_in`.
            MailboxError: the server said no; RefusedError if `acting`.
        """
        self.ready()
        with self.lending(doing, acting=acting) as client:
            yield client

    @contextmanager
    def lending(self, doing: str, *, acting: bool = False) -> Iterator[IMAPClient]:
        """Lend the connection as it is, and turn what goes wrong into our errors.

        After a lost connection, or an interruption amid a command, the next call starts afresh.
        """
        client: IMAPClient = self._client or self.ready()
        try:
            yield client
        except SeawallError:
            raise
        except imaplib.IMAP4.readonly as error:
            raise RefusedError(f"{doing}: the mailbox is read-only.", _ACT_STAYS) from error
        except (imaplib.IMAP4.abort, OSError, ProtocolError, ValueError) as error:
            self.drop()
            raise connection.lost(self.settings, error) from error
        except imaplib.IMAP4.error as error:
            raise _said_no(doing, error, acting=acting) from error
        except BaseException:
            self.drop()
            raise

    def examine(self, mailbox: str) -> MailboxState:
        """EXAMINE afresh; nothing changes (RFC 9051 section 6.3.3).

        Raises:
            MailboxError: no such mailbox.
        """
        with self.calling(f"opening {mailbox}") as client:
            self._open = None
            told = client.select_folder(mailbox, readonly=True)
            if b"UIDVALIDITY" not in told:
                raise MailboxError(
                    f"{mailbox}: the server gives no UIDVALIDITY, so its messages cannot be told apart."
                )
            state = MailboxState(mailbox, told[b"UIDVALIDITY"], told.get(b"UIDNEXT", 0), told[b"EXISTS"])
            self._open = (mailbox, state.uidvalidity)
            return state

    @contextmanager
    def looking(self, state: MailboxState, doing: str) -> Iterator[IMAPClient]:
        """Lend the connection with the mailbox open by EXAMINE and up to date (NOOP).

        Raises:
            UidValidityChangedError: the mailbox is not the one that `state` was about.
        """
        self.ready()
        if self._open != (state.mailbox, state.uidvalidity):
            same_validity(self.examine(state.mailbox), state.uidvalidity)
        with self.lending(doing) as client:
            yield client

    @contextmanager
    def selected(self, reference: Reference, doing: str) -> Iterator[IMAPClient]:
        r"""Lend the connection with the mailbox open for writing, for this block only (SELECT).

        It is left by UNSELECT (RFC 3691) or EXAMINE; CLOSE would expunge what the person has marked \Deleted.

        Raises:
            MailboxError: mailbox or message is not there, UIDVALIDITY has changed.
            RefusedError: the mailbox is read-only, or the server said no to the action.
        """
        with self.calling(doing, acting=True) as client:
            try:
                self._select(client, reference)
                yield client
            finally:
                self._leave(client, reference.mailbox)

    def _select(self, client: IMAPClient, reference: Reference) -> None:
        self._open = None
        try:
            told = client.select_folder(reference.mailbox)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise _said_no(f"opening {reference.mailbox}", error, acting=False) from error
        state = MailboxState(reference.mailbox, told.get(b"UIDVALIDITY", 0), 0, told[b"EXISTS"])
        same_validity(state, reference.uidvalidity)
        if reference.uid not in wire.fetch(client, [reference.uid], ["FLAGS"]):
            raise MailboxError(f"The message is no longer in {reference.mailbox} (UID {reference.uid}).")

    def _leave(self, client: IMAPClient, mailbox: str) -> None:
        if self._client is None:
            return
        # The act is done or refused by now: a failure here must not be taken for its result.
        try:
            if "UNSELECT" in self._capabilities:
                client.unselect_folder()
            else:
                client.select_folder(mailbox, readonly=True)
        except (imaplib.IMAP4.error, OSError):
            self.drop()

    def ready(self) -> IMAPClient:
        """Return a live connection with no command under way; a dead one is replaced, since nothing depends on it."""
        if self._client is not None:
            try:
                if self.idling is not None:
                    self._client.idle_done()
                    self.idling = None
                wire.noop(self._client)
            except (imaplib.IMAP4.error, OSError):
                self.drop()
        if self._client is None:
            self._client = client = connection.sign_in(self.settings, self._password)
            with self.lending("asking for capabilities"):
                self._capabilities = frozenset(wire.text(name).upper() for name in client.capabilities())
        return self._client

    def drop(self) -> None:
        """Forget the connection without ceremony."""
        client, self._client, self._open, self.idling = self._client, None, None, None
        if client is not None:
            with suppress(Exception):
                client.shutdown()

    def close(self) -> None:
        """LOGOUT, which expunges nothing; safe to call twice."""
        client = self._client
        if client is not None:
            with suppress(Exception):
                client.socket().settimeout(_FAREWELL_SECONDS)
                if self.idling is not None:
                    client.idle_done()
                client.logout()
        self.drop()


def same_validity(state: MailboxState, uidvalidity: int) -> None:
    """Raise UidValidityChangedError unless the mailbox is the one known before (RFC 9051 section 2.3.1.1)."""
    if state.uidvalidity != uidvalidity:
        raise UidValidityChangedError(
            f"{state.mailbox}: UIDVALIDITY was {uidvalidity} and is {state.uidvalidity} now.",
            "Nothing was done by the old UIDs; the mailbox is read anew.",
        )


def _said_no(doing: str, error: imaplib.IMAP4.error, *, acting: bool) -> MailboxError:
    said = f"{doing}: the server said: {connection.plain(error)}"
    if "[TRYCREATE]" in said.upper():
        return MailboxError(said, "The mailbox to move to is not there. " + _ACT_STAYS)
    return RefusedError(said, _ACT_STAYS) if acting else MailboxError(said)
