"""A slow line to a server on this machine: it relays every byte late and at a limited rate.

It slows whatever talks through it: pages, workers and service workers alike, all of them sharing
one line, as on a phone. The throttling of a browser's developer tools gives each of these a line
of its own. It does not know what it relays.
"""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

ADDRESS = "127.0.0.1"
PACKET = 1460
"""Bytes that travel together; connections take turns after each packet."""

CREDIT = 0.02
"""Seconds that a packet may be sent late without loss of rate: timers are not exact."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rate in bits in a second for each direction, and a round trip in seconds."""

    rate: int
    round_trip: float


SLOW_4G = Line(rate=1_600_000, round_trip=0.150)


@contextmanager
def slow_line(server: int, line: Line = SLOW_4G) -> Iterator["Relay"]:
    """Relay between the given port and that of the relay, until the block ends."""
    relay = Relay(server, line)
    # In a thread of its own: whoever drives a browser may have a running loop in this one.
    thread = threading.Thread(target=lambda: asyncio.run(relay.run()), daemon=True)
    thread.start()
    relay.is_open.wait()
    try:
        yield relay
    finally:
        relay.end()
        thread.join()


class Relay:
    """A port of its own that leads to the server; it counts what comes down from there."""

    def __init__(self, server: int, line: Line) -> None:
        self._server = server
        self._line = line
        self._up = _Lane(line)
        self._down = _Lane(line)
        self.port = 0
        """Where to connect to."""

        self.is_open = threading.Event()
        self._ending = asyncio.Event()

    async def run(self) -> None:
        """Relay until the end."""
        self._loop = asyncio.get_running_loop()
        listening = await asyncio.start_server(self._connect, ADDRESS, 0)
        self.port = int(listening.sockets[0].getsockname()[1])
        self.is_open.set()
        await self._ending.wait()
        listening.close()

    def end(self) -> None:
        """End the relay, from another thread."""
        self._loop.call_soon_threadsafe(self._ending.set)

    @property
    def delivered(self) -> int:
        """How many bytes have come down so far, headers included."""
        return self._down.delivered

    async def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        writers = [writer]
        try:
            # A connection is there only after one round trip.
            await asyncio.sleep(self._line.round_trip)
            answers, requests = await asyncio.open_connection(ADDRESS, self._server)
            writers.append(requests)
            await asyncio.gather(
                self._up.carry(reader, requests), self._down.carry(answers, writer)
            )
        except (OSError, asyncio.CancelledError):
            # The task of a connection must not end as cancelled: asyncio would complain about it.
            for each in writers:
                each.transport.abort()


class _Lane:
    """One direction, shared by all connections."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._free = 0.0
        self.delivered = 0

    async def carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Pass on everything, then the end."""
        loop = asyncio.get_running_loop()
        late = self._line.round_trip / 2
        while packet := await reader.read(PACKET):
            self._free = max(self._free, loop.time() - CREDIT) + 8 * len(packet) / self._line.rate
            await asyncio.sleep(self._free - loop.time())
            loop.call_later(late, self._write, writer, packet)
        await asyncio.sleep(late)
        writer.close()

    def _write(self, writer: StreamWriter, packet: bytes) -> None:
        if not writer.is_closing():
            writer.write(packet)
            self.delivered += len(packet)
