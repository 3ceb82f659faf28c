"""Reads messages in bounded batches, and goes round one that the server cannot give."""

from collections.abc import Iterator, Sequence
from typing import Final

from mail_agent.errors import MailboxError, UidValidityChangedError, UnreachableError
from mail_agent.mailbox import Account, Fetched, MailboxState

BATCH_MESSAGES: Final = 64
BATCH_OCTETS: Final = 16 * 1024 * 1024
_SIZES_AT_ONCE: Final = BATCH_MESSAGES * 8


def batches(account: Account, state: MailboxState, uids: Sequence[int]) -> Iterator[list[int]]:
    """Cut the UIDs into batches bounded in number and in octets; one whose size is not told stands alone."""
    for start in range(0, len(uids), _SIZES_AT_ONCE):
        some = uids[start : start + _SIZES_AT_ONCE]
        sizes = _sizes(account, state, some)
        batch: list[int] = []
        octets = 0
        for uid in some:
            size = sizes.get(uid, BATCH_OCTETS)
            if batch and (len(batch) == BATCH_MESSAGES or octets + size > BATCH_OCTETS):
                yield batch
                batch, octets = [], 0
            batch.append(uid)
            octets += size
        if batch:
            yield batch


def read(
    account: Account, state: MailboxState, uids: Sequence[int], *, header_only: bool = False
) -> tuple[list[Fetched], list[int]]:
    """Return the messages that still exist, and the UIDs of those that exist but cannot be read, both ascending.

    A server with one damaged message may refuse the whole batch or hang up (Dovecot does); each is then asked for by
    itself, so that one message does not keep all others from being judged.

    Raises:
        UnreachableError: the server is gone.
        UidValidityChangedError, MailboxError: the mailbox is.
    """
    try:
        found = list(account.fetch(state, uids, header_only=header_only))
    except UidValidityChangedError:
        raise
    except (MailboxError, UnreachableError):
        found = [one for uid in uids for one in _alone(account, state, uid, header_only=header_only)]
    missing = set(uids) - {one.reference.uid for one in found}
    there = account.search(state, above=min(missing) - 1) if missing else ()
    return found, sorted(missing.intersection(there))


def _alone(account: Account, state: MailboxState, uid: int, *, header_only: bool) -> list[Fetched]:
    account.examine(state.mailbox)  # a server that is gone says so here
    try:
        return list(account.fetch(state, [uid], header_only=header_only))
    except UidValidityChangedError:
        raise
    except (MailboxError, UnreachableError):
        return []


def _sizes(account: Account, state: MailboxState, uids: Sequence[int]) -> dict[int, int]:
    try:
        return account.sizes(state, uids)
    except UidValidityChangedError:
        raise
    except (MailboxError, UnreachableError):
        account.examine(state.mailbox)
        return {}
