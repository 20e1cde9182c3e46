"""A network link to a namespace on this machine, on which packets can be dropped silently."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address

import pytest

from tests.servers import Place

_BENCHES = IPv4Address("198.18.0.0")  # addresses reserved for benchmarks (RFC 2544)
_HARDWARE = ("02:00:00:00:00:0a", "02:00:00:00:00:0b")
_NOBODY = "02:00:00:00:00:ff"


class Cable:
    """A pair of network interfaces, one in a namespace. Packets to a missing interface get no answer."""

    def __init__(self) -> None:
        number = os.getpid() % 2**14
        self._near, self._far, self._namespace = f"near{number}", f"far{number}", f"hotline-{number}"
        self._near_address, self._far_address = (str(_BENCHES + 4 * number + end) for end in (1, 2))
        self.place = Place(self._far_address, self._namespace)

    def lay(self) -> None:
        """Create both ends."""
        inside = ("-n", self._namespace)
        _ip("netns", "add", self._namespace)
        _ip(
            "link", "add", self._near, "address", _HARDWARE[0], "type", "veth",
            "peer", "name", self._far, "address", _HARDWARE[1], "netns", self._namespace,
        )  # fmt: skip
        _ip("address", "add", f"{self._near_address}/30", "dev", self._near)
        _ip(*inside, "address", "add", f"{self._far_address}/30", "dev", self._far)
        _ip("link", "set", self._near, "up")
        _ip(*inside, "link", "set", self._far, "up")
        self.mend()

    def cut(self) -> None:
        """Drop every packet, in both directions."""
        self._send_to(_NOBODY, _NOBODY)

    def deafen(self) -> None:
        """Drop every packet from the server."""
        self._send_to(_NOBODY, _HARDWARE[1])

    def mend(self) -> None:
        """Deliver every packet."""
        self._send_to(*_HARDWARE)

    def take_away(self) -> None:
        """Delete it."""
        for what in (("link", "delete", self._near), ("netns", "delete", self._namespace)):
            subprocess.run([_program(), *what], stderr=subprocess.DEVNULL, check=False)

    def _send_to(self, near: str, far: str) -> None:
        """Route these addresses to each end, whatever is at the other end."""
        inside = ("-n", self._namespace)
        _ip("neigh", "replace", self._far_address, "lladdr", far, "dev", self._near, "nud", "permanent")
        _ip(*inside, "neigh", "replace", self._near_address, "lladdr", near, "dev", self._far, "nud", "permanent")


@contextmanager
def laid_cable() -> Iterator[Cable]:
    """Give a link; skip the test where creating one is not permitted."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may make a network namespace")
    if not _program() or shutil.which("nsenter") is None:
        pytest.skip("ip (iproute2) or nsenter (util-linux) is missing: no network namespace can be made")
    cable = Cable()
    try:
        try:
            cable.lay()
        except subprocess.CalledProcessError as error:
            pytest.skip(f"this system lets nobody make a network namespace: {error.stderr.strip()}")
        yield cable
    finally:
        cable.take_away()


def _ip(*arguments: str) -> None:
    subprocess.run([_program(), *arguments], check=True, capture_output=True, text=True)


def _program() -> str:
    return shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
