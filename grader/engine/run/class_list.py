"""The students of a course, with files and marks: show them, make one of two, take one out."""

import glob
import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from nbgrader.api import Gradebook, Student, SubmittedAssignment
from sqlalchemy import delete, select, update

from grader.engine.course.folder import Course, open_chosen
from grader.engine.course.gradebook import gradebook_at
from grader.engine.course.settings import Chosen
from grader.engine.course.submissions import is_id
from grader.engine.errors import CourseError
from grader.engine.files import write_whole
from grader.engine.gradebook.database import only_writer, told
from grader.engine.gradebook.extensions import read_extensions, write_extension
from grader.engine.lms.intake.target import COLLECTED
from grader.engine.lock import only_run

from .moves import Move, begin, finish

REMOVED = "removed"  # holds what students left behind who were taken out
FIELDS = ("first_name", "last_name", "email", "lms_user_id")


@dataclass(frozen=True, slots=True)
class Listed:
    """One student, and the assignments of which the gradebook has marks."""

    id: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    marks: dict[str, float]


@contextmanager
def class_list(chosen: Chosen) -> Iterator["ClassList"]:
    """Open the students of a course, for one run.

    Raises:
        CourseError: there is no gradebook.
        GradebookError, OutBusy: it cannot be used.
    """
    course = open_chosen(chosen)
    url = course.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise CourseError(f"there is no gradebook {url.database} yet.")
    place = course.out or course.root
    opened = closing(gradebook_at(url, course.directory.course_id))
    with only_run(place), told(url), only_writer(url), opened as gradebook:
        yield ClassList(course, gradebook, chosen.submitted)


class ClassList:
    """The students of a course."""

    def __init__(self, course: Course, gradebook: Gradebook, submitted: Path | None) -> None:
        self._course, self._book = course, gradebook
        self._home = course.out or course.root
        # Without --course submissions lie where the command says, for all assignments alike.
        self._submitted = submitted

    def students(self) -> list[Listed]:
        """List them, by name."""
        marks: dict[str, dict[str, float]] = {}
        for submission in self._book.db.scalars(select(SubmittedAssignment)):
            late = submission.late_submission_penalty or 0.0
            score = max(0.0, float(submission.score) - float(late))
            marks.setdefault(submission.student_id, {})[submission.assignment.name] = score
        listed = [
            Listed(
                *(one.id, one.first_name or "", one.last_name or "", one.email or ""),
                *(one.lms_user_id or "", marks.get(one.id, {})),
            )
            for one in self._book.students
        ]
        return sorted(listed, key=lambda one: (one.last_name, one.first_name, one.id))

    def merge(self, old: str, new: str) -> list[str]:
        """Give one student's work and marks to another, and take the first one out.

        Returns:
            What was moved.

        Raises:
            CourseError: there is no such student, or both have handed in the same assignment.
        """
        _may_be(new)
        _may_be(old)
        moves = begin(self._home, ["merge", old, new], lambda: self._to_merge(old, new))
        db = self._book.db
        first, second = db.get(Student, old), db.get(Student, new)
        moved = sorted(self._assignments(old) if first else {n for n, _ in self._folders(new)})
        for one in read_extensions(self._home):
            if one.student == old and (one.assignment, new) not in self._extended():
                write_extension(self._home, replace(one, student=new))
        if first is not None:
            known = {name: getattr(first, name) for name in FIELDS}
            if second is None:
                db.add(Student(id=new, **known))
            else:
                for name in FIELDS:
                    setattr(second, name, getattr(second, name) or known[name])
            db.flush()
            db.execute(
                update(SubmittedAssignment)
                .where(SubmittedAssignment.student_id == old)
                .values(student_id=new)
                .execution_options(synchronize_session=False)
            )
            db.execute(delete(Student).where(Student.id == old))
            db.commit()
        self._finish(moves, old)
        return moved

    def _to_merge(self, old: str, new: str) -> list[Move]:
        """Find what of a student's goes to another, and see that it can."""
        self._must_be_known(old)
        both = self._assignments(old) & self._assignments(new)
        both |= {n for n, _ in self._folders(old)} & {n for n, _ in self._folders(new)}
        if both:
            raise CourseError(
                f"{old} and {new} have both handed in {', '.join(sorted(both))}. Say which one "
                f"counts: take the other out first, with grader roster remove"
            )
        return list(self._places(old, new))

    def remove(self, student: str) -> Path:
        """Take a student out: marks and files go to removed/<student>, and count no more.

        Returns:
            Where everything is.

        Raises:
            CourseError: there is no such student.
        """
        _may_be(student)
        moves = begin(self._home, ["remove", student], lambda: self._to_remove(student))
        # The first of them is the folder that all the others are moved into.
        (_, place), *moves = moves
        place.mkdir(parents=True, exist_ok=True)
        if gone := [one for one in self.students() if one.id == student]:
            grades = [
                grade.to_dict()
                for name in gone[0].marks
                for notebook in self._book.find_submission(name, student).notebooks
                for grade in notebook.grades
            ]
            content = {**asdict(gone[0]), "grades": grades}
            text = json.dumps(content, indent=1, ensure_ascii=False)
            if not (place / "marks.json").exists():  # of an earlier try, which knew more
                write_whole(place / "marks.json", text + "\n")
            self._book.remove_student(student)
        self._finish(moves, student)
        return place

    def _to_remove(self, student: str) -> list[Move]:
        """Find what there is of a student, and where it goes."""
        self._must_be_known(student)
        place = self._home / REMOVED / student
        number = 1
        while place.exists():
            number += 1
            place = self._home / REMOVED / f"{student}-{number}"
        moves = [(place, place)]
        folders = [*(one for _, one in self._folders(student)), *self._kept(student)]
        for folder in [*folders, *self._zips(student)]:
            target = place / folder.relative_to(folder.anchor)
            for root in (self._home, self._course.root):
                if folder.is_relative_to(root):
                    target = place / folder.relative_to(root)
                    break
            moves.append((folder, target))
        return moves

    def _finish(self, moves: list[Move], student: str) -> None:
        """Move a student's folders, and take away those of theirs that are empty now."""
        finish(self._home, moves)
        for folder in {place.parent for place, _ in moves if place.parent.name == student}:
            with suppress(OSError):
                folder.rmdir()

    def _must_be_known(self, student: str) -> None:
        if self._book.db.get(Student, student) is None:
            raise CourseError(f"the gradebook has no student {student}")

    def _assignments(self, student: str) -> set[str]:
        return {
            one.assignment.name
            for one in self._book.db.scalars(
                select(SubmittedAssignment).where(SubmittedAssignment.student_id == student)
            )
        }

    def _folders(self, student: str) -> list[tuple[str, Path]]:
        """Find what lies in the course's folders of a student, with the assignment."""
        found = [one for step in self._steps() for one in self._in(step, student)]
        return found + (self._handed_in(student) if self._submitted is not None else [])

    def _steps(self) -> tuple[str, ...]:
        directory = self._course.directory
        return (
            *(directory.submitted_directory, directory.autograded_directory),
            directory.feedback_directory,
        )

    def _in(self, step: str, student: str) -> Iterator[tuple[str, Path]]:
        directory = self._course.directory
        form = directory.format_path(
            re.escape(step), re.escape(student), "(?P<name>[^/]*)", escape=True
        )
        # The course's own folder may have a name that means something in a pattern.
        below = directory.directory_structure.format(
            nbgrader_step=glob.escape(step), student_id=glob.escape(student), assignment_id="*"
        )
        top = Path("/" if below.startswith("/") else directory.root)
        for place in sorted(top.glob(below.lstrip("/"))):
            match = re.fullmatch(form, str(place))
            if match and place.is_dir():
                yield match["name"], place

    def _handed_in(self, student: str) -> list[tuple[str, Path]]:
        assert self._submitted is not None
        places = (self._submitted.resolve() / student).glob("*")
        return [(one.name, one) for one in places if one.is_dir()]

    def _kept(self, student: str) -> list[Path]:
        """Find the submissions of a student that do not count: see intake/place.py."""
        every = (self._home / COLLECTED).glob(f"*/{glob.escape(student)}")
        return [one for one in sorted(every) if one.is_dir()]

    def _places(self, old: str, new: str) -> Iterator[tuple[Path, Path]]:
        """Give where a student's folders lie, and where those of another id belong."""
        directory = self._course.directory
        for step in self._steps():
            for name, place in self._in(step, old):
                yield place, Path(directory.format_path(step, new, name))
        if self._submitted is not None:
            for _, place in self._handed_in(old):
                yield place, self._submitted.resolve() / new / place.name
        for place in self._kept(old):
            target, number = place.with_name(new), 1
            while target.exists():
                number += 1
                target = place.with_name(f"{new}.{number}")
            yield place, target
        # A zip that the other has already is the newer one; it is packed anew in any case.
        for place in self._zips(old):
            yield place, place.with_name(f"{new}.zip")

    def _zips(self, student: str) -> list[Path]:
        """Find a student's packed feedback: see cli/feedback.py and watch/."""
        places = ("zips", "published", "zips/*", "reports/*/published")
        every = (self._home.glob(f"{place}/{glob.escape(student)}.zip") for place in places)
        return sorted({path for some in every for path in some})

    def _extended(self) -> set[tuple[str, str]]:
        return {(one.assignment, one.student) for one in read_extensions(self._home)}


def _may_be(student: str) -> None:
    if not is_id(student) or "/" in student or student.startswith("."):
        raise CourseError(f"{student!r} is not an id that a student may have")
