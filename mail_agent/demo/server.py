"""The demo's own IMAP server: pymap, in a thread, on a free loopback port, with everything in memory."""

import asyncio
import logging
from argparse import Namespace
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Thread
from typing import Final

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login, Session
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from mail_agent.demo.inbox import Sample
from mail_agent.errors import UnreachableError

HOST: Final = "127.0.0.1"
LOGIN: Final = "mara"
WAIT_SECONDS: Final = 10.0
"""How long starting, delivering and stopping may take each before it counts as broken."""


class _Config(Config):
    """pymap's settings, with a greeting that does not ask the name service for this machine's name."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one account."""

    host: str
    port: int
    login: str
    password: str
    _loop: asyncio.AbstractEventLoop
    _session: Session

    def deliver(self, sample: Sample) -> None:
        """Put a message into its mailbox with its flags and internal date, as a delivery would."""
        asyncio.run_coroutine_threadsafe(_append(self._session, sample), self._loop).result(WAIT_SECONDS)


@contextmanager
def serving(samples: Iterable[Sample]) -> Iterator[Server]:
    """Run a server that holds `samples`, in their order, until the block ends, however it ends.

    Raises:
        UnreachableError: the server could not be started.
    """
    loop = asyncio.new_event_loop()
    # A client that hangs up in the middle of a command is nothing to tell anybody about.
    loop.set_exception_handler(lambda _loop, _context: None)
    log = logging.getLogger("asyncio")
    level = log.level
    log.setLevel(logging.CRITICAL)
    done = asyncio.Event()
    up: Future[Server] = Future()
    thread = Thread(target=_run, args=(loop, tuple(samples), up, done), name="demo-server", daemon=True)
    thread.start()
    try:
        yield _started(up)
    finally:
        if not loop.is_closed():
            loop.call_soon_threadsafe(done.set)
        thread.join(WAIT_SECONDS)
        log.setLevel(level)


def _started(up: "Future[Server]") -> Server:
    try:
        return up.result(WAIT_SECONDS)
    except Exception as error:
        raise UnreachableError(
            f"The demo's own server could not be started on {HOST}: {error!r}.",
            "Check that programs may listen on the loopback interface.",
        ) from error


def _run(
    loop: asyncio.AbstractEventLoop, samples: Iterable[Sample], up: "Future[Server]", done: asyncio.Event
) -> None:
    try:
        loop.run_until_complete(_serve(samples, up, done))
    except Exception as error:  # noqa: BLE001  (handed to the thread that waits for the start)
        if not up.done():
            up.set_exception(error)
    finally:
        loop.close()


async def _serve(samples: Iterable[Sample], up: "Future[Server]", done: asyncio.Event) -> None:
    password = token_urlsafe(24)
    config = _config(password)
    config.apply_context()
    login = Login(config)
    await login.demo_user_identity.set(UserMetadata(config, LOGIN, password=password))
    async with login.demo_user_identity.new_session() as session:
        await _fill(session, samples)
        accept = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(login, config))
        listener = await asyncio.start_server(accept, host=HOST, port=0)
        port = listener.sockets[0].getsockname()[1]
        up.set_result(Server(HOST, port, LOGIN, password, asyncio.get_running_loop(), session))
        await done.wait()
        listener.close()
        await _end_connections()


def _config(password: str) -> Config:
    return _Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host=HOST,
        port=0,
        tls_enabled=False,
        demo_data=False,
        demo_user=LOGIN,
        demo_password=password,
        hash_context=Cleartext(),  # made for this run and kept nowhere
        cpu_subsystem=Subsystem.for_asyncio(),
    )


async def _end_connections() -> None:
    """End every other task of this loop: each is a connection that is still open."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _fill(session: Session, samples: Iterable[Sample]) -> None:
    present = {"INBOX"}
    for sample in samples:
        if sample.mailbox not in present:
            await session.mailbox_set.add_mailbox(sample.mailbox)
            present.add(sample.mailbox)
        await _append(session, sample)


async def _append(session: Session, sample: Sample) -> None:
    mailbox = await session.mailbox_set.get_mailbox(sample.mailbox)
    flags = frozenset(Flag(flag) for flag in sample.flags)
    await mailbox.append(AppendMessage(sample.octets, sample.internal_date, flags), recent=True)
