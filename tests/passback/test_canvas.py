"""Marks into Canvas, and read back."""

import pytest

from grader.engine.course.gradebook import gradebook_at

from .canvas_server import Canvas
from .conftest import Send

pytestmark = pytest.mark.filterwarnings("ignore:Canvas may respond unexpectedly:UserWarning")

# Ten points in each of six cells; Ben has a penalty, Cleo's first cell waits, Eve's is all penalty.
MARKS = {61: 60.0, 62: 25.75, 63: 7, 64: None, 65: 0.0}


def test_marks_are_sent_and_read_back(send: Send, canvas: Canvas) -> None:
    """Each student's, found by login, SIS id or number; what is not final stays as it was."""
    done = send()
    assert canvas.marks == MARKS, done.output
    assert done.exit_code == 3
    assert "not final, and held back: cleo" in done.output
    assert "eve: 4 -> 0" in done.output
    assert "3 marks sent to Canvas and read back, 0 were there" in done.output


def test_the_same_again_sends_nothing(send: Send, canvas: Canvas) -> None:
    """What is there is not sent twice."""
    send()
    before = canvas.times("PUT")
    done = send()
    assert "0 marks sent to Canvas and read back, 3 were there" in done.output
    assert canvas.times("PUT") == before == 3


def test_a_corrected_mark_is_sent_alone(send: Send, canvas: Canvas, desk: object) -> None:
    """One mark by hand: one request."""
    send()
    with gradebook_at(f"sqlite:///{desk}/gradebook.db", "course") as book:
        book.find_grade("c0", "p0", "ps1", "ada").manual_score = 4.5
        book.db.commit()
    done = send()
    assert "ada: 60 -> 54.5" in done.output
    assert canvas.marks == {**MARKS, 61: 54.5}
    assert canvas.times("PUT") == 4


def test_a_dry_run_changes_nothing(send: Send, canvas: Canvas) -> None:
    """And says what would."""
    before = dict(canvas.marks)
    done = send("--dry-run")
    assert (canvas.marks, canvas.times("PUT")) == (before, 0)
    assert "ada: nothing -> 60" in done.output
    assert "3 marks would be sent, 0 are there" in done.output


def test_open_marks_are_sent_where_that_is_said(send: Send, canvas: Canvas) -> None:
    """And named."""
    done = send("--include-open")
    assert canvas.marks[63] == 18
    assert "not final, and sent: cleo" in done.output


def test_the_address_of_the_assignments_page_is_enough(send: Send, canvas: Canvas) -> None:
    """Whatever its name is there."""
    canvas.assignments[2]["name"] = "Problem set one"
    assert send().exit_code == 2
    assert send(at="/courses/123/assignments/456").exit_code == 3
    assert canvas.marks == MARKS


def test_a_name_there_or_a_number(send: Send, canvas: Canvas) -> None:
    """Either finds it; a name that two have finds neither."""
    canvas.assignments[2]["name"] = "One"
    assert "60" in send("--column", "One", "--dry-run").output
    assert "60" in send("--column=456", "--course-id=123", "--dry-run", at="").output
    canvas.assignments[0]["name"] = "One"
    done = send("--column", "One")
    assert (done.exit_code, canvas.times("PUT")) == (2, 0)
    assert "Say which: 455, 456" in done.output


def test_what_a_person_excused_stays(send: Send, canvas: Canvas) -> None:
    """A mark would undo it."""
    canvas.excused.add(61)
    done = send()
    assert canvas.excused == {61}
    assert canvas.marks[61] is None
    assert "left as Canvas has it: ada (excused)" in done.output


def test_canvass_late_policy_is_told_and_not_fought(send: Send, canvas: Canvas) -> None:
    """The mark that was entered is compared, so that nothing is sent again and again."""
    canvas.deducted[61] = 6.0
    done = send()
    assert "Canvas's own late policy changes the mark besides: ada (54)" in done.output
    send()
    assert canvas.times("PUT") == 3


def test_who_is_not_there_is_named(send: Send, canvas: Canvas) -> None:
    """In the class list, or without the assignment."""
    canvas.users = [user for user in canvas.users if user["id"] != 62]
    del canvas.marks[65]
    done = send()
    assert "not in Canvas's class: ben" in done.output
    assert "Canvas has not given them this assignment: eve" in done.output
    assert canvas.marks[61] == 60


def test_two_who_are_one_here_stop_it(send: Send, canvas: Canvas) -> None:
    """Neither gets the other's mark."""
    canvas.users.append({"id": 66, "login_id": "ada"})
    done = send()
    assert (done.exit_code, canvas.times("PUT")) == (2, 0)
    assert "(61 and 66) are ada here" in done.output


def test_a_mark_that_did_not_arrive_is_named(send: Send, canvas: Canvas) -> None:
    """What Canvas says it took is not believed: it is read."""
    canvas.caps = 50.0
    done = send()
    assert done.exit_code == 3
    assert "read back, and not as it was sent: ada (sent 60, there is 50)" in done.output
    assert "2 marks sent to Canvas and read back" in done.output


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"grading_type": "pass_fail"}, "graded as pass_fail"),
        ({"grading_type": "gpa_scale"}, "graded as gpa_scale"),
        ({"grading_type": "not_graded"}, "graded as not_graded"),
        ({"group_category_id": 3}, "to a whole group"),
        ({"anonymize_students": True}, "who is who"),
    ],
)
def test_an_assignment_that_takes_no_points_is_refused(
    send: Send, canvas: Canvas, settings: dict[str, object], said: str
) -> None:
    """A number would mean something else there, or reach somebody else."""
    canvas.assignments[2].update(settings)
    done = send()
    assert (done.exit_code, canvas.times("PUT")) == (2, 0)
    assert said in done.output


def test_another_worth_is_told(send: Send, canvas: Canvas) -> None:
    """The marks are not scaled."""
    canvas.assignments[2]["points_possible"] = 100.0
    assert "worth 100 in Canvas and 60 here" in send().output
    assert canvas.marks[61] == 60
