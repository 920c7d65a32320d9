"""A gradebook is named by a URL: which are taken, who may share one, what is said of it."""

import csv
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from grader.engine.course.gradebook_url import database_url, shown
from grader.engine.errors import GradebookError, OutBusy
from grader.engine.gradebook.database import only_writer
from tests.conftest import Kept
from tests.engine.test_results import class_of, marks_of, run
from tests.graded import kept_in
from tests.network import ASSIGNMENT
from tests.postgres import PASSWORD, Server
from tests.walls import AUTOGRADE, LIMITS

NOWHERE = "postgresql://ann:s3cret@127.0.0.1:1/grades?password=s3cret"


@pytest.mark.parametrize(
    "db",
    [
        "s3cret",
        "postgresql://ann:s3cret@host:port/grades",
        "mysql://ann:s3cret@host/grades",
        "postgresql+nodriver://ann:s3cret@host/grades",
        "sqlite://",
    ],
)
def test_what_is_no_gradebooks_url_is_refused_unseen(tmp_path: Path, db: str) -> None:
    """One sentence says what is expected, and repeats nothing that may be a password."""
    with pytest.raises(GradebookError, match="postgresql://USER@HOST/DATABASE") as refused:
        database_url(db, tmp_path)
    assert "s3cret" not in str(refused.value)


def test_without_a_url_the_gradebook_lies_among_the_results(tmp_path: Path) -> None:
    """Any folder will do, whatever a URL would make of its name."""
    out = tmp_path / "week 1? #2 100%"
    assert shown(database_url("", out)) == str(out / "gradebook.db")


def test_a_server_that_is_not_there_is_named_without_a_password(tmp_path: Path) -> None:
    """Exit code 2, one sentence, no traceback; the submissions that were begun are let go."""
    submitted = class_of(tmp_path / "class", "blank")
    done = subprocess.run(
        [*AUTOGRADE, str(submitted), "--out", str(tmp_path / "out"), "--db", NOWHERE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "postgresql://ann@127.0.0.1:1/grades cannot be used" in done.stderr
    assert "Traceback" not in done.stderr and "s3cret" not in done.stdout + done.stderr


def test_no_password_is_told_or_kept(tmp_path: Path, server: Server) -> None:
    """Not on the terminal, and in no file of the results; a wrong one is not repeated either."""
    db, out = server.new_database(), tmp_path / "out"
    command = [*AUTOGRADE, str(class_of(tmp_path / "class", "blank")), "--out", str(out)]
    done = subprocess.run(
        command, env={**os.environ, "LAYERWISE_DB": db}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 3), done.stderr
    wrong = make_url(db).set(password="wr0ng/" + PASSWORD).render_as_string(hide_password=False)
    refused = subprocess.run([*command, "--db", wrong], capture_output=True, text=True, check=False)
    assert refused.returncode == 2 and "password authentication failed" in refused.stderr
    said = done.stdout + done.stderr + refused.stdout + refused.stderr
    said += "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in out.rglob("*")
        if path.is_file()
    )
    written = {PASSWORD, db.partition("://grader:")[2].partition("@127")[0], "wr0ng"}
    assert len(written) == 3 and not [word for word in written if word in said]


def test_one_run_at_a_time_writes_to_a_gradebook(tmp_path: Path, kept: Kept) -> None:
    """Two runs may have folders, or machines, of their own and the same gradebook."""
    db = kept.db(tmp_path) or f"sqlite:///{tmp_path / 'gradebook.db'}"
    busy = pytest.raises(OutBusy, match="another run is writing to the gradebook")
    with only_writer(database_url(db, tmp_path)), busy as refused:
        kept_in(tmp_path / "out", LIMITS, db)
    assert "pa55" not in str(refused.value)
    kept_in(tmp_path / "out", LIMITS, db).close()


def test_another_assignment_in_the_same_gradebook_is_left_alone(tmp_path: Path, kept: Kept) -> None:
    """Its marks stay, they count for no total here, and grades.csv has one assignment."""
    out = tmp_path / "out"
    out.mkdir()
    with closing(kept.open(out)) as book:
        book.add_assignment("other")
        book.add_notebook("1_initialize", "other")
        book.add_grade_cell("test_relu", "1_initialize", "other", max_score=7, cell_type="code")
        book.add_student("blank")
        book.add_submission("other", "blank")
        book.find_grade("test_relu", "1_initialize", "other", "blank").manual_score = 7
        book.db.commit()
    run(class_of(tmp_path / "class", "blank"), out, kept)
    assert ("blank", "test_relu", 0.0, 0) in marks_of(out, kept)
    with closing(kept.open(out)) as book:
        assert book.find_submission("other", "blank").score == 7
        assert book.find_submission(ASSIGNMENT, "blank").score == 0
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        assert {row["assignment"] for row in csv.DictReader(file)} == {ASSIGNMENT}


def test_an_assignment_of_another_course_is_not_written_to(tmp_path: Path, kept: Kept) -> None:
    """nbgrader finds assignments by name alone: a second course's would be taken for ours."""
    out = tmp_path / "out"
    out.mkdir()
    with closing(kept.open(out)) as book:
        book.check_course("algebra")
        book.add_assignment(ASSIGNMENT, course_id="algebra")
    with pytest.raises(GradebookError, match="of the course 'algebra'"):
        run(class_of(tmp_path / "class", "blank"), out, kept)


def test_nbgraders_own_commands_work_on_the_same_database(tmp_path: Path, server: Server) -> None:
    """`nbgrader export` gives the marks, `nbgrader db upgrade` finds nothing to do."""
    from tests.engine.test_nbgrader import nbgrader

    kept, out = Kept(server), tmp_path / "out"
    run(class_of(tmp_path / "class", "perfect", "mistake_3_cost"), out, kept)
    (out / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = {kept.db(out)!r}\n", encoding="utf-8"
    )
    nbgrader(out, "export", "--to", "exported.csv")
    ours, theirs = (
        sorted((out / name).read_text(encoding="utf-8").splitlines())
        for name in ("grades.csv", "exported.csv")
    )
    assert ours == theirs and len(ours) == 3
    assert "perfect" in nbgrader(out, "db", "student", "list").stdout


def test_importing_the_command_loads_no_database() -> None:
    """The driver and SQLAlchemy are loaded where they are needed, and `--help` stays quick."""
    code = "import grader.engine.cli, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"sqlalchemy", "psycopg", "distributed", "dask"} & set(done.stdout.split())
