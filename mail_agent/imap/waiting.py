"""Waits until a mailbox may hold something new: IDLE (RFC 2177), or a look now and then where IDLE is missing."""

import time

from mail_agent.imap import wire
from mail_agent.imap.session import Session
from mail_agent.mailbox import MailboxState

RENEW_SECONDS = 9 * 60.0
"""IDLE is renewed after this long: servers and routers drop quiet connections, some without a word."""


class Waiter:
    """Keeps IDLE going between two waits, so that nothing falls between them. Not for use by two threads at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._renew_at = 0.0
        self._look_at: dict[str, float] = {}

    def wait(self, mailbox: str, seconds: float) -> bool:
        """Return True as soon as something may have come since the caller last looked, False after `seconds`.

        A caller that has not looked yet (`examine`) is told True at once.
        """
        deadline = time.monotonic() + seconds
        if "IDLE" not in self._session.capabilities():
            return self._poll(mailbox, deadline)
        while True:
            if not self._idles(mailbox) and self._begin(mailbox):
                return True
            if self._listen(min(deadline, self._renew_at)):
                return True
            if time.monotonic() >= deadline:
                return False

    def _idles(self, mailbox: str) -> bool:
        return self._session.idling == mailbox and time.monotonic() < self._renew_at

    def _begin(self, mailbox: str) -> bool:
        """Go idle; return whether something came since the caller last looked."""
        news = self._changed(mailbox)
        with self._session.lending(f"waiting for {mailbox}") as client:
            news = wire.begin_idle(client) or news
        self._session.idling = mailbox
        self._renew_at = time.monotonic() + RENEW_SECONDS
        return news

    def _listen(self, deadline: float) -> bool:
        while True:
            with self._session.lending("waiting") as client:
                lines = wire.idle_lines(client, max(deadline - time.monotonic(), 0.0))
                if lines is None or any(line.startswith(b"* BYE") for line in lines):
                    self._session.idling = None
                    client.idle_done()  # fails if the connection is dead
                    return True
            if any(line.endswith(b" EXISTS") for line in lines):
                return True
            if time.monotonic() >= deadline:
                return False

    def _poll(self, mailbox: str, deadline: float) -> bool:
        while True:
            now = time.monotonic()
            if now >= self._look_at.get(mailbox, now):
                self._look_at[mailbox] = now + self._session.settings.poll_s
                if self._changed(mailbox):
                    return True
            if now >= deadline:
                return False
            time.sleep(max(min(deadline, self._look_at[mailbox]) - now, 0.0))

    def _changed(self, mailbox: str) -> bool:
        state = self._session.examine(mailbox)
        known = self._session.seen.get(mailbox)
        self._session.seen[mailbox] = state
        return known is None or _newest(state) != _newest(known)


def _newest(state: MailboxState) -> tuple[int, int]:
    """What changes when a message comes, and not when one is moved away (unless the server tells no UIDNEXT)."""
    return state.uidvalidity, state.uidnext or state.exists
