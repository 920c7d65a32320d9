"""Any nbgrader course: its documentation's own example, graded by our command and by nbgrader's.

python -m tests.bench.course [STUDENTS] [STUDENTS OF THEM FOR NBGRADER]

Both get the same submissions, each a copy of one of the example's two with a text of its own, so
that none is known from another. Both write the marks, which are compared.
"""

import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from tests.bench.peer import BIN, ENV, marks_of
from tests.bench.tree import Watched, watch
from tests.stock import theirs
from tests.stock.course import write_course
from tests.stock.courses import COURSES

GUIDE = COURSES["guide"]


def measure(console: Console, count: int = 200, peers: int = 20) -> dict[str, object]:
    """Grade a class with ours, and the first of it with nbgrader."""
    with tempfile.TemporaryDirectory() as home:
        ours, peer = Path(home) / "ours", Path(home) / "peer"
        for folder, students in ((ours, count), (peer, peers)):
            write_course(GUIDE, folder)
            theirs.release({"guide": folder})
            write_class(folder, students)
        console.print(f"grading {count} submissions", style="dim")
        words = ["grader", "autograde", "--course", str(ours), GUIDE.assignment]
        done = run(words, ours)
        console.print(f"nbgrader grading {peers} of them", style="dim")
        theirs_done = run(["nbgrader", "autograde", GUIDE.assignment], peer)
        same = marks_of(ours / "gradebook.db")
        expected = marks_of(peer / "gradebook.db")
    return {
        "submissions": [count, peers],
        "seconds": [done.seconds, theirs_done.seconds],
        "seconds a submission": [done.seconds / count, theirs_done.seconds / peers],
        "times nbgrader": theirs_done.seconds / peers / (done.seconds / count),
        "marks compared": len(expected),
        "different": sum(same[cell] != mark for cell, mark in expected.items()),
    }


def run(words: list[str], course: Path) -> Watched:
    """Run a command in a course; it has graded everything."""
    done = watch([str(BIN / words[0]), *words[1:]], course, ENV)
    assert done.code in (0, 3), f"{words[0]} ended with {done.code}"
    return done


def write_class(course: Path, count: int) -> None:
    """Replace the example's submissions by copies, each a little different."""
    folder = course / "submitted"
    kinds = sorted(folder.iterdir())
    for number in range(count):
        kind = kinds[number % len(kinds)]
        for path in (kind / GUIDE.assignment).iterdir():
            data = path.read_bytes()
            if path.suffix == ".ipynb":
                data = differ(data, number)
            place = folder / f"student{number:05}" / GUIDE.assignment / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    for kind in kinds:
        kind.rename(course / kind.name)


def differ(notebook: bytes, number: int) -> bytes:
    """Let every answer end with a line of its own."""
    made = json.loads(notebook)
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = [*cell["source"], f"\n# {number}"]
    return json.dumps(made).encode()


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    for name, value in measure(Console(), *numbers).items():
        print(f"{name:22} {value}")
