"""Where a gradebook is kept: a file of SQLite's, or a database of PostgreSQL's, by its URL.

A URL may hold a password. It is shown without, and what a database says is searched for it.
"""

import contextlib
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, create_engine, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from grader.engine.run.lock import OutBusy, hold
from grader.errors import LayerwiseError

EXAMPLES = "sqlite:///FOLDER/gradebook.db or postgresql://USER@HOST/DATABASE"
DRIVER = "postgresql+psycopg"
CONNECT_SECONDS = "15"  # of silence from a host; without it the system's own minutes
HELD_SECONDS = 5.0  # a server lets go of a client that was killed a moment after it
LOCK = zlib.crc32(b"layerwise")  # PostgreSQL's locks are numbers, and each database has its own
SECRETS = ("password", "sslpassword")


class GradebookError(LayerwiseError):
    """The gradebook cannot be used as it is."""


def database_url(db: str, out: Path) -> URL:
    """Read the URL of a gradebook.

    Args:
        db: what was asked for; where it is empty, OUT/gradebook.db.
        out: the folder of results.

    Raises:
        GradebookError: it is no URL of a database that can be used.
    """
    if not db:
        return URL.create("sqlite", database=str(out / "gradebook.db"))
    try:
        url = make_url(db)
        kind = url.get_backend_name()
        if kind in ("postgresql", "postgres"):
            if "+" not in url.drivername:
                url = url.set(drivername=DRIVER)
            if "connect_timeout" not in url.query:
                url = url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
            url.get_dialect().import_dbapi()
        elif kind != "sqlite":
            raise GradebookError(
                f"a gradebook is kept by SQLite or PostgreSQL, and not by {kind}. "
                f"Give --db {EXAMPLES}."
            )
    # What SQLAlchemy says of a URL that it cannot read may hold all of it.
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise GradebookError(
            f"--db is not the URL of a database. Expected: {EXAMPLES}. In a user's name and in a "
            "password, characters such as @ : / % are written as %40 %3A %2F %25."
        ) from None
    except ImportError as error:
        raise GradebookError(
            f"a PostgreSQL gradebook needs a package that is not here ({error.name}). "
            "Install it: pip install 'layerwise[postgresql]'"
        ) from None
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise GradebookError(f"--db names no file. Expected: {EXAMPLES}.")
    return url


def shown(url: URL) -> str:
    """Name a database to a person: a file by its path, a server's without any password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    parts = (url.username, None, url.host, url.port, url.database)
    return URL.create("postgresql", *parts).render_as_string()


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
