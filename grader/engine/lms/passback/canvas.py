"""An assignment in Canvas, through its API."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from canvasapi import Canvas, exceptions
from canvasapi.submission import Submission
from requests import RequestException
from requests.exceptions import SSLError

from grader.engine.errors import CannotSend, ConnectionLost, MarkRefused
from grader.engine.lms.intake.roster_forms import Student
from grader.engine.lms.outlet.table import number
from grader.engine.text import one_line

from .address import Address
from .canvas_line import PatientLine
from .send import Standing

NUMERIC = ("points", "percent", "letter_grade")  # Canvas takes a number for points in these
MOST = 5  # names in a sentence


class CanvasPlace:
    """One assignment of one course."""

    name = "Canvas"

    def __init__(self, address: Address, token: str) -> None:
        """Find the assignment.

        Raises:
            CannotSend: the key, the course or the assignment is wrong, or it takes no points.
        """
        self._url = address.url
        canvas = Canvas(address.url, token)
        # canvasapi waits for ever, and gives up at the first failure.
        for scheme in ("https://", "http://"):
            canvas._Canvas__requester._session.mount(scheme, PatientLine())
        who = f"there is no course {address.course} in {address.url} that this key may see."
        with self._telling(f"{who} Compare the number in the address of the course's page."):
            self._course = canvas.get_course(int(address.course))
        with self._telling(f"the course has no assignment {address.column}."):
            self._assignment = self._find(address.column)
        self.max_score = float(getattr(self._assignment, "points_possible", None) or 0)
        self._must_take_points()
        self._submissions: dict[str, Submission] = {}

    def people(self) -> list[Student]:
        """Name the students, as Canvas's gradebook export does: by login, else SIS id, else number.

        The test student is not among them.
        """
        with self._telling("Canvas shows no class list."):
            users = list(self._course.get_users(enrollment_type=["student"]))
        return [
            Student(
                str(_of(user, "login_id") or _of(user, "sis_user_id") or user.id),
                lms_user_id=str(user.id),
            )
            for user in users
        ]

    def standing(self) -> dict[str, Standing]:
        """Give the marks that Canvas has; without what its own late policy takes off."""
        with self._telling("the assignment is not there any more."):
            self._submissions = {str(s.user_id): s for s in self._assignment.get_submissions()}
        return {who: _standing(found) for who, found in self._submissions.items()}

    def send(self, who: str, mark: float) -> None:
        """Set one mark. The same mark twice is one mark: it may be asked again."""
        try:
            with self._telling("Canvas knows no such student."):
                self._submissions[who].edit(submission={"posted_grade": number(mark)})
        except _OneRefused as error:
            raise MarkRefused(str(error)) from None

    def _find(self, column: str) -> Any:
        if column.isdecimal():
            return self._course.get_assignment(int(column))
        every = list(self._course.get_assignments())
        found = [one for one in every if one.name.strip() == column.strip()]
        if len(found) == 1:
            return found[0]
        if found:
            numbers = ", ".join(str(one.id) for one in found)
            raise CannotSend(f"Canvas has several assignments {column}. Say which: {numbers}")
        names = ", ".join(one_line(one.name) for one in every[:MOST]) or "none"
        raise CannotSend(
            f"Canvas's course has no assignment {column}; it has {names}"
            f"{' and more' if len(every) > MOST else ''}. Say its name there: --column NAME"
        )

    def _must_take_points(self) -> None:
        """See to it that a number sent is the mark of one student, in points."""
        one = self._assignment
        name = one_line(one.name)
        if (kind := _of(one, "grading_type") or "points") not in NUMERIC:
            raise CannotSend(f"{name} is graded as {kind} in Canvas. Set it to points there.")
        if _of(one, "group_category_id") and not _of(one, "grade_group_students_individually"):
            raise CannotSend(
                f"{name} gives one mark to a whole group in Canvas. Set it there to assign "
                "grades to each student individually."
            )
        if _of(one, "anonymize_students"):
            raise CannotSend(f"{name} hides in Canvas who is who. Post its grades there first.")

    @contextmanager
    def _telling(self, absent: str) -> Iterator[None]:
        """Say in a sentence what Canvas says with a number. Neither holds the key."""
        try:
            yield
        except exceptions.InvalidAccessToken:
            raise CannotSend(
                "Canvas does not take the key: it is wrong, or no longer valid. Make another in "
                "Canvas: Account, Settings, New Access Token."
            ) from None
        except exceptions.RateLimitExceeded:
            raise CannotSend("Canvas has too much to do. Try again in some minutes.") from None
        except (exceptions.Unauthorized, exceptions.Forbidden) as error:
            if "rate limit" in str(error).lower():
                raise CannotSend("Canvas has too much to do. Try again in some minutes.") from None
            raise _OneRefused("Canvas does not let the owner of the key do this.") from None
        except exceptions.ResourceDoesNotExist:
            raise _OneRefused(absent) from None
        except (exceptions.BadRequest, exceptions.UnprocessableEntity, exceptions.Conflict):
            raise _OneRefused("Canvas does not take it.") from None
        except exceptions.CanvasException:
            raise CannotSend(f"{self._url} does not work now. Try again in some minutes.") from None
        # Before the next, of which some of these are.
        except (ValueError, AttributeError, KeyError, TypeError):
            raise CannotSend(f"what answers at {self._url} is not Canvas.") from None
        except SSLError:
            raise CannotSend(
                f"{self._url} cannot prove that it is Canvas: its certificate is not trusted here."
            ) from None
        except RequestException:
            raise ConnectionLost(f"the connection to {self._url} was lost.") from None


class _OneRefused(CannotSend):
    """This was refused; something else may not be."""


def _of(thing: Any, name: str) -> Any:
    return getattr(thing, name, None)


def _standing(found: Submission) -> Standing:
    shown = _of(found, "score")
    entered = _of(found, "entered_score")
    return Standing(
        shown if entered is None else entered, shown, "excused" if _of(found, "excused") else ""
    )
