"""A server on this machine that answers as an LMS does, and fails as one does."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, Any, dict[str, str]]


class Lms:
    """What every LMS of these tests is: it answers, and fails on demand.

    faults: what happens to the next requests of a method, first to last: a status, "drop" (the line
        is cut before anything happens), "drop after" (it is cut when all has been done), or "".
    asked: every request, as "PUT /path".
    """

    def __init__(self) -> None:
        self.url = ""
        self.faults: dict[str, Sequence[int | str]] = {}
        self.asked: list[str] = []
        self.retry_after = ""
        self.says = ""  # whatever it is asked
        self.headers: dict[str, str] = {}  # of the request that is being answered

    def answer(self, method: str, path: str, query: dict[str, str], body: str) -> Reply:
        """Give status, body and headers."""
        raise NotImplementedError

    def times(self, method: str) -> int:
        """Count the requests of a method."""
        return sum(one.startswith(f"{method} ") for one in self.asked)

    def page(self, path: str, query: dict[str, str], every: list[Any], size: int) -> Reply:
        """Give one page, and in a header where the next is."""
        number = int(query.get("page", "1"))
        more = {}
        if number * size < len(every):
            rest = "".join(f"&{k}={v}" for k, v in query.items() if k not in ("page", "per_page"))
            more = {"Link": f'<{self.url}{path}?page={number + 1}{rest}>; rel="next"'}
        return 200, every[(number - 1) * size : number * size], more


@contextmanager
def serving(lms: Lms) -> Iterator[None]:
    """Let an LMS answer on loopback, at a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            super().handle_one_request()
            self.close_connection = True

        def do(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            lms.asked.append(f"{self.command} {parts.path}")
            lms.headers = dict(self.headers)
            fault, *rest = lms.faults.get(self.command) or [""]
            lms.faults[self.command] = rest
            if fault == "drop":
                return
            if isinstance(fault, int):
                said = "403 Forbidden (Rate Limit Exceeded)" if fault == 403 else "busy"
                after = {"Retry-After": lms.retry_after} if lms.retry_after else {}
                self._write(fault, said.encode(), {"Content-Type": "text/plain", **after})
                return
            status, said, headers = lms.answer(
                self.command, parts.path, dict(parse_qsl(parts.query)), body
            )
            said = lms.says or said
            if fault != "drop after":
                text = said if isinstance(said, str) else json.dumps(said)
                self._write(status, text.encode(), {"Content-Type": "application/json", **headers})

        do_GET = do_POST = do_PUT = do  # noqa: N815

        def _write(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lms.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
