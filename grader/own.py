"""Let a later notebook use the functions that a learner wrote in the earlier ones.

Only definitions, imports and constants are taken: the experiments are not run again.
"""

import ast
import json
import linecache
from pathlib import Path
from typing import Any

from .course import COURSE
from .errors import MissingFunction
from .magics import without_magics

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_CONSTANT = (ast.Constant, ast.UnaryOp, ast.unaryop, ast.BinOp, ast.operator)


def use_my_functions(namespace: dict[str, Any], *notebooks: str) -> None:
    """Take the functions of the named notebooks of the course into a namespace.

    Args:
        namespace: usually globals().
        notebooks: names such as "2_forward"; the files lie beside the running notebook.

    Raises:
        MissingFunction: a notebook, or one of its functions, is missing or still a stub. The
            message lists them all; the functions that are there have been taken.
    """
    missing: list[str] = []
    for notebook in notebooks:
        if notebook not in COURSE:
            raise MissingFunction(
                f"{notebook!r} is no notebook of the course. There are: {', '.join(COURSE)}."
            )
        functions = _functions_of(notebook, missing)
        for name in COURSE[notebook]:
            if name in functions:
                namespace[name] = functions[name]
    if missing:
        raise MissingFunction(
            "not everything that this notebook needs is there yet:\n"
            + "\n".join(f"  - {line}" for line in missing)
            + "\nMend it there, save that notebook, and run this cell again."
        )


def _functions_of(notebook: str, missing: list[str]) -> dict[str, Any]:
    """Define a notebook's functions in a namespace of their own; note what is missing."""
    path = Path(f"{notebook}.ipynb")
    try:
        sources = _code_cells(path)
    except FileNotFoundError:
        missing.append(f"{path} is not in this folder ({Path.cwd()})")
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        missing.append(f"{path} cannot be read as a notebook: open it in JupyterLab and save it")
        return {}

    namespace: dict[str, Any] = {"__name__": f"my_{notebook}"}
    stubs = set()
    for number, source in enumerate(sources, start=1):
        place = f"{path}, code cell {number}"
        try:
            tree = ast.parse(source, place)
            tree.body = [node for node in tree.body if _is_definition(node)]
            stubs |= {node.name for node in tree.body if _is_stub(node)}
            # So that a traceback can show the line.
            linecache.cache[place] = (len(source), None, source.splitlines(True), place)
            exec(compile(tree, place, "exec"), namespace)
        except SyntaxError as error:
            missing.append(f"{place}, line {error.lineno}: {error.msg}")
        except Exception as error:
            missing.append(f"{place}: {type(error).__name__}: {error}")
    for name in COURSE[notebook]:
        if name in stubs:
            missing.append(f"{name} in {path} is not written yet")
            del namespace[name]
        elif name not in namespace:
            missing.append(f"{name} is missing in {path}")
    return namespace


def _code_cells(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return [without_magics(source) for source in sources]


def _is_definition(node: ast.stmt) -> bool:
    """Keep imports, functions, classes, and constants such as EPSILON = 1e-8."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return node.value is not None and all(
            isinstance(part, _CONSTANT) for part in ast.walk(node.value)
        )
    return isinstance(node, _DEFINITIONS)


def _is_stub(node: ast.stmt) -> bool:
    """Does a function still end in the stub's `raise NotImplementedError`?"""
    if not isinstance(node, ast.FunctionDef):
        return False
    last = node.body[-1]
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.dump(last)
