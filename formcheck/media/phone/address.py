"""At which address of this machine the page is served: one of the local network, no other."""

from __future__ import annotations

import socket
from ipaddress import AddressValueError, IPv4Address
from typing import Final

from formcheck.errors import CameraError
from formcheck.words import Phrase

__all__ = ["listening", "split"]

# Private networks (RFC 1918). A UDP socket that is connected sends nothing; it tells from which of
# its addresses the machine would.
_PRIVATE: Final = ("192.168.255.254", "10.255.255.254", "172.31.255.254")
_PORTS: Final = range(1, 65536)


def split(where: str) -> tuple[str, int]:
    """Host and port of "HOST:PORT", "HOST" or nothing: empty and 0 where they are left open.

    Raises:
        CameraError: It is no address of a private network.
    """
    host, _, port = where.partition(":")
    known = not port or (port.isascii() and port.isdecimal() and int(port) in _PORTS)
    if not known or (host and not _is_local(host)):
        raise CameraError(Phrase("error.phone.address", address=where))
    return host, int(port or 0)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address of the local network.

    Args:
        host: "" finds one.
        port: 0 leaves it to the system.

    Raises:
        CameraError: There is no local network, or the address is not this machine's.
    """
    host = host or _own()
    try:
        return socket.create_server((host, port))
    except OSError as error:
        where = f"{host}:{port}" if port else host
        raise CameraError(Phrase("error.phone.no-socket", address=where)) from error


def _own() -> str:
    for there in _PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            try:
                line.connect((there, 9))
            except OSError:  # no way there
                continue
            host = str(line.getsockname()[0])
        if _is_local(host) and not IPv4Address(host).is_loopback:
            return host
    raise CameraError(Phrase("error.phone.no-network"))


def _is_local(host: str) -> bool:
    try:
        address = IPv4Address(host)
    except AddressValueError:
        return False
    return address.is_private and not address.is_unspecified
