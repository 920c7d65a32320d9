"""Why marks could not be sent."""

from grader.errors import LayerwiseError


class CannotSend(LayerwiseError):
    """Nothing can be sent, or nothing more."""


class ConnectionLost(CannotSend):
    """No answer came, so that nobody knows what the LMS has done."""


class Refused(LayerwiseError):
    """The LMS does not take one student's mark; it may take the others'."""
