"""A stock course with its work on other machines and its marks on a server: the same marks."""

from dataclasses import replace
from pathlib import Path

from tests.machines import Cluster
from tests.postgres import Server
from tests.stock import ours
from tests.stock.compare import expected, table
from tests.stock.course import write_course
from tests.stock.courses import COURSES
from tests.stock.differences import DIFFERENCES
from tests.stock.golden import golden
from tests.stock.marks import read_marks

NAME = "guide"


def test_a_cluster_and_postgresql_give_the_golden_marks(tmp_path: Path, server: Server) -> None:
    """nbgrader generates the assignment into the same database, and a worker judges its cells."""
    db, course = server.new_database(), COURSES[NAME]
    config = f"{course.config}\nc.CourseDirectory.course_id = 'stock'\n"
    folder = write_course(replace(course, config=config), tmp_path / "course")
    with Cluster() as machines:
        machines.worker()
        done = ours.grade(course, folder, "--db", db, "--scheduler", machines.address)
    assert done.returncode in (0, 3), done.stderr
    assert not (folder / "gradebook.db").exists()
    found = read_marks(course, folder, db)
    wanted = expected(NAME, golden(NAME), DIFFERENCES)
    assert found == wanted, table(wanted, found)


def test_a_course_without_a_name_is_told_what_postgresql_needs(
    tmp_path: Path, server: Server
) -> None:
    """nbgrader's default is no course_id, which PostgreSQL does not take for a course."""
    folder = write_course(COURSES[NAME], tmp_path / "course")
    done = ours.grade(COURSES[NAME], folder, "--db", server.new_database())
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "c.CourseDirectory.course_id" in done.stderr
