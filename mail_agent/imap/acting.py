"""Moves or copies one message, and says honestly what happened; never deletes (RFC 6851, RFC 4315)."""

from dataclasses import dataclass

from imapclient import IMAPClient

from mail_agent.imap import looking, wire
from mail_agent.imap.session import Session
from mail_agent.mailbox import KEPT_KEYWORD, Acted, Done, MailboxState, Reference


@dataclass(frozen=True, slots=True)
class _Before:
    """Needed to recognise the message afterwards, where the server will not tell: its octets, the target's UIDNEXT."""

    octets: bytes | None = None
    uidnext: int = 0


def move(session: Session, source: Reference, target: str) -> Acted:
    """UID MOVE (RFC 6851); where that is missing, copy, read back, compare, and mark the original with KEPT_KEYWORD."""
    if "MOVE" not in session.capabilities():
        return _copy_and_mark(session, source, target)
    before = _before(session, source, target, compare=False)
    with session.selected(source, f"moving a message from {source.mailbox} to {target}") as client:
        wire.forget_copyuid(client)
        client.move([source.uid], target)
        told = wire.copyuid(client, source.uid)
    return Acted(Done.MOVED, source, _destination(session, target, before, told))


def copy(session: Session, source: Reference, target: str) -> Acted:
    """UID COPY (RFC 9051 section 6.4.7); the original stays as it is."""
    return Acted(
        Done.COPIED, source, _copied(session, source, target, _before(session, source, target, compare=False))
    )


def _copy_and_mark(session: Session, source: Reference, target: str) -> Acted:
    before = _before(session, source, target, compare=True)
    destination = _copied(session, source, target, before)
    if destination is None or not _same(session, destination, before.octets):
        return Acted(Done.COPIED, source, destination)  # the caller reads back and finds out, too
    with session.selected(source, f"marking a message in {source.mailbox}") as client:
        done = Done.COPIED_AND_MARKED if _mark(client, source.uid) else Done.COPIED
    return Acted(done, source, destination)


def _copied(session: Session, source: Reference, target: str, before: _Before) -> Reference | None:
    with session.selected(source, f"copying a message from {source.mailbox} to {target}") as client:
        wire.forget_copyuid(client)
        client.copy([source.uid], target)
        told = wire.copyuid(client, source.uid)
    return _destination(session, target, before, told)


def _mark(client: IMAPClient, uid: int) -> bool:
    """Set KEPT_KEYWORD; return whether the server kept it (it may have no room for keywords)."""
    client.add_flags([uid], [KEPT_KEYWORD], silent=True)
    flags = wire.fetch(client, [uid], ["FLAGS"]).get(uid, {}).get("FLAGS") or ()
    return KEPT_KEYWORD.lower() in {wire.text(flag).lower() for flag in flags}


def _before(session: Session, source: Reference, target: str, *, compare: bool) -> _Before:
    if not compare and "UIDPLUS" in session.capabilities():
        return _Before()
    state = MailboxState(source.mailbox, source.uidvalidity, 0, 0)
    octets = next((found.octets for found in looking.fetch(session, state, [source.uid])), None)
    return _Before(octets, session.examine(target).uidnext)


def _destination(
    session: Session, target: str, before: _Before, told: tuple[int, int] | None
) -> Reference | None:
    """Return where the message went: as told, else the newest message of the same content that was not there before."""
    if told is not None:
        return Reference(session.settings.name, target, *told)
    if before.octets is None:
        return None
    above = max(before.uidnext - 1, 0)
    arrived = looking.find(session, session.examine(target), before.octets, above=above)
    return arrived[-1] if arrived else None


def _same(session: Session, destination: Reference, octets: bytes | None) -> bool:
    state = MailboxState(destination.mailbox, destination.uidvalidity, 0, 0)
    return [found.octets for found in looking.fetch(session, state, [destination.uid])] == [octets]
