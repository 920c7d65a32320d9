"""Cells that run one after the other in a worker, for the tests of what is put back."""

from collections.abc import Mapping

from grader.engine.grading.kernel import Cell, Kernel, Ours
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox

NOBODYS = Ours((), ())


def errors(
    sandbox: Sandbox, *cells: Cell, files: Mapping[str, bytes] | None = None, ours: Ours = NOBODYS
) -> tuple[list[str], list[str]]:
    """Run cells; give the errors of the last, and what was put back.

    Args:
        sandbox: where a worker is started for them.
        cells: in their order.
        files: what lies in the worker's folder.
        ours: which of it is the instructor's.
    """
    seconds = Limits().cell_seconds
    with Kernel(sandbox, dict(files or {}), ours, seconds, sandbox.budget()) as kernel:
        ran = [kernel.run(cell) for cell in cells][-1]
    return [one.ename for one in ran.outputs if one.output_type == "error"], ran.changed
