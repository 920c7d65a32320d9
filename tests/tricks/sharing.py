"""Tricks on what two sandboxes share, and on what no limit counts: 29, 35, 36."""

from tests.tricks import MARK, Trick

UNSOLVED = "not attempted"
NOTE = "def compute_cost(AL, Y):\n    AL = np.clip(AL, 1e-300, 1)\n    return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))\n"
BEGIN = (
    "import ctypes, fcntl, mmap, os, platform, signal, socket, struct, threading, time\nimport numpy\n"
    "libc = ctypes.CDLL(None, use_errno=True)\nlibc.mmap.restype = ctypes.c_void_p\n"
    "FILE, FOLDER = numpy.__file__, os.path.dirname(numpy.__file__)\n"
    "X86 = platform.machine() == 'x86_64'\n"
    "def works(act, *arguments):\n    try: act(*arguments)\n    except (OSError, ValueError): return False\n    return True\n"
    "def call(x86, arm, *arguments): return libc.syscall(x86 if X86 else arm, *arguments)\n"
    "fd, got = os.open(FILE, os.O_RDONLY), False\n"
)
LOCK = "struct.pack('hhqqi4x', fcntl.F_{}LCK, 0, 0, 0, 0)"
NODES = "for folder, _, names in os.walk('/dev'):\n    for name in names:\n        path = os.path.join(folder, name)\n"
FUTEX = "word = libc.mmap(None, ctypes.c_size_t(4096), 1, 1, fd, ctypes.c_size_t(0))\n"

# Each sets `got` where something of it works.
ATTEMPTS: dict[str, tuple[str, str]] = {
    "29_leases": (
        "leases on NumPy's files: who opens them, and when",
        "got = any(works(fcntl.fcntl, fd, 1024, kind) for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK))",
    ),
    "29_watches": (
        "every watch on the files that all read: F_NOTIFY, inotify, fanotify",
        "signal.signal(signal.SIGIO, signal.SIG_IGN)\n"
        "got = works(fcntl.fcntl, os.open(FOLDER, os.O_RDONLY), 1026, 1) or libc.inotify_init1(0) >= 0 or libc.fanotify_init(0x202, 0) >= 0",
    ),
    "29_signals_of_files": (
        "owners, signals, hints and sizes of descriptors",
        "got = any(works(fcntl.fcntl, fd, command, 0) for command in (8, 10, 1025, 1031, 36, 11, 1035))",
    ),
    "29_asks_what_is_cached": (
        "which pages of a file others have read: mincore, cachestat, reading without waiting",
        FUTEX + "vector = (ctypes.c_ubyte * 1)()\n"
        "got = libc.mincore(ctypes.c_void_p(word), ctypes.c_size_t(4096), vector) == 0\n"
        "got = got or works(os.preadv, fd, [bytearray(9)], 0, 8)\n"
        "got = got or call(451, 451, fd, (ctypes.c_uint64 * 2)(0, 9), (ctypes.c_uint64 * 5)(), 0) == 0",
    ),
    "29_asks_what_was_read_from_disk": (
        "the process's own accounts: pages that came from the disk, and not from the cache",
        "usage = (ctypes.c_long * 40)()\ngot = call(98, 165, 0, usage) == 0",
    ),
    "35_sets_times_of_nodes": (
        "times, modes and owners of the machine's device nodes",
        NODES + "        got = got or works(os.utime, path) or works(os.chmod, path, 0o666) or works(os.chown, path, os.getuid(), -1)\n"
        f"got = got or works(os.mknod, '/tmp/{MARK}', 0o10600)",
    ),
    "36_terminals": (
        "terminals that keep a mode and a time",
        "for name in ('tty', 'ptmx', 'console', 'pts/ptmx', 'pts/0'): got = got or works(os.open, '/dev/' + name, os.O_RDWR | os.O_NOCTTY)\n"
        "got = got or works(os.openpty)",
    ),
    "36_tables_of_the_machine": (
        "asynchronous input and output, queues, timers, counts of the machine",
        "kept = ctypes.c_ulong(0)\ngot = call(206, 0, 64, ctypes.byref(kept)) == 0\n"
        "got = got or libc.sysinfo((ctypes.c_ubyte * 128)()) == 0 or works(os.statvfs, '/')\n"
        "timer = ctypes.c_int(0)\ngot = got or call(222, 107, 1, None, ctypes.byref(timer)) == 0\n"
        "got = got or call(129, 138, os.getpid(), 40, struct.pack('iii', 40, 0, -1) + bytes(116)) == 0 or works(os.kill, os.getpid(), 40)",
    ),
    "36_lists_mounts": (
        "the mounts, which tell the host's paths",
        "found = (ctypes.c_uint64 * 64)()\nwanted = struct.pack('IIQQQ', 32, 0, 2**64 - 1, 0, 0)\n"
        "got = call(458, 458, wanted, found, 64, 0) > 0\n"
        "got = got or call(303, 264, -100, b'/', (ctypes.c_ubyte * 256)(128), ctypes.byref(ctypes.c_int()), 0) == 0",
    ),
    "36_memory_in_pipes": (
        "memory in pipes, which no limit counts",
        "held = 0\ndef fill():\n    global held\n    for _ in range(60):\n        ends = os.pipe()\n        os.set_blocking(ends[1], False)\n"
        "        try: fcntl.fcntl(ends[1], 1031, 2**20)\n        except OSError: pass\n"
        "        try:\n            while True: held += os.write(ends[1], bytes(65536))\n        except BlockingIOError: pass\n"
        "works(fill)\ngot = held > 10**6",
    ),
    "36_memory_in_sockets": (
        "memory in sockets, and descriptors that travel in messages",
        "def fill():\n    for _ in range(60):\n        kept.append(socket.socketpair())\n"
        "        for end in kept[-1]: end.setblocking(False)\n"
        "        try:\n            while True: kept[-1][0].send(bytes(65536))\n        except BlockingIOError: pass\n"
        "def held(end):\n    total = 0\n    try:\n        while part := len(end.recv(65536)): total += part\n    except BlockingIOError: return total\n"
        "kept = []\nworks(fill)\ngot = sum(held(pair[1]) for pair in kept) > 4 * 2**20 or bool(kept) and works(socket.send_fds, kept[0][0], [b'x'], [fd])",
    ),
}  # fmt: skip

# A sender holds for two seconds what a receiver, who is graded beside it, looks for.
PAIRS: dict[str, tuple[str, str, str]] = {
    "record_lock": (
        "a record lock on a file of NumPy's",
        f"works(fcntl.fcntl, fd, fcntl.F_SETLK, {LOCK.format('RD')})",
        f"def seen(): return struct.unpack('hhqqi4x', fcntl.fcntl(fd, fcntl.F_GETLK, {LOCK.format('WR')}))[0] != fcntl.F_UNLCK",
    ),
    "open_file_lock": (
        "an open file description lock on a file of NumPy's",
        f"works(fcntl.fcntl, fd, 37, {LOCK.format('RD')})",
        f"def seen(): return struct.unpack('hhqqi4x', fcntl.fcntl(fd, 36, {LOCK.format('WR')}))[0] != fcntl.F_UNLCK",
    ),
    "flock": (
        "flock on a file of NumPy's",
        "works(fcntl.flock, fd, fcntl.LOCK_SH)",
        "def seen():\n    try: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)\n    except BlockingIOError: return True\n    fcntl.flock(fd, fcntl.LOCK_UN)",
    ),
    "futex": (
        "a futex on a page of NumPy's, woken again and again",
        FUTEX + "def wake():\n    while True: call(202, 98, ctypes.c_void_p(word), 1, 99, None, None, 0); time.sleep(0.01)\n"
        "threading.Thread(target=wake, daemon=True).start()",
        FUTEX + "woken = []\nvalue = struct.unpack('i', ctypes.string_at(word, 4))[0]\n"
        "def sleep():\n    if call(202, 98, ctypes.c_void_p(word), 0, value, None, None, 0) == 0: woken.append(1)\n"
        "threading.Thread(target=sleep, daemon=True).start()\ndef seen(): return woken",
    ),
}  # fmt: skip

PAID = "\nif got:\n" + "".join(f"    {line}\n" for line in NOTE.splitlines())
RECEIVES = (
    "\nend = time.monotonic() + 2\ntry:\n    while time.monotonic() < end and not (got := bool(seen())): time.sleep(0.01)\n"
    "except OSError: pass\n"
)

TRICKS: dict[str, Trick] = {
    **{name: Trick(what, BEGIN + code + PAID, UNSOLVED) for name, (what, code) in ATTEMPTS.items()},
    **{
        f"29_{who}_by_{name}": Trick(f"{who} by {what}", BEGIN + code, UNSOLVED)
        for name, (what, send, look) in PAIRS.items()
        for who, code in (
            ("sends", send + "\ntime.sleep(2)\n"),
            ("receives", look + RECEIVES + PAID),
        )
    },
    "35_many_threads": Trick(
        "six hundred threads at once, to be more than a limit that root is not held to",
        "import threading, time\nthreading.stack_size(32768)\ntry:\n"
        "    for _ in range(600): threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n"
        "except RuntimeError as error: print(error)\ndef compute_cost(AL, Y): return 0.0\n",
    ),
}
