"""A process dies, or the server is lost, at every single step of keeping messages: afterwards each is kept once, unaltered."""

import itertools
import shutil
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from agent.agent_support import ABUSIVE, ORDINARY, UNSURE
from agent.test_faults import EVIDENCE, Killed, Mailroom, killed_at_fsync
from fakes import Fault
from mail_agent.errors import UnreachableError
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify

WORLDS = [
    {"can_move": can_move, "tells": tells, "action": action}
    for can_move, tells, action in itertools.product([True, False], [True, False], ["move", "copy"])
]


def room(world: dict) -> Mailroom:
    """An inbox in which one abusive message was kept before, and the very same octets come again."""
    room = Mailroom()
    room.world(**world)
    room.deliver(ABUSIVE, ())
    room.scan()
    octets, date = room.delivered[0][1], room.clock + timedelta(days=3)
    room.server.deliver("INBOX", octets, flags=("\\Seen",), internal_date=date)
    room.delivered.append((ABUSIVE, octets, date, frozenset({"\\Seen"})))
    room.clock = date
    room.deliver(ORDINARY, ("\\Deleted",))
    room.deliver(UNSURE, ())
    room.deliver(ABUSIVE, ("\\Flagged",))
    return room


def check(room: Mailroom) -> None:
    """Each message is where it belongs, once; each kept one is sealed once; the evidence verifies."""
    places = room.places()
    store = Store(room.root / "evidence")
    sealed = Counter(store.read(item) for item in store.items())
    wanted = Counter(octets for text, octets, *_ in room.delivered if text != ORDINARY)
    assert sealed == wanted, "a message was sealed twice or not at all"
    for text, octets, date, flags in room.delivered:
        inbox, kept = places["INBOX"][octets, date, flags], places[EVIDENCE][octets, date, flags]
        gone = room.action == "move" and room.server.can_move
        if text == ORDINARY:
            assert (inbox, kept) == (1, 0)
        elif text == ABUSIVE:
            assert (inbox, kept) == (0 if gone else 1, 1)
        else:
            assert inbox + kept >= 1
            assert max(inbox, kept) == 1
    assert not verify(room.root / "evidence").problems


def survives(room: Mailroom, crash) -> bool:
    """Scan under `crash`, then restart and scan until nothing is left; return whether the crash happened."""
    happened = False
    try:
        with crash(room):
            room.scan()
    except (Killed, UnreachableError):
        happened = True
    happened = happened or any(fault.calls >= fault.nth for fault in room.server.faults)
    room.server.faults = []
    room.every_message_is_somewhere_unaltered()
    room.scan()
    check(room)
    before = room.places()
    room.scan()
    assert room.places() == before, "a scan with nothing new did something"
    shutil.rmtree(room.root)
    return happened


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_killed_at_every_fsync(world: dict) -> None:
    points = itertools.takewhile(
        bool, (survives(room(world), lambda _, nth=nth: killed_at_fsync(nth)) for nth in itertools.count(1))
    )
    assert sum(points) > 40


class lose:  # noqa: N801  (reads as a verb where it is used)
    """Lose the server, or the process, at the nth call of the account."""

    def __init__(self, room: Mailroom, nth: int, error: BaseException, *, after: bool) -> None:
        room.server.faults = [Fault("*", nth, error, after=after)]

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("error", [Killed, UnreachableError])
@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_lost_at_every_call(world: dict, error: type[BaseException], *, after: bool) -> None:
    def crash(nth: int):
        fault = error() if error is Killed else error("cut")
        return lambda room: lose(room, nth, fault, after=after)

    points = itertools.takewhile(bool, (survives(room(world), crash(nth)) for nth in itertools.count(1)))
    assert sum(points) > 15


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_uidvalidity_changes_between_a_crash_and_the_restart(world: dict) -> None:
    for nth in itertools.count(1):
        one = room(world)
        crashed = False
        with suppress(Killed):
            crashed = True
            with killed_at_fsync(nth):
                one.scan()
            crashed = False
        one.uidvalidity_changes()
        one.scan()
        check(one)
        shutil.rmtree(one.root)
        if not crashed:
            break


def test_what_the_server_altered_on_the_way_is_reported_and_the_sealed_original_is_not() -> None:
    one = Mailroom()
    one.world(can_move=True, tells=True, action="move")
    one.deliver(ABUSIVE, ())
    original = one.delivered[0][1]
    add = one.server.create(EVIDENCE).add
    one.server.mailboxes[EVIDENCE].add = lambda octets, *rest: add(octets + b"footer\r\n", *rest)
    one.scan()
    root: Path = one.root
    store = Store(root / "evidence")
    (item,) = store.items()
    assert store.read(item) == original
    text = (root / "evidence/journal/journal.jsonl").read_text()
    assert '"done":"altered"' in text
    shutil.rmtree(root)
