"""The line to Canvas: it waits for a busy server, and does not wait for ever for a silent one."""

from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ChunkedEncodingError, ConnectionError, Timeout

from .patience import BUSY, TIMEOUT, patiently

LOST = (ConnectionError, ChunkedEncodingError, Timeout)


class PatientLine(HTTPAdapter):
    """Sends each request until it is answered. Only for what may be asked twice: GET and PUT."""

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        """Send one request."""

        def ask() -> Response:
            answer = super(PatientLine, self).send(request, **{**options, "timeout": TIMEOUT})
            _ = answer.content  # an answer that is cut off shows here
            return answer

        return patiently(ask, LOST, BUSY)
