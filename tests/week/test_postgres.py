"""`grader roster` and `grader extend` are the same where the gradebook is PostgreSQL's."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from grader.engine.course.gradebook import gradebook_at
from grader.engine.course.gradebook_url import database_url
from grader.engine.course.settings import Chosen
from grader.engine.errors import CourseError
from grader.engine.gradebook.extensions import Extension, apply_extensions, write_extension
from grader.engine.lms.intake.target import target_of
from grader.engine.run.class_list import class_list
from grader.engine.run.extend import longer_until
from tests.conftest import Kept
from tests.week.course import ASSIGNMENT, DUE, RIGHT, course, work


def test_students_and_their_time_are_the_same_in_both_kinds_of_gradebook(
    tmp_path: Path, kept: Kept
) -> None:
    """A merge moves the marks, a removal keeps them apart, an extension finds its submission."""
    url = kept.db(tmp_path)
    said = f"c.CourseDirectory.course_id = 'c'\nc.CourseDirectory.db_url = {url!r}\n" if url else ""
    folder = course(tmp_path, {"4711": work(RIGHT, ""), "ben": work(RIGHT, "")}, said)
    chosen = Chosen(folder, ASSIGNMENT)
    with closing(gradebook_at(database_url(url, folder), "c")) as book:
        book.add_assignment(ASSIGNMENT, duedate=DUE)
        book.add_notebook("p1", ASSIGNMENT)
        book.add_grade_cell("explain", "p1", ASSIGNMENT, max_score=3, cell_type="markdown")
        for student in ("zoe", "ben", "4711"):
            book.add_student(student)
        for student in ("ben", "4711"):
            book.add_submission(ASSIGNMENT, student)
        book.find_grade("explain", "p1", ASSIGNMENT, "4711").manual_score = 2
        book.db.commit()
    with class_list(chosen) as students:
        assert [one.id for one in students.students()] == ["4711", "ben", "zoe"]
        assert students.merge("4711", "ada") == [ASSIGNMENT]
        with pytest.raises(CourseError, match="ada and ben have both handed in"):
            students.merge("ada", "ben")
        assert (students.remove("ben") / "marks.json").is_file()
        listed = {one.id: one.marks for one in students.students()}
        assert listed == {"ada": {ASSIGNMENT: 2.0}, "zoe": {}}
    longer = longer_until(target_of(chosen), "2026-03-04 00:00 UTC", "")
    assert longer == timedelta(days=1.5)
    write_extension(folder, Extension(ASSIGNMENT, "ada", longer / timedelta(days=1)))
    with closing(gradebook_at(database_url(url, folder), "c")) as book:
        apply_extensions(book, folder, ASSIGNMENT)
        assert book.find_submission(ASSIGNMENT, "ada").extension == longer
