"""An author's folder: solutions/<name>/ in this repository or in any nbgrader course."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat

from grader.cases.assignment import PUBLIC
from grader.engine.course.checks import CHECK
from grader.engine.course.folder import open_course
from grader.engine.course.limits import configured
from grader.engine.errors import AuthorError
from grader.engine.sandbox.limits import Limits

from .trouble import placed

TEXTS = (".py", ".md", ".txt")
CELL = re.compile(r"^# *%%", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Folder:
    """One assignment in one course.

    root: the course's folder, with nbgrader_config.py.
    name: of the assignment.
    source: nbgrader's source notebooks: made of the lessons, or written by hand.
    release: where nbgrader puts the released notebooks.
    limits: of what a student's function may use, which the reference must keep, too.
    """

    root: Path
    name: str
    source: Path
    release: Path
    limits: Limits

    @property
    def home(self) -> Path:
        """What the author writes, hidden from students."""
        return self.root / "solutions" / self.name

    @property
    def lessons(self) -> Path:
        """Lessons as text; there need not be any."""
        return self.home / "lessons"

    def lesson_files(self) -> list[Path]:
        """List the lessons: a file without a cell is a module that students import."""
        texts = {path: path.read_text("utf-8-sig") for path in sorted(self.lessons.glob("*.py"))}
        return [path for path, text in texts.items() if CELL.search(text)]

    @property
    def public(self) -> Path:
        """The cases that go to students: nbgrader copies them from here to the release."""
        return self.source / PUBLIC

    @property
    def hidden(self) -> Path:
        """The cases that decide the marks."""
        return self.home / "expected" / "hidden.h5"

    def reference(self) -> ModuleType:
        """Import the reference: its functions by name."""
        return self.part(f"solutions.{self.name}")

    def function(self, name: str) -> Callable[..., Any]:
        """Give the reference's function of a name.

        Raises:
            AuthorError: there is none.
        """
        found = getattr(self.reference(), name, None)
        if not callable(found):
            raise AuthorError(
                f"{self.home}/__init__.py has no function {name}, which a cell checks. Write it, "
                "or import it there from the file that it stands in."
            )
        return found

    def modules(self) -> list[ModuleType]:
        """Import the reference's own modules, those that its functions stand in."""
        self.reference()
        package = f"solutions.{self.name}"
        names = [package, *(f"{package}.{path.stem}" for path in sorted(self.home.glob("*.py")))]
        skipped = ("__init__", "cases", "mistakes")
        return [self.part(name) for name in names if name.rpartition(".")[2] not in skipped]

    def cases(self) -> ModuleType:
        """Import the cases: for each function a generator of its name."""
        return self.part(f"solutions.{self.name}.cases")

    def recipes(self, function: str) -> Any:
        """Give the generator of a function's cases, in cases or in a file of that package."""
        module = self.cases()
        files = [part.name for part in pkgutil.iter_modules(getattr(module, "__path__", ()))]
        for part in (self.part(f"{module.__name__}.{file}") for file in files):
            found = vars(part).get(function)
            if getattr(found, "__module__", "") == part.__name__:  # and not a reference's, imported
                return found
        return vars(module).get(function)

    def source_of(self, function: str) -> str:
        """Give the text of a reference's function.

        Raises:
            AuthorError: there is none: it is no function of Python's, written with def.
        """
        found = self.function(function)
        try:
            source = inspect.getsource(found)
            if isinstance(ast.parse(source).body[0], ast.FunctionDef):
                return source
        except (OSError, TypeError, SyntaxError):
            pass
        raise AuthorError(f"{function} in {self.home} is no function that is written with def.")

    def notebooks(self) -> dict[str, tuple[str, ...]]:
        """Name the functions that each source notebook checks, in order.

        Raises:
            AuthorError: there is no notebook, no check, or one function is checked twice.
        """
        found: dict[str, tuple[str, ...]] = {}
        for path in sorted(self.source.glob("*.ipynb")):
            found[path.stem] = tuple(_checked(nbformat.read(path, as_version=4)))
        if not found and not self.home.is_dir():
            raise AuthorError(
                f"{self.home} is not there. To start an assignment: grader new {self.name}"
            )
        if not found and self.lesson_files():
            raise AuthorError(
                f"{self.source} is made of the lessons, and has not been made yet. Run: "
                f"grader build {self.name} --until cases"
            )
        if not found:
            raise AuthorError(
                f"{self.source} holds no notebook. Write lessons in {self.lessons}, or notebooks "
                "there by hand."
            )
        functions = [name for names in found.values() for name in names]
        if not functions:
            raise AuthorError(
                f"no cell in {self.source} checks a function. A lesson marks its cell with "
                '# %% function="…" points=2; a notebook has a locked cell with check(…) alone.'
            )
        if twice := {name for name in functions if functions.count(name) > 1}:
            raise AuthorError(
                f"more than one cell checks {', '.join(sorted(twice))}: one is enough."
            )
        return found

    def require_utf8(self) -> None:
        """See to it that every text of the author's can be read.

        Raises:
            AuthorError: one is in another encoding.
        """
        for path in sorted(self.home.rglob("*")):
            if path.suffix in TEXTS and path.is_file():
                try:
                    path.read_bytes().decode()
                except UnicodeDecodeError as error:
                    line = path.read_bytes()[: error.start].count(b"\n") + 1
                    raise AuthorError(f"{path}, line {line}: save it as UTF-8.") from None

    def part(self, name: str) -> ModuleType:
        """Import a module of the course's solutions, by its whole name.

        Raises:
            AuthorError: it is not there, or its code raises an error.
        """
        known = sys.modules.get("solutions")
        places = [Path(place).resolve() for place in getattr(known, "__path__", ())]
        if self.home.parent.resolve() not in places:  # there is none yet, or another course's
            for module in [m for m in sys.modules if m.partition(".")[0] == "solutions"]:
                del sys.modules[module]
            importlib.invalidate_caches()
            # Made here, not found: a package of that name on the path would come before it.
            sys.modules["solutions"] = package = ModuleType("solutions")
            package.__path__ = [str(self.home.parent)]
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or not name.startswith(error.name):
                raise placed(error, self.home) from None
            missing = f"{self.root}/{error.name.replace('.', '/')}"
            if self.home.is_dir():
                raise AuthorError(f"{missing}.py is not there; grader new writes one.") from None
            raise AuthorError(
                f"{missing} is not there. To start an assignment: grader new {self.name}"
            ) from None
        except (Exception, SystemExit) as error:
            raise placed(error, self.home) from None


def find_folder(root: Path, name: str) -> Folder:
    """Find the folder of an assignment in a course, by nbgrader's own settings.

    Raises:
        AuthorError: the name is none for a folder of Python's.
        CourseError: the course's settings cannot be read.
    """
    if not NAME.fullmatch(name):
        raise AuthorError(
            f"{name!r} cannot name an assignment: small letters, digits and _, a letter first, "
            "for it becomes a Python package."
        )
    course = open_course(root, name)
    release = course.directory.format_path(course.directory.release_directory, ".", name)
    limits = configured(course.config, name, Limits())
    return Folder(course.root, name, course.source, Path(release), limits)


def _checked(notebook: Any) -> Iterator[str]:
    """Name the functions that a notebook's locked cells check."""
    for cell in notebook.cells:
        managed = cell.metadata.get("nbgrader", {})
        locked = cell.cell_type == "code" and managed.get("grade") and managed.get("locked")
        if locked and (found := CHECK.fullmatch(cell.source.strip())):
            yield found[1]
