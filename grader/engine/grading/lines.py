"""Where in a submission an error arose: the judge looks the line up in the notebook it has read.

A worker may only name a cell and a line. What is told is one of few things: a line of the step's
own function, where that has at most MAX_LINES of them; else the name of another step; else
nothing.
"""

import ast
import builtins
import re
import warnings
from collections.abc import Mapping

from grader.diagnosis.code import definition
from grader.engine.course.notebook import Cell
from grader.engine.course.plan import CallFunction, Replace, RunCell

MAX_LINES = 64  # lines of a function that may be told: six bits
MAX_SHOWN = 200  # characters of a line
MAX_PARSED = 50_000  # characters of a notebook's code; what is longer is not looked into
_PLACE = re.compile(r"([0-9A-Za-z_]+)\.ipynb, (code )?cell ([0-9]{1,4})")
_DEFINES = (ast.FunctionDef, ast.ClassDef)
Steps = Mapping[str, list[RunCell | CallFunction | Replace]]


class Lines:
    """The lines of one submission's cells, as the judge has read them."""

    def __init__(
        self,
        cells: Mapping[str, list[Cell]],
        steps: Mapping[str, list[RunCell]],
        functions: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Take the submission.

        Args:
            cells: of each notebook.
            steps: the cells that are run, of each notebook: what a file beside the code holds.
            functions: that each notebook asks for.
        """
        self._cells, self._run = cells, steps
        self._home = {name: notebook for notebook, some in functions.items() for name in some}
        self._names: dict[str, set[str]] = {}
        self._lines: dict[str, frozenset[int]] = {}

    def place(self, function: str, at: tuple[str, int] | None) -> str:
        """Say where an error arose: "line 3: Z = W @ A", "in mean", or nothing.

        Args:
            function: that was called.
            at: a cell and a line, as a worker names them.
        """
        cell = self._cell(at)
        if at is None or cell is None:
            return ""
        if cell.grade_id != function:
            return f"in {cell.grade_id}" if cell.grade_id in self._home else ""
        if at[1] not in self._told(cell, function):
            return ""
        return f"line {at[1]}: {cell.source.splitlines()[at[1] - 1].strip()[:MAX_SHOWN]}"

    def definition(self, function: str) -> ast.FunctionDef | None:
        """Give the code of a step, where its own cell has it."""
        for cells in self._cells.values():
            for cell in cells:
                if cell.grade_id == function:
                    return definition(cell.source, function)
        return None

    def undefined(self, function: str, at: tuple[str, int] | None) -> str:
        """Name what a line uses and no cell defines; empty unless it is one name."""
        cell = self._cell(at)
        if at is None or cell is None or cell.grade_id != function:
            return ""
        if at[1] not in self._told(cell, function):
            return ""
        if sum(len(one.source) for one in self._cells[self._home[function]]) > MAX_PARSED:
            return ""
        used = {
            node.id
            for node in ast.walk(parsed(cell.source))
            if isinstance(node, ast.Name)
            and isinstance(node.ctx, ast.Load)
            and node.lineno == at[1]
        }
        own = _bound(_definition(cell.source, function))
        missing = sorted(used - own - self._outer(self._home[function]))
        return missing[0] if len(missing) == 1 else ""

    def _told(self, cell: Cell, function: str) -> frozenset[int]:
        if cell.source not in self._lines:
            self._lines[cell.source] = told_lines(cell.source, function)
        return self._lines[cell.source]

    def _outer(self, notebook: str) -> set[str]:
        """The names that a notebook's functions find outside of themselves."""
        if notebook not in self._names:
            self._names[notebook] = {*dir(builtins), *self._home}.union(
                *(
                    _bound(parsed(cell.source), deep=False)
                    for cell in self._cells[notebook]
                    if cell.kind == "code"
                )
            )
        return self._names[notebook]

    def _cell(self, at: tuple[str, int] | None) -> Cell | None:
        """Find the cell that a worker names."""
        found = _PLACE.fullmatch(at[0]) if at else None
        if found is None or found[1] not in self._cells:
            return None
        cells, number = self._cells[found[1]], int(found[3]) - 1
        if found[2]:  # a function that was taken from an earlier notebook's file
            run = self._run.get(found[1], [])
            number = run[number].position if 0 <= number < len(run) else -1
        return cells[number] if 0 <= number < len(cells) else None


def told_lines(source: str, function: str) -> frozenset[int]:
    """Number the lines of a cell's function that hold statements; none where they are many."""
    definition = _definition(source, function)
    lines = {
        line
        for node in ast.walk(definition)
        if isinstance(node, ast.stmt) and node is not definition and not _is_text(node)
        for line in range(node.lineno, _end(node) + 1)
    }
    return frozenset(lines) if len(lines) <= MAX_LINES else frozenset()


def parsed(source: str) -> ast.Module:
    """Parse a student's cell; what is no Python, or very long, is an empty module."""
    if len(source) > MAX_PARSED:
        return ast.Module([], [])
    try:
        with warnings.catch_warnings():
            # A parser warns of a student's backslash, letter by letter, on the grader's terminal.
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _definition(source: str, function: str) -> ast.AST:
    found = [
        node
        for node in parsed(source).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    return found[-1] if found else ast.Module([], [])


def _end(node: ast.stmt) -> int:
    """The last line of a statement; of one with a body, that of its head."""
    body = getattr(node, "body", None)
    return body[0].lineno - 1 if body else (node.end_lineno or node.lineno)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bound(tree: ast.AST, deep: bool = True) -> set[str]:
    """The names that some code binds: by assignment, import, definition, as an argument."""
    names: set[str] = set()
    for node in ast.walk(tree) if deep else _outside(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, _DEFINES):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def _outside(tree: ast.AST) -> list[ast.AST]:
    """What stands outside of functions and classes, and the definitions themselves."""
    found, ahead = [], [tree]
    while ahead:
        node = ahead.pop()
        found.append(node)
        if not isinstance(node, _DEFINES):
            ahead.extend(ast.iter_child_nodes(node))
    return found
