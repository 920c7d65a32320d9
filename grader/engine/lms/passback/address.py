"""Where an assignment is in Canvas, from what an instructor copies out of the browser."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from grader.engine.errors import CannotSend

from .secret import must_be_private

PAGE = re.compile(r"/courses/(?P<course>\d+)(?:/assignments/(?P<assignment>\d+))?(?:/|$)")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an assignment is in Canvas. column: its name or number."""

    url: str
    course: str
    column: str


def canvas_address(url: str, course: str, column: str, assignment: str) -> Address:
    """Say where an assignment is.

    Args:
        url: of Canvas, or of a page of the course or of the assignment.
        course, column: what is said besides; it goes before what the page's address says.
        assignment: its name here.

    Raises:
        CannotSend: something is missing.
    """
    if not url:
        raise CannotSend("say where Canvas is: --url https://canvas.example.edu")
    must_be_private(url, "Canvas")
    parts = urlsplit(url)
    page = PAGE.search(parts.path)
    course = course or (page["course"] if page else "")
    if not course.isdecimal() or not course.isascii():
        raise CannotSend(
            "say which course: its number is in the address of its page in Canvas, as in "
            "--url https://canvas.example.edu/courses/123, or --course-id 123"
        )
    there = page["assignment"] if page and page["course"] == course else None
    return Address(f"{parts.scheme}://{parts.netloc}", course, column or there or assignment)
