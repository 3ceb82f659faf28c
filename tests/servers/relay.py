"""A relay between client and server which can rewrite what the server says, go silent, or hang up."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Rewrite = Callable[[bytes], bytes]


@dataclass
class Relay:
    """A running relay.

    Attributes:
        port: where the client connects.
        rewrite: applied to each line that the server sends (literals are passed by, if they have no line that looks
            like the one it changes).
        before_command: called with each line that the client sends, before it reaches the server.
        silent: drop everything.
    """

    port: int
    server_port: int
    rewrite: Rewrite = lambda line: line
    before_command: Callable[[bytes], None] = lambda line: None
    silent: bool = False
    connections: int = 0
    _forgotten: set[int] = field(default_factory=set)
    _pairs: list[tuple[socket.socket, socket.socket]] = field(default_factory=list)

    def hang_up(self) -> None:
        """Close every connection at once."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for sock in pair:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def forget(self) -> None:
        """Drop everything on the present connections without closing them, as a router does that has lost its table."""
        self._forgotten |= {id(sock) for pair in self._pairs for sock in pair}

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            server = socket.create_connection(("127.0.0.1", self.server_port))
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs.append((client, server))
            for source, sink, inspect in (
                (client, server, self._from_client),
                (server, client, self._from_server),
            ):
                threading.Thread(target=self._pump, args=(source, sink, inspect), daemon=True).start()

    def _from_client(self, line: bytes) -> bytes:
        self.before_command(line)
        return line

    def _from_server(self, line: bytes) -> bytes:
        return self.rewrite(line)

    def _pump(self, source: socket.socket, sink: socket.socket, inspect: Rewrite) -> None:
        with suppress(OSError), source.makefile("rb") as lines:
            for line in lines:
                if not self.silent and id(source) not in self._forgotten:
                    sink.sendall(inspect(line))
        for sock in (source, sink):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


@contextmanager
def relaying(server_port: int) -> Iterator[Relay]:
    """Run a relay in front of a server on this computer until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(listener.getsockname()[1], server_port)
        threading.Thread(target=relay.serve, args=(listener,), daemon=True).start()
        try:
            yield relay
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            relay.hang_up()
