"""What the task is to change is the student's; what else the instructor handed out is put back."""

import sqlite3
from pathlib import Path

import pytest

from tests.stock import ours, theirs
from tests.stock.cells import answer, check, filled, notebook, read_only
from tests.stock.course import Course, File, write_course
from tests.stock.marks import Row, read_marks
from tests.walls import needs_walls

pytestmark = needs_walls

SOLUTION = """### BEGIN SOLUTION
{}
### END SOLUTION"""
WRITES = (
    'open("out.csv", "w").write("1,2")\n'
    'con.execute("insert into t values (7)"); con.commit()\n'
    'open("mine.py", "w").write("def f(): return 2\\n")\n'
    "def rule(x): return x + 1\n"
    "sim.rule = rule"
)
MAGIC = "%%writefile solver.py\ndef solve(): return 2"
SOURCE = notebook(
    read_only("start", 'import mine, sim, sqlite3\ncon = sqlite3.connect("g.db")'),
    answer("writes", SOLUTION.format(WRITES)),
    answer("magic", MAGIC.replace("\n", "\n### BEGIN SOLUTION\n") + "\n### END SOLUTION"),
    check("test_out", 'assert open("out.csv").read() == "1,2"'),
    check("test_db", 'assert con.execute("select max(a) from t").fetchone()[0] == 7'),
    check("test_reload", "import importlib\nimportlib.reload(mine)\nassert mine.f() == 2"),
    check("test_plug", "assert sim.run(2) == 3"),
    check("test_stub", "import solver\nassert solver.solve() == 2"),
    check("test_kept", 'import judge\nassert judge.right(1, open("right.txt").read())'),
)
TESTS = ("test_out", "test_db", "test_reload", "test_plug", "test_stub")


def database(folder: Path) -> bytes:
    """A table without rows."""
    with sqlite3.connect(folder / "g.db") as connection:
        connection.execute("create table t (a)")
    connection.close()
    return (folder / "g.db").read_bytes()


OTHERS = {
    "does_it": (WRITES, MAGIC),
    "otherwise": (
        "import pathlib, shutil\npathlib.Path('new').write_text('1,2')\n"
        "shutil.move('new', 'out.csv')\n"
        "con.executemany('insert into t values (?)', [(3,), (7,)]); con.commit()\n"
        "with open('mine.py', 'a') as file: file.write('f = lambda: 2\\n')\n"
        "import sim as s\nsetattr(s, 'rule', lambda x: x + 1)",
        "%%writefile solver.py\nsolve = lambda: 1 + 1",
    ),
    "nothing": ("pass", "pass"),
    "wrong": (WRITES.replace("1,2", "3").replace("(7)", "(8)").replace("x + 1", "x"), "pass"),
    "right_file": (WRITES + "\nopen('right.txt', 'w').write('0')", MAGIC),
    "judge": (WRITES + "\nimport judge\njudge.right = lambda *a: True", MAGIC),
    "judge_file": (WRITES + "\nopen('judge.py', 'w').write('right = lambda *a: True')", MAGIC),
    "run": (WRITES + "\nsim.run = lambda x: 3\nsim.rule = None", MAGIC),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    """The class, after our command."""
    folder = tmp_path_factory.mktemp("task")
    files: dict[str, File] = {
        "out.csv": "a,b\n",
        "g.db": database(tmp_path_factory.mktemp("db")),
        "mine.py": "def f(): return 1\n",
        "sim.py": "def rule(x): raise NotImplementedError\ndef run(x): return rule(x)\n",
        "solver.py": "def solve(): raise NotImplementedError\n",
        "judge.py": "def right(mine, his): return str(mine) != his\n",
        "right.txt": "1",
    }
    course = Course(
        "tasks that change what was handed out",
        {"p1.ipynb": SOURCE, **files},
        {
            student: {"p1.ipynb": filled(SOURCE, writes=first, magic=second), **files}
            for student, (first, second) in OTHERS.items()
        },
    )
    write_course(course, folder)
    theirs.release({"files": folder})  # the due date and the name are of all such courses
    assert ours.grade(course, folder).returncode in (0, 3)
    return folder, read_marks(course, folder)


def passed(rows: list[Row], student: str) -> set[str]:
    """The tests that gave a student their point."""
    return {
        row.cell for row in rows if row.student == student and row.points and float(row.score or 0)
    }


@pytest.mark.parametrize("student", ["does_it", "otherwise"])
def test_who_does_the_task_has_its_points(graded: tuple[Path, list[Row]], student: str) -> None:
    """A file written over, a row, a module edited and loaded anew, a function plugged in."""
    assert passed(graded[1], student) == set(TESTS)


def test_who_does_it_wrongly_has_not(graded: tuple[Path, list[Row]]) -> None:
    """The student's file is tested, and what is in it counts."""
    assert passed(graded[1], "nothing") == set()
    assert passed(graded[1], "wrong") == {"test_reload"}


@pytest.mark.parametrize("student", ["right_file", "judge", "judge_file", "run"])
def test_what_is_no_part_of_the_task_is_put_back(
    graded: tuple[Path, list[Row]], student: str
) -> None:
    """Files and functions that only tests need earn nothing, whoever sets them."""
    assert "test_kept" not in passed(graded[1], student)
    if student == "run":
        assert "test_plug" not in passed(graded[1], student)


def test_only_who_changed_what_is_no_part_of_it_is_named(graded: tuple[Path, list[Row]]) -> None:
    """The report accuses nobody of the task."""
    report = (graded[0] / "reports" / "ps1" / "report.html").read_text("utf-8")
    named = {student for student in OTHERS if f"{student}: p1.ipynb: " in report}
    assert named == {"judge", "run"}
