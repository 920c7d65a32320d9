"""A gradebook's database: its one writer, and what it says without any password."""

import contextlib
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, create_engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from grader.engine.course.gradebook_url import shown
from grader.engine.errors import GradebookError, OutBusy
from grader.engine.lock import hold
from grader.engine.private import make_private

HELD_SECONDS = 5.0  # a server lets go of a client that was killed a moment after it
LOCK = zlib.crc32(b"layerwise")  # PostgreSQL's locks are numbers, and each database has its own
SECRETS = ("password", "sslpassword")


def not_usable(url: URL, error: DBAPIError) -> GradebookError:
    """Put what a database says into a sentence."""
    return GradebookError(
        f"the gradebook {shown(url)} cannot be used: {_without_secrets(url, error.orig)} "
        "Marks that were written to it are kept. Mend it and give the same command again, or "
        "give another --out or --db."
    )


@contextlib.contextmanager
def told(url: URL) -> Iterator[None]:
    """Let no error of the database's own out.

    Raises:
        GradebookError: something within failed in the database.
    """
    try:
        yield
    except DBAPIError as error:
        raise not_usable(url, error) from None


def _without_secrets(url: URL, said: object) -> str:
    text = " ".join(str(said).split())
    words = [url.password, *(url.query.get(name) for name in SECRETS)]
    for word in words:
        if isinstance(word, str) and word:
            for form in {word, quote(word), quote(word, safe=""), quote_plus(word)}:
                text = text.replace(form, "***")
    return text if text.endswith((".", "?")) else f"{text}."


@contextlib.contextmanager
def only_writer(url: URL) -> Iterator[None]:
    """Hold a database for this run; it is let go of however the run ends.

    Two runs may write to one database from two folders, or from two machines.

    Raises:
        OutBusy: another run holds it.
        GradebookError: it cannot be reached.
    """
    busy = OutBusy(
        f"another run is writing to the gradebook {shown(url)}. Wait for it, or give another --db."
    )
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        make_private(path)  # nbgrader has made it for everybody
        with hold(path.with_name(f".{path.name}.lock"), busy):
            yield
        return
    engine = create_engine(url, poolclass=NullPool)
    with told(url), engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        for _ in _patiently(HELD_SECONDS):
            if connection.scalar(select(func.pg_try_advisory_lock(LOCK))):
                break
        else:
            raise busy
        yield


def _patiently(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    yield
    while time.monotonic() < end:
        time.sleep(0.2)
        yield
