"""The check cells of a submission to an nbgrader course, judged from outside.

The cells run a second time, in a worker that has no test in it and no reference: there a function
is remembered where its check stands, and the hidden cases are put to it after the last cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.engine.course.assignment import Assignment
from grader.engine.course.checks import CheckCells
from grader.engine.course.notebook import Cell
from grader.engine.course.submissions import Submission
from grader.engine.course.submitted import Submitted
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.start import Sandbox

from .allowance import bounded_memory
from .explained import cell_outputs, failed_output, verdict_output
from .grade import grade_submission
from .outcome import FunctionResult, Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """How the check cells of a submission are judged.

    cells: which they are.
    assignment: their hidden cases.
    files: what lies beside the running code.
    """

    cells: CheckCells
    assignment: Assignment
    files: dict[str, bytes]

    def judge(
        self,
        submitted: Submitted,
        notebooks: Mapping[str, NotebookNode],
        sandbox: Sandbox,
        budget: Budget,
    ) -> tuple[dict[str, FunctionResult], list[str]]:
        """Judge every function that is checked, and show the verdicts in the notebooks.

        Args:
            submitted: says which notebooks are missing, or cannot be read.
            notebooks: those that can; what their cells show comes from elsewhere where they have
                other tests.
            sandbox: where the cells run.
            budget: what the submission may still use.

        Returns:
            The verdicts by function, and what a person is to hear.

        Raises:
            SandboxError: the sandbox failed, which says nothing about the submission.
        """
        submission = Submission(
            submitted.student,
            {
                name: self._cells(name, notebooks[name])
                for name in self.cells.order
                if name in notebooks
            },
            submitted.problems,
            submitted.missing,
            files=self.files,
        )
        with bounded_memory():
            result = grade_submission(submission, self.assignment, sandbox, budget)
        verdicts = {one.function: one for one in result.verdicts}
        for one in result.notebooks:
            if one.notebook not in notebooks:
                continue
            cells = notebooks[one.notebook].cells
            if not self.cells.others[one.notebook]:
                for place, output in one.outputs.items():
                    cells[place].outputs = cell_outputs(output)
            for cell in cells:
                function = self.cells.function_of(one.notebook, grade_id_of(cell))
                if function and cell.cell_type == "code":
                    cell.outputs = _shown(verdicts[function])
        return verdicts, result.notes

    def _cells(self, name: str, notebook: NotebookNode) -> list[Cell]:
        """Give what is run of a notebook: all its code but the other tests."""
        tests = self.cells.tests[name]
        return [
            Cell(
                "raw" if (grade_id := grade_id_of(cell)) in tests else cell.cell_type,
                cell.source,
                self.cells.named(name, grade_id),
                setup=False,
            )
            for cell in notebook.cells
        ]


def _shown(verdict: FunctionResult) -> list[NotebookNode]:
    failed = [] if verdict.outcome is Outcome.PASSED else [failed_output(verdict)]
    return [verdict_output(verdict), *failed]


def grade_id_of(cell: NotebookNode) -> str:
    """Give the name that nbgrader knows a cell by; empty where it has none."""
    managed = cell.metadata.get("nbgrader")
    return str(managed.get("grade_id") or "") if isinstance(managed, dict) else ""
