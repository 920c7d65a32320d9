"""A gradebook, a course in a folder of its own, and LMSs that answer on loopback."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.engine.cli import app
from tests.outlet.gradebooks import CLASS, add_students, make_gradebook

from .canvas_server import KEY, Canvas
from .server import serving

Send = Callable[..., Result]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook, to be copied: making one takes long."""
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    add_students(make_gradebook(path), CLASS)
    return path


@pytest.fixture
def desk(tmp_path: Path, book: Path) -> Path:
    """An nbgrader course with an assignment and its marks."""
    (tmp_path / "source" / "ps1").mkdir(parents=True)
    (tmp_path / "source" / "ps1" / "p0.ipynb").write_text("{}")
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "course"\n'
    )
    shutil.copy(book, tmp_path)
    return tmp_path


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr("grader.engine.lms.passback.patience.time.sleep", waited.append)
    return waited


@pytest.fixture
def canvas() -> Iterator[Canvas]:
    """Canvas with a course that has the class."""
    lms = Canvas()
    with serving(lms):
        yield lms


@pytest.fixture
def send(desk: Path, canvas: Canvas, monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Send:
    """`grader send canvas` for that course; further words go to the command."""
    monkeypatch.setenv("CANVAS_API_TOKEN", KEY)

    def run(*words: str, at: str = "/courses/123") -> Result:
        every = ["send", "canvas", "ps1", "--course", str(desk), "--url", canvas.url + at, *words]
        done = CliRunner().invoke(app, every)
        assert KEY not in done.output
        return done

    return run
