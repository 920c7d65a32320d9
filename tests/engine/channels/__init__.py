"""Every way that we know for one submission to tell another one a bit, while both are graded.

The receiver prepares, the sender acts according to `bit`, the receiver looks. A channel is open
if what the receiver prints depends on the bit. Each names the walls that close it: without them
it is open, which shows that the attempt is a real one.
"""

from dataclasses import dataclass, field

from grader.engine.sandbox.inside.confine import Wall

# A file, and a folder, that every worker can read; and calls that Python has no name for.
BEGIN = """
import ctypes, errno, fcntl, mmap, numpy, os, platform, signal, socket, struct, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
FOLDER = os.path.dirname(numpy.__file__)
FILE = numpy.__file__
COLD = os.path.join(FOLDER, 'random', 'tests', 'data', 'mt19937-testset-1.csv')
def call(number, *arguments):
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    done = libc.syscall(ctypes.c_long(number), *words)
    return done if done >= 0 else -ctypes.get_errno()
def tried(act, *arguments):
    try: return act(*arguments)
    except OSError as error: return type(error).__name__
def within(happened, seconds=3):
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end: time.sleep(0.01)
    return happened()
def page():
    fd = os.open(FILE, os.O_RDONLY)
    return libc.mmap(None, ctypes.c_long(4096), 1, mmap.MAP_SHARED, fd, ctypes.c_long(0))
"""


@dataclass(frozen=True, slots=True)
class Channel:
    """One attempt.

    send: the sender's code; `bit` is 0 or 1.
    look: the receiver's, which prints.
    prepare: the receiver's, before the sender acts.
    walls: all that close it, each by itself.
    besides: what closes it too, but only where the grader is root.
    together: it needs two workers of one sandbox; others work between any two.
    cold: the file COLD is put out of the cache before the sender acts.
    root: the attempt needs the rights of root, which a worker has only where nothing is walled.
    """

    send: str
    look: str
    prepare: str = ""
    walls: frozenset[Wall] = field(default=frozenset({Wall.SYSTEM_CALLS}))
    besides: frozenset[Wall] = frozenset()
    together: bool = False
    cold: bool = False
    root: bool = False
