"""The lookout of `watch`: what ends it is told, and a server that refuses it is not stormed."""

import sys
import threading
from pathlib import Path
from threading import Event

import pytest

from agent.agent_support import desk
from fakes import FakeAccount, FakeServer, Fault
from mail_agent.agent.watch import Watched, watch
from mail_agent.errors import ConfigError, UnreachableError


def test_a_lookout_that_can_never_sign_in_again_ends_the_watching_with_its_error(tmp_path: Path) -> None:
    server = FakeServer()
    server.faults = [Fault("wait", 1, ConfigError("the keyring is locked."))]
    stop = Event()
    guard = threading.Timer(20, stop.set)
    guard.start()
    with (
        desk(tmp_path, FakeAccount(server)) as agent,
        pytest.raises(ConfigError, match="keyring is locked"),
    ):
        watch([Watched(agent, FakeAccount(server))], stop)
    guard.cancel()


class Refused(FakeAccount):
    """A second connection that the server does not admit."""

    attempts = 0
    stop = Event()

    def wait(self, mailbox: str, seconds: float) -> bool:
        self.attempts += 1
        if self.attempts == 2:
            threading.Timer(0.5, self.stop.set).start()
        raise UnreachableError("too many simultaneous connections")


def test_a_server_that_admits_no_second_connection_is_asked_less_and_less_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["mail_agent.agent.watch"]
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(module, "BACKOFF_SECONDS", (0.01, 3600.0))
    server = FakeServer()
    lookout = Refused(server)
    scans = []
    with desk(tmp_path, FakeAccount(server)) as agent:
        watch([Watched(agent, lookout)], lookout.stop, report=lambda *_: scans.append(1))
    assert lookout.attempts == 2, "it was asked again without a pause"
    assert len(scans) <= 3
