from __future__ import annotations

import socket

import pytest

from formcheck.errors import CameraError
from formcheck.media.phone import address as room
from formcheck.media.phone.address import listening, split


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("", ("", 0)),
        ("192.168.1.20", ("192.168.1.20", 0)),
        ("10.0.0.7:8443", ("10.0.0.7", 8443)),
        ("127.0.0.1", ("127.0.0.1", 0)),
    ],
)
def test_host_and_port_are_told_apart(where: str, place: tuple[str, int]) -> None:
    assert split(where) == place


@pytest.mark.parametrize(
    "where",
    [
        "8.8.8.8",
        "0.0.0.0",  # noqa: S104 - all interfaces are just what is refused
        "::",
        "example.org",
        "192.168.1.20:0",
        "192.168.1.20:65536",
        "192.168.1.20:x",
        "192.168.1.20:²",
        "192.168.1.20/24",
        "192.168.1",
    ],
)
def test_what_is_not_local_is_refused(where: str) -> None:
    with pytest.raises(CameraError, match="no address of a local network"):
        split(where)


def test_a_port_in_use_names_the_remedy() -> None:
    with listening("127.0.0.1", 0) as first, pytest.raises(CameraError, match="give another"):
        listening("127.0.0.1", first.getsockname()[1])


def test_an_address_of_another_machine_names_the_remedy() -> None:
    with pytest.raises(CameraError, match="not an address of this computer"):
        listening("10.255.255.253", 0)


class _Way:
    """A socket of a machine with one address, or with no way at all."""

    own = ""

    def __init__(self, *_: object) -> None:
        return

    def __enter__(self) -> _Way:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def connect(self, there: tuple[str, int]) -> None:
        assert there[0] in ("192.168.255.254", "10.255.255.254", "172.31.255.254")
        if not self.own:
            raise OSError("no way there")

    def getsockname(self) -> tuple[str, int]:
        return self.own, 0


@pytest.mark.parametrize("own", ["", "127.0.0.1", "203.0.114.9"])
def test_without_a_local_network_nothing_is_served(
    own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Way, "own", own)
    monkeypatch.setattr(room.socket, "socket", _Way)
    with pytest.raises(CameraError, match="no local network"):
        listening("", 0)


def test_it_listens_at_the_one_address_of_the_local_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted: list[tuple[str, int]] = []
    monkeypatch.setattr(_Way, "own", "192.168.1.20")
    monkeypatch.setattr(room.socket, "socket", _Way)
    monkeypatch.setattr(room.socket, "create_server", wanted.append)
    listening("", 0)
    assert wanted == [("192.168.1.20", 0)]


def test_nothing_listens_at_all_addresses() -> None:
    with listening("127.0.0.1", 0) as server:
        assert server.family == socket.AF_INET
        assert server.getsockname()[0] == "127.0.0.1"
