"""A gradebook that is made here is one that nbgrader has made."""

import sysconfig
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from grader.engine.course.gradebook import gradebook_at


def edition(path: Path) -> list[tuple[str]]:
    """What a database says of itself, and the form of its tables."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        version = connection.execute(text("select version_num from alembic_version")).all()
        tables = connection.execute(
            text(
                "select name, sql from sqlite_master where name != 'alembic_version' "
                "and name not like 'sqlite_%' order by name"
            )
        ).all()
    engine.dispose()
    return [*map(tuple, version), *map(tuple, tables)]


def test_it_is_nbgraders_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same tables, the same edition; made without any program that must be on PATH."""
    monkeypatch.setenv("PATH", sysconfig.get_path("scripts"))
    with closing(Gradebook(f"sqlite:///{tmp_path / 'theirs.db'}", "course")):
        pass
    monkeypatch.setattr(api, "get_alembic_version", lambda: pytest.fail("a program was started"))
    for _ in range(2):
        with closing(gradebook_at(f"sqlite:///{tmp_path / 'ours.db'}", "course")) as book:
            book.update_or_create_student("ada")
    assert edition(tmp_path / "ours.db") == edition(tmp_path / "theirs.db")
