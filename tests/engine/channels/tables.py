"""Over tables of the kernel that are one for the machine, a user or a namespace."""

from grader.engine.sandbox.inside.confine import Wall
from tests.engine.channels import Channel

CALLS, LIMITS, FILES = Wall.SYSTEM_CALLS, Wall.LIMITS, Wall.FILES
IPC, PROCESSES = Wall.IPC, Wall.PROCESSES
X86 = "platform.machine() == 'x86_64'"
THREADS = "for _ in range(200 * bit): threading.Thread(target=time.sleep, args=(99,), daemon=True).start()"
# The place where the machine's count of such numbers stands: the first one of a new thousand.
COUNTER = (
    "import _socket\n"
    "def counter():\n    for _ in range(3000):\n        made = make()\n"
    "        number = os.fstat(made[0]).st_ino\n        [os.close(one) for one in made]\n"
    "        if number % 1024 < 2: return number\n"
    "def sockets(): return [one.detach() for one in _socket.socketpair()]\n"
)
USES_UP = "make = {}\nfor _ in range(60_000 * bit): [os.close(one) for one in make()]"
INFO = "def procs():\n    told = (ctypes.c_ubyte * 128)()\n    return struct.unpack_from('H', bytes(told), 80)[0] if libc.sysinfo(told) == 0 else None\n"
EVERY_PROCESS = "for pid in range(1, 400):\n    if pid != os.getpid(): {}"


def of_system_v(get: tuple[int, int], more: str) -> Channel:
    """Shared memory, a semaphore or a queue with a number that both know."""
    number = f"({get[0]} if {X86} else {get[1]})"
    return Channel(
        f"if bit: call({number}, 4712, {more} 0o1666)",
        f"print(call({number}, 4712, {more} 0) >= 0)\n"
        "[call(one, call(two, 4712, *more, 0), 0, 0) for one, two, more in ((31, 29, [64]), (71, 68, [])) if platform.machine() == 'x86_64']\n"
        "if platform.machine() == 'x86_64': call(66, call(64, 4712, 1, 0), 0, 0)",
        walls=frozenset({CALLS, IPC}),
        together=True,
    )


CHANNELS: dict[str, Channel] = {
    "shared memory": of_system_v((29, 194), "64,"),
    "semaphores": of_system_v((64, 190), "1,"),
    "message queues": of_system_v((68, 186), ""),
    "POSIX message queues": Channel(
        "if bit: libc.mq_open(b'/pair', 0o102, 0o666, None)",
        "print(libc.mq_open(b'/pair', 0) >= 0); libc.mq_unlink(b'/pair')",
        walls=frozenset({CALLS, IPC, LIMITS}),
        together=True,
    ),
    "abstract sockets": Channel(
        "def listen():\n    global kept\n    kept = socket.socket(socket.AF_UNIX)\n    kept.bind('\\0' + NAME)\n    kept.listen()\n"
        "if bit: tried(listen)",
        "print(tried(lambda: socket.socket(socket.AF_UNIX).connect('\\0' + NAME)))",
        together=True,
    ),
    "a port of the loopback": Channel(
        "def listen():\n    global kept\n    kept = socket.socket()\n    kept.bind(('127.0.0.1', 4713))\n    kept.listen()\n"
        "if bit: tried(listen)",
        "print(tried(lambda: socket.socket().connect(('127.0.0.1', 4713))))",
        together=True,
    ),
    "contexts of asynchronous input": Channel(
        f"kept = ctypes.c_ulong(0)\nif bit: call(206 if {X86} else 0, 40000, ctypes.byref(kept))",
        f"kept = ctypes.c_ulong(0)\nprint(call(206 if {X86} else 0, 40000, ctypes.byref(kept)))",
    ),
    "numbers of sockets": Channel(
        COUNTER + USES_UP.format("sockets"),
        "print(max(counter() for _ in range(5)) - before > 40_000)",
        COUNTER + "make = sockets\nbefore = counter()",
    ),
    "numbers of pipes": Channel(
        COUNTER + USES_UP.format("os.pipe"),
        "print(max(counter() for _ in range(5)) - before > 40_000)",
        COUNTER + "make = os.pipe\nbefore = counter()",
    ),
    "memory for pipes": Channel(
        "import resource\nmost = resource.getrlimit(7)[1]\ntried(resource.setrlimit, 7, (most, most))\n"
        "kept = [os.pipe() for _ in range(1200 * bit)]",
        "print(fcntl.fcntl(os.pipe()[0], 1032) >= 65536)",
        walls=frozenset({CALLS, LIMITS}),
        besides=frozenset({Wall.USER}),
    ),
    "the queue of signals": Channel(
        "signal.pthread_sigmask(signal.SIG_BLOCK, [40])\n"
        f"if bit:\n    while call(129 if {X86} else 138, os.getpid(), 40, struct.pack('iii', 40, 0, -1) + bytes(116)) == 0: pass",
        f"print(call(129 if {X86} else 138, os.getpid(), 40, struct.pack('iii', 40, 0, -1) + bytes(116)))",
        "signal.pthread_sigmask(signal.SIG_BLOCK, [40])",
        walls=frozenset({CALLS, LIMITS}),
        besides=frozenset({Wall.USER}),
    ),
    "the number of threads": Channel(
        THREADS, "print(procs() - before > 100)", INFO + "before = procs()"
    ),
    "the number of threads, in /proc": Channel(
        THREADS,
        "print(running() - before > 100)",
        "def running(): return int(open('/proc/loadavg').read().split()[3].split('/')[1])\nbefore = running()",
        walls=frozenset({FILES}),
    ),
    "the number of open files, in /proc": Channel(
        "kept = [open(FILE) for _ in range(100 * bit)]",
        "print(running() - before > 60)",
        "def running(): return int(open('/proc/sys/fs/file-nr').read().split()[0])\nbefore = running()",
        walls=frozenset({FILES}),
    ),
    "numbers of threads": Channel(
        "for _ in range(150 * bit): threading.Thread(target=int).start()",
        "print(number() - before > 100)",
        "def number():\n    thread = threading.Thread(target=int)\n    thread.start()\n    return thread.native_id\nbefore = number()",
        walls=frozenset({PROCESSES}),
        together=True,
    ),
    # An entry of /proc is as old as the first look at it, whoever looked.
    "times of entries in /proc": Channel(
        "me = int(os.readlink('/proc/self'))\nfor pid in range(me - 60 * bit, me + 60 * bit):\n"
        "    tried(os.stat, f'/proc/{pid}/oom_score')\ntime.sleep(0.5)",
        "me = tried(os.readlink, '/proc/self')\n"
        "print(time.time() - os.stat(f'/proc/{me}/oom_score').st_mtime > 0.3)",
        walls=frozenset({FILES}),
        together=True,
    ),
    "names of processes": Channel(
        "if bit: libc.prctl(15, NAME[:12].encode(), 0, 0, 0)",
        "print(NAME[:12] in [tried(lambda: open(f'/proc/{one}/comm').read().strip()) for one in os.listdir('/proc') if one.isdigit()])",
        walls=frozenset({FILES}),
        together=True,
    ),
    "signals": Channel(
        "if bit:\n    "
        + EVERY_PROCESS.format("tried(os.kill, pid, signal.SIGURG)").replace("\n", "\n    "),
        "print(within(lambda: seen, 0.5))",
        "seen = []\nsignal.signal(signal.SIGURG, lambda *a: seen.append(1) if not seen else None)",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
        besides=frozenset({Wall.USER}),
    ),
    "processors that a process may use": Channel(
        "if bit: os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})",
        "print([tried(os.sched_getaffinity, pid) for pid in range(1, 400) if pid != os.getpid()])",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
    ),
    "priorities": Channel(
        "if bit: os.setpriority(os.PRIO_PROCESS, 0, 7)",
        "print([tried(os.getpriority, os.PRIO_PROCESS, pid) for pid in range(1, 400) if pid != os.getpid()])",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
    ),
    "priorities of input and output": Channel(
        f"if bit: call(251 if {X86} else 30, 1, 0, 2 << 13 | 5)",
        f"print([call(252 if {X86} else 31, 1, pid) for pid in range(1, 400) if pid != os.getpid()])",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
    ),
    "limits of a process": Channel(
        "import resource\nif bit: resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))",
        "import resource\nprint([tried(resource.prlimit, pid, resource.RLIMIT_STACK) for pid in range(1, 400) if pid != os.getpid()])",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
    ),
    "processor time of a process": Channel(
        "end = time.process_time() + 1.5 * bit\nwhile time.process_time() < end: pass",
        "print(max([now - before[pid] for pid, now in used().items() if pid in before], default=0) > 1)",
        "def used():\n    found = {}\n    for pid in range(1, 400):\n        if pid != os.getpid():\n"
        "            try: found[pid] = time.clock_gettime(~pid << 3 | 2)\n            except OSError: pass\n    return found\nbefore = used()",
        walls=frozenset({CALLS, PROCESSES}),
        together=True,
    ),
    "files in a folder for all": Channel(
        "if bit: open('/tmp/' + NAME, 'w').close()",
        "print(os.path.exists('/tmp/' + NAME)); tried(os.unlink, '/tmp/' + NAME)",
        walls=frozenset({FILES}),
        together=True,
    ),
    "room in a folder for all": Channel(
        "open('/tmp/' + NAME, 'wb').write(bytes(10**6 * bit))",
        "print(os.statvfs('/tmp').f_bfree == before); tried(os.unlink, '/tmp/' + NAME)",
        "before = os.statvfs('/tmp').f_bfree",
        walls=frozenset({CALLS, FILES}),
        together=True,
    ),
    "numbers of files in a folder for all": Channel(
        "for _ in range(50 * bit): open('/tmp/' + NAME, 'w').close(); os.unlink('/tmp/' + NAME)",
        "print(number() - before > 20)",
        "def number():\n    open('/tmp/' + NAME + '-', 'w').close()\n    found = os.stat('/tmp/' + NAME + '-').st_ino\n    os.unlink('/tmp/' + NAME + '-')\n    return found\nbefore = number()",
        walls=frozenset({FILES}),
        together=True,
    ),
    "times of a device node": Channel(
        "tried(os.utime, '/dev/zero', (10**9 + bit, 10**9 + bit))",
        "print(os.stat('/dev/zero').st_mtime); tried(os.utime, '/dev/zero')",
        walls=frozenset({FILES, CALLS}),
        besides=frozenset({Wall.USER}),
    ),
    "mode of a device node": Channel(
        "tried(os.chmod, '/dev/zero', 0o666 if bit else 0o667)",
        "print(os.stat('/dev/zero').st_mode)",
        walls=frozenset({FILES, CALLS}),
        besides=frozenset({Wall.USER}),
        root=True,
    ),
}
