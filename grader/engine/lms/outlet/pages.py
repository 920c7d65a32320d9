"""Find the feedback pages of an assignment, and who its students are."""

from contextlib import closing
from pathlib import Path

from grader.engine.errors import NoFeedback
from grader.engine.gradebook.database import told
from grader.engine.gradebook.structure import open_course as open_gradebook
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.intake.target import Target

from .pack import Pages
from .scores import scores


def pages_in(out: Path, assignment: str) -> Pages:
    """Find the pages that `grader autograde` has written into a folder of results.

    Raises:
        NoFeedback: there is none.
    """
    pages = {
        folder.parent.name: sorted(folder.glob("*.html"))
        for folder in sorted((out / "feedback").glob(f"*/{assignment}"))
    }
    return not_empty(pages, f"{out / 'feedback'}", "grader autograde")


def not_empty(pages: Pages, where: str, command: str) -> Pages:
    """Give them, where there are any.

    Raises:
        NoFeedback: there are none.
    """
    if not any(pages.values()):
        raise NoFeedback(f"there is no feedback in {where}. Grade first: {command}")
    return pages


def students_of(target: Target) -> dict[str, Student]:
    """Read who the students are, from the gradebook.

    Raises:
        GradebookError: it cannot be used.
    """
    url = target.url
    with told(url), closing(open_gradebook(url, target.course_id)) as gradebook:
        return {
            s.id: Student(
                s.id,
                s.first_name or "",
                s.last_name or "",
                s.email or "",
                s.lms_user_id or "",
                f"{s.first_name or ''} {s.last_name or ''}".strip(),
            )
            for s in gradebook.students
        }


def preliminary(target: Target) -> list[str]:
    """Name the students a part of whose mark is left to a person.

    Raises:
        GradebookError: the gradebook cannot be used.
    """
    url = target.url
    with told(url), closing(open_gradebook(url, target.course_id)) as gradebook:
        found = [a for a in gradebook.assignments if a.name == target.assignment]
        return sorted(s.student for a in found for s in scores(gradebook, a) if s.open)
