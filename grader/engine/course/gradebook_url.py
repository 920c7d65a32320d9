"""Where a gradebook is kept: a file of SQLite's, or a database of PostgreSQL's, by its URL.

A URL may hold a password, and is shown without.
"""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from grader.engine.errors import GradebookError

EXAMPLES = "sqlite:///FOLDER/gradebook.db or postgresql://USER@HOST/DATABASE"
DRIVER = "postgresql+psycopg"
CONNECT_SECONDS = "15"  # of silence from a host; without it the system's own minutes


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
