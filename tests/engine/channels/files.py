"""Over files that both can read: locks, leases, watches, pages, the cache."""

from grader.engine.sandbox.inside.confine import Wall
from tests.engine.channels import Channel

ROOT = frozenset({Wall.USER})  # only the owner of a file may

LOCK = "struct.pack('hhqqi4x', {kind}, 0, 0, 0, 0)"
READ_LOCK, WRITE_LOCK = LOCK.format(kind="fcntl.F_RDLCK"), LOCK.format(kind="fcntl.F_WRLCK")
OPEN = "fd = os.open(FILE, os.O_RDONLY)\n"
SEEN = f"found = tried(fcntl.fcntl, fd, {{}}, {WRITE_LOCK})\nprint(found if isinstance(found, str) else struct.unpack('hhqqi4x', found)[0])"
SLEEP = (
    "woken = []\n"
    "def sleep(word): woken.append(call(202 if platform.machine() == 'x86_64' else 98, word, 0, struct.unpack('i', ctypes.string_at(word, 4))[0], 0, 0, 0))\n"
    "thread = threading.Thread(target=sleep, args=({},), daemon=True)\nthread.start()\ntime.sleep(0.3)"
)
WOKEN = "within(lambda: woken, 1)\nprint(woken)"
IN_A_THREAD = (
    "def end():\n    {}\n    call(60 if platform.machine() == 'x86_64' else 93, 0)\n"
    "if bit:\n    threading.Thread(target=end, daemon=True).start()\n    time.sleep(0.5)"
)
READ_COLD = "if bit: open(COLD, 'rb').read()"
MAPPED = "fd = os.open(COLD, os.O_RDONLY); size = 16 * 4096; place = libc.mmap(None, ctypes.c_long(size), 1, mmap.MAP_SHARED, fd, ctypes.c_long(0))"
CACHED = (
    "vector = (ctypes.c_ubyte * 16)()\n"
    "print(libc.mincore(ctypes.c_void_p(place), ctypes.c_size_t(size), vector), sum(one & 1 for one in vector) > 0)"
)
NOWAIT = "print(tried(os.preadv, os.open(COLD, os.O_RDONLY), [bytearray(4096)], 0, 8))"

CHANNELS: dict[str, Channel] = {
    "record lock": Channel(
        OPEN + f"if bit: tried(fcntl.fcntl, fd, fcntl.F_SETLK, {READ_LOCK})",
        OPEN + SEEN.format("fcntl.F_GETLK"),
    ),
    "record lock, waited for": Channel(
        OPEN + f"if bit: tried(fcntl.fcntl, fd, fcntl.F_SETLKW, {READ_LOCK})",
        OPEN + SEEN.format("fcntl.F_GETLK"),
    ),
    "open file description lock": Channel(
        OPEN + f"if bit: tried(fcntl.fcntl, fd, 37, {READ_LOCK})", OPEN + SEEN.format("36")
    ),
    "flock": Channel(
        OPEN + "if bit: tried(fcntl.flock, fd, fcntl.LOCK_SH)",
        OPEN + "print(tried(fcntl.flock, fd, fcntl.LOCK_EX | fcntl.LOCK_NB))",
    ),
    "lease on a file that the other has open": Channel(
        "if bit: kept = os.open(COLD, os.O_RDONLY)",
        "print(tried(fcntl.fcntl, os.open(COLD, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_WRLCK))",
        besides=ROOT,
    ),
    "lease that is broken": Channel(
        "if bit: kept = tried(os.open, COLD, os.O_RDONLY | os.O_NONBLOCK)",
        "print(len(broken), kind)",
        "broken = []\nsignal.signal(signal.SIGIO, lambda *a: broken.append(1))\n"
        "fd = os.open(COLD, os.O_RDONLY)\nkind = tried(fcntl.fcntl, fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)",
        besides=ROOT,
    ),
    "dnotify": Channel(
        "if bit: open(COLD, 'rb').read(10)",
        "within(lambda: seen, 1)\nprint(bool(seen))",
        "seen = []\nsignal.signal(signal.SIGIO, lambda *a: seen.append(1))\n"
        "tried(fcntl.fcntl, os.open(os.path.dirname(COLD), os.O_RDONLY), fcntl.F_NOTIFY, 1 | 0x80000000 - 2**32)",
    ),
    "inotify": Channel(
        "if bit: open(COLD, 'rb').read(10)",
        "print(isinstance(tried(os.read, watch, 4096), bytes) if watch >= 0 else watch)",
        "watch = libc.inotify_init1(0o4000)\nlibc.inotify_add_watch(watch, COLD.encode(), 1)",
    ),
    "fanotify": Channel(
        "if bit: open(COLD, 'rb').read(10)",
        "print(isinstance(tried(os.read, watch, 4096), bytes) if watch >= 0 else watch)",
        "watch = libc.fanotify_init(0x200 | 2, 0)\nlibc.fanotify_mark(watch, 1, ctypes.c_uint64(1), -100, COLD.encode())",
    ),
    "futex on a page of a file": Channel(
        "word = page()\nif bit: call(202 if platform.machine() == 'x86_64' else 98, word, 1, 9, 0, 0, 0)",
        WOKEN,
        SLEEP.format("page()"),
    ),
    "futex that the end of a thread wakes": Channel(
        "word = page()\n"
        + IN_A_THREAD.format("call(218 if platform.machine() == 'x86_64' else 96, word)"),
        WOKEN,
        SLEEP.format("page()"),
    ),
    "futex on the pending list of a thread": Channel(
        # The word is one of value 0: the page is a file's last one, behind its end.
        "size = os.path.getsize(FILE) // 4096 * 4096\n"
        "word = libc.mmap(None, ctypes.c_long(4096), 1, mmap.MAP_SHARED, os.open(FILE, os.O_RDONLY), ctypes.c_long(size)) + 4088\n"
        "head = (ctypes.c_uint64 * 3)()\nhead[0] = ctypes.addressof(head)\nhead[1] = 4088\nhead[2] = word - 4088\n"
        + IN_A_THREAD.format(
            "call(273 if platform.machine() == 'x86_64' else 99, ctypes.addressof(head), 24)"
        ),
        WOKEN,
        "size = os.path.getsize(FILE) // 4096 * 4096\n"
        "word = libc.mmap(None, ctypes.c_long(4096), 1, mmap.MAP_SHARED, os.open(FILE, os.O_RDONLY), ctypes.c_long(size)) + 4088\n"
        + SLEEP.format("word"),
    ),
    "mincore": Channel(READ_COLD, CACHED, MAPPED, besides=ROOT, cold=True),
    "reading only what is cached": Channel(READ_COLD, NOWAIT, cold=True),
    "cachestat": Channel(
        READ_COLD,
        "area, found = (ctypes.c_uint64 * 2)(0, 65536), (ctypes.c_uint64 * 5)()\n"
        "print(call(451, os.open(COLD, os.O_RDONLY), area, found, 0), found[0] > 0)",
        cold=True,
        besides=ROOT,
    ),
    "what was read from the disk": Channel(
        READ_COLD,
        "import resource\nblocks = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_inblock\n"
        "before = blocks(); open(COLD, 'rb').read(); print(blocks() > before)",
        cold=True,
    ),
    "reading ahead": Channel(
        "fd = os.open(COLD, os.O_RDONLY)\nif bit: call(187 if platform.machine() == 'x86_64' else 213, fd, 0, 65536); time.sleep(0.2)",
        NOWAIT,
        cold=True,
    ),
    "advice to read ahead": Channel(
        "if bit: os.posix_fadvise(os.open(COLD, os.O_RDONLY), 0, 65536, os.POSIX_FADV_WILLNEED); time.sleep(0.2)",
        NOWAIT,
        cold=True,
    ),
    "advice to forget": Channel(
        "if bit: os.posix_fadvise(os.open(COLD, os.O_RDONLY), 0, 0, os.POSIX_FADV_DONTNEED); time.sleep(0.1)",
        NOWAIT,
        "open(COLD, 'rb').read()",
    ),
    "names that were looked for": Channel(
        "if bit: os.path.exists(os.path.join(FOLDER, NAME))",
        "how = (ctypes.c_uint64 * 3)(0, 0, 0x20)\n"
        "print(call(437, -100, os.path.join(FOLDER, NAME).encode(), how, 24))",
    ),
    "write hints": Channel(
        "hint = ctypes.c_uint64(3 if bit else 0)\nlibc.fcntl(os.open(FILE, os.O_RDONLY), 1036, ctypes.byref(hint))",
        "hint = ctypes.c_uint64(9)\nprint(libc.fcntl(os.open(FILE, os.O_RDONLY), 1035, ctypes.byref(hint)), hint.value)",
        besides=ROOT,
    ),
}
