"""Canvas, as far as marks go."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .server import Lms, Reply

KEY = "7~canvas-key-of-the-tests"
COURSE, ASSIGNMENT = 123, 456


def _json(**fields: Any) -> dict[str, Any]:
    return fields


@dataclass
class Canvas(Lms):
    """One course with one assignment; two entries to a page.

    marks: by the students' numbers; deducted: what Canvas's own late policy takes off.
    refuses: numbers whose marks it does not take.
    """

    marks: dict[int, float | None] = field(
        default_factory=lambda: dict[int, float | None](
            {61: None, 62: None, 63: 7, 64: None, 65: 4}
        )
    )
    users: list[dict[str, Any]] = field(
        default_factory=lambda: [
            _json(id=65, login_id="eve"),
            _json(id=61, login_id="ada@example.org"),  # known here by Canvas's number
            _json(id=62, sis_user_id="ben"),
            _json(id=63, login_id="cleo"),
            _json(id=64, login_id="dan"),
        ]
    )
    assignments: list[dict[str, Any]] = field(
        default_factory=lambda: [
            _json(course_id=COURSE, id=455, name="ps0", grading_type="points", points_possible=5.0),
            _json(course_id=COURSE, id=457, name="ps2", grading_type="points", points_possible=5.0),
            _json(
                course_id=COURSE,
                id=ASSIGNMENT,
                name="ps1",
                grading_type="points",
                points_possible=60.0,
            ),
        ]
    )
    deducted: dict[int, float] = field(default_factory=dict)
    excused: set[int] = field(default_factory=set)
    refuses: set[int] = field(default_factory=set)
    caps: float = 1000.0
    teacher: bool = True

    def __post_init__(self) -> None:
        """Be an LMS too."""
        super().__init__()

    def answer(self, method: str, path: str, query: dict[str, str], body: str) -> Reply:
        """Answer as Canvas's documentation says."""
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            said = {"errors": [{"message": "Invalid access token."}]}
            return 401, said, {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}
        course = f"/api/v1/courses/{COURSE}"
        one = f"{course}/assignments/{ASSIGNMENT}"
        if path == course:
            return 200, {"id": COURSE, "name": "CS101"}, {}
        if path == f"{course}/search_users":
            teachers = (
                [] if query.get("enrollment_type[]") == "student" else [_json(id=9, login_id="ada")]
            )
            return self.page(path, query, [*teachers, *self.users], 2)
        if path == f"{course}/assignments":
            return self.page(path, query, self.assignments, 2)
        if path == one:
            (found,) = [a for a in self.assignments if a["id"] == ASSIGNMENT]
            return 200, found, {}
        if path == f"{one}/submissions":
            return self.page(path, query, [self._submission(number) for number in self.marks], 2)
        place = re.fullmatch(rf"{one}/submissions/(\d+)", path)
        if method == "PUT" and place:
            return self._put(int(place[1]), dict(parse_qsl(body)))
        return 404, {"errors": [{"message": "The specified resource does not exist."}]}, {}

    def _put(self, number: int, sent: dict[str, str]) -> Reply:
        if not self.teacher:
            return 401, {"status": "unauthorized", "errors": [{"message": "not authorized"}]}, {}
        if number in self.refuses:
            return 400, {"errors": [{"message": "the grading period is closed"}]}, {}
        self.marks[number] = min(float(sent["submission[posted_grade]"]), self.caps)
        self.excused.discard(number)
        return 200, self._submission(number), {}

    def _submission(self, number: int) -> dict[str, Any]:
        entered = self.marks[number]
        off = self.deducted.get(number, 0.0)
        return {
            "id": number + 9000,
            "user_id": number,
            "assignment_id": ASSIGNMENT,
            "entered_score": entered,
            "score": None if entered is None else entered - off,
            "excused": number in self.excused,
        }
