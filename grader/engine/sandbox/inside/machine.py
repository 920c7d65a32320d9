"""What stands in a worker's /proc and /etc: the same few files for everybody, of no machine.

Libraries ask there who they are, how many processors and how much memory they have. The real files
would show other people's work, and pass messages. Standard library only.
"""

import os

ONE_SECOND = 100  # ticks
PAGE = 4096
SELF = "self"


ETC = {
    "passwd": "root:x:0:0:root:/:/bin/sh\nstudent:x:1000:1000:student:/home/student:/bin/sh\n",
    "group": "root:x:0:\nstudent:x:1000:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": "127.0.0.1 localhost grader\n",
    "hostname": "grader\n",
    "os-release": "ID=linux\nNAME=Linux\nPRETTY_NAME=Linux\n",
}


def proc(memory_bytes: int) -> dict[str, str]:
    """Give each file's text by its path below /proc: one processor, and the worker's own limit.

    The worker is the first process that it can see, and the only one.
    """
    kilobytes = memory_bytes // 1024
    memory = {"MemTotal": kilobytes, "MemFree": kilobytes // 2, "MemAvailable": kilobytes // 2}
    others = ("Buffers", "Cached", "SwapCached", "Active", "Inactive", "SwapTotal", "SwapFree")
    memory |= dict.fromkeys((*others, "Shmem", "Slab", "SReclaimable", "SUnreclaim"), 0)
    ticks = f"{ONE_SECOND} 0 {ONE_SECOND} {ONE_SECOND} 0 0 0 0 0 0"
    pages = memory_bytes // PAGE // 4
    rest = f"0 -1 0 0 0 0 0 {ONE_SECOND} 0 0 0 20 0 1 0 0 {pages * PAGE} {pages}" + 28 * " 0"
    return {
        "cpuinfo": "processor\t: 0\nmodel name\t: one processor\ncpu MHz\t\t: 1000.000\n"
        "physical id\t: 0\nsiblings\t: 1\ncore id\t\t: 0\ncpu cores\t: 1\nflags\t\t: fpu\n\n",
        "meminfo": "".join(f"{name}:{size:>16} kB\n" for name, size in memory.items()),
        "stat": f"cpu  {ticks}\ncpu0 {ticks}\nctxt 0\nbtime 0\nprocesses 1\nprocs_running 1\n"
        "procs_blocked 0\n",
        "vmstat": "pswpin 0\npswpout 0\n",
        "uptime": "1.00 1.00\n",
        "loadavg": "0.00 0.00 0.00 1/1 1\n",
        "version": "Linux\n",
        "filesystems": "nodev\ttmpfs\n",
        "mounts": "tmpfs / tmpfs ro 0 0\n",
        "swaps": "Filename\tType\tSize\tUsed\tPriority\n",
        f"{SELF}/stat": f"1 (python) R 0 1 1 {rest}\n",
        f"{SELF}/statm": f"{pages} {pages} 0 0 0 {pages} 0\n",
        f"{SELF}/status": "Name:\tpython\nState:\tR (running)\nPid:\t1\nPPid:\t0\nThreads:\t1\n"
        f"VmPeak:\t{pages * 4} kB\nVmSize:\t{pages * 4} kB\nVmRSS:\t{pages * 4} kB\n"
        "Uid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\n",
        f"{SELF}/cmdline": "python\0",
        f"{SELF}/comm": "python\n",
        f"{SELF}/cgroup": "0::/\n",
        f"{SELF}/maps": "",
        f"{SELF}/mounts": "tmpfs / tmpfs ro 0 0\n",
        f"{SELF}/mountinfo": "",
        f"{SELF}/io": "rchar: 0\nwchar: 0\nsyscr: 0\nsyscw: 0\nread_bytes: 0\nwrite_bytes: 0\n",
        "sys/kernel/ostype": "Linux\n",
        "sys/kernel/osrelease": "0\n",
        "sys/kernel/pid_max": "32768\n",
        "sys/vm/overcommit_memory": "0\n",
    }


def write(place: str, files: dict[str, str], links: dict[str, str]) -> None:
    """Write files, and links to others, below a folder."""
    for path, text in files.items():
        whole = f"{place}/{path}"
        os.makedirs(os.path.dirname(whole), exist_ok=True)  # noqa: PTH103, PTH120
        with open(whole, "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(text)
    for path, other in links.items():
        os.symlink(other, f"{place}/{path}")  # noqa: PTH211
