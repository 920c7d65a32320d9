"""The filter: every call of the kernel is decided, on both kinds of machine, and holds inside."""

import errno
import fcntl
import platform
from collections import Counter
from collections.abc import Iterator

import pytest

from grader.engine.sandbox.inside import syscalls
from grader.engine.sandbox.inside.syscalls import ARCHITECTURES, NUMBERS, filter_program
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from tests.engine.bpf import ALLOW, KILL, decide
from tests.engine.refused import REFUSED, UNASKED
from tests.walls import attempt, needs_walls

OWN = 4321
TABLE = (
    NUMBERS | UNASKED | {name: pair for group in REFUSED.values() for name, pair in group.items()}
)
LAST = 471  # of the newest kernel; from 424 on both machines have the same numbers
USED = {
    "x86_64": {*range(337), *range(424, LAST + 1)},
    "aarch64": {*range(295), *range(424, LAST + 1)} - set(range(244, 260)),
}
CALL = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
EINVAL, EPERM, ENOSYS, ENOTTY = errno.EINVAL, errno.EPERM, errno.ENOSYS, errno.ENOTTY


@pytest.fixture(params=sorted(ARCHITECTURES))
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each kind of machine that there are numbers for."""
    syscalls._for_anyone.cache_clear()
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    yield request.param
    syscalls._for_anyone.cache_clear()


def asked(machine: str, name: str, *arguments: int, shared: bool = False) -> str | int:
    """What becomes of a call by a process that has the number OWN."""
    column, architecture = ARCHITECTURES[machine]
    number = TABLE[name][column]
    assert number is not None
    return decide(filter_program(OWN, shared), architecture, number, *arguments)


def here(name: str) -> bool:
    """Tell whether this machine's kernel has the call."""
    return TABLE[name][ARCHITECTURES[platform.machine()][0]] is not None


def test_every_call_of_the_kernel_is_named_once(machine: str) -> None:
    """The calls that are decided and those that are refused make up the kernel's table."""
    assert not {name for group in REFUSED.values() for name in group} & NUMBERS.keys()
    column, _ = ARCHITECTURES[machine]
    count = Counter(number for pair in TABLE.values() if (number := pair[column]) is not None)
    assert {number for number, times in count.items() if times > 1} == set()
    assert set(count) == USED[machine]


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_named_does_not_exist(machine: str, why: str) -> None:
    """Every other call fails with the error after which a library does it another way."""
    column, _ = ARCHITECTURES[machine]
    for name, pair in REFUSED[why].items():
        if pair[column] is not None:
            assert asked(machine, name) == ENOSYS, name


def test_no_call_of_a_later_kernel_is_allowed(machine: str) -> None:
    """Nor one of another architecture: x32 calls do not exist, 32-bit ones end the process."""
    _, architecture = ARCHITECTURES[machine]
    program = filter_program(OWN, False)
    unused = set(range(1200)) - USED[machine]
    assert {decide(program, architecture, number) for number in unused} == {ENOSYS}
    x32 = {decide(program, architecture, 0x40000000 + number) for number in range(600)}
    assert x32 == {ENOSYS}
    assert {decide(program, 0x40000003, number) for number in range(400)} == {KILL}


def test_what_a_library_needs_is_allowed(machine: str) -> None:
    """Files, memory, clocks, threads, waiting."""
    column, _ = ARCHITECTURES[machine]
    for name, pair in syscalls.ALLOWED.items():
        assert pair[column] is None or asked(machine, name) == ALLOW
    assert asked(machine, "clone", 0x3D0F00) == ALLOW
    assert asked(machine, "futex", 0, 128) == ALLOW
    assert asked(machine, "mmap", 0, 4096, 3, 0x22) == ALLOW
    assert asked(machine, "openat", 0, 0, 0o2102) == ALLOW
    assert asked(machine, "clock_gettime", 2) == ALLOW


@pytest.mark.parametrize(
    ("commands", "decision"),
    [
        (
            (fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_DUPFD_CLOEXEC),
            ALLOW,
        ),
        ((fcntl.F_SETLK, fcntl.F_SETLKW, 37, 38), 0),
        # asking for locks, owners, signals, leases, watches, pipes, seals, hints, delegations
        ((fcntl.F_GETLK, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 36), EINVAL),
        (range(1024, 1030), EINVAL),
        (range(1031, 1060), EINVAL),
    ],
)
def test_fcntl_command_by_command(machine: str, commands: list[int], decision: object) -> None:
    """A lock is granted without one; descriptors are the worker's own; nothing else is there."""
    for command in commands:
        assert asked(machine, "fcntl", 3, command) == decision, command
        assert asked(machine, "fcntl", 3, command + (1 << 32)) == decision, command


def test_flags_of_a_descriptor(machine: str) -> None:
    """A descriptor may be told not to wait; it may not send signals, when set or when opened."""
    assert asked(machine, "fcntl", 3, fcntl.F_SETFL, 0o4000) == ALLOW
    assert asked(machine, "fcntl", 3, fcntl.F_SETFL, 0o20000) == EPERM
    # O_ASYNC, O_PATH, O_NOATIME, O_DSYNC, O_SYNC
    for flag in (0o20000, 0o10000000, 0o1000000, 0o10000, 0o4010000):
        assert asked(machine, "openat", 0, 0, flag) == EINVAL


def test_nothing_waits_for_the_disk(machine: str) -> None:
    """No clock would see it. The files end with the worker, so nothing has to be written."""
    for name in ("fsync", "fdatasync", "msync"):
        assert asked(machine, name, 3) == 0
    for name in ("sync", "syncfs", "sync_file_range"):
        assert asked(machine, name, 3) == ENOSYS


def test_ioctl_command_by_command(machine: str) -> None:
    """There are no terminals, and no file has flags, clones or attributes."""
    for command in (0x541B, 0x5421, 0x5450, 0x5451):
        assert asked(machine, "ioctl", 3, command) == ALLOW
    others = {*range(0x5400, 0x5500)} - {0x541B, 0x5421, 0x5450, 0x5451}
    others |= {0x80086601, 0x40086602, 0xC0189436, 0x40085203, 0x802C542A, 0x40086685}
    assert {asked(machine, "ioctl", 3, command) for command in others} == {ENOTTY}


def test_prctl_command_by_command(machine: str) -> None:
    """A thread may have a name; nothing else of a process can be set."""
    assert asked(machine, "prctl", 15) == asked(machine, "prctl", 16) == ALLOW
    others = {*range(1, 100), 0x53564D41, 0x59616D61} - {15, 16}
    assert {asked(machine, "prctl", command) for command in others} == {EINVAL}


def test_madvise_command_by_command(machine: str) -> None:
    """Advice on own memory is taken; on what is cached for all, it is heard or refused."""
    taken = {0, 1, 2, 4, 8, *range(14, 20)}
    assert {asked(machine, "madvise", 0, 0, advice) for advice in taken} == {ALLOW}
    assert {asked(machine, "madvise", 0, 0, advice) for advice in (3, 10, 11)} == {0}
    others = {*range(104)} - taken - {3, 10, 11}
    assert {asked(machine, "madvise", 0, 0, advice) for advice in others} == {EINVAL}


def test_futex_command_by_command(machine: str) -> None:
    """A futex is private to the process: one that is not is never slept on and never woken."""
    for command in (0, 1, 3, 4, 5, 9, 10):
        assert asked(machine, "futex", 0, command | 128) == ALLOW
        assert asked(machine, "futex", 0, command | 128 | 256) == ALLOW
    for command in (0, 9, 256, 265):
        assert asked(machine, "futex", 0, command) == errno.EAGAIN
    for command in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 134, 135, 136):
        assert asked(machine, "futex", 0, command) == ENOSYS


def test_a_thread_is_started_and_nothing_else(machine: str) -> None:
    """No process, no namespace, no table of descriptors of its own."""
    for flags in (17, 0, 0x4111, 0x3D0F00 | 0x40000000, 0x3D0F00 & ~0x400, 0x10000):
        assert asked(machine, "clone", flags) == EPERM


def test_the_line_to_the_grader_stays_where_it_is(machine: str) -> None:
    """Its two descriptors are neither closed nor replaced; all others are the worker's own."""
    column, architecture = ARCHITECTURES[machine]
    program = filter_program(OWN, False, line=(7, 9))
    calls = {"close": (), "dup2": (0,), "dup3": (0,)}
    for name, before in calls.items():
        if (number := TABLE[name][column]) is not None:
            found = [decide(program, architecture, number, *before, one) for one in (7, 8, 9)]
            assert found == [EPERM, ALLOW, EPERM], name
    assert asked(machine, "close_range", 3, 9, 0) == ENOSYS


def test_signals_reach_nobody_else(machine: str) -> None:
    """Signals go to oneself; those that end or stop it do nothing; queued ones are refused."""
    for other in (0, -1, -OWN, 1, OWN + 1):
        for name in ("kill", "tgkill", "tkill"):
            assert asked(machine, name, other, 10, 10) == EPERM
    for name, arguments in (("kill", (OWN,)), ("tgkill", (OWN, 99)), ("tkill", (OWN,))):
        assert asked(machine, name, *arguments, 10) == ALLOW
        assert asked(machine, name, *arguments, 9) == asked(machine, name, *arguments, 19) == 0
        assert {asked(machine, name, *arguments, number) for number in (32, 34, 64)} == {EPERM}


def test_it_asks_about_itself_and_changes_nothing(machine: str) -> None:
    """Limits are read, never set; nothing is asked of another process, or of its clock."""
    assert asked(machine, "prlimit64", 0, 7, 0) == asked(machine, "prlimit64", OWN, 7, 0) == ALLOW
    for arguments in ((0, 7, 4096), (0, 7, 1 << 32), (1, 7, 0)):
        assert asked(machine, "prlimit64", *arguments) == EPERM
    assert asked(machine, "sched_getaffinity", OWN + 1) == ENOSYS
    assert asked(machine, "getpgid", OWN + 1) == asked(machine, "getsid", OWN + 1) == EPERM
    for name in ("clock_gettime", "clock_getres", "clock_nanosleep"):
        assert asked(machine, name, (~OWN << 3) | 2) == asked(machine, name, 16) == EINVAL
    assert asked(machine, "sendto", 3, 0, 0, 0, 4096) == EPERM
    assert asked(machine, "mmap", 0, 0, 3, 0x40022) == errno.ENOMEM


def test_modes_and_times_where_files_are_shared(machine: str) -> None:
    """Where the worker has mounts of its own it sets them; elsewhere nothing is changed."""
    assert asked(machine, "fchmodat") == asked(machine, "utimensat", 0, 0, 4096) == ALLOW
    assert asked(machine, "fchmod", shared=True) == asked(machine, "fchmodat", shared=True) == 0
    assert asked(machine, "utimensat", 0, 0, 4096, shared=True) == 0
    assert asked(machine, "utimensat", 0, 0, 0, shared=True) == EPERM


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker behind every wall."""
    with Sandbox(Limits()) as sandbox, sandbox.worker({}) as one:
        yield one


@needs_walls
@pytest.mark.parametrize("why", [*REFUSED, "not permitted"])
def test_refused_calls_are_refused_inside(worker: Worker, why: str) -> None:
    """Each fails, whatever its arguments, in a real worker."""
    column, _ = ARCHITECTURES[platform.machine()]
    calls, error = REFUSED.get(why, syscalls.FORBIDDEN), EPERM if why not in REFUSED else ENOSYS
    numbers = [pair[column] for pair in calls.values() if pair[column] is not None]
    code = (
        f"{CALL}found = set()\nfor number in {numbers}:\n    ctypes.set_errno(0)\n"
        "    found.add((libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno()))\nprint(found)"
    )
    assert attempt(worker, code) == str({(-1, error)})
