"""Let a later notebook use the functions that a learner wrote in the earlier ones.

Only definitions, imports and constants are taken: the experiments are not run again. A definition
is also `f = lambda x: ...`, or whatever else is given the name of a step.
"""

import ast
import contextlib
import json
import linecache
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.cases.assignment import Assignment, assignment_here

from .errors import MissingFunction
from .magics import without_magics
from .notebook import ENCODING, definitions, grade_id, text, unreadable

FETCHED = "my_"  # begins the name of the namespace that fetched functions live in
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
# What a constant is made of: numbers, names of other constants, np.pi, lists; and of calls those
# that are done at once, such as np.finfo(float).eps, re.compile("a+"), namedtuple("Point", "x y").
_QUICK = {
    *("finfo", "iinfo", "array", "float", "int", "str", "bool", "set", "frozenset", "dict", "list"),
    *("tuple", "compile", "namedtuple", "NamedTuple", "NewType", "TypeVar", "Fraction", "Decimal"),
}
_CONSTANT = (
    *(ast.Constant, ast.UnaryOp, ast.unaryop, ast.BinOp, ast.operator, ast.expr_context),
    *(ast.Name, ast.Attribute, ast.Tuple, ast.List, ast.Dict),
    *(ast.Set, ast.keyword),
)


def use_my_functions(namespace: dict[str, Any], *notebooks: str) -> None:
    """Take the functions of the named notebooks of the course into a namespace.

    Args:
        namespace: usually globals().
        notebooks: names such as "2_means"; the files lie beside the running notebook.

    Raises:
        NoAssignment: there is no file of cases beside the notebook.
        MissingFunction: a notebook, or one of its functions, is missing or still a stub. The
            message lists them all; the functions that are there have been taken.
    """
    assignment = assignment_here()
    missing: list[str] = []
    for notebook in notebooks:
        if notebook not in assignment.notebooks:
            raise MissingFunction(
                f"{notebook!r} is no notebook of the course. There are: "
                f"{', '.join(assignment.notebooks)}."
            )
        functions = functions_of(notebook, assignment, missing)
        for name in assignment.notebooks[notebook]:
            if name in functions:
                namespace[name] = functions[name]
    if missing:
        raise MissingFunction(
            "not everything that this notebook needs is there yet:\n"
            + "\n".join(f"  - {line}" for line in missing)
            + "\nMend it there, save that notebook, and run this cell again."
        )


def functions_of(notebook: str, assignment: Assignment, missing: list[str]) -> dict[str, Any]:
    """Define a saved notebook's functions in a namespace of their own; note what is missing."""
    path = Path(f"{notebook}.ipynb")
    try:
        cells = _code_cells(path)
    except FileNotFoundError:
        missing.append(f"{path} is not in this folder ({Path.cwd()})")
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        missing.append(unreadable(path))
        return {}

    namespace: dict[str, Any] = {"__name__": f"{FETCHED}{notebook}"}
    stubs: set[str] = set()
    steps = {*assignment.notebooks[notebook]}
    in_place = {name for name, source in cells if name in steps and _defines(source, name)}
    for number, (own, source) in enumerate(cells, start=1):
        place = f"{path}, code cell {number}"
        # A scratch cell that defines a function again does not replace the one that is checked.
        scratch = in_place - {own}
        try:
            tree = ast.parse(source, place)
            tree.body = [node for node in tree.body if _is_definition(node, steps, scratch)]
            for node in tree.body:
                stubs = stubs - _named(node) | ({name} if (name := _stub_name(node)) else set())
            # So that a traceback can show the line.
            linecache.cache[place] = (len(source), None, source.splitlines(True), place)
            for node in tree.body:
                _define(node, place, namespace, steps)
        except SyntaxError as error:
            missing.append(f"{place}, line {error.lineno}: {error.msg}")
        except Exception as error:
            missing.append(f"{place}: {type(error).__name__}: {error}")
    for name in assignment.notebooks[notebook]:
        if name in stubs:
            missing.append(f"{name} in {path} is not written yet")
            namespace.pop(name, None)
        elif name not in namespace:
            there = [other for own, source in cells if own == name for other in definitions(source)]
            renamed = bool(there) and name not in there
            found = f": its cell defines {there[0]}. Give it back its name" if renamed else ""
            missing.append(f"{name} is missing in {path}{found}")
    return namespace


def saved_functions(
    assignment: Assignment,
) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Define the functions of every saved notebook, one notebook after the other.

    Each finds those of the earlier notebooks, as one that has fetched them.

    Yields:
        the notebook, the functions that it asks for and has, and what is missing.
    """
    earlier: dict[str, Any] = {}
    for notebook, functions in assignment.notebooks.items():
        missing: list[str] = []
        found = functions_of(notebook, assignment, missing)
        own = {name: found[name] for name in functions if name in found}
        for name, function in earlier.items():
            found.setdefault(name, function)
        yield notebook, own, missing
        earlier |= own


def _code_cells(path: Path) -> list[tuple[str, str]]:
    """Each code cell's grade_id, empty where it has none, and its source."""
    cells = json.loads(path.read_text(encoding=ENCODING))["cells"]
    return [
        (grade_id(cell), without_magics(text(cell)))
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def _defines(source: str, name: str) -> bool:
    return re.search(rf"^(def {name}\(|{name}\s*[:=])", source, re.MULTILINE) is not None


def _named(node: ast.stmt) -> set[str]:
    """Give the names that a statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _is_definition(node: ast.stmt, steps: set[str], scratch: set[str]) -> bool:
    """Keep imports, functions, classes, the steps, and constants such as EPSILON = 1e-8."""
    if _named(node) & scratch:
        return False
    if isinstance(node, ast.Assign | ast.AnnAssign):
        if _named(node) & steps:
            return node.value is not None
        return node.value is not None and all(
            isinstance(part, _CONSTANT) or _is_quick(part) for part in ast.walk(node.value)
        )
    return isinstance(node, _DEFINITIONS)


def _is_quick(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "attr", getattr(called, "id", "")) in _QUICK


def _define(node: ast.stmt, place: str, namespace: dict[str, Any], steps: set[str]) -> None:
    """Run one definition. A constant that cannot be had belonged to an experiment."""
    code = compile(ast.Module([node], []), place, "exec")
    if isinstance(node, _DEFINITIONS) or _named(node) & steps:
        exec(code, namespace)
    else:
        with contextlib.suppress(Exception):
            exec(code, namespace)


def _stub_name(node: ast.stmt) -> str:
    """Name a function that has nothing but the stub's `raise NotImplementedError`; else ""."""
    if not isinstance(node, ast.FunctionDef):
        return ""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    stub = body and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.dump(body[0])
    return node.name if stub else ""
