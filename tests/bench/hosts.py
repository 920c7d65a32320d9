"""Three machines on one: network namespaces, each with an address of its own, and no other network.

Where they cannot be made (no iproute2, not root) three processes on loopback take their place.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """A machine: what starts a command there, and its name in a table."""

    name: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where a cluster may run.

    scheduler: the address that all of them reach.
    """

    scheduler: str
    workers: list[Host]


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextlib.contextmanager
def hosts(count: int) -> Iterator[Hosts]:
    """Make the machines, and take them away."""
    with contextlib.ExitStack() as stack:
        try:
            yield _namespaces(count, stack)
            return
        except (OSError, subprocess.CalledProcessError):
            stack.close()
            reason = "" if shutil.which("ip") else ": there is no command ip"
            print(f"network namespaces cannot be made{reason}: processes take their place")
        yield Hosts("127.0.0.1", [Host(f"process {i + 1}") for i in range(count)])


def _namespaces(count: int, stack: contextlib.ExitStack) -> Hosts:
    mark = f"lw{os.getpid() % 100_000}"
    first = "10.213.0.1"
    found = []
    for i in range(count):
        name, here, there = f"{mark}-{i}", f"10.213.{i}.1", f"10.213.{i}.2"
        _ip("netns", "add", name)
        # With the namespace goes its end of the line, and with that the other end.
        stack.callback(_ip, "netns", "delete", name)
        _ip("link", "add", f"{mark}v{i}", "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("address", "add", f"{here}/30", "dev", f"{mark}v{i}")
        _ip("link", "set", f"{mark}v{i}", "up")
        inside = ("-netns", name)
        _ip(*inside, "link", "set", "lo", "up")
        _ip(*inside, "address", "add", f"{there}/30", "dev", "eth0")
        _ip(*inside, "link", "set", "eth0", "up")
        if here != first:
            _ip(*inside, "route", "add", first, "via", here)
        found.append(Host(f"namespace {there}", ("ip", "netns", "exec", name)))
    return Hosts(first, found)
