"""Let a later notebook use the functions that a learner wrote in the earlier ones.

Only definitions and imports are taken from a notebook: its experiments are not run again.
"""

import ast
import json
import linecache
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from .course import COURSE
from .errors import MissingFunction

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def use_my_functions(namespace: dict[str, Any], *notebooks: str) -> None:
    """Take the functions of the named notebooks of the course into a namespace.

    Args:
        namespace: usually globals().
        notebooks: names such as "2_forward"; the files lie beside the running notebook.

    Raises:
        MissingFunction: a notebook, or one of its functions, is missing or still a stub.
    """
    for notebook in notebooks:
        if notebook not in COURSE:
            raise MissingFunction(
                f"{notebook!r} is no notebook of the course. There are: {', '.join(COURSE)}."
            )
        module = _module_of(notebook)
        for name in COURSE[notebook]:
            namespace[name] = getattr(module, name)


def _module_of(notebook: str) -> ModuleType:
    module = ModuleType(f"my_{notebook}")
    tree = ast.Module([], [])
    for number, source in enumerate(_code_cells(Path(f"{notebook}.ipynb")), start=1):
        filename = f"{notebook}.ipynb, code cell {number}"
        try:
            cell = ast.parse(source, filename)
        except SyntaxError as error:
            raise MissingFunction(
                f"{filename} has a syntax error in line {error.lineno}: {error.msg}. "
                "Mend it there, save that notebook, and run this cell again."
            ) from None
        definitions = [node for node in cell.body if _is_definition(node)]
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        try:
            exec(compile(ast.Module(definitions, []), filename, "exec"), module.__dict__)
        except Exception as error:
            raise MissingFunction(
                f"{filename} could not be used: {type(error).__name__}: {error}. "
                "Mend it there, save that notebook, and run this cell again."
            ) from None
        tree.body += definitions
    _refuse_stubs(notebook, tree)
    sys.modules[module.__name__] = module  # so that tracebacks and pickling find it
    return module


def _is_definition(node: ast.stmt) -> bool:
    """Keep imports, functions, classes and constants such as EPSILON = 1e-8."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return node.value is not None and all(
            isinstance(part, ast.Constant | ast.UnaryOp | ast.USub | ast.BinOp | ast.operator)
            for part in ast.walk(node.value)
        )
    return isinstance(node, _DEFINITIONS)


def _code_cells(path: Path) -> list[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    except FileNotFoundError:
        raise MissingFunction(
            f"{path} is not in this folder ({Path.cwd()}). Put your finished {path} beside "
            "this notebook, and run this cell again."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise MissingFunction(
            f"{path} cannot be read as a notebook. Open it in JupyterLab, save it, and try again."
        ) from None
    return [without_magics("".join(source)) for source in sources]


def without_magics(source: str) -> str:
    """Blank what only IPython understands: %magics, !commands, a trailing question mark.

    A cell that belongs to another language (%%bash) becomes empty; one that is only
    watched (%%time) keeps its body. Line numbers stay as they are.
    """
    lines = source.split("\n")
    first = lines[0].lstrip()
    if first.startswith("%%"):
        if first.split()[0] not in ("%%time", "%%timeit", "%%capture", "%%prun"):
            return ""
        lines[0] = ""
    for i, line in enumerate(lines):
        code = line.strip()
        if code.startswith(("%", "!")) or (code.endswith("?") and not code.startswith("#")):
            lines[i] = line[: len(line) - len(line.lstrip())] + "pass"
    return "\n".join(lines)


def _refuse_stubs(notebook: str, tree: ast.Module) -> None:
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name in COURSE[notebook]:
        if name not in functions:
            raise MissingFunction(
                f"{name} is missing in {notebook}.ipynb: define it there, save that notebook, "
                "and run this cell again."
            )
        last = functions[name].body[-1]
        if isinstance(last, ast.Raise) and "NotImplementedError" in ast.dump(last):
            raise MissingFunction(
                f"{name} in {notebook}.ipynb is not written yet: finish it there until its check "
                "passes, save that notebook, and run this cell again."
            )
