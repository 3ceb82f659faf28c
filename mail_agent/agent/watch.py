"""Watches accounts: one thread waits for each, the work is done here, one after the other, until told to stop."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread

from mail_agent.agent.scan import Agent, ScanResult
from mail_agent.errors import MailboxError, UnreachableError
from mail_agent.mailbox import Account

log = logging.getLogger("seawall.watch")

WAIT_SECONDS = 2.0
"""Length of one wait; how long a stop may take to be noticed by a waiting thread."""
BACKOFF_SECONDS = (5.0, 15.0, 60.0, 300.0)


@dataclass(slots=True)
class Watched:
    """An account being watched: the agent that works on it, and a second connection that waits.

    Attributes:
        lookout: an Account of its own for waiting, so that the working connection is free.
        poll_seconds: the account is scanned at least this often, whatever the server tells.
        failures: scans that failed one after the other; 0 once one works.
        broken: what ended the lookout for good; raised by `watch`, since nothing would wake the account any more.
    """

    agent: Agent
    lookout: Account
    poll_seconds: float = 300.0
    failures: int = field(default=0, init=False)
    broken: Exception | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """The account's name."""
        return self.agent.account.name


def watch(
    accounts: Sequence[Watched],
    stop: Event,
    *,
    report: Callable[[str, ScanResult], None] = lambda _name, _result: None,
) -> None:
    """Scan each account now, then whenever something may have changed, until `stop` is set.

    A lost connection or a mailbox that refuses is logged once per change of state and tried again with backoff. `stop`
    takes effect between two messages.

    Raises:
        EvidenceError: sealing is impossible (disk full, say); going on would be pointless.
        SignInError: the server refuses the password; trying again might lock the account.
        ConfigError: the password cannot be had any more.
    """
    woken: SimpleQueue[Watched] = SimpleQueue()
    threads = [
        Thread(target=_look_out, args=(watched, woken, stop), name=f"lookout-{watched.name}", daemon=True)
        for watched in accounts
    ]
    for watched in accounts:
        woken.put(watched)
    for thread in threads:
        thread.start()
    try:
        while not stop.is_set():
            for watched in _next(woken):
                _scan(watched, stop, report)
    finally:
        stop.set()
        for thread in threads:
            thread.join(WAIT_SECONDS * 2)
        for watched in accounts:
            watched.lookout.close()
            watched.agent.account.close()


def _next(woken: "SimpleQueue[Watched]") -> list[Watched]:
    """Return the accounts that were woken, each once however often it was."""
    try:
        found = [woken.get(timeout=1.0)]
    except Empty:
        return []
    while not woken.empty():
        found.append(woken.get())
    return list({watched.name: watched for watched in found}.values())


def _scan(watched: Watched, stop: Event, report: Callable[[str, ScanResult], None]) -> None:
    if stop.is_set():
        return
    if watched.broken is not None:
        raise watched.broken
    try:
        result = watched.agent.scan()
    except (UnreachableError, MailboxError) as error:
        if not watched.failures:
            log.warning("account %s: %s Trying again until it works.", watched.name, error.message)
        watched.failures += 1
        return
    if watched.failures:
        log.warning("account %s: working again.", watched.name)
        watched.failures = 0
    report(watched.name, result)


def _look_out(watched: Watched, woken: "SimpleQueue[Watched]", stop: Event) -> None:
    """Wake the account until `stop`; what no trying again can mend is handed to the thread that works."""
    try:
        _wake(watched, woken, stop)
    except Exception as error:  # noqa: BLE001  (raised again in `_scan`: a thread that dies is noticed by nobody)
        watched.broken = error
        woken.put(watched)


def _wake(watched: Watched, woken: "SimpleQueue[Watched]", stop: Event) -> None:
    """Put the account into `woken` when its mailbox changed, when polling is due, or when a failed scan is retried."""
    mailbox = watched.agent.options.mailboxes[0]
    quiet = 0.0
    lost = 0
    while not stop.is_set():
        if watched.failures:
            if stop.wait(_backoff(watched.failures)):
                return
            woken.put(watched)
            stop.wait(WAIT_SECONDS)
            continue
        try:
            changed = watched.lookout.wait(mailbox, WAIT_SECONDS)
            lost = 0
        except (UnreachableError, MailboxError):
            # Something may have come unseen; and where only the lookout is refused, scanning with backoff is polling.
            watched.lookout.close()
            lost += 1
            changed = True
        quiet = 0.0 if changed else quiet + WAIT_SECONDS
        if changed or quiet >= watched.poll_seconds:
            quiet = 0.0
            woken.put(watched)
        if lost:
            stop.wait(_backoff(lost))


def _backoff(times: int) -> float:
    return BACKOFF_SECONDS[min(times, len(BACKOFF_SECONDS)) - 1]
