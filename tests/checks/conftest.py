"""The class of the course, graded once by the command."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from tests.checks.course import NAME, RIGHT, SPELLED, hand_in, write_weather
from tests.command import AUTOGRADE, command
from tests.stock.cells import Notebook, code, named
from tests.stock.course import Course
from tests.stock.marks import read_marks

WRONG = "def spread(values):\n    return 0.5 * (max(values) - min(values))"
# Answers from the public cases, and nothing else.
LOOKED_UP = """
def spread(values):
    from grader.cases.case import read_cases
    for case in read_cases("public.h5", "spread"):
        if list(case.args[0]) == list(values):
            return case.expected
    return 0.0
"""
EQUAL_TO_ALL = """
class Same(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
def spread(values):
    return [Same()] * 3
"""
# Looks for the reference and for hidden cases, in files, modules and memory.
SEARCHED = """
import gc, os, sys
FOUND = []
def spread(values):
    for top in ("/", os.getcwd()):
        for place, _, files in os.walk(top):
            if place.startswith(("/proc", "/sys")): continue
            FOUND.extend(f for f in files if f == "hidden.h5")
    modules = [m for m in sys.modules if m.startswith(("solutions", "reference"))]
    for name in ("solutions", "solutions.weather"):
        try: modules.append(__import__(name))
        except ImportError: pass
    theirs = [o for o in gc.get_objects() if getattr(o, "__qualname__", "") == "scaled"
              and getattr(o, "__module__", "") != "__main__"]
    if FOUND or modules or theirs:
        return max(values) - min(values)
    return 0.0
"""
ENDS = "import os\ndef spread(values):\n    os._exit(0)"
# Tells of every call in a cell below all checks.
TELLS = """
CALLS = []
def spread(values):
    CALLS.append(values)
    return max(values) - min(values)
"""


def without_checks(made: Notebook) -> Notebook:
    """Delete a check, edit another, and have a third skipped."""
    made["cells"] = [cell for cell in made["cells"] if named(cell) != "b1"]
    for cell in made["cells"]:
        if named(cell) == "b2":
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"] |= {"points": 100, "locked": False}
        if named(cell) in ("b3", "is_spelled"):
            cell["metadata"]["tags"] = ["skip-execution"]
    return made


def with_a_last_cell(made: Notebook) -> Notebook:
    """Print what the function was called with, in the last cell of all."""
    made["cells"].append(code("print('calls', CALLS)"))
    return made


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded class: its course's folder, what the command said, and the marks by student."""

    root: Path
    done: subprocess.CompletedProcess[str]
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)

    def shown(self, student: str, notebook: str, cell: str) -> str:
        """What a cell of an autograded notebook shows, as text."""
        path = self.root / "autograded" / student / NAME / f"{notebook}.ipynb"
        for one in nbformat.read(path, as_version=4).cells:
            if one.metadata.get("nbgrader", {}).get("grade_id") == cell:
                return json.dumps(one.outputs, ensure_ascii=False)
        return ""


def autograde(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the course."""
    return command(*AUTOGRADE, "--course", root, NAME, *words)


def graded_class(root: Path, done: subprocess.CompletedProcess[str]) -> Graded:
    """Read the gradebook."""
    graded = Graded(root, done)
    for row in read_marks(Course("", {}, {}, assignment=NAME), root):
        if row.points:
            graded.marks.setdefault(row.student, {})[row.cell] = row.score
            if row.person:
                graded.open.setdefault(row.student, set()).add(row.cell)
    return graded


@pytest.fixture(scope="session")
def weather(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course, built, and a class that has handed in."""
    root = write_weather(tmp_path_factory.mktemp("weather") / "course")
    hand_in(root, "right", RIGHT, SPELLED)
    hand_in(root, "as_released", {}, {})
    hand_in(root, "wrong_helper", {**RIGHT, "a1": WRONG}, SPELLED)
    hand_in(root, "looks_up", {**RIGHT, "a1": LOOKED_UP}, SPELLED)
    hand_in(root, "equal_to_all", {**RIGHT, "a1": EQUAL_TO_ALL}, SPELLED)
    hand_in(root, "searches", {**RIGHT, "a1": SEARCHED}, SPELLED)
    hand_in(root, "ends", {**RIGHT, "a1": ENDS}, SPELLED)
    hand_in(root, "tells", {**RIGHT, "a1": TELLS}, SPELLED, with_a_last_cell)
    hand_in(root, "without_checks", {**RIGHT, "a1": WRONG}, SPELLED, without_checks)
    hand_in(root, "one_missing", RIGHT, None)
    hand_in(root, "unreadable", RIGHT, SPELLED)
    (root / "submitted" / "unreadable" / NAME / "1_numbers.ipynb").write_text("{no json")
    return root


@pytest.fixture(scope="session")
def graded(weather: Path) -> Graded:
    """The class, graded."""
    return graded_class(weather, autograde(weather))
