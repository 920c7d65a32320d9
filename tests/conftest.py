"""For all tests: who runs which, and the gradebooks they write to, SQLite's and PostgreSQL's."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.engine.course.gradebook import gradebook_at
from grader.engine.course.gradebook_url import database_url
from tests import postgres
from tests.every import of_the_day

# Minutes long: begun first, so that no process is left alone with one at the end.
FIRST = (
    "test_build",
    "test_marks",
    "test_nbgrader",
    "test_attacks",
    "test_again",
    "test_bundle",
    "test_update",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: item.path.stem not in FIRST)


@pytest.fixture(autouse=True)
def same_umask() -> Iterator[None]:
    """A command that is called in this process keeps its results private: itself alone."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@dataclass(slots=True)
class Kept:
    """A kind of gradebook. Every folder of results has one of its own.

    server: where it is PostgreSQL's.
    """

    server: postgres.Server | None = None
    _of: dict[Path, str] = field(default_factory=dict)

    def db(self, out: Path) -> str:
        """Give what --db is given for this folder of results."""
        if self.server is None:
            return ""
        if out not in self._of:
            self._of[out] = self.server.new_database()
        return self._of[out]

    def open(self, out: Path) -> Gradebook:
        """Open it as any other program of nbgrader's would."""
        return gradebook_at(database_url(self.db(out), out), "layerwise")

    def lose(self, out: Path) -> None:
        """Lose it; an empty one takes its place."""
        if self.server is None:
            (out / "gradebook.db").unlink()
        else:
            del self._of[out]


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; without Debian's package the tests that need it are skipped."""
    if postgres.program("initdb") is None:
        said = "PostgreSQL is not installed: apt-get install postgresql"
        pytest.fail(said) if "CI" in os.environ else pytest.skip(said)
    with postgres.server() as running:
        yield running


KINDS = ("sqlite", "postgresql")


def kept_in(request: pytest.FixtureRequest) -> Kept:
    """Give the kind of gradebook that a fixture asks for."""
    return Kept(request.getfixturevalue("server") if request.param == "postgresql" else None)


@pytest.fixture(scope="session", params=KINDS)
def kept(request: pytest.FixtureRequest) -> Kept:
    """Both kinds of gradebook, one after the other."""
    return kept_in(request)


@pytest.fixture(scope="session", params=of_the_day(KINDS))
def kept_today(request: pytest.FixtureRequest) -> Kept:
    """One kind of gradebook today, the other tomorrow: for runs that take minutes."""
    return kept_in(request)
