"""Inside the sandbox: a worker together with the processes that it has started.

Read by the fork server, where a submission may have processes. They are known by their session,
which the filter lets nobody leave. Standard library only.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from .clocks import LINUX, look
from .folder import SeenAs

TICKS = os.sysconf("SC_CLK_TCK") if LINUX else 100
GONE = "ZX"  # states of a process that has ended
SHARED = b"/dev/zero (deleted)\n"  # memory that processes share, and that no file stands for


@dataclass(slots=True)
class Group:
    """The processes of a worker's session, and what was seen of them.

    worker: the first of them.
    uid: who they run as, if not as this process.
    cpu: the seconds of all, of those that have ended too. It is the most that was seen: while they
        are read, the seconds of one that ends go over to its parent.
    starved: the seconds in which the one that waited longest had no processor, added up.
    """

    worker: int
    uid: int | None = None
    cpu: float = 0.0
    starved: float = 0.0
    _waits: dict[int, float] = field(default_factory=dict)

    def look(self) -> tuple[float, float, bool]:
        """Read the clocks of all of them together: see clocks.py."""
        waits, excused, longest = {}, False, 0.0
        for pid in self.living():
            _, starved, runs = look(pid)
            waits[pid] = starved
            longest = max(longest, starved - self._waits.get(pid, 0.0))
            excused = excused or runs
        self._waits = waits
        self.starved += longest
        return self.cpu, self.starved, excused

    def memory(self, pids: list[int]) -> int:
        """Measure the memory that these of them hold together; of one, the kernel bounds it.

        Memory that several have is counted once. What they share without a file counts as large as
        it may become: it is held also when none of them has it in sight.
        """
        if len(pids) < 2:
            return 0
        memory, shared = 0, {}
        with SeenAs(self.uid):
            for pid in pids:
                with contextlib.suppress(OSError):  # it has just ended
                    memory += _own_memory(pid)
                    shared.update(_shared_memory(pid))
        return memory + sum(shared.values())

    def living(self) -> list[int]:
        """Find those that live, and add up what all have used."""
        living, used = [], 0
        for pid, words in processes():
            if int(words[3]) == self.worker:
                used += sum(int(word) for word in words[11:15])  # its own, and its children's
                if words[0] not in GONE:
                    living.append(pid)
        self.cpu = max(self.cpu, used / TICKS)
        return living


def processes() -> Iterator[tuple[int, list[str]]]:
    """Give the number of every process in sight, and what /proc tells of it after its name."""
    for name in os.listdir("/proc"):  # noqa: PTH208, pathlib is not loaded here
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:  # noqa: PTH123
                yield int(name), file.read().rpartition(")")[2].split()


def _own_memory(pid: int) -> int:
    with open(f"/proc/{pid}/smaps_rollup") as lines:  # noqa: PTH123
        return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:"))


def _shared_memory(pid: int) -> dict[str, int]:
    """Give the size of each piece of shared memory that a process has, by its number."""
    found: dict[str, int] = {}
    with open(f"/proc/{pid}/maps", "rb") as lines:  # noqa: PTH123
        for line in lines:
            if line.endswith(SHARED):
                place, _, offset, _, inode, _ = line.split(None, 5)
                start, end = (int(one, 16) for one in place.split(b"-"))
                size = int(offset, 16) + end - start
                found[inode.decode()] = max(size, found.get(inode.decode(), 0))
    return found
