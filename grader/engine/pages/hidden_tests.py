"""The text of hidden tests is taken out of what a student reads.

nbgrader shows the whole test cell in its feedback, and the lines of a test that failed. A class
that may hand in again would learn the tests from it.
"""

import re
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests

from grader.engine.text import COLOUR

ARROW = re.compile(r"-+>\s*\d+\s")
NUMBER = re.compile(r"^\s*(-+>)?\s*\d+\s")
SAID = "a hidden test failed"


class WithoutHiddenTests(ClearHiddenTests):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's preprocessor for released notebooks, for graded ones: outputs too."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Take hidden lines out of a test cell, and out of the errors that it has raised."""
        if cell.cell_type != "code" or not utils.is_grade(cell):
            return cell, resources
        shown, hidden = self._halves(cell.source)
        if hidden:
            cell.source = "\n".join(shown)
            secret = {line.strip() for line in hidden} - {line.strip() for line in shown} - {""}
            for output in cell.outputs:
                if output.output_type == "error":
                    _without(output, secret)
        return cell, resources

    def _halves(self, source: str) -> tuple[list[str], list[str]]:
        halves: tuple[list[str], list[str]] = ([], [])
        inside = False
        for line in source.split("\n"):
            inside = inside or self.begin_test_delimeter in line
            halves[inside].append(line)
            inside = inside and self.end_test_delimeter not in line
        return halves


def _without(error: NotebookNode, secret: set[str]) -> None:
    """Leave of an error what shows no hidden line; of one raised by such a line, its kind."""
    lines = "\n".join(error.traceback).split("\n")
    plain = [COLOUR.sub("", line) for line in lines]
    hidden = [NUMBER.sub("", line).strip() in secret for line in plain]
    if any(gone and ARROW.match(line.strip()) for gone, line in zip(hidden, plain, strict=True)):
        error.evalue = SAID
        error.traceback = [f"{error.ename}: {SAID}"]
    else:
        error.traceback = [line for line, gone in zip(lines, hidden, strict=True) if not gone]
