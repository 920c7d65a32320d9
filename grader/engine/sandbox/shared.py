"""The outside of the walls without namespaces: a folder on the disk, and what Landlock leaves.

There is no file system of the worker's own. So each sandbox has a folder, with a copy of the
student's part of this package and the workers' folders; of the machine's files a worker may read
the interpreter's. Every path that Landlock is told of is found here.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grader
from grader.engine.closing import Closing, undisturbed

from .inside import folder
from .inside.landlock import OWN, READ, READ_DIR, READ_FILE, WRITE_FILE, Rule, abi
from .walls import INSIDE, interpreter

DEVICES = {
    "null": READ_FILE | WRITE_FILE,
    "zero": READ_FILE,
    "random": READ_FILE,
    "urandom": READ_FILE,
}
LIBRARIES = ("/lib", "/lib64")  # where they are no links into /usr
# The kernel counts the threads of a user together. So there is room for all that others of his may
# start meanwhile: submissions, as many as are graded and put aside on each processor, and programs.
# Whoever has more than its own is ended by who measures its folder.
WORKERS, MORE_THREADS = 4, 1_024
MOST_FILLED = 8  # submissions that fill theirs at one time
OTHERS_MAY_ENTER = 0o001
REMOVALS, REMOVAL_SECONDS = 20, 0.1
# User numbers that neither a distribution nor a container runtime gives to anybody; and, where a
# user namespace knows no such numbers, what Linux leaves to services that come and go.
FREE_USERS = (1_800_000_000, 2**26)
FEW_FREE_USERS = (61_184, 4_336)


def room_needed(folder_bytes: int) -> int:
    """Tell how much must be free where temporary files lie, lest one submission leave none.

    A worker has two folders, and beside it there is one at times for the second chance: on each
    processor, as far as that is no more than anybody has.
    """
    return 4 * folder_bytes * min(os.cpu_count() or 1, MOST_FILLED)


def landlock_version() -> int:
    """Give the version of Landlock's interface that is used: the kernel's."""
    return abi()


def users() -> tuple[int, int]:
    """Give the first of the numbers that a worker's user may have, and how many there are."""
    try:
        lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
        most = max(int(first) + int(count) for first, _, count in (line.split() for line in lines))
    except (OSError, ValueError):
        most = 0
    return FREE_USERS if most > sum(FREE_USERS) else FEW_FREE_USERS


@dataclass(frozen=True, slots=True)
class Passage:
    """A folder that only root can walk to, and the descriptor that leads a worker there."""

    folder: str
    descriptor: int

    @property
    def place(self) -> str:
        """The path that leads there."""
        return f"/proc/self/fd/{self.descriptor}"


class SharedFolder(Closing):
    """A sandbox's folder. A context manager: it is removed in the end."""

    def __init__(self) -> None:
        self._path = tempfile.mkdtemp(prefix="layerwise-")
        self.passages: tuple[Passage, ...] = ()
        try:
            self._fill()
        except BaseException:  # a command that is ended comes out anywhere
            self.close()
            raise

    def _fill(self) -> None:
        self.package = f"{self._path}/package"
        self.home = f"{self._path}/home"
        self.work = f"{self._path}/work"
        for inner in (self.home, self.work):
            os.mkdir(inner)  # noqa: PTH102
        _copy_package(Path(self.package, "grader"))
        if os.getuid() == 0:
            # A worker is another user, who passes through here and reads the package.
            for place in (self._path, self.work):
                os.chmod(place, 0o711)  # noqa: PTH101
            self.passages = tuple(
                Passage(place, os.open(place, os.O_PATH | os.O_DIRECTORY))
                for place in interpreter()
                if not _others_may_enter(Path(place))
            )

    def settings(self, threads: int) -> dict[str, Any]:
        """What the fork server is told.

        Args:
            threads: that a submission may have.
        """
        rules = [*_readable(), Rule(self.package, READ)]
        server = [
            *rules,
            Rule(self._path, OWN),
            # A worker's folder is measured there, and its place in the order of ending is set.
            Rule("/proc", READ | WRITE_FILE),
        ]
        return {
            "place": self._path,
            "work": self.work,
            "rules": [[rule.path, rule.rights] for rule in rules],
            "server_rules": [[rule.path, rule.rights] for rule in server],
            "passages": [[passage.folder, passage.place] for passage in self.passages],
            "users": users(),
            "landlock_version": landlock_version(),
            "threads_beside": 0 if os.getuid() == 0 else _threads_beside(threads),
        }

    def close(self) -> None:
        """Remove it, and let the passages go."""
        try:
            with undisturbed():
                self._remove()
        except BaseException:  # a signal was waiting: it comes out when all is done
            with undisturbed():
                self._remove()
            raise

    def _remove(self) -> None:
        for passage in self.passages:
            os.close(passage.descriptor)
        self.passages = ()
        for _ in range(REMOVALS):
            try:
                folder.remove(self._path)
            except OSError:  # a worker ends a moment after the fork server, and may write till then
                time.sleep(REMOVAL_SECONDS)
            else:
                return
        # A test's, or a machine's, own fault: nothing of a student's is known there.
        shutil.rmtree(self._path, ignore_errors=True)


def _copy_package(target: Path) -> None:
    package = Path(grader.__file__).resolve().parent
    for pattern in INSIDE:
        for file in package.glob(pattern):
            copy = target / file.relative_to(package)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    # A worker may be another user: the umask, which keeps results private, is not for these.
    os.chmod(target.parent, 0o755)  # noqa: PTH101
    for copy in target.rglob("*"):
        copy.chmod(0o755 if copy.is_dir() else 0o644)
    target.chmod(0o755)


def _readable() -> Iterator[Rule]:
    package = Path(grader.__file__).resolve().parent
    course = package.parent if (package.parent / "solutions").is_dir() else package
    for place in (*interpreter(), *LIBRARIES):
        if Path(place).is_dir():
            yield from _around(Path(place).resolve(), (course, package))
    for name, rights in DEVICES.items():
        if Path("/dev", name).exists():
            yield Rule(f"/dev/{name}", rights)


def _around(place: Path, hidden: tuple[Path, ...]) -> Iterator[Rule]:
    """Give what may be read below a folder, around what may not."""
    if place in hidden:
        return
    if not any(one.is_relative_to(place) for one in hidden):
        yield Rule(str(place), READ)
        return
    # Where packages are imported from they are listed; the names of what is hidden are seen then.
    if place.name in ("site-packages", "dist-packages"):
        yield Rule(str(place), READ_DIR)
    for inner in sorted(place.iterdir()):
        if not inner.is_symlink():
            yield from _around(inner, hidden)


def _threads_beside(threads: int) -> int:
    return _threads_of_user() + MORE_THREADS + WORKERS * (os.cpu_count() or 1) * threads


def _threads_of_user() -> int:
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == os.getuid():
                count += (process / "task").stat().st_nlink - 2
    return count


def _others_may_enter(place: Path) -> bool:
    return all(
        one.stat().st_mode & OTHERS_MAY_ENTER for one in (place.resolve(), *place.resolve().parents)
    )
