"""nbgrader's own commands on a course, in one process for many courses: loading it takes seconds.

python -m tests.stock.theirs release NAME=FOLDER ...   generate_assignment
python -m tests.stock.theirs grade NAME=FOLDER ...     autograde, with nbgrader's kernels
"""

import functools
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.stock.course import Course

ROOT = Path(__file__).resolve().parents[2]


def known() -> dict[str, Course]:
    """Every course that nbgrader may grade: the attacks among them are the harmless ones."""
    from tests.stock.attacks import CLOSED, OPEN, course
    from tests.stock.courses import COURSES

    tame = {name: attack for name, attack in CLOSED.items() if not attack.wild}
    return {**COURSES, "attacks": course(tame | {name: one for name, (one, _) in OPEN.items()})}


def release(courses: Mapping[str, Path]) -> None:
    """Generate the assignments of courses on the disk, by their names."""
    _run("release", courses)


def grade(courses: Mapping[str, Path]) -> None:
    """Autograde courses on the disk, by their names."""
    _run("grade", courses)


def _run(word: str, courses: Mapping[str, Path]) -> None:
    words = [f"{name}={folder}" for name, folder in courses.items()]
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [sys.executable, "-m", "tests.stock.theirs", word, *words],
        cwd=ROOT,
        # Kernels are found as `python`, and no setting of this machine's user counts.
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def _api(folder: Path) -> Any:
    """nbgrader as it is with the course's nbgrader_config.py, started in its folder."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    os.chdir(folder)
    sys.path.insert(0, str(folder))
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    return NbGraderAPI(config=config)


def _release(course: Course, folder: Path) -> None:
    api = _api(folder)
    with api.gradebook as book:
        book.add_assignment(course.assignment, duedate=course.due or None)
    done = api.generate_assignment(course.assignment)
    assert done["success"], done["log"] + done["error"]


def _grade(course: Course, folder: Path) -> None:
    from nbgrader.converters import Autograde
    from nbgrader.converters.base import NbGraderException

    api = _api(folder)
    for student in course.students if course.apart else ["*"]:
        api.coursedir.assignment_id = course.assignment
        api.coursedir.student_id = student
        try:
            Autograde(coursedir=api.coursedir, parent=api).start()
        except NbGraderException as error:
            print(f"{folder.name} {student}: {error}", file=sys.stderr)


if __name__ == "__main__":
    from nbgrader import api

    # A process of its own, seconds for each new gradebook, always with the same answer.
    api.get_alembic_version = functools.cache(api.get_alembic_version)
    for word in sys.argv[2:]:
        name, _, place = word.partition("=")
        (_release if sys.argv[1] == "release" else _grade)(known()[name], Path(place))
