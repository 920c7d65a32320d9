"""The arrows of the design: who imports whom, held by reading the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.engine.sandbox.inside.guarded import OWN_MODULES

ROOT = Path(__file__).resolve().parents[1]
SKIPPED = {".venv", ".work", "build", "dist", "source"}
STUDENT_PART = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for part in ("", "cases", "diagnosis")
    for path in (ROOT / "grader" / part).glob("*.py")
)
ENGINE = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "grader" / "engine").rglob("*.py")
)


def python_files(folder: Path) -> Iterator[Path]:
    """Every source file under a folder of the project that is not generated or installed."""
    for path in sorted(folder.rglob("*.py")):
        if not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


@cache
def imports_of(path: Path, top_level: bool = False) -> frozenset[str]:
    """Name every module that a file imports, absolutely: "grader.cases.case", "numpy".

    `from x import y` counts as x, and as x.y where that is a module of the project. With
    top_level, imports inside functions and under `if TYPE_CHECKING` are left out.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(tree.body) if top_level else list(ast.walk(tree))
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*up, *([node.module] if node.module else [])])
            names = {f"{module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if is_module(name)} or {module}
    return frozenset(found)


def is_module(name: str) -> bool:
    """Whether the project has a module of this name."""
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def file_of(module: str) -> Path:
    """Find a module's file."""
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def within(module: str, package: str) -> bool:
    """Whether a module is a package or lies in it."""
    return module == package or module.startswith(package + ".")


@cache
def reached_from(module: str) -> frozenset[str]:
    """Every module of the project that a module imports, directly or by way of another."""
    seen: set[str] = set()
    ahead = [module]
    while ahead:
        for name in imports_of(file_of(ahead.pop())):
            if name not in seen and is_module(name):
                seen.add(name)
                ahead.append(name)
    return frozenset(seen)


def outside(module: str) -> set[str]:
    """The top-level packages that a module imports and that are not the standard library's."""
    tops = {name.partition(".")[0] for name in imports_of(file_of(module))}
    return tops - sys.stdlib_module_names


def test_the_reader_of_imports_reads() -> None:
    """Known imports are found, relative ones, lazy ones and ones of a package's own modules."""
    check = imports_of(ROOT / "grader" / "check.py")
    assert {"grader.progress", "grader.cases.case", "grader.show", "typing"} <= check
    assert "grader.show" not in imports_of(ROOT / "grader" / "check.py", top_level=True)
    assert {"grader.cases.plain", "numpy"} <= imports_of(
        file_of("grader.engine.sandbox.inside.protocol")
    )
    assert "grader.engine.sandbox.inside.protocol" in imports_of(
        file_of("grader.engine.sandbox.inside.worker")
    )
    assert "grader.cases.plain" in reached_from("grader.cases.judge")


@pytest.mark.parametrize("name", STUDENT_PART)
def test_the_student_part_imports_neither_engine_nor_solutions(name: str) -> None:
    """A student has neither: whatever ships works without them, even inside a function."""
    for module in imports_of(file_of(name)):
        assert not within(module, "grader.engine")
        assert not within(module, "solutions")


def loaded_with(module: str) -> frozenset[str]:
    """Every module of the project that an import runs at once: lazy imports are left out."""
    seen: set[str] = set()
    ahead = [module]
    while ahead:
        name = ahead.pop()
        if name not in seen and is_module(name):
            seen.add(name)
            ahead += imports_of(file_of(name), top_level=True)
    return frozenset(seen)


def test_import_grader_needs_numpy_and_h5py_alone() -> None:
    """What the first line of a notebook loads needs no other package, not even to show."""
    at_once = loaded_with("grader")
    assert {"grader.check", "grader.cases.case", "grader.reuse"} <= at_once
    for module in at_once:
        tops = {name.partition(".")[0] for name in imports_of(file_of(module), top_level=True)}
        assert tops - sys.stdlib_module_names <= {"grader", "numpy", "h5py"}, module


@pytest.mark.parametrize("name", STUDENT_PART)
def test_the_student_part_needs_a_students_packages_alone(name: str) -> None:
    """What shows things comes with the course; nbgrader and its friends are not needed."""
    assert outside(name) <= {"grader", "numpy", "h5py", "IPython", "ipywidgets", "matplotlib"}


@pytest.mark.parametrize(
    "name",
    [
        *("errors", "progress"),
        *(f"cases.{name}" for name in ("assignment", "compare", "case", "plain", "call", "judge")),
    ],
)
def test_what_check_builds_on_does_not_know_check(name: str) -> None:
    """errors, compare and cases come before check: they can be read, and tested, without it."""
    reached = reached_from(f"grader.{name}")
    assert not {"grader", "grader.check", "grader.show"} & reached
    assert f"grader.{name}" in reached_from("grader.check") | {"grader.errors"}


@pytest.mark.parametrize("names", [STUDENT_PART, ENGINE], ids=["grader", "grader.engine"])
def test_no_module_waits_for_one_that_waits_for_it(names: list[str]) -> None:
    """The imports at the top of the modules go one way: there is no circle."""
    modules = {name: file_of(name) for name in names if file_of(name).stem[0] != "_"}
    waits = {
        name: {m for m in imports_of(path, top_level=True) if m in modules}
        for name, path in modules.items()
    }
    while waits:
        free = [name for name, others in waits.items() if not others]
        assert free, f"a circle among {sorted(waits)}"
        waits = {name: others - set(free) for name, others in waits.items() if name not in free}


def test_nothing_in_grader_imports_the_solutions() -> None:
    """What grades never holds what it grades against as code: only as values in a file."""
    for path in python_files(ROOT / "grader"):
        assert not any(within(module, "solutions") for module in imports_of(path)), path


def test_only_the_solutions_their_build_and_the_tests_import_the_solutions() -> None:
    """No other script of the repository can leak them."""
    for path in python_files(ROOT):
        if path.relative_to(ROOT).parts[0] not in ("solutions", "tests"):
            assert not any(within(module, "solutions") for module in imports_of(path)), path


def test_the_solutions_import_no_grader_outside_their_build() -> None:
    """A self-learner reads NumPy, and a progress bar, and nothing of ours."""
    for path in (ROOT / "solutions" / "network").glob("*.py"):
        tops = {module.partition(".")[0] for module in imports_of(path)}
        assert tops <= {"numpy", "tqdm", "solutions"}, path


def test_the_protocol_stands_alone() -> None:
    """Both sides of the wall share the protocol: it knows neither, only plain data."""
    module = "grader.engine.sandbox.inside.protocol"
    assert outside(module) <= {"numpy", "grader"}
    assert reached_from(module) <= {"grader.cases.plain"}


def test_the_worker_knows_only_what_may_be_inside_the_sandbox() -> None:
    """Standard library, NumPy, the protocol, and the student part: not a mark, not a case.

    It loads matplotlib for the notebooks that draw, where it is there.
    """
    module = "grader.engine.sandbox.inside.worker"
    assert outside(module) <= {"numpy", "grader", "matplotlib"}
    engine = {name for name in reached_from(module) if within(name, "grader.engine")}
    inside = "grader.engine.sandbox.inside"
    assert engine <= {f"{inside}.{name}" for name in ("handed", "protocol", "stand_in")}
    assert not {"grader.cases.case", "grader.cases.compare", "grader.cases.judge"} & reached_from(
        module
    )


def test_the_shell_knows_ipython_and_nothing_that_grades() -> None:
    """What runs any course's cells is IPython, its outputs and hooks, and the protocol."""
    module = "grader.engine.sandbox.inside.shell"
    assert outside(module) <= {"IPython", "pygments", "traitlets", "grader"}
    inside = reached_from(module) - {"grader.cases.plain"}
    assert inside <= {*OWN_MODULES}, "what runs a test is itself looked after"


@pytest.mark.parametrize(
    "module",
    [
        *(f"sandbox.inside.{name}" for name in ("protocol", "worker", "shell")),
        *("sandbox.start", "run.pool", "run.remote", "run.cluster"),
    ],
)
def test_what_runs_a_submission_does_not_know_who_grades_it(module: str) -> None:
    """protocol, sandbox and pool lie below autograde, and autograde below the command line.

    The processes of the pool judge, draw the pages, and know nothing of the gradebook.
    """
    above = {"run.autograde", "run.books", "cli", "report"}
    above |= {"gradebook.structure", "gradebook.marks", "gradebook.late"}
    if not module.startswith("run."):
        above |= {"grading", "course", "pages"}
    find = loaded_with if module.startswith("run.") else reached_from
    for reached in find(f"grader.engine.{module}"):
        assert not any(within(reached, f"grader.engine.{name}") for name in above), reached


def test_dask_is_loaded_only_for_a_cluster() -> None:
    """It takes a second and is an extra: inside functions, of two modules."""
    for path in python_files(ROOT / "grader"):
        tops = {module.partition(".")[0] for module in imports_of(path)}
        if path.stem not in ("cluster", "dask_client"):
            assert not {"dask", "distributed"} & tops, path
        assert not {"dask", "distributed"} & imports_of(path, top_level=True), path


def test_nothing_lies_above_the_command_line() -> None:
    """cli imports the engine; no module of the engine imports cli."""
    for name in ENGINE:
        if not within(name, "grader.engine.cli"):
            assert not any(within(m, "grader.engine.cli") for m in imports_of(file_of(name))), name
    assert "grader.engine.cli" not in reached_from("grader.engine.run.autograde")


def loaded_by(module: str) -> set[str]:
    """The names in sys.modules after an import in a fresh interpreter."""
    script = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_grader_loads_nothing_heavy() -> None:
    """`import grader` is the first line of every notebook: it loads NumPy and h5py, no more."""
    loaded = loaded_by("grader")
    assert {"grader.check", "numpy", "h5py"} <= loaded
    heavy = {"IPython", "matplotlib", "nbgrader", "nbformat", "grader.engine", "solutions"}
    assert not heavy & loaded
    assert not {"pandas", "scipy", "jupyter_client", "sqlalchemy", "tqdm"} & loaded


def test_the_worker_starts_light() -> None:
    """A worker is started for every submission: nbgrader alone would cost it seconds."""
    loaded = loaded_by("grader.engine.sandbox.inside.worker")
    assert "grader.engine.sandbox.inside.protocol" in loaded
    heavy = {"IPython", "matplotlib", "nbgrader", "nbformat", "sqlalchemy", "typer", "solutions"}
    assert not heavy & loaded
    assert {name for name in loaded if within(name, "grader.engine")} <= {
        "grader.engine",
        "grader.engine.sandbox",
        "grader.engine.sandbox.inside",
        "grader.engine.sandbox.inside.protocol",
        "grader.engine.sandbox.inside.handed",
        "grader.engine.sandbox.inside.stand_in",
        "grader.engine.sandbox.inside.worker",
    }
