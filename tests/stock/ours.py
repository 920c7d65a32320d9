"""Our command on a course on the disk."""

import subprocess
from pathlib import Path

from tests.command import AUTOGRADE, command
from tests.stock.course import Course


def grade(course: Course, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `grader autograde --course FOLDER ps1`."""
    return command(*AUTOGRADE, "--course", folder, course.assignment, *words)
