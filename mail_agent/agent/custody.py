"""Carries out a plan in the order that cannot lose: intent, seal, act, read back, outcome; settles after a crash."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from mail_agent.agent.record import Body, outcome, reference_from
from mail_agent.errors import EvidenceError, MailboxError, RefusedError, UidValidityChangedError
from mail_agent.evidence.chain import digest
from mail_agent.evidence.journal import REFUSED, Intent, Journal, unsettled
from mail_agent.evidence.store import Item, Store, item_id
from mail_agent.history import HistoryIndex, Processed, processed_from, replay
from mail_agent.mailbox import Account, Acted, Done, Fetched, Reference

ABANDONED = "abandoned"
ALTERED = "altered"
GONE = "gone"


def utc_now() -> datetime:
    """Return the host clock's time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one intent.

    Attributes:
        done: a Done value, or "sealed", "refused", "gone", "altered", "abandoned".
        processed: for the history; None if the message is to be judged again.
    """

    intent: str
    reference: Reference
    done: str
    note: str = ""
    processed: Processed | None = None


class Custody:
    """Evidence store and journal together: the only place from which a message is acted upon.

    Args:
        store: where messages are sealed.
        journal: open for writing; read once, to know which intents are open.
        now: the host clock.
    """

    def __init__(self, store: Store, journal: Journal, now: Callable[[], datetime] = utc_now) -> None:
        self.store = store
        self.journal = journal
        self.now = now
        self._open = {pending.id: pending for pending in unsettled(journal.entries())}

    def bring_up(self, history: HistoryIndex) -> None:
        """Add to the history every message that the journal knows as dealt with and the history does not."""
        for processed in replay(self.journal.entries(), self._record):
            known = history.known(processed.reference.account, processed.sha256, processed.internal_date)
            if known is not processed.verdict or not history.is_processed(processed.reference):
                history.add(processed)

    def _record(self, item: str) -> Mapping[str, Any] | None:
        found = self.store.get(item)
        return self.store.record(found) if found else None

    def new_id(self, fetched: Fetched, at: datetime) -> str:
        """Return the id under which intent and item will be known."""
        return item_id(at, digest(fetched.octets), fetched.reference)

    def carry_out(self, account: Account, fetched: Fetched, intent: Body, record: Body) -> Settled:
        """Do what the intent says for one message.

        Raises:
            EvidenceError: sealing failed (disk full, say); the message is where it was, untouched.
            UnreachableError: the connection was lost; `settle` finds out later what happened.
        """
        self.journal.append("intent", intent, self.now())
        pending = Intent(
            intent["intent"], intent["item"], fetched.reference, intent["sha256"], sealed=False, body=intent
        )
        self._open[pending.id] = pending
        try:
            item = self.store.seal(intent["item"], fetched.octets, record, self.now())
        except EvidenceError as error:
            self._abandon(intent, error.message)
            raise
        self._note_sealed(pending, item)
        return self._act(account, fetched.reference, fetched.octets, intent)

    def _note_sealed(self, pending: Intent, item: Item) -> None:
        hashes = {"sha256": item.sha256, "manifest_sha256": item.manifest_sha256}
        self.journal.append("sealed", {"intent": pending.id, "item": item.id, **hashes}, self.now())
        self._open[pending.id] = replace(pending, sealed=True)

    def _abandon(self, intent: Body, why: str) -> None:
        """Note that nothing was done; on a full disk this fails too, and `settle` writes it later."""
        with suppress(EvidenceError):
            self.journal.append("abandoned", {"intent": intent["intent"], "why": why}, self.now())
            self._open.pop(intent["intent"], None)

    def _act(self, account: Account, source: Reference, octets: bytes, intent: Body) -> Settled:
        """Move or copy as the intent says, read back, compare, and only then record the outcome."""
        if not intent["act"]:
            return self._close(intent, source, outcome(intent["intent"], None, None))
        try:
            target = account.ensure(intent["target"])
            acted = (account.move if intent["act"] == "move" else account.copy)(source, target)
        except UidValidityChangedError:
            raise
        except MailboxError as error:
            there = isinstance(error, RefusedError) or _octets_at(account, source) is not None
            body = outcome(intent["intent"], None, None, done=REFUSED if there else GONE, note=error.message)
            return self._close(intent, source, body)
        return self._close(intent, source, self._read_back(account, intent, acted, target, octets))

    def _read_back(self, account: Account, intent: Body, acted: Acted, target: str, octets: bytes) -> Body:
        """Fetch the message at its destination and compare its octets with those that were sealed."""
        destination, back = acted.destination, None
        try:
            if destination is None:
                found = self._unclaimed(account.find(target, octets))
                destination = found[-1] if found else None
                acted = Acted(acted.done, acted.source, destination)
            back = _octets_at(account, destination) if destination else None
        except UidValidityChangedError:
            raise
        except MailboxError:
            pass  # a mailbox into which one may put and not look (RFC 4314 section 4): said in the outcome
        read_back = digest(back) if back is not None else None
        if back == octets:
            return outcome(intent["intent"], acted, read_back)
        note = "read back differs from what was sealed" if back is not None else "could not be read back"
        return outcome(intent["intent"], acted, read_back, done=ALTERED, note=note)

    def _close(self, intent: Body, source: Reference, body: Body) -> Settled:
        pending, refused = self._open[intent["intent"]], body["done"] == REFUSED
        if not (refused and pending.refused):  # refused again is nothing new
            self.journal.append("outcome", body, self.now())
        del self._open[pending.id]
        if refused:
            self._open[pending.id] = replace(pending, refused=True)
        processed = processed_from(intent, self._record(intent["item"]))
        return Settled(intent["intent"], source, body["done"], body["note"], processed)

    def settle(self, account: Account) -> list[Settled]:
        """Find out what became of each intent of this account without an outcome, by hash, and finish it.

        A message that was not yet sealed is left alone (the next scan judges it again); one that was sealed is moved
        or copied if that has not happened yet. Running it twice does nothing the second time.

        Then what the server had refused before (the mailbox was full, say) is tried once more, one by one, until it
        refuses again: that costs a scan little, and a refusal like the one before writes nothing.
        """
        mine = [pending for pending in self._open.values() if pending.reference.account == account.name]
        settled = [self._settle_one(account, pending) for pending in mine if not pending.refused]
        for pending in mine:
            if pending.refused:
                again = self._settle_one(account, pending)
                if again.done == REFUSED:
                    break
                settled.append(again)
        return settled

    def _settle_one(self, account: Account, pending: Intent) -> Settled:
        item = self.store.get(pending.item)
        if item is None:
            self._abandon(pending.body, "interrupted before it was sealed")
            return Settled(pending.id, pending.reference, ABANDONED)
        if not pending.sealed:
            self._note_sealed(pending, item)
        octets = self.store.read(item)
        if not pending.body["act"]:
            return self._act(account, pending.reference, octets, pending.body)
        return self._settle_act(account, pending.reference, octets, pending.body)

    def _settle_act(self, account: Account, source: Reference, octets: bytes, intent: Body) -> Settled:
        internal_date = datetime.fromisoformat(intent["internal_date"])
        here = _still_there(account, source, octets, internal_date)
        try:
            target = account.ensure(intent["target"])
            there = self._unclaimed(account.find(target, octets, internal_date))
        except UidValidityChangedError:
            raise
        except MailboxError as error:
            done = REFUSED if here else GONE
            return self._close(
                intent, source, outcome(intent["intent"], None, None, done=done, note=error.message)
            )
        atomic = intent["act"] == "move" and "MOVE" in account.capabilities()
        if here and (atomic or not there):
            return self._act(account, here, octets, intent)
        if there:
            done = Done.MOVED if not here and intent["act"] == "move" else Done.COPIED
            acted = Acted(done, source, there[-1])
            return self._close(intent, source, self._read_back(account, intent, acted, target, octets))
        note = "neither in its mailbox nor in the evidence mailbox: someone else moved it; the sealed copy is kept"
        return self._close(intent, source, outcome(intent["intent"], None, None, done=GONE, note=note))

    def _unclaimed(self, found: Sequence[Reference]) -> list[Reference]:
        """Leave out copies that an earlier outcome already accounts for: identical mails may come twice."""
        if not found:
            return []
        claimed = {
            reference_from(entry.body["destination"])
            for entry in self.journal.entries()
            if entry.kind == "outcome" and entry.body["destination"]
        }
        return [reference for reference in found if reference not in claimed]


def _octets_at(account: Account, reference: Reference) -> bytes | None:
    state = account.examine(reference.mailbox)
    if state.uidvalidity != reference.uidvalidity:
        return None
    return next((fetched.octets for fetched in account.fetch(state, [reference.uid])), None)


def _still_there(
    account: Account, source: Reference, octets: bytes, internal_date: datetime
) -> Reference | None:
    """Return where the message is in its own mailbox: by reference if UIDVALIDITY holds, else by content and date."""
    try:
        if account.examine(source.mailbox).uidvalidity == source.uidvalidity:
            return source if _octets_at(account, source) == octets else None
        found = account.find(source.mailbox, octets, internal_date)
        state = account.examine(source.mailbox)
        dated = account.fetch(state, [reference.uid for reference in found])
        return next((one.reference for one in dated if one.internal_date == internal_date), None)
    except UidValidityChangedError:
        raise
    except MailboxError:
        return None
