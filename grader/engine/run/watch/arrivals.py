"""What has arrived in a folder, and is there as a whole."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from grader.engine.files import write_whole


@dataclass(slots=True)
class Arrivals:
    """A folder's files and folders, each of which is taken once.

    Something is taken when two looks have found it the same: until then somebody may be writing
    it. Something that changes after it was taken is taken again.

    folder: where they arrive.
    record: keeps what was taken, and whose work waits to be graded, beyond this process.
    """

    folder: Path
    record: Path
    waiting: set[str] = field(default_factory=set)
    _taken: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what an earlier process has taken; a record that cannot be read is none."""
        try:
            kept = json.loads(self.record.read_text(encoding="utf-8"))
            self._taken = {str(name): str(sign) for name, sign in kept["taken"].items()}
            self.waiting = {str(student) for student in kept["waiting"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._taken, self.waiting = {}, set()

    def look(self) -> set[str]:
        """Look at the folder; name what is new, and the same as at the last look."""
        seen = {}
        for item in os.scandir(self.folder):
            if not item.name.startswith(".") and (sign := _sign(Path(item.path))):
                seen[item.name] = sign
        ready = {
            name
            for name, sign in seen.items()
            if self._seen.get(name) == sign and self._taken.get(name) != sign
        }
        self._seen = seen
        return ready

    def take(self, names: set[str], students: set[str]) -> None:
        """Remember that these were collected, and whose work now waits to be graded."""
        self._taken |= {name: self._seen[name] for name in names}
        self.waiting |= students
        self._save()

    def graded(self) -> None:
        """Remember that nobody's work waits any more."""
        self.waiting = set()
        self._save()

    def _save(self) -> None:
        kept = {"taken": self._taken, "waiting": sorted(self.waiting)}
        write_whole(self.record, json.dumps(kept))


def _sign(path: Path) -> str:
    """Name the state of a file or a folder; empty where it cannot be read or is being moved."""
    whole = hashlib.sha256()
    try:
        for place in [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]:
            status = place.lstat()
            inside = os.fsencode(place.relative_to(path))
            whole.update(b"%s %d %d\0" % (inside, status.st_size, status.st_mtime_ns))
    except OSError:
        return ""
    return whole.hexdigest()
