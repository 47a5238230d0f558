"""A slow line passes everything on, whole and in order, but late and at a limited rate."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from hooks.slow_line import ADDRESS, Line, slow_line

QUICK = Line(rate=80_000_000, round_trip=0.01)
CONTENT = bytes(range(256)) * 400


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that says everything back, and closes when nothing more comes."""
    listening = socket.create_server((ADDRESS, 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            while part := connection.recv(4096):
                connection.sendall(part)

    threading.Thread(target=serve, daemon=True).start()
    yield int(listening.getsockname()[1])
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def said_back(port: int, content: bytes) -> bytes:
    with socket.create_connection((ADDRESS, port), timeout=30) as connection:
        threading.Thread(target=connection.sendall, args=(content,), daemon=True).start()
        heard = b""
        while len(heard) < len(content) and (part := connection.recv(65536)):
            heard += part
        return heard


def test_everything_arrives_whole_and_in_order(echo: int) -> None:
    with slow_line(echo, QUICK) as relay:
        assert said_back(relay.port, CONTENT) == CONTENT
        assert relay.delivered == len(CONTENT)


def test_several_connections_do_not_mix(echo: int) -> None:
    contents = [bytes([number]) * 50_000 for number in range(4)]
    heard: dict[int, bytes] = {}

    def talk(number: int) -> None:
        heard[number] = said_back(relay.port, contents[number])

    with slow_line(echo, QUICK) as relay:
        talks = [threading.Thread(target=talk, args=(number,)) for number in range(4)]
        for each in talks:
            each.start()
        for each in talks:
            each.join()

    assert [heard[number] for number in range(4)] == contents


def test_nothing_is_quicker_than_the_line(echo: int) -> None:
    """The connection takes one round trip, the answer another, the bytes what the rate allows."""
    line = Line(rate=1_600_000, round_trip=0.1)
    with slow_line(echo, line) as relay:
        start = time.monotonic()
        said_back(relay.port, bytes(40_000))

        assert time.monotonic() - start >= 2 * 0.1 + 40_000 * 8 / 1_600_000 - 0.03


def test_a_line_to_nobody_ends_the_connection() -> None:
    with socket.create_server((ADDRESS, 0)) as nobody:
        port_of_nobody = int(nobody.getsockname()[1])
    with slow_line(port_of_nobody, QUICK) as relay:
        assert said_back(relay.port, b"hello") == b""


def test_a_line_ends_although_somebody_still_talks(echo: int) -> None:
    with slow_line(echo, QUICK) as relay:
        connection = socket.create_connection((ADDRESS, relay.port), timeout=30)
        connection.sendall(b"hello")
        assert connection.recv(5) == b"hello"
    with connection:
        assert connection.recv(10) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((ADDRESS, relay.port), timeout=30)
