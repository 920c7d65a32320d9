"""Open nbgrader's gradebook; an empty database becomes one.

nbgrader makes one too. But it learns which edition of its tables that is from a program that it
starts, `alembic`, by its bare name: over a second, and an error where the environment of this
Python is not on PATH. The same library tells it here.
"""

from pathlib import Path

import nbgrader
from nbgrader.api import Base, Gradebook
from sqlalchemy import URL, create_engine, inspect
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(nbgrader.__file__).parent / "alembic"


def gradebook_at(url: URL | str, course_id: str) -> Gradebook:
    """Open a gradebook, or make it.

    Raises:
        sqlalchemy.exc.DBAPIError: the database cannot be used.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        if not inspect(connection).get_table_names():
            # Needed once for a gradebook, and a twelfth of what every start takes.
            from alembic.migration import MigrationContext
            from alembic.script import ScriptDirectory

            Base.metadata.create_all(connection)
            editions = ScriptDirectory(str(MIGRATIONS))
            MigrationContext.configure(connection).stamp(editions, "head")
    return Gradebook(url, course_id)
