"""A PostgreSQL of the tests' own: on loopback, on a free port, in a folder that goes with it.

Debian's package is enough; no server of the machine's is needed or touched. Every gradebook gets
a database of its own, and a password, which then may turn up nowhere.
"""

import contextlib
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, create_engine, text

USER, PASSWORD = "grader", "pa55 w@rd:/%"
SETTINGS = "listen_addresses=127.0.0.1 unix_socket_directories= fsync=off shared_buffers=16MB"
PROGRAMS = Path("/usr/lib/postgresql")  # where Debian has them, off everybody's PATH


def program(name: str) -> str | None:
    """Find one of PostgreSQL's programs."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


@dataclass(slots=True)
class Server:
    """A running server."""

    port: int
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> URL:
        """Name a database of it."""
        return URL.create("postgresql+psycopg", USER, PASSWORD, "127.0.0.1", self.port, database)

    def new_database(self) -> str:
        """Make an empty database; give its URL, with the password in it."""
        name = f"book{next(self._numbers)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name).render_as_string(hide_password=False)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Start a server, and end it. It refuses to be root: then it is an unprivileged user's."""
    initdb, control = program("initdb"), program("pg_ctl")
    assert initdb and control
    user = _unprivileged()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="layerwise-postgres-") as name:
        folder, data = Path(name), Path(name, "data")
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if user is not None:
            for path in (folder, secret):
                os.chown(path, user, -1)

        def run(*words: str) -> None:
            subprocess.run(words, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run(
            initdb,
            "-D",
            str(data),
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile",
            str(secret),
            "-E",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        )
        options = " ".join(f"-c {setting}" for setting in [*SETTINGS.split(), f"port={port}"])
        log = folder / "log"
        run(control, "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield Server(port)
        finally:
            run(control, "-D", str(data), "-m", "immediate", "-w", "stop")


def _unprivileged() -> int | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise AssertionError("there is no user to run a database as")
