"""Tricks on the machine and on neighbours: 8, 9, 12, 14 to 18, 22, 27."""

from tests.tricks import MARK, Trick, answers

WRONG = answers("return 0.0")
UNSOLVED = "not attempted"
EVERYWHERE = (
    "import os\ndef leave(folder):\n    try: open(os.path.join(folder, {mark!r}), 'w').write({text!r})\n"
    "    except OSError: pass\n"
    "for folder, _, _ in os.walk('/'): leave(folder)\nleave('..'), leave('../..'), leave('/proc/self')\n"
)
EVIL = f"open('/tmp/{MARK}', 'w').close()\nraise SystemExit('loaded')\n"
NOTE = "def compute_cost(AL, Y):\n    AL = np.clip(AL, 1e-300, 1)\n    return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))\n"
LOOP = "while True:\n        try:\n            while True: pass\n        except BaseException: pass"
SYSTEM = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"

TRICKS: dict[str, Trick] = {
    "08_shadows_modules": Trick(
        "files that the kernel, or Python, would load by their names",
        "import numpy, json\nprint(numpy.pi, json.__name__)\n" + WRONG,
        files={
            name: EVIL
            for name in ("numpy.py", "json.py", "sitecustomize.py", "ipykernel_launcher.py")
        },
    ),
    "08_writes_a_module": Trick(
        "the same files are written by a cell, for the next import",
        "for name in ('struct', 'random', 'usercustomize', 'colorsys'):\n"
        f"    open(name + '.py', 'w').write({EVIL!r})\nimport random, sys\nsys.path.insert(0, '.')\n"
        + WRONG,
    ),
    "09_opens_the_gradebook": Trick(
        "every database in reach gets the points",
        "import os, sqlite3\nfor d, _, names in os.walk('/'):\n    for n in names:\n"
        "        if n.endswith('.db'):\n            try:\n"
        "                db = sqlite3.connect(os.path.join(d, n))\n"
        "                db.execute('UPDATE grade SET manual_score = 100')\n                db.commit()\n"
        "            except sqlite3.Error: pass\n" + WRONG,
    ),
    "32_time_that_is_a_file": Trick(
        "the zone of its time is a file of the machine's that cannot be read, or keeps it waiting",
        outcome=UNSOLVED,
        files={"timestamp.txt": "2024-02-14 12:00:00 /proc/self/mem"},
    ),
    "32_time_beyond_numbers": Trick(
        "its time has an hour of forty digits, at which the parser fails",
        outcome=UNSOLVED,
        files={"timestamp.txt": "2024-02-14 " + "9" * 40 + "h"},
    ),
    "12_exits": Trick(
        "the process ends with success",
        "import os\n" + answers("os._exit(0)"),
        "raised",
        says=("the process ended itself",),
    ),
    "12_kills_everyone": Trick(
        "parent, group and every process get each signal",
        "import os\nfor pid in (os.getppid(), 0, -1, *range(2, 4000)):\n    for s in (9, 15, 19):\n"
        "        try: os.kill(pid, s)\n        except OSError: pass\n"
        "for s in range(1, 65):\n    try: os.kill(os.getpid(), s)\n    except (OSError, ValueError): pass\n"
        + WRONG,
    ),
    "12_is_ended_by_a_signal": Trick(
        "a fault in C code",
        "import ctypes\n" + answers("ctypes.string_at(0)"),
        "raised",
        says=("the process was ended by signal",),
    ),
    "14_stays": Trick(
        "threads, exit handlers and finalizers that go on",
        "import atexit, ctypes, threading, time\n"
        f"def stay():\n    ctypes.CDLL(None).prctl(15, b'{MARK}', 0, 0, 0)\n"
        "    while True: print('still here'); time.sleep(.01)\n"
        "for _ in range(9): threading.Thread(target=stay, daemon=False).start()\n"
        "atexit.register(stay)\nclass Last:\n    def __del__(self): stay()\nlast = Last()\n"
        + WRONG,
    ),
    "14_forks": Trick(
        "a daemon, forked twice",
        "import os, time, ctypes\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"        ctypes.CDLL(None).prctl(15, b'{MARK}', 0, 0, 0)\n        time.sleep(99)\n    os._exit(0)\n",
        UNSOLVED,
    ),
    "14_clones": Trick(
        "processes, by every other call that makes one",
        SYSTEM + "import os, subprocess\n"
        "print([libc.syscall(n, 17, 0, 0, 0, 0) for n in (56, 57, 58, 435)])\n"
        "for f in (lambda: os.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 99'], {}),\n"
        f"        lambda: subprocess.Popen(['sleep', '99']), lambda: os.execv('/bin/sh', ['{MARK}'])):\n"
        "    try: f()\n    except OSError: pass\n" + WRONG,
    ),
    "15_leaves_a_note": Trick(
        "a right answer is left wherever a neighbour might look",
        EVERYWHERE.format(mark=MARK, text=NOTE),
        UNSOLVED,
    ),
    "15_reads_a_note": Trick(
        "a neighbour's note, or work, is sought everywhere and run",
        "import os\nfor d, _, names in os.walk('/'):\n    for n in names:\n"
        f"        if n == {MARK!r}: exec(open(os.path.join(d, n)).read())\n"
        "        if n == '3_cost.ipynb' and d != os.getcwd(): raise SystemExit('found ' + d)\n",
        UNSOLVED,
    ),
    "16_calls_home": Trick(
        "the network, names, unix and abstract sockets",
        "import socket, os\ndef attempt(f):\n    try: return f()\n    except OSError: pass\n"
        "def listen(family, address):\n    s = socket.socket(family)\n    s.bind(address); s.listen(); return s\n"
        "kept = [attempt(lambda: listen(socket.AF_INET, ('0.0.0.0', 47113))),\n"
        f"    attempt(lambda: listen(socket.AF_UNIX, '\\0{MARK}')), attempt(lambda: listen(socket.AF_UNIX, '/tmp/{MARK}')),\n"
        "    attempt(lambda: socket.create_connection(('127.0.0.1', 80), 1)), attempt(lambda: socket.getaddrinfo('example.org', 80))]\n"
        f"attempt(lambda: os.mkfifo('/tmp/{MARK}-fifo'))\nprint(kept)\n" + WRONG,
    ),
    "17_swallows_everything": Trick(
        "a loop that no exception ends", f"def compute_cost(AL, Y):\n    {LOOP}\n", "timed out"
    ),
    "17_ignores_signals": Trick(
        "every signal is ignored, and C code never comes back",
        "import signal\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n" + answers("return sum(range(10**15))"),
        "timed out",
    ),
    "17_never_ends_a_cell": Trick(
        "a cell that never ends; what comes after it is graded all the same",
        "import re\nre.match('(a|aa)+$', 'a' * 99 + 'b')",
        UNSOLVED,
    ),
    "18_memory_bomb": Trick(
        "a terabyte, and a terabyte that is touched",
        "def compute_cost(AL, Y):\n    try: np.ones(10**12)\n    except MemoryError: pass\n"
        "    kept = []\n    while True: kept.append(np.empty(2**30, np.uint8))",
        "memory",
    ),
    "18_thread_bomb": Trick(
        "threads without end",
        "import threading, time\ntry:\n    while True: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n"
        "except BaseException as e: print(type(e))\n" + WRONG,
    ),
    "18_fork_bomb": Trick("processes without end", "import os\nwhile True: os.fork()", UNSOLVED),
    "18_file_bomb": Trick(
        "files without end, and one large one",
        f"import itertools\nfor i in itertools.count():\n    open(f'/tmp/{MARK}-{{i}}', 'wb').write(b'x' * 10**6)",
        UNSOLVED,
    ),
    "18_endless_output": Trick(
        "a cell that prints without end", "while True: print('x' * 10**6)", UNSOLVED
    ),
    "18_million_outputs": Trick(
        "a million outputs", "for i in range(10**6): display(i)\n" + WRONG, "wrong"
    ),
    "18_huge_line": Trick(
        "a line of ten million letters, and an error of as many",
        "print('y' * 10**7)\nraise ValueError('z' * 10**7)",
        UNSOLVED,
    ),
    "18_nested_source": Trick(
        "source that a compiler chokes on", "x = " + "(" * 5_000 + ")" * 5_000, UNSOLVED
    ),
    "18_blank_lines": Trick("a hundred thousand blank lines", "\n " * 100_000 + "x = 1", UNSOLVED),
    "22_looks_into_proc": Trick(
        "/proc, other processes' memory, core files",
        SYSTEM
        + "import os, resource\nfor name in ('mem', 'environ', 'maps', 'root', 'fd', 'cwd'):\n"
        "    for pid in ('self', '1', str(os.getppid())):\n"
        "        if os.path.exists(f'/proc/{pid}/{name}'): print('there is', pid, name)\n"
        "for pid in range(1, 99):\n    if libc.ptrace(16, pid, 0, 0) == 0: print('attached')\n"
        "try: resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))\nexcept ValueError: pass\n"
        + answers("os.abort()"),
        "raised",
        says=("the process was ended by signal",),
    ),
    "22_shares_memory": Trick(
        "shared memory, queues and keys that stay",
        SYSTEM
        + "print([libc.shmget(0x4c570001, 64, 0o1666), libc.semget(0x4c570001, 1, 0o1666), libc.msgget(0x4c570001, 0o1666)])\n"
        f"print(libc.mq_open(b'/{MARK}', 66, 0o666, 0), libc.memfd_create(b'{MARK}', 0), libc.syscall(248, b'user', b'{MARK}', b'x', 1, -3))\n"
        f"try: open('/dev/shm/{MARK}', 'w')\nexcept OSError as e: print(e.errno)\n" + WRONG,
    ),
    "27_bash_magic": Trick(
        "a cell of shell", f"%%bash\ntouch /tmp/{MARK} ~/{MARK}\nkill -9 -1", UNSOLVED
    ),
    "27_line_magics": Trick(
        "shell, other files and extensions",
        f"!touch /tmp/{MARK}\n!rm -rf ~ /work\n%run /etc/passwd\n%load_ext autoreload\n%cd /\n%env PATH=.\n"
        + WRONG,
    ),
    "32_lowers_its_limit": Trick(
        "its own limit on CPU time is lowered, and used up",
        "import resource\n"
        "def compute_cost(AL, Y):\n    for limits in ((1, 1), (0, 0), (1, 9)):\n"
        "        try: resource.setrlimit(resource.RLIMIT_CPU, limits)\n"
        "        except (OSError, ValueError): pass\n    while True: pass\n",
        "timed out",
    ),
    "32_lowers_it_in_a_cell": Trick(
        "the same in a cell, after a thread has set every other limit to nothing",
        "import resource, threading\ndef lower():\n    for kind in range(16):\n"
        "        for limits in ((0, 0), (1, 1)):\n"
        "            try: resource.setrlimit(kind, limits)\n"
        "            except (OSError, ValueError): pass\n"
        "threading.Thread(target=lower).start()\nwhile True: pass",
        UNSOLVED,
    ),
    "32_aborts": Trick("it aborts", "import os\n" + answers("os.abort()"), "raised"),
    "32_kills_itself": Trick(
        "SIGKILL to itself, its group and its threads, which looks like the machine's doing",
        "import os, signal, threading\ndef compute_cost(AL, Y):\n"
        "    for f, who in ((os.kill, os.getpid()), (os.killpg, os.getpgrp()), (os.kill, 0),\n"
        "            (signal.pthread_kill, threading.get_ident())):\n"
        "        try: f(who, 9)\n        except OSError: pass\n    return 0.0\n",
        "wrong",
    ),
    "32_closes_its_pipes": Trick(
        "its pipes are to be closed, for it to go on without anybody who waits; they stay open",
        "import os\n" + answers("os.closerange(0, 256)\n    return 0.0"),
    ),
    "32_takes_all_memory": Trick(
        "memory is taken in large pieces, then in small ones, until there is none",
        "kept = []\ndef compute_cost(AL, Y):\n    for size in (2**27, 2**20, 2**14):\n        try:\n"
        "            while True: kept.append(np.empty(size))\n        except MemoryError: pass\n"
        "    while True: kept.append(bytearray(4096))",
        "memory",
    ),
    "38_sleeps_in_cells": Trick(
        "cells sleep, each of them",
        "import time\nfor _ in range(60): time.sleep(1)",
        UNSOLVED,
    ),
    "38_sleeps_when_called": Trick(
        "the function sleeps a little in each call, less than one may",
        "import time\n" + "def compute_cost(AL, Y):\n    time.sleep(3.5)\n    return 0.0\n",
        "wrong",
    ),
    "38_waits_for_a_lock": Trick(
        "the function waits for a lock that nobody opens",
        "import threading\nlock = threading.Lock()\nlock.acquire()\n"
        + "def compute_cost(AL, Y):\n    lock.acquire()\n    return 0.0\n",
        "timed out",
    ),
    "38_waits_in_a_thread": Trick(
        "the function waits for a thread, which wakes now and then",
        "import threading, time\ndef nap():\n    while True:\n        time.sleep(0.01)\n"
        "        sum(range(10_000))\n"
        "nap = threading.Thread(target=nap, daemon=True)\nnap.start()\n"
        + "def compute_cost(AL, Y):\n    nap.join()\n    return 0.0\n",
        "timed out",
    ),
    "38_polls": Trick(
        "the function waits for descriptors, of which there are none",
        "import select\n" + "def compute_cost(AL, Y):\n    select.poll().poll()\n    return 0.0\n",
        "timed out",
    ),
}
