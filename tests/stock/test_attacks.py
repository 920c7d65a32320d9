"""What dishonest submissions to any course earn: nothing, or what the docs say.

All are graded in one run, beside honest ones.
"""

from collections import Counter

import nbformat
import pytest

from tests.markup import active
from tests.stock import ours, theirs
from tests.stock.attacks import BUSY, CLOSED, HONEST, OPEN, course
from tests.stock.conftest import Graded
from tests.stock.course import write_course
from tests.stock.golden import golden
from tests.stock.marks import Row, read_marks
from tests.traces import traces
from tests.walls import needs_walls

pytestmark = needs_walls
MOST = 14
CLASS = course({**CLOSED, **{name: attack for name, (attack, _) in OPEN.items()}})
# Those that put something of the process in the place of another: a person hears of it.
NOTED = (
    *("02_formatter_class", "02_formatter_for_int", "03_builtins", "03_import", "03_meta_path"),
    *("03_numpy", "03_numpy_inner", "03_numpy_module", "03_unittest", "04_ast_points"),
    *("04_ast_transformer", "04_compile", "04_input_transformer", "05_exec", "06_pre_run"),
    *("10_custom_exc", "10_excepthook", "10_post_run", "10_showtraceback", "10_showtraceback_none"),
    *("11_between", "21_trace", "27_load_ext", "42_audit_hook", "42_audit_hook_in_c"),
    *("03_like_numpy", "03_like_helper", "03_helper_class", "03_unittest_class"),
    *("03_unittest_added", "04_other_lists", "04_other_trees"),
    *("42_left_in_call", "42_exceptions", "39_builtins_of_parts", "42_trace_in_call"),
    *("25_name", "41_namespace"),
)


@pytest.fixture(scope="module")
def before() -> dict[str, object]:
    """This machine before the run."""
    return traces()


@pytest.fixture(scope="module")
def graded(before: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The class after our command."""
    folder = write_course(CLASS, tmp_path_factory.mktemp("attacks") / "course")
    theirs.release({"attacks": folder})
    done = ours.grade(CLASS, folder, "--jobs", "3")  # some of them only wait
    return Graded(folder, done, read_marks(CLASS, folder))


def earned(rows: list[Row], student: str) -> float:
    """The points of one student that no person gave."""
    return sum(float(row.score or 0) for row in rows if row.student == student and row.points)


@pytest.mark.parametrize("name", CLOSED)
def test_an_attack_earns_nothing(graded: Graded, name: str) -> None:
    """It is worth as little as the wrong answer that it comes with."""
    assert earned(graded.rows, name) == 0


@pytest.mark.parametrize("name", OPEN)
def test_what_cannot_be_closed_here_earns_what_is_said(graded: Graded, name: str) -> None:
    """Where tests run beside the student's code these are paid, as the docs say."""
    assert earned(graded.rows, name) == OPEN[name][1]


@pytest.mark.parametrize("name", [*HONEST, *BUSY])
def test_an_honest_neighbour_keeps_full_marks(graded: Graded, name: str) -> None:
    """Whoever is graded before, between and after attacks has all points; who left a thread at
    work too."""
    assert earned(graded.rows, name) == MOST


@pytest.mark.parametrize("name", NOTED)
def test_a_person_hears_of_what_was_put_back(graded: Graded, name: str) -> None:
    """The report names who has changed what decides how a test runs."""
    assert graded.done.returncode == 3
    report = (graded.folder / "reports" / CLASS.assignment / "report.html").read_text("utf-8")
    assert f"{name}: p1.ipynb: " in report


def test_nobody_else_is_accused(graded: Graded) -> None:
    """An honest student, and one who is merely wrong, are not named."""
    report = (graded.folder / "reports" / CLASS.assignment / "report.html").read_text("utf-8")
    for name in (*HONEST, "00_wrong", "00_unsolved"):
        assert f"{name}: p1.ipynb: " not in report


def test_nothing_is_left_behind(before: dict[str, object], graded: Graded) -> None:
    """No process, thread, socket, pipe or shared memory of a submission is there after the run,
    and no file of the course has changed."""
    after = traces()
    for kind in before:
        assert after[kind] == before[kind], kind
    source = graded.folder / "source" / CLASS.assignment
    assert (source / "checks.py").read_text("utf-8") == CLASS.source["checks.py"]
    assert not list(graded.folder.rglob("trick*"))


def test_pages_run_nothing(graded: Graded) -> None:
    """No script, handler or address of an attack is in the report or an autograded notebook."""
    reports = graded.folder / "reports" / CLASS.assignment
    for page in reports.rglob("*.html"):
        found = Counter(one for one in active(page.read_text("utf-8")) if "trick" in one)
        assert found == Counter(), page
    for path in (graded.folder / "autograded").rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                assert "application/javascript" not in data
                assert "<script" not in data.get("text/html", "").lower()
                assert "onerror" not in data.get("text/html", "")


def test_many_of_them_are_paid_by_nbgrader() -> None:
    """The attacks work: nbgrader's own run of the harmless ones gives points to these."""
    rows = golden("attacks")
    paid = {name for name in CLOSED if earned(rows, name) > 0}
    assert {
        *("01_skip_execution", "02_formatter_for_int", "03_numpy", "03_unittest"),
        *("04_ast_transformer", "04_compile", "04_input_transformer", "05_do_execute"),
        *("06_frames", "06_pre_run", "07_gradebook_folder", "08_numpy", "10_post_run"),
        *("11_essay", "11_between", "02_displayhook_in_call"),
    } <= paid
