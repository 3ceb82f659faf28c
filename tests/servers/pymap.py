"""pymap, a pure-Python IMAP server with mail in memory, in a thread on a loopback port."""

import asyncio
import os
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Identity
from pymap.imap import IMAPServer
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import Cleartext

PASSWORD = "correct-horse"


@dataclass(frozen=True)
class Pymap:
    """A running server; `add_user` makes a login with PASSWORD and an empty inbox."""

    port: int
    _loop: asyncio.AbstractEventLoop
    _backend: DictBackend

    def add_user(self, user: str) -> None:
        asyncio.run_coroutine_threadsafe(self._add(user), self._loop).result(30)

    async def _add(self, user: str) -> None:
        config, login = self._backend.config, self._backend.login
        hashed = await Passwords(config).hash_password(PASSWORD)
        await Identity(user, login, None, frozenset()).set(UserMetadata(config, user, password=hashed))


@contextmanager
def running() -> Iterator[Pymap]:
    """Run a pymap until the block ends."""
    loop = asyncio.new_event_loop()
    started = threading.Event()
    stop = asyncio.Event()
    backends: list[DictBackend] = []
    ports: list[int] = []
    os.environ.setdefault("FQDN", "localhost")  # pymap would ask the resolver at every connection

    async def serve() -> None:
        backend = await _backend()
        backends.append(backend)
        callback = ProxyProtocolReader(backend.config.proxy_protocol).get_callback(
            IMAPServer(backend.login, backend.config)
        )
        # Not sock=...: asyncio sets TCP_NODELAY only on sockets made with an explicit protocol.
        async with await asyncio.start_server(callback, host="127.0.0.1", port=0) as server:
            ports.append(server.sockets[0].getsockname()[1])
            started.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert started.wait(30), "pymap did not start"
    try:
        yield Pymap(ports[0], loop, backends[0])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)


async def _backend() -> DictBackend:
    args = Namespace(host="127.0.0.1", port=0, debug=False, cert=None, key=None, tls=False)
    args.proxy_protocol = args.inherited_sockets = args.passlib_cfg = None
    args.demo_data, args.demo_user, args.demo_password = False, "nobody", "unused"
    backend, config = await DictBackend.init(args, hash_context=Cleartext())
    assert isinstance(config, Config)
    config.apply_context()
    return backend
