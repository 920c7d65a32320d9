"""An assignment of checks alone, in a course that the kit has never heard of."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.engine.authoring.build import build
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.new import start
from grader.engine.course.settings import Chosen
from grader.engine.grading.checks import Checks
from grader.engine.run.classes import checks_of
from grader.engine.sandbox.limits import Limits
from tests.stock.cells import filled
from tests.stock.course import Course, put
from tests.stock.marks import read_marks
from tests.walls import STAND

NAME, NOTEBOOK = "means", "1_means"
GIVEN = '''# %%
class Run:
    """Neighbouring numbers. No cell says that this is setup."""

    def __init__(self, values, start, width):
        self.values = values[start : start + width]

# %% [markdown]
# ## Moving means
'''
RIGHT = """def moving_mean(values, width):
    if not 1 <= width <= len(values):
        raise ValueError(width)
    runs = [Run(values, i, width) for i in range(len(values) - width + 1)]
    return np.array([run.values.mean() for run in runs])"""
SUMS = RIGHT.replace(".mean()", ".sum()")


def command(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the course's folder."""
    unsafe = [] if STAND or words[0] not in ("autograde", "grade") else ["--unsafe-no-sandbox"]
    return subprocess.run(
        [sys.executable, "-m", "grader.engine.cli", *words, *unsafe],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `grader new` writes, with a class in a plain cell; and a class that handed in."""
    root = tmp_path_factory.mktemp("alone") / "course"
    start(root, NAME)
    lesson = root / "solutions" / NAME / "lessons" / f"{NOTEBOOK}.py"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("# %% [markdown]\n# ## Moving means\n", GIVEN), encoding="utf-8")
    (lesson.parent / "0_welcome.py").write_text("# %% [markdown]\n# # Welcome\n", encoding="utf-8")
    build(find_folder(root, NAME), lambda said: None, until="release")
    released = json.loads((root / "release" / NAME / f"{NOTEBOOK}.ipynb").read_text())
    for student, source in (("ada", RIGHT), ("bea", SUMS)):
        made = filled(released, moving_mean=source)
        home = root / "submitted" / student / NAME
        put(home / f"{NOTEBOOK}.ipynb", made)
        # Nothing is marked in it, and handing it in is nothing that a person need look at.
        put(home / "0_welcome.ipynb", root / "release" / NAME / "0_welcome.ipynb")
    return root


def test_it_is_graded_from_its_own_folder_as_this_repositorys_is(course: Path) -> None:
    """SUBMITTED and --out, without a word of which course: pages, marks, report."""
    done = command(course, "autograde", "submitted", "--out", "graded")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = read_marks(Course("", {}, {}, assignment=NAME), course / "graded")
    marks = {row.student: row.score for row in rows if row.points}
    assert marks == {"ada": "2", "bea": "0"}
    pages = course / "graded" / "feedback"
    shown = (pages / "bea" / NAME / f"{NOTEBOOK}.html").read_text(encoding="utf-8")
    assert "The numbers of a run are added up, and not divided." in shown
    kept = course / "graded" / "autograded" / "ada" / NAME / f"{NOTEBOOK}.ipynb"
    nbformat.validate(nbformat.read(kept, as_version=4))
    assert "2 had not changed" in command(course, "autograde", "submitted").stdout


def test_the_same_course_by_name_has_the_same_marks(course: Path) -> None:
    """--course keeps everything in the course's own folders, and gives the same pages."""
    done = command(course, "autograde", "--course", ".", NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = read_marks(Course("", {}, {}, assignment=NAME), course)
    assert {row.student: row.score for row in rows if row.points} == {"ada": "2", "bea": "0"}
    packed = command(course, "feedback", NAME, "--course", ".")
    assert packed.returncode == 0, packed.stdout + packed.stderr
    assert (course / "zips" / NAME / "bea.zip").is_file()
    one, other = (
        (place / "bea" / NAME / f"{NOTEBOOK}.html").read_bytes()
        for place in (course / "feedback", course / "graded" / "feedback")
    )
    assert one == other


@pytest.mark.parametrize("gone", [("gradebook.db", "release"), ("release",)])
def test_what_nothing_was_released_of_is_graded_as_well(
    course: Path, tmp_path: Path, gone: tuple[str, ...]
) -> None:
    """nbgrader releases it in the first run, with this repository's own settings too."""
    fresh = tmp_path / "course"
    shutil.copytree(course, fresh, ignore=shutil.ignore_patterns("graded", "zips", "reports"))
    with (fresh / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(
            'c.Autograde.sanitize_preprocessors = ["grader.engine.plugin.SandboxedExecute"]\n'
        )
        config.write(
            'c.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.SaveAutoGrades"]\n'
        )
    if not (fresh / "gradebook.db").is_file():
        assert command(fresh, "autograde", "--course", ".", NAME).returncode == 0
    for name in gone:
        path = fresh / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(fresh / "reports", ignore_errors=True)
    done = command(fresh, "autograde", "--course", ".", NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = read_marks(Course("", {}, {}, assignment=NAME), fresh)
    assert {row.student: row.score for row in rows if row.points} == {"ada": "2", "bea": "0"}


def test_of_several_assignments_the_one_is_meant_that_was_handed_in(course: Path) -> None:
    """Two in a folder: work of one alone says which is meant, and so does a notebook's name."""
    start(course, "other")
    build(find_folder(course, "other"), lambda said: None, until="release")
    notebook = f"submitted/ada/{NAME}/{NOTEBOOK}.ipynb"
    assert json.loads(command(course, "grade", notebook, "--json").stdout)["score"] == 2.0
    graded = command(course, "autograde", "submitted")
    assert graded.returncode == 0, graded.stdout + graded.stderr


def test_where_several_assignments_were_handed_in_one_must_be_named(course: Path) -> None:
    """Nothing says which one: the command asks, and takes --assignment."""
    start(course, "third")
    build(find_folder(course, "third"), lambda said: None, until="release")
    (course / "submitted" / "ada" / "third").mkdir()
    asked = command(course, "autograde", "submitted")
    assert asked.returncode == 2
    said = " ".join((asked.stdout + asked.stderr).split())
    assert "has several assignments. Say which one: --assignment means or" in said
    notebook = f"submitted/ada/{NAME}/{NOTEBOOK}.ipynb"
    graded = command(course, "grade", notebook, "--json", "--assignment", NAME)
    assert json.loads(graded.stdout)["score"] == 2.0


def test_the_work_is_whole_on_another_machine(course: Path) -> None:
    """Nothing of the course is looked for where it is sent to."""
    import pickle

    work = checks_of(Chosen(course, NAME), Limits())
    assert isinstance(work, Checks)
    hidden = course / "solutions"
    away = hidden.rename(course / "away")
    try:
        assert pickle.loads(pickle.dumps(work)).material.load().questions.keys() == {"moving_mean"}
    finally:
        away.rename(hidden)
