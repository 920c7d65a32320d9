"""Our command on a course on the disk."""

import subprocess
from pathlib import Path

from tests.stock.course import Course
from tests.walls import AUTOGRADE


def grade(course: Course, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `grader autograde --course FOLDER ps1`, on one core: the tests share the others."""
    return subprocess.run(
        [*AUTOGRADE, "--course", str(folder), course.assignment, "--jobs", "1", *words],
        capture_output=True,
        text=True,
        check=False,
    )
